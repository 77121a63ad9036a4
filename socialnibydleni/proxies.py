"""Who is asking, behind the declared number of proxies and no other."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the client as the outermost declared proxy saw it.

    Each proxy appends the address of its peer to X-Forwarded-For, so only the last PROXY_COUNT entries were written by
    ours; what stands before them came from the client and may say anything.
    """
    chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    if settings.PROXY_COUNT and len(chain) >= settings.PROXY_COUNT:
        return chain[-settings.PROXY_COUNT]
    return request.META.get("REMOTE_ADDR", "")  # none on a unix socket
