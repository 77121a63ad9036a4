"""The public addresses of the contact centre: its page, its form, and its files."""

from collections.abc import Iterator

from django.urls import reverse

from contact import now
from pages.frame.frame import Frame
from pages.registry import PublicAddress


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """What is there at the frame's moment; without a centre its page shows prose alone."""
    yield PublicAddress(reverse("contact:centre"), anchors=lambda: frozenset({"kde", "schuzka"}))
    centre = frame.get("contact_centre")
    if centre is None:
        return
    yield PublicAddress(centre.get_absolute_url(), days=(centre.known_on,))
    if now.takes_requests(frame):
        yield PublicAddress(reverse("contact:meeting"), "Žádost o schůzku")
    yield PublicAddress(reverse("contact:hours-calendar"), "Konzultační hodiny do kalendáře", is_listed=False)
    yield PublicAddress(reverse("contact:vcard"), "Kontaktní centrum do adresáře", is_listed=False)
