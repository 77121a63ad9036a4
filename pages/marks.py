"""Marks that stand on letters, as accents do, and letters that stand higher. Pure: a text in, a text out."""

from unicodedata import combining

_HIGHER = str.maketrans("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ")
MOST = 30  # no letter of any language bears as many (UAX #15, 13: Stream-Safe Text Format)


def unpiled(text: str) -> str:
    """The text with at most 30 marks in a row, others left out: normalising takes the square of their number."""
    if len(text) <= MOST or text.isascii():
        return text
    kept, pile = [], 0
    for sign in text:
        pile = pile + 1 if combining(sign) else 0
        if pile <= MOST:
            kept.append(sign)
    return "".join(kept)


def raised(text: str, *, is_note: bool = False) -> str:
    """Raised text as it reads where nothing can be raised: 10⁶, 1(st), and the sign of a note as [1]."""
    bare = text.strip()
    if is_note and bare:
        return f"[{bare.strip('[]()')}]"
    higher = bare.translate(_HIGHER)
    return higher if not set(higher) & set(bare) else f"({bare})"
