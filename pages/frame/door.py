"""The door of every request: it gets its moment and frame here, and a public page the headers that let it be kept."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import Resolver404
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages import registry
from pages.frame import memory
from pages.frame.frame import Frame
from pages.frame.offered import is_offered
from pages.frame.request import Request, framed
from pages.languages import languages
from pages.languages.patterns import found_at
from pages.web import outage

View = Callable[..., HttpResponseBase]

PARAMETERS = "parameters"  # an attribute of a view

# In a request's environ:
WITHHELD = "pages.withheld"  # make the page in the form that outlives its moment
PREVIEW = "pages.preview"  # a Preview: make the page with texts that readers do not see yet


class FrameMiddleware:
    """The door: the clock is looked at here, once a request, and further in only where editors waited for others.

    The language of the address holds from here on, in code and templates.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        registry.when_content_changes(memory.look)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with a frame for this moment."""
        preview = request.META.get(PREVIEW)
        is_withheld, shares = WITHHELD in request.META, request.method in ("GET", "HEAD")  # no change is half-way done
        framed(request).frame = Frame(timezone.now(), is_withheld=is_withheld, preview=preview, shares=shares)
        language = languages.of_path(request.path_info)
        if language is languages.CZECH or not _is_spoken(language, framed(request).frame):
            return self.get_response(request)  # no address begins with a language that is not offered
        with override(language.code):
            return self.get_response(request)


def _is_spoken(language: languages.Language, frame: Frame) -> bool:
    """Whether readers are offered the language. While the database is away nobody can tell: the view will meet that."""
    try:
        return is_offered(language, frame)
    except Error as error:
        if outage.is_outage(error):
            return True
        raise


def frame(request: Request) -> dict[str, Frame]:
    """The context processor that gives templates the request's frame."""
    return {"frame": request.frame}


def reads_only(view: View) -> View:
    """Take GET and HEAD only; any other method is refused as such and not as a forged form, since nothing changes."""
    return csrf_exempt(require_safe(view))


def public_page(*parameters: str) -> Callable[[View], View]:
    """Declare a view public: it only reads, nothing is personal, and it may be kept by who asks again before use.

    Of a query it reads the named parameters only; any other is dropped before it is asked, or every one would be a page
    of its own. An answer that says itself how it may be kept is left alone: to a parameter that takes any text.
    """

    def declared(view: View) -> View:
        page = reads_only(_may_be_kept(view))
        setattr(page, PARAMETERS, frozenset(parameters))
        return page

    return declared


def _may_be_kept(view: View) -> View:
    @wraps(view)
    def answered(*args: Any, **kwargs: Any) -> HttpResponseBase:
        answer = view(*args, **kwargs)
        if "Cache-Control" not in answer:
            patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
        return answer

    return answered


def parameters_at(path: str) -> frozenset[str] | None:
    """What the public page at the path reads of a query; None where there is no public page."""
    try:
        return getattr(found_at(path).func, PARAMETERS, None)
    except Resolver404:
        return None
