"""The errors that mean that the database or the store of uploads is away, and views that then answer from memory."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

AWAY = "pages.away"  # in a request's environ: the database does not answer, so nobody is to wait for it
ERRORS = (InterfaceError, OperationalError)  # of the database as such; all others are faults of ours
READ_ONLY = "25006"  # PostgreSQL's read_only_sql_transaction, which Django takes for a fault inside the database


class StoreAwayError(OSError):
    """The store of uploaded files does not answer, or refuses us; what it holds is not lost."""


# Marks on a view's function.
SPEAKS_OF_OUTAGE = "speaks_of_outage"
WITHOUT_DATABASE = "without_database"

View = Callable[..., HttpResponseBase]


def is_outage(error: BaseException | None) -> bool:
    """Whether it says that database or store are away or take nothing, and not that we asked for something odd."""
    is_away = isinstance(error, (*ERRORS, StoreAwayError))
    return is_away or getattr(getattr(error, "__cause__", None), "sqlstate", "") == READ_ONLY


def speaks_of_outage(view: View) -> View:
    """Let the view answer even when the database is known to be away, because that is what it tells."""
    setattr(view, SPEAKS_OF_OUTAGE, True)
    return view


def without_database(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[View], View]:
    """Let a form that was sent to the view be answered by `answer(request)`, from memory, when the database is away."""

    def mark(view: View) -> View:
        setattr(view, WITHOUT_DATABASE, answer)
        return view

    return mark
