"""Before new hours are saved their editor has seen them as readers will."""

from collections import Counter
from datetime import date, time

import pytest
import time_machine
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.editing.from_a_day import from_a_day
from contact.models import ConsultationHours, ContactCentre, HoursException
from tests.admin_forms import change, form_data
from tests.contact.editing.hours_form import (
    ADDRESS,
    closed,
    days,
    heading,
    save,
    seen,
    sentences,
    typed,
    warnings,
    words,
)
from tests.contact.meetings.desk import read, told
from tests.thorough import examples

pytestmark = pytest.mark.django_db

HOLIDAY_WEEK = closed("28. 12. 2026", "3. 1. 2027", "dovolená")
ASKED, LOOKED = "Takhle to uvidí čtenáři. Uložit?", "Co uvidí čtenáři, až to uložíte"
VERIFY = "Ověřit konzultační hodiny"
LOSES = "Uložením ztratí hodiny dosavadní ověření. Dokud nové někdo neověří, čtenáři uvidí „neznámé“."


@pytest.fixture(autouse=True)
def _monday_before_christmas():
    """Nine in the morning; the hours were verified three weeks ago."""
    with time_machine.travel("2026-12-21T09:00+01:00", tick=False):
        ContactCentre.objects.update(hours_verified_on=date(2026, 12, 1))
        yield


def buttons(answer):
    row = read(answer).find(".//div[@class='submit-row']")
    return [(each.get("name"), each.get("value")) for each in row.iter("input")]


def stored():
    return [*map(str, ConsultationHours.objects.all()), *map(str, HoursException.objects.all())]


def test_new_hours_are_shown_first_and_saved_by_the_second_press(editor_client):
    before, data = stored(), typed(editor_client, exceptions=[HOLIDAY_WEEK])
    answer = editor_client.post(ADDRESS, data)
    assert (heading(answer), stored()) == (ASKED, before)
    assert buttons(answer) == [("_preview", "Ukázat, co se změní"), ("_save", "Uložit takto")]
    assert editor_client.post(ADDRESS, data | seen(answer)).status_code == 302
    assert stored() == [*before, "28. 12. 2026 – 3. 1. 2027 zavřeno (dovolená)"]


@pytest.mark.parametrize(
    "change",
    [
        {"hours-0-opens_at": "11:00"},
        {"hours-0-valid_through": "1. 2. 2027"},
        {"hours-2-DELETE": "on"},
        {"holidays_close": ""},
        {"exceptions-0-reason": "inventura"},
    ],
    ids=["a time", "validity", "a row less", "holidays", "a reason"],
)
def test_what_changed_after_the_preview_is_shown_anew(editor_client, change):
    before, data = stored(), typed(editor_client, exceptions=[HOLIDAY_WEEK])
    shown = seen(editor_client.post(ADDRESS, data))
    answer = editor_client.post(ADDRESS, data | shown | change)
    assert (heading(answer), stored()) == (ASKED, before)
    assert editor_client.post(ADDRESS, data | change | seen(answer)).status_code == 302


def test_a_look_saves_nothing_and_keeps_what_was_typed(editor_client):
    before, data = stored(), typed(editor_client, exceptions=[HOLIDAY_WEEK])
    answer = editor_client.post(ADDRESS, data | {"_preview": ""})
    assert (heading(answer), stored()) == (LOOKED, before)
    again = editor_client.post(ADDRESS, data | seen(answer) | {"_preview": ""})
    assert (heading(again), stored()) == (LOOKED, before)
    form = {each.get("name"): each.get("value") for each in read(again).iter("input")}
    assert form["exceptions-0-reason"] == "dovolená"


def test_a_save_that_leaves_the_hours_as_they_are_goes_straight_through(editor_client):
    answer = editor_client.post(ADDRESS, typed(editor_client), follow=True)
    assert answer.redirect_chain == [(ADDRESS, 302)]
    assert VERIFY not in " ".join(told(answer))


def test_a_form_with_a_mistake_shows_the_mistake_and_no_preview(editor_client):
    answer = editor_client.post(ADDRESS, typed(editor_client, exceptions=[(*HOLIDAY_WEEK[:2], "?", "")]))
    assert (seen(answer), buttons(answer)[1]) == ({}, ("_save", "Uložit a zveřejnit"))


def test_preview_says_of_each_day_what_readers_will_read_and_why(editor_client):
    found = days(editor_client.post(ADDRESS, typed(editor_client, exceptions=[HOLIDAY_WEEK])))
    assert found["po 21. 12."] == ("12–16 hodin", "")
    assert found["čt 24. 12."] == ("bez telefonu", "Štědrý den")
    assert found["st 30. 12."] == ("bez telefonu, dosud 9–13 hodin", "dovolená")
    assert found["pá 1. 1."][0] == (
        "bez telefonu, dosud bez telefonu (Den obnovy samostatného českého státu a Nový rok)"
    )
    assert [day for day in found if day.startswith(("út", "čt", "so"))] == [
        "čt 24. 12.",
        "so 26. 12.",
        "út 29. 12.",
        "čt 31. 12.",
        "so 2. 1.",
    ]  # days without hours that are as they always are need no line
    assert list(found)[-1] == "po 18. 1."


def test_preview_says_the_state_and_the_week_as_readers_will_read_them(editor_client):
    rows = [(0, "8:00", "10:00", "", "3. 1. 2027"), (1, "12:00", "13:30", "4. 1. 2027")]
    assert sentences(editor_client.post(ADDRESS, typed(editor_client, *rows))) == [
        "Teď můžete volat do 10 hodin",
        "Na telefonu jsme v pondělí od 8 do 10 hodin. Od 4. 1. 2027 na telefonu jsme v úterý od 12 do 13.30 hodin.",
        "Nové hodiny jsem dnes porovnal(a) se skutečností a platí",
    ]


def test_preview_says_so_when_the_change_comes_later_than_the_days_it_shows(editor_client):
    answer = editor_client.post(ADDRESS, typed(editor_client, exceptions=[closed("20. 1. 2027", "21. 1. 2027")]))
    assert (heading(answer), sentences(answer)[-1]) == (ASKED, "V těchto dnech se pro čtenáře nic nezmění.")


def test_preview_warns_of_days_on_which_no_row_is_valid(editor_client):
    rows = [(0, "8:00", "10:00", "", "3. 1. 2027"), (1, "12:00", "13:30", "6. 1. 2027")]
    answer = editor_client.post(ADDRESS, typed(editor_client, *rows))
    assert warnings(answer) == [
        "Od 4. 1. 2027 do 5. 1. 2027 neplatí žádný řádek hodin. Čtenáři uvidí „neznámé“.",
        LOSES,
    ]
    assert days(answer)["út 5. 1."] == ("neznámé, dosud bez telefonu", "")


def test_odd_minutes_just_typed_are_asked_about_and_not_refused(editor_client):
    ConsultationHours.objects.filter(weekday=2).update(closes_at="13:05")
    odd = ("28. 12. 2026", "28. 12. 2026", "9:15", "11:01", "služba")
    data = typed(editor_client, exceptions=[odd], **{"hours-0-opens_at": "12:07", "hours-2-opens_at": "9:45"})
    answer = editor_client.post(ADDRESS, data)
    assert warnings(answer) == [
        "Není to překlep? pondělí 12:07–16:00",
        "Není to překlep? 28. 12. 2026 09:15–11:01 (služba)",
        LOSES,
    ]
    assert editor_client.post(ADDRESS, data | seen(answer)).status_code == 302


@pytest.mark.parametrize(
    ("verified_on", "warning", "monday"),
    [
        (None, "Hodiny zatím nikdo neověřil.", "neznámé (podle řádků 12–16 hodin)"),
        ("2020-09-16", "Ověření hodin vypršelo 16. 3. 2021.", "neznámé (podle řádků 12–16 hodin)"),
        ("2026-07-05", "Ověření hodin platí jen do 5. 1. 2027.", "12–16 hodin"),
    ],
)
def test_days_without_a_verification_are_unknown_and_still_say_what_the_rows_say(
    editor_client, verified_on, warning, monday
):
    ContactCentre.objects.update(hours_verified_on=verified_on)
    answer = editor_client.post(ADDRESS, typed(editor_client) | {"_preview": ""})
    assert warnings(answer) == [f"{warning} Bez něj čtenáři uvidí „neznámé“. Ověřit hodiny můžete po uložení."]
    found = {day: cells[0] for day, cells in days(answer).items()}
    assert found["po 21. 12."] == monday
    assert found["st 6. 1."] == "neznámé (podle řádků 9–13 hodin)"
    assert ('<tr class="on">' in answer.content.decode()) == (monday == "12–16 hodin")


def test_a_new_week_loses_the_verification_of_the_old_one_and_its_editor_is_told(editor_client, client):
    save(editor_client, (0, "8:00", "10:00", "", ""))
    assert ContactCentre.objects.get().hours_verified_on is None
    page = editor_client.get(ADDRESS)
    sentence = "Nové hodiny ještě nikdo neověřil. Do té doby web neříká, kdy volat, a prosí, ať lidé napíšou."
    assert f"{sentence} {VERIFY}" in told(page)
    link = next(each for each in read(page).iterfind(".//ul[@class='messagelist']/li/a") if each.text == VERIFY)
    assert VERIFY in editor_client.get(link.get("href")).content.decode()
    assert "Nejdřív nám prosím napište." in client.get("/").content.decode()


def test_a_new_week_can_be_verified_by_the_save_that_its_editor_has_seen(editor_client, editor, client):
    save(editor_client, (0, "8:00", "10:00", "", ""), verify_hours="on")
    centre = ContactCentre.objects.get()
    assert (centre.hours_verified_on, centre.hours_verified_by) == (date(2026, 12, 21), editor)
    assert not any("neověřil" in sentence for sentence in told(editor_client.get(ADDRESS)))
    assert "Teď můžete volat" in client.get("/").content.decode()


def test_a_switched_rule_about_holidays_is_a_new_week_too(editor_client):
    save(editor_client, holidays_close="")
    assert ContactCentre.objects.get().hours_verified_on is None


def test_an_exception_leaves_the_week_verified(editor_client):
    save(editor_client, exceptions=[HOLIDAY_WEEK])
    assert ContactCentre.objects.get().hours_verified_on == date(2026, 12, 1)
    assert not any("neověřil" in sentence for sentence in told(editor_client.get(ADDRESS)))


def test_exceptions_that_are_over_are_not_in_the_form_and_stay_as_they_are(editor_client):
    for last in [20, 21, 22]:
        day = date(2026, 12, last)
        HoursException.objects.create(centre_id=1, from_day=day, through_day=day, reason=f"den {last}")
    data = typed(editor_client)
    shown = [value for name, value in data.items() if name.endswith("-reason")]
    assert shown == ["den 21", "den 22", ""]
    assert editor_client.post(ADDRESS, data).status_code == 302
    assert save(editor_client, **{"exceptions-0-DELETE": "on"}).status_code == 302
    assert list(HoursException.objects.values_list("reason", flat=True)) == ["den 20", "den 22"]


def test_a_change_is_on_the_pages_and_in_the_admin_at_the_next_request(editor_client, client):
    assert "Volejte dnes 12" in client.get("/").content.decode().replace("\u00a0", " ")
    save(editor_client, exceptions=[closed("21. 12. 2026", "22. 12. 2026", "výpadek linky")])
    for address in ["/", "/kontaktni-centrum/", "/obce/vir/"]:
        assert "Důvod: výpadek linky." in client.get(address).content.decode().replace("\u00a0", " "), address
    assert "Důvod: výpadek linky." in editor_client.get("/sprava/").content.decode()


def test_every_field_of_a_row_has_a_name_of_its_own(editor_client):
    page = read(editor_client.post(ADDRESS, typed(editor_client, exceptions=[HOLIDAY_WEEK, HOLIDAY_WEEK])))
    fields = [
        each
        for tag in ["input", "select"]
        for each in page.iter(tag)
        if each.get("name", "").startswith(("hours-", "exceptions-")) and each.get("type") != "hidden"
    ]
    names = Counter(each.get("aria-label") for each in fields)
    assert (names[None], set(names.values())) == (0, {1})
    assert {"pondělí, od", "pondělí, do, 2. úsek", "úterý, od", "středa, platí do"} <= set(names)
    assert {"důvod, nová výjimka", "do dne, 2. nová výjimka"} <= set(names)


def test_who_may_only_read_gets_no_buttons(client_of):
    assert buttons(client_of("Autor").get(ADDRESS)) == []


def test_a_week_without_the_phone_is_filled_in_from_the_address(editor_client):
    data = form_data(editor_client.get(f"{ADDRESS}?zavrit=2026-12-28"))
    assert [data[f"exceptions-0-{name}"] for name in ["from_day", "through_day"]] == ["2026-12-28", "2027-01-03"]
    save(editor_client, **{**data, "exceptions-0-reason": "dovolená"})
    assert stored()[-1] == "28. 12. 2026 – 3. 1. 2027 zavřeno (dovolená)"
    assert editor_client.get(f"{ADDRESS}?zavrit=nikdy").status_code == 200


def test_hours_are_typed_as_people_write_them(editor_client):
    save(editor_client, (0, "8", "9.30"), (1, "10:00", "11 hodin"), exceptions=[closed("28. 12.", "")])
    assert stored() == [
        "pondělí 08:00–09:30",
        "úterý 10:00–11:00",
        "28. 12. 2026 zavřeno (školení)",
    ]


def test_a_day_without_its_year_is_the_coming_one(editor_client):
    save(editor_client, exceptions=[closed("20. 12.", "21. 12. 2027")])
    assert stored()[-1] == "20. 12. 2027 – 21. 12. 2027 zavřeno (školení)"


def test_a_stretch_goes_when_its_times_are_emptied(editor_client):
    save(editor_client, **{"hours-0-opens_at": "", "hours-0-closes_at": ""})
    assert stored() == ["středa 09:00–13:00", "pátek 09:00–13:00"]


def test_a_new_week_may_begin_on_a_day_and_the_old_one_ends_before_it(editor_client):
    changes = {"hours-0-opens_at": "10", "hours-2-opens_at": "", "hours-2-closes_at": ""}
    tuesday = {"hours-3-weekday": "1", "hours-3-opens_at": "8", "hours-3-closes_at": "9"}
    save(editor_client, week_from="4. 1.", **changes, **tuesday)
    assert stored() == [
        "pondělí 10:00–16:00, od 4. 1. 2027",
        "pondělí 12:00–16:00, do 3. 1. 2027",
        "úterý 08:00–09:00, od 4. 1. 2027",
        "středa 09:00–13:00",
        "pátek 09:00–13:00, do 3. 1. 2027",
    ]


def test_the_script_is_told_the_same_as_the_preview_and_saves_nothing(editor_client):
    before, data = stored(), typed(editor_client, exceptions=[HOLIDAY_WEEK])
    live = editor_client.post(ADDRESS.replace("change", "nahled"), data)
    assert (days(live), stored()) == (days(editor_client.post(ADDRESS, data)), before)
    assert [f'id="bar-{day}"' in live.content.decode() for day in range(7)] == [True] * 7
    assert editor_client.post(ADDRESS, data | seen(live)).status_code == 302
    wrong = data | {"exceptions-0-opens_at": "?"}
    assert editor_client.post(ADDRESS.replace("change", "nahled"), wrong).status_code == 204
    assert editor_client.get(ADDRESS.replace("change", "nahled")).status_code == 405


def test_the_exceptions_say_what_they_touch_and_the_holidays_come_of_themselves(editor_client):
    save(editor_client, exceptions=[closed("28. 12.", "30. 12.", "Vánoční provoz")])
    listed = read(editor_client.get(ADDRESS)).iterfind(".//ul[@class='exceptions']/li/div[1]")
    assert [words(line) for line in listed] == [
        "čtvrtek 24. 12. – sobota 26. 12. 2026Štědrý den, 1. svátek vánoční, 2. svátek vánoční. "
        "Podle zákona, web to doplňuje sám.",
        "pondělí 28. 12. – středa 30. 12. 2026, zavřenoVánoční provoz. Konzultační dny, kterých se týká: 2.",
        "pátek 1. 1. 2027Den obnovy samostatného českého státu a Nový rok. Podle zákona, web to doplňuje sám.",
    ]


def test_the_centres_own_group_changes_closes_and_verifies(client_of):
    desk = client_of("Kontaktní centrum")
    save(desk, (0, "8", "9"), exceptions=[HOLIDAY_WEEK])
    assert stored() == ["pondělí 08:00–09:00", "28. 12. 2026 – 3. 1. 2027 zavřeno (dovolená)"]
    assert desk.post("/sprava/contact/openinghours/1/overit/hours_verified/").status_code == 302
    assert ContactCentre.objects.get().hours_verified_on == date(2026, 12, 21)


def test_the_facts_are_saved_without_the_hours_and_cannot_change_them(editor_client):
    ContactCentre.objects.update(holidays_close=False)
    change(editor_client, ContactCentre.objects.get(), phone="601 234 567", holidays_close="on")
    centre = ContactCentre.objects.get()
    assert (centre.phone, centre.holidays_close) == ("+420601234567", False)
    assert centre.hours_verified_on == date(2026, 12, 1)


def test_an_old_record_of_the_facts_brings_no_old_rule_of_the_hours_back(editor_client):
    first = ContactCentre.history.earliest()
    save(editor_client, holidays_close="", verify_hours="on")
    data = form_data(editor_client.get(f"/sprava/contact/contactcentre/1/history/{first.pk}/"))
    assert editor_client.post(f"/sprava/contact/contactcentre/1/history/{first.pk}/", data).status_code == 302
    assert ContactCentre.objects.get().holidays_close is False


@settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(["", "9", "9:00", "12", "16.00", "?"]), min_size=6, max_size=6),
    st.dates(date(2026, 12, 1), date(2027, 2, 1)),
)
def test_a_week_from_a_day_done_twice_is_as_done_once(typed_times, first):
    rows = {
        str(number): ConsultationHours(pk=number, weekday=number, opens_at=time(9), closes_at=time(12))
        for number in range(2)
    }
    data = QueryDict(mutable=True)
    data.update({"hours-INITIAL_FORMS": "2", "hours-TOTAL_FORMS": "3"})
    for number in range(3):
        opens, closes = typed_times[2 * number : 2 * number + 2]
        row = {"id": str(number), "weekday": str(number), "opens_at": opens, "closes_at": closes}
        data.update({f"hours-{number}-{name}": text for name, text in row.items()})
    once = from_a_day(data, rows, first)
    assert from_a_day(once, rows, first) == once
