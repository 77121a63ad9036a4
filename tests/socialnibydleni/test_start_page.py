"""The first thing an editor sees: what readers see, what waits for verification, what changed."""

from datetime import date, time

import polib
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.utils import timezone

from contact.models import ConsultationHours, ContactCentre, HoursException
from municipalities.models import Municipality
from pages.models import Page, PageVersion, Project

pytestmark = pytest.mark.django_db


def section(response, title):
    return next(part for part in response.context["sections"] if part.title == title)


def texts(response, title):
    return [line.text for line in section(response, title).lines]


def test_it_shows_the_contact_centre_as_readers_see_it(editor_client):
    shown = " ".join(texts(editor_client.get("/sprava/"), "Co dnes vidí veřejnost")).replace("\u00a0", " ")
    assert "+420 778 455 761" in shown
    assert "v pondělí od 12 do 16 hodin" in shown
    assert "Obce na webu: 16" in shown


@pytest.mark.parametrize(
    ("verified_on", "phone"),
    [
        (
            "2026-12-01",
            [
                "Právě teď web říká: „Teď můžete volat do 16 hodin“",
                "Na telefonu jsme v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin",
                "Příště budeme na telefonu: středa 23. 12. 2026, 9–13 hodin",
                "Nejbližší svátek bez telefonu: pátek 25. 12. 2026 (1. svátek vánoční)",
            ],
        ),
        (
            None,
            [
                "Právě teď web říká: neznámé, jen prosí, ať lidé nejdřív napíšou",
                "Hodiny web ukazuje jen jako zatím neověřené: "
                "v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin",
                "Nejbližší svátek bez telefonu: pátek 25. 12. 2026 (1. svátek vánoční)",
            ],
        ),
    ],
    ids=["verified", "never verified"],
)
def test_it_says_what_readers_are_told_of_the_phone_and_what_comes_next(client, let_in, editor, verified_on, phone):
    ContactCentre.objects.update(hours_verified_on=verified_on)
    ConsultationHours.objects.create(centre_id=1, weekday=1, opens_at="8:00", closes_at="9:00", valid_from="2027-01-01")
    with time_machine.travel("2026-12-21T12:30+01:00", tick=False):
        lines = texts(let_in(client, editor).get("/sprava/"), "Co dnes vidí veřejnost")
    assert [line.replace("\u00a0", " ") for line in lines[1:-1]] == phone


def test_everything_verified_in_2020_waits_with_its_age(editor_client):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        lines = section(editor_client.get("/sprava/"), "Čeká na ověření").lines
    waiting = {line.text: line.note.replace("\u00a0", " ") for line in lines}
    assert waiting["Kontaktní centrum: konzultační hodiny"] == "ověřeno 16. 9. 2020, před 74 měsíci"
    assert waiting["Web obce: obce (16)"] == "nikdo je ještě neověřil"
    assert waiting["Údaje o účasti v projektu: obce (16)"] == "ověřeno 16. 9. 2020, před 74 měsíci"
    assert waiting["Text: O projektu"] == "napsáno nebo ověřeno 16. 9. 2020"
    assert len(waiting) == 9


def test_the_last_few_wait_one_by_one(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for municipality in Municipality.objects.exclude(slug__in=["brno", "vir"]):
            municipality.verify("verified", editor, date(2026, 11, 23))
        waiting = texts(editor_client.get("/sprava/"), "Čeká na ověření")
    assert {"Brno: údaje o účasti v projektu", "Vír: údaje o účasti v projektu"} <= set(waiting)


def test_a_verified_fact_waits_no_more_and_an_empty_list_says_so(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for row in [Project.objects.get(), ContactCentre.objects.get(), *Municipality.objects.all()]:
            for what in row.VERIFIABLE:
                row.verify(what, editor, date(2026, 11, 23))
        for version in PageVersion.objects.shown(timezone.now()):
            version.verifications.create(verified_by=editor)
        response = editor_client.get("/sprava/")
    assert texts(response, "Čeká na ověření") == []
    assert "Nic. Všechny údaje někdo ověřil a ještě platí." in response.content.decode()


def test_last_changes_come_first_and_lead_to_the_difference(editor_client):
    project = Project.objects.get()
    project.short_name = "Bydlení"
    project.save()
    line = section(editor_client.get("/sprava/"), "Poslední změny").lines[0]
    assert line.text == "Projekt „Bydlení“: změněno"
    assert line.url == "/sprava/pages/project/1/history/"
    assert editor_client.get(line.url).status_code == 200


def test_changes_of_hours_and_exceptions_lead_to_the_history_of_the_centre(editor_client):
    clock, days = {"opens_at": time(9), "closes_at": time(10)}, [date(2026, 12, 1), date(2026, 12, 2)]
    hours = ConsultationHours(centre_id=1, weekday=1, **clock, valid_from=date(2027, 1, 1))
    exception = HoursException(centre_id=1, from_day=days[0], through_day=days[1], reason="školení")
    for row in [hours, exception]:
        row.save()
        row.save()  # what is only added without an editor came with the installation
    changes = section(editor_client.get("/sprava/"), "Poslední změny").lines
    assert [change.text for change in changes] == [
        "Výjimka z hodin „1. 12. 2026 – 2. 12. 2026 zavřeno (školení)“: změněno",
        "Konzultační hodiny „úterý 09:00–10:00, od 1. 1. 2027“: změněno",
    ]
    assert {change.url for change in changes} == {"/sprava/contact/contactcentre/1/history/"}


def test_on_a_fresh_site_nothing_has_changed_yet(editor_client):
    response = editor_client.get("/sprava/")
    assert texts(response, "Poslední změny") == []
    assert "Zatím žádné. Až něco změníte, uvidíte to tady." in response.content.decode()


def test_a_page_of_editors_where_the_site_needs_the_address_is_named_and_a_new_one_is_refused(editor_client):
    home = Page.objects.get(address="/")
    page = Page.objects.create(address="/akce/", kind=Page.Kind.FREE, parent=home, menu_title="Naše akce")
    assert texts(editor_client.get("/sprava/"), "Nalezené závady") == ["Naše akce: adresu /akce/ potřebuje sám web"]
    page.delete()
    text = {"title": "Naše akce", "summary": "", "body": "", "menu_title": "", "slug": "akce", "above": ""}
    refused = editor_client.post("/sprava/pages/page/add/", text)
    assert "Adresu /akce/ používá sám web. Zvolte jinou." in refused.content.decode()


def test_every_line_leads_to_a_page_that_opens(editor_client):
    for part in editor_client.get("/sprava/").context["sections"]:
        for line in part.lines:
            if line.text.startswith("Úklid "):
                continue  # only a command line leads there
            assert line.url, line
            assert editor_client.get(line.url).status_code == 200, line


def test_who_may_not_see_a_fact_gets_no_link_to_it(client, let_in):
    user = User.objects.create_user("spravce", is_staff=True)
    user.groups.set([Group.objects.get(name="Správce")])
    response = let_in(client, user).get("/sprava/")
    assert response.status_code == 200
    assert not [line.url for line in section(response, "Čeká na ověření").lines if line.url]
    assert texts(response, "Poslední změny") == []


def test_start_page_takes_a_bounded_number_of_queries(editor_client, django_assert_max_num_queries):
    for _ in range(2):  # the first one reads the facts, the second one what is made of them for all others
        editor_client.get("/sprava/")
    with django_assert_max_num_queries(44):
        editor_client.get("/sprava/")


def test_compiled_catalogue_is_fresh():
    folder = settings.LOCALE_PATHS[0] / "cs" / "LC_MESSAGES"
    source, compiled = polib.pofile(folder / "django.po"), polib.mofile(folder / "django.mo")
    said = [(entry.msgid, entry.msgstr, entry.msgstr_plural) for entry in source]
    assert sorted(said, key=str) == sorted([(e.msgid, e.msgstr, e.msgstr_plural) for e in compiled], key=str)
    assert not source.untranslated_entries()
