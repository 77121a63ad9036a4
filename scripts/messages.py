"""The messages of the public site: put into the catalogues of its other languages, and all catalogues compiled.

A message is Czech as it stands in the code, so that Czech needs no catalogue. uk and en have every message; cs_Easy
(Snadné čtení) has those that it says otherwise. What the packages say in Czech is kept in cs by hand.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ["pages", "municipalities", "contact", "socialnibydleni"]
WHOLE = ["uk", "en"]
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # a day that would make the same catalogue other bytes
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


def messages() -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    """Each message of code and templates, with its plural where it has one, and its context."""
    for path in (path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))):
        yield from _found_in(path.read_bytes())
    for path in sorted((ROOT / "templates").rglob("*.html")) + sorted((ROOT / "templates").rglob("*.txt")):
        yield from _found_in(templatize(path.read_text(), str(path)).encode())


def _found_in(code: bytes) -> Iterator[tuple[str | tuple[str, ...], str | None]]:
    for _, said, _, context in extract("python", BytesIO(code), KEYWORDS):
        yield said, context


def catalogues() -> list[Path]:
    """The files of messages, as people write them."""
    return sorted((ROOT / "locale").rglob("*.po"))


def read(path: Path) -> Catalog:
    """A catalogue with the rule for plurals that its language has."""
    with path.open("rb") as file:
        catalogue = read_po(file)
    catalogue.creation_date = catalogue.revision_date = NEVER
    return catalogue


def compiled(catalogue: Catalog) -> bytes:
    """The same as a program reads it: what is not translated is not in it."""
    out = BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def completed(catalogue: Catalog) -> Catalog:
    """The catalogue with every message that there is, those that are new without a translation, and no other."""
    whole = Catalog(locale=catalogue.locale)
    for said, context in messages():
        singular = said if isinstance(said, str) else said[0]
        known: Message | None = catalogue.get(singular, context)
        whole.add(said, known.string if known else None, context=context)
    return whole


def main() -> None:
    """Write what is new into the whole catalogues, and compile all of them."""
    for path in catalogues():
        if path.parts[-3] in WHOLE:
            head, whole = path.read_bytes().split(b"\n\n", 1)[0], BytesIO()
            write_po(whole, completed(read(path)), width=120, no_location=True, omit_header=True)
            path.write_bytes(head + b"\n\n" + whole.getvalue().rstrip() + b"\n")
        path.with_suffix(".mo").write_bytes(compiled(read(path)))


if __name__ == "__main__":
    settings.configure()
    main()
