"""The feed of changes, read back as a reader's program reads it."""

from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.urls import reverse

from contact.models import ConsultationHours, ContactCentre, HoursException
from municipalities.models import Municipality
from pages.models import AccessibilityStatement, Document, DocumentVersion, Notice, Page, PageVersion, Project

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def read(client):
    def read():
        response = client.get("/zmeny.atom")
        assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
        feed = feedparser.parse(response.content)
        assert not feed.bozo, feed.get("bozo_exception")
        return feed

    return read


def test_feed_names_what_is_new_the_latest_first(read):
    feed = read()
    assert (feed.version, feed.feed.title, feed.feed.language) == (
        "atom10",
        "Podpora sociálního bydlení: co je nového",
        "cs",
    )
    assert feed.feed.author == "Ministerstvo práce a sociálních věcí"
    days = [entry.updated for entry in feed.entries]
    assert days == sorted(days, reverse=True)
    assert {"Vír", "Velké Hamry", "Jindřichův Hradec"} <= {entry.title for entry in feed.entries}
    assert len({entry.id for entry in feed.entries}) == len(feed.entries) == 23 + 10


def new_entries(read, before):
    known = {entry.id for entry in before.entries}
    return [entry for entry in read().entries if entry.id not in known]


def publish(ago=timedelta(hours=1), title="O projektu", **values):
    page = Page.objects.get(address="/o-projektu/")
    return PageVersion.objects.create(page=page, title=title, publish_at=NOW - ago, **values)


def test_a_new_text_is_one_new_entry_at_its_moment_and_every_other_stays_as_it_was(read):
    before = read()
    publish(summary="Nová věta.")
    publish(title="Zítra", ago=timedelta(hours=-20))
    PageVersion.objects.create(page=Page.objects.get(address="/o-projektu/"), title="Koncept", summary="Ještě ne.")
    assert [(entry.title, entry.link, entry.summary, entry.updated) for entry in new_entries(read, before)] == [
        ("O projektu", "http://127.0.0.1:8000/o-projektu/", "Nová věta.", "2026-11-24T11:00:00+00:00")
    ]
    others = [[entry for entry in feed.entries if "o-projektu" not in entry.link] for feed in [before, read()]]
    assert others[0] == others[1] != []


def test_every_text_of_one_day_is_an_entry_in_the_words_of_the_editor(read):
    before = read()
    notes = ["Doplnili jsme, kdo projekt platí.", "Opravili jsme, kdo projekt platí."]
    for hours, note in zip([3, 2], notes, strict=True):
        publish(ago=timedelta(hours=hours), summary="Věta.", change_note=note)
    assert [entry.summary for entry in new_entries(read, before)] == notes[::-1]


def test_a_text_that_was_replaced_without_a_note_is_told_no_more(read):
    publish(ago=timedelta(hours=3), summary="Omyl.")
    publish(ago=timedelta(hours=2), summary="Oprava.")
    assert [entry.summary for entry in read().entries if entry.link.endswith("/o-projektu/")] == ["Oprava."]


def test_a_misprint_that_is_mended_is_told_anew_and_no_news(read):
    publish(ago=timedelta(hours=2), title="O prjektu", change_note="Doplnili jsme adresu.")
    before = read()
    publish(title="O projektu", is_typo_fix=True)
    after = read()
    assert {entry.id for entry in after.entries} == {entry.id for entry in before.entries}
    (old, new) = (next(one for one in feed.entries if "o-projektu" in one.link) for feed in [before, after])
    assert (old.id, old.title, old.updated) == (new.id, "O prjektu", "2026-11-24T10:00:00+00:00")
    assert (new.title, new.summary, new.updated) == (
        "O projektu",
        "Doplnili jsme adresu.",
        "2026-11-24T11:00:00+00:00",
    )


@pytest.mark.parametrize("model", [ContactCentre, Project, Municipality])
def test_to_verify_is_no_change(read, model):
    before = read()
    row = model.objects.first()
    for what in row.VERIFIABLE:
        if what != "website_verified":
            row.verify(what, None, NOW.date())
    row.save()  # nor is to save what is there
    assert read().entries == before.entries


FACTS = {
    "project": (lambda: change(Project, aim="Jiný cíl"), "/o-projektu/", "Změnily se údaje o projektu."),
    "phone": (
        lambda: change(ContactCentre, phone="+420601234567"),
        "/kontaktni-centrum/",
        "Změnily se údaje Kontaktního centra.",
    ),
    "hours": (
        lambda: ConsultationHours.objects.first().delete(),
        "/kontaktni-centrum/",
        "Změnily se konzultační hodiny.",
    ),
    "exception": (
        lambda: HoursException(centre_id=1, from_day=NOW, through_day=NOW, reason="školení").save(),
        "/kontaktni-centrum/",
        "Změnily se výjimky z konzultačních hodin.",
    ),
    "municipality": (lambda: change(Municipality, "vir", population=1), "/obce/vir/", "Změnily se údaje o obci."),
    "accessibility": (
        lambda: change(AccessibilityStatement, enforcer="Jiný úřad"),
        "/pristupnost/",
        "Změnilo se prohlášení o přístupnosti.",
    ),
}


def change(model, slug=None, **values):
    row = model.objects.get(**{"slug": slug} if slug else {})
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


@pytest.mark.parametrize(("make", "address", "sentence"), FACTS.values(), ids=FACTS)
def test_a_changed_fact_is_an_entry_of_its_page(read, make, address, sentence):
    before = read()
    make()
    (entry,) = new_entries(read, before)
    assert (entry.link, entry.summary) == (f"http://127.0.0.1:8000{address}", sentence)
    assert entry.updated == "2026-11-24T12:00:00+00:00"


def test_what_was_saved_at_once_is_one_entry_and_the_next_save_another(read):
    before = read()
    change(ContactCentre, phone="+420601234567")
    for row in ConsultationHours.objects.all():
        row.delete()
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        change(ContactCentre, phone="+420778455761")
        later, at_once = new_entries(read, before)
    assert at_once.summary == "Změnily se konzultační hodiny. Změnily se údaje Kontaktního centra."
    assert (later.summary, later.updated) == ("Změnily se údaje Kontaktního centra.", "2026-11-24T12:01:00+00:00")


def test_a_hidden_municipality_is_told_of_as_gone_and_comes_back_as_new(read):
    before = read()
    change(Municipality, "vir", is_published=False)
    about = [entry for entry in read().entries if "vir" in entry.link]
    assert [(entry.title, "summary" in entry) for entry in about] == [("Stránku jsme vzali z webu", False)]
    with time_machine.travel(NOW + timedelta(minutes=1), tick=False):
        change(Municipality, "vir", is_published=True)
        (entry,) = new_entries(read, before)
        assert (entry.title, entry.summary) == ("Vír", "Nová stránka na webu.")


def test_a_notice_is_told_with_its_facts_and_when_it_is_over(read):
    before = read()
    notice = Notice(text="Nejsme na telefonu, pište na {{e-mail}}.", starts_at=NOW, ends_at=NOW + timedelta(hours=2))
    notice.save()
    (entry,) = new_entries(read, before)
    assert (entry.title, entry.summary) == ("Oznámení", "Nejsme na telefonu, pište na socialni.bydleni@mpsv.cz.")
    with time_machine.travel(NOW + timedelta(hours=2), tick=False):
        (entry,) = new_entries(read, before)
        assert (entry.title, entry.updated) == ("Oznámení skončilo", "2026-11-24T14:00:00+00:00")
        notice.delete()
        (entry,) = new_entries(read, before)
        assert (entry.title, entry.updated) == ("Oznámení skončilo", "2026-11-24T14:00:00+00:00")


def test_every_page_says_where_the_feed_is(client):
    link = f'<link rel="alternate" type="application/atom+xml" title="Co je nového" href="{reverse("changes")}">'
    for address in ["/", "/obce/vir/", "/neni/"]:
        assert link in client.get(address).content.decode()


def test_a_site_without_content_has_no_feed(client):
    PageVersion.objects.exclude(translated_from=None).delete()
    PageVersion.objects.all().delete()
    Municipality.objects.all().delete()
    ContactCentre.objects.all().delete()
    Page.objects.update(parent=None)
    Page.objects.all().delete()
    for model in [Municipality, ContactCentre]:
        model.history.all().delete()
    assert client.get("/zmeny.atom").status_code == 404


def test_a_document_is_told_of_as_its_facts_change_and_as_it_comes_back(read):
    def save(hours_ago, **values):
        moment = NOW - timedelta(hours=hours_ago)
        vars(document).update({name: moment if value is True else value for name, value in values.items()})
        with time_machine.travel(moment, tick=False):
            document.save()

    document = Document(slug="metodika", title="Metodika", description="Popis.", year=2020, category="metodika")
    save(6)
    DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/", valid_from=NOW - timedelta(hours=6))
    save(5, publish_at=True)
    save(4, title="Metodika bydlení")
    save(3, withdrawn_at=True)
    save(2, title="Metodika sociálního bydlení")
    save(1, withdrawn_at=None)
    told = [(entry.updated[11:16], entry.summary) for entry in read().entries if "dokument" in entry.link]
    assert told == [
        ("11:00", "Dokument je znovu na webu."),
        ("08:00", "Změnily se údaje o dokumentu."),
        ("07:00", "Popis."),
    ]
