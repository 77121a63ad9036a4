"""Old addresses of pages: whoever comes by one is led to the new one."""

from copy import copy

from django.contrib.redirects.middleware import RedirectFallbackMiddleware
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control


class FormerAddressMiddleware(RedirectFallbackMiddleware):
    """Django's own, for an address with any query, and with an answer that nobody keeps.

    A browser that kept it would run in a circle once an editor has taken the change back.
    """

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """As Django's, which looks only at a 404, with the query left out of the search for the old address."""
        bare = copy(request)
        bare.META = {**request.META, "QUERY_STRING": ""}  # shared links come with marks of those who shared them
        answer = super().process_response(bare, response)
        if answer is not response:
            patch_cache_control(answer, public=True, max_age=0, must_revalidate=True)
        return answer
