"""The number that everything kept in memory goes by."""

from django.db import models, transaction
from django.db.models import F

from pages import registry
from pages.only_row import OnlyRow, number_one


class ContentVersionManager(models.Manager["ContentVersion"]):
    """Reads and raises the one number."""

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

    objects = ContentVersionManager()

    class Meta:
        constraints = [number_one("content_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
