"""Eight editors at once at whatever can be written, in whatever order the database lets them."""

import pytest

pytest.register_assert_rewrite("tests.at_once.writings")

from tests.at_once.site import desks  # noqa: E402, F401 - the line above must come first
from tests.at_once.writings import WRITINGS  # noqa: E402
from tests.own_database import at_once  # noqa: E402


@pytest.mark.parametrize("name", WRITINGS)
def test_one_of_eight_wins_and_the_others_are_told(desks, name):  # noqa: F811 - the fixture
    eight = desks(8)
    acts, check = WRITINGS[name](eight)
    answers = at_once(*acts)
    assert max(answer.status_code for answer in answers) < 500
    check(answers, [desk.reads(answer) for desk, answer in zip(eight, answers, strict=True)])
