"""What every page's template needs: where it is, when it last changed, and the project for machines."""

import json
import re
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from typing import Any

from django import template
from django.conf import settings
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import override

from pages.facts.project import Project
from pages.facts.provenance import Sourced
from pages.frame import filled
from pages.frame import present as links_now
from pages.frame.frame import Frame
from pages.languages import languages
from pages.prose.versions import PageVersion
from pages.richtext import figures
from pages.templatetags.languages import in_language_plain, in_this_language
from pages.typography import WORD_JOINER
from pages.web.parts import is_off

register = template.Library()

FITTING_NAME = 22  # letters of a name that fit the first column of a table on the narrowest phone
# A </script> inside a value must not end the element; HTML gives no other way to write it there.
_SCRIPT_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag(takes_context=True)
def aria_current(context: Context, address: str) -> SafeString:
    """The aria-current attribute of a link: page on the page itself, true in the part below it, else nothing.

    Below is what the address says, and a page that an editor has put there under an address of its own.
    """
    path = getattr(context.get("request"), "path", "")
    if path == address:
        return mark_safe(' aria-current="page"')
    page = getattr(context.get("text"), "page", None)
    above = {parent.address for parent in page.trail} if page and page.is_free else set()
    if address != reverse("home") and (path.startswith(address) or address in above):
        return mark_safe(' aria-current="true"')
    return mark_safe("")


@register.simple_tag(takes_context=True)
def places_in_menu(context: Context) -> tuple[SafeString, ...]:
    """What `aria_current` says of each link in the header; besides the facts nothing else makes headers differ."""
    menu = in_this_language(context["frame"].get("menu"), context["frame"])
    return tuple(aria_current(context, address) for address in [reverse("home"), *(page.address for page in menu)])


@register.tag
def kept(parser: Parser, token: Token) -> "KeptNode":
    """{% kept "name" … %} … {% endkept %}: what is the same on all pages of the same facts, form and language.

    All else that it depends on stands after its name, and takes few values. It may follow the clock only as far as the
    facts know when it changes (`registry.expect_change`).
    """
    key = [parser.compile_filter(word) for word in token.split_contents()[1:]]
    nodes = parser.parse(["endkept"])
    parser.delete_first_token()
    return KeptNode(nodes, key)


class KeptNode(Node):
    """The node of {% kept %}."""

    def __init__(self, nodelist: NodeList, key: list[FilterExpression]):
        self.nodelist, self.key = nodelist, key

    def render(self, context: Context) -> SafeString:
        """The markup between the tags, from the memory of the frame where it shares."""
        frame, language = context["frame"], languages.active().code
        key = (language, frame.is_withheld, *(part.resolve(context) for part in self.key))
        return frame.shared(key, lambda: override(language)(self.nodelist.render)(context))


@register.simple_tag
def site_url(address: str = "") -> str:
    """The absolute address of a path on this site."""
    return settings.SITE_URL + address


@register.simple_tag
def last_updated(*days: date | None) -> date | None:
    """„Poslední aktualizace“: the latest of the days of a page's own text and of the facts in its body.

    `pages.registry.PublicAddress.days` of the page says the same to the sitemap and the feed. What stands around every
    page has its own day beside it.
    """
    return max(filter(None, days), default=None)


@register.filter
def latest_known(rows: Iterable[Sourced]) -> date | None:
    """The latest day as of which any of the rows is known to be right."""
    return max((row.known_on for row in rows), default=None)


@register.filter
def latest_change(texts: Iterable[PageVersion]) -> date | None:
    """The latest day on which any of the texts changed."""
    return max(filter(None, (text.changed_on for text in texts)), default=None)


@register.filter
def distinct_sources(rows: Iterable[Sourced]) -> list[Sourced]:
    """Of rows that share their source one each, so that no source is named twice."""
    return list({row.source_id: row for row in rows}.values())


@register.filter
def web_name(address: str) -> str:
    """A web address as people write it: without the scheme and the last slash."""
    return address.partition("://")[2].rstrip("/")


@register.filter
def breakable_code(code: str) -> SafeString:
    """An official number that may break after a slash, where a reader expects it."""
    return mark_safe(re.sub(r"/", "/<wbr>", escape(code)))  # noqa: S308 - escaped first


@register.filter
def breakable_name(name: str) -> SafeString:
    """A name in a file that may break after an underscore, if it is too long for the narrowest column."""
    text = escape(name)
    return mark_safe(text.replace("_", "_<wbr>") if len(name) > FITTING_NAME else text)  # noqa: S308 - escaped first


@register.filter
def plain(text: str) -> str:
    """Text for machines (a meta description): single ordinary spaces, no joiners."""
    return " ".join(text.replace(WORD_JOINER, "").split())


@register.filter
def prose(body: str, frame: Frame) -> SafeString:
    """A page's text as readers get it: with the frame's facts, an anchor on each h2, and links to the glossary."""
    return filled.linked(filled.outline(body, frame).html, frame)


@register.filter
def present(href: str, frame: Frame) -> str:
    """An address that a row holds, as readers are led to it: where its page is now."""
    return links_now.address(href, frame)


@register.filter
def is_on(name: str) -> bool:
    """Whether what has this name among the addresses belongs to no part that is off."""
    return not is_off(reverse(name))


@register.simple_tag
def json_ld(*nodes: dict[str, Any] | None) -> SafeString:
    """One JSON-LD script of schema.org nodes; nodes with the same @id are one thing."""
    graph = {"@context": "https://schema.org", "@graph": [node for node in nodes if node]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(_SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def archived(context: Context, address: str) -> SafeString:
    """Where the page at `address` is kept for good, once its project has ended and an archive is known."""
    frame = context["frame"]
    if not (frame.is_closed and frame["project"].archive_url):
        return mark_safe("")
    page = {"@type": "WebPage", "@id": settings.SITE_URL + address, "url": settings.SITE_URL + address}
    return json_ld({**page, "archivedAt": frame["project"].archive_url})


@register.simple_tag(takes_context=True)
def project_node(context: Context, project: Project | None) -> dict[str, Any] | None:
    """The project, its implementer and its funding in the terms of schema.org, as the page's language calls them."""
    if project is None:
        return None
    said = partial(in_language_plain, frame=context["frame"])
    return {
        "@type": "Project",
        "@id": f"{settings.SITE_URL}/#projekt",
        "name": said(project.short_name),
        "legalName": said(project.full_name),
        "description": said(project.aim),
        "identifier": project.registration_number,
        **project_days(project),
        "url": settings.SITE_URL + languages.active().prefix,
        "sameAs": [address for address in [project.website, project.facebook_url] if address],
        "parentOrganization": _implementer(project, said),
        "funder": {
            "@type": "Organization",
            "name": said(project.fund),
            "description": said(project.operational_programme),
        },
    }


def project_days(project: Project) -> dict[str, str]:
    """When the project began and ended, as schema.org says it of any organization, as far as it is known."""
    days = {"foundingDate": project.starts_on, "dissolutionDate": project.ends_on}
    return {name: day.isoformat() for name, day in days.items() if day}


@register.simple_tag(takes_context=True)
def news_node(context: Context, text: PageVersion) -> dict[str, Any]:
    """A piece of news in the terms of schema.org, with the two days that its page names, in Prague, and its image.

    An image of a preview has no address for everybody, so it is not named.
    """
    frame = context["frame"]
    project = frame.get("project")
    address = settings.SITE_URL + text.page.address
    days = {"datePublished": timezone.localdate(text.first_at), "dateModified": text.changed_on}
    node = {"@type": "NewsArticle", "@id": address, "url": address, "headline": text.title, "inLanguage": "cs"}
    node |= {name: day.isoformat() for name, day in days.items() if day}
    if figures.BEGINNING in text.body and not frame.preview and (first := frame["pictures"].first_in(text.body, frame)):
        node["image"] = settings.SITE_URL + first[0]
    return {**node, "publisher": _implementer(project)} if project else node


def _implementer(project: Project, said: Callable[[str], str] = str) -> dict[str, Any]:
    return {
        "@type": "GovernmentOrganization",
        "name": said(project.implementer),
        "alternateName": said(project.implementer_short),
        "url": project.implementer_url,
    }
