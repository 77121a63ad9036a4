"""Labels on the map: at the chosen side of their dot, never over another dot or label, never cut."""

import csv
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from municipalities.map import HEIGHT, SHEET, WIDTH, Box, Place, Side, labelled, project
from socialnibydleni.content_files import CONTENT_DIR

names = st.text("Aá čgřjWi-7", min_size=1, max_size=60)
places = st.builds(Place, names, st.integers(0, WIDTH), st.integers(0, HEIGHT), st.sampled_from(Side))
several = st.lists(places, max_size=12, unique_by=lambda place: place.name)  # as in the database


def box(place):
    return place.label.box(place.name)


@pytest.mark.parametrize(
    ("side", "label"),
    [
        (Side.RIGHT, (410, 205, "start")),
        (Side.LEFT, (390, 205, "end")),
        (Side.ABOVE, (400, 188, "middle")),
        (Side.BELOW, (400, 222, "middle")),
    ],
)
def test_a_label_stands_at_the_chosen_side_of_its_dot(side, label):
    place = Place("Štětí", 400, 200, side)
    assert (place.label.x, place.label.y, place.label.anchor) == label
    assert labelled([place]) == [place]


@settings(deadline=None)
@given(places)
def test_a_label_never_covers_its_own_dot(place):
    assert not box(place).overlaps(place.dot)


@settings(deadline=None)
@given(several)
def test_a_label_is_left_out_only_where_it_could_not_be_read(listed):
    readable = labelled(listed)
    assert readable == [place for place in listed if place in readable]
    for index, place in enumerate(listed):
        dots = [other.dot for other in listed if other is not place]
        earlier = [box(other) for other in listed[:index] if other in readable]
        is_free = not any(box(place).overlaps(other) for other in dots + earlier)
        assert (place in readable) == (is_free and box(place).lies_in(SHEET))


@settings(deadline=None)
@given(several)
def test_no_two_labels_overlap(listed):
    for one, other in combinations(labelled(listed), 2):
        assert not box(one).overlaps(box(other))


@pytest.mark.parametrize("x", [0, WIDTH])
def test_a_label_that_would_be_cut_at_the_edge_is_left_out(x):
    inwards, outwards = (Side.RIGHT, Side.LEFT) if x == 0 else (Side.LEFT, Side.RIGHT)
    assert labelled([Place("Aš", x, 200, outwards)]) == []
    assert labelled([Place("Aš", x, 200, inwards)]) != []


def test_of_two_labels_in_each_others_way_the_first_stays():
    first, second = Place("Praha 7", 254, 162, Side.BELOW), Place("Praha 14", 270, 162, Side.BELOW)
    assert labelled([first, second]) == [first]
    assert labelled([second, first]) == [second]


def test_only_letters_with_a_tail_reach_below_the_line():
    assert box(Place("Jihlava", 0, 0)).bottom == 5
    assert [box(Place(letter, 0, 0)).bottom for letter in "gjpqy"] == [9] * 5


@settings(deadline=None)
@given(places)
def test_the_name_on_a_locator_lies_on_the_sheet_and_off_its_dot_or_is_left_out(place):
    if label := place.name_on_locator:
        name = label.box(place.name)
        assert name.lies_in(SHEET)
        assert not name.overlaps(Box(place.x - 17, place.y - 17, place.x + 17, place.y + 17))
    else:
        assert len(place.name) > 10 or not Box(place.x - 40, place.y - 40, place.x + 40, place.y + 40).lies_in(SHEET)


def test_all_sixteen_names_have_room_on_their_locators():
    assert all(place.name_on_locator for place in loaded())


def test_all_sixteen_labels_have_room():
    listed = loaded()
    assert len(listed) == 16
    assert labelled(listed) == listed


def loaded():
    with (CONTENT_DIR / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        return [
            Place(row["name"], *project(float(row["longitude"]), float(row["latitude"])), Side(row["label_side"]))
            for row in csv.DictReader(file)
        ]
