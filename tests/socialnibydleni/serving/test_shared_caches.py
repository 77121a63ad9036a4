"""For how long a cache in front may send a page: never past the moment at which it becomes wrong."""

import re
from math import inf

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from socialnibydleni.serving.content_watch import Store
from socialnibydleni.serving.shared_caches import ASK_EACH_TIME, for_caches

NOW = 1_800_000_000  # seconds since the epoch, a whole number of them


def told(now, ends_at, most, version=1):
    with time_machine.travel(now, tick=False):
        return for_caches(Store(version, ends_at), most)


@pytest.mark.parametrize(
    ("left", "most", "seconds"),
    [(3600, 1, 1), (3600, 60, 60), (30.9, 60, 29), (2, 60, 1), (1.9, 60, None), (0, 60, None), (-5, 60, None)],
)
def test_a_cache_may_send_a_page_for_the_smaller_of_what_is_set_and_what_is_left(left, most, seconds):
    found = told(NOW, NOW + left, most)
    assert found == ASK_EACH_TIME if seconds is None else found.control == f", s-maxage={seconds}"


def test_nginx_is_told_the_last_second_itself():
    assert told(NOW + 0.7, NOW + 3600, 1).headers == [("X-Accel-Expires", f"@{NOW}")]
    assert told(NOW + 0.7, NOW + 3600, 10).headers == [("X-Accel-Expires", f"@{NOW + 9}")]


def test_without_a_cache_in_front_or_before_the_content_was_seen_it_has_to_ask_each_time():
    assert told(NOW, NOW + 3600, 0) == ASK_EACH_TIME
    assert told(NOW, inf, 60, version=-1) == ASK_EACH_TIME


@given(
    fraction=st.floats(0, 1, exclude_max=True),
    left=st.floats(0, 100),
    most=st.integers(1, 100),
    late=st.floats(0, 0.99),
)
def test_no_cache_sends_a_page_past_its_end(fraction, left, most, late):
    """Neither one that counts in whole seconds from its receipt, nor nginx, which sends it to the end of a second."""
    now = NOW + fraction
    found = told(now, now + left, most)
    if found == ASK_EACH_TIME:
        return
    kept_until = now + int(re.search(r"s-maxage=(\d+)$", found.control)[1]) + late
    last_second = int(dict(found.headers)["X-Accel-Expires"].removeprefix("@"))
    assert kept_until <= now + left
    assert last_second + 1 <= now + left
    assert last_second + 1 <= now + most
    assert last_second >= int(now)
