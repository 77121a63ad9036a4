"""Who subscribes to the hours learns of every change, whenever his program looks, and of nothing else."""

from dataclasses import replace
from datetime import UTC, date, time, timedelta
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.exports.calendars import hours_calendar, openings_ahead
from contact.exports.told import retold
from contact.hours.clock import PRAGUE
from contact.hours.engine import Schedule, Shift, SpecialDays
from contact.models import ContactCentre
from tests.contact.exports.subscribers import Subscriber, by_hand, by_vobject
from tests.contact.hours.schedules import DAY, at
from tests.thorough import examples

BEGIN = at("2026-11-23 00:30")
PHONE = "Telefon: +420 {} {} {}"


class Site:
    """What is told of a schedule as it changes, without a database."""

    def __init__(self):
        self.moment, self.told, self.centre = BEGIN, {}, ContactCentre(phone="+420778455761")
        self.change(Schedule((), review_months=1))

    def change(self, schedule=None, phone=None, *, anew=False):
        """Returns how many events were told anew."""
        self.centre.phone = phone or self.centre.phone
        self.centre.schedule = schedule or self.centre.schedule
        rows = retold(self.told.values(), self.centre, self.moment, anew=anew)
        self.told |= {row.uid: row for row in rows}
        return len(rows)

    def feed(self):
        return hours_calendar(row.event for row in self.told.values()).decode()

    def page(self):
        """What the page says of what is to come: the engine's openings and the phone."""
        number = self.centre.phone[4:]
        said = PHONE.format(number[:3], number[3:6], number[6:])
        openings = openings_ahead(self.centre, self.moment).values()
        return sorted((one.start.astimezone(UTC), one.end.astimezone(UTC), said) for one in openings)


def test_a_change_is_told_with_later_stamps_and_what_did_not_change_keeps_every_byte():
    site, monday, tuesday = Site(), Shift(0, time(12), time(16)), Shift(1, time(9), time(11))
    site.change(Schedule((monday, tuesday), verified_on=date(2026, 11, 23), review_months=1))
    before = by_hand(site.feed())
    site.moment += DAY * 2
    site.change(replace(site.centre.schedule, shifts=(monday, replace(tuesday, closes=time(12)))))
    after = by_hand(site.feed())
    assert before.keys() == after.keys()
    changed = {uid for uid in before if before[uid] != after[uid]}
    assert {before[uid].start.astimezone(PRAGUE).weekday() for uid in changed} == {1}
    assert len(changed) == 4  # the first Tuesday is over
    for uid in changed:
        assert after[uid].stamps[1:] == (site.moment, site.moment)
        assert after[uid].stamps[0] - before[uid].stamps[0] == 2 * 86400


def test_to_verify_again_changes_no_event_and_tells_of_more():
    site, monday = Site(), Shift(0, time(12), time(16))
    site.change(Schedule((monday,), verified_on=date(2026, 11, 23), review_months=1))
    before = by_hand(site.feed())
    site.moment += DAY * 10
    site.change(replace(site.centre.schedule, verified_on=date(2026, 12, 3)))
    after = by_hand(site.feed())
    assert {uid: after[uid] for uid in before} == before
    assert len(after) > len(before)


def test_a_cancelled_event_says_that_it_holds_no_longer_and_not_that_nobody_answers():
    site = Site()
    two = (Shift(1, time(9), time(11)), Shift(1, time(13), time(15)))
    site.change(Schedule(two, verified_on=date(2026, 11, 23), review_months=1))
    site.moment += DAY // 2
    site.change(replace(site.centre.schedule, shifts=(Shift(1, time(9), time(15)),)))
    (event,) = [part for part in site.feed().split("BEGIN:VEVENT") if "-20261124-2@" in part]
    assert "SUMMARY:Kontaktní centrum: tento záznam už neplatí\r\n" in event
    assert "STATUS:CANCELLED\r\n" in event
    assert "Telefon" not in event


def test_no_stamp_falls_when_the_clock_is_set_back():
    site = Site()
    site.change(Schedule((Shift(4, time(9), time(11)),), verified_on=date(2026, 11, 23), review_months=1))
    reader = Subscriber(by_hand)
    reader.poll(site.feed())
    site.moment -= timedelta(hours=3)
    site.change(phone="+420601234567")
    reader.poll(site.feed())
    assert reader.shown(site.moment) == site.page() != []


walls = st.builds(time, st.integers(0, 23), st.sampled_from([0, 30]))
pairs = st.lists(walls, min_size=2, max_size=2, unique=True).map(sorted).map(tuple)
shifts = st.builds(lambda weekday, pair: Shift(weekday, *pair), st.sampled_from([0, 0, 3]), pairs)
specials = st.builds(
    lambda ahead, length, walls: (ahead, length, walls),
    st.integers(0, 20),
    st.integers(0, 9),
    st.lists(pairs, max_size=2),
)
STEPS = st.one_of(
    st.tuples(st.just("time passes"), st.sampled_from([1, 5, 23, 24, 24 * 7, 24 * 33])),
    st.tuples(st.just("week"), st.lists(shifts, max_size=2)),
    st.tuples(st.just("exceptions"), st.lists(specials, max_size=2)),
    st.tuples(st.just("verified"), st.booleans()),
    st.tuples(st.just("phone"), st.sampled_from(["+420778455761", "+420601234567"])),
    st.tuples(st.just("poll"), st.integers(0, 1)),
)


def do(site, readers, what, value):
    today = site.moment.astimezone(PRAGUE).date()
    change = partial(replace, site.centre.schedule)
    if what == "time passes":
        site.moment += timedelta(hours=value)
    elif what == "poll":
        assert site.change() == 0  # nothing has changed
        readers[value].poll(site.feed())
    elif what == "week":
        site.change(change(shifts=tuple(value)))
    elif what == "exceptions":
        rows = [(today + ahead * DAY, today + (ahead + length) * DAY, hours) for ahead, length, hours in value]
        site.change(change(specials=tuple(SpecialDays(first, last, "", tuple(walls)) for first, last, walls in rows)))
    elif what == "verified":
        site.change(change(verified_on=today if value else None))
    else:
        site.change(phone=value)


@pytest.mark.slow
@settings(max_examples=examples(100), deadline=None)
@given(st.lists(STEPS, min_size=2, max_size=8))
def test_whenever_a_program_looks_it_ends_with_what_the_page_says(steps):
    site, readers = Site(), [Subscriber(by_vobject), Subscriber(by_hand)]
    start = ("week", [Shift(0, time(12), time(16))]), ("verified", True)
    for what, value in [*start, *steps]:
        do(site, readers, what, value)
    for reader in readers:
        reader.poll(site.feed())
        assert reader.shown(site.moment) == [(start, end, text) for start, end, text in site.page()]
