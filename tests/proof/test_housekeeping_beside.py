"""Housekeeping while editors publish, withdraw and save: nobody waits in a circle, and nobody is refused for it."""

import pytest
from django.core.management import call_command

pytest.register_assert_rewrite("tests.at_once.writings")

from tests.at_once.site import desks  # noqa: E402, F401 - the line above must come first
from tests.at_once.writings import WRITINGS  # noqa: E402
from tests.own_database import at_once  # noqa: E402

BESIDE = [
    "publishes",
    "withdraws",
    "restores a version",
    "cancels a plan",
    "saves the centre",
    "makes links to previews",
]


def housekeep():
    call_command("housekeeping", verbosity=0)


@pytest.mark.parametrize("name", BESIDE)
def test_housekeeping_twice_at_once_beside_editors(desks, name, monkeypatch):  # noqa: F811 - the fixture
    four = desks(4)
    acts, check = WRITINGS[name](four)
    answers = at_once(*acts, housekeep, housekeep)[:4]
    check(answers, [desk.reads(answer) for desk, answer in zip(four, answers, strict=True)])
