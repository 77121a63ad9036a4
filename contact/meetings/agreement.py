"""What is sent to the sender of a request when the staff save it. Pure: two plans and a moment in, an answer out.

The rule: what is agreed and lies ahead stands in the sender's calendar. It is taken back by a button of its own, never
because something else was saved. What has begun is left alone.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from contact.hours.clock import PRAGUE


class Plan(NamedTuple):
    """What a request says of its meeting; the start is aware, and there whenever the meeting is agreed."""

    is_agreed: bool
    starts_at: datetime | None
    minutes: int

    def ahead(self, moment: datetime) -> "Plan | None":
        """The meeting that is agreed and has not begun at an aware moment."""
        return self if self.is_agreed and self.start > moment else None

    def __str__(self):
        """„26. 11. 2026 10.00–11.00“, by Prague's clocks; there must be a start."""
        start, end = (moment.astimezone(PRAGUE) for moment in [self.start, self.ends_at])
        return f"{start.day}. {start.month}. {start.year} {start.hour}.{start:%M}–{end.hour}.{end:%M}"

    @property
    def start(self) -> datetime:
        """When it begins, aware, where there must be a start.

        Raises:
            ValueError: there is none.
        """
        if self.starts_at is None:
            raise ValueError("This plan has no start.")
        return self.starts_at

    @property
    def ends_at(self) -> datetime:
        """When it is over, aware; there must be a start."""
        return self.start + timedelta(minutes=self.minutes)


def invites(before: Plan, after: Plan, moment: datetime, *, message: str = "") -> bool:
    """Whether a save at an aware moment that makes one plan of another sends an invitation, the first or a new one.

    A message to the sender that has not been sent yet goes with a new invitation to the same meeting.
    """
    agreed = after.ahead(moment)
    return agreed is not None and (agreed != before.ahead(moment) or bool(message))
