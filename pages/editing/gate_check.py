"""The gate over real texts: what it must know is read here, so that the rules themselves stay pure."""

import re
from collections import ChainMap
from collections.abc import Callable, Iterator, MutableMapping
from datetime import datetime
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from pages import gate, registry
from pages.editing.collection.told import problems_of
from pages.editing.event import told as of_event
from pages.editing.translation import source as of_translation
from pages.frame import filled, present
from pages.frame.frame import Frame
from pages.frame.offered import is_offered
from pages.frame.request import Request
from pages.gate.abbreviations import LONG_FORMS
from pages.gate.links import address_here, nearby
from pages.gate.terms import Context, Fact, Problem
from pages.languages.languages import CZECH, of_path
from pages.languages.patterns import stands_in_every_language
from pages.prose import linking
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.registry import Line, Link
from pages.richtext import figures
from pages.web.admin_address import admin_address

MOST_LINES = 50
_HREF = re.compile(r'href="([^"]*)"')  # as the sanitiser writes it


class Site(NamedTuple):
    """What every text is held against: where links may lead, with the anchors there, and the facts."""

    frame: Frame
    targets: MutableMapping[str, frozenset[str]]
    facts: tuple[Fact, ...]
    own_forms: tuple[tuple[str, str], ...]  # what the project's own abbreviations stand for


class Asked(NamedTuple):
    """A text and what it is held against, of the targets only those that it leads to or may have meant."""

    title: str
    summary: str
    body: str
    address: str
    around: tuple[tuple[str, frozenset[str]], ...]
    facts: tuple[Fact, ...]
    host: str
    images: frozenset[int]
    own_forms: tuple[tuple[str, str], ...]


class Found(NamedTuple):
    """A problem and the text that has it."""

    version: PageVersion
    problem: Problem


class Broken(NamedTuple):
    """A link in a row that leads nowhere, and the sentence that says so."""

    link: Link
    message: str


def check(version: PageVersion, moment: datetime, frame: Frame | None = None) -> list[Problem]:
    """What stands in the way of publishing `version`, stored or not, from an aware `moment` on; errors first.

    The frame of a request of that moment lends what its pages share.

    Only problems that are errors (`problem.is_error`) stop it; `problem.field` names the field to go to.
    """
    return _check(version, _site(frame if frame and frame.moment == moment else Frame(moment)))


def check_body(body: str, moment: datetime) -> list[Problem]:
    """What stands in the way of showing a text without title and summary, from `moment` on; errors first."""
    site = _site(Frame(moment))
    images = _images(body, site.frame)
    host, long_forms = linking.host(), _long_forms(site.own_forms)
    context = Context("/", site.targets, site.facts, host, images, long_forms)
    return [problem for problem in gate.problems("", "", body, context) if problem.field == "body"]


def live_problems(frame: Frame) -> list[Found]:
    """The problems of every text that readers of the frame see, text by text in the order of their addresses."""
    site = _site(frame)
    shown = PageVersion.objects.shown(frame.moment).select_related("page").order_by("page__address")
    versions = [version for version in shown if version.page.address in site.targets]
    return [Found(version, problem) for version in versions for problem in _problems_of_live(version, site)]


def _problems_of_live(version: PageVersion, site: Site) -> tuple[Problem, ...]:
    """As `_check`, of a text whose own anchors are among the targets; asked again only where that can say otherwise."""
    address, targets, body = version.page.address, site.targets, present.body(version.body, site.frame)
    hrefs = [unescape(href) for href in _HREF.findall(body)]
    paths = {here.path for href in hrefs if (here := address_here(href, linking.host(), address))}
    paths |= {nearby(path) for path in paths} | {address}
    around = tuple((path, targets[path]) for path in sorted(paths) if path in targets)
    said, images = (version.title, version.summary, body), _images(version.body, site.frame)
    return _problems(Asked(*said, address, around, site.facts, linking.host(), images, site.own_forms))


@lru_cache(maxsize=1000)  # a text never changes, and what it is held against seldom does
def _problems(asked: Asked) -> tuple[Problem, ...]:
    long_forms = _long_forms(asked.own_forms)
    language = of_path(asked.address).code
    context = Context(asked.address, dict(asked.around), asked.facts, asked.host, asked.images, long_forms, language)
    return tuple(gate.problems(asked.title, asked.summary, asked.body, context))


def broken_links(frame: Frame) -> list[Broken]:
    """The links in rows other than prose that readers of the frame see and that lead nowhere on this site."""
    host, targets = linking.host(), registry.link_targets(frame)
    found = []
    for link in registry.links(frame.moment):
        here = address_here(link.href, host)
        if here is None or (link.starts_at and link.starts_at > frame.moment):
            continue
        if here.path not in targets:
            found.append(Broken(link, f"{link.place}: odkaz vede na {link.href}, ale taková stránka na webu není."))
        elif here.fragment and here.fragment not in targets[here.path]:
            found.append(Broken(link, f"{link.place}: odkaz vede na {link.href}, ale tato část na stránce není."))
    return found


def lines(request: Request) -> Iterator[Line]:
    """What is wrong with links in rows and with the live texts, errors first, each with a link to where it stands."""
    frame = request.frame
    for broken in frame.shared("broken links", lambda: broken_links(frame))[:MOST_LINES]:
        yield Line(broken.message, broken.link.url, action="Opravit", tone="bad")
    found = frame.shared("problems", lambda: live_problems(frame))
    found = sorted(found, key=lambda one: not one.problem.is_error)
    for version, problem in found[:MOST_LINES]:
        url = admin_address(version.page, "change")
        note, tone = ("", "bad") if problem.is_error else ("jen doporučení", "")
        yield Line(f"{version.page.menu_title}: {problem.message}", url, note, "Opravit", tone)
    if len(found) > MOST_LINES:
        yield Line(f"A ještě další závady: {len(found) - MOST_LINES}")


def _site(frame: Frame) -> Site:
    facts = frame.shared("guarded facts", lambda: tuple(registry.guarded_facts()))
    project = frame.get("project")
    own_forms = tuple(project.long_forms.items()) if project else ()
    return Site(frame, registry.link_targets(frame), facts, own_forms)


def _to_come(address: str, site: Site) -> dict[str, frozenset[str]]:
    """Where a text may lead besides while its language is not offered: its pages become public one by one, and the
    first of them lead to those that follow."""
    language = of_path(address)
    if is_offered(language, site.frame):
        return {}
    czech = (each for each in site.targets if of_path(each) is CZECH and stands_in_every_language(each))
    return {language.address_of(each): site.targets[each] for each in czech}


def _long_forms(own_forms: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {**LONG_FORMS, **dict(own_forms)}


def _images(body: str, frame: Frame) -> frozenset[int]:
    """Those in the text that are there."""
    asked = figures.images_in(body)
    return frozenset(asked & frame["pictures"].keys()) if asked else frozenset()


def _check(version: PageVersion, site: Site) -> list[Problem]:
    address = version.page.address
    own = {anchor for anchor, _ in filled.outline(version.body, site.frame).headings}
    context = Context(
        address=address,
        targets=ChainMap(
            {address: site.targets.get(address, frozenset()) | own}, _to_come(address, site), site.targets
        ),
        facts=site.facts,
        host=linking.host(),
        images=_images(version.body, site.frame),
        long_forms=_long_forms(site.own_forms),
        language=of_path(address).code,
    )
    found = gate.problems(version.title, version.summary, present.body(version.body, site.frame), context)
    if version.page.kind == Page.Kind.TERM and version.source_id is None:
        found.insert(0, Problem("Chybí zdroj definice. Vyberte zákon nebo dokument, ze kterého je.", field="source"))
    of_kind: dict[str, Callable[[PageVersion, datetime], Iterator[Problem]]] = {
        Page.Kind.COLLECTION: problems_of,
        Page.Kind.EVENT: of_event.problems_of,
        Page.Kind.TRANSLATION: of_translation.problems_of,
    }
    if problems := of_kind.get(version.page.kind):
        found = sorted([*problems(version, site.frame.moment), *found], key=lambda problem: not problem.is_error)
    return found
