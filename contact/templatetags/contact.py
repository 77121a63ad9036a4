"""Fragments and words about the contact centre that any page may borrow; all of them read the page's frame."""

from typing import Any

from django import template
from django.conf import settings
from django.template import Context
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from contact import outputs
from contact.models import ContactCentre
from pages.review import HOURS_MONTHS, is_due

register = template.Library()


def _centre(context: Context) -> dict[str, Any]:
    frame = context["frame"]
    centre = frame.get("contact_centre")
    today = timezone.localdate(frame.moment)
    hours_are_due = centre is not None and is_due(centre.hours_verified_on, today, HOURS_MONTHS)
    return {"centre": centre, "hours_are_due": hours_are_due}


@register.inclusion_tag("contact/_card.html", takes_context=True)
def contact_card(context: Context) -> dict[str, Any]:
    """The card of the home page: phone, e-mail, hours in one sentence."""
    return _centre(context)


@register.inclusion_tag("contact/_verified.html", takes_context=True)
def contact_verified(context: Context) -> dict[str, Any]:
    """When somebody last verified the hours, and what to do when that is too long ago."""
    return _centre(context)


@register.inclusion_tag("contact/_email.html", takes_context=True)
def contact_email(context: Context) -> dict[str, Any]:
    """„Napište na …“ as running text."""
    return _centre(context)


@register.inclusion_tag("contact/_slim.html", takes_context=True)
def contact_slim(context: Context) -> dict[str, Any]:
    """Phone and e-mail alone, for pages about something else."""
    return _centre(context)


@register.inclusion_tag("contact/_address.html", takes_context=True)
def contact_address(context: Context) -> dict[str, Any]:
    """The address block of the footer."""
    return _centre(context)


@register.inclusion_tag("contact/_reach.html", takes_context=True)
def contact_reach(context: Context) -> dict[str, Any]:
    """Where to write and when to call, as running text."""
    return _centre(context)


@register.filter
def breakable_email(email: str) -> SafeString:
    """An e-mail address that may break after its @ and nowhere else."""
    return mark_safe(escape(email).replace("@", "@<wbr>"))  # noqa: S308 - escaped first


@register.filter
def hours_short(centre: ContactCentre) -> str:
    """The hours of the centre in the shortest form."""
    return outputs.short_sentence(centre.hours.all())


@register.filter
def hours_sentence(centre: ContactCentre) -> str:
    """The hours of the centre as a Czech sentence, without the verb."""
    return outputs.sentence(centre.hours.all())


@register.filter
def week_table(centre: ContactCentre) -> list[outputs.Row]:
    """The rows of the week table."""
    return outputs.week(centre.hours.all())


@register.simple_tag(takes_context=True)
def contact_node(context: Context) -> dict[str, Any] | None:
    """The contact centre in the terms of schema.org, said of the project.

    The hours belong to the phone's contact point alone: a letter may come at any time, a visit by arrangement only.
    """
    centre = context["frame"].get("contact_centre")
    if centre is None:
        return None
    shared = {"@type": "ContactPoint", "contactType": "customer service", "availableLanguage": "cs"}
    hours = [
        {
            "@type": "OpeningHoursSpecification",
            "dayOfWeek": f"https://schema.org/{row.DAY_NAMES[row.weekday]}",
            "opens": f"{row.opens_at:%H:%M}",
            "closes": f"{row.closes_at:%H:%M}",
        }
        for row in centre.hours.all()
    ]
    return {
        "@type": "Project",
        "@id": f"{settings.SITE_URL}/#projekt",
        "contactPoint": [
            {**shared, "telephone": centre.phone, **({"hoursAvailable": hours} if hours else {})},
            {**shared, "email": centre.email},
        ],
        "address": {
            "@type": "PostalAddress",
            "streetAddress": centre.street,
            "addressLocality": centre.place,
            "addressCountry": "CZ",
        },
    }
