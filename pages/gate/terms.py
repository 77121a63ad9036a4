"""The terms of the gate: what it knows, what it looks at, what it says."""

from collections.abc import Container, Mapping
from enum import Enum
from typing import NamedTuple

from pages.gate.abbreviations import LONG_FORMS
from pages.gate.parsed import Prose


class Kind(Enum):
    """How copies of a fact are recognised."""

    PHONE = "phone"  # in any grouping, with the country code or without it
    WORDS = "words"  # letter by letter, whatever the case, the spaces and the way in which hours are written


class Fact(NamedTuple):
    """A value that a row holds or once held, and the name of the placeholder that belongs into prose instead.

    Attributes:
        is_whole: the placeholder shows this and nothing else, so that it can simply take the place of a copy.
    """

    kind: Kind
    value: str
    placeholder: str
    is_former: bool = False
    is_whole: bool = False


class Context(NamedTuple):
    """What a text is held against: its own address, where links may lead (address: anchors there), and the facts.

    Of the images that are there the keys are enough; what abbreviations stand for is in `long_forms`. The language is
    the code of one of `pages.languages`.
    """

    address: str
    targets: Mapping[str, frozenset[str]]
    facts: tuple[Fact, ...]
    host: str
    images: Container[int] = ()
    long_forms: Mapping[str, str] = LONG_FORMS
    language: str = "cs"


class Draft(NamedTuple):
    """A text as the rules read it."""

    title: str
    summary: str
    prose: Prose


class Part(Enum):
    """What of a field a problem is about."""

    WORDS = "words"  # these words wherever they stand in it
    BLOCK = "block"  # these words in one paragraph, heading, item or cell; an empty heading has none
    LINK = "link"  # one link
    TABLE = "table"  # one table
    IMAGE = "image"  # one image, its words being what it says


class Place(NamedTuple):
    """Where in a field a problem is: its words, and which of the blocks, links, tables or images, from 0 on."""

    part: Part
    words: str
    number: int = 0


class Act(Enum):
    """What mends a place."""

    FACT = "fact"  # a placeholder instead of the words
    ADDRESS = "address"  # another address of the link
    HEADING = "heading"  # a heading of this level
    HEADER_ROW = "header-row"  # headers in the first row of the table
    LINK = "link"  # the editor must say how: the link's own form
    IMAGE = "image"  # likewise, the image's own form


class Cure(NamedTuple):
    """What mends a problem at once where the right form is sure, and what it needs to know for that."""

    act: Act
    value: str = ""


class Problem(NamedTuple):
    """One thing that is wrong: where, and how to mend it, in Czech; a warning does not stop publishing."""

    message: str
    place: Place | None = None
    field: str = "body"
    is_error: bool = True
    cure: Cure | None = None
