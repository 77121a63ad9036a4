"""What readers send through a form, as rows that wait for somebody: their numbers, and how they are asked for."""

import secrets
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from typing import ClassVar, Protocol, Self, TypeVar, cast

from django.conf import settings
from django.db import models
from django.db.models import Q

from contact.incoming.spelling import patterns

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks or sounds like another one
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """A number for people to read out: random, so that it tells neither who asked nor how many did."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))


Row = TypeVar("Row", bound=models.Model)


class Searched(Protocol):
    """A model whose rows are found by words."""

    SEARCHED: ClassVar[list[str]]


class IncomingQuerySet(models.QuerySet[Row]):
    """Rows with a state, „new“ at first, and a moment of closing; every moment is aware."""

    def waiting(self) -> Self:
        """Those that nobody has taken up yet."""
        return self.filter(state="new")

    def to_erase(self, moment: datetime) -> Self:
        """Those closed longer ago than their personal data may be kept; by the rows alone, so a restored backup too."""
        return self.filter(closed_at__lte=moment - timedelta(days=settings.MEETING_RETENTION_DAYS))

    def open_longer_than(self, age: timedelta, moment: datetime) -> Self:
        """Those that came so long ago and nobody has closed yet."""
        return self.filter(closed_at=None, created_at__lte=moment - age)

    def mentioning(self, words: str) -> Self:
        """Those in which each of the words stands somewhere, however it is spelt; digits of a phone are one word."""
        found, names = self, cast(Searched, self.model).SEARCHED
        for pattern in patterns(words):
            found = found.filter(reduce(or_, (Q(**{f"{name}__regex": pattern}) for name in names)))
        return found
