"""Parts of the site that are off: neither readers nor editors meet them. Which those are, the content folder says."""

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from pages.languages.languages import czech_address


def is_off(address: str) -> bool:
    """Whether the path belongs to a part that is off, in whichever language."""
    return czech_address(address).startswith(settings.ADDRESSES_OFF)


def has_model(label: str) -> bool:
    """Whether a model, as „app.model“, belongs to no part that is off."""
    return label not in settings.MODELS_OFF


def has_right(permission: str) -> bool:
    """The same by a right to it, as „app.action_model“; with none it is everybody's."""
    app, _, codename = permission.partition(".")
    return has_model(f"{app}.{codename.partition('_')[2]}")


class PartsMiddleware:
    """Answers as if what belongs to a part that is off were not there."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Raises Http404 for its addresses, whoever asks."""
        if is_off(request.path):
            raise Http404
        return self.get_response(request)
