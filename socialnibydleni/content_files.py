"""Reads the data files in content/ and turns each entry into rows. What is broken is named by file and place."""

import csv
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Model

from contact.models import ConsultationHours, ContactCentre, Help, Situation
from municipalities.models import Municipality
from pages.languages.languages import ALL, CZECH
from pages.models import AccessibilityStatement, FactTranslation, Page, PageVersion, Project, Source, TermsOfUse
from pages.prose import publishing
from pages.prose.page import QUESTIONS_ADDRESS, TERMS_ADDRESS
from pages.richtext import html
from pages.web.parts import has_model

CONTENT_DIR: Path = settings.CONTENT.path
REFERENCES: dict[str, tuple[type[Model], str]] = {
    "source": (Source, "key"),
    "register": (Source, "key"),
    "parent": (Page, "address"),
}
# The folders of texts, in their order, and what each of their pages is unless its file says otherwise.
FOLDERS = {
    "pages": {},
    "questions": {"kind": Page.Kind.QUESTION, "parent": QUESTIONS_ADDRESS},
    "terms": {"kind": Page.Kind.TERM, "parent": TERMS_ADDRESS},
}
# A translation has the name of its Czech file, in a folder that is called as its addresses begin: pages/uk.
TRANSLATED = {f"pages/{language.first}": language for language in ALL if language is not CZECH}
PROPOSED = "Upřesnili jsme slova."
OPTIONAL_NUMBERS = ["latitude", "longitude", "population", "population_on"]  # an empty cell means unknown, not 0


class BrokenContentError(Exception):
    """A data file can't be used; the message names the file, the place in it and what is wrong."""


@dataclass(frozen=True)
class Entry:
    """One thing that is loaded once and remembered by its `key`.

    `propose` gives an editor the words of a newer data file as a draft, and tells whether it did.
    """

    key: str
    is_there: Callable[[], bool]
    save: Callable[[], object]
    propose: Callable[[], bool] = lambda: False


class PageFile(NamedTuple):
    """A file of a page: what its head says of the page and of its first version, and the text below."""

    place: str
    page: dict[str, Any]
    version: dict[str, Any]


def entries(directory: Path = CONTENT_DIR, *, as_drafts: bool = False) -> Iterator[Entry]:
    """All entries in an order in which each finds those it refers to; their texts as drafts that nobody sees yet.

    Raises:
        BrokenContentError: a file is missing or can't be parsed.
    """
    facts = _toml(_text(directory / "facts.toml"), "facts.toml")
    yield from _sources(facts)
    yield _only_row(Project, "project", facts)
    if has_model("contact.contactcentre"):
        yield _contact_centre(facts)
    yield _only_row(AccessibilityStatement, "accessibility_statement", facts)
    yield _only_row(TermsOfUse, "terms_of_use", facts)
    yield from _fact_translations(directory / "translations.toml")
    for folder, row in FOLDERS.items():
        for path in sorted((directory / folder).glob("*.html")):
            yield _page(_page_file(path, row), as_drafts=as_drafts)
    for folder, language in TRANSLATED.items():
        for path in sorted((directory / folder).glob("*.html")):
            czech = _page_file(path.parents[1] / path.name, {})
            usual: dict[str, Any] = {"kind": Page.Kind.TRANSLATION, "publish_at": czech.version["publish_at"]}
            usual |= {key: language.address_of(czech.page[key]) for key in ["address", "parent"] if key in czech.page}
            yield _page(_page_file(path, usual), as_drafts=as_drafts, czech=czech)
    if has_model("contact.help"):
        yield from _help(facts)
    if has_model("municipalities.municipality"):
        yield from _municipalities(directory / "municipalities.csv", _table(facts, "municipalities"))


def _sources(facts: dict[str, Any]) -> Iterator[Entry]:
    for key, row in _table(facts, "source").items():
        yield _entry(Source, f"source:{key}", f"facts.toml, [source.{key}]", {"key": key, **row}, {"key": key})


def _only_row(model: type[Model], name: str, facts: dict[str, Any]) -> Entry:
    return _entry(model, name, f"facts.toml, [{name}]", _table(facts, name), {"pk": 1})


def _fact_translations(path: Path) -> Iterator[Entry]:
    """Of facts in the order of the file, which a site may lack; a fact may be longer than what is remembered of it."""
    for czech, words in _toml(_text(path), path.name).items() if path.is_file() else []:
        for language, text in words.items():
            key = {"language": language, "czech": czech}
            place = f"{path.name}, [{czech!r}], {language}"
            yield _entry(FactTranslation, f"translation:{language}:{czech}"[:200], place, {**key, "text": text}, key)


def _contact_centre(facts: dict[str, Any]) -> Entry:
    row, place = dict(_table(facts, "contact_centre")), "facts.toml, [contact_centre]"
    hours = row.pop("hours", [])

    def save() -> None:
        centre = _save(ContactCentre, row, place)
        for number, stretch in enumerate(hours, start=1):
            _save(ConsultationHours, {"centre": centre, **stretch}, f"{place}, hours, row {number}")

    return Entry("contact_centre", ContactCentre.objects.exists, save)


def _help(facts: dict[str, Any]) -> Iterator[Entry]:
    place = "facts.toml, [help_situations]"
    for number, words in enumerate(_table(facts, "help_situations").get("words", []), start=1):
        row = {"words": words, "position": number}
        yield _entry(Situation, f"situation:{words}", f"{place}, row {number}", row, {"words": words})
    for key, row in _table(facts, "help").items():
        yield _helping(key, dict(row), f"facts.toml, [help.{key}]")


def _helping(key: str, row: dict[str, Any], place: str) -> Entry:
    situations = row.pop("situations", [])

    def save() -> None:
        helping: Any = _save(Help, row, place)
        helping.situations.set(Situation.objects.filter(words__in=situations))

    return Entry(f"help:{key}", Help.objects.filter(who=row.get("who", "")).exists, save)


def _page_file(path: Path, usual: dict[str, Any]) -> PageFile:
    place = f"{path.parent.name}/{path.name}"
    head, separator, body = _text(path).removeprefix("<!--").partition("-->")
    if not separator:
        raise BrokenContentError(f"{place}: must begin with a comment that holds its address, titles and date")
    row = {**usual, **_toml(head, place)}
    version = {name: row.pop(name, None) for name in ["title", "summary", "publish_at"]}
    version |= {name: row.pop(name) for name in ["source", "provision"] if name in row}
    row.setdefault("menu_title", version["title"])
    return PageFile(place, row, {**version, "body": body})


def _page(file: PageFile, *, as_drafts: bool, czech: PageFile | None = None) -> Entry:
    place, address = file.place, file.page.get("address", "")
    # Without one the page says its facts under its name in the menu.
    has_text = any([*map(file.version.get, ["title", "summary", "publish_at"]), file.version["body"].strip()])

    def version() -> dict[str, Any]:
        return {**file.version, **({"translated_from": _made_from(czech)} if czech else {})}

    def save() -> None:
        page = _save(Page, file.page, place)
        if has_text:
            planned = {"publish_at": None} if as_drafts else {}
            _save(PageVersion, {"page": page, **version(), **planned}, place)

    def propose() -> bool:
        page = Page.objects.filter(address=address).first()
        if not has_text or page is None:
            return False
        texts = {name: _referred(name, value, place) for name, value in version().items() if name != "publish_at"}
        return _propose(page, {**texts, "summary": texts["summary"] or ""})

    return Entry(f"page:{address}", Page.objects.filter(address=address).exists, save, propose)


def _made_from(czech: PageFile) -> PageVersion | None:
    """The version with the words of the Czech file; where this site never had them its first one, so that it is old."""
    versions = PageVersion.objects.filter(page__address=czech.page["address"]).order_by("-number")
    title, summary, body = (czech.version[name] or "" for name in ["title", "summary", "body"])
    said = PageVersion(page=Page(), title=title, summary=summary, body=html.sanitise(body))
    return next((version for version in versions if version.says_the_same(said)), versions.last())


def _propose(page: Page, texts: dict[str, Any]) -> bool:
    """A draft with other words than the text has which nobody changed since it was loaded; what editors wrote stays."""
    newest, draft = publishing.newest(page), PageVersion(page=page, **texts, change_note=PROPOSED)
    # Nobody's text may also be that of an account which is gone.
    is_ours = (
        newest is not None and newest.created_by is None and (newest.number == 1 or newest.change_note == PROPOSED)
    )
    return is_ours and publishing.save_draft(draft, None) is not None


def _municipalities(path: Path, shared: dict[str, Any]) -> Iterator[Entry]:
    reader = csv.DictReader(_text(path).splitlines(), strict=True)
    try:
        rows = [(f"{path.name}, line {reader.line_num}", row) for row in reader]
    except csv.Error as error:
        raise BrokenContentError(f"{path.name}, line {reader.line_num}: {error}") from error
    for place, row in rows:
        if None in row or None in row.values():
            raise BrokenContentError(f"{place}: has {'more' if None in row else 'fewer'} values than the header")
        numbers = {name: row[name] or None for name in OPTIONAL_NUMBERS if name in row}
        slug = row.get("slug", "")
        yield _entry(Municipality, f"municipality:{slug}", place, {**shared, **row, **numbers}, {"slug": slug})


def _entry(model: type[Model], key: str, place: str, row: dict[str, Any], identity: dict[str, Any]) -> Entry:
    return Entry(key, model._default_manager.filter(**identity).exists, lambda: _save(model, row, place))


def _save(model: type[Model], row: dict[str, Any], place: str) -> Model:
    values = {name: _referred(name, value, place) for name, value in row.items()}
    unknown = set(values) - {field.name for field in model._meta.fields}
    if unknown:
        raise BrokenContentError(f"{place}, {min(unknown)}: there is no such field")
    instance = model(**values)
    try:
        instance.full_clean()
    except ValidationError as error:
        field, messages = next(iter(error.message_dict.items()))
        where = f"{place}, {field}" if field in values else place
        raise BrokenContentError(f"{where}: {messages[0]}") from error
    instance.save()
    return instance


def _referred(name: str, value: Any, place: str) -> Any:
    if name not in REFERENCES:
        return value
    model, field = REFERENCES[name]
    row = model._default_manager.filter(**{field: value}).first()
    if row is None:
        raise BrokenContentError(f"{place}, {name}: there is no {model._meta.model_name} {value!r}")
    return row


def _table(facts: dict[str, Any], name: str) -> dict[str, Any]:
    if not isinstance(facts.get(name), dict):
        raise BrokenContentError(f"facts.toml: the table [{name}] is missing")
    return facts[name]


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BrokenContentError(f"{path.name}: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise BrokenContentError(f"{path.name}, byte {error.start}: is not UTF-8") from error


def _toml(text: str, place: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BrokenContentError(f"{place}: {error}") from error
