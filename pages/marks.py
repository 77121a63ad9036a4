"""Marks that stand on letters, as accents do. Pure: a text in, a text out."""

from unicodedata import combining

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
