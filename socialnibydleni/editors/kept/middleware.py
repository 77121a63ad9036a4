"""The page that says that the database is away, or that we made a mistake, carries what was typed until all is well."""

from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.urls import reverse

from pages.frame import frame
from pages.frame.request import framed
from socialnibydleni import log
from socialnibydleni.editors.kept import door
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.serving.error_pages import Message

CARRIED = (
    "Neuložilo se to, ale co jste napsali, nese tahle stránka s sebou. Nezavírejte ji a za chvíli to zkuste znovu."
)
MESSAGES = {
    HTTPStatus.SERVICE_UNAVAILABLE: Message("Web má teď poruchu", CARRIED),
    HTTPStatus.INTERNAL_SERVER_ERROR: Message("Něco se nám pokazilo", f"Chyba je na naší straně. {CARRIED}"),
}


class KeptMiddleware:
    """Stands around what answers when something is wrong."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer; one that says that nothing was saved with the form of the admin, encrypted for its account."""
        answer = self.get_response(request)
        is_lost = answer.status_code in MESSAGES and request.method == "POST"
        if is_lost and request.path.startswith(reverse("admin:index")) and (sealed := _sealed(request)):
            status = HTTPStatus(answer.status_code)
            context = {"frame": frame.in_memory(), "message": MESSAGES[status], "sealed": sealed}
            if status is HTTPStatus.INTERNAL_SERVER_ERROR:
                context["number"] = log.request_id()
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
