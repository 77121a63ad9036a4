"""Compression of what is made for one reader."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressionMiddleware(GZipMiddleware):
    """As Django has it, but a public page goes to the page cache as it is: that compresses it once, in every coding."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Leaves an answer as it is that is public and to be asked for again."""
        control = response.get("Cache-Control", "")
        if response.status_code == 200 and "public" in control and "must-revalidate" in control:
            return response
        return super().process_response(request, response)
