"""The settings of a running site at whose door each password costs nothing; a real hash takes a third of a second.

Nor does it make pages that nobody asks for.
"""

from tests.site_settings import *  # noqa: F403 - all of them
from tests.site_settings import INSTALLED_APPS as APPS

INSTALLED_APPS = [*APPS, "tests.browser.quiet.Quiet"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
