"""Two editors at once at whatever can be written: one wins, the other is told, nothing is a fault of the site."""

import pytest

from tests.at_once.writings import BOTH_WAYS, WRITINGS
from tests.own_database import overtaken


@pytest.mark.parametrize(("name", "way"), [*((name, 1) for name in WRITINGS), *((name, -1) for name in BOTH_WAYS)])
def test_the_second_comes_before_the_first_has_committed(desks, name, way):
    two = desks(2)
    acts, check = WRITINGS[name](two)
    answers = overtaken(*acts[::way])[::way]
    check(answers, [desk.reads(answer) for desk, answer in zip(two, answers, strict=True)])
