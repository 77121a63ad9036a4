"""What readers are told of the hours, read back in each language by a grammar of its own: what engine and rows say."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.hours.clock import PRAGUE
from contact.hours.engine import Kind, Schedule, Shift, SpecialDays, next_change, state_at
from contact.hours.exceptions import week_hours
from contact.hours.words import lines, said_reason, sentence, short_sentence, spans, status, week
from contact.models import ConsultationHours
from tests.contact.hours.reading import Told, days_in, spans_in, told_in, week_in
from tests.contact.hours.schedules import MONDAY, at, hours
from tests.thorough import examples, some

FORMS = ["cs", "uk", "en", "cs-easy"]
TWO_YEARS = timedelta(days=731)
# A week whose hours change twice, with two stretches on a day, and days otherwise; verified for longer than any is.
CHANGING = Schedule(
    shifts=(
        replace(MONDAY, valid_through=date(2026, 6, 30)),
        Shift(0, time(8, 30), time(11), valid_from=date(2026, 7, 1)),
        Shift(0, time(12, 5), time(17, 30), valid_from=date(2026, 7, 1)),
        Shift(2, time(9), time(13)),
        Shift(4, time(0), time(0, 30), valid_through=date(2027, 2, 28)),
        Shift(5, time(9), time(12), valid_from=date(2027, 3, 1)),
    ),
    specials=(
        SpecialDays(date(2026, 4, 8), date(2026, 4, 8), "školení", hours(("10:00", "11:30"))),
        SpecialDays(date(2026, 8, 3), date(2026, 8, 21), "dovolená"),
        SpecialDays(date(2026, 12, 24), date(2027, 1, 3), "vánoční provoz"),
    ),
    verified_on=date(2026, 1, 1),
    review_months=36,
)


def boundaries(schedule, first):
    """Every moment of two years at which something else is to be said, by Prague's clocks."""
    moment = first
    while moment and moment < first + TWO_YEARS:
        yield moment.astimezone(PRAGUE)
        moment = next_change(schedule, moment)


def meant(state, language):
    """What a reader of the language should learn of a state of the engine."""
    ahead = state.next_opening
    return Told(
        state.kind is Kind.OPEN,
        state.until and state.until.time(),
        state.closes_soon,
        state.closed_for_exception,
        ahead and (ahead.start.date(), ahead.start.time(), ahead.end.time()),
        said_reason(state.reason) if state.closed_for_exception else "",
    )


@pytest.mark.parametrize("language", FORMS)
def test_at_every_boundary_of_two_years_the_line_says_what_the_engine_knows(language):
    found = list(boundaries(CHANGING, at("2026-01-01 00:00")))
    assert len(found) > 1000
    with override(language):
        for moment in found:
            line = status(state_at(CHANGING, moment))
            told = told_in(language, line.strong + line.rest, moment)
            assert told == meant(state_at(CHANGING, moment), language), (moment, line)
            assert line.is_open is told.is_open


@pytest.mark.thorough
@pytest.mark.parametrize("language", FORMS)
def test_on_every_day_of_two_years_sentence_and_table_say_the_hours_of_that_week(language):
    rows = [row_of(shift) for shift in CHANGING.shifts]
    days = [date(2026, 1, 1) + timedelta(days=number) for number in range(TWO_YEARS.days)]
    edges = [shift.valid_from for shift in CHANGING.shifts if shift.valid_from != date.min]
    with override(language):
        for day in [*some(days, 60), *edges, *(edge - timedelta(days=1) for edge in edges)]:
            hold = [row for row in rows if row.is_valid_on(day)]
            week_of_day = {number: list(found) for number in range(7) if (found := week_hours(CHANGING, number, day))}
            assert week_in(language, sentence(hold)) == week_in(language, short_sentence(hold)) == week_of_day
            assert read_table(language, week(CHANGING, day, marks_today=True)) == week_of_day


stretches = st.lists(st.times().map(lambda moment: moment.replace(second=0, microsecond=0)), unique=True, max_size=6)


@given(st.dictionaries(st.integers(0, 6), stretches, max_size=7))
@settings(max_examples=examples(40))
def test_any_week_is_read_back_from_its_sentences_and_its_table(times):
    wanted = {
        day: pairs for day, found in times.items() if (pairs := list(zip(*[iter(sorted(found))] * 2, strict=False)))
    }
    schedule = Schedule(tuple(Shift(day, *pair) for day, pairs in wanted.items() for pair in pairs))
    rows = [row_of(shift) for shift in schedule.shifts]
    for language in FORMS:
        with override(language):
            assert week_in(language, sentence(rows)) == week_in(language, short_sentence(rows)) == wanted
            assert {day: found for line in lines(rows) for day, found in week_in(language, line).items()} == wanted
            assert read_table(language, week(schedule, date(2026, 11, 24), marks_today=False)) == wanted
            for pairs in wanted.values():
                assert spans_in(language, spans(tuple(pairs))) == pairs


def row_of(shift):
    row = ConsultationHours(weekday=shift.weekday, opens_at=shift.opens, closes_at=shift.closes)
    row.valid_from = None if shift.valid_from == date.min else shift.valid_from
    row.valid_through = None if shift.valid_through == date.max else shift.valid_through
    return row


def read_table(language, table):
    """The stretches of each weekday, from what is seen and from what is read aloud."""
    seen = {}
    for line in table:
        shown = [spans_in(language, stretch.text) for stretch in line.stretches]
        assert shown == [spans_in(language, stretch.said) for stretch in line.stretches]
        seen |= {day: [span for cell in shown for span in cell] for day in days_in(language, line.days) if shown}
    return seen


def test_what_reads_the_words_is_not_deaf():
    monday = at("2026-11-23 17:00").astimezone(PRAGUE)
    said = "Зараз ми не відповідаємо на дзвінки. Телефонуйте у середу з 9:00 до 13:00."
    assert told_in("uk", said, monday).opens == (date(2026, 11, 25), time(9), time(13))
    assert told_in("uk", said.replace("середу", "четвер"), monday).opens[0] == date(2026, 11, 26)
    for wrong in [said.replace("9:00", "9.00"), said.replace("у середу", "в середу"), said + " Hello."]:
        with pytest.raises(AssertionError):
            told_in("uk", wrong, monday)
