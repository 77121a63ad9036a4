"""How little a page needs as it is loaded: two requests, few bytes, no script, no cookie, nobody else."""

import gzip
import json
import re

import pytest

pytestmark = [pytest.mark.any_database, pytest.mark.thorough]

OTHERS = ["/neni/", "/nahlasit-chybu/?stranka=/obce/&verze=1"]  # in no sitemap
PAGE_LIMIT, STYLE_LIMIT, HEADERS_LIMIT = 14_000, 8_600, 1_500


def directives(headers):
    return {part.strip() for part in headers["Cache-Control"].split(",")}


def stylesheets_of(address, body):
    """One; easy Czech has a few rules of its own besides, which no other page carries."""
    found = re.findall(r'<link rel="stylesheet" href="([^"]+)">', body.decode())
    assert len(found) == (2 if address.startswith("/snadne/") else 1), address
    return found


def stylesheet_of(body):
    """That of any page but one in easy Czech."""
    [address] = stylesheets_of("/", body)
    return address


def requests_before_load(page, address):
    """What a page asks for until it is loaded, besides the favicon, which a browser fetches when it likes."""
    asked = []

    def note(request):
        if "/favicon." not in request.url:
            asked.append(request.resource_type)

    page.on("request", note)
    page.goto(address, wait_until="load")
    return asked


@pytest.mark.browser
def test_page_is_two_requests_and_leaves_nothing_behind(new_tab, opened):
    for address in opened:
        # A context of its own for each page, or the stylesheet would be in its cache already.
        page = new_tab(360)
        sheets = ["stylesheet"] * (2 if address.startswith("/snadne/") else 1)
        assert requests_before_load(page, address) == ["document", *sheets], address
        assert page.context.cookies() == [], address
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0, address
        page.context.close()


@pytest.mark.browser
def test_only_data_stands_in_script_elements(new_tab, opened):
    page = new_tab(360)
    for address in opened:
        page.goto(address)
        scripts = page.evaluate("[...document.scripts].map((script) => [script.type, script.src, script.text])")
        assert all(kind == "application/ld+json" and not source for kind, source, _ in scripts), address
        assert all(json.loads(text)["@context"] for _, _, text in scripts), address


def test_page_and_stylesheet_fit_the_first_round_trip(site, every_address):
    for address in [*every_address, *OTHERS]:
        _, _, page = site.get(address)
        styles = [site.get(sheet)[2] for sheet in stylesheets_of(address, page)]
        style_size = sum(len(gzip.compress(style, 9)) for style in styles)
        assert style_size <= STYLE_LIMIT
        assert len(gzip.compress(page, 9)) + style_size <= PAGE_LIMIT, address


def test_headers_of_a_page_are_short(site, addresses):
    for address in [*addresses, *OTHERS]:
        request = (
            f"GET {address} HTTP/1.1\r\nHost: {site.netloc}\r\nAccept-Encoding: gzip, br\r\nConnection: close\r\n\r\n"
        )
        headers, _, body = site.send(request.encode()).partition(b"\r\n\r\n")
        assert body, address
        assert len(headers) + 4 <= HEADERS_LIMIT, address


def test_page_and_stylesheet_come_compressed(site, kept):
    for address in [*kept, *stylesheets_of("/", site.get("/")[2])]:
        _, plain_headers, plain = site.get(address, **{"Accept-Encoding": "identity"})
        _, headers, packed = site.get(address, **{"Accept-Encoding": "gzip"})
        assert plain_headers["Content-Encoding"] is None, address
        assert headers["Content-Encoding"] == "gzip", address
        assert gzip.decompress(packed) == plain, address
        assert "Accept-Encoding" in headers["Vary"], address


def test_stylesheet_never_changes_and_a_page_is_asked_for_anew(site, kept):
    for address in kept:
        _, headers, body = site.get(address)
        assert directives(headers) == {"public", "max-age=0", "must-revalidate"}, address
    _, headers, _ = site.get(stylesheets_of(address, body)[0])
    assert "immutable" in directives(headers)


def test_a_static_file_has_no_address_at_which_it_could_change(site):
    assert site.get("/static/css/site.css")[0] == site.get("/static/favicon.svg")[0] == 404


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_unchanged_page_is_answered_without_a_body(site, kept, encoding):
    for address in kept:
        _, headers, _ = site.get(address, **{"Accept-Encoding": encoding})
        status, _, body = site.get(address, **{"Accept-Encoding": encoding, "If-None-Match": headers["ETag"]})
        assert (status, body) == (304, b""), address
        status, _, _ = site.get(address, **{"Accept-Encoding": encoding, "If-None-Match": '"another"'})
        assert status == 200, address
