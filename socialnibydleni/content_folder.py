"""The folder whose site this is: its texts and facts, which parts it has, its looks. Pure, but for reading the folder.

Read when the process starts: what is wrong stops it with one line, as a wrong value of the environment does.
"""

import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from socialnibydleni.environment import BASE_DIR, stop

# What a folder may leave out: where each part begins, and the models that only it has.
PARTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "municipalities": (("/obce/",), ("municipalities.municipality",)),
    "contact": (
        ("/kontaktni-centrum/",),
        (
            *("contact.contactcentre", "contact.openinghours", "contact.meetingrequest"),
            *("contact.consultationhours", "contact.hoursexception"),
        ),
    ),
    "help": (("/kam-se-obratit/",), ("contact.help", "contact.situation")),
    "reports": (("/nahlasit-chybu/",), ("contact.report",)),
    "news": (("/aktuality/", "/aktuality.atom"), ("pages.newspage",)),
    "documents": (
        ("/dokumenty/", "/dokumenty.atom"),
        ("pages.document", "pages.documentcategory", "pages.collectionpage"),
    ),
    "events": (("/akce/", "/akce.atom"), ("pages.eventpage",)),
    "questions": (("/otazky/",), ("pages.questionpage",)),
    "glossary": (("/slovnik/",), ("pages.termpage",)),
    "open-data": (("/otevrena-data/",), ("pages.termsofuse",)),
}
COLOURS = "css/colours.css"  # in the folder's static files; after ours, so that its tokens hold
# WCAG 2.2, 1.4.3 (4.5 for text) and 1.4.11 (3 for what is needed to see a control): the pairs of our own stylesheet.
PAIRS = [
    *(("ink", ground, 4.5) for ground in ["bg", "bg-soft", "bg-tint", "bg-card"]),
    *(("ink-2", ground, 4.5) for ground in ["bg", "bg-soft", "bg-card"]),
    *(("head", ground, 4.5) for ground in ["bg", "bg-soft", "bg-card"]),
    *(("link", ground, 4.5) for ground in ["bg", "bg-soft", "bg-tint", "bg-card"]),
    *(("visited", "bg", 4.5), ("act-on", "act", 4.5), ("act-on", "act-hover", 4.5), ("err", "bg", 4.5)),
    *(("foot-ink", "foot", 4.5), ("foot-2", "foot", 4.5), ("ok", "ok-bg", 4.5), ("eu-ink", "bg", 4.5)),
    *(("focus", "bg", 3.0), ("focus", "bg-soft", 3.0), ("line-2", "bg", 3.0)),
]
SCHEMES = ("light", "dark")
LAYER = "@layer tokens {"
_TOKEN = re.compile(r"--([a-z0-9-]+):\s*(#[0-9a-fA-F]{3}(?:[0-9a-fA-F]{3})?)\s*[;}]")
_DARK = re.compile(r"prefers-color-scheme:\s*dark\)\s*\{\s*:root\s*\{([^}]*\})")
_TO_THE_EU = {"eu-ink", "font-eu"}  # regulations say how that looks


class ContentFolder(NamedTuple):
    """What the site is made of that is no code.

    Attributes:
        parts: the keys of PARTS that are on.
        theme_colour: what phones tint their own bars with.
    """

    path: Path
    name: str
    parts: frozenset[str]
    theme_colour: str

    @property
    def templates(self) -> list[Path]:
        """Where templates of its own lie: the mark, the picture above the fold."""
        return self._folders("templates")

    @property
    def static(self) -> list[Path]:
        """Where static files of its own lie: icons, colours."""
        return self._folders("static")

    @property
    def has_colours(self) -> bool:
        """Whether it has any of its own."""
        return (self.path / "static" / COLOURS).is_file()

    @property
    def addresses_off(self) -> tuple[str, ...]:
        """Where the parts begin that are off, in the administration too."""
        admin = [f"/sprava/{label.replace('.', '/')}/" for label in sorted(self.models_off)]
        return (*chain.from_iterable(PARTS[part][0] for part in self._off), *admin)

    @property
    def models_off(self) -> frozenset[str]:
        """Their models."""
        return frozenset(chain.from_iterable(PARTS[part][1] for part in self._off))

    @property
    def _off(self) -> list[str]:
        return [part for part in PARTS if part not in self.parts]

    def _folders(self, name: str) -> list[Path]:
        folder = self.path / name
        return [folder] if folder.is_dir() else []


def read(variable: str, value: str) -> ContentFolder:
    """The folder at a path, from where the site lies unless it is a whole one; `variable` is where that was said."""
    path = (BASE_DIR / value).resolve()
    if not (path / "facts.toml").is_file():
        stop(variable, f"there is no facts.toml in {path}")
    said = _site(variable, path / "site.toml")
    parts = said.get("parts", list(PARTS))
    if unknown := [part for part in parts if part not in PARTS]:
        stop(variable, f"site.toml, parts: {unknown[0]!r} is none of {', '.join(PARTS)}")
    if "reports" in parts and "contact" not in parts:
        stop(variable, "site.toml, parts: reports needs contact, whose people read them")
    colours = _colours(variable, path / "static" / COLOURS)
    return ContentFolder(path, str(said.get("name", path.name)), frozenset(parts), colours["foot"])


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, 1 to 21, as WCAG 2.2 counts it."""
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def _site(variable: str, file: Path) -> dict:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        stop(variable, f"site.toml: {error}")


def _colours(variable: str, file: Path) -> dict[str, str]:
    """The light colours that hold, ours and over them the folder's; those of both schemes are far enough apart."""
    ours = _tokens((BASE_DIR / "static/css/site.css").read_text(encoding="utf-8").partition(LAYER)[2])
    css = file.read_text(encoding="utf-8") if file.is_file() else ""
    own = _tokens(css)
    light = {**ours["light"], **own["light"]}
    if css and not css.partition(LAYER)[1]:
        stop(variable, f"{COLOURS}: all of it belongs into {LAYER} … }}, or it would hold on paper too")
    for scheme in SCHEMES:
        # The folder's sheet comes after ours, so that what it says of the light holds in the dark unless it says more.
        held = light if scheme == "light" else {**ours["light"], **ours["dark"], **own["light"], **own["dark"]}
        if meddled := _TO_THE_EU & own[scheme].keys():
            stop(variable, f"{COLOURS}: --{min(meddled)} is prescribed by a regulation")
        for ink, ground, least in PAIRS:
            if (found := contrast(held[ink], held[ground])) < least:
                pair = f"--{ink} {held[ink]} on --{ground} {held[ground]}"
                stop(variable, f"{COLOURS}, {scheme}: {pair} has contrast {found:.2f}, it needs {least}")
    return light


def _tokens(css: str) -> dict[str, dict[str, str]]:
    """Those of both schemes; where a token stands more than once, as for paper, its first value."""
    texts = {"light": _DARK.sub("", css), "dark": "".join(_DARK.findall(css))}
    return {scheme: dict(reversed(_TOKEN.findall(text))) for scheme, text in texts.items()}


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    shares = (int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4))
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
