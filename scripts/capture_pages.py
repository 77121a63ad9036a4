"""Write every public answer of an installation into a folder: capture_pages.py FOLDER MOMENT…

What a change must leave as it is: run it before and after, then `diff -r` the two folders. Each MOMENT (ISO 8601, with
its offset) is a folder, each look in it another: as readers see it, as it outlives its moment, and what is left while
the database is away. It follows every link from the sitemap on, inside this process and in the checkout it is started
in; the environment says which installation, as for manage.py.
"""

import os
import re
import sys
from html import unescape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

import django
import time_machine
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http.response import HttpResponseBase
from django.urls import get_resolver

LOOKS = {"read": {}, "withheld": {"pages.withheld": True}, "away": {"pages.away": True}}
# What no page links to, what is refused, and what is gone.
BESIDE = ["/robots.txt", "/sitemap.xml", "/favicon.ico", "/.well-known/security.txt", "/neni/", "/hledat/?q=byt"]
BESIDE += ["/dokumenty.atom", "/stazena/"]
BESIDE += ["/stara-adresa/", "/nahled/x/", "/zmeny.atom", "/aktuality.atom", "/%00/", "/obce/?strana=x"]
ERRORS = [HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.INTERNAL_SERVER_ERROR]
_LINK = re.compile(r'(?<=\s)(?:href|src|action)="([^"]*)"|<loc>([^<]*)</loc>')
_DRAWN = re.compile(rb'(?<=name="stamp" value=")[^"]*|(?<=<strong class="code">)[^<]*')  # by lot, at each request
_NEVER_THE_SAME = {"X-Request-ID", "Content-Security-Policy"}


def main() -> None:
    """Write all moments in all looks; exits with a sentence where the arguments are wrong."""
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    sys.path.insert(0, os.getcwd())  # noqa: PTH109 - the checkout that is asked, which may be an older one
    os.environ["DJANGO_SETTINGS_MODULE"] = "socialnibydleni.settings"
    django.setup()
    handler, folder = WSGIHandler(), Path(sys.argv[1])
    for moment in sys.argv[2:]:
        with time_machine.travel(moment, tick=False):
            for look, environ in LOOKS.items():
                number = capture(handler, folder / moment / look, environ)
                print(f"{moment} {look}: {number} answers")


def capture(handler: WSGIHandler, folder: Path, environ: dict[str, bool]) -> int:
    """Write what the site answers in one look, link by link; returns how many answers that were."""
    waiting, asked = ["/", *BESIDE], set()
    folder.mkdir(parents=True, exist_ok=True)
    while waiting:
        address = waiting.pop()
        if address in asked or address.startswith(("/static/", "/sprava/")):
            continue
        asked.add(address)
        answer = handler.get_response(_request(address, environ))
        body = b"".join(answer)
        answer.close()
        write(folder / quote(address, safe=""), answer, body)
        for found in _LINK.findall(body.decode(errors="replace")):
            target = urlsplit(urljoin(address, unescape(found[0] or found[1])))
            if f"{target.scheme}://{target.netloc}" in ("://", os.environ["SITE_URL"]):
                waiting.append(f"{target.path}?{target.query}" if target.query else target.path)
    for status in ERRORS:
        refuse = get_resolver().resolve_error_handler(status)
        arguments = [] if status == HTTPStatus.INTERNAL_SERVER_ERROR else [None]
        refused = refuse(_request("/", environ), *arguments)
        write(folder / str(status.value), refused, refused.content)
    return len(asked) + len(ERRORS)


def write(path: Path, answer: HttpResponseBase, body: bytes) -> None:
    """Write one answer with its status and headers, without what no two answers share."""
    headers = [f"{name}: {value}" for name, value in sorted(answer.items()) if name not in _NEVER_THE_SAME]
    path.write_bytes("\n".join([str(answer.status_code), *headers, "", ""]).encode() + _DRAWN.sub(b"", body))


def _request(address: str, environ: dict[str, bool]) -> WSGIRequest:
    parts, site = urlsplit(address), urlsplit(os.environ["SITE_URL"])
    asked = {"PATH_INFO": parts.path, "QUERY_STRING": parts.query, "HTTP_HOST": site.netloc, **environ}
    asked["wsgi.url_scheme"] = site.scheme
    setup_testing_defaults(asked)
    return WSGIRequest(asked)


if __name__ == "__main__":
    main()
