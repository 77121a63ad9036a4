"""The structured hours, read back as RDF and held against the engine at every boundary of two years."""

from dataclasses import replace
from datetime import timedelta

import pytest

from contact.exports.structured_data import hours_available
from contact.hours.engine import verified_through
from tests.contact.exports.readers import structured_hours
from tests.contact.exports.test_calendars import SCHEDULES, VERIFICATIONS, assert_open_when_the_engine_is
from tests.contact.hours.schedules import CENTRE, DAY


@pytest.mark.parametrize("verified_on", VERIFICATIONS, ids=str)
@pytest.mark.parametrize("name", SCHEDULES)
def test_structured_hours_are_open_when_the_engine_is_at_every_boundary_of_two_years(name, verified_on):
    schedule = replace(SCHEDULES[name], verified_on=verified_on)
    last = verified_through(schedule)
    shown = structured_hours(list(hours_available(schedule, verified_on)), verified_on - 7 * DAY, last + 7 * DAY)
    assert_open_when_the_engine_is(schedule, shown)


def test_there_are_none_from_the_day_after_the_last_verified_one():
    last = verified_through(CENTRE)
    assert list(hours_available(CENTRE, last)) != []
    assert list(hours_available(CENTRE, last + timedelta(days=1))) == []
    assert list(hours_available(replace(CENTRE, verified_on=None), last)) == []
