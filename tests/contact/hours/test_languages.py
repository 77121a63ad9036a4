"""The same hours and the same moment in the site's other languages: by catalogue, clock and order of words."""

from datetime import date, time, timedelta

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from contact.hours.engine import SpecialDays, state_at
from contact.hours.holidays import czech_holiday, holiday_name
from contact.hours.words import clock, sentence, short_sentence, span, spans, status, week
from tests.contact.hours.schedules import CENTRE, at, hours, with_specials
from tests.contact.hours.test_outputs import SOURCE
from tests.thorough import examples

OTHERS = ["uk", "en", "cs-easy"]
CZECH_LETTERS = set("ěščřžýůťďňĚŠČŘŽÝŮŤĎŇ")


def said(language, schedule, moment):
    with override(language):
        line = status(state_at(schedule, at(moment)))
        return line.strong + line.rest


@pytest.mark.parametrize(
    ("moment", "ukrainian", "english"),
    [
        ("2026-11-25 09:00", "Зараз можна телефонувати до 13:00", "You can call now until 1 pm"),
        ("2026-11-25 12:45", "Зараз можна телефонувати, але тільки до 13:00", "You can call now, but only until 1 pm"),
        (
            "2026-11-25 13:00",
            "Зараз ми не відповідаємо на дзвінки. Телефонуйте у п’ятницю з 9:00 до 13:00.",
            "We are not answering the phone now. Call on Friday 9 am–1 pm.",
        ),
        (
            "2026-09-28 12:00",
            "Сьогодні ми не відповідаємо на дзвінки. Напишіть нам або телефонуйте у середу з 9:00 до 13:00."
            " Причина: День чеської державності.",
            "We are not answering the phone today. Write to us, or call on Wednesday 9 am–1 pm. Reason: Statehood Day.",
        ),
    ],
)
def test_the_moment_is_told_in_the_language_of_the_page(moment, ukrainian, english):
    assert said("uk", CENTRE, moment) == ukrainian
    assert said("en", CENTRE, moment) == english
    assert said("cs-easy", CENTRE, moment) == said("cs", CENTRE, moment)


def test_a_reason_that_an_editor_wrote_in_czech_is_left_out_of_other_languages():
    away = with_specials(SpecialDays(date(2026, 12, 21), date(2027, 1, 3), "dovolená"))
    assert said("cs-easy", away, "2026-12-21 12:00").endswith("Důvod: dovolená.")
    assert said("en", away, "2026-12-21 12:00").endswith("call on Monday 4 January 12–4 pm.")
    assert said("uk", away, "2026-12-21 12:00").endswith("у понеділок, 4 січня з 12:00 до 16:00.")


@pytest.mark.parametrize(
    ("language", "whole", "short"),
    [
        (
            "uk",
            "у понеділок з 12:00 до 16:00, у середу і у п’ятницю з 9:00 до 13:00",
            "понеділок з 12:00 до 16:00, середа і п’ятниця з 9:00 до 13:00",
        ),
        (
            "en",
            "on Monday from 12 pm to 4 pm, on Wednesday and on Friday from 9 am to 1 pm",
            "Monday 12–4 pm, Wednesday and Friday 9 am–1 pm",
        ),
    ],
)
def test_the_week_is_a_sentence(language, whole, short):
    with override(language):
        assert (sentence(SOURCE), short_sentence(SOURCE)) == (whole, short)


@pytest.mark.parametrize(
    ("opens", "closes", "said"),
    [
        ("00:00", "00:30", "12–12:30 am"),
        ("11:30", "12:00", "11:30 am–12 pm"),
        ("12:00", "13:05", "12–1:05 pm"),
    ],
)
def test_english_says_its_half_of_the_day_once_if_it_is_the_same(opens, closes, said):
    with override("en"):
        assert span(time.fromisoformat(opens), time.fromisoformat(closes)) == said


@pytest.mark.parametrize("language", ["uk", "en"])
def test_no_czech_word_is_left_in_a_week(language):
    with override(language):
        rows = week(CENTRE, date(2026, 11, 24), marks_today=True)
        stretches = [stretch for row in rows for stretch in row.stretches]
        text = "".join([*(row.days + row.tag for row in rows), *(stretch.text + stretch.said for stretch in stretches)])
        assert not CZECH_LETTERS & set(text + spans(()) + spans(hours(("09:00", "11:00"), ("13:00", "15:30"))))


@given(st.times(), st.times())
@settings(max_examples=examples(40))
def test_two_times_that_differ_by_a_minute_or_more_never_read_alike(one, other):
    for language in OTHERS:
        with override(language):
            is_same = (one.hour, one.minute) == (other.hour, other.minute)
            assert (clock(one) == clock(other)) is is_same


@pytest.mark.parametrize("language", ["uk", "en"])
def test_every_holiday_of_ten_years_has_a_name_in_the_language(language):
    days = [date(2024, 1, 1) + timedelta(days=number) for number in range(3653)]
    names = {name for day in days if (name := czech_holiday(day))}
    assert len(names) == 13
    assert not [name for name in names if not holiday_name(name, language)]
    assert holiday_name("porucha linky", language) == ""
