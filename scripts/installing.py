"""What the scripts share that install something: try it within a time limit, and as root on Debian by apt."""

import os
import shutil
import signal
import subprocess
import sys

MINUTE = 60
# A closed network must be found out soon, and a busy package system waited for, but not for ever.
APT = ["apt-get", "-qq", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::Retries=2", "-o", "DPkg::Lock::Timeout=120"]


def succeeds(command, seconds):
    """Run an installer; its stdout is dropped, because the callers' own stdout is read by a program."""
    print("Installing:", *command, file=sys.stderr)
    # A process group of its own, so that a time-out ends the helpers too which the installer has started.
    installer = subprocess.Popen(
        command,
        env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        process_group=0,
    )
    try:
        return installer.wait(timeout=seconds) == 0
    except subprocess.TimeoutExpired:
        print(f"Given up after {seconds} s.", file=sys.stderr)
        return False
    finally:
        if installer.poll() is None:
            os.killpg(installer.pid, signal.SIGTERM)


def can_use_apt():
    """Whether apt is here and we are root."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(*packages):
    """Install packages of Debian; whether that went well."""
    # A new machine has no package lists, and an old list names versions that are gone.
    return succeeds([*APT, "update"], 3 * MINUTE) and succeeds(
        [*APT, "install", "-y", "--no-install-recommends", *packages], 8 * MINUTE
    )
