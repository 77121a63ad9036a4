"""The files for systemd, read by systemd itself."""

import re
import shutil
import subprocess

import pytest
from django.conf import settings

from tests.running_site import ROOT


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path):
    """With a program that exists here in the place of the one that an operator installs."""
    (tmp_path / "program").write_text("#!/bin/sh\n")
    (tmp_path / "program").chmod(0o755)
    units = [path for kind in ["socket", "service", "timer"] for path in sorted((ROOT / "deploy").glob(f"*.{kind}"))]
    assert len(units) == 7
    for unit in units:
        text = unit.read_text()
        text = text.replace("/srv/socialnibydleni/current/.venv/bin/python", str(tmp_path / "program"))
        (tmp_path / unit.name).write_text(text)
    command = ["systemd-analyze", "verify", *(tmp_path / unit.name for unit in units)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_first_backup_of_a_day_is_kept_and_a_failed_one_keeps_no_older_under_the_name_of_the_day(tmp_path):
    """The command of the unit itself, with another in the place of manage.py."""
    unit = (ROOT / "deploy/socialnibydleni-copies.service").read_text()
    (script,) = re.findall(r"ExecStart=/bin/sh -c '(.*?)'", unit, re.DOTALL)
    script = script.replace("\\\n", "").replace("$$", "$").replace("%%", "%")
    script = script.replace("/var/backups/socialnibydleni", str(tmp_path)).replace(
        ".venv/bin/python manage.py backup --force", "backup"
    )
    script = script.replace(".venv/bin/python manage.py snapshot /var/lib/socialnibydleni/snapshot", "true")

    def run(content, date="2026-11-30"):
        ours = (
            f'date() {{ echo {date}; }}; backup() {{ [ {content} ] && echo {content} >"$1.new" && mv "$1.new" "$1"; }};'
        )
        return subprocess.run(["/bin/sh", "-c", ours + script], check=False).returncode

    assert [run("one"), run("two"), run("", "2026-12-01")] == [0, 0, 1]
    assert {path.name: path.read_text().strip() for path in tmp_path.iterdir()} == {
        "latest.tar.gz": "two",
        "2026-11-30.tar.gz": "one",
    }


def test_backups_are_deleted_within_the_days_that_the_privacy_page_promises():
    """find's +N is N + 1 whole days and more; the timer may come a day late."""
    unit = (ROOT / "deploy/socialnibydleni-copies.service").read_text()
    (days,) = re.findall(r"-mtime \+(\d+) -delete", unit)
    assert int(days) + 1 + 1 == settings.BACKUP_DAYS
