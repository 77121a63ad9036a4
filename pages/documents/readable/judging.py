"""Files are judged once they come, and those from before by housekeeping."""

from itertools import islice
from typing import NamedTuple

from pages.documents import apart, stored_files
from pages.documents.readable.verdict import Verdict
from pages.uploads import RefusedError

MOST_AT_ONCE = 10  # files that one run of housekeeping judges; each may take half a minute


class Judged(NamedTuple):
    """What was found in a file: the kinds of barriers, each with how often, and its pages; None is unknown."""

    barriers: list[tuple[str, int]] | None = None
    pages: int | None = None


def judge(path: str, extension: str) -> Judged:
    """What is in a file that was found harmless.

    Raises:
        OSError: the process that reads it could not be started, or the file is not there.
    """
    try:
        answer = apart.run("pages.documents.readable.looking:look", path, extension=extension)
    except RefusedError:
        return Judged()
    return Judged([(kind, count) for kind, count in answer["barriers"]], answer["pages"])


def judge_due() -> int:
    """Judge what nobody has judged yet, and forget what is no more; return how many files were judged."""
    Verdict.objects.tidy()
    there = (version for version in Verdict.objects.due() if stored_files.is_there(version.stored_name))
    due = list(islice(there, MOST_AT_ONCE))  # what is missing on the disk keeps nobody else waiting
    for version in due:
        path = str(stored_files.path_of(version.stored_name))
        Verdict.objects.keep(version.pk, *judge(path, version.extension))
    return len(due)
