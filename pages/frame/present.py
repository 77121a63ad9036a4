"""Links in stored texts lead where their page is now: a version never changes, the address of a page may."""

import re
from html import escape, unescape
from urllib.parse import urlsplit

from pages.frame.frame import Frame
from pages.gate import links
from pages.languages import languages
from pages.languages.languages import CZECH
from pages.prose import linking
from pages.prose.page import DOCUMENTS_ADDRESS
from pages.prose.versions import is_hidden
from pages.richtext.placeholders import TAG

_TO_PAGE = re.compile(r'<a href="(/(?:[^"?#.]*/)?)(?:[?#][^"]*)?"')  # of this site; a file may be in any language
_HREF = re.compile(r'(?<= href=")[^"]*')  # as the sanitiser writes it


def address(href: str, frame: Frame) -> str:
    """The address of a link in, out the same; where it is a former one of a page that readers of the frame can open,
    the one that the page has now. What stands after `?` and `#` stays.
    """
    host = linking.host()
    if not href.startswith("/") and host not in href:
        return href
    here = links.address_here(href, host, own="")
    former = here and _former(here.path, frame)
    return urlsplit(href)._replace(path=former).geturl() if former else href


def tag(markup: str, frame: Frame) -> str:
    """A tag of sanitised prose in, the same out; of a link with its `address`."""
    if not markup.startswith("<a "):
        return markup
    return _HREF.sub(lambda href: escape(address(unescape(href[0]), frame)), markup)


def hreflang(html: str) -> str:
    """Prose ready for readers in, the same out; on a page of another language with a mark on links to Czech pages."""
    if languages.active().html == CZECH.html:
        return html
    return _TO_PAGE.sub(lambda to: f'{to[0]} hreflang="cs"' if languages.of_path(to[1]) is CZECH else to[0], html)


def of_file(tag: str, frame: Frame) -> str:
    """A tag of sanitised prose in; of a link to the file of a document its type and size of now out: „PDF, 240 kB“."""
    found = _HREF.search(tag) if DOCUMENTS_ADDRESS in tag else None
    here = links.address_here(unescape(found[0]), linking.host(), own="") if found else None
    return (frame.get("files") or {}).get(here.path, "") if here else ""


def body(text: str, frame: Frame) -> str:
    """Sanitised prose in, the same with the `address` of each link out."""
    return TAG.sub(lambda found: tag(found[0], frame), text)


def _former(path: str, frame: Frame) -> str | None:
    led_on: dict[str, str] = frame.get("led_on") or {}
    old = path if path in led_on else f"{path}/"  # the site puts a missing slash there
    if old not in led_on or (frame.preview and _is_taken(old, frame)):
        return None
    return led_on[old]


def _is_taken(path: str, frame: Frame) -> bool:
    """Whether another page will stand there, and stands there already in this preview."""
    return not is_hidden(frame.version_at(path), frame.moment, frame.preview)
