"""Rules about images: what each says is decided, in words, and it is there (WCAG 2.2: 1.1.1)."""

import re
from collections.abc import Iterator

from pages.gate.parsed import Picture
from pages.gate.terms import Context, Draft, Problem
from pages.gate.words import shortened

LONGEST_ALT = 150  # characters
_FILE_NAME = re.compile(
    r".*\.(jpe?g|png|webp|gif|hei[cf]|avif|tiff?|bmp|svg|pdf)"
    r"|(img|dsc[nf]?|pxl|image|picture|photo|foto|scan|screenshot|snímek|obrázek|p)[\W_]*\d[\d\W_]*"
    r"|[\w-]*[_\d]{4}[\w-]*",
    re.IGNORECASE,
)


def undecided(draft: Draft, _context: Context) -> Iterator[Problem]:
    """Of every image somebody said what it shows, or that it only decorates (WCAG 2.2, 1.1.1 Non-text Content)."""
    for number, picture in enumerate(draft.prose.pictures, 1):
        if picture.alt is None:
            cure = "Popište ho jednou větou, nebo zvolte, že jen zdobí."
            yield Problem(f"{_place(number, picture)} neříká, co na něm je. {cure}")


def file_name(draft: Draft, _context: Context) -> Iterator[Problem]:
    """What an image says is no name of a file (WCAG 2.2, 1.1.1 Non-text Content, failure F30)."""
    for number, picture in enumerate(draft.prose.pictures, 1):
        if picture.alt and _FILE_NAME.fullmatch(picture.alt):
            message = f"{_place(number, picture)} má v popisu název souboru „{shortened(picture.alt)}“."
            yield Problem(f"{message} Napište místo něj, co na obrázku je.")


def long_description(draft: Draft, _context: Context) -> Iterator[Problem]:
    """What an image says has 150 characters at most: who hears it can't stop in its middle. A rule of our own."""
    for number, picture in enumerate(draft.prose.pictures, 1):
        if picture.alt and len(picture.alt) > LONGEST_ALT:
            length = f"má moc dlouhý popis, znaků má {len(picture.alt)}"
            cure = f"Zkraťte ho, smí jich mít {LONGEST_ALT}; zbytek patří do textu."
            yield Problem(f"{_place(number, picture)} {length}. {cure}")


def gone(draft: Draft, context: Context) -> Iterator[Problem]:
    """Every image of a text is there; readers would see nothing in its place. A rule of our own."""
    for number, picture in enumerate(draft.prose.pictures, 1):
        if picture.image not in context.images:
            cure = "Nahrajte ho znovu, nebo ho z textu odeberte."
            yield Problem(f"{_place(number, picture)} už na webu není. {cure}")


def _place(number: int, picture: Picture) -> str:
    caption = f" „{shortened(picture.caption)}“" if picture.caption else ""
    return f"{number}. obrázek{caption}"
