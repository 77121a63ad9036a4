"""make audit: a vulnerability fails, and what could not be asked about never looks like a sound package."""

import json

import pytest

from scripts.audit import verdict

pytestmark = pytest.mark.any_database

SOUND = {"name": "nh3", "version": "0.3.8", "vulns": []}
VULNERABLE = {"name": "django", "version": "5.2", "vulns": [{"id": "PYSEC-1", "fix_versions": ["5.2.1", "5.3"]}]}
HOPELESS = {"name": "six", "version": "1.0", "vulns": [{"id": "PYSEC-2", "fix_versions": []}]}
SKIPPED = {"name": "segno", "skip_reason": "not found"}
UNASKED = "!!! NOTHING WAS AUDITED: the database of vulnerabilities can't be reached, or knows no package."


@pytest.mark.parametrize(
    ("packages", "status", "says"),
    [
        ([SOUND], 0, ["Without a known vulnerability: 1 packages."]),
        (
            [SOUND, VULNERABLE, HOPELESS],
            1,
            ["django 5.2: PYSEC-1, mended in: 5.2.1, 5.3", "six 1.0: PYSEC-2, mended in: nothing"],
        ),
        ([SKIPPED, SOUND], 0, ["Without a known vulnerability: 1 packages.", "!!! NOT AUDITED: segno"]),
        ([SKIPPED, VULNERABLE], 1, ["django 5.2: PYSEC-1, mended in: 5.2.1, 5.3", "!!! NOT AUDITED: segno"]),
        ([SKIPPED, SKIPPED], 0, [UNASKED]),
    ],
    ids=["sound", "vulnerable", "one not asked about", "vulnerable and one not asked about", "none asked about"],
)
def test_a_vulnerability_fails_and_a_package_not_asked_about_is_named(packages, status, says):
    assert verdict(json.dumps({"dependencies": packages}), "") == (status, says)


def test_a_database_out_of_reach_is_said_loudly_and_fails_nothing():
    trouble = "Traceback …\nrequests.exceptions.ConnectionError: Failed to resolve"
    said = ["!!! NOTHING WAS AUDITED: requests.exceptions.ConnectionError: Failed to resolve"]
    assert verdict("", trouble) == (0, said)


def test_an_audit_that_breaks_of_itself_fails():
    trouble = "ERROR:pip_audit._cli:requirement django is missing a hash\n"
    assert verdict("", trouble) == (1, [f"!!! NOTHING WAS AUDITED: {trouble.strip()}"])
