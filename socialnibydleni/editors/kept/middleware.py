"""While the database is away the page that says so carries what was typed, so that it is there once it is back."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse

from pages.frame import frame
from pages.frame.request import framed
from socialnibydleni.editors.kept import door
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.serving.error_pages import Message

AWAY = Message(
    "Web má teď poruchu",
    "Neuložilo se to, ale co jste napsali, nese tahle stránka s sebou. Nezavírejte ji a za chvíli to zkuste znovu.",
)


class KeptMiddleware:
    """Stands around what answers in an outage."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; that of a form of the admin in an outage with the form, encrypted for its account."""
        answer = self.get_response(request)
        is_lost = answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE and request.method == "POST"
        if is_lost and request.path.startswith(reverse("admin:index")) and (sealed := _sealed(request)):
            context = {"frame": frame.in_memory(), "message": AWAY, "sealed": sealed}
            answer.content = render_to_string("admin/kept/away.html", context).encode()
        return answer


def _sealed(request: HttpRequest) -> str:
    """What was sent, encrypted; what came encrypted stays as it is. Empty where there is nothing to carry."""
    framed(request).frame = frame.in_memory()
    try:
        sealed = request.POST.get(door.SEALED, "")
        sent = sending.opened(sealed, framed(request).frame.moment) if sealed else door.written(request)
    except (SuspiciousOperation, UnreadablePostError, MultiPartParserError):
        return ""
    if sent is None or sent.is_too_large:
        return ""
    return sealed or sending.shut(sent)
