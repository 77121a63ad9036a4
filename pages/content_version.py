"""The number that everything kept in memory goes by."""

from typing import Any

from django.db import models, transaction
from django.db.models import F

from pages import registry
from pages.rows.only_row import OnlyRow, number_one

FALLING = "The number of the content only rises."


class ContentVersionQuerySet(models.QuerySet["ContentVersion"]):
    """Reads and raises the one number, under which pages are kept: it never goes down."""

    def update(self, **values: Any) -> int:
        """As Django's, for a number that rises.

        Raises:
            ValueError: a stored number is as high already.
        """
        number = values["number"]
        if isinstance(number, int) and self.filter(number__gte=number).exists():
            raise ValueError(FALLING)
        return super().update(**values)

    def current(self) -> int:
        """The number of the content as the database has it now; 0 before anything was ever written."""
        return self.values_list("number", flat=True).first() or 0

    def raise_number(self) -> None:
        """Say that the content changed. In the transaction of the change, so that both are seen or neither."""
        if not self.filter(pk=1).update(number=F("number") + 1):
            self.create(pk=1, number=1)
        for listener in registry.listeners():
            transaction.on_commit(listener, robust=True)


class ContentVersion(OnlyRow):
    """One number that rises with every change of any content; what is made of content is kept under it."""

    number = models.PositiveBigIntegerField(default=0)

    objects = ContentVersionQuerySet.as_manager()

    class Meta:
        constraints = [number_one("content_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, for a number that rises.

        Raises:
            ValueError: the stored number is as high already.
        """
        if ContentVersion.objects.filter(number__gte=self.number).exists():
            raise ValueError(FALLING)
        super().save(*args, **kwargs)
