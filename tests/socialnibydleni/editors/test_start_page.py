"""The first thing an editor sees: what readers see, what waits for verification, what changed."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from contact.models import ConsultationHours, ContactCentre, Help
from municipalities.models import Municipality
from pages.models import Page, PageVersion, Project
from tests.admin_forms import change, form_data, publish, write_draft
from tests.contact.editing.hours_form import closed, save
from tests.contact.meetings.rows import asked
from tests.contact.reports.reporting import reported

pytestmark = pytest.mark.django_db


GROUPS = ["Autor", "Vydavatel", "Kontaktní centrum", "Správce"]


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


def section(response, title):
    return next(part for part in response.context["sections"] if part.title == title)


def texts(response, title):
    return [line.text for line in section(response, title).lines]


def plain(text):
    return text.replace("\u00a0", " ")


def public(response):
    """What readers see, as {label: text}, with what there is to add."""
    seen = response.context["public"]
    return {fact.label: plain(f"{fact.text} {fact.note}".strip()) for fact in seen.facts}


def changes(client):
    return [plain(change.text) for change in client.get("/sprava/").context["changes"]]


def test_it_shows_the_contact_centre_as_readers_see_it(editor_client):
    shown = public(editor_client.get("/sprava/"))
    assert shown["Telefon"] == "+420 778 455 761"
    assert "v pondělí od 12 do 16 hodin" in shown["Hodiny"]
    assert shown["Na webu"] == "11 stránek, 16 obcí, 10 otázek, 15 pojmů, 21 překladů"


WEEK = "v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin"


@pytest.mark.parametrize(
    ("verified_on", "status", "facts"),
    [
        (
            "2026-12-01",
            "Teď můžete volat do 16 hodin",
            {"Hodiny": WEEK, "Příště": "středa 23. 12. 2026, 9–13 hodin"},
        ),
        (
            None,
            "Web neříká, kdy jste na telefonu, hodiny nejsou ověřené",
            {"Hodiny": f"{WEEK} Web je ukazuje jen jako zatím neověřené."},
        ),
    ],
    ids=["verified", "never verified"],
)
def test_it_says_what_readers_are_told_of_the_phone_and_what_comes_next(
    client, let_in, editor, verified_on, status, facts
):
    ContactCentre.objects.update(hours_verified_on=verified_on)
    ConsultationHours.objects.create(centre_id=1, weekday=1, opens_at="8:00", closes_at="9:00", valid_from="2027-01-01")
    with time_machine.travel("2026-12-21T12:30+01:00", tick=False):
        response = let_in(client, editor).get("/sprava/")
    seen, shown = response.context["public"], public(response)
    assert plain(f"{seen.strong}{seen.rest}") == status
    holiday = {"Nejbližší svátek": "pátek 25. 12. 2026 bez telefonu 1. svátek vánoční"}
    assert {label: shown.get(label) for label in ["Hodiny", "Příště", "Nejbližší svátek"]} == {
        "Příště": None,
        **facts,
        **holiday,
    }


def test_everything_verified_in_2020_waits_with_its_age(editor_client):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        lines = section(editor_client.get("/sprava/"), "K ověření").lines
    waiting = {line.text: line.note.replace("\u00a0", " ") for line in lines}
    assert waiting["Kontaktní centrum: konzultační hodiny"] == "Naposledy ověřeno 16. 9. 2020."
    assert waiting["Web obce: obce (16)"] == "Zatím je nikdo neověřil."
    assert waiting["Údaje o účasti v projektu: obce (16)"] == "Naposledy ověřeno 16. 9. 2020."
    assert waiting["Text: O projektu"] == "Napsáno nebo ověřeno 16. 9. 2020."
    assert waiting["Úřad obce s rozšířenou působností: údaje o pomoci"] == "Zatím je nikdo neověřil."
    assert len(waiting) == 11 + 10  # and the questions


def test_the_last_few_wait_one_by_one(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for municipality in Municipality.objects.exclude(slug__in=["brno", "vir"]):
            municipality.verify("verified", editor, date(2026, 11, 23))
        waiting = texts(editor_client.get("/sprava/"), "K ověření")
    assert {"Brno: údaje o účasti v projektu", "Vír: údaje o účasti v projektu"} <= set(waiting)


def test_a_verified_fact_waits_no_more_and_an_empty_list_says_so(editor_client, editor):
    with time_machine.travel("2026-11-23T12:00+01:00", tick=False):
        for row in [
            Project.objects.get(),
            ContactCentre.objects.get(),
            *Municipality.objects.all(),
            *Help.objects.all(),
        ]:
            for what in row.VERIFIABLE:
                row.verify(what, editor, date(2026, 11, 23))
        for version in PageVersion.objects.shown(timezone.now()):
            version.verifications.create(verified_by=editor)
        response = editor_client.get("/sprava/")
    assert texts(response, "K ověření") == []
    assert "k ověření na vás nic nečeká" in plain(response.content.decode())


def test_a_change_says_what_was_before_who_did_it_and_leads_to_the_difference(editor_client, editor):
    User.objects.filter(pk=editor.pk).update(first_name="Věra", last_name="Dvořáková")
    change(editor_client, ContactCentre.objects.get(), phone="+420900900900")
    newest = editor_client.get("/sprava/").context["changes"][0]
    assert plain(newest.text) == "Kontaktní centrum: změněno: telefon z +420 778 455 761 na +420 900 900 900"
    assert (newest.who, newest.initials) == ("Věra Dvořáková", "VD")
    assert "+420778455761" not in newest.text
    assert newest.url == "/sprava/contact/contactcentre/1/history/"
    assert editor_client.get(newest.url).status_code == 200


def test_changes_of_hours_and_exceptions_are_told_with_the_centre(editor_client):
    assert save(editor_client, exceptions=[closed("1. 12. 2027", "2. 12. 2027")]).status_code == 302
    told = "Konzultační hodiny: přidáno: výjimka z hodin 1. 12. 2027 – 2. 12. 2027 zavřeno (školení)"
    assert changes(editor_client)[0] == told


def test_every_kind_of_act_is_told_in_the_neuter_with_the_name_before_it(editor_client, about):
    desk = editor_client
    write_draft(desk, about)
    publish(desk, about)
    desk.post("/sprava/pages/project/1/overit/verified/")
    municipality = Municipality.objects.get(slug="vir")
    address = f"/sprava/municipalities/municipality/{municipality.pk}/change/"
    desk.post(address, {**form_data(desk.get(address)), "is_published": "", "reason": "Odešla."})
    desk.post(address, {**form_data(desk.get(address)), "is_published": "on", "reason": ""})
    group = Group.objects.get(name="Autor").pk
    desk.post("/sprava/auth/user/add/", {"username": "petr", "groups": [group]})
    petr = User.objects.get(username="petr")
    desk.post(f"/sprava/auth/user/{petr.pk}/vypnout/")
    assert changes(desk) == [
        "Účet petr: vypnuto",
        "Účet petr: založeno",
        "Obec Vír: zveřejněno",
        "Obec Vír: vzato z webu: Odešla",
        "Údaje o projektu: ověřeno: údaje o projektu",
        "O projektu: zveřejněno, verze 2: Text jsme doplnili",
        "O projektu: napsáno, verze 2",
    ]
    urls = [change.url for change in desk.get("/sprava/").context["changes"]]
    assert urls[-2:] == [f"/sprava/pages/page/{about.pk}/porovnat/?verze=1&verze=2"] * 2
    assert [desk.get(url).status_code for url in urls] == [200] * 7


def test_a_form_saved_without_a_change_is_no_news(editor_client):
    change(editor_client, Project.objects.get())
    assert changes(editor_client) == []


def test_nobody_reads_of_changes_that_he_may_not_see(editor_client, client_of):
    change(editor_client, Project.objects.get(), short_name="Bydlení")
    change(editor_client, User.objects.get(username="editorka"), first_name="Věra")
    assert changes(editor_client)[0] == "Účet editorka: změněno: Jméno"
    told = "Údaje o projektu: změněno: zkrácený název z Podpora sociálního bydlení na Bydlení"
    assert changes(client_of("Vydavatel")) == [told]
    assert changes(client_of("Kontaktní centrum")) == []


def test_the_tasks_are_those_of_ones_role_and_six_at_most(client_of, editor_client):
    def titles(client):
        return [task.title for task in client.get("/sprava/").context["tasks"]]

    assert titles(client_of("Autor")) == ["Napsat aktualitu", "Upravit stránku", "Nahrát dokument"]
    assert "Odpovědět na žádost" not in titles(client_of("Vydavatel"))
    assert titles(client_of("Kontaktní centrum"))[0] == "Odpovědět na žádost"
    assert titles(client_of("Správce")) == ["Založit účet"]
    assert len(titles(editor_client)) == 6
    for task in editor_client.get("/sprava/").context["tasks"]:
        assert editor_client.get(task.url, follow=True).status_code == 200


def test_what_cannot_wait_stands_first_and_what_is_well_is_one_line(editor_client):
    body = plain(editor_client.get("/sprava/").content.decode())
    assert body.count("V pořádku: ") == 1
    assert "V pořádku: žádná žádost nečeká, žádné hlášení nečeká, texty na webu jsou bez závad" in body
    assert "Začněte tím, co spěchá." not in body
    asked()
    body = plain(editor_client.get("/sprava/").content.decode())
    assert "Začněte tím, co spěchá." in body
    assert body.index("todo--loud") < body.index("Nové žádosti: 1") < body.index("K ověření")


def to_verify(client, words):
    lines = section(client.get("/sprava/"), "K ověření").lines
    return next(line for line in lines if words in line.text)


def test_sixteen_participations_are_looked_at_and_confirmed_in_place(editor_client):
    line = to_verify(editor_client, "účasti")
    assert (line.action, len(line.facts[0][1].split(", "))) == ("Všech 16 pořád platí", 16)
    fields = {name: [value for each, value in line.confirm if each == name] for name, _ in line.confirm}
    change(editor_client, Municipality.objects.get(slug="vir"), name="Vír na Moravě")
    editor_client.post(line.url, fields)
    today = timezone.localdate()
    assert Municipality.objects.filter(verified_on=today).count() == 15
    assert Municipality.objects.get(slug="vir").verified_on != today


def test_to_look_and_confirm_opens_in_place_for_everybody_and_no_button_that_leads_away_says_so(
    editor_client, client_of
):
    for client in [editor_client, client_of("Kontaktní centrum")]:
        body = client.get("/sprava/").content.decode()
        assert set(re.findall(r"<(\w+)[^>]*>Podívat se a ověřit", body)) == {"summary"}
    line = to_verify(client, "kontakty")
    client.post(line.url, dict(line.confirm))
    assert ContactCentre.objects.get().verified_on == timezone.localdate()


def test_a_fact_is_looked_at_and_confirmed_in_place(editor_client):
    line = to_verify(editor_client, "projekt")
    assert ("zkrácený název", "Podpora sociálního bydlení") in line.facts
    editor_client.post(line.url, dict(line.confirm))
    assert Project.objects.get().verified_on == timezone.localdate()


def test_what_another_changed_meanwhile_is_not_confirmed_from_the_start_page(editor_client):
    line = to_verify(editor_client, "projekt")
    change(editor_client, Project.objects.get(), short_name="Bydlení")
    editor_client.post(line.url, dict(line.confirm))
    assert Project.objects.get().verified_on is None


def test_on_a_fresh_site_nothing_has_changed_yet(editor_client):
    response = editor_client.get("/sprava/")
    assert response.context["changes"] == []
    assert "Zatím žádné. Až něco změníte, uvidíte to tady." in response.content.decode()


def test_a_page_of_editors_where_the_site_needs_the_address_is_named_and_a_new_one_is_refused(editor_client):
    home = Page.objects.get(address="/")
    page = Page.objects.create(address="/media/", kind=Page.Kind.FREE, parent=home, menu_title="Pro média")
    assert texts(editor_client.get("/sprava/"), "Nalezené závady") == ["Pro média: adresu /media/ potřebuje sám web"]
    page.delete()
    text = {"title": "Pro média", "summary": "", "body": "", "menu_title": "", "slug": "media", "above": ""}
    refused = editor_client.post("/sprava/pages/page/add/", text)
    assert "Adresu /media/ používá sám web. Zvolte jinou." in refused.content.decode()


def test_every_line_leads_to_a_page_that_opens(editor_client):
    for part in editor_client.get("/sprava/").context["sections"]:
        for line in part.lines:
            if part.title == "Provoz webu":
                continue  # only a command line leads there
            assert line.url, line
            assert editor_client.get(line.url).status_code == 200, line


def test_what_one_may_not_verify_waits_for_others(client_of):
    assert texts(client_of("Autor").get("/sprava/"), "K ověření") == []
    response = client_of("Správce").get("/sprava/")
    assert texts(response, "K ověření") == []
    assert [part.title for part in response.context["sections"]] == ["Neuložené", "K ověření", "Provoz webu"]
    assert response.context["changes"] == []
    assert len(texts(client_of("Vydavatel").get("/sprava/"), "K ověření")) == 11 + 10


def test_the_upkeep_of_the_site_is_told_to_who_makes_accounts(client_of):
    titles = {group: [part.title for part in client_of(group).get("/sprava/").context["sections"]] for group in GROUPS}
    assert [group for group in GROUPS if "Provoz webu" in titles[group]] == ["Správce"]


@pytest.mark.parametrize("is_superuser", [True, False], ids=["superuser", "editor of all roles"])
def test_start_page_takes_a_bounded_number_of_queries_however_much_there_is(
    client, let_in, editor, is_superuser, about, django_assert_max_num_queries
):
    User.objects.filter(pk=editor.pk).update(is_superuser=is_superuser)
    editor.groups.set(Group.objects.all())
    let_in(client, editor)
    moment = timezone.now()
    for number in range(1, 30):
        asked(reference=f"2345AB{number:02}")
        reported(kind="accessibility")
        PageVersion.objects.create(page=about, title=f"Koncept {number}", number=100 + number)
        content_type = ContentType.objects.get_for_model(Project)
        LogEntry.objects.create(
            user=editor, content_type=content_type, object_id="1", object_repr="x", action_flag=2, change_message="y"
        )
    asked(state="agreed", agreed_at=moment + timedelta(days=1))
    for _ in range(2):  # the first one reads the facts, the second one what is made of them for all others
        client.get("/sprava/")
    with django_assert_max_num_queries(25):
        client.get("/sprava/")
