"""Where a link may lead: what readers can open now, and the web sites that our own rows name."""

from collections.abc import Iterator
from typing import NamedTuple

from django.urls import reverse

from contact.help import shown
from contact.models import Help
from municipalities.models import Municipality
from pages import registry
from pages.documents.document import ADDRESS as DOCUMENTS
from pages.facts.project import Project
from pages.frame.frame import Frame
from pages.languages.languages import CZECH, of_path
from pages.prose.page import COLLECTIONS_ADDRESS, EVENTS_ADDRESS, NEWS_ADDRESS, QUESTIONS_ADDRESS, TERMS_ADDRESS
from pages.registry import PublicAddress
from pages.templatetags.site import web_name
from pages.typography import czech_date
from pages.words.stems import fold
from socialnibydleni.editors.question import Question

SHOWN = 8
# By the beginning of its address: what a page is called, and its icon.
PARTS = {
    NEWS_ADDRESS: ("aktualita", "news"),
    QUESTIONS_ADDRESS: ("otázka", "question"),
    TERMS_ADDRESS: ("pojem", "term"),
    COLLECTIONS_ADDRESS: ("sbírka", "collection"),
    EVENTS_ADDRESS: ("akce", "calendar"),
    DOCUMENTS: ("dokument", "file"),
}
# What a chooser may be kept to, by its word in the address of the question.
KINDS = {
    "stranky": {"stránka", "otázka", "pojem", "kontakt"},
    "aktuality": {"aktualita"},
    "akce": {"akce"},
    "obce": {"obec"},
    "dokumenty": {"dokument", "soubor", "sbírka"},
}
OF_CENTRE = {"kde": "kde nás najdete", "schuzka": "osobní schůzka"}


class Target(NamedTuple):
    """Where a link may lead: `note` says its address and since when it says what it says.

    `also` finds it and is not shown; `icon` is one of templates/admin/_icon.html.
    """

    title: str
    address: str
    kind: str
    icon: str
    note: str
    also: str = ""


def found(frame: Frame, typed: str, kind: str = "", lang: str = CZECH.html) -> list[Target]:
    """What has all words of the question in its title or its summary, of one of KINDS or any; the likest first.

    Of pages in other languages those in that of the text (`lang`, BCP 47); easy Czech has addresses for pasting alone.
    """
    question = Question(typed)
    if not question:
        return []
    whole = fold(" ".join(typed.split()))
    ranked = []
    kinds = KINDS.get(kind)
    for target in everything(frame):
        language = of_path(target.address)
        if (kinds is not None and target.kind not in kinds) or not (language is CZECH or language.code == lang):
            continue
        if rank := question.rank(target.title, target.also):
            begins = any(word.startswith(whole) for word in fold(target.title).split())
            ranked.append(((rank[0], rank[1], not begins, rank[2]), target))
    ranked.sort(key=lambda each: each[0])  # stable: pages before documents, as they are registered
    return [target for _, target in ranked[:SHOWN]]


def everything(frame: Frame) -> list[Target]:
    """All targets; made once a content version where the frame shares."""
    return frame.shared("link choices", lambda: [*_pages(frame), *_outside(frame)])


def of(entry: PublicAddress) -> Target:
    """An address of this site as a target."""
    kind, icon = _kind(entry.address)
    if kind == "soubor":
        return Target(entry.title, entry.address, kind, icon, ", ".join(filter(None, [entry.address, entry.summary])))
    day = f", změna {czech_date(entry.changed_on)}" if entry.changed_on else ""
    return Target(entry.title, entry.address, kind, icon, f"{entry.address}{day}", entry.summary)


def _pages(frame: Frame) -> Iterator[Target]:
    centre = reverse("contact:centre")
    for entry in registry.public_addresses(frame):
        target = of(entry)
        if not entry.is_listed and not (target.kind == "soubor" and entry.summary):  # files as they are now alone
            continue
        yield target
        if entry.address == centre:
            for anchor, words in OF_CENTRE.items():
                address = f"{centre}#{anchor}"
                yield Target(f"{entry.title}: {words}", address, "kontakt", "phone", address)


def _outside(frame: Frame) -> Iterator[Target]:
    for row in [*frame["municipalities"], *shown.rows(frame), *filter(None, [frame.get("project")])]:
        title, web, day = _web(row)
        if web:
            said = f", ověřeno {czech_date(day)}" if day else ""
            yield Target(f"{title}: web", web, "jiný web", "out", f"{web_name(web)}{said}")


def _web(row: Municipality | Help | Project) -> tuple:
    if isinstance(row, Municipality):
        return row.name, row.verified_website, row.website_verified_on
    return (row.who, row.web, row.verified_on) if isinstance(row, Help) else (row.short_name, row.website, None)


def _kind(address: str) -> tuple[str, str]:
    if address.startswith(reverse("municipalities:list")) and address != reverse("municipalities:list"):
        return "obec", "pin"
    if address.startswith(DOCUMENTS) and not address.endswith("/"):
        return "soubor", "file"
    return next(
        (kind for part, kind in PARTS.items() if address.startswith(part) and address != part), ("stránka", "page")
    )
