"""What a save of a request sends: every transition, and the law behind them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact.meetings.agreement import Plan, Step, step_after
from tests.contact.schedules import MINUTE, at

NOW = at("2026-11-24 12:00")
THURSDAY, FRIDAY, YESTERDAY = at("2026-11-26 10:00"), at("2026-11-27 10:00"), at("2026-11-23 10:00")
OPEN = Plan(is_agreed=False, starts_at=None, minutes=60)
NOTED, AGREED = (Plan(is_agreed, THURSDAY, 60) for is_agreed in [False, True])
OVER = AGREED._replace(starts_at=YESTERDAY)


@pytest.mark.parametrize(
    ("before", "after", "step"),
    [
        (OPEN, OPEN, Step.NOTHING),
        (OPEN, NOTED, Step.NOTHING),
        (OPEN, AGREED, Step.INVITE),
        (NOTED, AGREED, Step.INVITE),
        (AGREED, AGREED, Step.NOTHING),
        (AGREED, AGREED._replace(starts_at=FRIDAY), Step.INVITE),
        (AGREED, AGREED._replace(minutes=90), Step.INVITE),
        (AGREED, NOTED, Step.CANCEL),
        (AGREED, OPEN, Step.CANCEL),
        (AGREED, OVER, Step.CANCEL),
        (OVER, OVER._replace(is_agreed=False), Step.NOTHING),
        (OVER, OVER._replace(minutes=90), Step.NOTHING),
        (OVER, AGREED, Step.INVITE),
        (OPEN, OVER, Step.NOTHING),
    ],
)
def test_what_a_save_sends(before, after, step):
    assert step_after(before, after, NOW) is step


@pytest.mark.parametrize(
    ("moment", "step"), [(THURSDAY - MINUTE, Step.CANCEL), (THURSDAY, Step.NOTHING), (THURSDAY + MINUTE, Step.NOTHING)]
)
def test_a_meeting_that_has_begun_is_cancelled_no_more(moment, step):
    assert step_after(AGREED, NOTED, moment) is step


hours = st.integers(0, 6).map(lambda number: NOW + timedelta(hours=number))
plans = st.builds(Plan, is_agreed=st.just(value=True), starts_at=hours, minutes=st.sampled_from([30, 60])) | st.builds(
    Plan, is_agreed=st.just(value=False), starts_at=st.none() | hours, minutes=st.just(60)
)


@given(st.lists(st.tuples(plans, st.integers(0, 90)), max_size=12))
def test_whatever_is_saved_the_senders_calendar_holds_ahead_exactly_what_is_agreed(saves):
    before, held, moment = OPEN, None, NOW
    for after, minutes_later in saves:
        moment += timedelta(minutes=minutes_later)
        step = step_after(before, after, moment)
        if step is not Step.NOTHING:
            assert (held, step) != (None, Step.CANCEL)
            held = after if step is Step.INVITE else None
        assert (held and held.ahead(moment)) == after.ahead(moment)
        before = after


@given(plans, plans, st.integers(0, 400))
def test_saving_the_same_again_sends_nothing_more(before, after, minutes_later):
    assert step_after(after, after, NOW + timedelta(minutes=minutes_later)) is Step.NOTHING


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (AGREED, "26. 11. 2026 10.00–11.00"),
        (Plan(is_agreed=True, starts_at=at("2026-07-01 09:30"), minutes=45), "1. 7. 2026 9.30–10.15"),
    ],
)
def test_a_plan_is_said_by_the_clocks_of_prague(plan, text):
    assert str(plan) == text
