"""How long a sign-in lasts: while a person works, eight hours longer than that, and a day at the most."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sessions import middleware
from django.contrib.sessions.exceptions import SessionInterrupted
from django.http import HttpRequest, HttpResponse, JsonResponse

from pages.frame.request import Request, framed
from pages.web.outage import is_outage

LONGEST = timedelta(hours=24)
SIGNED_IN = "signed_in_at"  # the session's note of its beginning; one of before this note was known ends as it was to
A_MINUTE = timedelta(minutes=1)  # a session is written to once in that time at most
WORKS = "pracuji"  # asked by a script because somebody pressed a key or clicked

View = Callable[..., HttpResponse]


class SessionMiddleware(middleware.SessionMiddleware):
    """As Django's; but who only reads goes on in a database that takes nothing, and nothing is prolonged."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """The answer, with the session saved."""
        try:
            return super().process_response(request, response)
        except SessionInterrupted as error:  # Django's word for whatever keeps it from being saved
            if request.method != "GET" or not is_outage(getattr(error.__context__, "__context__", None)):
                raise
            return response


class Left(NamedTuple):
    """In how many seconds a session ends: unless somebody works, and in any case."""

    idle: int
    last: int

    @property
    def is_last(self) -> bool:
        """Whether it ends soon, whatever its editor does."""
        return self.last < 1800


def begin(request: Request) -> None:
    """Let the session of who has just signed in last."""
    request.session[SIGNED_IN] = request.frame.moment.timestamp()
    request.session.set_expiry(_idle_end(request))


def prolongs(view: View) -> View:
    """A view of the admin; a person who opens its page works, what scripts ask by themselves is nobody's work."""

    @wraps(view)
    def looked_at(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_by_a_script(request):
            _prolong(framed(request))
        return view(request, *args, **kwargs)

    return looked_at


def is_by_a_script(request: HttpRequest) -> bool:
    """Whether a browser says that no page was asked for; an old one does not say."""
    return request.headers.get("Sec-Fetch-Dest", "document") != "document"


def left(request: Request) -> Left:
    """How long the session lasts from the request's moment."""
    ends = request.session.get_expiry_date()
    return Left(*(int((end - request.frame.moment).total_seconds()) for end in (ends, _last_end(request) or ends)))


def answer(request: Request) -> HttpResponse:
    """The same for the script that warns; asked with WORKS it prolongs the session as a page does."""
    if WORKS in request.GET:
        _prolong(request)
    return JsonResponse(left(request)._asdict())


def _prolong(request: Request) -> None:
    # Moments, no ages: a session that is written to for another reason must not last longer for it.
    if SIGNED_IN in request.session and _idle_end(request) - request.session.get_expiry_date() >= A_MINUTE:
        request.session.set_expiry(_idle_end(request))


def _idle_end(request: Request) -> datetime:
    idle = request.frame.moment + timedelta(seconds=settings.SESSION_COOKIE_AGE)
    return min(idle, _last_end(request) or idle)


def _last_end(request: Request) -> datetime | None:
    began = request.session.get(SIGNED_IN)
    return datetime.fromtimestamp(began, UTC) + LONGEST if began is not None else None
