"""The public addresses of the pages, and the days on which what stands on them last changed."""

from collections.abc import Iterator
from datetime import datetime
from functools import cache, partial

from django.db.models import Q
from django.urls import reverse

from pages.accessibility.statement import AccessibilityStatement
from pages.events import listing
from pages.facts.project import Project
from pages.facts.provenance import Source
from pages.frame import filled
from pages.frame.frame import Frame
from pages.frame.offered import is_offered, languages_of
from pages.languages.languages import of_path
from pages.prose import linking, moving
from pages.prose.news import NEWEST
from pages.prose.page import EVENTS_ADDRESS, NEWS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.reading import news, questions, terms
from pages.registry import Link, PublicAddress

# The parts that templates of this app always show; those of the prose come from its headings.
OF_TEMPLATES = {
    "pages:about": {"cil", "financovani", "udaje"},
    "pages:privacy": {"hlaseni", "kontakt", "zadost"},
}
OF_STATEMENT = frozenset({"prosazovani", "stav", "vypracovani", "zpetna-vazba"})


def links(_moment: datetime) -> Iterator[Link]:
    """Where the facts of the project and their sources lead."""
    for project in Project.objects.all():
        named = [project.website, project.implementer_url, project.strategy_url, project.facebook_url]
        yield from linking.links_of(project, *named, project.disclosure_url, project.archive_url)
    for source in Source.objects.all():
        yield from linking.links_of(source, source.link)


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """The fixed pages, and those of editors with a text. What a municipality's text says is added to its page."""
    texts = {text.page_id: text for text in PageVersion.objects.shown(frame.moment).defer("body")}

    @cache
    def bodies() -> dict[int, str]:
        return dict(PageVersion.objects.shown(frame.moment).exclude(body="").values_list("page_id", "body"))

    def parts(page: Page) -> frozenset[str]:
        headings = (anchor for anchor, _ in filled.outline(bodies().get(page.pk, ""), frame).headings)
        return frozenset([*headings, *(["podrobneji"] if page.pk in above else [])])

    asked = Page.objects.filter(Q(kind=Page.Kind.FIXED) | Q(pk__in=texts))
    pages = [page for page in asked if not page.is_hidden(frame) and is_offered(of_path(page.address), frame)]
    above = {page.parent_id for page in pages if page.kind == Page.Kind.FREE}
    for page in pages:
        text = texts.get(page.pk) or page.without_text()
        title = "" if page.kind == Page.Kind.MUNICIPALITY else text.title
        yield PublicAddress(page.address, title, text.summary, (text.changed_on,), partial(parts, page))
    by_address = {page.address: page for page in pages}
    for old, new in moving.led_on(frame.moment):
        if new in by_address:
            anchors = partial(parts, by_address[new])
            yield PublicAddress(old, by_address[new].menu_title, anchors=anchors, is_listed=False)
    for name, names in OF_TEMPLATES.items():
        yield from _in_languages(PublicAddress(reverse(name), anchors=partial(frozenset, names)), frame)
    yield from _in_languages(PublicAddress(reverse("pages:accessibility"), anchors=cache(_parts_of_statement)), frame)
    if project := frame.get("project"):
        yield from _in_languages(PublicAddress(project.get_absolute_url(), days=(project.known_on,)), frame)
    if frame.get("has_news"):
        days = tuple(text.changed_on for text in news.seen(frame))
        yield PublicAddress("/", days=days[:NEWEST])
        yield PublicAddress(NEWS_ADDRESS, days=days)
    if frame.get("has_events"):
        yield from _of_events(frame)
    yield from _of_lists(pages, texts)


def _in_languages(entry: PublicAddress, frame: Frame) -> Iterator[PublicAddress]:
    """What holds of a Czech page and of each of its translations."""
    for language in languages_of(entry.address, frame):
        yield entry._replace(address=language.address_of(entry.address))


def _of_lists(pages: list[Page], texts: dict[int, PageVersion]) -> Iterator[PublicAddress]:
    """The pages of all questions and of all terms, with an anchor to each."""
    for kind, anchor in [(Page.Kind.QUESTION, questions.anchor), (Page.Kind.TERM, terms.anchor)]:
        own = [page for page in pages if page.kind == kind]
        days, places = tuple(texts[page.pk].changed_on for page in own), frozenset(map(anchor, own))
        yield PublicAddress(Page.PARTS[kind], days=days, anchors=partial(frozenset[str], places))


def _of_events(frame: Frame) -> Iterator[PublicAddress]:
    """What becomes of an event changes its own page, the list, and the home page if it is one of the next."""
    coming = listing.coming(frame)[: listing.NEXT]
    yield PublicAddress("/", days=(listing.changed_on(coming),))
    yield PublicAddress(EVENTS_ADDRESS, days=(listing.last_change(frame),))
    yield PublicAddress(reverse("pages:events-calendar"), "Akce do kalendáře", is_listed=False)
    for event in listing.seen(frame):
        yield PublicAddress(event.address, days=(event.changed_on,))


def _parts_of_statement() -> frozenset[str]:
    statement = AccessibilityStatement.objects.the_one()
    if statement is None:
        return frozenset()
    return OF_STATEMENT | ({"nepristupny-obsah"} if statement.has_exceptions else set())
