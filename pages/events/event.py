"""An event as readers meet it at a moment: by its text, its facts, and what became of it."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property

from pages.events import words
from pages.events.facts import EventFacts
from pages.events.state import Told, told
from pages.events.when import PRAGUE, When, in_utc
from pages.prose.versions import PageVersion


class Event:
    """What one text tells of an event at an aware moment; on what outlives its moment (`is_withheld`) less of it."""

    def __init__(self, text: PageVersion, moment: datetime, *, is_withheld: bool = False):
        self.text = text
        self.facts: EventFacts = text.event_facts or EventFacts()
        self.is_withheld = is_withheld
        self.moment = in_utc(moment)

    @cached_property
    def told(self) -> Told:
        """When it is, and what became of it."""
        return told(self.facts, getattr(self.text.page, "event_state", None))

    @property
    def when(self) -> When | None:
        """Its days and times; None in a draft without any."""
        return self.told.when

    @property
    def address(self) -> str:
        """The path of its page."""
        return self.text.page.address

    @cached_property
    def is_over(self) -> bool:
        """Whether it is over; what has no day yet is still to come."""
        return self.when is not None and self.when.is_over(self.moment)

    @cached_property
    def said_when(self) -> str:
        """Its days and times in words."""
        return words.when(self.when) if self.when else ""

    @property
    def said_previously(self) -> str:
        """When it was announced to be, if it was moved; in words."""
        return words.when(self.told.previously) if self.told.previously else ""

    @cached_property
    def where(self) -> str:
        """The place in a line: „Kontaktní centrum, Na Maninách 876/7, Praha-Holešovice“, „online“."""
        facts = self.facts
        place = [facts.place, facts.street, facts.town] if facts.is_at_a_place else []
        return ", ".join(filter(None, [*place, "online" if facts.is_online else ""]))

    @cached_property
    def tag(self) -> str:
        """What became of it, in a word; empty of one that is as announced, and of one that is over but was not off."""
        is_told = self.told.is_cancelled or not self.is_over
        return self.told.word if is_told else ""

    @property
    def registration_ends_at(self) -> datetime | None:
        """The moment from which nobody can register: its own, and not later than the start."""
        moments = [self.facts.registration_until, self.when and self.when.start]
        return min(filter(None, moments), key=in_utc, default=None)

    @cached_property
    def said_registration(self) -> str:
        """Until when one can register, in words: „pátku 8. 1. 2027, 12 hodin“."""
        end = self.registration_ends_at
        return words.until(end) if end else ""

    @cached_property
    def takes_registrations(self) -> bool:
        """Whether one can register now."""
        has_way = bool(self.facts.registration_url or self.facts.registration_email)
        end = self.registration_ends_at
        is_open = end is None or self.moment < in_utc(end)
        return has_way and is_open and not (self.told.is_full or self.told.is_cancelled)

    @cached_property
    def said_of_coming(self) -> str:
        """For whom it is and until when one can register, in a line; empty of one that is over."""
        if self.is_over:
            return ""
        audience = self.facts.audience and f"Pro koho: {self.facts.audience}."
        registration = f"Přihlášky do {self.said_registration}." if self.takes_registrations else ""
        return " ".join(filter(None, [audience, registration]))

    @cached_property
    def online_url(self) -> str:
        """Where one looks from afar, as far as it is told; empty where it is not yet, or is of no use any more."""
        begins = self.facts.online_from
        is_early = begins is not None and self.moment < in_utc(begins)
        is_useless = self.told.is_cancelled or self.is_over or not self.facts.is_online
        return "" if is_early or is_useless else self.facts.online_url

    @property
    def said_online_from(self) -> str:
        """From when there will be that link, in words; empty where it is there, or will never be."""
        begins, facts = self.facts.online_from, self.facts
        is_coming = facts.is_online and facts.online_url and not (self.told.is_cancelled or self.is_over)
        return words.until(begins) if is_coming and begins and self.moment < in_utc(begins) else ""

    @property
    def told_since(self) -> datetime | None:
        """Since when it has been told as it is: the link to it comes by itself. None of a text that is not public."""
        told_from = self.facts.online_from if self.online_url else None
        changed_at = [self.text.publish_at, self.told.said_at, told_from]
        return max(filter(None, changed_at), key=in_utc, default=None) if self.text.publish_at else None

    @cached_property
    def changed_on(self) -> date | None:
        """The day (Prague) on which it last changed for readers: its text, or what became of it."""
        said_at = self.told.said_at
        said_on = said_at.astimezone(PRAGUE).date() if said_at else None
        return max(filter(None, [self.text.changed_on, said_on]), default=None)

    def turns(self) -> Iterator[datetime]:
        """The moments from which it reads otherwise though nobody changes anything."""
        if self.when:
            yield from (self.when.start, self.when.end)
        yield from filter(None, [self.registration_ends_at, self.facts.online_from])
