"""An editor who gives the project one short name after another, and when each of them was committed."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

# The clock is that of the readers, because the machine is the same. Whom an outage meets tries again.
EDITS = """
import time
from django.db import DatabaseError, connection
from pages.models import Project
for number in range({times}):
    began = time.monotonic()
    while True:
        try:
            project = Project.objects.get()
            project.short_name = f"Verze {{number:03}} webu"
            project.save()
            break
        except DatabaseError:
            connection.close()
            time.sleep(0.2)
    print(number, began, time.monotonic(), flush=True)
    time.sleep({pause})
"""


class Edit(NamedTuple):
    """From `began_at` on somebody could see it, from `committed_at` on it holds."""

    number: int
    began_at: float
    committed_at: float


def edit(site, times, pause):
    """The edits that were made, with so many seconds between two of them."""
    printed = site.command("shell", "--verbosity", "0", "-c", EDITS.format(times=times, pause=pause))
    return [
        Edit(int(number), float(began), float(done)) for number, began, done in map(str.split, printed.splitlines())
    ]


@contextlib.contextmanager
def editing(site, times, pause):
    """The same beside something else; the list that it gives is full at the end."""
    edits = []
    with ThreadPoolExecutor(1) as editor:
        working = editor.submit(edit, site, times, pause)
        yield edits
        edits += working.result()
