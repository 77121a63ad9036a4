"""Files are judged when they come, and those from before by housekeeping."""

from itertools import islice

from pages.documents import apart, stored_files
from pages.documents.readable.looking import Seen
from pages.documents.readable.verdict import Verdict
from pages.documents.versions import DocumentVersion
from pages.uploads import RefusedError
from pages.uploads.barriers.words import UNJUDGED

MOST_AT_ONCE = 10  # files that one run of housekeeping judges; each may take half a minute


def _seen_in(version: DocumentVersion) -> Seen:
    try:
        with stored_files.on_disk(version.stored_name) as path:
            return Seen(*apart.run("pages.documents.readable.looking:look", path, extension=version.extension))
    except RefusedError:  # it took too much time
        return Seen(UNJUDGED)


def judge_due() -> int:
    """Judge what nobody has judged yet, and forget what is no more; return how many files were judged."""
    Verdict.objects.tidy()
    there = (version for version in Verdict.objects.due() if stored_files.is_there(version.stored_name))
    due = list(islice(there, MOST_AT_ONCE))  # what is missing on the disk keeps nobody else waiting
    for version in due:
        Verdict.objects.keep(version.pk, *_seen_in(version))
    return len(due)
