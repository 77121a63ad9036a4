"""A restore undoes no erasure and lets nobody in whose account was closed, whatever else was lost."""

import re
import shutil
import stat

import pytest

from tests.prepared import WITH_CONTENT
from tests.socialnibydleni.backups.conftest import FILL
from tests.socialnibydleni.copies.kept_site import kept_site

ASKED = (
    FILL
    + """
ask("Petr Smazaný", None, "c")
from contact.models import Report
for key, text in [("y", "Smazané"), ("z", "Zůstane")]:
    Report.objects.create(kind="wrong", text=text, email="a@example.org", created_at=timezone.now(), key=key * 64,
        reference=f"{key}ZZZZZZZ".upper())
User.objects.create_user("odesla", password="x").save()
User.objects.create_user("zrusena", password="x").save()
User.objects.create_user("vracena", password="x", is_active=False).save()
"""
)
# As staff and Správce do it: the first by the button in the admin, which deletes the row as here.
FILL_LATER = """
from django.utils import timezone
from contact.models import MeetingRequest
MeetingRequest.objects.create(sender="person", name="Pozdní", email="a@example.org", topic="x",
    created_at=timezone.now(), key="d" * 64)
"""
SINCE = """
from django.contrib.auth.models import User
from contact.models import MeetingRequest, Report
row = MeetingRequest.objects.get(name="Petr Smazaný"); print(row.reference); row.delete()
Report.objects.get(text="Smazané").delete()
for name, is_active in [("odesla", False), ("vracena", True)]:
    user = User.objects.get(username=name); user.is_active = is_active; user.save()
User.objects.get(username="zrusena").delete()
"""
FOUND = """
from django.contrib.auth.models import User
from contact.models import MeetingRequest, Report
print(*Report.objects.values_list("text", flat=True), end=" ")
print(*MeetingRequest.objects.values_list("name", flat=True), *User.objects.filter(is_active=True).order_by("username"))
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A site with an old backup, and the reference of a request that was erased since."""
    with kept_site(tmp_path_factory.mktemp("changed"), WITH_CONTENT) as site:
        site.python(ASKED)
        site.manage("housekeeping")
        site.manage("backup", site.folder / "old.tar.gz")
        yield site, site.python(SINCE)


REPORT = "YZZZZZZZ"


def lines(said):
    return said.splitlines()[-2:]


def told(reference):
    return [
        f"Requests and reports that stay erased: {', '.join(sorted([reference, REPORT]))}.",
        "Accounts that stay deactivated: odesla, zrusena.",
    ]


LEFT = "Zůstane Jana Tichá novak"


def test_what_was_erased_stays_erased_when_the_list_is_lost_and_what_came_since_is_told(changed):
    site, reference = changed
    site.python(FILL_LATER)
    shutil.rmtree(site.media)
    said = site.manage("restore", site.folder / "old.tar.gz", "--yes")
    assert lines(said) == told(reference)
    assert re.search(
        r"^Lost is what came from (\S+ \S+) to (\S+ \S+)\. requests for a meeting: 1\.$", said, re.MULTILINE
    )
    # The backup is older than the return of „vracena“ too: nobody is let in whom it does not know as an editor.
    assert site.python(FOUND) == LEFT


def test_what_was_erased_stays_erased_when_the_database_is_lost(changed, tmp_path):
    """Another database, empty; the folder of the uploads is there."""
    site, reference = changed
    with kept_site(tmp_path / "new") as new:
        shutil.copytree(site.media, new.media)
        new.manage("housekeeping")  # an empty database must not empty the list
        assert lines(new.manage("restore", site.folder / "old.tar.gz", "--yes")) == told(reference)
        assert new.python(FOUND) == LEFT
        new.python("from contact.models import MeetingRequest as M; M.objects.all().delete()")
        new.python("from contact.models import Report as R; R.objects.all().delete()")
        shutil.rmtree(new.media)
        new.manage("backup", tmp_path / "later.tar.gz")
        # And the next site, which has the newer backup alone, knows it too.
        new.manage("restore", tmp_path / "later.tar.gz", "--yes")
        new.manage("restore", site.folder / "old.tar.gz", "--yes")
        assert new.python(FOUND) == "novak"


def test_the_list_holds_nothing_of_anybody(changed):
    site, reference = changed
    listed = site.media / "smazano.txt"
    text = listed.read_text()
    assert stat.S_IMODE(listed.stat().st_mode) == 0o600
    assert {line[0] for line in text.split()} <= {"-", "+"}
    assert all(len(line) == 65 for line in text.split())
    for word in [reference, REPORT, "Petr", "odesla", "zrusena"]:
        assert word not in text


LATE = """
import subprocess, sys
from django.core.management import call_command
from socialnibydleni.copies import uploads
find = uploads.missing
def missing(*arguments):
    subprocess.run([sys.executable, "manage.py", "shell", "--no-imports", "-c", {code!r}], check=True)
    return find(*arguments)
uploads.missing = missing
call_command("restore", {file!r}, "--yes")
"""


def test_what_is_erased_during_a_restore_stays_erased(changed):
    """The list of the present database was already read."""
    site, _ = changed
    site.manage("backup", site.folder / "with-jana.tar.gz")
    code = 'from contact.models import MeetingRequest as M; r = M.objects.get(name="Jana Tichá"); '
    reference = site.python(code + "print(r.reference)")
    said = site.python(LATE.format(code=code + "r.delete()", file=str(site.folder / "with-jana.tar.gz")))
    assert lines(said)[0] == f"Requests and reports that stay erased: {reference}."
    assert "Jana" not in site.python(FOUND)  # who may sign in is asked by the tests before


CLOSED = """
from datetime import timedelta
from django.utils import timezone
from contact.models import MeetingRequest
closed_at = timezone.now() - timedelta(days=99)
MeetingRequest.objects.create(sender="person", name="Znovu Otevřená", email="a@example.org", topic="x", state="closed",
    created_at=closed_at, closed_at=closed_at, key="d" * 64)
"""
OPENED = """
from contact.models import MeetingRequest
MeetingRequest.objects.filter(name="Znovu Otevřená").update(state="new", closed_at=None)
"""


def test_what_a_restore_erases_in_a_backup_is_not_gone_from_the_site_when_it_fails(changed, tmp_path):
    """In the backup its time is over; here somebody has taken it up again."""
    site, _ = changed
    site.python(CLOSED)
    (site.media / "2026").mkdir()
    (site.media / "2026/a.txt").touch()
    site.manage("backup", tmp_path / "backup.tar.gz")
    site.python(OPENED)
    shutil.rmtree(site.media / "2026")
    (site.media / "2026").touch()  # no folder can be made here
    listed = (site.media / "smazano.txt").read_bytes()
    assert site.refusal("restore", tmp_path / "backup.tar.gz", "--yes").endswith("Nothing was changed.")
    assert (site.media / "smazano.txt").read_bytes() == listed
    assert "Znovu Otevřená" in site.python(FOUND)
