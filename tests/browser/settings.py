"""The settings of a running site in whose door each password costs nothing; a real hash takes a third of a second."""

from tests.site_settings import *  # noqa: F403 - all of them

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
