"""Uploads in an S3-compatible store: sent by the site as from the folder, and nothing lost while the store is away."""

from datetime import UTC, datetime, timedelta

import pytest

from pages.documents import orphans, stored_files, texts
from pages.documents.readable import judging
from pages.documents.store.bucket import LEASE, PAUSE, StoredObject
from pages.documents.stored_files import ForeignFolderError
from pages.models import Document, DocumentText, DocumentVersion, Verdict
from socialnibydleni.copies import archive, uploads
from tests.free_pages import new_public_page
from tests.pages.documents.made_files import pdf
from tests.pages.documents.received import read, text
from tests.pages.documents.typed import ADD, TYPED, errors, files, upload
from tests.pages.images.sending import addresses, figure, stored
from tests.socialnibydleni.backups.files import members

pytestmark = [pytest.mark.django_db, pytest.mark.process]
FILE = pdf(b"%" * 200_000)
NOWHERE = "s3://a:b@127.0.0.1:1/soubory?tls=no"
AWAY = "Úložiště souborů teď neodpovídá"
DAY = timedelta(days=1)


def publish(publisher, title):
    publisher.post(ADD, {**TYPED, "title": title, "upload": upload(content=FILE), "publish_now": "on"})
    return DocumentVersion.objects.get(document__title=title)


def test_a_document_in_the_bucket_is_sent_by_us_as_one_on_the_disk_and_a_draft_is_not(store, publisher, client):
    publisher.post(ADD, {**TYPED, "title": "Koncept", "upload": upload()})
    version = publish(publisher, "Metodika")
    assert (files(), sorted(store.names())[-1]) == ([], "web.txt")
    assert f"dokumenty/{version.stored_name}" in store.names()
    address = "/dokumenty/metodika.pdf"
    whole = client.get(address)
    assert (read(whole), whole["ETag"]) == (FILE, f'"{version.digest}"')
    part = client.get(address, headers={"range": "bytes=1000-1999"})
    assert (part.status_code, read(part)) == (206, FILE[1000:2000])
    assert part["Content-Range"] == f"bytes 1000-1999/{len(FILE)}"
    assert client.get(address, headers={"if-none-match": whole["ETag"]}).status_code == 304
    head = client.head(address)
    assert (head.status_code, head["Content-Length"], read(head)) == (200, str(len(FILE)), b"")
    assert client.get(address, headers={"range": "bytes=999999-"}).status_code == 416
    assert client.get("/dokumenty/koncept.pdf").status_code == 404
    draft = DocumentVersion.objects.get(document__title="Koncept")
    own = f"/sprava/pages/document/{draft.document_id}/verze/{draft.pk}/"
    assert read(publisher.get(own)) == pdf()


def test_a_file_in_the_bucket_is_read_piece_by_piece(store):
    name = stored_files.keep([bytes(1 << 20)] * 8).name
    asked = []

    class Watched:
        def __init__(self, body):
            self.body = body

        def read(self, size):
            asked.append(size)
            return self.body.read(size)

        def close(self):
            self.body.close()

    with stored_files.opened(name, 100) as file:
        assert isinstance(file, StoredObject)
        assert (file.size, asked) == ((8 << 20) - 100, [])
        file._body = Watched(file._body)
        assert len(file.read(65536)) == 65536
    assert asked == [65536]


def test_files_in_the_bucket_are_judged_and_found_by_the_search(store, publisher, client):
    version = publish(publisher, "Metodika")
    Verdict.objects.all().delete()
    DocumentText.objects.all().delete()
    assert (judging.judge_due(), texts.read_due()) == (1, 1)
    assert DocumentText.objects.get(version=version.pk).is_read


def test_orphans_in_the_bucket_lie_aside_for_a_month_and_come_back_if_a_row_names_them(store):
    named, lost = stored_files.keep([b"x"]).name, stored_files.keep([b"y"]).name
    soon, later = datetime.now(UTC) + 2 * DAY, datetime.now(UTC) + 31 * DAY
    assert orphans.tidy(lambda: {named}, soon - DAY * 1.5) == 0
    assert orphans.tidy(lambda: {named}, soon) == 1
    assert set(store.names()) == {f"dokumenty/{named}", f"odlozene/{lost}", "web.txt"}
    assert orphans.tidy(lambda: {named, lost}, soon) == 0
    assert set(store.names()) == {f"dokumenty/{named}", f"dokumenty/{lost}", "web.txt"}
    orphans.tidy(lambda: {named}, soon)
    orphans.tidy(lambda: {named}, later)
    assert set(store.names()) == {f"dokumenty/{named}", "web.txt"}


def test_a_bucket_belongs_to_the_site_that_first_kept_a_file_in_it(store, settings):
    stored_files.keep([b"x"])
    settings.SITE_URL = "https://zkouska.example.cz"
    with pytest.raises(ForeignFolderError, match=r"are those of 127\.0\.0\.1, says http://.*/soubory/web\.txt"):
        stored_files.keep([b"x"])


def test_while_the_store_is_away_readers_are_given_the_phone_and_editors_lose_nothing(
    store, publisher, client, in_bucket_at, caplog
):
    client.raise_request_exception = False
    publish(publisher, "Metodika")
    DocumentText.objects.all().delete()
    client.get("/")
    in_bucket_at(NOWHERE)
    answer = client.get("/dokumenty/metodika.pdf")
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert "Web má teď poruchu" in text(answer)
    assert "tel:+420778455761" in answer.content.decode()
    assert "The store of the uploads can't be used (EndpointConnectionError)" in caplog.text
    assert "a:b" not in caplog.text
    page = publisher.post(ADD, {**TYPED, "title": "Druhá", "upload": upload()})
    assert errors(page)["upload"] == [
        f"{AWAY}, soubor se neuložil. Zkuste to za chvíli znovu; co jste napsali, tu zůstalo."
    ]
    assert 'value="Druhá"' in page.content.decode()
    assert Document.objects.count() == 1
    assert AWAY in text(publisher.get("/sprava/"))
    assert texts.read_due() == 1
    assert not DocumentText.objects.filter(tries__gt=0).exists()  # nor does the file count as one that can't be read
    state = client.get("/stav/")
    assert (state.status_code, state.json()["healthy"], state.json()["uploads"]) == (200, False, False)
    in_bucket_at(store.address)
    assert client.get("/stav/").json()["uploads"] is True
    assert read(client.get("/dokumenty/metodika.pdf")) == FILE


def test_a_store_that_did_not_answer_is_asked_again_after_a_moment_by_one_at_a_time(store, in_bucket_at, monkeypatch):
    in_bucket_at(NOWHERE)
    now, asked = [1000.0], []

    def find(*_arguments, **_names):
        asked.append(now[0])
        return stored_files.is_there("a")  # somebody else comes meanwhile

    monkeypatch.setattr("pages.documents.store.bucket.time.monotonic", lambda: now[0])
    with pytest.raises(OSError, match="EndpointConnectionError"):
        stored_files.is_there("a")
    with pytest.raises(OSError, match="did not answer a moment ago"):
        stored_files.is_there("a")
    now[0] += PAUSE
    monkeypatch.setattr(stored_files.store.connection.meta.client, "head_object", find)
    with pytest.raises(OSError, match="did not answer a moment ago"):
        stored_files.is_there("a")
    assert asked == [now[0]]
    monkeypatch.setattr(stored_files.store.connection.meta.client, "head_object", lambda **_names: {"ContentLength": 1})
    now[0] += LEASE
    assert stored_files.is_there("a")
    assert stored_files.is_there("a")


def test_an_image_in_the_bucket_is_shown_in_a_text_and_not_found_where_its_copy_is_lost(store, publisher, client):
    image = stored()
    new_public_page(publisher, body=figure(image))
    address = addresses(image)[0]
    assert client.get(address).content[4:12] == b"ftypavif"
    for name in store.names():
        store.client.delete_object(Bucket="soubory", Key=name)
    assert client.get(address).status_code == 404


def test_a_restore_brings_into_the_bucket_what_it_lacks_and_sets_aside_what_differs(store, tmp_path):
    (tmp_path / "dokumenty").mkdir()
    for name in ["lacks", "differs", "same"]:
        (tmp_path / "dokumenty" / name).write_bytes(b"right")
    for name, content in {"differs": b"wrong", "same": b"right"}.items():
        store.client.put_object(Bucket="soubory", Key=f"dokumenty/{name}", Body=content)
    names = uploads.missing(tmp_path)
    assert names == ["dokumenty/differs", "dokumenty/lacks"]
    uploads.bring(tmp_path, names, datetime.now(UTC))
    assert uploads.missing(tmp_path) == []
    assert store.client.get_object(Bucket="soubory", Key="odlozene/differs")["Body"].read() == b"wrong"
    assert list(uploads.files()) == ["dokumenty/differs", "dokumenty/lacks", "dokumenty/same"]
    (tmp_path / "work").mkdir()
    with archive.writing(tmp_path / "backup.tar.gz", tmp_path / "work") as writer:
        writer.add_media(uploads.files(), stored_files.store.open)
    assert members(tmp_path / "backup.tar.gz") == {f"media/{name}": b"right" for name in uploads.files()}
