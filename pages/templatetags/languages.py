"""What pages of other languages need: links that say where they lead into Czech, facts in the page's language."""

from functools import lru_cache
from typing import Any, NamedTuple

from django import template
from django.template import Context, Node, NodeList
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from pages.facts.project import Project
from pages.frame.frame import Frame
from pages.frame.offered import offered, stands_in
from pages.languages import languages
from pages.languages.languages import CZECH, EASY, ENGLISH, Language
from pages.prose import translations
from pages.prose.page import Page
from pages.prose.versions import PageVersion

register = template.Library()

UNION = "Evropská unie"
# As the regulations that `Project.eu_lines` names say it in English.
OF_THE_UNION = {UNION: "European Union", "Spolufinancováno": "Co-funded by", "Evropskou unií": "the European Union"}
NAMES = {"cs": "Čeština", "en": "English", "uk": "Українська", "cs-easy": "Snadné čtení"}


@register.simple_tag
def html_language() -> str:
    """The language of the page, for <html lang>."""
    return languages.active().html


@register.simple_tag
def czech_words() -> SafeString:
    """The attribute of an element whose text is Czech on every page: none where the page is Czech itself."""
    return SafeString("" if languages.active().html == CZECH.html else ' lang="cs"')


@register.filter
def in_language(words: str, frame: Frame) -> str:
    """A fact of a row in, out as a page of the active language says it: translated, or in Czech and marked so."""
    said = _translated(words, frame)
    return in_czech(words) if said is None else said


@register.filter
def in_language_plain(words: str, frame: Frame) -> str:
    """The same for attributes and titles, which have no room for a mark."""
    said = _translated(words, frame)
    return words if said is None else said


@register.filter
def in_czech(words: str, element: str = "span") -> str:
    """Words that are Czech on every page, as names of people and places are: marked so where the page is not."""
    if not words or languages.active().html == CZECH.html:
        return words
    return format_html(f'<{element} lang="cs">{{}}</{element}>', words)


@register.simple_tag
def eu_words(project: Project | None, frame: Frame) -> SafeString:
    """The words beside the emblem of the Union: an official language of it is theirs, so English or else Czech."""
    czech = project.eu_lines if project else (UNION,)
    is_english = languages.active() is ENGLISH
    said = [OF_THE_UNION.get(line) or _translated(line, frame) for line in czech] if is_english else []
    lines = said if said and all(said) else czech
    mark = czech_words() if lines is czech else ""
    return format_html(
        "<span{}>{}</span>", mark, format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))
    )


def _translated(words: str, frame: Frame) -> str | None:
    return (frame.get("translated") or {}).get((languages.active().code, words))


@register.tag
def linked(parser: Parser, token: Token) -> "LinkedNode":
    """{% linked "name" … class="more" fragment="schuzka" %}text{% endlinked %}: a link to a page of this site.

    It leads to the page in the language of this one where it stands in it, else to the Czech one, and says so. Instead
    of a name there may be a Czech address.
    """
    words = token.split_contents()[1:]
    pairs = [word for word in words if token_kwargs([word], parser)]
    where = [parser.compile_filter(word) for word in words if word not in pairs]
    nodes = parser.parse(["endlinked"])
    parser.delete_first_token()
    return LinkedNode(nodes, where, token_kwargs(pairs, parser))


class LinkedNode(Node):
    """The node of {% linked %}."""

    def __init__(self, nodelist: NodeList, where: list[FilterExpression], attributes: dict[str, FilterExpression]):
        self.nodelist, self.where, self.attributes = nodelist, where, attributes

    def render(self, context: Context) -> SafeString:
        """The link, with its text."""
        name, *args = (part.resolve(context) for part in self.where)
        said = {key: part.resolve(context) for key, part in self.attributes.items()}
        way = way_to(_czech_address(name, *args), context["frame"])
        fragment = f"#{said['fragment']}" if said.get("fragment") else ""
        kind = format_html(' class="{}"', said["class"]) if said.get("class") else ""
        text = self.nodelist.render(context)
        note = format_html(" ({})", gettext("česky")) if way.is_czech_apart else ""
        return format_html('<a{} href="{}{}"{}>{}{}</a>', kind, way.address, fragment, way.hreflang, text, note)


class Way(NamedTuple):
    """Where a link to a page of this site leads from a page of the active language."""

    address: str
    is_czech_apart: bool  # Czech, while this page is not

    @property
    def hreflang(self) -> SafeString:
        """The attribute that says so."""
        return SafeString(' hreflang="cs"' if self.is_czech_apart else "")


@register.simple_tag(takes_context=True)
def way(context: Context, czech_address: str) -> Way:
    """{% way address as way %}: as `linked`, for a link whose text a page writes itself."""
    return way_to(czech_address, context["frame"])


def way_to(czech_address: str, frame: Frame) -> Way:
    """The way to the page at a Czech address: in the active language where it stands in it."""
    language = languages.active()
    path, mark, query = czech_address.partition("?")
    if stands_in(language, path, frame):
        return Way(language.address_of(path) + mark + query, is_czech_apart=False)
    return Way(czech_address, is_czech_apart=language.html != CZECH.html)


@lru_cache(maxsize=1024)
def _czech_address(name: str, *args: Any) -> str:
    if name.startswith("/"):
        return name
    with override(CZECH.code):
        return reverse(name, args=args)


@register.simple_tag(takes_context=True)
def regular_text(context: Context) -> SafeString:
    """On a page in easy Czech that it is one, and where the whole text is; on any other nothing."""
    text = context.get("text")
    if languages.active() is not EASY or not text:
        return SafeString()
    path = text.page.address or getattr(context.get("request"), "path", "")  # of help for a place there is no page
    return render_to_string("components/easy.html", {"address": languages.czech_address(path)})


class Entry(NamedTuple):
    """A page in a menu of the active language."""

    address: str
    menu_title: str


@register.simple_tag
def in_this_language(pages: list[Page], frame: Frame) -> list[Any]:
    """Of Czech pages in a menu those that stand in the language of the page, as they are called in it."""
    language = languages.active()
    if language is CZECH:
        return list(pages or ())
    here = [language.address_of(page.address) for page in pages or () if stands_in(language, page.address, frame)]
    return [Entry(address, frame.translated[address]) for address in here]


@register.simple_tag
def in_czech_only(frame: Frame) -> list[Page]:
    """Of the pages in the menu and the footer those that do not stand in the language of the page."""
    language, pages = languages.active(), [*(frame.get("menu") or ()), *(frame.get("foot") or ())]
    return [page for page in pages if not stands_in(language, page.address, frame)]


@register.inclusion_tag("components/stale.html", takes_context=True)
def stale(context: Context, text: PageVersion) -> dict[str, Any]:
    """That the Czech text says something else since it was translated, and where that is to be read; or nothing."""
    frame = context["frame"]
    if not text.translated_from_id or _is_of(frame.version_at(languages.czech_address(text.page.address)), text):
        return {}
    newer = translations.newer_czech(text, frame.moment)
    return {"translated_on": text.translated_from.changed_on, "newer": newer} if newer and text.translated_from else {}


def _is_of(czech: PageVersion | None, text: PageVersion) -> bool:
    """Whether the Czech text that is live is the one that was translated: then nothing is newer."""
    return czech is not None and czech.pk == text.translated_from_id


@register.inclusion_tag("components/languages.html", takes_context=True)
def language_switch(context: Context) -> dict[str, Any]:
    """The languages of the site by their own names, each with this page in it, or else with its home page."""
    frame: Frame = context["frame"]
    known = offered(frame)
    if len(known) == 1:
        return {}
    path = getattr(context.get("request"), "path", "") if context.get("text") else ""
    here = languages.czech_address(path) if path else ""
    return {"languages": [_choice(language, here, frame) for language in known]}


def _choice(language: Language, here: str, frame: Frame) -> dict[str, Any]:
    is_here = here and stands_in(language, here, frame)
    return {
        "address": language.address_of(here) if is_here else language.prefix,
        "name": NAMES[language.code],
        "lang": language.html,
        "is_active": language is languages.active(),
    }
