"""The sheet of the map: where a coordinate falls, and that regions that touch in the country touch on the sheet."""

import csv
import json
import re
from collections import Counter
from itertools import combinations, pairwise
from math import acos, cos, dist, radians, sin
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from municipalities.map import HEIGHT, LATITUDES, LONGITUDES, WIDTH, neighbours, outline, path, project, rings
from socialnibydleni.content_files import CONTENT_DIR

ROOT = Path(__file__).resolve().parents[2]
GEOJSON = json.loads((ROOT / "municipalities/regions.geojson").read_text(encoding="utf-8"))
POLYGONS = {feature["id"]: feature["geometry"]["coordinates"] for feature in GEOJSON["features"]}
REGIONS = {code: rings(polygon) for code, polygon in POLYGONS.items()}
ALL_RINGS = [ring for region in REGIONS.values() for ring in region]

longitudes, latitudes = st.floats(*LONGITUDES), st.floats(*LATITUDES)
spots = st.tuples(longitudes, latitudes)


def edges(ring):
    return list(pairwise([*ring, ring[0]]))


def doubled_area(ring) -> int:
    """Twice the area by the shoelace formula, exact in whole numbers; negative where the ring goes the other way."""
    return sum(x * next_y - next_x * y for (x, y), (next_x, next_y) in edges(ring))


def kilometres(one, other) -> float:
    """The great-circle distance on a sphere of 6,371 km."""
    (east, north), (other_east, other_north) = [tuple(map(radians, spot)) for spot in (one, other)]
    return 6371 * acos(min(1, sin(north) * sin(other_north) + cos(north) * cos(other_north) * cos(east - other_east)))


def contains(region, spot) -> bool:
    """Whether a ray from the spot eastwards crosses the rings of a region an odd number of times."""
    x, y = spot
    crossings = [
        (from_x + (y - from_y) * (to_x - from_x) / (to_y - from_y)) > x
        for ring in region
        for (from_x, from_y), (to_x, to_y) in edges(ring)
        if (from_y > y) != (to_y > y)
    ]
    return sum(crossings) % 2 == 1


def cross(one, other) -> bool:
    """Whether two edges have more than an end in common."""
    (a, b), (c, d) = one, other

    def turn(p, q, r):
        return (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0])

    return turn(a, b, c) * turn(a, b, d) < 0 and turn(c, d, a) * turn(c, d, b) < 0


@settings(deadline=None)
@given(spots)
def test_whatever_the_database_lets_in_falls_on_the_sheet(spot):
    x, y = project(*spot)
    assert 0 <= x <= WIDTH
    assert 0 <= y <= HEIGHT


def test_north_west_is_the_first_corner_of_the_sheet_and_south_east_the_last():
    assert project(LONGITUDES[0], LATITUDES[1]) == (0, 0)
    assert project(LONGITUDES[1], LATITUDES[0]) == (WIDTH, HEIGHT)


@settings(deadline=None)
@given(spots, spots)
def test_lengths_are_right_to_three_per_cent_in_every_direction(one, other):
    real = kilometres(one, other)
    assume(real > 60)  # below that the rounding to whole units shows
    assert dist(project(*one), project(*other)) * 0.688 == pytest.approx(real, rel=0.04)


def test_there_are_fourteen_regions():
    assert len(REGIONS) == 14
    assert all(REGIONS.values())


def test_a_border_that_two_regions_share_is_drawn_by_one_there_and_by_the_other_back():
    given = {edge for polygon in POLYGONS.values() for ring in polygon for edge in pairwise(map(tuple, ring))}
    drawn = Counter(edge for ring in ALL_RINGS for edge in edges(ring))
    shared = {(project(*start), project(*end)) for start, end in given if (end, start) in given}
    assert {drawn[edge] for edge in shared if edge[0] != edge[1]} == {1}
    assert len(drawn) - len(shared & set(drawn)) == sum(map(len, outline(ALL_RINGS)))


def test_regions_with_a_common_border_are_neighbours_of_each_other():
    around = neighbours(REGIONS)
    assert around["CZ010"] == {"CZ020"}
    assert around["CZ041"] == {"CZ032", "CZ042"}
    assert len(around["CZ020"]) == 8
    assert all(code in around[other] for code, others in around.items() for other in others)


def test_regions_fill_the_country_without_gap_or_overlap():
    [country] = outline(ALL_RINGS)
    assert sum(map(doubled_area, ALL_RINGS)) == doubled_area(country) != 0


def test_no_border_crosses_another():
    borders = {tuple(sorted(edge)) for ring in ALL_RINGS for edge in edges(ring)}
    assert [pair for pair in combinations(borders, 2) if cross(*pair)] == []


@settings(deadline=None)
@given(st.integers(1, 4), st.integers(1, 4), st.randoms(use_true_random=False))
def test_shared_borders_of_any_mosaic_stay_shared(columns, rows, random):
    corners = {
        (column, row): (13 + column + random.uniform(-0.3, 0.3), 48.9 + row / 2 + random.uniform(-0.15, 0.15))
        for column in range(columns + 1)
        for row in range(rows + 1)
    }
    cells = [
        [corners[column + right, row + up] for right, up in [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)]]
        for column in range(columns)
        for row in range(rows)
    ]
    drawn = [ring for cell in cells for ring in rings([cell])]
    [around] = outline(drawn)
    assert len(around) == 2 * (columns + rows)
    assert sum(map(doubled_area, drawn)) == doubled_area(around)


def test_a_region_around_another_has_an_outline_outside_and_one_inside():
    [praha] = REGIONS["CZ010"]
    hole, outer = sorted(outline(REGIONS["CZ020"]), key=len)
    assert set(edges(hole)) == {(end, start) for start, end in edges(praha)}
    assert doubled_area(hole) * doubled_area(outer) < 0


def test_an_outline_that_touches_itself_is_walked_whole():
    squares = [[(2, 2), (0, 2), (0, 0), (2, 0)], [(2, 2), (4, 2), (4, 4), (2, 4)]]
    walked = [edge for ring in outline(squares) for edge in edges(ring)]
    assert sorted(walked) == sorted(edge for square in squares for edge in edges(square))


def test_what_is_too_small_for_the_sheet_is_not_drawn():
    assert rings([[(15, 50), (15.0001, 50), (15.0001, 50.0001), (15, 50)]]) == []


def test_a_path_begins_at_a_point_and_goes_on_by_steps():
    assert path([[(10, 20), (15, 18), (15, 30)], [(1, 2), (0, 0), (3, 1)]]) == "M10 20l5-2 0 12zM1 2l-1-2 3 1z"


@settings(deadline=None)
@given(st.lists(st.lists(st.tuples(st.integers(0, 720), st.integers(0, 420)), min_size=3), max_size=3))
def test_a_path_can_be_read_back(drawn):
    read = []
    for ring in path(drawn).split("M")[1:]:
        start, steps = ([int(number) for number in re.findall(r"-?\d+", part)] for part in ring.split("l"))
        points = [tuple(start)]
        for step in zip(steps[::2], steps[1::2], strict=True):
            points.append((points[-1][0] + step[0], points[-1][1] + step[1]))
        read.append(points)
    assert read == drawn


def test_every_pilot_municipality_lies_in_its_own_region_and_in_no_other():
    with (CONTENT_DIR / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 16
    for row in rows:
        spot = project(float(row["longitude"]), float(row["latitude"]))
        assert [code for code, region in REGIONS.items() if contains(region, spot)] == [row["region"]], row["name"]


def test_a_unit_of_the_sheet_is_about_seven_hundred_metres():
    assert kilometres((15, LATITUDES[0]), (15, LATITUDES[1])) / HEIGHT == pytest.approx(0.688, abs=0.001)
