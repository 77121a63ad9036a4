"""What a reader may choose of the list of documents: a topic, a year, or one of each; every choice is an address."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.utils import timezone
from django.utils.http import urlencode

from pages.documents.document import ADDRESS, Category
from pages.documents.versions import Counted

FEW = 3  # documents that make a choice worth finding from outside


class Choice(NamedTuple):
    """A link to the documents of one topic or year, or of all."""

    address: str
    label: str
    number: int
    is_chosen: bool


class Chosen(NamedTuple):
    """What a reader chose of the list; empty is all."""

    category: str = ""
    year: str = ""

    def has(self, row: Counted) -> bool:
        """Whether documents of that category and year are in it."""
        return self.category in ("", row.category) and self.year in ("", str(row.year))

    def number(self, counted: list[Counted]) -> int:
        """How many documents are in it."""
        return sum(row.number for row in counted if self.has(row))

    def address(self, number: int = 1) -> str:
        """That page of the list."""
        query = {"kategorie": self.category, "rok": self.year, "strana": str(number) if number > 1 else ""}
        said = {name: value for name, value in query.items() if value}
        return f"{ADDRESS}?{urlencode(said)}" if said else ADDRESS

    @property
    def wider(self) -> "list[Chosen]":
        """The same without the year, and without the topic."""
        return [one for one in (self._replace(year=""), self._replace(category="")) if one != self]

    def is_worth_finding(self, counted: list[Counted]) -> bool:
        """Whether it has some documents, and fewer than what is wider; all documents always are."""
        number = self.number(counted)
        return not self.wider or (number >= FEW and all(one.number(counted) > number for one in self.wider))

    def canonical(self, counted: list[Counted]) -> "Chosen":
        """Itself where that is worth finding, else the nearest wider choice that is (RFC 6596)."""
        if self.is_worth_finding(counted):
            return self
        return next(one.canonical(counted) for one in sorted(self.wider, key=lambda one: one.number(counted)))


def topics(counted: list[Counted], asked: Chosen) -> list[Choice]:
    """Each topic of the chosen year in the order of editors, and all of them; nothing to choose from is nothing."""
    values = [("", "Všechna"), *Category.choices]
    return _choices([(asked._replace(category=value), label) for value, label in values], counted, asked)


def years(counted: list[Counted], asked: Chosen) -> list[Choice]:
    """Each year of the chosen topic, the newest first, and all of them."""
    found = sorted({str(row.year) for row in counted}, reverse=True)
    return _choices([(asked._replace(year=year), year or "Všechny roky") for year in ["", *found]], counted, asked)


def worth_finding(counted: list[Counted]) -> Iterator[tuple[str, date]]:
    """The addresses of choices for the sitemap, each with the day (Europe/Prague) of the newest document in it."""
    categories, years = [{getattr(row, name) for row in counted} for name in ("category", "year")]
    for category in ["", *sorted(categories)]:
        for year in ["", *sorted(map(str, years))]:
            chosen = Chosen(category, year)
            if chosen != Chosen() and chosen.is_worth_finding(counted):
                yield chosen.address(), timezone.localdate(max(row.newest for row in counted if chosen.has(row)))


def _choices(offered: list[tuple[Chosen, str]], counted: list[Counted], asked: Chosen) -> list[Choice]:
    found = [
        Choice(each.address(), label, number, each == asked)
        for each, label in offered
        if (number := each.number(counted))
    ]
    return found if len(found) > 2 else []  # all, and the only one there is
