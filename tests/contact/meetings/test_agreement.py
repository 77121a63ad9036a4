"""What a save of a request sends: every transition, and the law behind them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contact.meetings.agreement import Plan, invites
from tests.contact.hours.schedules import MINUTE, at

NOW = at("2026-11-24 12:00")
THURSDAY, FRIDAY, YESTERDAY = at("2026-11-26 10:00"), at("2026-11-27 10:00"), at("2026-11-23 10:00")
OPEN = Plan(is_agreed=False, starts_at=None, minutes=60)
NOTED, AGREED = (Plan(is_agreed, THURSDAY, 60) for is_agreed in [False, True])
OVER = AGREED._replace(starts_at=YESTERDAY)


@pytest.mark.parametrize(
    ("before", "after", "sends"),
    [
        (OPEN, OPEN, False),
        (OPEN, NOTED, False),
        (OPEN, AGREED, True),
        (NOTED, AGREED, True),
        (AGREED, AGREED, False),
        (AGREED, AGREED._replace(starts_at=FRIDAY), True),
        (AGREED, AGREED._replace(minutes=90), True),
        (AGREED, NOTED, False),
        (AGREED, OPEN, False),
        (AGREED, OVER, False),
        (OVER, OVER._replace(is_agreed=False), False),
        (OVER, OVER._replace(minutes=90), False),
        (OVER, AGREED, True),
        (OPEN, OVER, False),
    ],
)
def test_what_a_save_sends(before, after, sends):
    assert invites(before, after, NOW) is sends


@pytest.mark.parametrize(
    ("moment", "sends"), [(THURSDAY - MINUTE, True), (THURSDAY, False), (THURSDAY + MINUTE, False)]
)
def test_nobody_is_invited_to_what_has_begun(moment, sends):
    assert invites(OPEN, AGREED, moment) is sends


hours = st.integers(0, 6).map(lambda number: NOW + timedelta(hours=number))
plans = st.builds(Plan, is_agreed=st.just(value=True), starts_at=hours, minutes=st.sampled_from([30, 60])) | st.builds(
    Plan, is_agreed=st.just(value=False), starts_at=st.none() | hours, minutes=st.just(60)
)


@given(st.lists(st.tuples(plans, st.integers(0, 90)), max_size=12))
def test_whatever_is_saved_what_is_agreed_and_ahead_stands_in_the_senders_calendar(saves):
    before, held, moment = OPEN, None, NOW
    for after, minutes_later in saves:
        moment += timedelta(minutes=minutes_later)
        if invites(before, after, moment):
            held = after
        agreed = after.ahead(moment)
        assert agreed is None or held == agreed
        before = after


@given(plans, st.integers(0, 400))
def test_saving_the_same_again_sends_nothing_more(plan, minutes_later):
    assert not invites(plan, plan, NOW + timedelta(minutes=minutes_later))


@given(plans, plans, st.integers(0, 400))
def test_a_message_goes_with_an_invitation_to_what_is_agreed_and_ahead_and_with_nothing_else(before, after, minutes):
    moment = NOW + timedelta(minutes=minutes)
    assert invites(before, after, moment, message="Vezměte si plány.") is (after.ahead(moment) is not None)


@pytest.mark.parametrize(
    ("plan", "text"),
    [
        (AGREED, "26. 11. 2026 10.00–11.00"),
        (Plan(is_agreed=True, starts_at=at("2026-07-01 09:30"), minutes=45), "1. 7. 2026 9.30–10.15"),
    ],
)
def test_a_plan_is_said_by_the_clocks_of_prague(plan, text):
    assert str(plan) == text
