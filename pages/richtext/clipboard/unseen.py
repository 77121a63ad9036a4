"""What the author's program did not show, and what it showed as a review of the text and not as the text.

Whoever hears a page gets what stands there with aria-hidden or beside the screen; who copied saw only the screen. So
the one is text, and the other is none.
"""

import re
from collections.abc import Mapping
from enum import StrEnum

from pages.richtext.clipboard.looks import Look, length


class Left(StrEnum):
    """What is left out, in the words in which editors are told."""

    PICTURES = "obrázky"
    COMMENTS = "komentáře"
    STRUCK = "smazaný nebo přeškrtnutý text"
    HIDDEN = "skrytý text"
    NOTHING = ""  # what no program shows anywhere


# The reading of a clipboard hands on some tags under other names, see pages.richtext.html.
PICTURES = {"audio", "canvas", "embed", "img", "object", "video"}
_NOWHERE = {"datalist", "meter", "option", "progress", "rp", "script", "select", "style", "template", "title"}
_STRUCK = {"del", "s", "strike"}
_ABOUT_COMMENTS = {"msocomanchor", "msocomtxt", "msocomhide", "msocomoff", "msocommentreference"}
COMMENT = re.compile(r"#(?:_msocom_|_msoanchor_|cmnt(?:_ref)?)\d+$")
_CORNERS = re.compile(r"rect\(\s*(-?[\d.]+)[a-z]*[\s,]+(-?[\d.]+)[a-z]*[\s,]+(-?[\d.]+)[a-z]*[\s,]+(-?[\d.]+)")
_NOTHING_LEFT = re.compile(r"inset\(\s*(?:[5-9]\d|100)|circle\(\s*0|scale[xy]?\(\s*0(?:\.0+)?\s*[,)]|opacity\(0")
ADD_PICTURES = "Obrázky vložte po jednom: uložte je do počítače a klikněte v liště na „Obrázek“."
FAR = -400  # beside any screen, in any unit


def left_out(tag: str, attributes: Mapping[str, str], look: Look) -> Left | None:
    """As what an element is left out with all that is in it, or None where it is seen."""
    classes = set(attributes.get("class", "").lower().split())
    if tag in _NOWHERE:
        return Left.NOTHING
    if look.get("mso-element") in {"comment-list", "comment"} or look.get("mso-special-character") == "comment":
        return Left.COMMENTS
    if classes & _ABOUT_COMMENTS or COMMENT.search(attributes.get("href", "")):
        return Left.COMMENTS
    if _is_hidden(tag, attributes, look):
        return Left.HIDDEN
    decoration = look.get("text-decoration", "") + look.get("text-decoration-line", "")
    if tag in _STRUCK or "msodel" in classes or "line-through" in decoration:
        return Left.STRUCK
    return None


def is_tiny(look: Look) -> bool | None:
    """Whether letters are too small to be seen; None where nothing is said about their size."""
    size = length(look.get("font-size", ""))
    return None if size is None else size < 0.1 or (size <= 1 and look["font-size"].endswith(("px", "pt")))


def _is_hidden(tag: str, attributes: Mapping[str, str], look: Look) -> bool:
    if "hidden" in attributes or (tag == "dialog" and "open" not in attributes):
        return True
    if tag == "tr" and attributes.get("height") == "0":  # measures of columns, as Office writes them
        return True
    if look.get("display") == "none" or look.get("mso-hide") == "all" or look.get("content-visibility") == "hidden":
        return True
    if look.get("mso-element") in {"header", "footer"} or length(look.get("opacity", "1")) == 0:
        return True
    return _is_cut_away(look) or _is_far_away(look)


def _is_cut_away(look: Look) -> bool:
    if _NOTHING_LEFT.search(" ".join(look.get(name, "") for name in ("clip-path", "transform", "filter"))):
        return True
    if corners := _CORNERS.search(look.get("clip", "")):
        top, right, bottom, left = (float(side.strip(".") or 0) for side in corners.groups())
        return bottom - top <= 1 or right - left <= 1
    if not {look.get("overflow"), look.get("overflow-x"), look.get("overflow-y")} & {"hidden", "clip"}:
        return False
    sizes = [length(look.get(name, "")) for name in ("width", "height", "max-width", "max-height")]
    return any(size is not None and size <= 1 for size in sizes)


def _is_far_away(look: Look) -> bool:
    names = ["text-indent", "margin-left", "margin-top"]
    if look.get("position") in {"absolute", "fixed"}:
        names += ["left", "top", "right", "bottom"]
    return any((length(look.get(name, "")) or 0) <= FAR for name in names)


def told(left: Mapping[Left, int]) -> str:
    """What was left out, as a sentence for editors; nothing where nothing was."""
    parts = [f"{kind} ({left[kind]})" if kind is Left.PICTURES else kind for kind in Left if kind and left.get(kind)]
    if not parts:
        return ""
    cure = f" {ADD_PICTURES}" if left.get(Left.PICTURES) else ""
    return f"Z toho, co jste vložili, tu není: {', '.join(parts)}.{cure}"
