"""A text with words that stand nowhere else, the states in which it may be, and where readers look."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import NamedTuple

from django.urls import reverse

from pages.models import Image, Page
from pages.richtext.figures import Figure
from socialnibydleni.exports.open_data import FILES
from socialnibydleni.serving.error_pages import MESSAGES, response
from tests.admin_forms import publish, write_draft
from tests.free_pages import delete, move, new_page, new_public_page, withdraw
from tests.listed import in_time
from tests.pages.images.sending import row

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TOMORROW = {"_now": None, "_later": "1", "on_day": "25. 11. 2026", "at_time": "13:00"}
TOMORROW["confirmed"] = "2026-11-25T13:00:00+01:00"
ABOVE, BELOW, FREE = "/o-projektu/", "/podrobne/", "/kanaradresa/"

TITLE, SUMMARY, BODY, NOTE, MENU, SLUG = (
    f"kanar{part}" for part in ["nadpis", "uvod", "telo", "poznamka", "menu", "adresa"]
)
ALT, CAPTION, SOURCE, IMAGE, FILE = (f"kanar{part}" for part in ["popis", "popisek", "zdroj", "obrazek", "soubor"])
KEY, DIGEST = 700_001, "ca4a" * 16
FIGURE = Figure(KEY, f"Dům a {ALT}", f"Večer, {CAPTION}", f"Jana {SOURCE}").html
LONG = f"<p>{BODY.capitalize()}{' a tak dál' * 11}.</p>"
# The last sentence is so long that the rules of publishing warn of it, and quote it.
TEXT = {
    "title": f"Slovo {TITLE}",
    "summary": f"Úvodní věta, ve které stojí slovo {SUMMARY}, aby ji nic nezdrželo.",
    "body": f"<h2>Část {BODY}</h2><p>Odstavec a v něm {BODY}.</p>{LONG}{FIGURE}",
}
OTHER = {"title": "Jiný nadpis", "body": "<p>Jiný text.</p>"}


HEAD = {"meta": r"<(?:meta|title)\b[^>]*>[^<]*", "JSON-LD": r"<script.*?</script>"}


def canaries(text):
    """The words that are in a text; the part of the image's address that nobody can guess counts as one."""
    return sorted(set(re.findall(r"kanar[a-z]+", text.lower().replace(Image.name_of(DIGEST), f" {IMAGE} "))))


def draft(desk, page):
    if not Image.objects.filter(pk=KEY).exists():
        row(DIGEST, f"{FILE}.jpg", KEY)
    write_draft(desk, page, **TEXT)


def scheduled(desk, page):
    draft(desk, page)
    publish(desk, page, change_note=f"Změna {NOTE}.", **TOMORROW)


def plan_cancelled(desk, page):
    scheduled(desk, page)
    number = page.versions.order_by("-number").first().number
    desk.post(reverse("admin:pages_page_unschedule", args=[page.pk, number]))


def published(desk, page):
    write_draft(desk, page, **OTHER)
    publish(desk, page)  # only then is there a change to tell of
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
    scheduled(desk, page)
    assert delete(desk, page).status_code == 302


def moved_and_deleted(desk, page):
    draft(desk, page)
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
    Case(FREE, withdrawn, OF_READERS),
    *(Case(FREE, state, OF_READERS | {MENU}) for state in [replaced, restored_as_a_draft, withdrawn_and_written_anew]),
]


def everywhere(client):
    """Every address for readers: those of the sitemap, the files, the search, what is not there."""
    files = [reverse("open-data-file", args=[name]) for name in FILES]
    files += ["/sitemap.xml", "/zmeny.atom", "/robots.txt", "/.well-known/security.txt", "/favicon.ico"]
    files += ["/kontaktni-centrum/hodiny.ics", "/kontaktni-centrum/kontakt.vcf"]
    return [
        *in_time(client),
        "/obce/vir/",
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


def without_itself(html, address):
    """A page without its own address, with which it leads to the form for faults: who asked for it knows it."""
    return html.replace(f'/nahlasit-chybu/?stranka={address}"', "")


def in_pages(client):
    """What readers get, by address and part."""
    for address in everywhere(client):
        html = without_itself(client.get(address).content.decode(), address)
        for part, pattern in HEAD.items() if html.startswith("<!doctype html>") else ():
            yield f"{address} {part}", "".join(re.findall(pattern, html, re.DOTALL))
            html = re.sub(pattern, "", html, flags=re.DOTALL)
        yield address, html
    for status in MESSAGES:
        yield f"error {int(status)}", response(status).content.decode()


def in_search(client):
    """What the search finds and shows for the very words and for what stands beside them."""
    for word in [TITLE, SUMMARY, BODY, NOTE, MENU, SLUG, ALT, CAPTION, SOURCE, FILE, "kanar", "slovo úvodní odstavec"]:
        found = client.get("/hledat/", {"q": word}).context["found"]
        yield f"search for {word}", " ".join(f"{hit.entry} {hit.excerpt}" for hit in found.hits)


def found(*places):
    """Of (place, text) those with a canary in them."""
    return {place: words for texts in places for place, text in texts if (words := canaries(text))}


def without(known, hits):
    left = {place: [word for word in words if word not in known] for place, words in hits.items()}
    return {place: words for place, words in left.items() if words}
