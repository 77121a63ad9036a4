"""What docs/operation.md says of BACKUP_COMMAND, done by the real programs: the key that opens it is only elsewhere."""

import os
import re
import shutil
import subprocess
import tempfile

import pytest

from tests.running_site import ROOT

FOUND = dict(re.findall(r"^    BACKUP_COMMAND=((age|gpg) .*)$", (ROOT / "docs/operation.md").read_text(), re.MULTILINE))
COMMANDS = {program: command for command, program in FOUND.items()}
CONTENT = b"rows of people" * 1000
SSH = '#!/bin/sh\ncd "$ELSEWHERE" && exec sh -c "$2"\n'  # in the place of the other machine: ssh HOST COMMAND


def need(program):
    if not shutil.which(program):
        pytest.skip(f"this machine has no {program}")


@pytest.fixture
def backup(tmp_path):
    file = tmp_path / "latest.tar.gz"
    file.write_bytes(CONTENT)
    return file


def hand_on(command, backup, **variables):
    """As the site does with each new backup."""
    subprocess.run(["/bin/sh", "-c", command, "sh", backup], env=os.environ | variables, check=True)


def test_a_backup_encrypted_by_age_is_carried_away_and_opened_by_the_key(backup, tmp_path):
    need("age")
    key, elsewhere = tmp_path / "key.txt", tmp_path / "elsewhere"
    subprocess.run(["age-keygen", "-o", key], check=True, capture_output=True)
    ours = subprocess.run(["age-keygen", "-y", key], check=True, capture_output=True, text=True).stdout.strip()
    elsewhere.mkdir()
    (tmp_path / "ssh").write_text(SSH)
    (tmp_path / "ssh").chmod(0o755)
    path = f"{tmp_path}:{os.environ['PATH']}"
    hand_on(COMMANDS["age"].replace("age1YOURKEY", ours), backup, PATH=path, ELSEWHERE=str(elsewhere))
    (carried,) = elsewhere.iterdir()
    assert re.fullmatch(r"\d{4}-\d\d-\d\d\.age", carried.name)
    assert b"people" not in carried.read_bytes()
    assert subprocess.run(["age", "-d", "-i", key, carried], check=True, capture_output=True).stdout == CONTENT


def test_a_backup_encrypted_by_gnupg_is_opened_by_the_key(backup):
    """Whoever encrypts has the public key alone, which nobody has signed."""
    need("gpg")
    with tempfile.TemporaryDirectory() as yours, tempfile.TemporaryDirectory() as sites:  # short, for their sockets
        gpg = ["gpg", "--batch", "--quiet", "--homedir"]
        make = ["--passphrase", "", "--quick-gen-key", "you@example.cz", "default", "default", "never"]
        try:
            subprocess.run([*gpg, yours, *make], check=True, capture_output=True)
            key = subprocess.run([*gpg, yours, "--export", "you@example.cz"], check=True, capture_output=True).stdout
            subprocess.run([*gpg, sites, "--import"], input=key, check=True, capture_output=True)
            hand_on(COMMANDS["gpg"], backup, GNUPGHOME=sites)
            encrypted = backup.with_name("latest.tar.gz.gpg")
            assert b"people" not in encrypted.read_bytes()
            opened = subprocess.run([*gpg, yours, "--decrypt", encrypted], check=True, capture_output=True)
            assert opened.stdout == CONTENT
        finally:
            for home in [yours, sites]:
                subprocess.run(["gpgconf", "--homedir", home, "--kill", "all"], check=True)
