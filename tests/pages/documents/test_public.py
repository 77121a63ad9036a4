"""Documents as readers meet them: the list, the page of each, the file, and what is not published."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages.documents import stored_files
from pages.documents.store import disk
from pages.frame import memory
from pages.models import Document, DocumentVersion
from tests.pages.documents.made_files import ooxml, pdf
from tests.pages.documents.received import read, status, text

pytestmark = pytest.mark.django_db
LIST = "/dokumenty/"
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
EMPTY = "Zatím jsme žádné dokumenty nezveřejnili."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def everywhere(client):
    """What a reader can see of the documents, by where it is."""
    return {
        "menu": "/dokumenty/" in text(client.get("/o-projektu/")),
        "home": "Pomáháte lidem s bydlením?" in text(client.get("/")),
        "sitemap": "/dokumenty/" in text(client.get("/sitemap.xml")),
        "search": "/dokumenty/"
        in text(client.get("/hledat/?q=dokumenty")).partition("<main")[2].partition("</main>")[0],
        "feed": "<title>Metodika</title>" in text(client.get("/zmeny.atom")),
    }


def test_with_nothing_published_there_is_a_kind_word_and_no_link_to_it(client, make):
    make(publish_at=None)
    assert EMPTY in text(client.get(LIST))
    assert set(everywhere(client).values()) == {False}


def test_one_published_document_is_everywhere(client, make):
    make("Metodika")
    assert set(everywhere(client).values()) == {True}
    assert EMPTY not in text(client.get(LIST))


def test_menu_list_and_search_follow_the_clock_without_anything_else_happening(client, make, clock):
    make("Metodika", publish_at=NOON + HOUR, withdrawn_at=NOON + 2 * HOUR)
    assert set(everywhere(client).values()) == {False}
    clock.move_to(NOON + HOUR)
    assert set(everywhere(client).values()) == {True}
    assert memory.facts().until == NOON + 2 * HOUR
    clock.move_to(NOON + 2 * HOUR)
    assert set(everywhere(client).values()) == {False}
    feed = text(client.get("/zmeny.atom"))
    told = [entry for entry in feed.split("<entry>") if "/dokumenty/metodika/" in entry]
    assert ["<title>Dokument jsme vzali z webu</title>" in entry for entry in told] == [True]


def test_link_says_type_and_size_and_a_foreign_language(client, make):
    make("Metodika", content=pdf(b"%" * 1_234_000))
    make("Guidelines", language="en", extension="docx", content=ooxml())
    make("Koncepce", url="https://www.mpsv.cz/koncepce")
    body = text(client.get(LIST))
    assert ">Metodika (PDF, 1,2 MB)</a>" in body
    assert '<a class="found__link" href="/dokumenty/guidelines.docx" hreflang="en"><span lang="en">' in body
    assert '<span lang="en">Guidelines</span> (DOCX, ' in body  # what follows is Czech again
    assert '<a class="found__link" href="https://www.mpsv.cz/koncepce">Koncepce (na webu www.mpsv.cz)</a>' in body
    assert "anglicky" in body


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        ({"publish_at": None}, 404),
        ({"publish_at": NOON + SECOND}, 404),
        ({"publish_at": NOON}, 200),
        ({"publish_at": NOON - HOUR, "withdrawn_at": NOON + SECOND}, 200),
        ({"publish_at": NOON - HOUR, "withdrawn_at": NOON}, 410),
    ],
    ids=["draft", "not yet", "from now", "until soon", "withdrawn"],
)
def test_page_and_file_answer_only_while_the_document_is_published(client, make, moments, expected):
    make("Metodika", **moments)
    for address in ["/dokumenty/metodika/", "/dokumenty/metodika.pdf"]:
        assert status(client.get(address)) == expected, address
        assert status(client.head(address)) == expected, address
    if expected == 410:
        assert "Tuto stránku jsme vzali z webu" in text(client.get("/dokumenty/metodika.pdf"))


def test_no_guess_reaches_the_stored_file(client, make):
    stored = make("Metodika").versions.get().stored_name
    assert stored_files.is_there(stored)
    for address in [
        f"/media/dokumenty/{stored}",
        f"/dokumenty/{stored}/",
        f"/dokumenty/{stored}.pdf",
        f"/static/{stored}",
    ]:
        assert client.get(address).status_code == 404, address
    for name in ["metodika.exe", "metodika.docx", "..%2fmetodika.pdf", "metodika.pdf/", "metodika.PDF"]:
        assert client.get(f"/dokumenty/{name}").status_code == 404, name


def test_a_new_version_takes_the_place_of_the_old_one_at_the_same_address(client, make, add_file, clock):
    document = make("Metodika", content=pdf(b"% first"))
    assert b"% first" in read(client.get("/dokumenty/metodika.pdf"))
    clock.shift(HOUR)
    add_file(document, pdf(b"% second"), note="Doplněná kapitola o dluzích.")
    assert b"% second" in read(client.get("/dokumenty/metodika.pdf"))
    assert "Doplněná kapitola o dluzích." in text(client.get("/dokumenty/metodika/"))
    clock.shift(HOUR)
    add_file(document, ooxml(), "docx")
    response = client.get("/dokumenty/metodika.pdf")
    assert (response.status_code, response["Location"]) == (302, "/dokumenty/metodika.docx")
    assert read(client.get("/dokumenty/metodika.docx")) == ooxml()
    clock.shift(HOUR)
    DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/metodika")
    assert client.get("/dokumenty/metodika.docx")["Location"] == "/dokumenty/metodika/"
    assert [version.extension for version in document.versions.all()] == ["", "docx", "pdf", "pdf"]


def test_a_version_that_is_to_come_does_not_show_yet(client, make, add_file):
    add_file(make("Metodika", content=pdf(b"% first")), pdf(b"% second"), valid_from=NOON + SECOND)
    assert b"% first" in read(client.get("/dokumenty/metodika.pdf"))


def test_last_update_of_the_list_and_the_sitemap_is_the_day_of_the_newest_file(client, make, clock):
    make("Metodika", publish_at=NOON - 48 * HOUR, valid_from=NOON - 24 * HOUR)
    for address in [LIST, "/dokumenty/metodika/"]:
        assert '<time datetime="2026-12-06">' in text(client.get(address)).partition("Poslední aktualizace")[2]
    assert text(client.get("/sitemap.xml")).count("<lastmod>2026-12-06</lastmod>") == 2


def test_page_of_a_document_says_what_is_known_of_it_and_links_the_accessible_version(client, make):
    make("Guidelines", author="Jana Nováková", language="en", accessible_url="/o-projektu/")
    body = text(client.get("/dokumenty/guidelines/"))
    assert '<h1 lang="en">Guidelines</h1>' in body
    for said in [
        "Jana Nováková",
        "anglicky",
        "7. 12. 2026",
        'Přístupná verze: <a href="/o-projektu/">stránka na tomto webu',
    ]:
        assert said in body
    assert '<a href="/dokumenty/?kategorie=metodika">Metodické podklady</a>' in body
    assert 'Přístupná verze: <a href="/o-projektu/">stránka na tomto webu<' in text(client.get(LIST))
    assert "Guidelines" in text(client.get("/hledat/?q=novakova"))


def test_a_file_that_is_missing_on_the_disk_is_not_found_and_the_editors_are_told(client, editor_client, make, caplog):
    document = make("Metodika")
    (disk.root() / "dokumenty" / document.versions.get().stored_name).unlink()
    assert client.get("/dokumenty/metodika.pdf").status_code == 404
    assert "can't be read: FileNotFoundError" in caplog.text
    assert "Metodika: soubor chybí" in text(editor_client.get("/sprava/"))


def test_the_database_takes_a_file_or_an_address_and_never_both_or_none(make, add_file):
    document = make("Metodika")
    whole = {"stored_name": "x", "extension": "pdf", "size": 1, "digest": "x"}
    for values in [{}, {**whole, "url": "https://x.cz/"}, {**whole, "size": 0}, {**whole, "extension": "exe"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            DocumentVersion.objects.create(document=document, **values)


def test_a_version_once_saved_never_changes_and_a_past_moment_neither(make):
    document = make("Metodika")
    version = document.versions.get()
    version.extension = "docx"
    with pytest.raises(ValidationError, match="Uložená verze dokumentu se už nemění"):
        version.save()
    for field, value in [("publish_at", None), ("publish_at", NOON + HOUR), ("slug", "jinam")]:
        fresh = Document.objects.get()
        setattr(fresh, field, value)
        with pytest.raises(ValidationError):
            fresh.save()
