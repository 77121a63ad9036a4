"""What comments of a stylesheet say stays in the source; readers get its rules, and nothing else is changed."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from socialnibydleni.serving.static_files import without_comments
from tests import prepared

OURS = Path(__file__).resolve().parents[3] / "static/css"


@pytest.mark.parametrize(
    "name", ["site.css", "sprava.css", "rich_text.css", "collection.css", "event.css", "translation.css"]
)
def test_stylesheets_are_served_without_comments_and_with_every_rule(name):
    source = (OURS / name).read_text()
    folder = prepared.static_files()
    names = json.loads((folder / "staticfiles.json").read_text())["paths"]
    served = (folder / names[f"css/{name}"]).read_text()
    assert "/*" not in served
    written = [line for line in source.splitlines() if "{" in line and "/*" not in line]
    kept = set(served.splitlines())
    assert written
    assert [line for line in written if line not in kept] == []


@given(st.lists(st.sampled_from(["a { b: c }\n", "/* why */", " /* of\ntwo lines * / */\n", "/**/", 'd { e: "/" }'])))
def test_nothing_but_comments_is_taken_out_of_a_stylesheet(parts):
    whole = without_comments("".join(parts).encode()).decode()
    rules = "".join(part for part in parts if "/*" not in part)
    assert "".join(whole.split()) == "".join(rules.split())
