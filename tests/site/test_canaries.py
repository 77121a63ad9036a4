"""A text in a state in which readers must not see it, looked for in every place where it might show."""

import json
import re
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import NamedTuple

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from pages.models import Page, PreviewLink
from socialnibydleni.error_pages import MESSAGES, response
from socialnibydleni.open_data import FILES
from tests.admin_forms import publish, write_draft
from tests.free_pages import delete, move, new_page, new_public_page, preview_link, withdraw
from tests.wsgi_cache import CachedSite

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOMORROW = {"_now": None, "_later": "1", "on_day": "25. 11. 2026", "at_time": "13:00"}
TOMORROW["confirmed"] = "2026-11-25T13:00:00+01:00"
ABOVE, BELOW, FREE = "/o-projektu/", "/podrobne/", "/kanaradresa/"

TITLE, SUMMARY, BODY, NOTE, MENU, SLUG = (
    f"kanar{part}" for part in ["nadpis", "uvod", "telo", "poznamka", "menu", "adresa"]
)
TEXT = {
    "title": f"Slovo {TITLE}",
    "summary": f"Úvodní věta, ve které stojí slovo {SUMMARY}, aby ji nic nezdrželo.",
    "body": f"<h2>Část {BODY}</h2><p>Odstavec a v něm {BODY}.</p>",
}
OTHER = {"title": "Jiný nadpis", "body": "<p>Jiný text.</p>"}


HEAD = {"meta": r"<(?:meta|title)\b[^>]*>[^<]*", "JSON-LD": r"<script.*?</script>"}


def canaries(text):
    return sorted(set(re.findall(r"kanar[a-z]+", text.lower())))


# The states


def draft(desk, page):
    write_draft(desk, page, **TEXT)


def scheduled(desk, page):
    draft(desk, page)
    publish(desk, page, change_note=f"Změna {NOTE}.", **TOMORROW)


def plan_cancelled(desk, page):
    scheduled(desk, page)
    number = page.versions.order_by("-number").first().number
    desk.post(reverse("admin:pages_page_unschedule", args=[page.pk, number]))


def published(desk, page):
    draft(desk, page)
    publish(desk, page, change_note=f"Změna {NOTE}.")


def replaced(desk, page):
    draft(desk, page)
    publish(desk, page)
    write_draft(desk, page, **OTHER)
    publish(desk, page)


def withdrawn(desk, page):
    published(desk, page)
    assert withdraw(desk, page).status_code == 302


def withdrawn_and_written_anew(desk, page):
    withdrawn(desk, page)
    write_draft(desk, page, **OTHER)
    publish(desk, page, change_note="Text je znovu tady.")


def restored_as_a_draft(desk, page):
    replaced(desk, page)
    number = page.versions.get(title=TEXT["title"]).number
    desk.post(reverse("admin:pages_page_restore", args=[page.pk, number]))


def deleted(desk, page):
    published(desk, page)
    assert delete(desk, page).status_code == 302


def moved_and_deleted(desk, page):
    published(desk, page)
    move(desk, page, f"{SLUG}-jinde")
    assert delete(desk, page).status_code == 302


def draft_moved_twice(desk, page):
    draft(desk, page)
    move(desk, page, f"{SLUG}-jinde")
    move(desk, page, SLUG)


class Case(NamedTuple):
    """A page, what was done with its text, and which of its words readers know nevertheless."""

    address: str
    state: Callable
    known: frozenset = frozenset()

    def __str__(self):
        return f"{self.address} {self.state.__name__}".replace("_", " ")


ON_EVERY_PAGE = [draft, scheduled, plan_cancelled, replaced, restored_as_a_draft]
OF_READERS = frozenset({SLUG, f"{SLUG}-jinde"})  # an address that was public stays theirs, and leads to what is there
CASES = [
    *(Case(page, state) for page in ["/", "/obce/", "/obce/vir/"] for state in ON_EVERY_PAGE),
    *(Case("/obce/vir/", state) for state in [withdrawn, withdrawn_and_written_anew]),
    *(Case(FREE, state) for state in [draft, scheduled, plan_cancelled, draft_moved_twice, deleted, moved_and_deleted]),
    Case(FREE, withdrawn),
    *(Case(FREE, state, OF_READERS | {MENU}) for state in [replaced, restored_as_a_draft, withdrawn_and_written_anew]),
]


# The places


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def let_user_in(django_user_model, let_in):
    def let_user_in(name, *groups, **values):
        user = django_user_model.objects.create(username=name, is_staff=True, **values)
        user.groups.set(Group.objects.filter(name__in=groups))
        return let_in(Client(), user)

    return let_user_in


@pytest.fixture
def desk(let_user_in, settings):
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600  # some stories take days
    return let_user_in("editorka", is_superuser=True)


@pytest.fixture
def audit_lines(monkeypatch):
    lines = []
    monkeypatch.setattr("socialnibydleni.audit.logger.info", lines.append)
    return lines


@pytest.fixture
def cached_site():
    return CachedSite()


def sitemap(client):
    return re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc>", client.get("/sitemap.xml").content.decode())


def everywhere(client):
    """Every address for readers: those of the sitemap, the files, the search, what is not there."""
    files = [reverse("open-data-file", args=[name]) for name in FILES]
    files += ["/sitemap.xml", "/zmeny.atom", "/robots.txt", "/.well-known/security.txt", "/favicon.ico"]
    files += ["/kontaktni-centrum/hodiny.ics", "/kontaktni-centrum/kontakt.vcf"]
    return [
        *sitemap(client),
        *files,
        "/hledat/",
        "/hledat/?q=slovo",
        "/neni/",
        "/obce/neni/",
        FREE,
        BELOW,
        "/nahled/x/",
    ]


def page_of(desk, case):
    """The page of a case; a free one stands between a page above and a public one below."""
    if case.address != FREE:
        return Page.objects.get(address=case.address)
    page = new_page(desk, "Jiný", slug=SLUG, menu_title=MENU, above=ABOVE)
    if "deleted" not in case.state.__name__:  # else nothing may stand below it
        new_public_page(desk, "Podrobně", above=FREE)
    return page


def in_pages(client):
    """What readers get, by address and part."""
    for address in everywhere(client):
        html = client.get(address).content.decode()
        for part, pattern in HEAD.items() if html.startswith("<!doctype html>") else ():
            yield f"{address} {part}", "".join(re.findall(pattern, html, re.DOTALL))
            html = re.sub(pattern, "", html, flags=re.DOTALL)
        yield address, html
    for status in MESSAGES:
        yield f"error {int(status)}", response(status).content.decode()


def in_search(client):
    """What the search finds and shows for the very words and for what stands beside them."""
    for word in [TITLE, SUMMARY, BODY, NOTE, MENU, SLUG, "kanar", "slovo úvodní odstavec"]:
        found = client.get("/hledat/", {"q": word}).context["found"]
        yield f"search for {word}", " ".join(f"{hit.entry} {hit.excerpt}" for hit in found.hits)


def in_redirects(_client):
    for redirect in Redirect.objects.all():
        yield "redirects", f"{redirect.old_path} {redirect.new_path}"


def in_check(_client):
    output = StringIO()
    with suppress(CommandError):
        call_command("check_content", stdout=output)
    yield "check_content", output.getvalue()


def in_dead_previews(client, desk, page):
    """What an expired, a cancelled and two forged links show."""
    expired, cancelled = preview_link(desk), preview_link(desk)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=NOW)
    PreviewLink.objects.filter(pk=cancelled.pk).update(withdrawn_at=NOW)
    tokens = {
        "expired": expired.token,
        "cancelled": cancelled.token,
        "forged": f"{preview_link(desk).token}x",
        "no": "1",
    }
    for name, token in tokens.items():
        for address in [page.address, ABOVE, "/obce/brno/"]:
            yield f"{name} preview of {address}", client.get(f"/nahled/{token}{address}").content.decode()


def in_others_admin(let_user_in, desk, page):
    """The start pages of who has nothing to do with texts, and what editors see of the versions of other pages."""
    for group in ["Kontaktní centrum", "Správce"]:
        browser = let_user_in(group, group)
        own = [f"pages/page/{page.pk}/{end}" for end in ["change/", "history/", "verze/1/"]]
        for address in ["", "pages/page/", "pages/previewlink/", *own]:
            yield f"/sprava/{address} for {group}", browser.get(f"/sprava/{address}").content.decode()
    desk.get("/sprava/")  # what was said after the last step is read here
    for other in Page.objects.filter(address__in=["/", "/obce/", ABOVE, BELOW]).exclude(pk=page.pk):
        for end in ["history/", "verze/1/", *([] if other.address == BELOW else ["change/"])]:  # it says what is above
            body = desk.get(f"/sprava/pages/page/{other.pk}/{end}").content.decode()
            yield f"/sprava/…/{end} of {other.address}", body


def found(*places):
    """Of (place, text) those with a canary in them."""
    return {place: words for texts in places for place, text in texts if (words := canaries(text))}


def without(known, hits):
    left = {place: [word for word in words if word not in known] for place, words in hits.items()}
    return {place: words for place, words in left.items() if words}


@pytest.mark.parametrize("case", CASES, ids=str)
def test_readers_and_others_meet_the_text_nowhere(case, desk, client, let_user_in, caplog, audit_lines):
    page = page_of(desk, case)
    case.state(desk, page)
    seen = found(in_pages(client), in_search(client), in_redirects(client), in_check(client))
    assert without(case.known, seen) == {}
    assert without(case.known, found(in_dead_previews(client, desk, page))) == {}
    if Page.objects.filter(pk=page.pk).exists():
        assert without(case.known, found(in_others_admin(let_user_in, desk, page))) == {}
    assert canaries(caplog.text) == []
    assert without(OF_READERS, found([("audit", json.dumps(audit_lines))])) == {}  # it names addresses, no texts


# Where it should be


def test_a_published_text_is_found_in_all_these_places(desk, client, audit_lines):
    published(desk, page_of(desk, Case(FREE, published)))
    seen = found(in_pages(client), in_search(client))
    assert seen.pop(FREE) == [SLUG, MENU, TITLE, BODY, SUMMARY]  # its own address in a link for machines
    assert seen.pop(f"{FREE} meta") == [SLUG, TITLE, SUMMARY]
    assert seen.pop(ABOVE) == seen.pop("/zmeny.atom") == [SLUG, TITLE, SUMMARY]
    assert seen.pop(BELOW) == [SLUG, MENU]
    assert seen.pop("/sitemap.xml") == [SLUG]
    searches = {"/hledat/?q=slovo", *(f"search for {word}" for word in [TITLE, SUMMARY, BODY])}
    assert searches <= set(seen)
    assert [place for place in seen if not place.startswith(("/hledat/", "search for"))] == []
    assert canaries(json.dumps(audit_lines)) == [SLUG]


@pytest.mark.parametrize("state", [draft, scheduled, plan_cancelled])
@pytest.mark.parametrize(
    ("where", "places"),
    [
        ("/", {"/": [TITLE, BODY, SUMMARY]}),
        ("/obce/vir/", {"/obce/vir/": [TITLE, BODY, SUMMARY]}),
        (FREE, {FREE: [SLUG, MENU, TITLE, BODY, SUMMARY], ABOVE: [SLUG, TITLE, SUMMARY], BELOW: [SLUG, MENU]}),
    ],
)
def test_whoever_has_a_link_finds_it_where_it_will_be_and_nowhere_else(desk, client, where, places, state):
    state(desk, page_of(desk, Case(where, state)))
    prefix = f"/nahled/{preview_link(desk).token}"
    seen = found((address, client.get(prefix + address).content.decode()) for address in everywhere(client))
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
        assert cached_site.kept() == []
        assert canaries(cached_site.ask(ABOVE)) != []


@pytest.mark.parametrize(
    ("where", "take"),
    [(FREE, withdraw), (FREE, delete), ("/obce/vir/", withdraw)],
    ids=["a page withdrawn", "a page deleted", "a municipality's text withdrawn"],
)
def test_a_text_that_is_taken_away_is_taken_from_memory(desk, client, cached_site, where, take):
    page = page_of(desk, Case(where, deleted))
    published(desk, page)
    cached_site.warm(everywhere(client))
    assert page.address in found(cached_site.kept())
    take(desk, page)
    cached_site.watch.look()
    assert cached_site.kept() == []
    cached_site.warm(everywhere(client))
    assert found(cached_site.kept()) == {}


def test_what_a_link_shows_is_never_kept(desk, client, cached_site):
    draft(desk, page_of(desk, Case(FREE, draft)))
    prefix = f"/nahled/{preview_link(desk).token}"
    cached_site.warm([prefix + address for address in [*everywhere(client), FREE]])
    assert canaries(cached_site.ask(prefix + FREE)) != []
    assert cached_site.kept() == []
