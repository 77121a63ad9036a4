"""What subscribed calendars were told of the hours, so that they learn of whatever changes and of nothing else.

Events are fed as they are written down here, and only what differs is written anew, with a later stamp: no byte of one
can change behind the back of its subscribers, whether rows, settings or code have changed.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import DatabaseError, models, transaction
from django.utils import timezone

from contact.centre import ContactCentre
from contact.exports.calendars import cancelled_event, opening_event, openings_ahead, stamped
from contact.hours.clock import PRAGUE
from contact.hours.engine import Opening
from pages.models import ContentVersion
from pages.rows.after import once_after
from pages.rows.locks import hold

KEPT = timedelta(days=31)  # of what is over, for calendars that show only what the feed has
SECOND = timedelta(seconds=1)
FIELDS = ["uid", "starts_at", "ends_at", "changed_at", "event"]


class ToldOpening(models.Model):
    """An opening as calendars were last told of it; one that no longer holds stays, as cancelled, until it is over."""

    uid = models.CharField(max_length=300, unique=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    event = models.TextField()  # a whole VEVENT (RFC 5545)

    class Meta:
        ordering = ["starts_at", "uid"]

    def __str__(self):
        return self.uid

    @property
    def opening(self) -> Opening:
        """When it was to be."""
        return Opening(self.starts_at.astimezone(PRAGUE), self.ends_at.astimezone(PRAGUE))


def retold(
    told: Iterable[ToldOpening], centre: ContactCentre | None, moment: datetime, *, anew: bool = False
) -> list[ToldOpening]:
    """Of what was told, and of what is to be told at an aware moment, the unsaved rows that differ; or all, `anew`.

    What is over by then stays as it was told.
    """
    rows = {row.uid: row for row in told}
    ahead = openings_ahead(centre, moment) if centre else {}
    gone = {name: row.opening for name, row in rows.items() if row.ends_at > moment and name not in ahead}
    events = {name: cancelled_event(name, opening) for name, opening in gone.items()}
    if centre:
        events |= {name: opening_event(name, opening, centre) for name, opening in ahead.items()}
    changed = []
    for name, opening in (gone | ahead).items():
        row, event = rows.get(name) or ToldOpening(uid=name), events[name]
        if row.event and not anew and stamped(event, row.changed_at) == row.event:
            continue
        second = moment.replace(microsecond=0)
        row.changed_at = max(second, row.changed_at + SECOND) if row.changed_at else second
        row.starts_at, row.ends_at = opening.start.astimezone(UTC), opening.end.astimezone(UTC)
        row.event = stamped(event, row.changed_at)
        changed.append(row)
    return changed


def tell(moment: datetime, *, anew: bool = False) -> int:
    """Write down what calendars are to be told from an aware moment on; return how much of it they do not know yet.

    `anew` renews the stamps of all that lies ahead: where nobody knows what they were told last.
    """
    with transaction.atomic():
        hold(ContentVersion())
        changed = retold(ToldOpening.objects.all(), ContactCentre.objects.with_hours(), moment, anew=anew)
        if changed:
            ToldOpening.objects.filter(ends_at__lt=moment - KEPT).delete()
            ToldOpening.objects.bulk_create(
                changed, update_conflicts=True, unique_fields=["uid"], update_fields=FIELDS[1:]
            )
            ContentVersion.objects.raise_number()
    return len(changed)


def go_on(told: Iterable[ToldOpening], moment: datetime) -> None:
    """In a restored database: subscribers know what was `told` before it, whatever the backup says they were.

    Where that got lost, all that lies ahead is told anew.
    """
    rows = [ToldOpening(**{name: getattr(row, name) for name in FIELDS}) for row in told]
    with transaction.atomic():
        stale = ToldOpening.objects.all() if rows else ToldOpening.objects.filter(ends_at__lte=moment)
        stale.delete()
        ToldOpening.objects.bulk_create(rows)
        tell(moment, anew=not rows)


def follow_rows(**_signal: Any) -> None:
    """Tell of changed hours in the transaction of their change, once for all that change together."""
    once_after(_tell_now)


def follow_code(**_signal: Any) -> None:
    """Tell of what new code says otherwise; after every migration. One that goes only half-way is none of ours."""
    try:
        with transaction.atomic():
            _tell_now()
    except DatabaseError:
        pass


def _tell_now() -> None:
    tell(timezone.now())
