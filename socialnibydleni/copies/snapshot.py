"""The whole public site as files with relative links: for any file server, for an outage, for an archive.

It is read through Django itself, in the form that outlives its moment: every public address and whatever they lead to.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from pages import registry
from pages.frame.door import WITHHELD
from pages.frame.frame import Frame
from pages.languages.languages import czech_address, of_path
from socialnibydleni.serving.error_pages import MESSAGES, Message

# What only a running site can do, and what stands there instead.
REPLACED = {
    "contact:meeting": Message(
        _("Žádost o schůzku"), _("Formulářem teď o schůzku požádat nejde. Domluvte si ji telefonem nebo e-mailem.")
    ),
    "report": Message(
        _("Nahlásit chybu"), _("Formulářem teď chybu nahlásit nejde. Napište nám o ní prosím e-mailem, nebo zavolejte.")
    ),
    "search": Message(_("Hledání"), _("Hledat tu teď nejde. Všechny části webu najdete v nabídce.")),
}
# For addresses that are not among the files, at any depth: the links of these two begin at the root.
NOT_FOUND, AWAY = "404.html", "away.html"
AWAY_MESSAGE = Message(
    "Tato část webu teď nefunguje",
    "Když jste něco odesílali, nepřijali jsme to. Nezavírejte tuto stránku a za chvíli ji načtěte znovu: prohlížeč to "
    "pošle ještě jednou. Nebo zavolejte či napište.",
)
_TAG = re.compile(r"<[a-z][^<>]*>", re.IGNORECASE)
_LINK = re.compile(r'(?<=\s)(href|src|action)="([^"]*)"')
_CARD = re.compile(r'<meta property="og:image" content="([^"]+)">')
_COPIES = re.compile(r'(?<=\s)srcset="([^"]*)"')  # of an image, each an address and a width
_OF_STYLESHEET = re.compile(r"""url\(["']?([^"')]+)["']?\)""")
_ID = re.compile(r'\sid="([^"]+)"')
_MOVED = """<!doctype html>
<html lang="cs"><head><meta charset="utf-8"><title>Stránka se přesunula</title>
<meta http-equiv="refresh" content="0; url={link}"></head>
<body><p><a href="{link}">Stránka má novou adresu</a></p></body></html>
"""


class BrokenLinksError(Exception):
    """Links that lead nowhere; each line names the page, its link and what is wrong with it."""


@dataclass
class Snapshot:
    """What was read so far, and where it was written."""

    folder: Path
    redirects: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)  # HTML, as the site sends it
    files: set[str] = field(default_factory=set)
    broken: dict[str, HTTPStatus] = field(default_factory=dict)

    def take(self) -> None:
        """Read everything and write it down.

        Raises:
            BrokenLinksError: some link leads nowhere; nothing that was written may be used.
        """
        # What ends a request would end our connection too, and whatever transaction we are in.
        request_finished.disconnect(close_old_connections)
        try:
            self._follow(WSGIHandler())
        finally:
            request_finished.connect(close_old_connections)
        self._refuse_broken_links()
        for address, page in self.pages.items():
            self._write(address, _relative(page, address).encode())
        self._write(f"/{NOT_FOUND}", _message(MESSAGES[HTTPStatus.NOT_FOUND], "/").encode())
        self._write(f"/{AWAY}", _message(AWAY_MESSAGE, "/").encode())

    def _follow(self, handler: WSGIHandler) -> None:
        optional = set(Redirect.objects.values_list("old_path", flat=True))  # some lead to what was withdrawn
        public = [entry.address for entry in registry.public_addresses(Frame(timezone.now()))]
        waiting = [*public, reverse("favicon"), reverse("touch-icon"), *sorted(optional)]
        asked = set()
        while waiting:
            address = waiting.pop()
            if address in asked:
                continue
            asked.add(address)
            answer = handler.get_response(_request(address))
            if answer.status_code != HTTPStatus.OK and address in optional and "Location" not in answer:
                continue
            waiting += self._keep(address, answer)
            answer.close()

    def _keep(self, address: str, answer: HttpResponseBase) -> list[str]:
        """Keep one answer; return the addresses that it leads to."""
        replacing = {reverse(name): message for name, message in REPLACED.items()}.get(czech_address(address))
        if replacing:
            self.pages[address] = _message(replacing, address)
        elif "Location" in answer:
            return self._keep_redirect(address, urljoin(address, answer["Location"]))
        elif answer.status_code != HTTPStatus.OK:
            self.broken[address] = HTTPStatus(answer.status_code)
        elif answer.get("Content-Type", "").startswith("text/html"):
            self.pages[address] = b"".join(answer).decode()
        else:
            return self._keep_file(address, answer)
        page = self.pages.get(address, "")
        cards = filter(None, (_address(unescape(link), address) for link in _CARD.findall(page)))
        return [*cards, *(target for _link, target, _anchor in _links(page, address))]

    def _keep_file(self, address: str, answer: HttpResponseBase) -> list[str]:
        content = b"".join(answer)
        self.files.add(address)
        self._write(address, content)
        if address.endswith(".css"):
            return [urljoin(address, link) for link in _OF_STYLESHEET.findall(content.decode()) if ":" not in link]
        return []

    def _keep_redirect(self, address: str, location: str) -> list[str]:
        """A page that leads on; an old file can't become one, so for that the manifest must do."""
        self.redirects[address] = location
        target = _address(location, address)
        if not posixpath.splitext(address)[1]:
            link = location if target is None else _relative_address(target, address.rstrip("/") + "/")
            self._write(address.rstrip("/") + "/", _MOVED.format(link=escape(link)).encode())
        return [] if target is None else [target]

    def _refuse_broken_links(self) -> None:
        problems, unseen = [], set(self.broken)
        known = self.pages.keys() | self.files | self.redirects.keys()
        for address, page in self.pages.items():
            for link, target, anchor in _links(page, address):
                if target not in known:
                    unseen.discard(target)
                    problems.append(f"{address} → {link} ({self.broken.get(target, 'not there')})")
                elif anchor and target in self.pages and anchor not in _ID.findall(self.pages[target]):
                    problems.append(f"{address} → {link} (no such place on that page)")
        problems += [f"public address → {address} ({self.broken[address]})" for address in unseen]
        if problems:
            raise BrokenLinksError("\n".join(sorted(set(problems))))

    def _write(self, address: str, content: bytes) -> None:
        name = unquote(address).removeprefix("/") + ("index.html" if address.endswith("/") else "")
        path = self.folder / name
        if self.folder not in path.resolve().parents:
            raise BrokenLinksError(f"{address} (no name for a file)")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _request(address: str) -> WSGIRequest:
    """A request for the form that outlives its moment, as it would come through our proxy."""
    site = urlsplit(settings.SITE_URL)
    environ = {
        "PATH_INFO": unquote(address, encoding="latin-1"),
        "HTTP_HOST": site.netloc,
        "HTTP_X_FORWARDED_PROTO": site.scheme,
        "wsgi.url_scheme": site.scheme,
        WITHHELD: True,
    }
    setup_testing_defaults(environ)
    return WSGIRequest(environ)


def _message(message: Message, address: str) -> str:
    frame = Frame(timezone.now(), is_withheld=True)
    with override(of_path(address).code):
        return render_to_string("error.html", {"frame": frame, "message": message, "request": _request(address)})


def _address(link: str, base: str) -> str | None:
    """Where a link on the page `base` leads on this site, without query and anchor; None if it leads elsewhere."""
    parts = urlsplit(link.removeprefix(settings.SITE_URL) or "/")
    if parts.scheme or parts.netloc:
        return None
    return urljoin(base, parts.path) if parts.path else base


def _links(page: str, base: str) -> Iterator[tuple[str, str, str]]:
    """The links of a page to this site: as written, the address, the anchor."""
    for tag in _TAG.findall(page):
        copies = [("src", copy.split()[0]) for copies in _COPIES.findall(tag) for copy in copies.split(",")]
        for name, written in [*_LINK.findall(tag), *copies]:
            target = _address(unescape(written), base)
            if target is not None and _is_followed(tag):
                anchor = unquote(urlsplit(written).fragment) if name == "href" and tag.startswith("<a ") else ""
                yield unescape(written), target, anchor


def _is_followed(tag: str) -> bool:
    """Whether a browser follows the links in a tag; a canonical address is a name and stays as it is."""
    return 'rel="canonical"' not in tag


def _relative(page: str, base: str) -> str:
    """The page with its links to this site made relative to its own address."""

    def of_link(found: re.Match) -> str:
        written = unescape(found[2])
        target = _address(written, base)
        if target is None or written.startswith("#"):
            return found[0]
        fragment = urlsplit(written).fragment
        link = _relative_address(target, base) + (f"#{fragment}" if fragment else "")
        return f'{found[1]}="{escape(link)}"'

    def of_copies(found: re.Match) -> str:
        copies = (copy.split() for copy in found[1].split(","))
        written = ", ".join(f"{_relative_address(link, base)} {width}" for link, width in copies)
        return f'srcset="{written}"'

    def of_tag(tag: re.Match) -> str:
        return _COPIES.sub(of_copies, _LINK.sub(of_link, tag[0])) if _is_followed(tag[0]) else tag[0]

    return _TAG.sub(of_tag, page)


def _relative_address(target: str, base: str) -> str:
    return posixpath.relpath(target, posixpath.dirname(base)) + ("/" if target.endswith("/") else "")
