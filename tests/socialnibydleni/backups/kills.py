"""A site that has changed since its backup, and a restore of that backup that is killed again and again."""

import json
import subprocess
import sys
from pathlib import Path

from tests.prepared import WITH_CONTENT
from tests.running_site import ROOT
from tests.socialnibydleni.backups.conftest import FILL
from tests.socialnibydleni.backups.files import TEXT
from tests.socialnibydleni.copies.kept_site import kept_site

DOCUMENTS = """
from pages.documents import stored_files
from pages.models import Document, DocumentVersion
def add(slug, content):
    stored = stored_files.keep([content])
    document = Document.objects.create(slug=slug, title=slug, category="metodika", year=2020)
    DocumentVersion.objects.create(document=document, stored_name=stored.name, extension="pdf", size=stored.size,
        digest=stored.digest)
    print(stored.name)
"""
BEFORE = f"{FILL}{DOCUMENTS}ask('Petr Smazaný', None, 'c'); add('zustal', b'a' * 300_000); add('jen-v-zaloze', b'b')"
SINCE = f"""{DOCUMENTS}{TEXT}
from contact.models import MeetingRequest
Document.objects.get(slug="jen-v-zaloze").delete()
MeetingRequest.objects.get(name="Petr Smazaný").delete()
add("pribyl", b"c")
"""


# Before the first file is added, after the last one, after the database was changed, and after all was cleared up.
TURNS = ["uploads.bring(", "disk.sync(place)", "rmtree(path, ignore_errors", "late = erased.keep_gone("]


def kill_restores(folder: Path, seed: int, points: list[str]) -> list[bool]:
    """Kill a restore at each turn and at some more points, see killed.py; return of each whether it left the new site.

    Each must leave one of the two sites, the next must say which, and nothing may lie around then.
    """
    with kept_site(folder / "site", WITH_CONTENT) as site:
        only_new = site.python(BEFORE).split()[-1]
        site.manage("backup", folder / "backup.tar.gz")
        site.python(SINCE)
        site.manage("backup", folder / "old.tar.gz")
        script = Path(__file__).with_name("killed.py")
        done = subprocess.run(
            [sys.executable, script, "backup.tar.gz", "old.tar.gz", str(seed), only_new, *TURNS, *points],
            cwd=folder,
            env={**site.environment, "PYTHONPATH": f"{ROOT}:{site.environment.get('PYTHONPATH', '')}"},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    sites, *kills = map(json.loads, done.stdout.splitlines())
    old, new = sites["old"], sites["new"]
    assert (old["name"], old["documents"], old["bad"]) == ("Jiný název", ["pribyl", "zustal"], [])
    assert (new["name"] != "Jiný název", new["documents"], new["bad"]) == (True, ["jen-v-zaloze", "zustal"], [])
    assert old["requests"] == new["requests"] == ["Jana Tichá"]
    assert len(kills) == len(TURNS) + len(points)
    for kill in kills:
        assert kill["is_killed"] or kill["point"] == "moment", kill  # that may strike just after the end
        assert kill["found"] in (old, new), kill
        assert kill["again"] == old, kill
        assert (set(kill["left"]) <= {"0o700"}, kill["left_again"]) == (True, []), kill
        if kill["left"]:
            which = "in place" if kill["found"] == new else "the old site, whole"
            assert kill["said"].startswith("The restore that was begun on "), kill
            assert f"{which}. What it left was deleted." in kill["said"], kill
    are_new = [kill["found"] == new for kill in kills]
    assert are_new[: len(TURNS)] == [False, False, True, True]
    assert [len(kill["left"]) for kill in kills][: len(TURNS)] == [1, 1, 1, 0]
    return are_new
