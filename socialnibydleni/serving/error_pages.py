"""Pages for when something is wrong. They ask neither host nor database: rendered ahead, kept in memory."""

import logging
import sys
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages.frame import frame, memory
from pages.frame.offered import is_offered
from pages.frame.request import framed
from pages.languages import languages
from pages.languages.languages import CZECH
from pages.languages.patterns import found_at
from pages.web import outage
from socialnibydleni import log

NUMBER = "ERRORNUMBER"  # its place in the page that is rendered ahead

logger = logging.getLogger(__name__)


class Message(NamedTuple):
    """What a page says when a request fails."""

    title: str | Promise
    text: str | Promise


MESSAGES = {
    HTTPStatus.BAD_REQUEST: Message(_("Stránku nemůžeme zobrazit"), _("V adrese nebo v odeslaných údajích je chyba.")),
    HTTPStatus.FORBIDDEN: Message(
        _("K této stránce nemáte přístup"), _("Možná jen vypršela. Načtěte ji prosím znovu.")
    ),
    HTTPStatus.NOT_FOUND: Message(_("Stránku jsme nenašli"), _("Možná jsme ji přesunuli, nebo je v adrese překlep.")),
    HTTPStatus.GONE: Message(
        _("Tuto stránku jsme vzali z webu"), _("Byla tu, ale už neplatí. Podívejte se, co platí teď.")
    ),
    HTTPStatus.METHOD_NOT_ALLOWED: Message(_("Tento krok tu není možný"), _("Stránku můžete jen číst.")),
    HTTPStatus.REQUEST_URI_TOO_LONG: Message(_("Adresa je příliš dlouhá"), _("Začněte prosím na úvodní stránce.")),
    HTTPStatus.INTERNAL_SERVER_ERROR: Message(
        _("Něco se nám pokazilo"), _("Chyba je na naší straně. Zkuste to prosím za chvíli.")
    ),
    HTTPStatus.SERVICE_UNAVAILABLE: Message(
        _("Web má teď poruchu"), _("Zkuste to prosím za chvíli. Jestli jste právě něco odeslali, neuložilo se to.")
    ),
}

_kept: dict[int, bytes] = {}  # in Czech
_in_other_languages: dict[tuple[str, int], bytes] = {}


def keep(values: dict[str, Any]) -> None:
    """Render every page with these facts of the frame and keep it; in other languages once somebody meets it."""
    around = _around(values)
    with override(CZECH.code):
        for status in MESSAGES:
            _kept[status] = _rendered(status, around)
    _in_other_languages.clear()


def _around(values: dict[str, Any]) -> frame.Frame:
    around = frame.Frame(timezone.now(), values, is_withheld=True)
    around.made = {}
    return around


def _rendered(status: int, around: frame.Frame) -> bytes:
    context = {"frame": around, "message": MESSAGES[HTTPStatus(status)]}
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        context["number"] = NUMBER
    return render_to_string("error.html", context).encode()


def kept() -> dict[int, bytes]:
    """The Czech pages, by status."""
    return dict(_kept)


def recall(pages: dict[int, bytes]) -> None:
    """Keep pages that another process has made, where there are none of our own."""
    for status, page in pages.items():
        _kept.setdefault(status, page)


def forget() -> None:
    """Drop the kept pages; until facts are read again they name no phone."""
    _kept.clear()
    _in_other_languages.clear()


def response(status: int) -> HttpResponse:
    """The kept page for a status in the active language; where no rows were ever read it names no phone."""
    if status not in _kept:
        keep({})
    page = _kept[status]
    language = languages.active()
    if language is not CZECH:
        page = _in_other_languages.get((language.code, status)) or _rendered(status, _around(memory.held().values))
        _in_other_languages[language.code, status] = page
    answer = HttpResponse(page.replace(NUMBER.encode(), log.request_id().encode()), status=status)
    answer["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer["Retry-After"] = "10"
    return answer


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django calls for a 400."""
    return response(HTTPStatus.BAD_REQUEST)


def permission_denied(_request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django calls for a 403."""
    return response(HTTPStatus.FORBIDDEN)


def csrf_failure(_request: HttpRequest, reason: str = "") -> HttpResponse:
    """What Django calls for a form without a good token: a 403 that says no more than any other."""
    return response(HTTPStatus.FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django calls for a 404; rendered anew, with the request's own frame."""
    return _made_for(request, HTTPStatus.NOT_FOUND)


def server_error(request: HttpRequest) -> HttpResponse:
    """What Django calls for what nobody caught: a 503 where it means that the database is away, else a 500."""
    is_outage = outage.is_outage(sys.exception())
    with _language_of(request):
        return response(HTTPStatus.SERVICE_UNAVAILABLE if is_outage else HTTPStatus.INTERNAL_SERVER_ERROR)


class ErrorPageMiddleware:
    """Gives a body to refusals that Django leaves empty, such as 405, and answers while the database is away."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        memory.when_facts_change(keep)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer from further in, with a body; from memory where the database is known to be away."""
        if outage.AWAY in request.META and not getattr(_view(request), outage.SPEAKS_OF_OUTAGE, False):
            return _from_memory(request)
        answer = self.get_response(request)
        if answer.status_code in MESSAGES and not answer.streaming and not answer.content:
            is_gone = answer.status_code == HTTPStatus.GONE  # then a reader may report which page it was
            with _language_of(request):
                page = _made_for(request, HTTPStatus.GONE) if is_gone else response(answer.status_code)
            page["Cache-Control"] = "no-store"
            for name in answer.headers.keys() - {"Content-Length", "Content-Type"}:
                page[name] = answer[name]
            return page
        return answer

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A 503 where database or store failed, and a line in the log with the first line that it said; else None."""
        if not outage.is_outage(exception):
            return None
        if isinstance(exception, outage.StoreAwayError):
            logger.error("%s", exception.strerror)
        else:
            logger.error("The database failed: %s", str(exception).partition("\n")[0])
        return _from_memory(request)


def _made_for(request: HttpRequest, status: HTTPStatus) -> HttpResponse:
    """A page that knows which address it stands at."""
    return render(request, "error.html", {"message": MESSAGES[status]}, status=status)


def _view(request: HttpRequest) -> Callable[..., HttpResponse] | None:
    try:
        return found_at(request.path_info).func
    except Resolver404:
        return None


def _language_of(request: HttpRequest) -> override:
    """Makes the language of the address the active one outside of the door, if readers were offered it last."""
    language = languages.of_path(request.path_info)
    return override(language.code if is_offered(language, frame.in_memory()) else CZECH.code)


def _from_memory(request: HttpRequest) -> HttpResponse:
    """A form that was sent comes back with its text, if its view can do that; for anything else there is the page."""
    answer = getattr(_view(request), outage.WITHOUT_DATABASE, None)
    with _language_of(request):
        if answer is None or request.method != "POST":
            return response(HTTPStatus.SERVICE_UNAVAILABLE)
        framed(request).frame = frame.in_memory()
        return answer(request)
