"""Rules about images: what each says is decided, in words, and it is there (WCAG 2.2: 1.1.1)."""

import re
from collections.abc import Iterator

from pages.gate.parsed import Picture
from pages.gate.terms import Act, Context, Cure, Draft, Part, Place, Problem
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
    for picture in draft.prose.pictures:
        if picture.alt is None:
            cure = "Popište ho jednou větou, nebo zvolte, že jen zdobí."
            yield _problem(picture, f"neříká, co na něm je. {cure}")


def file_name(draft: Draft, _context: Context) -> Iterator[Problem]:
    """What an image says is no name of a file (WCAG 2.2, 1.1.1 Non-text Content, failure F30)."""
    for picture in draft.prose.pictures:
        if picture.alt and _FILE_NAME.fullmatch(picture.alt):
            fault = f"má v popisu název souboru „{shortened(picture.alt)}“."
            yield _problem(picture, f"{fault} Napište místo něj, co na obrázku je.")


def long_description(draft: Draft, _context: Context) -> Iterator[Problem]:
    """What an image says has 150 characters at most: who hears it can't stop in its middle. A rule of our own."""
    for picture in draft.prose.pictures:
        if picture.alt and len(picture.alt) > LONGEST_ALT:
            length = f"má moc dlouhý popis, znaků má {len(picture.alt)}"
            cure = f"Zkraťte ho, smí jich mít {LONGEST_ALT}; zbytek patří do textu."
            yield _problem(picture, f"{length}. {cure}")


def gone(draft: Draft, context: Context) -> Iterator[Problem]:
    """Every image of a text is there; readers would see nothing in its place. A rule of our own."""
    for picture in draft.prose.pictures:
        if picture.image not in context.images:
            cure = "Nahrajte ho znovu, nebo ho z textu odeberte."
            yield _problem(picture, f"už na webu není. {cure}")


def _problem(picture: Picture, fault: str) -> Problem:
    caption = f" „{shortened(picture.caption)}“" if picture.caption else ""
    place = Place(Part.IMAGE, picture.alt or "", picture.number)
    return Problem(f"{picture.number + 1}. obrázek{caption} {fault}", place, cure=Cure(Act.IMAGE))
