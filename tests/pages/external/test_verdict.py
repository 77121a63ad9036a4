"""When an address is dead, and when the network is: rules of their own, and what holds for every run of days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pages.external.verdict import Fault, Look, State, after, believed, needs_proof, of_status

DAY, FIRST = timedelta(days=1), date(2026, 11, 23)
ANSWER, DOUBT = Look(answers=True, reached=True, secured=True), Look(reached=True)
GONE, NAMELESS = Look(fault=Fault.GONE, reached=True, secured=True), Look(fault=Fault.NO_HOST)
REFUSED, WARNED_OF = Look(fault=Fault.REFUSED), Look(fault=Fault.CERTIFICATE)


def days_of(looks):
    """What is known after a look a day."""
    state = State()
    for number, look in enumerate(looks):
        state = after(state, look, FIRST + number * DAY)
    return state


@pytest.mark.parametrize(
    ("looks", "is_dead"),
    [
        ([GONE, GONE], False),
        ([GONE, GONE, GONE], True),
        ([GONE, NAMELESS, WARNED_OF], True),
        ([GONE, DOUBT, GONE, GONE], True),
        ([GONE, GONE, DOUBT, DOUBT, DOUBT], False),
        ([GONE, GONE, ANSWER, GONE], False),
        ([GONE, GONE, GONE, DOUBT], True),
        ([GONE, GONE, GONE, ANSWER], False),
    ],
)
def test_three_days_make_it_dead_and_one_answer_brings_it_back(looks, is_dead):
    assert days_of(looks).is_dead == is_dead


def test_it_is_dead_since_the_first_of_the_days():
    assert days_of([ANSWER, GONE, DOUBT, GONE, REFUSED]) == State(3, FIRST + DAY, FIRST + 4 * DAY, Fault.REFUSED)


def test_one_day_counts_once_however_often_it_is_looked_at_and_a_clock_set_back_counts_nothing():
    state = State()
    for day in [FIRST, FIRST, FIRST - DAY, FIRST]:
        state = after(state, GONE, day)
    assert (state.failures, state.failed_on) == (1, FIRST)


def test_where_it_moved_to_is_known_as_long_as_it_answers_there():
    moved = ANSWER._replace(moved_to="https://nova.cz/")
    assert days_of([moved]).moved_to == days_of([moved, DOUBT]).moved_to == "https://nova.cz/"
    assert days_of([moved, ANSWER]).moved_to == days_of([moved, GONE]).moved_to == ""


@pytest.mark.parametrize(
    ("others", "counted"),
    [
        ([], []),
        ([NAMELESS, REFUSED, WARNED_OF], []),  # no way out, or all of it through somebody who listens in
        ([Look(answers=True, reached=True)], [NAMELESS, REFUSED]),  # by http: alone
        ([DOUBT._replace(secured=True)], [NAMELESS, REFUSED, WARNED_OF]),  # 403 is an answer too
    ],
)
def test_what_may_be_the_fault_of_our_own_line_counts_only_where_somebody_answers(others, counted):
    looks = [NAMELESS, REFUSED, WARNED_OF]
    assert [look for look in believed(looks, others) if look.fault] == counted
    assert needs_proof(looks)
    assert not needs_proof([*looks, ANSWER])


def test_only_404_and_410_are_faults_and_only_2xx_answers():
    found = {status: of_status(status, secured=True) for status in range(100, 600)}
    assert {status for status, look in found.items() if look.answers} == {*range(200, 300)}
    assert {status: look.fault for status, look in found.items() if look.fault} == {404: Fault.GONE, 410: Fault.GONE}


LOOKS = some.sampled_from([ANSWER, DOUBT, GONE, NAMELESS, REFUSED, WARNED_OF])


@given(some.lists(LOOKS, max_size=30))
def test_it_is_dead_exactly_after_three_failures_since_its_last_answer(looks):
    last = max((number for number, look in enumerate(looks) if look.answers), default=-1)
    assert days_of(looks).is_dead == (sum(bool(look.fault) for look in looks[last + 1 :]) >= 3)
