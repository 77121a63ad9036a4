"""The public addresses of the contact centre, its page, its forms and its files, and of the page about help."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from contact import now
from contact.help import shown
from contact.help.rows import Help
from pages.frame.frame import Frame
from pages.prose import linking
from pages.registry import Link, PublicAddress


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """What is there at the frame's moment; without a centre its page shows prose alone."""
    yield PublicAddress(reverse("report"), "Nahlásit chybu", is_listed=False)
    yield PublicAddress(reverse("contact:centre"), anchors=lambda: frozenset({"kde", "schuzka"}))
    centre = frame.get("contact_centre")
    if centre is None:
        return
    yield PublicAddress(centre.get_absolute_url(), days=(centre.known_on,))
    if now.takes_requests(frame):
        yield PublicAddress(reverse("contact:meeting"), "Žádost o schůzku")
    yield PublicAddress(reverse("contact:hours-calendar"), "Konzultační hodiny do kalendáře", is_listed=False)
    yield PublicAddress(reverse("contact:vcard"), "Kontaktní centrum do adresáře", is_listed=False)


def help_addresses(frame: Frame) -> Iterator[PublicAddress]:
    """The page about help, and its parts for a link: without a town only who helps everywhere stands there."""
    everywhere = shown.rows_for(None, frame)
    named = {"kontakty": everywhere, "situace": shown.choices(everywhere)}
    parts = frozenset([*(name for name, there in named.items() if there), *(row.anchor for row in everywhere)])
    yield PublicAddress(reverse("help"), days=tuple(row.verified_on for row in everywhere), anchors=lambda: parts)


def links(_moment: datetime) -> Iterator[Link]:
    """Where those who help have their pages."""
    for row in Help.objects.exclude(web=""):
        yield from linking.links_of(row, row.web)
