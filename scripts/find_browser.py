"""Print the path of a Chrome or Chromium that Playwright can drive here; where there is none, install one first.

Only the path goes to stdout, everything else to stderr. Exit status 1: none could be had.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import installing

# The shell is the same browser without a window to draw: half the work, and half the time of the tests.
SHELL = "chromium-headless-shell"
ON_PATH = [SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]
OFF_PATH = [
    "/usr/bin/chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
# Asked in a process of its own, so that a Playwright that does not start can be reported in one line.
ASK_PLAYWRIGHT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def output_of(*command):
    """What a program prints; nothing where it is missing, fails or hangs."""
    try:
        done = subprocess.run(
            command, check=True, capture_output=True, stdin=subprocess.DEVNULL, text=True, timeout=installing.MINUTE
        )
    except (subprocess.SubprocessError, OSError):
        return ""
    return done.stdout.strip()


def runs(path):
    """Whether the file is a browser that starts."""
    # A file of the right name is not enough: it can be a distribution's stub, or its libraries can be missing.
    return Path(path).is_file() and "Chrom" in output_of(path, "--version")


def find():
    """The path of the first browser that runs; None where none does, or where Playwright itself does not."""
    playwrights_own = output_of(sys.executable, "-c", ASK_PLAYWRIGHT)
    if not playwrights_own:
        # Then it can drive no browser at all, however many are there.
        print("Playwright does not start here; on a bare Debian it lacks the package libatomic1.", file=sys.stderr)
        return None
    on_path = filter(None, map(shutil.which, ON_PATH))
    return next(filter(runs, [*on_path, *OFF_PATH, playwrights_own]), None)


def has_fonts():
    """Whether Roboto is installed."""
    # The places of things on a page are tested in the face of the design, which phones have.
    return "Roboto" in output_of("fc-list", ":", "family")


def main():
    """Print the path, after installing what is missing; exits with a sentence where that fails."""
    path = find()
    if not (path and has_fonts()) and installing.can_use_apt():
        installing.apt_install("fontconfig", "fonts-liberation", "fonts-roboto-unhinted")
        # Before Playwright's installer, because apt brings the libraries too; without libatomic1 it does not start.
        # Where a browser is there already, none is added: the shell would bring another version of it along.
        if not path and not installing.apt_install(SHELL, "libatomic1"):
            installing.apt_install("chromium", "libatomic1")
        path = find()
    if not path:
        # Without its separate shell, because Playwright names the path of the whole browser only.
        playwright = [sys.executable, "-m", "playwright", "install", "--no-shell", "chromium"]
        installing.succeeds(playwright, 5 * installing.MINUTE)
        path = find()
    if not path:
        sys.exit("No Chrome or Chromium was found and none could be installed; install one and try again.")
    print(path)


if __name__ == "__main__":
    main()
