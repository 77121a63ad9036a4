"""Pages as readers will see them: by a link for people without an account, and one version for editors."""

import re
from collections.abc import Callable
from copy import copy
from functools import wraps
from http import HTTPStatus
from typing import Any, cast

from csp.constants import NONE, SELF
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import override
from django.views.decorators.clickjacking import xframe_options_sameorigin

from pages.frame.door import PREVIEW, reads_only
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.languages import languages
from pages.preview.links import PREFIX, PreviewLink
from pages.prose.states import when
from pages.prose.versions import PageVersion, Preview

View = Callable[..., HttpResponse]

NOWHERE = f"{PREFIX}-/"  # in the place of every address that leads nowhere
IN_NO_ROW = 0  # in the place of the key of a version that is only being typed
# In a frame beside a form of our own, and nowhere else; what is there can neither run, ask, nor send anything.
IN_A_FRAME = {"frame-ancestors": [SELF], "script-src": None, "connect-src": None, "form-action": [NONE]}

# Addresses of this site without those of static files; in markup, what a template writes and what prose holds.
_OWN_ADDRESS = re.compile(rb"/(?!/|static/)")
_OWN_LINK = re.compile(rb'(?<=\s)((?:href|action)=")' + _OWN_ADDRESS.pattern)
_OWN_IMAGE = re.compile(rb'(?<=\s)(?:src|srcset)="/obrazky/[^"]*"')
_WHOLE_LINK = f'<a href="{settings.SITE_URL}/'.encode()


class PreviewMiddleware:
    """Answers /nahled/TOKEN/ADDRESS with the page at ADDRESS, drafts and all; nobody may keep or index it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer an address of a preview, never to be kept; any other goes by as it came."""
        if not request.path_info.startswith(PREFIX):
            return self.get_response(request)
        token, _, rest = request.path_info.removeprefix(PREFIX).partition("/")
        _lead(request, NOWHERE)  # first, so that no log ever sees the token, whatever goes wrong
        link = PreviewLink.objects.by_token(token, timezone.now())
        if link is None or f"/{rest}".startswith((reverse("admin:index"), PREFIX)):
            return _unkept(self.get_response(request))
        if request.method in ("GET", "HEAD"):
            _lead(request, f"/{rest}")
            note = f"Tuto podobu webu čtenáři zatím nevidí. Odkaz platí do {when(link.expires_at)}."
            request.META[PREVIEW] = Preview(note=note)
        return _unkept(_kept_inside(self.get_response(request), f"{PREFIX}{token}".encode()))


@reads_only
def over(request: HttpRequest, **_parts: str) -> HttpResponse:
    """What somebody reads whose link leads nowhere, or no more; it does not say which."""
    message = {"title": "Odkaz na náhled neplatí", "text": "Požádejte toho, kdo vám ho poslal, o nový."}
    return render(request, "error.html", {"message": message}, status=404)


def in_a_frame(view: View) -> View:
    """The view, whose answers may stand in a frame of this site; nobody may keep or index them."""

    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponse:
        return _unkept(view(*args, **kwargs))

    return cast(View, csp_replace(IN_A_FRAME)(xframe_options_sameorigin(answered)))  # as of `editor_policy`


def said(request: HttpRequest, text: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """A sentence in the place of a page, without all that stands around one."""
    return render(request, "pages/preview_said.html", {"text": text}, status=status)


def rendered(request: Request, version: PageVersion, preview: Preview) -> HttpResponse:
    """The page of `version` with that version's text, by the very view and template that readers get.

    The version may be one that nobody has saved, of a page that is not there yet.

    Raises:
        Http404: the page is not shown to readers at all, as that of an unpublished municipality.
    """
    address = version.page.address
    inner = copy(request)
    inner.method, inner.path, inner.path_info = "GET", address, address
    shown = preview._replace(version=version.pk or IN_NO_ROW, typed=None if version.pk else version)
    inner.frame = Frame(request.frame.moment, preview=shown)
    with override(languages.of_path(address).code):
        found = resolve(address)
        response = found.func(inner, *found.args, **found.kwargs)
    if response.status_code == HTTPStatus.GONE:
        raise Http404
    return _unkept(response)


def _lead(request: HttpRequest, address: str) -> None:
    """Make the request one for `address`."""
    request.path = request.path_info = request.META["PATH_INFO"] = address


def _kept_inside(response: HttpResponse, prefix: bytes) -> HttpResponse:
    """The answer with its links leading on through the preview."""
    if _OWN_ADDRESS.match(location := response.get("Location", "").encode()):
        response["Location"] = (prefix + location).decode()
    if not response.streaming and response.get("Content-Type", "").startswith("text/html"):
        content = response.content.replace(_WHOLE_LINK, b'<a href="/')
        content = _OWN_IMAGE.sub(lambda found: found[0].replace(b"/obrazky/", prefix + b"/obrazky/"), content)
        response.content = _OWN_LINK.sub(rb"\g<1>" + prefix + b"/", content)
        if "Content-Length" in response:
            response["Content-Length"] = str(len(response.content))
    return response


def _unkept(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"  # whoever knows the address sees the drafts
    return response
