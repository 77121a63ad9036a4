"""How a file is sent: its headers, parts of it, unchanged copies, and the order to a proxy."""

from datetime import UTC, datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from pages.documents import byte_ranges
from pages.documents.sent_files import POLICY, disposition
from tests.pages.documents.made_files import CSV, WHOLE, pdf
from tests.pages.documents.received import read

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
AT_NOON, LATER = "Mon, 07 Dec 2026 11:00:00 GMT", "Mon, 07 Dec 2026 12:00:00 GMT"
FILE, ADDRESS = pdf(b"%" * 200_000), "/dokumenty/metodika.pdf"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def ask(client, make):
    """Asks for the file with these headers; the answer and its whole body."""
    version = make("Metodika", content=FILE).versions.get()

    def get(method="get", **headers):
        headers = {name.replace("_", "-"): value.format(etag=f'"{version.digest}"') for name, value in headers.items()}
        response = getattr(client, method)(ADDRESS, headers=headers)
        return response, read(response)

    return get


def test_the_file_comes_whole_with_its_type_and_a_czech_name_and_may_run_nothing(ask):
    response, body = ask()
    assert body == FILE
    assert {name: response[name] for name in response.headers if name not in ("Permissions-Policy", "Vary")} == {
        "Content-Type": "application/pdf",
        "Content-Length": str(len(FILE)),
        "Content-Disposition": "inline; filename=\"metodika.pdf\"; filename*=UTF-8''Metodika.pdf",
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "public, no-cache",
        "Accept-Ranges": "bytes",
        "ETag": response["ETag"],
        "Last-Modified": AT_NOON,
        "X-Frame-Options": "DENY",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert response["ETag"].startswith('"')


def test_the_file_is_never_packed_so_that_its_length_stays_known(ask):
    response, body = ask(accept_encoding="gzip, br")
    assert "Content-Encoding" not in response
    assert (response["Content-Length"], body) == (str(len(FILE)), FILE)


def test_head_says_the_same_without_a_body(ask):
    response, body = ask("head", range="bytes=0-9")
    assert (response.status_code, response["Content-Length"], body) == (200, str(len(FILE)), b"")


@pytest.mark.parametrize("method", ["post", "put", "delete", "options"])
def test_other_methods_are_refused(ask, method):
    response, _ = ask(method)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-0", 0, 1),
        ("bytes=0-", 0, len(FILE)),
        ("bytes=100-70099", 100, 70_100),
        ("bytes=-10", len(FILE) - 10, len(FILE)),
        ("bytes=-999999999", 0, len(FILE)),
        (f"bytes={len(FILE) - 1}-", len(FILE) - 1, len(FILE)),
        ("bytes=5-999999999", 5, len(FILE)),
        ("BYTES = 1 - 2", 1, 3),
    ],
)
def test_a_part_is_sent_as_a_part(ask, asked, start, stop):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (206, FILE[start:stop])
    assert response["Content-Range"] == f"bytes {start}-{stop - 1}/{len(FILE)}"
    assert response["Content-Length"] == str(stop - start)
    assert response["Content-Type"] == "application/pdf"


@pytest.mark.parametrize("asked", [f"bytes={len(FILE)}-", "bytes=-0", "bytes=999999999-9999999999"])
def test_a_part_past_the_end_is_refused_with_the_size(ask, asked):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (416, b"")
    assert response["Content-Range"] == f"bytes */{len(FILE)}"


@pytest.mark.parametrize(
    "asked",
    ["bytes=0-1,5-6", "bytes=9-1", "bytes=-", "bytes=a-b", "lines=0-1", "bytes=0-1x", "bytes", "bytes=١-٢", "1-2"],
)
def test_what_is_no_single_range_gets_the_whole(ask, asked):
    response, body = ask(range=asked)
    assert (response.status_code, body) == (200, FILE)


@pytest.mark.parametrize(
    ("condition", "status"),
    [("{etag}", 206), (AT_NOON, 206), ('"other"', 200), ("W/{etag}", 200), (LATER, 200), ("nonsense", 200)],
)
def test_a_part_is_sent_only_of_the_file_that_was_meant(ask, condition, status):
    response, _ = ask(range="bytes=0-9", if_range=condition)
    assert response.status_code == status


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"if_none_match": "{etag}"}, 304),
        ({"if_none_match": "*"}, 304),
        ({"if_none_match": '"other"'}, 200),
        ({"if_none_match": "{etag}", "range": "bytes=0-9"}, 304),
        ({"if_modified_since": AT_NOON}, 304),
        ({"if_modified_since": AT_NOON, "if_none_match": '"other"'}, 200),
        ({"if_match": '"other"'}, 412),
        ({"if_match": "{etag}"}, 200),
    ],
)
def test_who_has_the_file_is_told_so(ask, headers, status):
    response, body = ask(**headers)
    assert response.status_code == status
    assert body == (FILE if status == 200 else b"")
    if status == 304:
        assert (response["ETag"][0], response["Cache-Control"]) == ('"', "public, no-cache")


@pytest.mark.parametrize("name", [name for name in WHOLE if not name.lower().endswith("pdf")])
def test_only_a_pdf_is_shown_everything_else_is_saved(client, make, name):
    extension = name.rpartition(".")[2]
    make("Soubor", content=WHOLE[name], extension=extension)
    response = client.get(f"/dokumenty/soubor.{extension}")
    assert read(response) == WHOLE[name]
    assert response["Content-Disposition"].startswith(f'attachment; filename="soubor.{extension}"')
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_table_says_its_encoding(client, make):
    make("Obce", content=CSV, extension="csv")
    response = client.get("/dokumenty/obce.csv")
    assert (read(response), response["Content-Type"]) == (CSV, "text/csv; charset=utf-8")


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Příručka pro obce", "P%C5%99%C3%ADru%C4%8Dka%20pro%20obce.pdf"),
        (
            'Zpráva 1/2: „Kdo?“ "ano"\r\nX-Evil: 1',
            "Zpr%C3%A1va%201%202%20%E2%80%9EKdo%20%E2%80%9C%20ano%20X-Evil%201.pdf",
        ),
        ("...", "prirucka.pdf"),
    ],
)
def test_saved_file_has_the_title_as_its_name_without_what_no_system_takes(title, name):
    header = disposition(title, "prirucka", "pdf", is_attachment=True)
    assert header == f"attachment; filename=\"prirucka.pdf\"; filename*=UTF-8''{name}"


def test_a_proxy_that_can_send_files_is_told_which(client, make, settings):
    settings.X_ACCEL_PREFIX = "/chranene/"
    stored = make("Metodika").versions.get().stored_name
    response = client.get(ADDRESS, headers={"range": "bytes=0-9"})
    assert (response.status_code, response.content) == (200, b"")
    assert response["X-Accel-Redirect"] == f"/chranene/dokumenty/{stored}"
    assert response["Content-Type"] == "application/pdf"
    make("Koncept", publish_at=None)
    response = client.get("/dokumenty/koncept.pdf")
    assert response.status_code == 404
    assert "X-Accel-Redirect" not in response


@given(header=st.text(max_size=30) | st.from_regex(r"bytes=\d*-\d*", fullmatch=True), size=st.integers(1, 10**9))
def test_a_range_is_never_empty_and_never_outside(header, size):
    try:
        chosen = byte_ranges.chosen(header, size)
    except byte_ranges.UnsatisfiableError:
        return
    if chosen is not None:
        assert 0 <= chosen.start < chosen.stop <= size
