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
    units = sorted((ROOT / "deploy").glob("*.service")) + sorted((ROOT / "deploy").glob("*.timer"))
    assert len(units) == 5
    for unit in units:
        text = unit.read_text()
        for program in ["python", "gunicorn"]:
            text = text.replace(f"/srv/socialnibydleni/.venv/bin/{program}", str(tmp_path / "program"))
        (tmp_path / unit.name).write_text(text)
    command = ["systemd-analyze", "verify", *(tmp_path / unit.name for unit in units)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_backups_are_deleted_within_the_days_that_the_privacy_page_promises():
    """find's +N is N + 1 whole days and more; the timer may come a day late."""
    unit = (ROOT / "deploy/socialnibydleni-copies.service").read_text()
    (days,) = re.findall(r"-mtime \+(\d+) -delete", unit)
    assert int(days) + 1 + 1 == settings.BACKUP_DAYS
