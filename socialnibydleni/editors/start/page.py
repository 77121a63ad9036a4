"""What an editor sees first: what waits, loud things first; all that is well in one line; what changed lately."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any, NamedTuple

from contact.meetings import waiting
from contact.reports import inbox as reports
from pages import registry
from pages.editing import unfinished
from pages.editing.translation import lines as translations
from pages.frame.request import Request
from pages.registry import Line, Section
from socialnibydleni.editors.kept import reminders
from socialnibydleni.editors.start import changes, faults, public, tasks, upkeep, verification

UNFOLDED = 3  # lines of a section; a longer page nobody reads to its end
TEXTS = "pages.view_pageversion"


class Shown(NamedTuple):
    """A section ready for the template."""

    title: str
    lines: list[Line]
    icon: str
    well: str

    @property
    def calm(self) -> list[Line]:
        """What waits and can wait a little."""
        return [line for line in self.lines if not line.tone and line.at is None]

    @property
    def first(self) -> list[Line]:
        """Those that are seen at once."""
        return self.calm[:UNFOLDED]

    @property
    def folded(self) -> list[Line]:
        """The rest, one click away."""
        return self.calm[UNFOLDED:]


class Loud(NamedTuple):
    """A line that stands first, with the picture of its section."""

    line: Line
    icon: str


def context(request: Request) -> dict[str, Any]:
    """All that the template of the start page shows to this editor."""
    sections = [
        Shown(section.title, list(section.lines(request)), section.icon, section.empty)
        for section in registry.sections()
        if not section.permission or request.user.has_perm(section.permission)
    ]
    lines = [line for section in sections for line in section.lines]
    newest = changes.last(request)
    return {
        "today": public.day(request.frame.today),
        "tasks": tasks.of(request.user),
        "elsewhere": tasks.elsewhere(request),
        "sections": sections,
        "loud": [*_toned(sections, "loud"), *_toned(sections, "bad")],
        "waits": [section for section in sections if section.calm],
        "well": ", ".join(section.well for section in sections if section.well and not section.lines),
        "planned": sorted((line for line in lines if line.at), key=attrgetter("at")),
        "public": public.seen(request),
        "changes": newest,
        "days": [(day, list(of_day)) for day, of_day in groupby(newest, key=attrgetter("day"))],
    }


def register() -> None:
    """Put the first sections on the start page; called when the apps are ready."""
    for section in [
        Section("Neuložené", reminders.lines, icon="pencil"),
        Section("Žádosti o schůzku", waiting.lines, "žádná žádost nečeká", "contact.view_meetingrequest", "inbox"),
        Section("Hlášení z webu", reports.lines, "žádné hlášení nečeká", "contact.view_report", "alert"),
        Section("Nalezené závady", faults.lines, "texty na webu jsou bez závad", TEXTS),
        Section("K ověření", verification.lines, "k ověření na vás nic nečeká", icon="check"),
        Section("Rozepsané texty", unfinished.drafts, "", TEXTS, "pencil"),
        Section("Překlady", translations.lines, "", "pages.view_translationpage", "language"),
        Section("Vyšlo", unfinished.published, "", TEXTS, "check"),
        Section("Naplánováno", unfinished.planned, "", TEXTS, "clock"),
        Section("Provoz webu", upkeep.lines, "web běží, jak má", "auth.view_user"),
    ]:
        registry.add_section(section)


def _toned(sections: list[Shown], tone: str) -> Iterator[Loud]:
    for section in sections:
        yield from (Loud(line, section.icon) for line in section.lines if line.tone == tone)
