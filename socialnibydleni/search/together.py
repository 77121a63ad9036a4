"""In which sentence of a file the most words of a query stand together. Pure."""

from collections.abc import Iterable
from typing import NamedTuple


class Together(NamedTuple):
    """How many words of a query stand together in one sentence, and the number of the first such sentence."""

    most: int
    first: int


def together(standing: Iterable[int]) -> Together:
    """Where the most of the words stand together; each says by its bits in which sentences it stands."""
    more: list[int] = []  # the sentences with more than 0, 1, 2 … of the words
    for bits in standing:
        for count in reversed(range(len(more))):
            both = more[count] & bits
            if count + 1 < len(more):
                more[count + 1] |= both
            elif both:
                more.append(both)
        more[:1] = [more[0] | bits if more else bits]
    return Together(len(more), (more[-1] & -more[-1]).bit_length() - 1) if more else Together(0, 0)
