"""Print the path of an nginx; where there is none, install one first, without starting its service.

Only the path goes to stdout, everything else to stderr. Exit status 1: none could be had.
"""

import contextlib
import shutil
import sys
from pathlib import Path

import installing

OFF_PATH = "/usr/sbin/nginx"  # where Debian has it, and most people's PATH has not
POLICY = Path("/usr/sbin/policy-rc.d")  # asked by Debian's packages before they start a service; 101 is no


def find():
    """The path of nginx; None where there is none."""
    return shutil.which("nginx") or shutil.which(OFF_PATH)


@contextlib.contextmanager
def no_service_starts():
    """A package that is installed for a test must not open a port to the world."""
    if POLICY.exists():
        yield
        return
    POLICY.write_text("#!/bin/sh\nexit 101\n")
    POLICY.chmod(0o755)
    try:
        yield
    finally:
        POLICY.unlink()


def main():
    """Print the path, after installing nginx where it is missing; exits with a sentence where that fails."""
    path = find()
    if not path and installing.can_use_apt():
        with no_service_starts():
            installing.apt_install("nginx", "openssl")
        path = find()
    if not path:
        sys.exit("No nginx was found and none could be installed; install one and try again.")
    print(path)


if __name__ == "__main__":
    main()
