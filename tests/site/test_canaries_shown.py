"""The same text where it belongs: once it is public, in a preview before, and in memory no longer than that."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.canaries import (
    ABOVE,
    ALT,
    BELOW,
    BODY,
    CAPTION,
    FREE,
    IMAGE,
    MENU,
    NOTE,
    NOW,
    SLUG,
    SOURCE,
    SUMMARY,
    TITLE,
    Case,
    canaries,
    deleted,
    draft,
    everywhere,
    found,
    in_pages,
    in_search,
    page_of,
    plan_cancelled,
    published,
    scheduled,
    without_itself,
)
from tests.free_pages import preview_link, withdraw
from tests.wsgi_cache import CachedSite

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]
WORDS = sorted([TITLE, SUMMARY, BODY, IMAGE, ALT, CAPTION, SOURCE])  # of the page itself; the name of no file


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(django_user_model, let_in, settings):
    """The editor's browser; `client` is that of a reader."""
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600  # some stories take days
    return let_in(Client(), django_user_model.objects.create_superuser("editorka"))


@pytest.fixture
def cached_site():
    return CachedSite()


def test_a_published_text_is_found_in_all_these_places(desk, client, audit_lines):
    published(desk, page_of(desk, Case(FREE, published)))
    seen = found(in_pages(client), in_search(client))
    assert seen.pop(FREE) == sorted([*WORDS, SLUG, MENU, NOTE])  # its own address in a link for machines
    assert seen.pop(f"{FREE} meta") == [TITLE, SUMMARY]
    assert seen.pop(ABOVE) == [SLUG, TITLE, SUMMARY]
    assert seen.pop("/zmeny.atom") == [SLUG, TITLE, NOTE]
    assert seen.pop(BELOW) == [SLUG, MENU]
    assert seen.pop("/sitemap.xml") == [SLUG]
    searches = {"/hledat/?q=slovo", *(f"search for {word}" for word in [TITLE, SUMMARY, BODY])}
    assert searches <= set(seen)
    assert [place for place in seen if not place.startswith(("/hledat/", "search for"))] == []
    assert canaries(json.dumps(audit_lines(), ensure_ascii=False)) == [SLUG]


@pytest.mark.parametrize("state", [draft, scheduled, plan_cancelled])
@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("/", {"/": WORDS}),
        ("/obce/vir/", {"/obce/vir/": WORDS}),
        (FREE, {FREE: sorted([*WORDS, SLUG, MENU]), ABOVE: [SLUG, TITLE, SUMMARY], BELOW: [SLUG, MENU]}),
    ],
)
def test_whoever_has_a_link_finds_it_where_it_will_be_and_nowhere_else(desk, client, where, places, state):
    state(desk, page_of(desk, Case(where, state)))
    prefix = f"/nahled/{preview_link(desk).token}"
    answers = {address: client.get(prefix + address).content.decode() for address in everywhere(client)}
    seen = found((address, without_itself(html, address)) for address, html in answers.items())
    assert seen == places


# In the memory of pages


def test_a_text_is_in_memory_from_its_moment_on_and_not_before(desk, client, cached_site):
    page = page_of(desk, Case(FREE, scheduled))
    scheduled(desk, page)
    cached_site.warm([*everywhere(client), FREE])
    assert found(cached_site.kept()) == {}
    with time_machine.travel(NOW + timedelta(days=1, seconds=-1), tick=False):
        assert canaries(cached_site.ask(ABOVE)) == []
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        assert canaries(cached_site.ask(ABOVE)) != []


@pytest.mark.parametrize("where", [FREE, "/obce/vir/"], ids=["a page", "a municipality's text"])
def test_a_text_that_is_taken_away_is_taken_from_memory(desk, client, cached_site, where):
    page = page_of(desk, Case(where, deleted))
    published(desk, page)
    cached_site.warm(everywhere(client))
    assert page.address in found(cached_site.kept())
    withdraw(desk, page)
    assert canaries(without_itself(cached_site.ask(page.address), page.address)) == []
    cached_site.warm(everywhere(client))
    # Who follows learns which page it was, by its address alone.
    told = {"/zmeny.atom": [SLUG]} if where == FREE else {}
    assert found(cached_site.kept()) == told


def test_what_a_link_shows_is_never_kept(desk, client, cached_site):
    draft(desk, page_of(desk, Case(FREE, draft)))
    prefix = f"/nahled/{preview_link(desk).token}"
    shown = {address: canaries(cached_site.ask(prefix + address)) for address in [*everywhere(client), FREE]}
    assert shown[FREE] != []
    assert cached_site.kept() == []
