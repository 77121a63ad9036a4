"""compose.yaml against the schema of Compose, and beside the files in which the same is said."""

import re
from pathlib import Path

import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from jsonschema.validators import validator_for

ROOT = Path(__file__).parents[2]
STATE, BACKUPS, STATIC = "/var/lib/socialnibydleni", "/var/backups/socialnibydleni", "/srv/static"
OF_SITE = ["prepare", "web", "housekeeping", "copies"]


@pytest.fixture
def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def mounted(service):
    """Where the service has what is not its image's: (what, where)."""
    return [tuple(volume.split(":")[:2]) for volume in service["volumes"]]


def test_it_is_a_compose_file(compose):
    schema = get_builtin_schema("vendor.compose-spec")
    errors = [f"{error.json_path}: {error.message}" for error in validator_for(schema)(schema).iter_errors(compose)]
    assert errors == []
    named = {what for service in compose["services"].values() for what, _ in mounted(service)}
    assert {what for what in named if not what.startswith(("/", "."))} == compose["volumes"].keys()
    for service in compose["services"].values():
        assert service.get("depends_on", {}).keys() <= compose["services"].keys()


@pytest.mark.parametrize("name", OF_SITE)
def test_no_process_of_the_site_can_write_beside_its_volumes_or_gain_rights(compose, name):
    service = compose["services"][name]
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert {where for _, where in mounted(service)} <= {STATE, BACKUPS, STATIC}
    assert f"state:{STATE}" in service["volumes"]


def test_nginx_finds_all_that_its_file_names(compose):
    text = re.sub(r"(?m)#.*$", "", (ROOT / "deploy/nginx.conf").read_text())
    paths = re.findall(r"\b(?:alias|root|proxy_cache_path|ssl_certificate|ssl_certificate_key)\s+(/[^\s;]+)", text)
    places = [where for _, where in mounted(compose["services"]["nginx"])]
    assert len(paths) > 5
    assert [path for path in paths if not any(f"{path}/".startswith(f"{place}/") for place in places)] == []
    assert {what for what, where in mounted(compose["services"]["prepare"]) if where == STATIC} == {"static"}


def test_backups_go_as_soon_as_those_of_the_unit(compose):
    unit = (ROOT / "deploy/socialnibydleni-copies.service").read_text()
    deletes = re.search(r"^ExecStart=/usr/bin/(find .+ -delete)$", unit, re.MULTILINE)[1]
    assert deletes in compose["services"]["copies"]["command"][-1]
    assert f"backups:{BACKUPS}" in compose["services"]["copies"]["volumes"]


def test_the_image_takes_only_what_serves():
    told = (ROOT / ".containerignore").read_text().splitlines()
    assert told[1] == "*"
    taken = {line.removeprefix("!") for line in told if line.startswith("!")}
    assert not taken & {".env", ".git", "tests", "media", "db.sqlite3"}
    assert all((ROOT / name).exists() for name in taken)
