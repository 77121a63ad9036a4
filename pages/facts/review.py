"""When a fact must be looked at again. Pure: days in, days out."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = 12
HOURS_MONTHS = 6
SOON = timedelta(days=14)


def due_on(verified_on: date, months: int = MONTHS) -> date:
    """The day on which a verification runs out: the same day `months` later, or the last one of a shorter month."""
    years, month = divmod(verified_on.month - 1 + months, 12)
    year, month = verified_on.year + years, month + 1
    return date(year, month, min(verified_on.day, monthrange(year, month)[1]))


def is_due(verified_on: date | None, today: date, months: int = MONTHS) -> bool:
    """Whether nobody ever verified it, or longer ago than the review period; on its last day it still holds."""
    return verified_on is None or due_on(verified_on, months) < today


def is_due_soon(verified_on: date | None, today: date, months: int = MONTHS) -> bool:
    """Whether the verification still holds, but for no more than 14 days."""
    return verified_on is not None and timedelta() <= due_on(verified_on, months) - today <= SOON
