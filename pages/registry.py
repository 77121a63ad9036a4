"""What the upper floors hand down to this one from their AppConfig.ready(): pages imports none of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save

from pages.gate.terms import Fact
from pages.web import parts


class Line(NamedTuple):
    """One line of the editors' start page: what, where to go about it, and how old or whose it is.

    Attributes:
        action: what the button says that leads to `url`.
        tone: "loud" for what cannot wait, "bad" for what is broken; both stand before all else.
        facts: as (name, value), to be looked at in place and confirmed by a POST of `confirm` to `url`.
        confirm: the fields of that POST as (name, value), beside the button that says `action`.
        mend: where the facts are changed if they are wrong.
        at: when it comes by itself; it waits for nobody then.
    """

    text: str
    url: str = ""
    note: str = ""
    action: str = "Otevřít"
    tone: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    confirm: tuple[tuple[str, str], ...] = ()
    mend: str = ""
    at: datetime | None = None


class Section(NamedTuple):
    """A part of the start page: its lines for a request, and the words that all is well when there are none.

    Attributes:
        permission: without it the section is not shown; empty: for everybody.
        icon: see templates/admin/_icon.html.
    """

    title: str
    lines: Callable[[Any], Iterable[Line]]  # of a pages.frame.request.Request, which stands above this floor
    empty: str = ""
    permission: str = ""
    icon: str = "alert"


class Entry(NamedTuple):
    """What the search knows of one address, as plain text.

    Attributes:
        also: finds it and is never shown; questions count with their small words: „kde jste“.
        names: what it is called, a line each: a question with all words of a line is about it; where the line begins
            with „=“, only one without any others. Never shown.
        is_aside: it is about the site, not about its subject: its text counts only beside a word of the rest.
        is_detail: it explains one thing of what other entries are about: whatever it says counts less than there.
    """

    address: str
    title: str = ""
    kind: str = ""
    summary: str = ""
    body: str = ""
    also: str = ""
    names: str = ""
    is_aside: bool = False
    is_detail: bool = False

    def joined(self, other: "Entry") -> "Entry":
        """This entry with what `other` has to add to its texts."""
        also, is_aside = f"{self.also} {other.also}".strip(), self.is_aside or other.is_aside
        names = f"{self.names}\n{other.names}".strip()
        return self._replace(body=f"{self.body}\n{other.body}", also=also, names=names, is_aside=is_aside)


class PublicAddress(NamedTuple):
    """One address of this site that readers can open at the moment of a frame.

    Attributes:
        address: the path that names it.
        title: what it is called, as plain text; empty where somebody only adds to an address that another names.
        summary: one sentence about it, or none.
        days: in Prague, on which something of its own was said or verified; None where that is not known.
        anchors: gives the parts to which a link may lead; asked only when needed, because texts are long.
        is_listed: whether it is one of the pages for the sitemap and the feed of changes, made ahead of readers.
    """

    address: str
    title: str = ""
    summary: str = ""
    days: tuple[date | None, ...] = ()
    anchors: Callable[[], frozenset[str]] = frozenset
    is_listed: bool = True

    @property
    def changed_on(self) -> date | None:
        """The latest day on which what is its own changed."""
        return max(filter(None, self.days), default=None)

    def joined(self, others: Sequence["PublicAddress"]) -> "PublicAddress":
        """This address with what `others` have to add."""
        everybody = [self, *others]
        summary = next((one.summary for one in everybody if one.summary), "")
        days = tuple(day for one in everybody for day in one.days)
        return self._replace(
            summary=summary, days=days, anchors=lambda: frozenset().union(*(one.anchors() for one in everybody))
        )


class Link(NamedTuple):
    """An address that stands in a row: in which place, as editors call it, where that is changed, and since when.

    What is over is none; a place whose moment is still to come has it in `starts_at`. The `words` are those of a text.
    """

    place: str
    url: str
    href: str
    starts_at: datetime | None = None
    words: str = ""


class Town(NamedTuple):
    """A town that the site knows: in whose district it lies, as the fact `towns` tells the floors beside each other.

    Attributes:
        orp: its municipality with extended competence.
        region: a value of pages.facts.regions.Region.
        locative: where, with its preposition: „ve Štětí“; empty where nobody wrote it down.
        is_city_district: whether it is one of Prague's.
    """

    name: str
    orp: str
    region: str
    locative: str = ""
    is_city_district: bool = False


class Placeholder(NamedTuple):
    """What `{{name}}` in prose stands for: its name for editors, and the fact of a frame as text or safe markup."""

    label: str
    render: Callable[[Any], str]


_reserved: list[Callable[[], Iterable[str]]] = []
_sections: dict[str, Section] = {}
_placeholders: dict[str, Placeholder] = {}
_guarded: list[Callable[[], Iterable[Fact]]] = []
_addresses: list[Callable[[Any], Iterable[PublicAddress]]] = []
_links: list[Callable[[datetime], Iterable[Link]]] = []
_entries: list[Callable[[datetime], Iterable[Entry]]] = []
_facts: dict[tuple[str, ...], Callable[[], Iterable[Any]]] = {}
_facts_on_demand: dict[str, Callable[["Values"], Any]] = {}
_parts: dict[str, Callable[[], QuerySet]] = {}
_listeners: list[Callable[[], Any]] = []
_next_changes: list[Callable[[Mapping[str, Any], datetime], datetime | None]] = []


class Values(dict[str, Any]):
    """The facts of one content version by name; one lent on demand is read when somebody first asks for it."""

    def __missing__(self, name: str) -> Any:
        return self.setdefault(name, _facts_on_demand[name](self))

    def get(self, name: str, default: Any = None) -> Any:
        """As of any dict, but a fact lent on demand is read now."""
        try:
            return self[name]
        except KeyError:
            return default


def lend_fact(name: str, load: Callable[[], Any]) -> None:
    """Put the result of `load()` on every page's frame as `name`; it is asked once a content version."""
    lend_facts([name], lambda: [load()])


def lend_facts(names: Iterable[str], load: Callable[[], Iterable[Any]]) -> None:
    """As `lend_fact`, for several facts that one query gives, in the order of their names."""
    _facts[tuple(names)] = load


def lend_on_demand(name: str, load: Callable[[Values], Any]) -> None:
    """As `lend_fact`, for a fact that few pages need or that follows from others: `load` is given all of them."""
    _facts_on_demand[name] = load


def load_facts() -> Values:
    """All lent facts, read from the database now, or when they are asked for."""
    return Values(pair for names, load in _facts.items() for pair in zip(names, load(), strict=True))


def offer_part(address: str, rows: Callable[[], QuerySet]) -> None:
    """Show the menu's entry at `address` only while there are any `rows()`; where nobody speaks for it, always.

    That is asked with the facts, again whenever the next change has come.
    """
    _parts[address] = rows


def offered_parts() -> dict[str, QuerySet]:
    """The rows without which an address is not in the menu."""
    return {address: rows() for address, rows in _parts.items()}


def expect_change(rule: Callable[[Mapping[str, Any], datetime], datetime | None]) -> None:
    """Ask `rule(facts, moment)` when, after that moment, the same facts begin to read otherwise; None is never."""
    if rule not in _next_changes:
        _next_changes.append(rule)


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first moment after an aware one from which some page made of these facts is no longer right."""
    return min(filter(None, (rule(facts, moment) for rule in _next_changes)), default=None)


def add_entries(load: Callable[[datetime], Iterable[Entry]]) -> None:
    """Let the search find what `load(moment)` gives: only what readers may see at that moment."""
    if load not in _entries:
        _entries.append(load)


def entries(moment: datetime) -> list[Entry]:
    """Everything the search may find at `moment`. Who first names an address gives it a title, others add to it."""
    found: dict[str, Entry] = {}
    given = [entry for load in _entries for entry in load(moment)]
    for entry in sorted(given, key=lambda entry: not entry.title):  # stable, as for addresses
        found[entry.address] = found[entry.address].joined(entry) if entry.address in found else entry
    return [entry for entry in found.values() if entry.title and not parts.is_off(entry.address)]


def add_placeholder(name: str, label: str, render: Callable[[Any], str]) -> None:
    """Let prose say `{{name}}`, in small letters; `render(frame)` is the fact as text or safe markup, "" if unknown."""
    _placeholders[name] = Placeholder(label, render)


def placeholders() -> dict[str, Placeholder]:
    """All placeholders by their names, as editors choose from them."""
    return dict(_placeholders)


def guard_facts(load: Callable[[], Iterable[Fact]]) -> None:
    """Let the gate refuse prose that copies what `load()` gives: facts as rows hold them or ever held them."""
    if load not in _guarded:
        _guarded.append(load)


def guarded_facts() -> list[Fact]:
    """All facts that prose must not copy."""
    return [fact for load in _guarded for fact in load()]


def add_addresses(load: Callable[[Any], Iterable[PublicAddress]]) -> None:
    """Tell of the addresses that `load(frame)` gives: only what readers can open at the frame's moment."""
    if load not in _addresses:
        _addresses.append(load)


def public_addresses(frame: Any) -> list[PublicAddress]:
    """Every address of this site at the frame's moment. Who first names it gives it a title, others add to it."""
    return frame.shared("addresses", lambda: _joined(entry for load in _addresses for entry in load(frame)))


def _joined(entries: Iterable[PublicAddress]) -> list[PublicAddress]:
    given: dict[str, list[PublicAddress]] = defaultdict(list)
    for entry in sorted(entries, key=lambda entry: not entry.title):  # stable, so that who names it first stays so
        given[entry.address].append(entry)
    named = [(first, others) for first, *others in given.values() if first.title and not parts.is_off(first.address)]
    return [first.joined(others) if others else first for first, others in named]


def listed_addresses(frame: Any) -> list[PublicAddress]:
    """Those of them that are listed: the pages."""
    return [entry for entry in public_addresses(frame) if entry.is_listed]


def link_targets(frame: Any) -> dict[str, frozenset[str]]:
    """Where links in prose may lead on this site at the frame's moment, with the anchors there."""
    return frame.shared("link targets", lambda: {entry.address: entry.anchors() for entry in public_addresses(frame)})


def add_links(load: Callable[[datetime], Iterable[Link]]) -> None:
    """Tell of the addresses in rows other than prose that readers see at a moment or will see later."""
    if load not in _links:
        _links.append(load)


def links(moment: datetime) -> list[Link]:
    """All of them, wherever they lead."""
    return [link for load in _links for link in load(moment)]


def reserve_addresses(load: Callable[[], Iterable[str]]) -> None:
    """Keep the first parts of addresses that `load()` gives for the site: no page of editors may begin with them."""
    if load not in _reserved:
        _reserved.append(load)


def reserved_addresses() -> set[str]:
    """The first parts of addresses that belong to the site itself."""
    return {part for load in _reserved for part in load()}


def add_section(section: Section) -> None:
    """Put a section on the editors' start page; sections stand in the order in which they were first added."""
    _sections.setdefault(section.title, section)


def sections() -> tuple[Section, ...]:
    """The sections of the start page, without those of parts that are off."""
    return tuple(section for section in _sections.values() if parts.has_right(section.permission))


def watch(model: type[Model]) -> None:
    """Count a saved or deleted row of `model` as a change of content, and a row that it begins or ceases to name."""
    for signal in (post_save, post_delete):
        signal.connect(_content_changed, sender=model, dispatch_uid=f"content of {model._meta.label}")
    for field in model._meta.many_to_many:
        sender = getattr(model, field.name).through
        m2m_changed.connect(_content_changed, sender=sender, dispatch_uid=f"content of {sender._meta.label}")


def when_content_changes(listener: Callable[[], Any]) -> None:
    """Call `listener()` once a change of content made in this process has been committed."""
    if listener not in _listeners:
        _listeners.append(listener)


def listeners() -> tuple[Callable[[], Any], ...]:
    """Those who asked to hear of a change."""
    return tuple(_listeners)


def _content_changed(**_signal: Any) -> None:
    apps.get_model("pages", "ContentVersion").objects.raise_number()
