"""How many of what readers send come from one address."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F


class SenderCountManager(models.Manager["SenderCount"]):
    """Counts what was sent by day and address."""

    def count_one(self, day: date, address_hash: str, limit: int) -> bool:
        """Count one more and say True, or say False where that would exceed the limit.

        Right however many count at once, for the database does it in one step; a transaction rolled back counts none.
        """
        row = {"day": day, "address_hash": address_hash}
        self.bulk_create([SenderCount(**row)], ignore_conflicts=True)
        return bool(self.filter(**row, number__lt=limit).update(number=F("number") + 1))

    def is_slow(self, day: date) -> bool:
        """Whether so many requests for a meeting came on the day that their form takes them only slowly."""
        return self.filter(day=day, address_hash="", number__gte=settings.MEETING_LIMIT_TOTAL).exists()


class SenderCount(models.Model):
    """How much of one form came from one address on a day; the address stands as a keyed hash that changes daily.

    The empty address counts all requests for a meeting, the word „reports“ all reports.
    """

    day = models.DateField()
    address_hash = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(default=0)

    objects = SenderCountManager()

    class Meta:
        constraints = [models.UniqueConstraint(name="sender_count_once_a_day", fields=["day", "address_hash"])]

    def __str__(self):
        return f"{self.day}: {self.number}"
