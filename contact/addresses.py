"""The public addresses of the contact centre, its page, its forms and its files, and of the page about help."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from contact import now
from contact.help import shown
from contact.help.rows import Help
from pages.frame.frame import Frame
from pages.frame.offered import languages_of
from pages.prose import linking
from pages.registry import Link, PublicAddress

REPORT, MEETING = gettext_lazy("Nahlásit chybu"), gettext_lazy("Žádost o schůzku")


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """What is there at the frame's moment; without a centre its page shows prose alone."""
    yield from _in_languages(reverse("report"), frame, REPORT, is_listed=False)
    parts = frozenset({"kde", "schuzka"})
    yield from _in_languages(reverse("contact:centre"), frame, anchors=lambda: parts)
    centre = frame.get("contact_centre")
    if centre is None:
        return
    yield from _in_languages(centre.get_absolute_url(), frame, days=(centre.known_on,))
    if now.takes_requests(frame):
        yield from _in_languages(reverse("contact:meeting"), frame, MEETING)
    yield PublicAddress(reverse("contact:hours-calendar"), "Konzultační hodiny do kalendáře", is_listed=False)
    yield PublicAddress(reverse("contact:vcard"), "Kontaktní centrum do adresáře", is_listed=False)


def help_addresses(frame: Frame) -> Iterator[PublicAddress]:
    """The page about help, and its parts for a link: without a town only who helps everywhere stands there."""
    everywhere = shown.rows_for(None, frame)
    named = {"kontakty": everywhere, "situace": shown.choices(everywhere)}
    parts = frozenset([*(name for name, there in named.items() if there), *(row.anchor for row in everywhere)])
    days = tuple(row.verified_on for row in everywhere)
    yield from _in_languages(reverse("help"), frame, days=days, anchors=lambda: parts)


def _in_languages(address: str, frame: Frame, title: str | Promise = "", **known: Any) -> Iterator[PublicAddress]:
    """A Czech address, and that of the same page in each language in which it stands, called as it is there."""
    for language in languages_of(address, frame):
        with override(language.code):
            called = str(title)
        yield PublicAddress(language.address_of(address), called, **known)


def links(_moment: datetime) -> Iterator[Link]:
    """Where those who help have their pages."""
    for row in Help.objects.exclude(web=""):
        yield from linking.links_of(row, row.web)
