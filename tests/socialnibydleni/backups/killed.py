"""Kills restores: killed.py BACKUP OLD SEED NAME POINT… in the environment of a site; a line of JSON for each kill.

BACKUP is restored over the site of OLD and killed with SIGKILL: at a POINT `line`, before a line of our code runs that
was not run before; at `moment`, at any moment, in the middle of a statement of the database too, which SEED decides; at
any other POINT before the line with this text. NAME is a file that only BACKUP has. Then the next restore, of OLD, must
say what it finds.
"""

import hashlib
import itertools
import json
import linecache
import os
import random
import select
import signal
import stat
import sys
import time
from io import StringIO
from pathlib import Path

import django

OURS = ("/socialnibydleni/copies/", "/commands/restore.py", "/pages/documents/")


def killed_at(point, restore):
    """Run it until so many lines of ours were run, or the next has the given text; return how many lines there are."""
    seen = set()

    def on_line(frame, event, _argument):
        if event == "line":
            line = (frame.f_code.co_filename, frame.f_lineno)
            seen.add(line)
            if len(seen) == point or (isinstance(point, str) and point in linecache.getline(*line)):
                os.kill(os.getpid(), signal.SIGKILL)
        return on_line

    sys.settrace(lambda frame, _event, _argument: on_line if is_ours(frame.f_code.co_filename) else None)
    restore()
    sys.settrace(None)
    return len(seen)


def is_ours(name):
    return any(part in name for part in OURS)


def in_child(work, seconds=None):
    """What `work` returns in a process of its own, or None where that was killed; after so many seconds we do it."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            os.write(writing, json.dumps(work()).encode())
        finally:
            os._exit(0)  # it must not go on as its parent
    os.close(writing)
    if seconds is not None and not select.select([reading], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    assert text or os.WIFSIGNALED(status), "it failed"
    return json.loads(text) if text else None


def restore(file):
    """Everything that the command says."""
    from django.core.management import call_command  # noqa: PLC0415 - only a child may open a connection

    out = StringIO()
    call_command("restore", file, "--yes", stdout=out)
    return out.getvalue()


def state():
    """What a reader would find, and the names of files that rows name and that are missing or damaged."""
    from django.conf import settings  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from contact.models import MeetingRequest  # noqa: PLC0415
    from pages.models import Document, DocumentVersion, Project  # noqa: PLC0415

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            others = 1
            while others:  # the server may still be at what the dead one had asked for
                cursor.execute(
                    "SELECT count(*) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
                (others,) = cursor.fetchone()
    folder = Path(settings.MEDIA_ROOT) / "dokumenty"
    bad = [
        version.stored_name
        for version in DocumentVersion.objects.all()
        if not (folder / version.stored_name).exists()
        or hashlib.sha256((folder / version.stored_name).read_bytes()).hexdigest() != version.digest
    ]
    return {
        "name": Project.objects.get().short_name,
        "documents": sorted(Document.objects.values_list("slug", flat=True)),
        "requests": sorted(MeetingRequest.objects.values_list("name", flat=True)),
        "bad": bad,
    }


def lying_around():
    """What an interrupted command has left, with its mode."""
    from django.conf import settings  # noqa: PLC0415

    return [oct(stat.S_IMODE(path.stat().st_mode)) for path in Path(settings.MEDIA_ROOT).glob(".restore-*")]


def forget(name):
    """Of what was erased on the old site long ago the file is gone too; so a restore has one to bring."""
    from django.conf import settings  # noqa: PLC0415

    (Path(settings.MEDIA_ROOT) / "dokumenty" / name).unlink(missing_ok=True)


def main():
    backup, old, seed, only_new, *points = sys.argv[1:]
    django.setup()
    drawn = random.Random(seed)
    began = time.monotonic()
    lines = in_child(lambda: killed_at(0, lambda: restore(backup)))
    seconds = time.monotonic() - began
    new_state = in_child(state)
    in_child(lambda: restore(old))
    old_state = in_child(state)
    tell(lines=lines, new=new_state, old=old_state)
    share, parts = points.count("line"), itertools.count()
    for point in points:
        forget(only_new)
        at, limit = point, None
        if point == "line":  # one from each part of the run
            part = next(parts)
            at = drawn.randrange(lines * part // share, lines * (part + 1) // share) + 1
        elif point == "moment":
            at, limit = 0, seconds * drawn.random()
        is_killed = in_child(lambda at=at: killed_at(at, lambda: restore(backup)), limit) is None
        left, found = lying_around(), in_child(state)
        said = in_child(lambda: restore(old)).splitlines()[0]
        again = in_child(state)
        tell(
            point=point, is_killed=is_killed, left=left, found=found, said=said, again=again, left_again=lying_around()
        )


def tell(**values):
    sys.stdout.write(json.dumps(values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
