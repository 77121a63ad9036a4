"""In which coding a reader gets a page."""

import pytest

from socialnibydleni.serving.codings import best_coding


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", "identity"),
        ("br", "br"),
        ("gzip, br;q=0.1", "br"),
        ("BR ; Q=0, GZIP", "gzip"),
        ("*", "br"),
        ("*;q=0", "identity"),
        ("br;q=0, *", "gzip"),
        ("deflate, zstd", "identity"),
        ("br;q=nonsense", "identity"),
        (",,;;=", "identity"),
    ],
)
def test_codings_follow_the_weights_of_the_reader(accepted, coding):
    assert best_coding(accepted) == coding
