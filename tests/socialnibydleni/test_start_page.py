"""The first thing an editor sees: what readers see, what waits for verification, what changed."""

from datetime import date

import polib
import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.models import Group, User

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Project

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


def test_everything_verified_in_2020_waits_with_its_age(editor_client):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        lines = section(editor_client.get("/sprava/"), "Čeká na ověření").lines
    waiting = {line.text: line.note.replace("\u00a0", " ") for line in lines}
    assert waiting["Kontaktní centrum: konzultační hodiny"] == "ověřeno 16. 9. 2020, před 74 měsíci"
    assert waiting["Web obce: obce (16)"] == "nikdo je ještě neověřil"
    assert waiting["Účast v projektu: obce (16)"] == "ověřeno 16. 9. 2020, před 74 měsíci"
    assert len(waiting) == 5


def test_the_last_few_wait_one_by_one(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for municipality in Municipality.objects.exclude(slug__in=["brno", "vir"]):
            municipality.verify("verified", editor, date(2026, 11, 23))
        waiting = texts(editor_client.get("/sprava/"), "Čeká na ověření")
    assert {"Brno: účast v projektu", "Vír: účast v projektu"} <= set(waiting)


def test_a_verified_fact_waits_no_more_and_an_empty_list_says_so(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for row in [Project.objects.get(), ContactCentre.objects.get(), *Municipality.objects.all()]:
            for what in row.VERIFIABLE:
                row.verify(what, editor, date(2026, 11, 23))
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


def test_on_a_fresh_site_nothing_has_changed_yet(editor_client):
    response = editor_client.get("/sprava/")
    assert texts(response, "Poslední změny") == []
    assert "Zatím žádné. Až něco změníte, uvidíte to tady." in response.content.decode()


def test_every_line_leads_to_a_page_that_opens(editor_client):
    for part in editor_client.get("/sprava/").context["sections"]:
        for line in part.lines:
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
    editor_client.get("/sprava/")
    with django_assert_max_num_queries(25):
        editor_client.get("/sprava/")


def test_compiled_catalogue_is_fresh():
    folder = settings.LOCALE_PATHS[0] / "cs" / "LC_MESSAGES"
    source, compiled = polib.pofile(folder / "django.po"), polib.mofile(folder / "django.mo")
    said = [(entry.msgid, entry.msgstr, entry.msgstr_plural) for entry in source]
    assert sorted(said, key=str) == sorted([(e.msgid, e.msgstr, e.msgstr_plural) for e in compiled], key=str)
    assert not source.untranslated_entries()
