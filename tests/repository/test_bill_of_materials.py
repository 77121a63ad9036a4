"""make sbom: what a server installs, for machines that look for weaknesses and licences."""

import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from scripts import sbom

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

pytestmark = [pytest.mark.any_database, pytest.mark.process]


def made(folder, seed):
    """What the script prints, in another folder and with sets in another order each time."""
    command = [sys.executable, str(ROOT / "scripts/sbom.py")]
    return subprocess.run(
        command, cwd=folder, env={**os.environ, "PYTHONHASHSEED": seed}, check=True, capture_output=True
    ).stdout


@pytest.fixture(scope="module")
def text():
    return made(ROOT, "1")


@pytest.fixture
def bill(text):
    return json.loads(text)


def test_the_bill_is_valid_and_has_the_same_bytes_each_time(text, tmp_path):
    assert made(tmp_path, "2") == text
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text.decode()) is None


def test_the_bill_names_each_locked_package_and_no_other(bill):
    lock = (ROOT / "requirements.txt").read_text()
    locked = re.findall(r"^([a-z0-9-]+)==(\S+)", lock, re.MULTILINE)
    assert [(one["name"], one["version"]) for one in bill["components"]] == locked
    hashes = [given["content"] for one in bill["components"] for given in one["externalReferences"][0]["hashes"]]
    assert sorted(hashes) == sorted(re.findall(r"sha256:(\w+)", lock))


def test_the_bill_says_who_wants_what(bill):
    wants = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    names = {re.sub(r"pkg:pypi/(.+)@.*", r"\1", wanted) for wanted in wants["socialnibydleni"]}
    assert names == {re.match(r"[\w-]+", one)[0].lower() for one in PROJECT["dependencies"]}
    [otp] = [ref for ref in wants if ref.startswith("pkg:pypi/django-otp@")]
    assert [re.sub("@.*", "", one) for one in wants[otp]] == ["pkg:pypi/django"]
    [typing] = [one for one in bill["components"] if one["name"] == "typing-extensions"]
    assert typing["properties"] == [{"name": "python:environment-marker", "value": "python_full_version < '3.13'"}]


def test_the_bill_says_our_licence_and_that_a_lock_names_no_others(bill):
    assert bill["metadata"]["component"]["licenses"] == [{"expression": PROJECT["license"]}]
    assert [one for one in bill["components"] if "licenses" in one] == []
    assert bill["metadata"]["properties"] == [{"name": "socialnibydleni:licences", "value": sbom.LICENCES}]


def test_a_line_of_the_lock_that_nobody_understands_makes_no_bill():
    with pytest.raises(SystemExit, match=r"does not understand: django @ file:///tmp/django$"):
        list(sbom.locked(["# made by uv", "nh3==0.3.8 \\", "django @ file:///tmp/django"]))
