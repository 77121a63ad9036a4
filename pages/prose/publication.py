"""What is public when: one meaning for all rows that have `publish_at` and `withdrawn_at`.

Both are aware moments, from which on a thing is published or withdrawn; None is never.
"""

from datetime import datetime

from django.db.models import Q, TextChoices


class State(TextChoices):
    """The four states that editors know; the values stand in addresses."""

    DRAFT = "koncept", "koncept"
    SCHEDULED = "naplanovano", "naplánováno"
    PUBLISHED = "zverejneno", "zveřejněno"
    WITHDRAWN = "stazeno", "mimo web"


def published(moment: datetime) -> Q:
    """Rows that readers see at `moment` or saw before."""
    return Q(publish_at__lte=moment)


def not_withdrawn(moment: datetime) -> Q:
    """Rows that nobody has taken back by `moment`."""
    return Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment)


def in_state(state: State, moment: datetime) -> Q:
    """Rows that are in the state at `moment`."""
    return {
        State.DRAFT: Q(publish_at=None),
        State.SCHEDULED: Q(publish_at__gt=moment),
        State.PUBLISHED: published(moment) & not_withdrawn(moment),
        State.WITHDRAWN: Q(withdrawn_at__lte=moment),
    }[state]


class Publication:
    """The same of one row."""

    publish_at: datetime | None
    withdrawn_at: datetime | None

    def is_published(self, moment: datetime) -> bool:
        """Whether readers see it at `moment` or saw it before."""
        return self.publish_at is not None and self.publish_at <= moment

    def is_withdrawn(self, moment: datetime) -> bool:
        """Whether it was taken back by `moment`."""
        return self.withdrawn_at is not None and self.withdrawn_at <= moment

    def state(self, moment: datetime) -> State:
        """In which of the four states it is at `moment`."""
        if self.publish_at is None:
            return State.DRAFT
        if self.is_withdrawn(moment):
            return State.WITHDRAWN
        return State.PUBLISHED if self.is_published(moment) else State.SCHEDULED
