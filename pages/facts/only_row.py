"""For tables that hold one row."""

from django.db import models


class OnlyRowManager(models.Manager):
    """For a table that holds one row, number 1."""

    def the_one(self):
        """The row, or None before the content was loaded."""
        return self.first()
