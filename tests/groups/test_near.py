"""Distances, and the nearest places: exact wherever on earth one stands."""

import math
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic.groups.policy import Point, band, boxes, distance, miles_words, nearest

BERLIN, PARIS = Point(52.52, 13.405), Point(48.8566, 2.3522)
latitudes = st.one_of(st.floats(-90, 90), st.sampled_from([-90.0, 90.0, 89.9999, 0.0]))
longitudes = st.one_of(st.floats(-180, 180), st.sampled_from([-180.0, 180.0, 179.9999, -179.9999]))


class Place(NamedTuple):
    number: int
    latitude: float
    longitude: float


spots = st.tuples(latitudes, longitudes)
many_places = st.lists(spots, min_size=1, max_size=40).map(
    lambda found: [Place(number, *spot) for number, spot in enumerate(found + found[:3])]
)


def inside(place, box):
    lies_between = box.south <= place.latitude <= box.north
    return lies_between and box.west <= place.longitude <= box.east


def looked_up(places):
    def fetch(around):
        return [place for place in places if any(inside(place, box) for box in around)]

    return fetch


def test_the_way_between_two_known_cities():
    assert distance(BERLIN, PARIS) == pytest.approx(877.5, abs=1)


def test_half_way_round_is_half_the_earth():
    assert distance(Point(0, 0), Point(0, 180)) == pytest.approx(math.pi * 6371.0088)


@given(spots, many_places, st.integers(1, 50))
def test_the_nearest_are_those_a_scan_finds(spot, places, count):
    home = Point(*spot)

    found = nearest(home, count, looked_up(places))

    scanned = sorted(distance(home, place) for place in places)
    assert [km for km, _place in found][:count] == scanned[:count]
    assert len({place.number for _km, place in found}) == len(found)


@given(spots, many_places, st.floats(0, 20_000))
def test_a_box_holds_all_that_is_so_near(spot, places, km):
    home = Point(*spot)
    around = boxes(home, km)

    for place in places:
        near = distance(home, place) <= km
        assert not near or any(inside(place, box) for box in around)


def test_a_reach_ends_the_search():
    home, places = Point(45, -122), [Place(1, 45.1, -122), Place(2, 46, -122)]

    assert [place.number for _km, place in nearest(home, 9, looked_up(places), reach_km=50)] == [1]


def test_a_small_circle_is_not_trusted_beyond_its_edge():
    """The corner of a box lies farther out than its edge: what is there must wait."""
    home = Point(0, 0)
    corner, beyond = Place(1, 0.0175, 0.0175), Place(2, 0.0, 0.02)

    found = nearest(home, 1, looked_up([corner, beyond]))

    assert next(place.number for _km, place in found) == 2


@pytest.mark.parametrize(
    ("km", "found"), [(0, 0), (1, 0), (1.1, 1), (8, 2), (15.9, 3), (17, 4), (None, None)]
)
def test_bands(km, found):
    assert band(km) == found


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize(
    ("km", "coarse", "words"),
    [
        (0.4, False, "under 1 mile"),
        (1.6, False, "about 1 mile"),
        (3.3, False, "about 2 miles"),
        (0.4, True, "within 2 miles"),
        (3.3, True, "2 to 5 miles"),
        (30, True, "10 to 25 miles"),
        (90, True, "over 25 miles"),
    ],
)
def test_how_far_in_words(km, coarse, words):
    assert miles_words(km, coarse=coarse, approximate=False) == words


@pytest.mark.usefixtures("session")
def test_an_approximate_place_says_so():
    words = miles_words(3.3, coarse=False, approximate=True)

    assert words == "about 2 miles, place approximate"
