"""For tables that hold one row."""

from typing import TypeVar

from django.db import models
from django.db.models import CheckConstraint, Q

Row = TypeVar("Row", bound=models.Model)


class OnlyRowManager(models.Manager[Row]):
    """For a table that holds one row, number 1."""

    def the_one(self) -> Row | None:
        """The row, or None before the content was loaded."""
        return self.first()


class OnlyRow(models.Model):
    """A table of one row; each has `number_one` among its constraints, so that the database refuses another."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)

    class Meta:
        abstract = True


def number_one(name: str) -> CheckConstraint:
    """The constraint, under a name that is the table's own."""
    return CheckConstraint(name=name, condition=Q(id=1))
