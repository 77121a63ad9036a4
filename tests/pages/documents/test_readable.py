"""A file that shuts somebody out is published with another form beside it or by an exemption of the law, or not."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from pages.documents.readable import judging
from pages.documents.store import disk
from pages.models import AccessibilityStatement, Document, DocumentVersion, Verdict
from tests.pages.documents import made_files
from tests.pages.documents.received import text
from tests.pages.documents.typed import ADD, TYPED, errors, upload
from tests.pages.uploads.barrier_files import docx, pdf

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
LIST, STATEMENT = "/dokumenty/", "/pristupnost/"
SCAN = pdf(text=False)
UNREADABLE = made_files.pdf().replace(b"<</Length", b"<</Filter/Unknown/Length")
NOW = {"publish_now": "on"}
EXEMPTION = {"exemption": "zatez", "exemption_reason": "Sken, předloha se ztratila.", "exemption_on": "1. 12. 2026"}
SHUT_OUT = "Odečítač obrazovky ho nepřečte: sken bez textu. Potřebujete jinou podobu?"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def send(publisher):
    def send(content, name="metodika.pdf", **typed):
        return publisher.post(ADD, {**TYPED, "upload": upload(name, content), **typed})

    return send


def change(document):
    return f"/sprava/pages/document/{document.pk}/change/"


def test_a_scan_becomes_a_draft_but_is_not_published_and_the_form_says_why_and_how_it_is_mended(send):
    refusal, why = errors(send(SCAN, **NOW))["upload"][:2]
    assert refusal.startswith("Takhle ho zveřejnit nejde, někdo by ho nepřečetl.")
    assert why.startswith("V souboru není text")
    assert "OCR" in why
    assert not Document.objects.exists()
    assert send(SCAN).status_code == 302
    assert Verdict.objects.get().barriers == [["no-text", 1]]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        (
            {"accessible_url": "/o-projektu/"},
            "Přístupná verze: stránka na tomto webu, Metodika práce v bydlení. Soubor",
        ),
        (EXEMPTION, SHUT_OUT),
    ],
)
def test_with_another_form_beside_it_or_an_exemption_it_is_published_and_readers_are_told(send, client, typed, told):
    assert send(SCAN, **NOW, **typed).status_code == 302
    assert told in " ".join(_words(client.get(LIST)).split())
    assert told in " ".join(_words(client.get("/dokumenty/metodika-prace-v-bydleni/")).split())


def test_a_draft_with_a_fault_is_not_published_later_either(send, publisher):
    send(SCAN)
    document = Document.objects.get()
    data = {**TYPED, "slug": document.slug, **NOW}
    assert any("nepřečetl" in each for each in errors(publisher.post(change(document), data))["__all__"])
    assert publisher.post(change(document), {**data, **EXEMPTION}).status_code == 302
    assert Document.objects.get().publish_at == NOON


def test_a_file_of_today_is_replaced_by_no_scan_and_what_readers_have_already_stays(send, publisher):
    send(pdf(), **NOW)
    document = Document.objects.get()
    data = {**TYPED, "slug": document.slug, "upload": upload("metodika.pdf", SCAN)}
    assert "nepřečetl" in errors(publisher.post(change(document), data))["upload"][0]
    Verdict.objects.keep(DocumentVersion.objects.get().pk, [("no-tags", 1)])  # as housekeeping finds it in old ones
    answer = publisher.post(change(document), {**TYPED, "slug": document.slug, "title": "Nový název"})
    assert answer.status_code == 302
    assert "Nový název: někdo ho nepřečte" in text(publisher.get("/sprava/"))


@pytest.mark.parametrize("missing", ["exemption_reason", "exemption_on"])
def test_an_exemption_has_a_reason_and_a_day(send, missing):
    answer = send(SCAN, **NOW, **{name: value for name, value in EXEMPTION.items() if name != missing})
    assert "K výjimce napište důvod a den" in text(answer)


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (pdf(), "x.pdf", "Přístupný dokument: má značky, jazyk i text."),
        (docx(), "x.docx", "Přístupný dokument."),
        (pdf(title="", alt=""), "x.pdf", "Přečíst ho jde, ale má nedostatky: bez názvu uvnitř, obrázky bez popisu."),
    ],
)
def test_readers_are_told_in_words_what_holds_of_a_file(send, client, content, name, told):
    assert send(content, name, **NOW).status_code == 302
    assert told in text(client.get(LIST))


def test_of_a_file_that_nobody_has_judged_nothing_is_told(make, client):
    make()
    assert "class=access" not in text(client.get(LIST)).replace('"', "")


def test_of_a_file_that_cannot_be_judged_readers_are_told_nothing_and_editors_that_it_was_not(send, publisher, client):
    assert send(UNREADABLE, **NOW).status_code == 302
    assert "class=access" not in text(client.get(LIST)).replace('"', "")
    assert "Nepodařilo se zjistit, jestli soubor přečte každý." in text(publisher.get(change(Document.objects.get())))


def test_an_exemption_comes_into_the_statement_and_leaves_it_by_itself(send, publisher, client):
    AccessibilityStatement.objects.filter().update(disproportionate_burden="")
    send(SCAN, **NOW, **EXEMPTION)
    shown = text(client.get(STATEMENT))
    assert "b) Nepřiměřená zátěž" in shown
    assert "sken bez textu. Sken, předloha se ztratila. Posouzeno 1. 12. 2026." in shown
    document = Document.objects.get()
    with time_machine.travel(NOON + timedelta(hours=1), tick=False):
        data = {**TYPED, "slug": document.slug, **EXEMPTION, "upload": upload("metodika.pdf", pdf())}
        assert publisher.post(change(document), data).status_code == 302
        assert "předloha se ztratila" not in text(client.get(STATEMENT))


def test_housekeeping_judges_what_was_published_before_and_again_when_the_rules_have_changed(make, client, monkeypatch):
    make(content=SCAN)
    make("Druhá", content=pdf())
    assert judging.judge_due() == 2
    assert SHUT_OUT in text(client.get(LIST))
    assert judging.judge_due() == 0
    monkeypatch.setattr("pages.documents.readable.verdict.RULES", 99)
    call_command("housekeeping")
    assert set(Verdict.objects.values_list("rules", flat=True)) == {99}
    Document.objects.filter(title="Druhá").update(publish_at=None)
    Document.objects.get(title="Druhá").versions.all().delete()
    judging.judge_due()
    assert Verdict.objects.count() == 1


def test_files_that_are_missing_on_the_disk_keep_no_other_waiting(make, monkeypatch):
    make(content=SCAN)
    make("Ztracená", content=pdf())
    (disk.root() / "dokumenty" / DocumentVersion.objects.get(document__title="Ztracená").stored_name).unlink()
    monkeypatch.setattr(judging, "MOST_AT_ONCE", 1)
    assert (judging.judge_due(), judging.judge_due()) == (1, 0)


def test_the_verdict_on_each_version_stands_in_its_history(send, publisher):
    send(pdf(tags=False, bookmarks=False, pages=21))
    shown = text(publisher.get(change(Document.objects.get())))
    assert "Brání čtení:" in shown
    assert "PDF nemá značky struktury." in shown
    assert "zaškrtněte „Vytvořit záložky pomocí nadpisů“" in shown


def _words(response):
    """What is read of the main part."""
    return re.sub("<[^>]+>", "", text(response).partition("<main")[2])
