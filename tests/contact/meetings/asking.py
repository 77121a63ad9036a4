"""Somebody asks for a meeting through the public form."""

import html
import re
from datetime import timedelta

import time_machine

from contact.models import ContactCentre
from tests.contact.meetings.rows import NOW, SECRETS

ADDRESS = "/kontaktni-centrum/schuzka/"
ANSWERS = {"sender": "person", **SECRETS}
A_WHILE = timedelta(minutes=2)  # what a person needs to fill the form in


def at_the_moment(moment):
    return time_machine.travel(moment, tick=False)


def stamp_in(response):
    return re.search(r'<input type="hidden" name="stamp" value="([^"]+)">', response.content.decode())[1]


def open_form(client, moment=NOW):
    """The stamp of a form shown at the moment."""
    with at_the_moment(moment):
        return stamp_in(client.get(ADDRESS))


def send(client, stamp, moment=NOW + A_WHILE, extra=None, **changes):
    """Send the form as a browser does; `changes` say what is filled in otherwise, `extra` what the request is like."""
    with at_the_moment(moment):
        return client.post(ADDRESS, {**ANSWERS, "web": "", "stamp": stamp, **changes}, **(extra or {}))


def ask(client, **changes):
    """Open the form, fill it in, send it."""
    return send(client, open_form(client), **changes)


def shown(response):
    """The visible part of a page as plain text with plain spaces."""
    main = response.content.decode().partition("<main")[2].partition("</main")[0]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", main.replace("<wbr>", ""))).split())


def switch_off():
    centre = ContactCentre.objects.get()
    centre.takes_requests = False
    centre.save()
