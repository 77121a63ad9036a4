"""The terms of the gate: what it knows, what it looks at, what it says."""

from collections.abc import Container, Mapping
from enum import Enum
from typing import NamedTuple

from pages.gate.parsed import Prose


class Kind(Enum):
    """How copies of a fact are recognised."""

    PHONE = "phone"  # in any grouping, with the country code or without it
    WORDS = "words"  # letter by letter, whatever the case, the spaces and the way in which hours are written


class Fact(NamedTuple):
    """A value that a row holds or once held, and the name of the placeholder that belongs into prose instead."""

    kind: Kind
    value: str
    placeholder: str
    is_former: bool = False


class Context(NamedTuple):
    """What a text is held against: its own address, where links may lead (address: anchors there), and the facts.

    Of the images that are there the keys are enough.
    """

    address: str
    targets: Mapping[str, frozenset[str]]
    facts: tuple[Fact, ...]
    host: str
    images: Container[int] = ()


class Draft(NamedTuple):
    """A text as the rules read it."""

    title: str
    summary: str
    prose: Prose


class Problem(NamedTuple):
    """One thing that is wrong: where, and how to mend it, in Czech; a warning does not stop publishing."""

    message: str
    excerpt: str = ""
    field: str = "body"
    is_error: bool = True
