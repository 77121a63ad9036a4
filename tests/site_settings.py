"""The site's settings with the folders of a test: an empty name is none, and not the default."""

import os

from socialnibydleni.settings import *  # noqa: F403 - all of them

MEDIA_ROOT = os.environ["MEDIA_ROOT"]
STATIC_ROOT = os.environ["STATIC_ROOT"]
