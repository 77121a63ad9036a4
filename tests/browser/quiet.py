"""A running site that makes no page before somebody asks for it."""

from django.apps import AppConfig


class Quiet(AppConfig):
    """After each change of the content a site makes its pages anew, which costs a second; here hardly any is read.

    What it makes ahead is asked of sites with the settings of everybody: tests/socialnibydleni/serving.
    """

    name = "tests.browser"

    def ready(self):
        from socialnibydleni.serving import process  # noqa: PLC0415 - it may be imported once the apps are there

        process.AHEAD, process.ASKED = 0, 1
