"""The styles of a clipboard, as far as they decide what is seen: its style sheets and the styles of its elements.

Of selectors those are known that office programs write: a tag, a class, a tag with a class, an id.
"""

import re
from collections import defaultdict
from collections.abc import Mapping

Look = Mapping[str, str]

_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?", re.IGNORECASE)
_IMPORTANT = re.compile(r"\s*!\s*important\s*$", re.IGNORECASE)
_LENGTH = re.compile(r"([+-]?\d{0,9}\.?\d{1,9})\s*(px|pt|r?em|%|[a-z]{2})?")
_HEX = re.compile(r"#(?:([0-9a-f]{6})|([0-9a-f]{3}))")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})(?:[\s,/]+([\d.]{1,9}))?\s*\)")
_NAMED = {"white": "ffffff", "black": "000000", "window": "ffffff"}


class Sheet:
    """The rules of style sheets; those for print or a width are left out."""

    def __init__(self) -> None:
        self._rules: dict[str, dict[str, str]] = defaultdict(dict)

    def add(self, css: str) -> None:
        """Read another style sheet; what it says later goes before what it said sooner."""
        first, *commented = css.replace("<!--", "").replace("-->", "").split("/*")
        depth = 0
        for rule in (first + "".join(rest.partition("*/")[2] for rest in commented)).split("}"):
            opened = rule.count("{")
            if not depth and opened == 1:
                selectors, _, body = rule.partition("{")
                for selector in selectors.split(","):
                    self._add(selector.strip(), declared(body))
            depth = max(depth + opened - 1, 0)

    def look(self, tag: str, attributes: Mapping[str, str]) -> Look:
        """The styles of an element: what is nearer to it goes before, what is important before that."""
        classes = attributes.get("class", "").split()
        keys = [tag, *(f".{name}" for name in classes), *(f"{tag}.{name}" for name in classes)]
        keys += [f"{prefix}#{attributes['id']}" for prefix in ("", tag) if "id" in attributes]
        found = [*(self._rules[key] for key in keys if key in self._rules), declared(attributes.get("style", ""))]
        look: dict[str, str] = {}
        for styles in found:
            _lay(styles, look)
        return {name: value.rstrip("!") for name, value in look.items()}

    def _add(self, selector: str, styles: dict[str, str]) -> None:
        if selector and (parts := _SELECTOR.fullmatch(selector)):
            key = (parts[1] or "").lower() + (parts[2] or "") + (parts[3] or "")
            _lay(styles, self._rules[key])


def declared(style: str) -> dict[str, str]:
    """What stands in a style attribute or in the braces of a rule; an important value ends with an exclamation mark."""
    found: dict[str, str] = {}
    for part in style.split(";"):
        name, colon, value = part.partition(":")
        if colon:
            plain = _IMPORTANT.sub("", value.strip())
            _lay({name.strip().lower(): plain.lower() + ("!" if plain != value.strip() else "")}, found)
    return found


def _lay(styles: Mapping[str, str], below: dict[str, str]) -> None:
    """Put styles over others; only what is important covers what is."""
    for name, value in styles.items():
        if "!" in value or "!" not in below.get(name, ""):
            below[name] = value


def length(value: str) -> float | None:
    """The number of a length without its unit, or None for what is no length."""
    found = _LENGTH.match(value.strip())
    return float(found[1]) if found else None


def colour(value: str) -> str:
    """A colour as six digits, "transparent", or "" for what is not known."""
    value = value.strip()
    if found := _HEX.match(value):
        return found[1] or "".join(digit * 2 for digit in found[2])
    if found := _RGB.match(value):
        is_clear = found[4] is not None and not float(found[4].strip(".") or 0)
        return "transparent" if is_clear else "".join(f"{int(part):02x}" for part in found.groups()[:3])
    first = value.split(" ")[0]
    return "transparent" if first == "transparent" else _NAMED.get(first, "")
