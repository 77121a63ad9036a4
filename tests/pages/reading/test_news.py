"""News as readers meet them: list, detail, feed, home page, menu, search, and where a municipality names them."""

import re
from datetime import UTC, datetime, timedelta

import feedparser
import pytest
import time_machine
from django.urls import reverse

from municipalities.models import Municipality
from pages.models import Page, PageVersion
from tests.admin_forms import publish

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


def write(slug, publish_at=NOON - DAY, **values):
    page, _ = Page.objects.get_or_create(
        address=f"/aktuality/{slug}/",
        defaults={
            "kind": Page.Kind.NEWS,
            "menu_title": slug,
            "parent": Page.objects.get(address="/aktuality/"),
        },
    )
    return PageVersion.objects.create(page=page, publish_at=publish_at, **{"title": slug, **values})


def main_of(response):
    return response.content.decode().partition("<main")[2].partition("</main>")[0]


def titles(client, address="/aktuality/"):
    shown = client.get(address).context["page"]
    return [text.title for text in shown]


def test_the_latest_news_comes_first(client):
    for days, name in [(3, "stara"), (1, "nova"), (2, "prostredni")]:
        write(name, NOON - days * DAY)
    write("budouci", NOON + DAY)
    write("koncept", None)
    write("stazena", NOON - DAY, withdrawn_at=NOON)
    assert titles(client) == ["nova", "prostredni", "stara"]


def test_a_mended_text_keeps_its_date_and_place(client):
    write("stara", NOON - 2 * DAY)
    write("nova", NOON - DAY)
    write("stara", NOON, title="Opravená stará", change_note="Doplnili jsme místo.")
    assert titles(client) == ["nova", "Opravená stará"]
    body = main_of(client.get("/aktuality/stara/"))
    assert '<time datetime="2026-12-05">5.\u00a012.\u00a02026</time>' in body
    assert "Doplnili jsme místo." in body


def test_without_any_news_the_part_is_nowhere_and_its_page_says_so(client):
    for address in ["/", "/o-projektu/", "/sitemap.xml", "/neni/"]:
        assert "/aktuality/" not in client.get(address).content.decode(), address
    assert client.get("/aktuality.atom").status_code == 404
    assert "Zatím jsme žádné aktuality nezveřejnili." in main_of(client.get("/aktuality/"))
    assert (
        "Aktuality" not in main_of(client.get("/hledat/?q=aktuality")).partition("nic nenašli")[0].partition("<ul")[2]
    )


def test_the_first_news_brings_the_part_into_the_menu_at_its_hour_and_withdrawing_takes_it_away(client):
    write("prvni", NOON + DAY, withdrawn_at=NOON + 2 * DAY)
    for moment, is_there in [(NOON, False), (NOON + DAY, True), (NOON + 2 * DAY, False)]:
        with time_machine.travel(moment, tick=False):
            assert ('href="/aktuality/"' in client.get("/o-projektu/").content.decode()) is is_there, moment
            assert ("/aktuality/" in client.get("/sitemap.xml").content.decode()) is is_there, moment


def test_home_shows_the_newest_three(client):
    for days in range(1, 6):
        write(f"zprava-{days}", NOON - days * DAY)
    body = main_of(client.get("/"))
    shown = [days for days in range(1, 6) if f'href="/aktuality/zprava-{days}/"' in body]
    assert shown == [1, 2, 3]
    assert "Všechny aktuality" in body


def test_neighbours_are_those_in_time(client):
    for days in range(1, 4):
        write(f"zprava-{days}", NOON - days * DAY)
    write("budouci", NOON + DAY)
    context = client.get("/aktuality/zprava-2/").context
    assert (context["previous"].title, context["next"].title) == ("zprava-3", "zprava-1")
    assert client.get("/aktuality/zprava-1/").context["next"] is None
    assert client.get("/aktuality/zprava-3/").context["previous"] is None


def test_two_of_one_moment_follow_each_other(client):
    write("a", NOON - DAY)
    write("b", NOON - DAY)
    assert titles(client) == ["b", "a"]
    assert client.get("/aktuality/a/").context["next"].title == "b"
    assert client.get("/aktuality/b/").context["previous"].title == "a"


def test_the_list_goes_on_after_twenty(client):
    for number in range(45):
        write(f"zprava-{number:02}", NOON - (number + 1) * DAY)
    assert len(titles(client)) == 20
    assert titles(client, "/aktuality/?strana=3") == [f"zprava-{number}" for number in range(40, 45)]
    body = main_of(client.get("/aktuality/?strana=2"))
    assert 'href="/aktuality/" rel="prev"' in body
    assert 'href="/aktuality/?strana=3" rel="next"' in body
    assert 'href="/aktuality/?strana=2" aria-current="page"' in body


@pytest.mark.parametrize("number", ["0", "01", "4", "-1", "x", "²", "9999999999999"])
def test_a_page_of_the_list_that_is_not_there_is_not_found(client, number):
    write("jedina")
    assert client.get("/aktuality/", {"strana": number}).status_code == 404


def test_drafts_and_plans_are_not_found_and_what_was_withdrawn_is_gone(client):
    write("koncept", None)
    write("budouci", NOON + DAY)
    write("stazena", NOON - DAY, withdrawn_at=NOON)
    statuses = {
        name: client.get(f"/aktuality/{name}/").status_code for name in ["koncept", "budouci", "stazena", "neni"]
    }
    assert statuses == {"koncept": 404, "budouci": 404, "stazena": 410, "neni": 404}


def test_the_feed_reads_back_and_a_mended_text_stays_one_entry(client):
    write("prvni", NOON - 2 * DAY, title="První", summary="Věta.")
    write("druha", NOON - DAY, title="Druhá")
    before = feedparser.parse(client.get("/aktuality.atom").content)
    assert not before.bozo
    assert [(entry.title, entry.link) for entry in before.entries] == [
        ("Druhá", "http://127.0.0.1:8000/aktuality/druha/"),
        ("První", "http://127.0.0.1:8000/aktuality/prvni/"),
    ]
    write("prvni", NOON, title="První, opraveno")
    after = feedparser.parse(client.get("/aktuality.atom").content)
    assert [entry.id for entry in after.entries] == [entry.id for entry in reversed(before.entries)]  # changed last
    assert (after.entries[0].title, after.feed.updated) == ("První, opraveno", "2026-12-07T12:00:00+00:00")
    assert (after.entries[0].published, after.entries[0].updated) == (
        "2026-12-05T12:00:00+00:00",
        "2026-12-07T12:00:00+00:00",
    )


def test_the_feed_tells_anew_what_was_noted_mended_and_withdrawn(client):
    def told():
        (entry,) = feedparser.parse(client.get("/aktuality.atom").content).entries
        return entry.id, entry.title, entry.get("summary"), entry.updated

    write("prvni", NOON - 4 * DAY, title="Prvni", summary="Věta.")
    name = told()[0]
    write("prvni", NOON - 3 * DAY, title="Prvni", summary="Věta.", change_note="Je to jinde.")
    assert told() == (name, "Prvni", "Věta. Co se změnilo: Je to jinde.", "2026-12-04T12:00:00+00:00")
    write("prvni", NOON - 2 * DAY, title="První", summary="Věta.", is_typo_fix=True)
    assert told() == (name, "První", "Věta.", "2026-12-05T12:00:00+00:00")
    write("prvni", NOON - DAY, title="Špatně", withdrawn_at=NOON)
    assert told() == (name, "Aktualitu jsme vzali z webu", None, "2026-12-07T12:00:00+00:00")


def test_news_without_a_summary_have_none_in_the_feed(client):
    write("prvni", summary="Věta <b> & dál.")
    write("druha")
    entries = {entry.title: entry for entry in feedparser.parse(client.get("/aktuality.atom").content).entries}
    assert entries["prvni"].summary == "Věta &lt;b&gt; &amp; dál."
    assert "summary" not in entries["druha"]


def last_updated(client, address):
    return re.search(r'Poslední aktualizace: <time datetime="([^"]+)"', client.get(address).content.decode())[1]


def test_news_are_a_change_of_every_page_that_names_them(client):
    write("nova", NOON)
    Municipality.objects.get(slug="vir").news.add(Page.objects.get(address="/aktuality/nova/"))
    sitemap = client.get("/sitemap.xml").content.decode()
    for address in ["/", "/aktuality/", "/aktuality/nova/", "/obce/vir/"]:
        assert last_updated(client, address) == "2026-12-07", address
        assert f"8000{address}</loc><lastmod>2026-12-07</lastmod>" in sitemap, address
    assert last_updated(client, "/obce/brno/") < "2026-12-07"


def test_a_page_of_the_list_names_itself(client):
    for number in range(21):
        write(f"zprava-{number:02}", NOON - (number + 1) * DAY)
    body = client.get("/aktuality/?strana=2").content.decode()
    assert '<link rel="canonical" href="http://127.0.0.1:8000/aktuality/?strana=2">' in body
    assert "<title>Aktuality, 2. stránka –" in body.replace("\u00a0", " ")


def test_the_list_says_where_its_feed_is(client):
    write("jedina")
    link = f'<link rel="alternate" type="application/atom+xml" title="Aktuality" href="{reverse("news-feed")}">'
    assert link in client.get("/aktuality/").content.decode()


def test_news_are_found_by_the_search(client):
    write("seminar", title="Seminář pro sociální pracovníky")
    body = main_of(client.get("/hledat/?q=seminare"))
    assert 'href="/aktuality/seminar/"' in body
    assert "Aktualita" in body


def test_a_municipality_shows_the_news_about_it_once_they_are_published(client):
    vir = Municipality.objects.get(slug="vir")
    about, other, draft = write("o-viru"), write("jina"), write("koncept", None)
    vir.news.set([about.page, draft.page])
    body = main_of(client.get("/obce/vir/"))
    assert [name for name in ["o-viru", "jina", "koncept"] if f'href="/aktuality/{name}/"' in body] == ["o-viru"]
    assert 'href="/aktuality/o-viru/"' not in main_of(client.get("/obce/brno/"))
    assert other.page not in vir.news.all()


def test_an_editor_adds_news_in_the_form_of_pages(editor_client, client):
    data = {"base": "", "kind": "news", "title": "Nový seminář", "menu_title": "", "slug": "", "above": "/obce/"}
    data |= {"summary": "Zveme vás na seminář o sociálním bydlení v obcích, který pořádáme.", "body": "<p>Přijďte.</p>"}
    assert editor_client.post("/sprava/pages/page/add/", data).status_code == 302
    page = Page.objects.get(address="/aktuality/novy-seminar/")
    assert (page.kind, page.parent.address) == ("news", "/aktuality/")
    publish(editor_client, page)
    assert "<h1>Nový seminář</h1>" in client.get("/aktuality/novy-seminar/").content.decode()
    assert {*editor_client.get(f"/sprava/pages/page/{page.pk}/presunout/").context["form"].fields} == {
        "menu_title",
        "slug",
    }


def test_news_take_as_many_queries_as_one(client, django_assert_max_num_queries):
    for number in range(30):
        write(f"zprava-{number:02}", NOON - (number + 1) * DAY)
    for address in ["/aktuality/", "/aktuality/zprava-07/", "/"]:
        client.get(address)
        with django_assert_max_num_queries(5):
            client.get(address)
