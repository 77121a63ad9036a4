"""The whole site with its drafts, as somebody sees it who was sent a link; and nothing more than that."""

import re
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
import time_machine
from django.test import Client

from contact.models import MeetingRequest
from municipalities.models import Municipality
from pages.models import Page
from tests.admin_forms import write_draft
from tests.free_pages import move, new_page, new_public_page, withdraw
from tests.listed import in_time

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SITE = "http://127.0.0.1:8000"
MACHINE_FILES = ["/sitemap.xml", "/zmeny.atom", "/otevrena-data/obce.geojson", "/otevrena-data/katalog.jsonld"]
MACHINE_FILES += ["/otevrena-data/obce.csv", "/robots.txt", "/kontaktni-centrum/hodiny.ics"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def links_of(response):
    """Where a page's links and forms lead."""
    return re.findall(r'(?:href|action)="([^"]*)"', response.content.decode())


# The whole site with its drafts


def test_a_link_shows_the_drafts_of_every_kind_of_page_and_the_public_site_shows_none(desk, client, inside):
    write_draft(desk, Page.objects.get(address="/o-projektu/"), title="Chystaný projekt")
    write_draft(desk, Page.objects.get(address="/obce/vir/"), title="Vír", body="<p>Chystaný text obce.</p>")
    new_page(desk, "Chystaná stránka", above="/o-projektu/")
    seen = {
        "/o-projektu/": ["<h1>Chystaný projekt</h1>", '/chystana-stranka/">Chystaná stránka</a>'],
        "/obce/vir/": ["Chystaný text obce."],
        "/chystana-stranka/": ["<h1>Chystaná stránka</h1>"],
    }
    for address, texts in seen.items():
        body = text_of(client.get(inside + address))
        assert [text for text in texts if text not in body] == [], address
        assert "Chystan" not in text_of(client.get(address)), address


def test_a_link_shows_the_draft_of_every_page_that_belongs_to_the_site_itself(desk, client, inside):
    pages = Page.objects.filter(kind=Page.Kind.FIXED)
    for page in pages:
        write_draft(desk, page, title="Chystaný nadpis")
    for page in pages:
        assert "Chystaný nadpis</h1>" in text_of(client.get(inside + page.address)), page.address
        assert "Chystan" not in text_of(client.get(page.address)), page.address


def test_a_bar_above_every_page_says_what_it_is_and_until_when_the_link_holds(desk, client, inside):
    for address in ["/", "/obce/brno/", "/hledat/?q=obec", "/kontaktni-centrum/schuzka/", "/neni/"]:
        bar = text_of(client.get(inside + address)).partition('class="infobar"')[2].partition("</section>")[0]
        assert "Náhled, nezveřejněno." in bar, address
        assert "Odkaz platí do 1. 12. 2026 v 13.00." in bar, address
        assert 'class="infobar"' not in text_of(client.get(address)), address


def test_every_link_of_every_page_stays_inside_and_static_files_do_not(desk, client, inside):
    page = Page.objects.get(address="/o-projektu/")
    hrefs = ["/obce/", f"{SITE}/obce/brno/", "https://www.mpsv.cz/", "mailto:a@example.cz", "#cast"]
    write_draft(desk, page, body="<h2>Část</h2>" + "".join(f'<p><a href="{href}">Kam</a></p>' for href in hrefs))
    new_page(desk, "Chystaná stránka", above="/o-projektu/")
    for address in [*in_time(client), "/chystana-stranka/", "/hledat/?q=obec", "/neni/", "/obce/neni/"]:
        response = client.get(inside + address)
        own = [href for href in links_of(response) if href.startswith(("/", SITE))]
        led_out = {href for href in own if not href.startswith(f"{inside}/")}
        assert {href for href in led_out if not href.startswith("/static/")} <= {SITE + address}, address  # canonical
        assert not [href for href in own if href.startswith(f"{inside}/static/")], address
        assert own, address
    assert "https://www.mpsv.cz/" in links_of(client.get(f"{inside}/o-projektu/"))


def test_every_link_inside_answers(desk, client, inside):
    new_page(desk, "Chystaná stránka", above="/o-projektu/")
    led, seen = {f"{inside}/"}, set()
    while led - seen:
        address = (led - seen).pop()
        seen.add(address)
        response = client.get(address)
        assert response.status_code == 200, address
        if response["Content-Type"].startswith("text/html"):
            led |= {href.partition("#")[0] for href in links_of(response) if href.startswith(f"{inside}/")}
    assert {f"{inside}/chystana-stranka/", f"{inside}/obce/vir/", f"{inside}/otevrena-data/obce.csv"} <= seen


def test_the_canonical_address_of_a_page_stays_public(client, inside):
    body = text_of(client.get(f"{inside}/obce/brno/"))
    assert f'<link rel="canonical" href="{SITE}/obce/brno/">' in body
    assert '<a href="' + inside + '/obce/" aria-current="true">' in body


def test_files_for_machines_are_those_of_the_public_site(desk, client, inside):
    write_draft(desk, Page.objects.get(address="/o-projektu/"), title="Chystaný projekt")
    for address in MACHINE_FILES:
        inner, outer = client.get(inside + address), client.get(address)
        assert (inner.status_code, inner.content) == (200, outer.content), address
        assert inner["Content-Type"] == outer["Content-Type"], address
        assert inner["Cache-Control"] == "no-store", address


# Redirects and odd addresses


@pytest.mark.parametrize(
    ("asked", "led_to"),
    [
        ("/o-projektu", "/o-projektu/"),
        ("/hledat?q=brno&x=%26", "/hledat/?q=brno&x=%26"),
        ("/stara/", "/nova/"),
        ("/stara", "/nova/"),
        ("/sprava", "/sprava/"),
    ],
)
def test_redirects_stay_inside_and_keep_the_query(desk, client, inside, asked, led_to):
    page = new_public_page(desk, "Stará")
    move(desk, page, "nova")
    response = client.get(inside + asked)
    assert (response.status_code, response["Location"]) == (301, inside + led_to)
    assert response["Cache-Control"] == "no-store"


def test_a_redirect_to_a_static_file_leads_there(client, inside):
    location = client.get(f"{inside}/favicon.ico")["Location"]
    assert location == client.get("/favicon.ico")["Location"]


def test_the_address_without_its_last_slash_is_the_home_page_too(client, inside):
    response = client.get(inside)
    assert (response.status_code, f'href="{inside}/o-projektu/"' in text_of(response)) == (200, True)


def test_a_query_reaches_the_page(client, inside):
    assert 'value="velké hamry"' in text_of(client.get(f"{inside}/hledat/", {"q": "velké hamry"}))


@pytest.mark.parametrize(
    "trick",
    [
        "//sprava/",
        "//evil.example/",
        "/%2Fevil.example/",
        "/../sprava/",
        "/./sprava/",
        "/%2e%2e/sprava/",
        "/obce/../sprava/",
        "/sprava/",
        "/sprava/login/?next=/sprava/",
        "/%73prava/",
        "/sprava%2Flogin/",
        "/SPRAVA/",
        "/sprava/../",
        "/static/css/site.css",
        "/%00/",
        "/%0d%0aSet-Cookie:%20a=b/",
        "/%ff%fe/",
        "/\\evil.example/",
    ],
)
def test_tricks_with_the_path_lead_nowhere(client, inside, trick):
    response = client.get(inside + trick)
    assert response.status_code == 404
    assert not response.has_header("Location")
    assert "csrfmiddlewaretoken" not in text_of(response)
    assert "Set-Cookie" not in response


def test_the_admin_is_in_no_preview_even_for_an_editor_signed_in(desk, inside):
    assert desk.get("/sprava/").status_code == 200
    response = desk.get(f"{inside}/sprava/")
    assert response.status_code == 404
    assert "Co je dnes potřeba" not in text_of(response)


def test_a_preview_in_a_preview_leads_nowhere(client, inside):
    assert client.get(inside + inside + "/").status_code == 404
    assert client.get(f"{inside}/nahled/x/").status_code == 404


# Reading only


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_a_preview_answers_get_and_head_only(inside, method):
    strict = Client(enforce_csrf_checks=True)
    for address in [f"{inside}/", f"{inside}/o-projektu/", f"{inside}/kontaktni-centrum/schuzka/", "/nahled/1.x/"]:
        response = getattr(strict, method)(address)
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), address
        assert "Tento krok tu není možný" in text_of(response)
        assert response["Cache-Control"] == "no-store"


def test_the_form_for_a_meeting_shows_in_a_preview_and_cannot_be_sent(client, inside):
    address = f"{inside}/kontaktni-centrum/schuzka/"
    shown = client.get(address)
    assert f'action="{address}"' in text_of(shown)
    before_the_form = text_of(shown).partition('<form class="form')[0]
    assert "Tohle je jen náhled, odsud se nic neodešle." in before_the_form
    assert "<button" not in text_of(shown).partition('<form class="form')[2].partition("</form>")[0]
    public = text_of(client.get("/kontaktni-centrum/schuzka/"))
    assert ("jen náhled" in public, "Odeslat žádost</button>" in public) == (False, True)
    stamp = re.search(r'name="stamp" value="([^"]+)"', shown.content.decode())[1]
    sent = {
        "sender": "household",
        "name": "Jana",
        "email": "jana@example.cz",
        "topic": "Prosím o radu.",
        "stamp": stamp,
    }
    with time_machine.travel(NOW + timedelta(minutes=5), tick=False):
        assert client.post(address, sent).status_code == 405
    assert MeetingRequest.objects.count() == 0


def test_head_has_the_headers_of_get_without_a_body(client, inside):
    for address in ["/", "/obce/vir/", "/sitemap.xml", "/neni/"]:
        got, head = client.get(inside + address), client.head(inside + address)
        assert (head.status_code, head.content) == (got.status_code, b"")
        assert head["Content-Length"] == got["Content-Length"] == str(len(got.content)), address


# Nobody keeps, indexes or passes it on


def test_nothing_of_a_preview_is_kept_indexed_or_named_to_others_and_it_sets_no_cookie(desk, client, inside):
    addresses = ["/", "/o-projektu/", "/sitemap.xml", "/neni/", "/o-projektu", "/favicon.ico"]
    for browser, address in product([client, desk], [*addresses, "/kontaktni-centrum/schuzka/", "/sprava/"]):
        response = browser.get(inside + address)
        assert response["Cache-Control"] == "no-store"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert not response.has_header("ETag")
        assert "Cookie" not in response.get("Vary", "")


def test_robots_are_told_to_keep_out_and_no_public_page_names_a_preview(client, inside):
    assert "Disallow: /nahled/" in client.get("/robots.txt").content.decode()
    for address in [*in_time(client), "/sitemap.xml", "/zmeny.atom", "/neni/"]:
        assert "/nahled/" not in client.get(address).content.decode(), address


def test_an_address_that_is_not_there_is_not_found_inside_either(client, inside):
    response = client.get(f"{inside}/neni/")
    assert response.status_code == 404
    assert "Stránku jsme nenašli" in text_of(response)


def test_a_withdrawn_page_is_gone_inside_too_until_there_is_a_new_draft(desk, client, inside):
    page = new_public_page(desk, "Bývalá")
    withdraw(desk, page)
    response = client.get(f"{inside}/byvala/")
    assert (response.status_code, "Tuto stránku jsme vzali z webu" in text_of(response)) == (410, True)
    own = [href for href in links_of(response) if href.startswith("/") and not href.startswith("/static/")]
    assert [href for href in own if not href.startswith(f"{inside}/")] == []
    write_draft(desk, page, title="Nová")
    assert client.get(f"{inside}/byvala/").status_code == 200
    assert client.get("/byvala/").status_code == 410


def test_a_hidden_municipality_is_not_in_the_preview_either(desk, client, inside):
    Municipality.objects.filter(slug="vir").update(is_published=False)
    write_draft(desk, Page.objects.get(address="/obce/vir/"), title="Chystané")
    response = client.get(f"{inside}/obce/vir/")
    assert (response.status_code, "Chystané" in text_of(response)) == (410, False)


def test_making_a_link_changes_no_public_page(desk, client, link):
    before = {address: client.get(address).content for address in in_time(client) if "schuzka" not in address}
    client.get(f"/nahled/{link.token}/")
    assert {address: client.get(address).content for address in before} == before
