"""The chip in the head of every page of the editors: what readers are told about the phone just now."""

from typing import NamedTuple

from django.contrib import admin
from django.urls import reverse

from contact import now
from contact.hours import engine, words
from contact.hours.engine import Kind
from contact.models import ContactCentre
from pages.frame.request import Request
from pages.web.admin_address import admin_address


class Chip(NamedTuple):
    """A few words with a colour and a shape, and where it is changed."""

    text: str
    more: str  # left out where there is no room
    look: str
    icon: str
    url: str


def chip(site: admin.AdminSite, request: Request) -> Chip | None:
    """The chip for this editor; None as long as there is no contact centre."""
    centre = request.frame.get("contact_centre")
    if centre is None:
        return None
    url = _hours_url(site, request)
    state = now.state(request.frame)
    if state.kind is Kind.UNKNOWN:
        return Chip("Hodiny nejsou ověřené", "", "unknown", "clock", url)
    if state.until:
        then = words.opens(engine.state_at(centre.schedule, state.until), "od")
        return Chip(f"Otevřeno do {words.clock(state.until.time())} hodin", then and f", pak {then}", "", "check", url)
    then = words.opens(state)
    return Chip("Zavřeno", then and f", otevře {then}", "off", "clock", url)


def _hours_url(site: admin.AdminSite, request: Request) -> str:
    """The hours where this editor may look at them, else what readers see of them."""
    for model, model_admin in site._registry.items():
        is_about_hours = model._meta.label_lower == "contact.openinghours"
        if is_about_hours and model_admin.has_view_or_change_permission(request):
            return admin_address(model, "changelist")
    if site._registry[ContactCentre].has_view_or_change_permission(request):
        return admin_address(ContactCentre, "changelist")
    return reverse("contact:centre")
