"""The folder whose site this is: what is wrong with it stops the start with one line that names the place."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from socialnibydleni import content_folder
from socialnibydleni.content_folder import contrast, read
from tests.running_site import ROOT

SECOND = ROOT / "tests/second_site"


@pytest.fixture
def folder(tmp_path):
    """A copy of the second site that a test may break."""
    return shutil.copytree(SECOND, tmp_path / "content")


def refused(folder, capsys=None):
    with pytest.raises(SystemExit) as stopped:
        read("SITE_CONTENT", str(folder))
    line = str(stopped.value)
    assert line.startswith("SITE_CONTENT: ")
    assert "\n" not in line
    return line


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_folder_that_is_none_stops_the_start(tmp_path):
    assert "there is no facts.toml" in refused(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"news"', '"novinky"', "'novinky' is none of municipalities, contact, help"),
        ('"news"', '"reports"', "reports needs contact"),
        ("parts = [", "parts = ", "site.toml: "),
    ],
)
def test_parts_that_there_are_not_stop_the_start(folder, old, new, said):
    spoil(folder / "site.toml", old, new)
    assert said in refused(folder)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("--link: #1d5c39", "--link: #8fbfa0", "light: --link #8fbfa0 on --bg #fff has contrast 2.0"),
        ("--link: #9ad3ae", "--link: #1d5c39", "dark: --link #1d5c39 on --bg #0a1a11 has contrast 2.2"),
        ("--head: #fff;", "", "dark: --head #14452a on --bg #0a1a11 has contrast 1.6"),  # the light one holds there too
        ("--bg-soft: #f1f8f3", "--eu-ink: #000; --bg-soft: #f1f8f3", "--eu-ink is prescribed by a regulation"),
        ("@layer tokens {", "@layer utilities {", "belongs into @layer tokens"),
    ],
)
def test_colours_that_not_everybody_can_read_stop_the_start(folder, old, new, said):
    spoil(folder / "static/css/colours.css", old, new)
    assert said in refused(folder)


def test_contrast_is_counted_as_the_guidelines_do():
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777", "#fff") == pytest.approx(4.48, abs=0.005)


def test_our_own_colours_hold_against_the_same_pairs(tmp_path):
    shutil.copyfile(SECOND / "facts.toml", tmp_path / "facts.toml")
    ours = (ROOT / "static/css/site.css").read_text(encoding="utf-8").partition(content_folder.LAYER)
    colours = tmp_path / "static" / content_folder.COLOURS
    colours.parent.mkdir(parents=True)
    colours.write_text(ours[1] + ours[2].replace("--eu-ink", "--left-out"), encoding="utf-8")
    assert read("SITE_CONTENT", str(tmp_path)).theme_colour == "#1d3c5d"


@pytest.mark.django_db
def test_a_database_takes_the_content_of_one_site_only(settings):
    settings.CONTENT = settings.CONTENT._replace(name="another")
    with pytest.raises(CommandError, match="holds the content of 'socialnibydleni', and SITE_CONTENT is 'another'"):
        call_command("load_content")
