"""What holds for every page that readers may open."""

import re
from itertools import pairwise

import html5lib
import pytest
from django.template.loader import render_to_string
from django.test import Client

from pages.languages.languages import ALL, CZECH, czech_address, of_path
from socialnibydleni.serving import error_pages
from tests.listed import everything, in_time

ERROR_PAGES = ["/neni/", "/obce/neni/"]
REFUSED = {"cs": "Tento krok tu není možný", "en": "This step is not possible here", "uk": "Ця дія тут неможлива"}
EMBLEM = {"cs": "Znak Evropské unie", "en": "European Union emblem", "uk": "Емблема Європейського Союзу"}
OF_THE_UNION = {
    "cs": "<span>Evropská unie<br>Evropský sociální fond<br>Operační program Zaměstnanost</span>",
    "en": "<span>European Union<br>European Social Fund<br>Operational Programme Employment</span>",
    "uk": '<span lang="cs">Evropská unie<br>Evropský sociální fond<br>Operační program Zaměstnanost</span>',
}
FORM = "/kontaktni-centrum/schuzka/"
BELOW = {"obce": 16, "otazky": 10, "slovnik": 15}
pytestmark = [pytest.mark.django_db, pytest.mark.thorough]


@pytest.fixture
def addresses(client):
    return in_time(client)


@pytest.fixture
def kept(addresses):
    """Those that are the same for everybody: all but the forms."""
    return [address for address in addresses if czech_address(address) != FORM]


def pages(client, addresses):
    return {address: client.get(address) for address in [*addresses, *ERROR_PAGES]}


def test_sitemap_names_the_fixed_pages_the_sixteen_municipalities_questions_terms_and_the_form(client):
    addresses = everything(client)
    fixed = ["/", "/kam-se-obratit/", "/kontaktni-centrum/", "/o-projektu/", "/obce/", "/ochrana-osobnich-udaju/"]
    fixed += ["/otevrena-data/", "/pristupnost/"]
    fixed += ["/otazky/", "/slovnik/"]
    below = {part: [address for address in addresses if re.match(f"/{part}/.", address)] for part in BELOW}
    assert {part: len(found) for part, found in below.items()} == BELOW
    czech = {address for address in addresses if of_path(address) is CZECH}
    assert czech - {address for found in below.values() for address in found} == {*fixed, FORM}
    in_all = {*fixed, FORM, *below["obce"]} - {"/otevrena-data/", "/otazky/", "/slovnik/"}
    for language in ALL[1:]:
        assert {czech_address(address) for address in addresses if of_path(address) is language} == in_all


def test_every_public_address_answers_itself(client, addresses):
    assert {client.get(address).status_code for address in addresses} == {200}


def test_every_page_is_valid_html(client, addresses):
    for address, response in pages(client, addresses).items():
        parser = html5lib.HTMLParser(strict=True)
        try:
            parser.parse(response.content.decode())
        except html5lib.html5parser.ParseError as error:
            pytest.fail(f"{address}: {error} {parser.errors}")


def test_every_page_has_one_heading_one_title_and_its_language(client, addresses):
    titles = []
    for address, response in pages(client, addresses).items():
        body = response.content.decode()
        assert body.startswith("<!doctype html>"), address
        assert f'<html lang="{of_path(address).html}">' in body, address
        assert len(re.findall(r"<h1\b", body)) == 1, address
        titles.append((of_path(address), re.search(r"<title>(.*?)</title>", body)[1]))
    assert len(set(titles)) == len(addresses) + 1  # both error pages share theirs


def test_every_page_says_its_canonical_address_and_describes_itself(client, addresses):
    for address in addresses:
        body = client.get(address).content.decode()
        assert f'<link rel="canonical" href="http://127.0.0.1:8000{address}">' in body
        description = re.search(r'<meta name="description" content="(.*?)">', body)[1]
        assert 20 < len(description) <= 200, address
        assert re.findall(r'<meta property="(.*?)"', body) == ["og:title", "og:image"]


def test_heading_levels_never_jump(client, addresses):
    for address, response in pages(client, addresses).items():
        levels = [int(level) for level in re.findall(r"<h([1-6])\b", response.content.decode().partition("<main")[2])]
        assert levels[0] == 1, address
        assert all(after - before <= 1 for before, after in pairwise(levels)), (address, levels)


def test_every_anchor_on_a_page_leads_somewhere_on_it(client, addresses):
    for address, response in pages(client, addresses).items():
        body = response.content.decode()
        ids = re.findall(r'\bid="([^"]+)"', body)
        assert len(ids) == len(set(ids)), address
        assert set(re.findall(r'href="#([^"]+)"', body)) <= set(ids), address


def test_every_internal_link_leads_to_a_page(client, addresses):
    found = set()
    for response in pages(client, addresses).values():
        found |= set(re.findall(r'<a [^>]*href="(/[^"#]*)', response.content.decode()))
    others = found - set(addresses)  # files, and pages that no search engine needs to know
    assert {address: client.get(address).status_code for address in others} == dict.fromkeys(others, 200)


def test_public_pages_ship_no_script_set_no_cookie_and_load_nothing_from_elsewhere(client, addresses):
    for address, response in pages(client, addresses).items():
        body = response.content.decode()
        assert re.findall(r"<script(?! type=\"application/ld\+json\")", body) == [], address
        assert re.findall(r"\bon[a-z]+=|style=|javascript:", body) == [], address
        assert not response.cookies, address
        assert "Cookie" not in response.get("Vary", ""), address
        loaded = re.findall(r'<(?:link|img|source|iframe)\b[^>]*(?:href|src)="(http[^"]+)"', body)
        assert [link for link in loaded if not link.startswith("http://127.0.0.1:8000")] == [], address


def test_pages_may_be_kept_by_anybody_who_asks_again(client, kept):
    for address in kept:
        policy = {part.strip() for part in client.get(address)["Cache-Control"].split(",")}
        assert policy == {"public", "max-age=0", "must-revalidate"}, address


def test_head_has_the_headers_of_get_without_a_body(client, addresses):
    for address in addresses:
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["Content-Type"] == client.get(address)["Content-Type"]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_other_methods_are_refused_with_our_page(kept, method):
    strict = Client(enforce_csrf_checks=True)
    for address in kept:
        if of_path(address) is not CZECH and czech_address(address) != "/":
            continue  # one of each other language will do
        response = getattr(strict, method)(address)
        assert response.get("Content-Length", str(len(response.content))) == str(len(response.content))
        assert response.status_code == 405, address
        assert response["Allow"] == "GET, HEAD"
        assert REFUSED[of_path(address).html] in response.content.decode()


def test_eu_publicity_stands_on_every_page_before_the_content(client, addresses):
    for address, response in pages(client, addresses).items():
        before, language = response.content.decode().partition("<main")[0], of_path(address).html
        assert f'aria-label="{EMBLEM[language]}"' in before, address
        assert OF_THE_UNION[language] in before.replace("\u00a0", " "), address


def test_the_emblem_keeps_the_geometry_and_the_colours_of_the_regulation():
    drawing = render_to_string("components/eu.html")
    stars = re.findall(r'<use href="#h"(?: x="([-\d.]+)")?(?: y="([-\d.]+)")?', drawing)
    centres = [(0.0, 0.0), *((float(x or 0), float(y or 0)) for x, y in stars)]  # the first star is at twelve o'clock
    assert 'fill="#039" d="M0 0h54v36H0z"' in drawing  # 3 : 2
    assert 'fill="#fc0"' in drawing
    assert len(centres) == 12
    assert {round(x**2 + (y - 12) ** 2) for x, y in centres} == {144}


def test_the_current_page_is_marked_in_the_menu_and_its_part_too(client):
    assert '<a href="/obce/" aria-current="page">' in client.get("/obce/").content.decode()
    assert '<a href="/obce/" aria-current="true">' in client.get("/obce/brno/").content.decode()
    menu = client.get("/neni/").content.decode().partition('<nav class="langs"')[0]
    assert menu.count("aria-current") == 0


def test_non_breaking_spaces_stand_in_visible_text_only(client, addresses):
    for address in addresses:
        head, _, body = client.get(address).content.decode().partition("<body>")
        assert not re.search("[\u00a0\u2060]", head), address
        assert not re.search("<[^>]*[\u00a0\u2060][^>]*>", body), address
    assert not re.search("[\u00a0\u2060]", client.get("/sitemap.xml").content.decode())


def test_error_pages_without_any_row_name_no_phone_and_keep_the_look():
    error_pages.keep({})
    body = error_pages.response(500).content.decode()
    assert "tel:" not in body
    assert "Něco se nám pokazilo" in body
    assert "Evropská unie" in body
    html5lib.HTMLParser(strict=True).parse(body)
