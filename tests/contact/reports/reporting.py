"""Somebody reports a fault through the public form, and what is then there."""

import re
import secrets
from datetime import timedelta

from contact.models import Report
from tests.contact.meetings.asking import at_the_moment, stamp_in
from tests.contact.meetings.rows import NOW

ADDRESS = "/nahlasit-chybu/"
LINK = re.compile(r'<p class="wrap report"><a href="([^"]+)">')
ANSWERS = {
    "kind": "wrong",
    "text": "Telefon už neplatí.",
    "email": "jana.ticha@example.org",
    "page": "/obce/brno/",
    "version": "1",
}
A_WHILE = timedelta(minutes=2)  # what a person needs to fill the form in


def link_on(response):
    """Where the line at the foot of a page leads; None where there is none."""
    found = LINK.search(response.content.decode())
    return found and found[1].replace("&amp;", "&")


def open_report(client, address=ADDRESS, moment=NOW):
    """The stamp of a form shown at the moment."""
    with at_the_moment(moment):
        return stamp_in(client.get(address))


def send_report(client, stamp, moment=NOW + A_WHILE, extra=None, **changes):
    """Send the form as a browser does; `changes` say what is filled in otherwise, `extra` what the request is like."""
    with at_the_moment(moment):
        return client.post(ADDRESS, {**ANSWERS, "web": "", "stamp": stamp, **changes}, **(extra or {}))


def report(client, **changes):
    """Open the form, fill it in, send it."""
    return send_report(client, open_report(client), **changes)


def reported(**changes):
    """A report as a row; `changes` say what is different."""
    answers = {**ANSWERS, "version": 1, "created_at": NOW, "key": secrets.token_hex(32), **changes}
    return Report.objects.create(**answers)
