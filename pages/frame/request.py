"""The request as our views get it."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest

from pages.frame.frame import Frame


class Request(HttpRequest):
    """A request that came through the door, in the admin with its editor; only type checkers ever see this class."""

    frame: Frame
    user: User
    place: str  # in the admin: where in the menu the page belongs, if its address does not say so


def framed(request: HttpRequest) -> Request:
    """The same request, for methods of the admin that must take what Django's own take."""
    return cast(Request, request)
