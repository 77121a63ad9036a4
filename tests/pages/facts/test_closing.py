"""The end of the project: told by its moment on every page, to machines too, and never before an editor chose it."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contact.models import MeetingRequest
from pages.frame import door, memory
from pages.models import Project, Source
from socialnibydleni.serving import error_pages
from tests.admin_forms import change, form_data
from tests.contact.meetings.asking import ADDRESS, ANSWERS, open_form, send, shown
from tests.open_data import document

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)  # 13.00 in Prague
END = NOON + timedelta(hours=1)
ARCHIVE = "https://archiv.example.cz/*/nas-web/"
TERMS = "Národní knihovna smí tento web uložit a ukazovat všem."
TYPED = {"closes_at_0": "7. 12. 2026", "closes_at_1": "14.00", "archive_url": ARCHIVE, "archive_terms": TERMS}
SENTENCE = "Projekt skončil. Od 7. 12. 2026 tento web neaktualizujeme, údaje na něm už nemusí platit."
PAGES = ["/", "/o-projektu/", "/obce/vir/", "/kontaktni-centrum/", ADDRESS, "/hledat/?q=obec", "/neni/"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ends(editor_client):
    """An editor has chosen the moment."""
    source = Source.objects.create(name="Rozhodnutí o konci", publisher="Úřad", dated_on="2026-12-01")
    change(editor_client, Project.objects.get(), closing_source=str(source.pk), **TYPED)
    assert Project.objects.get().closes_at == END


def page(client, address, **extra):
    return client.get(address, **extra).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def strip(client, address, **extra):
    text = page(client, address, **extra).partition("</header>")[2].partition("<main")[0]
    return re.sub(r"<[^>]+>", "", text).strip()


def at_the_end():
    return time_machine.travel(END, tick=False)


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("extra", [{}, {door.WITHHELD: True}])
def test_every_page_says_it_from_its_moment_on(client, ends, address, extra):
    with time_machine.travel(END - timedelta(seconds=1), tick=False):
        assert strip(client, address, **extra) == ""
        assert TERMS not in page(client, address, **extra)
    with at_the_end():
        assert strip(client, address, **extra) == SENTENCE
        footer = page(client, address, **extra).partition("</main>")[2]
        assert f"Pro archivy webů: {TERMS}" in footer
        assert f'<a href="{ARCHIVE}">' in footer


def test_the_home_page_no_longer_leads_to_a_meeting(client, ends):
    with time_machine.travel(END - timedelta(seconds=1), tick=False):
        assert "Chcete se sejít osobně?" in page(client, "/")
    with at_the_end():
        assert "Chcete se sejít osobně?" not in page(client, "/")


def test_pages_in_memory_and_those_for_errors_end_with_that_moment(client, ends):
    assert memory.facts().until == END
    client.get("/")
    with at_the_end():
        memory.look()
        assert SENTENCE in error_pages.response(503).content.decode().replace("\u00a0", " ").replace("</strong>", "")


def test_by_itself_the_site_says_nothing_of_an_end_nor_what_nobody_filled_in(client, ends):
    Project.objects.update(archive_url="", archive_terms="")
    memory.forget()
    with at_the_end():
        text = page(client, "/")
        assert "Projekt skončil" in text
        assert "archiv" not in text.partition("</main>")[2].lower()
        assert "archivedAt" not in text
    Project.objects.update(closes_at=None)
    memory.forget()
    assert strip(client, "/") == ""


def test_who_filled_the_form_in_is_told_that_nothing_was_stored_and_keeps_the_words(client, ends):
    stamp = open_form(client, NOON + timedelta(minutes=50))
    with at_the_end():
        said = shown(client.get(ADDRESS))
        assert "Projekt skončil, o schůzku už tu požádat nejde." in said
        assert "Hledáte bydlení pro sebe?" in said
        assert "Domluvte si ji" not in said
        assert ADDRESS not in client.get("/kontaktni-centrum/").content.decode()
        assert ADDRESS not in client.get("/hledat/?q=žádost o schůzku").content.decode()
        assert ADDRESS not in client.get("/sitemap.xml").content.decode()
    answer = send(client, stamp, END + timedelta(minutes=1))
    assert answer.status_code == 200
    assert "Vaši žádost jsme nepřijali." in shown(answer)
    assert ANSWERS["topic"] in shown(answer)
    assert not MeetingRequest.objects.exists()


def test_machines_learn_where_the_site_is_kept(client, ends):
    def scripts(address):
        found = re.findall(r'<script type="application/ld\+json">(.*?)</script>', client.get(address).content.decode())
        return [node for text in found for node in json.loads(text)["@graph"]]

    def data():
        files = [document(client, name) for name in ["katalog.jsonld", "katalog/projekt.jsonld", "projekt.jsonld"]]
        return [
            *(file.get("https://schema.org/archivedAt", {}).get("@id") for file in files[:2]),
            files[1]["periodicita_aktualizace"].rpartition("/")[2],
            files[2].get("archiv_odkaz"),
        ]

    assert data() == [None, None, "IRREG", None]
    assert not any("archivedAt" in node for node in scripts("/obce/vir/"))
    assert "konec-projektu" not in client.get("/zmeny.atom").content.decode()
    with at_the_end():
        assert data() == [ARCHIVE, ARCHIVE, "NEVER", ARCHIVE]
        own = "http://127.0.0.1:8000/obce/vir/"
        assert {"@type": "WebPage", "@id": own, "url": own, "archivedAt": ARCHIVE} in scripts("/obce/vir/")
        newest = client.get("/zmeny.atom").content.decode().partition("<entry>")[2].partition("</entry>")[0]
        assert "<title>Projekt skončil</title>" in newest
        assert "<updated>2026-12-07T13:00:00+00:00</updated>" in newest
        assert "archivedAt" not in client.get("/neni/").content.decode()


def test_editors_see_it_coming(editor_client, ends):
    text = page(editor_client, "/sprava/")
    assert "Konec projektu: web ho oznámí 7. 12. 2026 v 14.00" in text


def test_an_end_needs_its_source(editor_client):
    project = Project.objects.get()
    address = reverse("admin:pages_project_change", args=[project.pk])
    answer = editor_client.post(address, {**form_data(editor_client.get(address)), **TYPED})
    assert "Ke konci projektu vyberte i zdroj, ze kterého ho víte." in answer.content.decode().replace("\u00a0", " ")
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(closes_at=END)
