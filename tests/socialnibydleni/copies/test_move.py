"""The site moves to another database with all that it knows, or not at all."""

import sqlite3
from contextlib import closing

import pytest

from tests import prepared
from tests.prepared import MIGRATED, WITH_CONTENT
from tests.socialnibydleni.copies.kept_site import kept_site

pytestmark = pytest.mark.process

FILL = """
from django.utils import timezone
from contact.models import MeetingRequest
from pages.models import Document, DocumentVersion, Project
from django.contrib.auth.models import Group, User
now = timezone.now()
for n in range(700):
    MeetingRequest.objects.create(sender="person", name=f"Č {n}", email="a@example.org", topic="x\\ny", created_at=now,
        key=f"{n:064}")
MeetingRequest.objects.order_by("-pk").first().delete()
user = User.objects.create_user("novak", password="dlouhe-tajne-heslo")
user.groups.add(Group.objects.get(name="Autor"))
document = Document.objects.create(slug="metodika", title="Metodika", category="metodika", year=2020)
DocumentVersion.objects.create(document=document, stored_name="f" * 32, extension="pdf", size=1, digest="0" * 64,
    original_name="a.pdf")
project = Project.objects.get()
project.short_name = "Nový název"
project.save()
"""
A_USER = """
INSERT INTO auth_user (username, password, first_name, last_name, email, is_superuser, is_staff, is_active, date_joined)
VALUES ('jiny', '', '', '', '', 0, 0, 1, '2026-12-01')
"""
BEFORE_SOME = """
DROP TABLE axes_accessattemptexpiration;
DROP TABLE axes_accessattempt;
DELETE FROM django_migrations WHERE app = 'axes';
"""
NEXT = """
from django.db import transaction
from django.utils import timezone
from contact.models import MeetingRequest
with transaction.atomic():
    made = MeetingRequest.objects.create(sender="person", email="a@example.org", topic="x", created_at=timezone.now(),
        key="n" * 64)
    print(made.pk)
    transaction.set_rollback(True)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with kept_site(tmp_path_factory.mktemp("moving"), WITH_CONTENT) as site:
        site.python(FILL)
        yield site


def asked(site, code, address):
    done = site.run("shell", "--no-imports", "-c", code, DATABASE_URL=address)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def rows(site, address):
    is_own = address == site.environment["DATABASE_URL"]
    return site.run("dumpdata", **({} if is_own else {"DATABASE_URL": address})).stdout


def test_all_rows_are_the_same_in_the_new_database_and_again_in_the_next(site, tmp_path):
    first = site.environment["DATABASE_URL"]
    there = f"sqlite:///{tmp_path / 'there.sqlite3'}"
    said = site.manage("move_to", there)
    assert "each compared." in said
    assert "0 are whole, 1 missing or damaged.\n  " + "f" * 32 in said
    assert rows(site, there) == rows(site, first)
    again = site.manage("move_to", there)  # the first may have been cut short as it looked at the uploads
    assert again.startswith("All rows are there already, each compared.\nUploads in ")
    with prepared.own_database(tmp_path, MIGRATED) as back:
        done = site.run("move_to", back, DATABASE_URL=there)
        assert done.returncode == 0, done.stderr
        assert rows(site, back) == rows(site, first)
        assert asked(site, NEXT, there) == asked(site, NEXT, back) == "701"  # what was erased had 700


def test_a_database_in_use_or_away_is_left_alone(site, tmp_path):
    before = rows(site, site.environment["DATABASE_URL"])
    assert site.refusal("move_to", site.environment["DATABASE_URL"]) == (
        "CommandError: Nothing was moved: it has content already; name an empty database."
    )
    old = prepared.copied(tmp_path / "old.sqlite3", MIGRATED)
    with closing(sqlite3.connect(tmp_path / "old.sqlite3")) as there:
        there.executescript(BEFORE_SOME + A_USER)
        before_it = [*there.iterdump()]
        assert "it has content already" in site.refusal("move_to", old)
        assert [*there.iterdump()] == before_it  # nor is anything made in it
    assert "can't be used: unable to open" in site.refusal("move_to", f"sqlite:///{tmp_path / 'no' / 'x'}")
    assert site.refusal("move_to", "mysql://x/y") == "CommandError: ADDRESS: must begin with sqlite:/// or postgres://"
    assert rows(site, site.environment["DATABASE_URL"]) == before


def test_what_the_new_database_does_not_take_leaves_it_empty_and_is_named(site, tmp_path):
    """A table that is stricter there than here."""
    there = prepared.copied(tmp_path / "there.sqlite3", MIGRATED)
    with closing(sqlite3.connect(tmp_path / "there.sqlite3")) as strict:
        strict.execute("CREATE TRIGGER no BEFORE INSERT ON pages_document BEGIN SELECT RAISE(ABORT, 'no'); END")
    said = site.refusal("move_to", there)
    assert said == "CommandError: Nothing was moved: it does not take the rows of pages_document (IntegrityError)."
    with closing(sqlite3.connect(tmp_path / "there.sqlite3")) as strict:
        assert strict.execute("SELECT count(*) FROM pages_page").fetchone() == (0,)
