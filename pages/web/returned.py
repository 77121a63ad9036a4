"""A form that comes back to its editor with all that was typed: it says why, and saves nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.core.exceptions import ValidationError
from django.forms.forms import BaseForm

RETURNED = "returned"  # the code of this reason, which is nothing to mend

_why: ContextVar[str] = ContextVar("why", default="")


@contextmanager
def saying(why: str) -> Iterator[None]:
    """Let each form that is looked at inside be refused for this reason, whatever else is right or wrong in it."""
    token = _why.set(why)
    try:
        yield
    finally:
        _why.reset(token)


class Returning(BaseForm):
    """For a form in which somebody writes; its page is the same as after any other refusal."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # of Django's, and no other hook comes last
        if why := _why.get():
            self.add_error(None, ValidationError(why, code=RETURNED))
