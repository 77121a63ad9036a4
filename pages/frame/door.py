"""The door of every request: it gets its moment and frame here, and a public page the headers that let it be kept."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages import registry
from pages.frame import memory
from pages.frame.frame import Frame
from pages.frame.request import Request, framed

# In a request's environ:
WITHHELD = "pages.withheld"  # make the page in the form that outlives its moment
PREVIEW = "pages.preview"  # a Preview: make the page with texts that readers do not see yet


class FrameMiddleware:
    """The door: the clock is looked at here, once a request, and nowhere further in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        registry.when_content_changes(memory.look)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request with a frame for this moment."""
        preview = request.META.get(PREVIEW)
        is_withheld, shares = WITHHELD in request.META, request.method in ("GET", "HEAD")  # no change is half-way done
        framed(request).frame = Frame(timezone.now(), is_withheld=is_withheld, preview=preview, shares=shares)
        return self.get_response(request)


def frame(request: Request) -> dict[str, Frame]:
    """The context processor that gives templates the request's frame."""
    return {"frame": request.frame}


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare a view public: GET and HEAD only, nothing personal, may be kept by anybody who asks again before use.

    Exempt from the CSRF check because it changes nothing: any other method is refused as such, not as a forged form.
    """
    kept = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return wraps(view)(csrf_exempt(require_safe(kept)))
