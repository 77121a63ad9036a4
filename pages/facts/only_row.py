"""For tables that hold one row."""

from typing import TypeVar

from django.db import models

Row = TypeVar("Row", bound=models.Model)


class OnlyRowManager(models.Manager[Row]):
    """For a table that holds one row, number 1."""

    def the_one(self) -> Row | None:
        """The row, or None before the content was loaded."""
        return self.first()
