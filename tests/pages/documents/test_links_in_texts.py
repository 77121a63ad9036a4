"""Links in texts to the files of documents: chosen by name, with type and size filled in as they are now."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from pages.models import Page, PageVersion
from tests.pages.documents.made_files import ooxml, pdf
from tests.pages.documents.received import text

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def said(client):
    """What the link in a text about the project says, as readers see it."""

    def read(link='<a href="/dokumenty/metodika.pdf">Přečtěte si <strong>metodiku</strong></a>'):
        page = Page.objects.get(address="/o-projektu/")
        PageVersion.objects.create(page=page, title="O projektu", body=f"<p>{link}.</p>", publish_at=datetime.now(UTC))
        found = re.search(r'<p>(<a href="[^"]*metodika.*?</a>)\.</p>', text(client.get("/o-projektu/")))
        return re.sub("<[^>]*>", "", found[1])

    return read


def test_a_link_to_a_file_says_its_type_and_size_and_follows_the_current_version(said, make, add_file, clock):
    document = make("Metodika", content=pdf(b"%" * 239_000), withdrawn_at=NOON + 3 * HOUR)
    assert said() == "Přečtěte si metodiku (PDF, 239 kB)"
    clock.shift(HOUR)
    add_file(document, pdf(b"%" * 1_900_000))
    assert said() == "Přečtěte si metodiku (PDF, 1,9 MB)"
    clock.shift(HOUR)
    add_file(document, ooxml(), "docx")
    assert re.fullmatch(r"Přečtěte si metodiku \(DOCX, \d+ k?B\)", said())
    clock.shift(HOUR)
    assert said() == "Přečtěte si metodiku"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ('<a href="/dokumenty/metodika.pdf">Metodika (PDF, 7 MB)</a>', "Metodika (PDF, 1 kB)"),
        ('<a href="http://127.0.0.1:8000/dokumenty/metodika.pdf">Metodika</a>', "Metodika (PDF, 1 kB)"),
        ('<a href="/dokumenty/metodika/">Metodika</a>', "Metodika"),
        ('<a href="https://www.mpsv.cz/dokumenty/metodika.pdf">Metodika (PDF, 7 MB)</a>', "Metodika (PDF, 7 MB)"),
    ],
)
def test_what_was_typed_of_a_file_of_ours_is_put_right_and_nothing_else_changes(said, make, link, expected):
    make("Metodika", content=pdf(b"%" * 600))
    assert re.sub(r"\d+ B|\d kB", "1 kB", said(link)) == expected


def test_nothing_is_told_of_a_file_that_readers_do_not_see(said, make):
    make("Metodika", publish_at=NOON + HOUR)
    assert said() == "Přečtěte si metodiku"


def test_the_chooser_of_links_offers_the_page_of_a_document_and_its_file_by_name(editor_client, make, add_file, clock):
    document = make("Metodika", content=pdf(b"%" * 239_000))
    make("Metodika konceptu", publish_at=None)
    clock.shift(HOUR)
    add_file(document, ooxml(), "docx")
    body = text(editor_client.get("/sprava/odkazy/?q=metodika"))
    offered = re.findall(
        r'data-href="([^"]*)" data-title="([^"]*)".*?<small>(.*?)</small>.*?class="kind">(.*?)<', body, re.S
    )
    (page, file) = [one for one in offered if "/dokumenty/metodika" in one[0]]
    assert (page[0], page[1], page[3]) == ("/dokumenty/metodika/", "Metodika", "dokument")
    assert (file[0], file[1], file[3]) == ("/dokumenty/metodika.docx", "Metodika", "soubor")
    assert re.fullmatch(r"/dokumenty/metodika\.docx, DOCX, \d+ k?B", file[2])
