"""A site worth a backup, and its backup."""

import pytest

from tests.prepared import WITH_CONTENT
from tests.socialnibydleni.copies.kept_site import kept_site

FILL = """
from datetime import timedelta
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from contact.models import MeetingRequest
from pages.models import PreviewLink
User.objects.create_user("novak", password="dlouhe-tajne-heslo")
store = SessionStore(); store["x"] = 1; store.save()
def ask(name, closed_at, key):
    state = "closed" if closed_at else "new"
    MeetingRequest.objects.create(sender="person", name=name, email="a@example.org", topic="x\\\\restrict y %s",
        created_at=timezone.now(), closed_at=closed_at, state=state, key=key * 64)
PreviewLink.objects.create(created_at=timezone.now(), expires_at=timezone.now() + timedelta(days=7))
ask("Jana Tichá", None, "a")
ask("Dávno Vyřízená", timezone.now() - timedelta(days=91), "b")
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site with its content, a request for a meeting, one whose time is over, a session and two uploads."""
    with kept_site(tmp_path_factory.mktemp("full"), WITH_CONTENT) as site:
        site.python(FILL)
        (site.media / "2026").mkdir(parents=True)
        (site.media / "2026/zpráva o obcích.pdf").write_bytes(b"%PDF-1.7" + bytes(100_000))
        (site.media / "prázdný.txt").touch()
        yield site


@pytest.fixture(scope="module")
def backup(site):
    """The site's backup, made once."""
    file = site.folder / "backup.tar.gz"
    said = site.manage("backup", file)
    assert said.startswith(f"Backup: {file}, ")
    assert said.endswith(" kB, the database and 2 uploads.\n")
    return file
