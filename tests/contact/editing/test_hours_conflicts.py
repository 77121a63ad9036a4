"""Rows of hours and exceptions that contradict each other are refused by name; those that only look so are not."""

from datetime import date, time

import pytest

from contact.models import ConsultationHours, HoursException
from tests.contact.editing.hours_form import ADDRESS, closed, save, typed
from tests.contact.meetings.desk import refusals

pytestmark = pytest.mark.django_db

MORNING = ("1. 12. 2026", "3. 12. 2026", "9:00", "11:00", "školení")


def stored():
    return [*map(str, ConsultationHours.objects.all()), *map(str, HoursException.objects.all())]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [(1, "9:30", "11:00"), (1, "8:00", "10:00")],
            "Hodiny se překrývají: úterý 08:00–10:00 a úterý 09:30–11:00.",
        ),
        (
            [(1, "8:00", "10:00"), (1, "8:00", "10:00")],
            "Hodiny se překrývají: úterý 08:00–10:00 a úterý 08:00–10:00.",
        ),
        (
            [(1, "8:00", "12:00"), (1, "9:00", "10:00")],
            "Hodiny se překrývají: úterý 08:00–12:00 a úterý 09:00–10:00.",
        ),
        (
            [(1, "8:00", "10:00", "", "31. 12. 2026"), (1, "9:00", "11:00", "31. 12. 2026")],
            "Hodiny se překrývají: úterý 08:00–10:00, do 31. 12. 2026 a úterý 09:00–11:00, od 31. 12. 2026.",
        ),
        (
            [(1, "8:00", "10:00", "31. 12. 2026"), (1, "9:00", "11:00", "", "31. 12. 2026")],
            "Hodiny se překrývají: úterý 08:00–10:00, od 31. 12. 2026 a úterý 09:00–11:00, do 31. 12. 2026.",
        ),
    ],
    ids=["overlapping", "equal", "one inside the other", "both valid on one day", "and the other way round"],
)
def test_hours_that_overlap_on_a_day_are_refused_and_both_named(editor_client, rows, sentence):
    before = stored()
    assert refusals(save(editor_client, *rows)) == [sentence]
    assert stored() == before


def test_every_pair_that_overlaps_is_named_monday_first(editor_client):
    rows = [(1, "7:00", "9:00"), (1, "8:00", "10:00"), (0, "12:00", "14:00"), (0, "13:00", "15:00")]
    assert refusals(save(editor_client, *rows)) == [
        "Hodiny se překrývají: pondělí 12:00–14:00 a pondělí 13:00–15:00.",
        "Hodiny se překrývají: úterý 07:00–09:00 a úterý 08:00–10:00.",
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [(1, "8:00", "10:00"), (1, "10:00", "11:00")],
        [(1, "8:00", "10:00"), (2, "9:00", "11:00")],
        [(1, "8:00", "10:00", "", "31. 12. 2026"), (1, "9:00", "11:00", "1. 1. 2027")],
    ],
    ids=["touching", "on another weekday", "one after the other is over"],
)
def test_hours_that_never_meet_are_saved(editor_client, rows):
    assert save(editor_client, *rows).status_code == 302
    assert ConsultationHours.objects.count() == 2


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [MORNING, closed(*MORNING[:2])],
            "Na stejné dny nemůže platit obojí: 1. 12. 2026 – 3. 12. 2026 zavřeno (školení) a "
            "1. 12. 2026 – 3. 12. 2026 09:00–11:00 (školení).",
        ),
        (
            [closed(*MORNING[:2]), closed(*MORNING[:2])],
            "Na stejné dny nemůže platit obojí: 1. 12. 2026 – 3. 12. 2026 zavřeno (školení) a "
            "1. 12. 2026 – 3. 12. 2026 zavřeno (školení).",
        ),
        (
            [MORNING, (*MORNING[:2], "10:59", "12:00", "školení")],
            "Výjimky se překrývají: 1. 12. 2026 – 3. 12. 2026 09:00–11:00 (školení) a "
            "1. 12. 2026 – 3. 12. 2026 10:59–12:00 (školení).",
        ),
        (
            [MORNING, (*MORNING[:2], "13:00", "15:00", "porada")],
            "Výjimky na stejné dny mají mít stejný důvod: 1. 12. 2026 – 3. 12. 2026 09:00–11:00 (školení) a "
            "1. 12. 2026 – 3. 12. 2026 13:00–15:00 (porada).",
        ),
        (
            [closed("3. 12. 2026", "5. 12. 2026", "porada"), MORNING],
            "Výjimky se kříží: 1. 12. 2026 – 3. 12. 2026 09:00–11:00 (školení) a "
            "3. 12. 2026 – 5. 12. 2026 zavřeno (porada). "
            "Jedna musí ležet celá uvnitř druhé, nebo nesmějí mít společný žádný den.",
        ),
    ],
    ids=["open and closed", "closed twice", "overlapping stretches", "two reasons", "crossing"],
)
def test_exceptions_that_contradict_each_other_are_refused_and_both_named(editor_client, rows, sentence):
    assert refusals(save(editor_client, exceptions=rows)) == [sentence]
    assert HoursException.objects.count() == 0


@pytest.mark.parametrize(
    "other",
    [
        (*MORNING[:2], "11:00", "12:00", "školení"),
        closed("2. 12. 2026", "2. 12. 2026", "porada"),
        closed("1. 12. 2026", "2. 12. 2026", "porada"),
        closed("2. 12. 2026", "3. 12. 2026", "porada"),
        closed("30. 11. 2026", "4. 12. 2026", "porada"),
        closed("4. 12. 2026", "5. 12. 2026", "porada"),
    ],
    ids=["touching stretch", "inside", "same beginning", "same end", "around", "the day after"],
)
def test_exceptions_of_which_one_rules_are_saved(editor_client, other):
    assert save(editor_client, exceptions=[other, MORNING]).status_code == 302
    assert HoursException.objects.count() == 2


@pytest.fixture
def training():
    days = {"from_day": date(2999, 12, 1), "through_day": date(2999, 12, 3)}
    return HoursException.objects.create(centre_id=1, **days, opens_at=time(9), closes_at=time(11), reason="školení")


def test_a_new_exception_is_held_against_the_stored_ones(editor_client, training):
    crossing = closed("3. 12. 2999", "4. 12. 2999", "porada")
    assert str(training) in refusals(save(editor_client, exceptions=[crossing]))[0]


def test_a_row_that_goes_contradicts_nothing(editor_client, training):
    data = typed(editor_client, exceptions=[closed("3. 12. 2999", "4. 12. 2999")], **{"exceptions-0-DELETE": "on"})
    assert refusals(editor_client.post(ADDRESS, data)) == []


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (("4. 12. 2026", "3. 12. 2026", "", "", "školení"), "Poslední den výjimky nesmí být před prvním."),
        (("3. 12. 2026", "3. 12. 2026", "9:00", "", "školení"), "Vyplňte obě hodiny, nebo žádnou."),
        (("3. 12. 2026", "3. 12. 2026", "9:00", "9:00", "školení"), "Konec musí být později než začátek."),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused(editor_client, row, sentence):
    assert refusals(save(editor_client, exceptions=[row])) == [sentence]


def test_hours_that_cease_before_they_begin_are_refused(editor_client):
    row = (1, "8:00", "10:00", "2. 1. 2027", "1. 1. 2027")
    assert refusals(save(editor_client, row)) == ["Poslední den platnosti nesmí být před prvním."]
