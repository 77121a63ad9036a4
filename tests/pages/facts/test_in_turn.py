"""A view of the admin that the database refuses: it is tried again, and what it was going to say is not said."""

import psycopg
import pytest
from django.contrib.messages import get_messages, success
from django.db import IntegrityError, OperationalError
from django.http import HttpResponse

from pages.facts.in_turn import NOT_DONE, in_turn

pytestmark = pytest.mark.django_db


def refused_by(cause):
    error = OperationalError("refused")
    error.__cause__ = cause
    return error


DEADLOCK = refused_by(psycopg.errors.DeadlockDetected())


class View:
    """Meets these errors one after the other, then it is done."""

    __name__ = "view"

    def __init__(self, *errors):
        self.errors, self.seen = list(errors), []

    def __call__(self, request):
        self.seen.append(getattr(request, "was_refused", False))
        success(request, "Hotovo.")
        if self.errors:
            raise self.errors.pop(0)
        return HttpResponse("ok")


@pytest.fixture
def request_of(editor_client):
    """A POST as the middlewares hand it on."""
    return editor_client.post("/sprava/").wsgi_request


def told(request):
    return [str(message) for message in get_messages(request)]


@pytest.mark.parametrize(
    ("errors", "seen"),
    [
        ([], [False]),
        ([DEADLOCK], [False, False]),
        ([DEADLOCK, DEADLOCK], [False, False, True]),
        ([IntegrityError()], [False, True]),
        ([IntegrityError(), DEADLOCK], [False, True, True]),
    ],
)
def test_it_is_tried_again_and_a_form_is_told_when_it_may_not_save(request_of, errors, seen):
    view = View(*errors)
    assert in_turn(view)(request_of).content == b"ok"
    assert view.seen == seen
    assert told(request_of) == ["Hotovo."]


def test_at_last_the_editor_is_told_that_nothing_happened(request_of):
    answer = in_turn(View(*[IntegrityError()] * 3))(request_of)
    assert (answer.status_code, answer.url) == (302, "/sprava/")
    assert told(request_of) == [NOT_DONE]


def test_an_outage_is_none_of_its_business(request_of):
    view = View(refused_by(psycopg.errors.DiskFull()))
    with pytest.raises(OperationalError):
        in_turn(view)(request_of)
    assert len(view.seen) == 1
