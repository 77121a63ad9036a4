"""The site's settings in the process of the tests, which no .env of this folder changes.

What the tests start finds the same in its environment, and has the site's own settings.
"""

import os

os.environ |= {
    "ENV_FILE": "",
    "SITE_URL": "http://127.0.0.1:8000",
    "SECRET_KEY": "for-tests-only-it-guards-nothing-0123456789-abcdefghijk",
    "PYTHONPATH": ".",
    "DJANGO_SETTINGS_MODULE": "socialnibydleni.settings",
}
os.environ.setdefault("DATABASE_URL", "sqlite://:memory:")

from socialnibydleni.settings import *  # noqa: F403 - all of them
