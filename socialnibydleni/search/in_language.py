"""The search in the language of the page: first what stands in it, then what stands in Czech alone.

Each language has a small index of its own pages, made once somebody searches in it; all else is found by the Czech one.
So a Czech place name is found from any language, and leads to the page in it.
"""

from typing import NamedTuple

from django.utils.html import conditional_escape
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from pages import search
from pages.documents.texts import texts_of
from pages.frame.frame import Frame
from pages.frame.offered import is_of_facts, stands_in
from pages.languages import languages
from pages.languages.languages import CZECH, EASY, ENGLISH, UKRAINIAN, Language
from pages.registry import Entry
from pages.words.other import EnglishVocabulary, UkrainianVocabulary
from pages.words.stems import Vocabulary
from socialnibydleni.search.index import SHOWN, Found, Hit, Index, index_of

VOCABULARIES = {ENGLISH: EnglishVocabulary, UKRAINIAN: UkrainianVocabulary, EASY: Vocabulary}
# What a page is asked for beside its own words, by its Czech address.
ASKED = {
    "/kontaktni-centrum/": _("telefon číslo volat e-mail napsat adresa kde hodiny otevřeno schůzka poradit pomoc"),
    "/kontaktni-centrum/schuzka/": _("schůzka formulář žádost pomoc s bydlením"),
    "/obce/": _("obec obce město mapa seznam"),
    "/kam-se-obratit/": _("bez domova bez bytu ztratit bydlení ubytovna dluhy pomoc poradna"),
    "/o-projektu/": _("projekt cíl peníze kdo platí financování Evropská unie EU"),
    "/ochrana-osobnich-udaju/": _("cookies GDPR soukromí údaje"),
}
KINDS = {"Formulář": _("Formulář"), "Městská část": _("Městská část"), "Obec": _("Obec"), "Stránka": _("Stránka")}


class Own(NamedTuple):
    """What can be found in a language beside Czech: its index, its entries by address, those with a Czech title."""

    pages: Index
    entries: dict[str, Entry]
    called_in_czech: frozenset[str]


def find(query: str, frame: Frame) -> Found:
    """The best hits in the active language, then in Czech; only in easy Czech a slip is mended, as in Czech."""
    language, texts = languages.active(), texts_of(frame)
    if language is CZECH:
        return index_of(frame).find(query, texts)
    there = frame.shared(("index", language.code), lambda: _own(language, frame))
    czech = index_of(frame).find(query, texts, mends=language is EASY)
    own = there.pages.find(czech.meant or query, mends=False)
    if own.is_partial and czech.hits and not czech.is_partial:  # all of the words are more than some of them
        own = own._replace(hits=[], total=0)
    elif czech.is_partial and own.hits:
        czech = czech._replace(hits=[], total=0)
    own_hits = [_of(there, hit) for hit in own.hits]
    known = {hit.address for hit in own_hits}
    led = [_led(there, hit, language) for hit in czech.hits]
    more = sorted((hit for hit in led if hit.address not in known), key=lambda hit: hit.is_czech)
    total = own.total + czech.total - (len(led) - len(more))
    return Found([*own_hits, *more][:SHOWN], total, (own if own_hits else czech).is_partial, czech.meant, czech.slips)


def _of(there: Own, hit: Hit) -> Hit:
    return hit._replace(has_czech_title=hit.entry.address in there.called_in_czech)


def _led(there: Own, hit: Hit, language: Language) -> Hit:
    """A hit of the Czech pages, leading to the page in the language where it stands in it."""
    entry = there.entries.get(language.address_of(hit.entry.address))
    if entry:
        return _of(there, Hit(entry, conditional_escape(entry.summary)))
    return hit._replace(is_czech=language.html != CZECH.html)


def _own(language: Language, frame: Frame) -> Own:
    entries = {entry.address: entry for entry in search.translated(language, frame)}
    called_in_czech = set()
    for czech in index_of(frame).entries:
        address = language.address_of(czech.address)
        if address not in entries and is_of_facts(czech.address) and stands_in(language, czech.address, frame):
            title = _title(czech.title, language, frame)
            entries[address] = Entry(address, title or czech.title, czech.kind, also=czech.title, names=czech.names)
            if not title and language.html != CZECH.html:
                called_in_czech.add(address)
    with override(language.code):
        entries = {address: _said(entry) for address, entry in entries.items()}
    table = frame["word_forms"] if language is EASY else {}
    return Own(Index(entries.values(), table, {}, VOCABULARIES[language]), entries, frozenset(called_in_czech))


def _title(czech: str, language: Language, frame: Frame) -> str:
    """What a page of facts is called in the language; nothing where it has only its Czech name."""
    with override(language.code):
        said = gettext(czech)
    known: str | None = (frame.get("translated") or {}).get((language.code, czech))
    return known or (said if said != czech else "")


def _said(entry: Entry) -> Entry:
    """The entry with what it is asked for, and its kind, in the active language."""
    asked = ASKED.get(languages.czech_address(entry.address), "")
    return entry._replace(kind=str(KINDS.get(entry.kind, entry.kind)), also=f"{entry.also} {asked}".strip())
