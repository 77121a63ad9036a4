"""The project's own facts inside prose: their placeholders, and what the gate must not let stand as a copy."""

from collections.abc import Iterator

from pages.facts.project import Project
from pages.frame.frame import Frame
from pages.gate.terms import Fact, Kind

PLACEHOLDERS = {
    "název-projektu": ("Celý název projektu", "full_name"),
    "registrační-číslo": ("Registrační číslo projektu", "registration_number"),
}


def value(frame: Frame, field: str) -> str:
    """The project's field as the frame knows it; nothing before the content was loaded."""
    return getattr(frame.get("project"), field, "")


def facts() -> Iterator[Fact]:
    """What the row says and what it ever said, each value once."""
    fields = [field for _, field in PLACEHOLDERS.values()]
    present, ever = (list(rows.values_list(*fields)) for rows in [Project.objects, Project.history])
    for place, name in enumerate(PLACEHOLDERS):
        now = {values[place] for values in present}
        for text in sorted(now | {values[place] for values in ever}):
            yield Fact(Kind.WORDS, text, name, text not in now, is_whole=True)
