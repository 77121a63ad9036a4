"""A stored file as the answer to a request: its headers, a part of it, or the order to the proxy to send it."""

import logging
import re
from collections.abc import Iterator
from typing import BinaryIO
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

from pages.documents import byte_ranges, stored_files
from pages.documents.versions import DocumentVersion
from pages.uploads.kinds import KINDS, PDF
from pages.web.outage import StoreAwayError

logger = logging.getLogger(__name__)

# Nothing in a file may run or load anything, should a browser ever take it for a page.
POLICY = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'"
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_STEP = 1 << 16


class Part:
    """The next bytes of an open file, so many of them, piece by piece; whoever sends them closes it."""

    def __init__(self, file: BinaryIO, length: int):
        self.file, self.left = file, length

    def __iter__(self) -> Iterator[bytes]:
        while self.left and (piece := self.file.read(min(_STEP, self.left))):
            self.left -= len(piece)
            yield piece

    def close(self) -> None:
        """Django calls it when the answer was sent or the reader has gone."""
        self.file.close()


def answer(request: HttpRequest, version: DocumentVersion, *, for_editors: bool = False) -> HttpResponseBase:
    """The version's file, or the part that was asked for; 304, 412 and 416 where the headers ask for that.

    Raises:
        Http404: the file is not there, which is logged.
        StoreAwayError: nobody can say whether it is.
    """
    if settings.X_ACCEL_PREFIX and not for_editors:
        return _described(_handed_over(version), version)
    etag, last_modified = f'"{version.digest}"', int(version.public_at.timestamp())
    if for_editors:
        response = _described(_sent(request, version, "", ""), version, is_attachment=True)
        response["Cache-Control"] = "no-store"
        return response
    unsent = get_conditional_response(request, etag=etag, last_modified=last_modified)
    response = unsent or _sent(request, version, etag, http_date(last_modified))
    response["ETag"], response["Last-Modified"] = etag, http_date(last_modified)
    return _described(response, version)


def disposition(title: str, slug: str, extension: str, *, is_attachment: bool) -> str:
    """Whether to show or to save, and under which name: the title, or the slug where a program knows ASCII only.

    RFC 6266 with the extended form of RFC 8187.
    """
    name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:100].strip(" .") or slug
    how = "attachment" if is_attachment else "inline"
    return f"{how}; filename=\"{slug}.{extension}\"; filename*=UTF-8''{quote(f'{name}.{extension}', safe='')}"


def _described(
    response: HttpResponseBase, version: DocumentVersion, *, is_attachment: bool = False
) -> HttpResponseBase:
    kind, document = KINDS[version.extension], version.document
    if response.status_code in (200, 206):
        response["Content-Type"] = kind.content_type
        response["Content-Disposition"] = disposition(
            document.title, document.slug, kind.extension, is_attachment=is_attachment or kind != PDF
        )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = POLICY
    # no-cache is what max-age=0 with must-revalidate means, but our own memory of pages is no place for files.
    response["Cache-Control"] = "public, no-cache"
    return response


def _handed_over(version: DocumentVersion) -> HttpResponse:
    response = HttpResponse()
    response["X-Accel-Redirect"] = f"{settings.X_ACCEL_PREFIX}{stored_files.FOLDER}/{version.stored_name}"
    return response


def _sent(request: HttpRequest, version: DocumentVersion, etag: str, last_modified: str) -> HttpResponseBase:
    chosen, header, condition = None, request.headers.get("Range", ""), request.headers.get("If-Range", "")
    if request.method == "GET" and header and byte_ranges.is_unchanged(condition, etag, last_modified):
        try:
            chosen = byte_ranges.chosen(header, version.size)
        except byte_ranges.UnsatisfiableError:
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{version.size}"})
    # Packing would take the length away, and with it the way to go on after a broken line.
    request.META.pop("HTTP_ACCEPT_ENCODING", None)
    part = range(version.size) if chosen is None else chosen
    body = Part(_opened(version, part.start), len(part))
    response = StreamingHttpResponse(body, status=200 if chosen is None else 206)
    response["Accept-Ranges"] = "bytes"
    response["Content-Length"] = str(len(part))
    if chosen is not None:
        response["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{version.size}"
    return response


def _opened(version: DocumentVersion, at: int) -> BinaryIO:
    try:
        return stored_files.opened(version.stored_name, at)
    except StoreAwayError:
        raise
    except OSError as error:  # its own words name folders of the server
        logger.error("The file of version %s of a document can't be read: %s", version.pk, type(error).__name__)
        raise Http404 from error
