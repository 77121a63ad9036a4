"""The contact centre among a phone's contacts: a vCard of version 3.0 (RFC 2426), which every phone reads."""

from django.conf import settings
from icalendar import Component, Parameters, vText
from icalendar.prop import vAdr, vN, vOrg

from contact.centre import ContactCentre
from pages.templatetags.site import plain


class Card(Component):
    """A vCard; its lines are folded and escaped as those of a calendar are."""

    name = "VCARD"


def vcard(centre: ContactCentre, project_name: str) -> bytes:
    """The centre as a contact, under a name by which people find it among all of theirs."""
    name = plain(f"Kontaktní centrum projektu {project_name}")
    card = Card()
    card.add("VERSION", "3.0")
    card.add("N", vN([""] * 5))  # nobody's name; phones then show the organisation's
    card.add("FN", vText(name))
    card.add("ORG", vOrg([name]))
    card.add("TEL", vText(centre.phone), Parameters({"TYPE": ["WORK", "VOICE"]}))
    card.add("EMAIL", vText(centre.email), {"TYPE": "INTERNET"})
    address = ["", "", plain(centre.street), plain(centre.place), "", "", "Česká republika"]
    card.add("ADR", vAdr(address), {"TYPE": "WORK"})
    card.add("URL", f"{settings.SITE_URL}{centre.get_absolute_url()}")
    return card.to_ical(sorted=False)
