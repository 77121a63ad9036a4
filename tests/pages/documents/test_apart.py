"""The process in which uploads are read: whatever happens to it is a sentence, and the site goes on."""

import resource

import pytest

from pages.documents import apart
from pages.documents.apart import run
from pages.models import DocumentVersion
from pages.uploads import KINDS, Kind, RefusedError
from tests.pages.documents.typed import ADD, TYPED, errors, files, upload
from tests.pages.uploads.made_inside import packed_pdf, pdf_of, stream

pytestmark = pytest.mark.process

NAUGHTY = "tests.pages.documents.naughty"
TOO_HARD = "Soubor se nepodařilo zkontrolovat: je příliš složitý, nebo poškozený."
BUSY = "Server má právě moc práce"


@pytest.fixture
def path(tmp_path):
    (tmp_path / "upload").write_bytes("Štětí".encode())
    return str(tmp_path / "upload")


def test_it_gets_file_and_arguments_and_knows_no_secrets(path):
    answer = run(f"{NAUGHTY}:tell", path, more=["ž", 1, None])
    assert answer == {"content": "Štětí", "more": ["ž", 1, None], "environment": ["LC_CTYPE"]}


@pytest.mark.parametrize("what", ["take_all_memory", "take_all_time", "crash", "stumble"])
def test_what_harms_it_is_a_refusal(path, what, caplog):
    with pytest.raises(RefusedError) as refused:
        run(f"{NAUGHTY}:{what}", path)
    assert str(refused.value).startswith(TOO_HARD)
    (record,) = caplog.records
    assert record.getMessage().startswith("An upload could not be checked: ")
    assert "Štětí" not in record.getMessage()


def test_what_is_not_done_in_time_is_ended(path, monkeypatch):
    monkeypatch.setattr(apart, "_FOR_THE_ANSWER", 1)
    with pytest.raises(RefusedError, match=BUSY):
        run(f"{NAUGHTY}:never_end", path)
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime > 0.1  # it ran, and has been waited for


def test_it_can_write_nothing(path, tmp_path):
    with pytest.raises(RefusedError, match=TOO_HARD):
        run(f"{NAUGHTY}:write", path, where=str(tmp_path / "written"))
    assert (tmp_path / "written").read_bytes() == b""


def test_only_one_runs_at_a_time_and_who_waits_too_long_is_told(path, monkeypatch):
    monkeypatch.setattr(apart, "_FOR_A_TURN", 0.05)
    with apart._ONE_AT_A_TIME, pytest.raises(RefusedError, match=BUSY):
        run(f"{NAUGHTY}:tell", path, more=1)


@pytest.mark.django_db
def test_a_process_that_cannot_be_started_is_the_trouble_of_the_server(publisher, monkeypatch):
    monkeypatch.setattr(apart, "run", run)
    monkeypatch.setattr(apart.sys, "executable", "/neni/python")
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload()}))["upload"]
    assert found == ["Server teď nemůže soubory ukládat. Řekněte to správci webu; co jste napsali, tu zůstalo."]


def test_a_large_document_is_read_within_its_memory(tmp_path):
    large = pdf_of(stream(bytes(19_000_000)), *[b"<</Type/StructElem/S/P/P 1 0 R>>"] * 5000)
    (tmp_path / "upload").write_bytes(large)
    about = {"name": "metodika.pdf", "size": len(large), "limit": 20_000_000}
    assert Kind(*run("pages.uploads.judging:recognise", str(tmp_path / "upload"), **about)) == KINDS["pdf"]


@pytest.mark.django_db
def test_the_form_asks_it(publisher, monkeypatch):
    monkeypatch.setattr(apart, "run", run)
    assert publisher.post(ADD, {**TYPED, "upload": upload()}).status_code == 302
    assert files() == [DocumentVersion.objects.get().stored_name]
    hostile = packed_pdf(b"<</S/J#61vaScript/JS(x)>>", catalog=b"/OpenAction 6 0 R")
    response = publisher.post(ADD, {**TYPED, "title": "Jiná", "upload": upload(content=hostile)})
    (sentence,) = errors(response)["upload"]
    assert sentence.startswith("PDF při otevření něco spouští")
    assert DocumentVersion.objects.count() == len(files()) == 1
