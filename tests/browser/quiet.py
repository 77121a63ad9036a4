"""A running site that makes no page before somebody asks for it, and sees at once what was changed."""

from django.apps import AppConfig


class Quiet(AppConfig):
    """After each change of the content a site makes its pages anew, which costs a second; here hardly any is read.

    What it makes ahead is asked of sites with the settings of everybody: tests/socialnibydleni/serving.
    """

    name = "tests.browser"

    def ready(self):
        from socialnibydleni.serving import content_watch, process  # noqa: PLC0415 - they need the apps

        process.AHEAD, process.ASKED = 0, 1
        content_watch.EVERY = 0.1
