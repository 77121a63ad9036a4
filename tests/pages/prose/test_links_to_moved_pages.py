"""A text never changes, an address may: every link of ours leads where its page is now, and round no corner."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pages.editing import gate_check
from pages.frame import filled, memory
from pages.frame.frame import Frame
from pages.models import Document, DocumentVersion, Notice, Page, PageVersion
from pages.prose import moving
from tests.admin_forms import publish, write_draft
from tests.free_pages import move, new_page, new_public_page, preview_link, withdraw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LINKS = '<h2>Jak</h2><p><a href="/a/?od=nas#jak">Jak to chodí</a>, <a href="http://127.0.0.1:8000/b">také tak</a></p>'
PLACES = ["/o-projektu/", "/aktuality/nova/", "/otazky/nova/", "/slovnik/novy/", "/obce/vir/", "/pristupnost/"]
LISTS = ["/", "/otazky/", "/slovnik/", "/dokumenty/", "/dokumenty/koncepce/"]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def say(address, body, **page):
    place, _ = Page.objects.get_or_create(address=address, defaults={"kind": "free", "menu_title": address, **page})
    moment = datetime.now(UTC)
    number = place.versions.count() + 1
    return PageVersion.objects.create(
        page=place, title=f"Text {address}", summary="Věta.", body=body, publish_at=moment, number=number
    )


def say_everywhere(body):
    """In a text of every kind, in a notice and beside a document, each the first of two versions but the last."""
    kinds = {"/aktuality/nova/": {"kind": "news"}, "/slovnik/novy/": {"kind": "term"}}
    kinds["/otazky/nova/"] = {"kind": "question", "reader": "hledam"}
    for address in PLACES:
        say(address, body, **kinds.get(address, {}))
    day = timedelta(days=1)
    Notice.objects.create(text="Pozor.", link_text="Víc", link_address="/a/", starts_at=NOW - day, ends_at=NOW + day)
    document = Document.objects.create(
        slug="koncepce",
        title="Koncepce",
        description="Popis.",
        category="ostatni",
        year=2020,
        accessible_url="/a/",
        publish_at=NOW - day,
    )
    DocumentVersion.objects.create(document=document, url="https://www.mpsv.cz/koncepce", valid_from=NOW - day)


def hrefs(markup):
    return [unescape(href) for href in re.findall(r'<a [^>]*href="([^"]*)"', markup)]


def ours(client, address):
    """The links of a page, but for those of its head and foot."""
    return hrefs(client.get(address).content.decode())


def test_no_link_of_ours_leads_to_a_former_address_however_often_the_page_moved(desk, client):
    page = new_public_page(desk, slug="a", body="<h2>Jak</h2><p>Stačí napsat.</p>")
    say_everywhere(LINKS)
    assert "/a/?od=nas#jak" in ours(client, "/o-projektu/")
    for slug in ["b", "c"]:
        move(desk, page, slug)
    found = {address: ours(client, address) for address in [*PLACES, *LISTS]}
    former = re.compile(r"(?:http://127\.0\.0\.1:8000)?/[ab]/?(?:[?#].*)?")
    assert [(at, href) for at, all_ in found.items() for href in all_ if former.fullmatch(href)] == []
    for address in PLACES:
        assert {"/c/?od=nas#jak", "http://127.0.0.1:8000/c/"} <= set(found[address]), address
    assert all("/c/" in found[address] for address in found)  # the notice
    assert found["/dokumenty/"].count("/c/") == found["/dokumenty/koncepce/"].count("/c/") == 2


def test_the_gate_has_nothing_against_a_link_to_a_former_address(desk):
    page = new_public_page(desk, slug="a", body="<h2>Jak</h2><p>Stačí napsat.</p>")
    move(desk, page, "b")
    about = Page.objects.get(address="/o-projektu/")
    both = '<p><a href="/a/#jak">Jak to chodí</a>, později <a href="/b/#jak">jak to chodí</a></p>'
    draft = write_draft(desk, about, body=both)
    assert [problem.message for problem in gate_check.check(draft, NOW) if "chodí" in problem.message] == []
    publish(desk, about)
    assert [found for found in gate_check.live_problems(Frame(NOW)) if "chodí" in found.problem.message] == []


def test_a_link_tells_nobody_where_a_page_went_that_readers_cannot_open(desk, client):
    page = new_public_page(desk, slug="a")
    withdraw(desk, page)
    say("/o-projektu/", '<p><a href="/a/">Jak</a></p>')
    move(desk, page, "tajna")
    assert "/a/" in ours(client, "/o-projektu/")
    assert "/tajna/" not in ours(client, "/o-projektu/")


def test_a_preview_links_to_the_page_that_is_to_stand_at_a_former_address(desk, client):
    page = new_public_page(desk, slug="a")
    say("/o-projektu/", '<p><a href="/a/">Jak</a></p>')
    move(desk, page, "b")
    new_page(desk, "Nová", slug="a")
    assert "/b/" in ours(client, "/o-projektu/")
    shown = client.get(f"/nahled/{preview_link(desk).token}/o-projektu/").content.decode()
    assert [href for href in hrefs(shown) if href.endswith("/a/")]


def test_texts_without_former_addresses_ask_nothing_more(client, desk):
    page = new_public_page(desk, slug="a")
    say("/o-projektu/", "<p>Bez odkazu.</p>")

    def asked():
        memory.forget()
        with CaptureQueriesContext(connection) as queries:
            client.get("/o-projektu/")
        return len(queries)

    before = asked()
    say("/o-projektu/", '<p><a href="/obce/">Obce</a></p>')
    assert asked() == before
    moving.move(page, "/b/", NOW)
    assert asked() <= before + 2  # once for all texts


SLUGS = ["/a/", "/b/", "/c/", "/d/"]
STEPS = st.one_of(
    st.tuples(st.sampled_from(["publish", "draft", "withdraw"]), st.sampled_from(SLUGS), st.none()),
    st.tuples(st.sampled_from(["move", "move", "lead"]), st.sampled_from(SLUGS), st.sampled_from(SLUGS)),
)


def do(what, here, there):
    page = Page.objects.filter(address=here, kind="free").first()
    moment = datetime.now(UTC)
    if what == "publish":
        say(here, "<p>Text.</p>")
    elif what == "draft" and page is None:
        Page.objects.create(address=here, kind="free", menu_title=here)
    elif what == "withdraw" and page and (shown := PageVersion.objects.shown(moment).filter(page=page).first()):
        shown.withdrawn_at = moment
        shown.save()
    elif what == "move" and page and not Page.objects.filter(address=there).exists():
        moving.move(page, there, moment)
    elif what == "lead" and not Redirect.objects.filter(old_path=here).exists():  # chains, even round in a circle
        Redirect.objects.create(site_id=1, old_path=here, new_path=there)


def way(client, address):
    """Where a browser ends that follows, and whether there is something to read."""
    for _ in range(len(SLUGS) + 1):
        response = client.get(address)
        if response.status_code != 301:
            return address, response.status_code == 200
        address = response["Location"]
    return address, False


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(STEPS, max_size=12))
@example(steps=[("publish", "/c/", None), ("lead", "/a/", "/b/"), ("lead", "/b/", "/c/")])
def test_a_link_leads_at_once_where_a_browser_would_be_led_or_stays_as_it_is(client, steps):
    Page.objects.filter(address__in=SLUGS).delete()
    Redirect.objects.all().delete()
    with time_machine.travel(NOW, tick=False) as clock:
        for step in steps:
            clock.shift(timedelta(minutes=1))
            do(*step)
        clock.shift(timedelta(minutes=1))
        memory.forget()
        body = "".join(f'<p><a href="{slug}">Odkaz</a></p>' for slug in SLUGS)
        rendered = hrefs(filled.outline(body, Frame(datetime.now(UTC))).html)
        led = {slug: way(client, slug) for slug in SLUGS}
    assert rendered == [end if is_there else slug for slug, (end, is_there) in led.items()]
