"""What a page of the storm may show at its moment, and what it may not."""

from typing import NamedTuple

from tests.proof.readers import NONE

SOON, WELL_AGAIN = 2.0, 5.0  # seconds after a commit, and after the end of an outage
AT_ONCE = 1.0  # seconds in which a worker that is to be killed is dead
KNOWN = 6.0  # seconds after which every process knows of an outage: four without a look, and one look that fails


class Outage(NamedTuple):
    """From before the database began to stop until after it was there again; `returns_at` is before it comes."""

    began_at: float
    returns_at: float
    ended_at: float


class Truth:
    """The edits and the outages there were, and when workers were killed."""

    def __init__(self, edits, outages, killed=()):
        self.outages, self._killed = outages, killed
        self._edits = [(edit, self._due_at(edit)) for edit in edits]

    def faults(self, seen):
        """Each answer with something wrong in it, and what that is."""
        checks = {
            "status": lambda each: each.status != 200,
            "from the snapshot": lambda each: each.cache_status.startswith("snapshot"),
            "old or never committed": self._shows_wrong_version,
            "stale and says the moment": lambda each: each.is_stale and each.says_moment,
            "says the moment in an outage": self._should_be_withheld,
            "stale without an outage": self._should_not_be_stale,
        }
        answered = [each for each in seen if not self.was_lost(each)]
        return [(name, each) for name, is_wrong in checks.items() for each in answered if is_wrong(each)]

    def was_lost(self, each):
        """Whether it was with a worker that was killed: no other gets it, the snapshot answers."""
        is_snapshot = each.cache_status.startswith("snapshot")
        return is_snapshot and any(
            each.asked_at <= moment + AT_ONCE and moment <= each.answered_at for moment in self._killed
        )

    def caught(self):
        """The edits that nobody could see before the outage that came right after them was over."""
        return [edit for edit, due_at in self._edits if due_at > edit.committed_at + SOON]

    def is_calm(self, moment):
        """Whether the database is there at the moment, and everybody knows."""
        return not any(began <= moment <= ended + WELL_AGAIN for began, _, ended in self.outages)

    def _shows_wrong_version(self, each):
        oldest = max((edit.number for edit, due_at in self._edits if due_at < each.asked_at), default=NONE)
        newest = max((edit.number for edit, _ in self._edits if edit.began_at < each.answered_at), default=NONE)
        return not oldest <= each.version <= newest

    def _due_at(self, edit):
        """When an edit must be on every page: where an outage comes before that, once it is over."""
        due_at = edit.committed_at + SOON
        for began, _, ended in self.outages:
            if began < due_at and edit.committed_at < ended + WELL_AGAIN:
                due_at = max(due_at, ended + WELL_AGAIN)
        return due_at

    def _should_be_withheld(self, each):
        # By the text: where both forms are the same, nginx goes on with its own headers, which do not say stale.
        lies_in = any(
            began + KNOWN < each.asked_at and each.answered_at < returns for began, returns, _ in self.outages
        )
        return lies_in and each.says_moment

    def _should_not_be_stale(self, each):
        return each.is_stale and self.is_calm(each.asked_at) and self.is_calm(each.answered_at)
