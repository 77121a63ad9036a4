"""What the first page of each test would make anew: the facts of the content as loaded are read once for all tests.

Also the list of static files, which each client would otherwise read from the disk; and error pages, which a process
renders ahead whenever the content has changed, are rendered when a test looks at one.
"""

import pickle
import re

import time_machine
from django.db import connection
from django.template.loader import render_to_string
from django.utils import timezone
from whitenoise.middleware import WhiteNoiseMiddleware

from pages import registry
from socialnibydleni.serving import error_pages

CHANGE = re.compile(r'(?!SELECT|SAVEPOINT|RELEASE|(?:INSERT INTO|UPDATE) "(?:auth|axes|django_session|otp)_)')


class LoadedFacts:
    """Stands before those who make them. Facts hold for a test until it changes a row, and are handed to it once, in a
    copy that no other test has seen; where questions are counted, or a whole module shares rows, they are read."""

    def __init__(self, patch):
        self.hold = False
        self._load, self._kept = registry.load_facts, {}
        patch.setattr(registry, "load_facts", self.load)
        patch.setattr(error_pages, "render_to_string", LaterPage)
        patch.setattr(WhiteNoiseMiddleware, "add_files", listing_once(WhiteNoiseMiddleware.add_files))

    def watch(self, execute, sql, params, many, context):
        """See every statement of a test."""
        if self.hold and CHANGE.match(sql.lstrip()):
            self.hold = False
        return execute(sql, params, many, context)

    def load(self):
        hold = self.hold and connection.in_atomic_block and not connection.savepoint_ids
        self.hold = False
        if not hold or connection.force_debug_cursor:
            return self._load()
        moment = timezone.now() if time_machine.escape_hatch.is_travelling() else None
        until, values = self._kept.get(moment, (None, b""))
        if not values or (until and until <= timezone.now()):
            found = self._load()
            self._kept[moment] = registry.next_change(found, timezone.now()), pickle.dumps(found)
        return pickle.loads(self._kept[moment][1])


class LaterPage:
    """Stands for a rendered page and for its bytes, until a number is put into them or they are written down."""

    def __init__(self, *page):
        self.page = page

    def encode(self):
        return self

    def decode(self):
        return render_to_string(*self.page)

    def replace(self, *words):
        return render_to_string(*self.page).encode().replace(*words)


def listing_once(add_files):
    listed = {}

    def add(middleware, root, prefix=None):
        if (str(root), prefix) not in listed:
            before = set(middleware.files)
            add_files(middleware, root, prefix)
            listed[str(root), prefix] = {url: middleware.files[url] for url in middleware.files.keys() - before}
        middleware.files.update(listed[str(root), prefix])

    return add
