"""The copies of images, for readers: only of those that a text shows which they can open."""

import logging

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from pages.documents import stored_files
from pages.frame.door import reads_only
from pages.frame.request import Request
from pages.images.image import NAME_LENGTH, ImageFile
from pages.images.shown import shown
from pages.uploads.images import WIDTHS
from pages.web.outage import StoreAwayError

logger = logging.getLogger(__name__)

POLICY = "default-src 'none'; frame-ancestors 'none'"  # should a browser ever take it for a page


@reads_only
def image(request: Request, name: str, width: int, extension: str) -> HttpResponse:
    """A copy, which its address lets everybody keep for ever; of an image in no public text there is none."""
    copies = ImageFile.objects.select_related("image")
    if len(name) != NAME_LENGTH or width > WIDTHS[-1]:
        raise Http404
    found = get_object_or_404(copies, image__digest__startswith=name, width=width, extension=extension)
    if found.image_id not in shown(request.frame):
        raise Http404
    response = answer(found)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["X-Accel-Expires"] = "0"  # ours keep none: once its text is withdrawn, nobody gets it from us
    return response


def answer(copy: ImageFile, *, for_editors: bool = False) -> HttpResponse:
    """The copy itself, or the order to the proxy to send it; whoever asks says how long it may be kept.

    Raises:
        Http404: it is not there, which is logged.
        StoreAwayError: nobody can say whether it is.
    """
    if settings.X_ACCEL_PREFIX and not for_editors:
        response = HttpResponse()
        response["X-Accel-Redirect"] = f"{settings.X_ACCEL_PREFIX}{stored_files.FOLDER}/{copy.stored_name}"
    else:
        try:
            with stored_files.opened(copy.stored_name) as file:
                response = HttpResponse(file.read())
        except StoreAwayError:
            raise
        except OSError as error:  # its own words name folders of the server
            logger.error("Copy %s of an image can't be read: %s", copy.pk, type(error).__name__)
            raise Http404 from error
    response["Content-Type"] = copy.content_type
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    return response
