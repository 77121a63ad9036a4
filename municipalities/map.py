"""The map of Czechia: from coordinates to places on a sheet, from borders to paths, and where a label has room.

The sheet is WIDTH × HEIGHT units of an SVG drawing and spans LONGITUDES × LATITUDES. It is an equidistant cylindrical
projection, x = (λ − λ₀) cos φ₁ and y = φ₀ − φ, true along the middle parallel φ₁ (J. P. Snyder: Map Projections, A
Working Manual. USGS Professional Paper 1395, 1987, pp. 90–91); over Czechia a length is wrong by 3 % at most.

Everything is rounded to whole units of about 700 m. Equal coordinates stay equal, so a border that two regions share
is the same line twice, without gap or overlap. Pure: numbers and GeoJSON's lists in, numbers and strings out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby, pairwise
from math import cos, radians

# The rectangle around Czechia in degrees of WGS 84; a swapped latitude and longitude falls outside of it.
LATITUDES = (48.5, 51.1)
LONGITUDES = (12.0, 18.9)

WIDTH = 720
_SHRINK = cos(radians(sum(LATITUDES) / 2))
_SCALE = WIDTH / ((LONGITUDES[1] - LONGITUDES[0]) * _SHRINK)  # units in a degree of latitude
HEIGHT = round((LATITUDES[1] - LATITUDES[0]) * _SCALE)

# In units. site.css sets labels in letters of 16; the width of one is that of a broad face, so that a guess errs to
# the side of too little room.
LETTER, ASCENT, DESCENT = 9, 12, 4
DOT = 7  # its radius, the halo around it included
NAME = 44 / 16  # how much larger the name of the one place on a locator is, which is shown small

Point = tuple[int, int]
Ring = list[Point]  # closed: after the last point comes the first again


class Side(StrEnum):
    """Where a label stands, seen from its dot."""

    RIGHT = "right"
    LEFT = "left"
    ABOVE = "above"
    BELOW = "below"


# From the dot to where the text is held, its baseline, and which end of it is held there (SVG's text-anchor).
_LABELS = {
    Side.RIGHT: (DOT + 3, 5, "start"),
    Side.LEFT: (-DOT - 3, 5, "end"),
    Side.ABOVE: (0, -DOT - 5, "middle"),
    Side.BELOW: (0, DOT + 15, "middle"),
}
_BEFORE_ANCHOR = {"start": 0.0, "middle": 0.5, "end": 1.0}  # the part of the text that lies left of where it is held


@dataclass(frozen=True)
class Box:
    """A rectangle of the sheet; two that only touch do not overlap."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def lies_in(self, other: "Box") -> bool:
        """Whether no part of this one is outside of the other."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )


SHEET = Box(0, 0, WIDTH, HEIGHT)


@dataclass(frozen=True)
class Label:
    """Where a text is written: the point at its baseline and which end of it that point holds."""

    x: int
    y: int
    anchor: str
    size: float = 1  # of its letters, in those of the map

    def box(self, text: str) -> Box:
        """The room that the text takes, by a guess at its letters."""
        width = self.size * LETTER * len(text)
        left = self.x - width * _BEFORE_ANCHOR[self.anchor]
        depth = self.size * DESCENT if set(text) & set("gjpqy") else 0
        return Box(left, self.y - self.size * ASCENT, left + width, self.y + depth)


@dataclass(frozen=True)
class Place:
    """A named dot on the sheet with its label at one side."""

    name: str
    x: int
    y: int
    side: Side = Side.RIGHT

    @property
    def dot(self) -> Box:
        """The room that the dot takes, its halo included."""
        return Box(self.x - DOT, self.y - DOT, self.x + DOT, self.y + DOT)

    @property
    def label(self) -> Label:
        """Where the name is written, at the side that the editor chose."""
        return self.label_at(self.side)

    @property
    def name_on_locator(self) -> Label | None:
        """Where the name is written large, alone on the sheet: beside the dot, rather inwards, where it fits."""
        inwards, outwards = (Side.RIGHT, Side.LEFT) if self.x < WIDTH / 2 else (Side.LEFT, Side.RIGHT)
        labels = (self.label_at(side, NAME) for side in [inwards, outwards, Side.ABOVE, Side.BELOW])
        return next((label for label in labels if label.box(self.name).lies_in(SHEET)), None)

    def label_at(self, side: Side, size: float = 1) -> Label:
        """Where the name is written at that side, dot and letters being so much larger than those of the map."""
        right, down, anchor = _LABELS[side]
        return Label(self.x + round(size * right), self.y + round(size * down), anchor, size)


def project(longitude: float, latitude: float) -> Point:
    """Degrees of WGS 84 in, in the order of GeoJSON; the nearest whole point of the sheet out, y downwards."""
    return round((longitude - LONGITUDES[0]) * _SHRINK * _SCALE), round((LATITUDES[1] - latitude) * _SCALE)


def labelled(places: Sequence[Place]) -> list[Place]:
    """Those places whose label can be read: it lies on the sheet, off other dots and off the labels of those before."""
    dots = [place.dot for place in places]
    found: list[Place] = []
    taken: list[Box] = []
    for index, place in enumerate(places):
        box = place.label.box(place.name)
        others = dots[:index] + dots[index + 1 :] + taken
        if box.lies_in(SHEET) and not any(box.overlaps(other) for other in others):
            found.append(place)
            taken.append(box)
    return found


def rings(polygon: Iterable[Iterable[Sequence[float]]]) -> list[Ring]:
    """The coordinates of a GeoJSON Polygon in, its rings on the sheet out; what is too small for the sheet is gone."""
    drawn = ([point for point, _repeats in groupby(project(*position) for position in ring)] for ring in polygon)
    return [ring[:-1] for ring in drawn if len(ring) > 3]


def outline(regions: Iterable[Ring]) -> list[Ring]:
    """The rings of neighbouring regions in, the rings around them all out.

    GeoJSON goes round outer rings anticlockwise (RFC 7946, 3.1.6), so of two neighbours one walks their border there
    and the other back. What only one walks lies outside.
    """
    edges = dict.fromkeys(edge for ring in regions for edge in pairwise([*ring, ring[0]]))
    onward: dict[Point, list[Point]] = {}
    for start, end in edges:
        if (end, start) not in edges:
            onward.setdefault(start, []).append(end)
    found = []
    for start, ends in onward.items():
        while ends:  # more than one where the outline touches itself
            found.append(_walk(onward, start))
    return found


def neighbours(regions: Mapping[str, Iterable[Ring]]) -> dict[str, frozenset[str]]:
    """Of each region those with which it shares a border: what it walks there, they walk back."""
    edges = {code: {edge for ring in rings for edge in pairwise([*ring, ring[0]])} for code, rings in regions.items()}
    back = {code: {(end, start) for start, end in walked} for code, walked in edges.items()}
    return {
        code: frozenset(other for other in edges if other != code and not back[code].isdisjoint(edges[other]))
        for code in edges
    }


def _walk(onward: dict[Point, list[Point]], start: Point) -> Ring:
    """One way from `start` back to it; the edges walked are used up."""
    ring = [start]
    while (point := onward[ring[-1]].pop()) != start:
        ring.append(point)
    return ring


def path(drawn: Iterable[Ring]) -> str:
    """Rings in, the commands of one SVG path out: each ring begins at a point of the sheet and goes on by steps."""
    return "".join(_commands(ring) for ring in drawn)


def _commands(ring: Ring) -> str:
    steps = " ".join(f"{x - from_x} {y - from_y}" for (from_x, from_y), (x, y) in pairwise(ring))
    return f"M{ring[0][0]} {ring[0][1]}l{steps}z".replace(" -", "-")
