"""Two calendar programs that subscribe to the feed of the hours and keep what they were told: independent readers."""

from datetime import UTC, datetime
from typing import NamedTuple

import vobject

from contact.hours.clock import PRAGUE


class Said(NamedTuple):
    """One event as a program reads it."""

    stamps: tuple  # SEQUENCE, DTSTAMP, LAST-MODIFIED
    start: datetime
    end: datetime
    is_cancelled: bool
    text: str


class Subscriber:
    """Believes of two events with one UID the later (RFC 5546, 2.1.5), and holds what it was once told."""

    def __init__(self, read):
        self.read, self.held = read, {}

    def poll(self, text):
        """Take a feed over. Equal stamps are equal events; else all of them have risen."""
        for uid, said in self.read(text).items():
            known = self.held.get(uid)
            if known and known != said:
                assert all(new > old for new, old in zip(said.stamps, known.stamps, strict=True)), uid
            self.held[uid] = said

    def shown(self, moment):
        """What it shows of what is not over at a moment, in order."""
        held = [said for said in self.held.values() if not said.is_cancelled and said.end > moment]
        return sorted((said.start, said.end, said.text) for said in held)


def by_vobject(text):
    """The events by their UIDs, as a package reads them."""
    return {event.uid.value: _said(event) for event in vobject.readOne(text).contents.get("vevent", [])}


def by_hand(text):
    """The same, read by nothing but the letters of RFC 5545, 3.1."""
    found = {}
    for part in text.replace("\r\n ", "").split("BEGIN:VEVENT\r\n")[1:]:
        lines = part.partition("END:VEVENT")[0].splitlines()
        values = {name.partition(";")[0]: value for name, _, value in (line.partition(":") for line in lines)}
        stamps = int(values["SEQUENCE"]), *(_instant(values[name], UTC) for name in ["DTSTAMP", "LAST-MODIFIED"])
        start, end = (_instant(values[name], PRAGUE) for name in ["DTSTART", "DTEND"])
        text = values.get("DESCRIPTION", "").replace("\\n", "\n").replace("\\", "")
        found[values["UID"]] = Said(stamps, start, end, values["STATUS"] == "CANCELLED", text)
    return found


def _said(event):
    stamps = int(event.sequence.value), event.dtstamp.value, event.last_modified.value
    start, end = event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)
    text = event.description.value if "description" in event.contents else ""
    return Said(stamps, start, end, event.status.value == "CANCELLED", text)


def _instant(text, zone):
    moment = datetime.strptime(text.removesuffix("Z"), "%Y%m%dT%H%M%S")  # noqa: DTZ007 - its zone is the next word
    return moment.replace(tzinfo=zone).astimezone(UTC)
