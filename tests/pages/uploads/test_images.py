"""What comes out of an uploaded image: clean copies for the web, or a sentence why not."""

import re
from base64 import b64decode
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pages.documents import apart
from pages.uploads import RefusedError
from pages.uploads.images import BROKEN, MEMORY, TALLEST, TOO_LARGE, WIDTHS, prepared, widths_of
from tests.pages.uploads.made_images import CANARY, CLEAN, HEAVY, REFUSED, drawn, exif, saved

LIMIT = 2_000_000
OF_FORMATS = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression", "loop", "background"}
KINDS = {"avif": "AVIF", "webp": "WEBP", "jpg": "JPEG"}


def made(content):
    return [
        (Image.open(BytesIO(b64decode(copy["content"]))), b64decode(copy["content"]), copy)
        for copy in prepared(BytesIO(content), len(content), LIMIT)
    ]


def test_there_are_more_than_forty_images_that_nobody_should_send():
    assert len(REFUSED) + len(CLEAN) + len(HEAVY) >= 40


@pytest.mark.parametrize("name", REFUSED)
def test_an_image_that_cannot_be_shown_is_refused_with_its_cure(name):
    words, make = REFUSED[name]
    with pytest.raises(RefusedError) as refusal:
        made(make())
    assert re.search(words, str(refusal.value)), refusal.value
    assert str(refusal.value).endswith(".")


@pytest.mark.parametrize("name", CLEAN)
def test_nothing_but_pixels_goes_on(name):
    for image, content, copy in made(CLEAN[name]()):
        assert (image.format, image.size) == (KINDS[copy["extension"]], (copy["width"], copy["height"]))
        assert image.mode == "RGB"
        assert image.info.keys() <= OF_FORMATS
        assert dict(image.getexif()) == {}
        assert CANARY.encode() not in content


def test_an_image_taken_upright_stands_upright_without_saying_so():
    content = saved(drawn(600, 400), exif=exif(orientation=6))  # the camera lay on its left side
    for image, _content, _copy in made(content):
        assert image.width < image.height
        assert image.getpixel((image.width - 20, 20))[0] > 200  # what was on the left is above, and red
        assert image.getpixel((20, 20))[2] > 200


def test_a_wide_image_comes_in_three_widths_and_three_formats():
    sizes = [(copy["width"], copy["height"], copy["extension"]) for *_, copy in made(saved(drawn(3000, 2000)))]
    assert sizes == [(width, width * 2 // 3, kind) for width in WIDTHS for kind in ["avif", "webp", "jpg"]]


def test_the_same_image_makes_the_same_bytes():
    assert [content for _, content, _ in made(saved())] == [content for _, content, _ in made(saved())]


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_no_copy_is_larger_than_the_image_or_than_the_column_needs(width, height):
    widths = widths_of(width, height)
    assert widths == sorted(set(widths))
    assert 1 <= widths[-1] <= min(width, WIDTHS[-1])
    assert widths[-1] * height / width <= max(WIDTHS[-1] * TALLEST, height / width)


@pytest.mark.process
@pytest.mark.parametrize("name", HEAVY)
def test_a_heavy_image_takes_no_more_memory_than_there_is(name, tmp_path):
    file = tmp_path / "image"
    file.write_bytes(HEAVY[name]())
    size = file.stat().st_size
    order = {"memory": MEMORY, "too_hard": "Proces skončil sám.", "size": size, "limit": LIMIT}
    found = _said(lambda: apart.run("pages.uploads.images:prepared", str(file), **order))
    assert found in (KINDS.keys(), BROKEN, TOO_LARGE)


def _said(run):
    try:
        return {copy["extension"] for copy in run()}
    except RefusedError as refusal:
        return str(refusal)
