"""Fragments and words about the contact centre that any page may borrow; all of them read the page's frame."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, override

from contact import now
from contact.exports import structured_data
from contact.help import structured_data as help_data
from contact.help.rows import Help
from contact.help.views import address_for
from contact.hours import words
from contact.hours.engine import Hours
from contact.hours.exceptions import Run
from contact.hours.rows import Weekday
from contact.reports.models import OWN_PATH, Report
from pages.frame.offered import is_offered
from pages.languages import languages
from pages.templatetags.languages import way_to
from pages.templatetags.site import json_ld
from pages.web.calendars import webcal
from pages.web.parts import is_off

register = template.Library()


def _centre(context: Context) -> dict[str, Any]:
    """The centre and what it says at the moment of the page."""
    frame = context["frame"]
    return {
        "frame": frame,
        "centre": frame.get("contact_centre"),
        "status": words.status(now.state(frame)),
        "are_hours_known": now.are_hours_known(frame),
        "are_contacts_known": now.are_contacts_known(frame),
    }


@register.inclusion_tag("contact/_card.html", takes_context=True)
def contact_card(context: Context) -> dict[str, Any]:
    """The card of the home page: phone, e-mail, hours in one sentence."""
    return {**_centre(context), "hours": words.short_sentence(now.hours_of_week(context["frame"]))}


@register.simple_tag(takes_context=True)
def takes_requests(context: Context) -> bool:
    """Whether somebody can ask for a meeting by the form."""
    return now.takes_requests(context["frame"])


@register.simple_tag(takes_context=True)
def promise(context: Context) -> str:
    """Until when the centre answers, as the end of a sentence; empty where it promises nothing."""
    return now.promise(context["frame"].get("contact_centre"), context["frame"])


@register.inclusion_tag("contact/_status.html", takes_context=True)
def contact_status(context: Context) -> dict[str, Any]:
    """Whether somebody answers the phone now; where that is not known, when the hours were last verified."""
    return _centre(context)


@register.inclusion_tag("contact/_week.html", takes_context=True)
def contact_week(context: Context) -> dict[str, Any]:
    """The week table with today marked, and what will soon be otherwise; nothing of today where it is not known."""
    frame, centre = context["frame"], context["frame"].get("contact_centre")
    are_known = now.are_hours_known(frame)
    is_told = are_known and not frame.is_withheld
    exceptions = now.closures(frame)
    return {
        "frame": frame,
        "rows": words.week(centre.schedule, frame.today, marks_today=is_told),
        "exceptions": exceptions,
        "have_hours": any(run.hours for run in exceptions),
        "coming": words.coming_hours(centre.hours.all(), frame.today) if are_known else None,
        "verified_on": centre.hours_verified_on,
        "are_hours_known": are_known,
        "is_told": is_told,
    }


class Said(NamedTuple):
    """What readers of another language are told on the Czech page, and where they read on."""

    language: str
    text: str
    address: str
    link: str


@register.simple_tag(takes_context=True)
def said_in_other_languages(context: Context) -> list[Said]:
    """Two sentences in each other language that readers are offered; on pages of other languages nothing."""
    if languages.active() is not languages.CZECH:
        return []
    others = [languages.ENGLISH, languages.UKRAINIAN]
    return [_said_in(language) for language in others if is_offered(language, context["frame"])]


def _said_in(language: languages.Language) -> Said:
    with override(language.code):
        text = gettext("Tohle je kontaktní centrum českého projektu sociálního bydlení. Napsat nám můžete kdykoliv.")
        return Said(language.html, text, reverse("contact:centre"), gettext("Kontakty česky"))


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


@register.inclusion_tag("contact/_ask.html", takes_context=True)
def contact_ask(context: Context, title: str) -> dict[str, Any]:
    """A card under a heading of its own for who should ask the centre."""
    return {**_centre(context), "title": title}


@register.inclusion_tag("contact/_help_door.html", takes_context=True)
def help_door(context: Context, town: str = "", locative: str = "", where: str = "") -> dict[str, Any]:
    """The way to who helps people without a home; of a town whose case is known in its words. `where` ends its promise.

    What outlives its moment leads to the page for all, since nobody answers for a town there. Other languages than
    Czech put no town into their sentences.
    """
    frame, in_words = context["frame"], languages.active().html == languages.CZECH.html
    with override(languages.CZECH.code):
        page = reverse("help")
        address = address_for(town) if town and not frame.is_withheld else page
    if is_off(page):
        return {}
    return {"way": way_to(address, frame), "locative": locative if in_words else "", "where": where if in_words else ""}


@register.inclusion_tag("contact/_report.html", takes_context=True)
def report_line(context: Context) -> dict[str, Any]:
    """The way to report a fault on this page, with its path and the number of its text.

    Of a path that is not known, as on a page that is rendered ahead, it says nothing, and of none that is too long or
    spelt as none of ours: who has the number of a request or the token of a preview could speak for it.
    """
    form, path = reverse("report"), getattr(context.get("request"), "path", "")
    if path == form or is_off(form):
        return {}
    text: Any = context.get("text")
    known = {"stranka": path, "verze": text.number if getattr(text, "pk", None) else None}
    is_told = OWN_PATH.fullmatch(path) and len(path) <= Report.PAGE_LENGTH
    query = urlencode({name: value for name, value in known.items() if value}, safe="/")
    return {"address": f"{form}?{query}" if is_told else form}


@register.simple_tag(takes_context=True)
def help_json_ld(context: Context, rows: Iterable[Help]) -> SafeString:
    """Those who help in the terms of schema.org."""
    return json_ld(*(help_data.node(row, context["frame"]) for row in rows))


@register.inclusion_tag("contact/_privacy.html", takes_context=True)
def contact_privacy(context: Context) -> dict[str, Any]:
    """What becomes of the personal data in a request for a meeting and in a report (GDPR, Art. 13)."""
    days = {"days": settings.MEETING_RETENTION_DAYS, "backup_days": settings.BACKUP_DAYS}
    return {"frame": context["frame"], "project": context["frame"].get("project"), **days}


@register.filter
def breakable_email(email: str) -> SafeString:
    """An e-mail address that may break after its @ and nowhere else."""
    return mark_safe(escape(email).replace("@", "@<wbr>"))  # noqa: S308 - escaped first


@register.simple_tag(takes_context=True)
def hours_sentence(context: Context) -> str:
    """The week's hours as a Czech sentence, without the verb."""
    return words.sentence(now.hours_of_week(context["frame"]))


@register.simple_tag(takes_context=True)
def hours_lines(context: Context) -> list[str]:
    """The same, each day as a line of its own."""
    return words.lines(now.hours_of_week(context["frame"]))


@register.simple_tag(takes_context=True)
def hours_apart(context: Context) -> list[Run]:
    """The days ahead that are not as in the week."""
    return now.closures(context["frame"])


@register.simple_tag(takes_context=True)
def are_hours_known(context: Context) -> bool:
    """Whether the hours were verified lately enough to be told without reserve."""
    return now.are_hours_known(context["frame"])


@register.simple_tag(takes_context=True)
def are_contacts_known(context: Context) -> bool:
    """Whether phone, e-mail and address were verified within a year."""
    return now.are_contacts_known(context["frame"])


@register.simple_tag
def hours_subscription() -> str:
    """The feed of the hours under the scheme at which a calendar program offers to follow it."""
    return webcal(reverse("contact:hours-calendar"))


@register.filter
def spans(hours: Hours) -> str:
    """The hours of a day: „9–13 hodin“ or „bez telefonu“."""
    return words.spans(hours)


register.filter("said_reason", words.said_reason)


@register.filter(expects_localtime=True)
def weekday(day: date) -> str:
    """The name of a day: „pondělí“."""
    return str(Weekday(day.weekday()).label)


@register.simple_tag(takes_context=True)
def contact_node(context: Context) -> dict[str, Any] | None:
    """The contact centre in the terms of schema.org, said of the project."""
    centre = context["frame"].get("contact_centre")
    return centre and structured_data.node(centre, context["frame"].today)
