"""The text of files in the search: what is found, on which page, and what never is."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from pages.documents import apart, texts
from pages.models import Document, DocumentPage, DocumentText, DocumentVersion, DocumentWord
from pages.uploads import RefusedError
from tests.pages.documents.made_files import pdf, pdf_with_text
from tests.pages.documents.typed import ADD, TYPED, upload

pytestmark = pytest.mark.django_db

NOW, DAY = datetime(2026, 11, 24, 12, tzinfo=UTC), timedelta(days=1)
WORD = "kanarpramen"
ROWS = [
    [part.strip() for part in line.split("|")]
    for line in (Path(__file__).parent / "phrases.txt").read_text().splitlines()
    if not line.startswith("#")
]
OTHERS = [
    *["Obec pronajímá byty podle pravidel rady.", "Nájemník platí nájem do patnáctého dne měsíce."],
    *["Sociální pracovník pomáhá rodině s domácností.", "Žádost o byt se podává na úřadě města."],
    *["Smlouva se uzavírá na jeden rok.", "Klient dostane pomoc podle své situace.", "Zpráva shrnuje zkušenosti obcí."],
    *["Kontrola probíhá jednou za rok.", "Rodiny s dětmi mají přednost.", "Oprava bytu trvá měsíc."],
]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def search(client, words):
    """The hits as (title, where it opens)."""
    found = client.get("/hledat/", {"q": words}).context["found"]
    return [(hit.entry.title, hit.address) for hit in found.hits]


def read_all():
    while texts.read_due():
        pass


def test_a_hit_names_document_and_page_and_shows_the_sentence_with_the_word_marked(client, make):
    make("Metodika", pdf_with_text(["Úvod."], ["Nic.", "Garanční fond kryje škody.", "Konec."]))
    read_all()
    body = client.get("/hledat/", {"q": "garancniho fondu"}).content.decode().replace("\u00a0", " ")
    assert '<a href="/dokumenty/metodika.pdf#page=2">Metodika</a>' in body
    assert ", na straně 2</p>" in body
    assert "<p><mark>Garanční</mark> <mark>fond</mark> kryje škody.</p>" in body
    assert "Mysleli jste" not in body


def test_of_a_file_without_pages_the_document_itself_is_opened(client, make):
    make("Tabulka", "obec;fond\r\nVír;garanční\r\n".encode(), "csv")
    read_all()
    assert search(client, "garanční") == [("Tabulka", "/dokumenty/tabulka/")]


def test_phrases_from_inside_are_found_among_the_first_three_with_their_page(client, make):
    draw = random.Random(1)
    at = {}
    for number, (sentence, *_) in enumerate(ROWS):
        pages = [draw.choices(OTHERS, k=12) for _ in range(6)]
        pages[number % 6].insert(draw.randrange(12), sentence)
        make(f"Dokument {number}", pdf_with_text(*pages))
        at[number] = (f"Dokument {number}", f"/dokumenty/dokument-{number}.pdf#page={number % 6 + 1}")
    while texts.read_due():
        pass
    missed = [
        (query, at[number])
        for number, (_, *queries) in enumerate(ROWS)
        for query in queries
        if at[number] not in search(client, query)[:3]
    ]
    assert len(ROWS) == 20
    assert len(missed) <= 2, missed


STATES = {
    "a draft": {"publish_at": None},
    "a plan": {"publish_at": NOW + DAY},
    "withdrawn": {"publish_at": NOW - 2 * DAY, "withdrawn_at": NOW - DAY},
}


@pytest.mark.parametrize("state", STATES)
def test_what_readers_do_not_see_is_not_found_by_its_text(client, make, state):
    make("Jiná", pdf_with_text(["O něčem jiném."]))
    make("Metodika", pdf_with_text([f"Slovo {WORD} jinde není."]), **STATES[state])
    read_all()
    assert DocumentPage.objects.filter(text__contains=WORD).exists()
    for address in ["/hledat/", "/zmeny.atom", "/dokumenty/", "/otevrena-data/"]:
        body = client.get(address, {"q": WORD} if address == "/hledat/" else {}).content.decode()
        assert f"Slovo <mark>{WORD}" not in body
        assert f"Slovo {WORD}" not in body
    assert search(client, WORD) == []


def test_a_version_is_found_from_its_moment_on_and_the_one_before_no_more(client, make, add_file):
    document = make("Metodika", pdf_with_text(["Staré hledisko"]), publish_at=NOW - DAY)
    add_file(document, pdf_with_text(["Nové měřítko"]), valid_from=NOW + DAY)
    read_all()
    opened = [("Metodika", "/dokumenty/metodika.pdf#page=1")]
    assert (search(client, "hlediska"), search(client, "měřítka")) == (opened, [])
    with time_machine.travel(NOW + DAY, tick=False):
        assert (search(client, "hlediska"), search(client, "měřítka")) == ([], opened)


def test_a_file_is_read_right_after_it_was_saved(editor_client, django_capture_on_commit_callbacks, client):
    with django_capture_on_commit_callbacks(execute=True):
        file = upload("a.pdf", pdf_with_text(["Garanční fond"]))
        assert editor_client.post(ADD, {**TYPED, "upload": file}).status_code == 302
    document = Document.objects.get()
    document.publish_at = NOW
    document.save()
    assert [hit[1].rpartition("#")[2] for hit in search(client, "garanční")] == ["page=1"]


def test_what_cannot_be_read_is_saved_all_the_same_tried_three_times_and_then_left(make, monkeypatch, caplog):
    def fail(*_, **__):
        raise RefusedError("je příliš složitý")

    make("Metodika", pdf())
    monkeypatch.setattr(apart, "run", fail)
    assert [texts.read_due() for _ in range(5)] == [1, 1, 1, 0, 0]
    assert {record.getMessage() for record in caplog.records} == {
        f"The text of version {DocumentVersion.objects.get().pk} of a document can't be read: RefusedError"
    }


def test_each_is_read_once_and_its_text_goes_with_it(make):
    document = make("Metodika", pdf_with_text(["Garanční fond"]), publish_at=None)
    make("Jiná", url="https://www.mpsv.cz/")
    assert [texts.read_due(), texts.read_due()] == [1, 0]
    Document.objects.filter(pk=document.pk).delete()
    texts.read_due()
    assert [model.objects.count() for model in [DocumentText, DocumentPage, DocumentWord]] == [0, 0, 0]


def test_housekeeping_reads_what_was_uploaded_before(client, make):
    make("Metodika", pdf_with_text(["Garanční fond"]))
    call_command("housekeeping")
    assert len(search(client, "garanční")) == 1
