"""The browser that tests may use: where it is, and how it is started so that it talks to nobody else."""

import os

import pytest

BROWSER = os.environ.get("BROWSER", "")
_QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
# Other names are not even looked up; colours are the same whatever the machine's screen is.
_CLOSED = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--force-color-profile=srgb"]
LAUNCH = {"executable_path": BROWSER, "args": ["--no-sandbox", "--no-first-run", *_QUIET, *_CLOSED]}


def require():
    """Skip the test where there is no browser; in CI that is a failure."""
    if BROWSER:
        return
    reason = "BROWSER is empty: no Chrome or Chromium is here (scripts/find_browser.py looks for one)"
    if os.environ.get("CI") == "true":
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)
