"""publiccode.yml, by which catalogues of public code know the software.

What the standard demands (https://yml.publiccode.tools, version 0.x) is written out here, as the parser of its authors
checks it; that one is a program in another language.
"""

import copy
import tomllib
from pathlib import Path

import jsonschema
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_CODE = yaml.safe_load((ROOT / "publiccode.yml").read_text())
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]

TEXT = {"type": "string", "minLength": 1}
TEXTS = {"type": "array", "items": TEXT, "minItems": 1}
ADDRESS = {"type": "string", "pattern": "^https://[^/]+/."}
LANGUAGE = "^[a-z]{2,3}(-[A-Za-z0-9]+)*$"
KINDS = ["mobile", "iot", "desktop", "web", "backend", "other"]


def table(demanded, **allowed):
    """A table that has what is demanded, may have what is allowed, and has nothing else."""
    return {
        "type": "object",
        "properties": demanded | allowed,
        "required": list(demanded),
        "additionalProperties": False,
    }


def persons(demanded):
    return {"type": "array", "items": table(demanded, email=TEXT), "minItems": 1}


DESCRIPTION = table(
    {
        "shortDescription": TEXT | {"maxLength": 150},
        "longDescription": TEXT | {"minLength": 150, "maxLength": 10_000},
        "features": TEXTS,
    },
    localisedName=TEXT,
    screenshots=TEXTS,
)
DEPENDENCY = table({"name": TEXT}, versionMin=TEXT, optional={"type": "boolean"})
SCHEMA = table(
    {
        "publiccodeYmlVersion": {"enum": ["0", "0.4", "0.5"]},
        "name": TEXT,
        "url": ADDRESS,
        "platforms": TEXTS,
        "developmentStatus": {"enum": ["concept", "development", "beta", "stable", "obsolete"]},
        "softwareType": {"enum": [*(f"standalone/{kind}" for kind in KINDS), "addon", "library", "configurationFiles"]},
        "description": {
            "type": "object",
            "propertyNames": {"pattern": LANGUAGE},
            "additionalProperties": DESCRIPTION,
            "minProperties": 1,
        },
        "legal": table({"license": TEXT}, mainCopyrightOwner=TEXT, repoOwner=TEXT),
        "maintenance": {
            "oneOf": [
                table({"type": {"const": "none"}}),
                table({"type": {"enum": ["internal", "community"]}, "contacts": persons({"name": TEXT})}),
                table({"type": {"const": "contract"}, "contractors": persons({"name": TEXT, "until": TEXT})}),
            ]
        },
        "localisation": table(
            {
                "localisationReady": {"type": "boolean"},
                "availableLanguages": TEXTS | {"items": {"type": "string", "pattern": LANGUAGE}},
            }
        ),
    },
    softwareVersion=TEXT,
    categories=TEXTS,
    intendedAudience=table({}, countries=TEXTS | {"items": {"pattern": "^[a-z]{2}$"}}, scope=TEXTS),
    dependsOn=table({}, open={"type": "array", "items": DEPENDENCY, "minItems": 1}),
)

pytestmark = pytest.mark.any_database


def test_publiccode_has_what_the_standard_demands():
    jsonschema.validate(PUBLIC_CODE, SCHEMA)


@pytest.mark.parametrize("path", [*SCHEMA["required"], "legal/license", "maintenance/type", "description/en/features"])
def test_publiccode_without_what_the_standard_demands_is_refused(path):
    *tables, key = path.split("/")
    lacking = copy.deepcopy(PUBLIC_CODE)
    inner = lacking
    for name in tables:
        inner = inner[name]
    del inner[key]
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(lacking, SCHEMA)


def test_publiccode_says_the_licence_and_the_version_that_the_project_has():
    assert PUBLIC_CODE["legal"]["license"] == PROJECT["license"]
    assert PUBLIC_CODE["softwareVersion"] == PROJECT["version"]
    assert f"SPDX-License-Identifier: {PROJECT['license']}\n" in (ROOT / "LICENSE").read_text()
    assert f"## {PROJECT['version']} " in (ROOT / "CHANGELOG.md").read_text()


def test_publiccode_says_the_oldest_python_that_the_project_runs_on():
    [python] = [one for one in PUBLIC_CODE["dependsOn"]["open"] if one["name"] == "Python"]
    assert PROJECT["requires-python"] == f">={python['versionMin']}"


def test_the_pictures_that_publiccode_names_are_here():
    pictures = [name for one in PUBLIC_CODE["description"].values() for name in one.get("screenshots", [])]
    assert pictures == ["docs/uvod.png"]
    assert [name for name in pictures if not (ROOT / name).is_file()] == []
