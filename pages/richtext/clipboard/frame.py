"""An open element of a clipboard, and how what stands in it is seen: its own look on that of the elements around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pages.richtext.clipboard.looks import Look, colour, length
from pages.richtext.clipboard.unseen import Left, is_tiny, left_out
from pages.richtext.clipboard.writer import Mark

# Emphasis is a style with some programs, but headings and cells are bold for looks.
_INLINE = {"a", "abbr", "b", "em", "font", "i", "ins", "small", "span", "strong", "u"}
_REFERENCE = re.compile(r"Mso(?:Foot|End)noteReference|sd(?:foot|end)note(?:anc|sym)")


@dataclass
class Frame:
    """An open element; most of it comes from the element around."""

    tag: str = ""
    left: Left | None = None  # as what it is left out
    is_invisible: bool = False
    is_tiny: bool = False
    colour: str = ""
    ground: str = ""
    is_strong: bool = False
    is_em: bool = False
    raised: str = ""  # sup or sub
    is_pre: bool = False
    is_sign: bool = False  # what Word puts before an item of a list
    link: Mark | None = None
    # These are its own.
    is_closed: bool = False  # details of which only the summary is seen
    is_part: bool = False  # written apart, because it may be a note
    written: str = ""  # the tag of ours that it became
    has_said: bool = False

    def inside(self, tag: str, attributes: Mapping[str, str], look: Look) -> "Frame":
        """The frame of an element in this one."""
        left = self.left
        if left is None:
            left = Left.HIDDEN if self.is_closed and tag != "summary" else left_out(tag, attributes, look)
        tiny = is_tiny(look)
        return Frame(
            tag=tag,
            left=left,
            is_invisible=_is_invisible(look, self.is_invisible),
            is_tiny=self.is_tiny if tiny is None else tiny,
            colour=_own(look.get("color") or attributes.get("color"), self.colour),
            ground=_ground(attributes, look, self.ground),
            is_strong=_is_strong(tag, look, self.is_strong),
            is_em=_is_em(tag, look, self.is_em),
            raised=self.raised or _raised(tag, attributes, look),
            is_pre=self.is_pre or tag == "pre",
            is_sign=self.is_sign or look.get("mso-list") == "ignore",
            link=self.link,
            is_closed=tag == "details" and "open" not in attributes,
        )

    @property
    def unseen(self) -> Left | None:
        """As what text in it is left out, or None where it is seen."""
        is_same = self.colour == "transparent" or (self.colour and self.colour == self.ground)
        if self.left is None and (self.is_closed or self.is_invisible or self.is_tiny or is_same):
            return Left.HIDDEN
        return self.left

    @property
    def marks(self) -> list[Mark]:
        """The marks of text in it, the outermost first."""
        marks = [self.link] if self.link else []
        said = {"strong": self.is_strong, "em": self.is_em, "sup": self.raised == "sup"}
        return marks + [Mark(tag) for tag, is_so in said.items() if is_so]


def _is_invisible(look: Look, around: bool) -> bool:
    said = look.get("visibility")
    return said in {"hidden", "collapse"} if said in {"hidden", "collapse", "visible"} else around


def _own(value: str | None, around: str) -> str:
    return colour(value) if value and value not in {"inherit", "currentcolor"} else around


def _ground(attributes: Mapping[str, str], look: Look, around: str) -> str:
    value = look.get("background-color") or look.get("background") or attributes.get("bgcolor")
    own = _own(value, around)
    return around if own == "transparent" or value in {"none", "initial"} else own


def _is_strong(tag: str, look: Look, around: bool) -> bool:
    weight = look.get("font-weight", "") if tag in _INLINE else ""
    if number := length(weight):
        return number >= 600
    if weight.startswith("bold"):
        return True
    return (around or tag in {"b", "strong"}) and weight != "normal"


def _is_em(tag: str, look: Look, around: bool) -> bool:
    style = look.get("font-style", "") if tag in _INLINE else ""
    if style.startswith(("italic", "oblique")):
        return True
    return (around or tag in {"em", "i", "cite", "dfn"}) and style != "normal"


def _raised(tag: str, attributes: Mapping[str, str], look: Look) -> str:
    if tag in {"sup", "sub"}:
        return tag
    if tag not in _INLINE:
        return ""
    place = look.get("vertical-align", "")
    height = length(place) or length(look.get("mso-text-raise", "")) or 0
    if place == "super" or height > 0 or _REFERENCE.search(attributes.get("class", "")):
        return "sup"
    return "sub" if place == "sub" or height < 0 else ""
