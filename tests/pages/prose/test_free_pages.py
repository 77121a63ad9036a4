"""Pages that editors add: their addresses, their place in the tree, and what becomes of both."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.urls import URLResolver, get_resolver, reverse

from pages.models import Page
from tests.free_pages import SUMMARY, move, new_page, new_public_page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
ADD = "/sprava/pages/page/add/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def main_of(client, address):
    return text_of(client.get(address)).partition("<main")[2].partition("</main>")[0]


def errors(response):
    """What the form says of its fields."""
    assert response.status_code == 200, "nothing was refused"
    return dict(response.context["adminform"].form.errors)


def typed(**values):
    return {
        "title": "Jak to chodí",
        "summary": SUMMARY,
        "body": "<p>Stačí napsat.</p>",
        "slug": "",
        "above": "",
        **values,
    }


# The address


@pytest.mark.parametrize(
    ("title", "slug", "address"),
    [
        ("Jak to chodí", "", "/jak-to-chodi/"),
        ("Žluťoučký kůň, 2. díl: úpěl!", "", "/zlutoucky-kun-2-dil-upel/"),
        ("Jak to chodí", "kratce", "/kratce/"),
        ("Jak to chodí", " /kratce/ ", "/kratce/"),
        ("a" * 65, "", f"/{'a' * 60}/"),
        (f"{'a' * 59} b", "", f"/{'a' * 59}/"),
        ("Co_je_nového", "", "/co-je-noveho/"),
        ("2026", "", "/2026/"),
    ],
)
def test_the_address_comes_from_the_title_unless_the_editor_gives_one(desk, client, title, slug, address):
    page = new_public_page(desk, title, slug=slug)
    assert (page.address, page.kind) == (address, Page.Kind.FREE)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("slug", ["Jak to chodí", "jak_to", "a/b", "a--b", "robots.txt", "../cesta", "ž", "a?b", "%2e"])
def test_an_address_that_no_page_could_have_is_refused_with_a_better_one(desk, slug):
    (message,) = errors(desk.post(ADD, typed(slug=slug)))["slug"]
    assert "Adresa může mít jen malá písmena bez háčků, číslice a spojovníky. Např. " in message
    better = message.rpartition("Např. ")[2].rstrip(".")
    assert new_page(desk, slug=better).address == f"/{better}/"


def test_a_page_without_title_and_address_is_refused(desk):
    assert errors(desk.post(ADD, typed(title="", slug=""))) == {
        "title": ["Napište aspoň nadpis, z něj vznikne adresa stránky."]
    }
    assert errors(desk.post(ADD, typed(title="…!", slug=""))).keys() == {"title"}


def first_segments():
    """The first part of every address that the running site answers, without that of free pages themselves."""

    def whole(resolver, before=""):
        for pattern in resolver.url_patterns:
            address = before + str(pattern.pattern)
            if isinstance(pattern, URLResolver) and pattern.pattern and "/" not in address:
                yield from whole(pattern, address)
            elif isinstance(pattern, URLResolver) and not str(pattern.pattern):
                yield from whole(pattern, before)
            else:
                yield address

    return {address.partition("/")[0] for address in whole(get_resolver())} - {"", "<slug:slug>"}


def test_no_page_can_stand_in_the_way_of_an_address_of_the_site(desk):
    segments = first_segments()
    assert {"obce", "o-projektu", "sprava", "nahled", "hledat", "sitemap.xml", ".well-known"} <= segments
    for segment in [*segments, "static", "media"]:
        response = desk.post(ADD, typed(slug=segment))
        assert errors(response).keys() == {"slug"}, segment
        assert desk.post(ADD, typed(title=segment)).status_code == 200 or "." in segment, segment
    assert not Page.objects.filter(kind=Page.Kind.FREE, address__in=[f"/{segment}/" for segment in segments])


def test_two_pages_never_have_one_address(desk):
    page = new_page(desk)
    other = new_page(desk, "Jiná")
    (message,) = errors(desk.post(ADD, typed()))["slug"]
    assert message == "Adresu /jak-to-chodi/ už má jiná stránka. Zvolte jinou."
    response = desk.post(reverse("admin:pages_page_change", args=[other.pk]), typed(base="1", slug="jak-to-chodi"))
    assert errors(response)["slug"] == [message]
    move(desk, page, "jak-to-chodi")  # its own stays free to itself


def test_a_very_long_title_is_refused_and_a_long_one_makes_a_short_name_and_address(desk):
    assert errors(desk.post(ADD, typed(title="Á" * 121))).keys() == {"title"}
    page = new_page(desk, "Á" * 120)
    assert (page.menu_title, page.address) == ("Á" * 60, f"/{'a' * 60}/")


def test_a_long_title_makes_a_name_of_whole_words(desk):
    page = new_page(desk, "Jak obce zavádějí sociální bydlení a co se při tom navzájem naučily")
    assert page.menu_title == "Jak obce zavádějí sociální bydlení a co se při tom …"


# The place in the tree


def test_a_page_stands_below_the_home_page_unless_another_is_given(desk, client):
    new_public_page(desk)
    new_public_page(desk, "Podrobně", above="o-projektu")
    below = '<ul class="subpages mt4"><li><a href="{}">{}</a><p>' + SUMMARY.replace(" s", " s")
    assert '<a href="/jak-to-chodi/">Jak to chodí</a><p>' in main_of(client, "/")
    assert '<a href="/podrobne/">Podrobně</a><p>' in main_of(client, "/o-projektu/")
    assert '<a href="/podrobne/">' not in main_of(client, "/")
    crumbs = main_of(client, "/podrobne/").partition("</nav>")[0]
    assert re.findall('href="(.*?)"', crumbs) == ["/", "/o-projektu/"]
    assert below


@pytest.mark.parametrize("above", ["/neni/", "neni", "/obce", "obce/", "///", "https://example.cz/", "/hledat/", "?"])
def test_the_page_above_must_be_one(desk, above):
    response = desk.post(ADD, typed(above=above))
    if above.strip("/") in {"obce", ""}:  # meant well
        assert response.status_code == 302
    else:
        assert errors(response).keys() == {"above"}


def test_free_pages_stand_two_deep_and_never_in_a_circle(desk):
    first = new_page(desk, "První", above="/o-projektu/")
    second = new_page(desk, "Druhá", above="/prvni/")
    assert "Tak hluboko by stránku nikdo nenašel." in errors(desk.post(ADD, typed(above="/druha/")))["above"][0]
    for page, above, said in [
        (first, "/prvni/", "Stránka nemůže být pod sebou samou."),
        (first, "/druha/", "Tak hluboko by stránku nikdo nenašel."),
        (first, "/treti/", "Tato stránka má pod sebou další"),
    ]:
        new_page(desk, "Třetí", above="/") if above == "/treti/" else None
        address = reverse("admin:pages_page_change", args=[page.pk])
        values = typed(base="1", slug=page.address.strip("/"), above=above)
        assert said in errors(desk.post(address, values))["above"][0]
    assert [page.address for page in second.trail] == ["/", "/o-projektu/", "/prvni/"]


def test_a_page_moved_below_another_stands_there_at_once(desk, client):
    page = new_public_page(desk)
    move(desk, page, "jak-to-chodi", above="/pristupnost/")
    assert "/jak-to-chodi/" in main_of(client, "/pristupnost/")
    assert "/jak-to-chodi/" not in main_of(client, "/")
    assert Redirect.objects.count() == 0


def test_the_menu_marks_the_part_below_which_a_page_stands(desk, client):
    page = new_public_page(desk, "Pravidla", above="/o-projektu/")
    body = client.get(page.address).content.decode()
    assert re.findall(r'<a href="([^"]+)" aria-current="(\w+)"', body) == [("/o-projektu/", "true")]


def test_forty_pages_below_one_are_all_listed_in_the_order_of_their_addresses(desk, client, django_assert_num_queries):
    for number in range(40):
        new_public_page(desk, f"Stránka {number:02}", above="/o-projektu/")
    for _ in range(2):
        client.get("/")  # the facts are held from here on, and until when they hold
    with django_assert_num_queries(1):
        body = main_of(client, "/o-projektu/")
    listed = re.findall(r'<li><a href="(/stranka-\d\d/)">', body)
    assert listed == [f"/stranka-{number:02}/" for number in range(40)]
