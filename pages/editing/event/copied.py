"""A new event begun with the words of another: only its days and moments are left to be filled in."""

from typing import Any
from urllib.parse import urlencode

from pages.events.facts import NAMES
from pages.prose import publishing
from pages.prose.page import EVENTS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.web.admin_address import admin_address

LIKE = "podle"  # in a query: the page of the event that the new one is like
OF_ONE_DAY = {"starts_on", "starts_at", "ends_on", "ends_at", "online_url", "online_from", "registration_until"}
MOST = 100  # events of one name


def again_address(key: int) -> str:
    """The form of a new event like the one with this key."""
    return f"{admin_address(Page, 'add')}?{urlencode({'kind': Page.Kind.EVENT, LIKE: key})}"


def original(key: str) -> PageVersion | None:
    """The newest text of the event with this key; None where there is none."""
    is_key = key.isascii() and key.isdigit()
    page = Page.objects.filter(pk=key, kind=Page.Kind.EVENT).first() if is_key else None
    return publishing.newest(page) if page else None


def initial(version: PageVersion) -> dict[str, Any]:
    """What the form of a new event begins with."""
    facts = version.event_facts
    kept = [name for name in NAMES if name not in OF_ONE_DAY]
    return {
        **{name: getattr(version, name) for name in ["title", "summary", "body", "documents"]},
        **({name: getattr(facts, name) for name in kept} if facts else {}),
        "slug": _free(version.page.slug),
    }


def _free(slug: str) -> str:
    """The next end of an address that no event has; empty where the editor has to think of one."""
    taken = set(Page.objects.filter(address__startswith=f"{EVENTS_ADDRESS}{slug}").values_list("address", flat=True))
    ends = (f"{slug[:56]}-{number}" for number in range(2, MOST))
    return next((end for end in ends if f"{EVENTS_ADDRESS}{end}/" not in taken), "")
