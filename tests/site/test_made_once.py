"""What pages have in common is made once for all of them: it is right on each, and new as soon as anything changes."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.frame import memory
from pages.frame.door import WITHHELD
from pages.frame.frame import Frame
from pages.models import Page, PageVersion, PreviewLink

pytestmark = pytest.mark.django_db

NOW = datetime(2020, 10, 5, 9, tzinfo=UTC)  # a Monday; the phone is answered from 12 in Prague, that is 10 here
OPENS = NOW + timedelta(hours=1)
VIR, PAGES = "/obce/vir/", ["/", "/obce/", "/obce/vir/", "/o-projektu/", "/kontaktni-centrum/", "/neni/"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def body_of(client):
    """Gives a page's markup, made when everything has been made once for other pages."""

    def body_of(address, **environ):
        for _ in range(2):
            for other in ["/", VIR, address]:
                client.get(other, **environ)
        return client.get(address, **environ).content.decode()

    return body_of


def say(address, title, at=NOW, **values):
    return PageVersion.objects.create(page=Page.objects.get(address=address), title=title, publish_at=at, **values)


def title_of(body):
    return re.search("<h1[^>]*>(.*?)</h1>", body)[1]


def marked(body):
    return re.findall(r'<a (?:class="brand" )?href="([^"]+)" aria-current="(\w+)"', body)


def test_a_page_after_others_is_to_the_byte_what_it_is_alone(client):
    alone = {}
    for address in PAGES:
        for form in ({}, {WITHHELD: True}):
            memory.forget()
            alone[address, bool(form)] = client.get(address, **form).content
    for (address, is_withheld), body in [*alone.items(), *reversed(alone.items())]:
        assert client.get(address, **({WITHHELD: True} if is_withheld else {})).content == body, address


def test_each_page_marks_its_own_place_in_the_header(client):
    assert {address: marked(client.get(address).content.decode()) for address in [*PAGES, *PAGES]} == {
        "/": [("/", "page"), ("/", "page")],
        "/obce/": [("/obce/", "page")],
        "/obce/vir/": [("/obce/", "true")],
        "/o-projektu/": [("/o-projektu/", "page")],
        "/kontaktni-centrum/": [("/kontaktni-centrum/", "page")],
        "/neni/": [],
    }


def test_a_page_of_editors_marks_the_part_that_it_stands_in(body_of):
    above = Page.objects.get(address="/o-projektu/")
    Page.objects.create(address="/pravidla/", kind=Page.Kind.FREE, parent=above, menu_title="Pravidla")
    say("/pravidla/", "Pravidla")
    assert marked(body_of("/pravidla/")) == [("/o-projektu/", "true")]


def test_a_changed_phone_is_on_every_next_page(body_of):
    centre = ContactCentre.objects.get()
    assert body_of(VIR).count(f"tel:{centre.phone}") == 2
    centre.phone = "+420111222333"
    centre.save()
    assert re.findall(r"tel:\+\d+", body_of(VIR)) == ["tel:+420111222333"] * 2


def test_a_changed_name_in_the_menu_is_in_header_and_footer_of_the_next_page(body_of):
    body_of(VIR)
    page = Page.objects.get(address="/obce/")
    page.menu_title = "Kde pomáháme"
    page.save()
    assert body_of(VIR).count('<a href="/obce/" aria-current="true">Kde pomáháme</a>') == 1
    assert body_of(VIR).count('<a href="/obce/">Kde pomáháme</a>') == 2  # in the crumbs and in the footer


def test_a_new_text_is_on_the_next_page(body_of):
    body_of("/o-projektu/")
    say("/o-projektu/", "Nový nadpis")
    assert title_of(body_of("/o-projektu/")) == "Nový nadpis"


def test_a_text_comes_at_its_hour_and_goes_at_its_hour(body_of, client):
    above = Page.objects.get(address="/o-projektu/")
    Page.objects.create(address="/pravidla/", kind=Page.Kind.FREE, parent=above, menu_title="Pravidla")
    say("/pravidla/", "Pravidla", at=OPENS, withdrawn_at=OPENS + timedelta(hours=1))
    for hours, status, listed in [(0, 404, 0), (1, 200, 1), (2, 410, 0), (0, 404, 0)]:
        with time_machine.travel(NOW + timedelta(hours=hours), tick=False):
            assert body_of("/o-projektu/").count('<a href="/pravidla/">') == listed
            assert client.get("/pravidla/").status_code == status


def test_the_phone_is_answered_from_the_very_minute_on_every_page_and_never_where_that_is_withheld(body_of):
    centre = ContactCentre.objects.get()
    centre.hours_verified_on = NOW.date()
    centre.save()
    for moment, words in [(NOW, "Teď na telefonu nejsme."), (OPENS, "Teď můžete volat")]:
        with time_machine.travel(moment, tick=False):
            assert re.findall(r'<p class="status[^>]*>(?s:.*?)<strong>(.*?)</strong>', body_of(VIR)) == [words]
            assert '<p class="status' not in body_of(VIR, **{WITHHELD: True})


def test_a_municipality_that_goes_is_no_longer_anybodys_neighbour(body_of, client):
    assert "Veselíčko" in body_of(VIR)
    Municipality.objects.get(slug="veselicko").delete()
    body = body_of(VIR)
    assert "Veselíčko" not in body
    assert "Jedna z\u00a015\u00a0obcí" in body
    assert client.get("/obce/veselicko/").status_code == 404


def test_a_municipality_with_a_new_name_has_it_in_lists_and_on_maps(body_of):
    assert {address: body_of(address).count("Veselíčko") for address in ["/", "/obce/"]} == {"/": 2, "/obce/": 2}
    Municipality.objects.filter(slug="veselicko").update(name="Veselí nad Lužnicí")
    Municipality.objects.get(slug="veselicko").save()
    assert {address: body_of(address).count("Veselíčko") for address in ["/", "/obce/"]} == {"/": 0, "/obce/": 0}
    assert body_of("/obce/").count("Veselí nad Lužnicí") == 2


def test_a_draft_is_in_its_preview_alone_whatever_was_made_before(body_of, client):
    link = PreviewLink.objects.create(created_at=NOW, expires_at=NOW + timedelta(days=1))
    public = title_of(body_of("/o-projektu/"))
    say("/o-projektu/", "Koncept", at=None)
    for _ in range(2):
        assert title_of(body_of("/o-projektu/")) == public
        assert title_of(client.get(f"/nahled/{link.token}/o-projektu/").content.decode()) == "Koncept"


def test_what_a_view_does_to_a_text_stays_on_its_page():
    memory.facts()
    first, second = (Frame(timezone.now(), shares=True) for _ in range(2))
    first.text_at("/").title = "Jiný"
    assert second.text_at("/").title != "Jiný"


def test_only_readers_pages_of_just_now_share_anything(client):
    memory.facts()
    moment = timezone.now()
    assert Frame(moment, shares=True).shares
    assert not Frame(moment).shares
    assert not Frame(moment - timedelta(seconds=1), shares=True).shares
    assert not client.post("/kontaktni-centrum/schuzka/", {}).wsgi_request.frame.shares
