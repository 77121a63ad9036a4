"""Where somebody lives, as they typed it. Known is what the site knows anyway: no other table is made up."""

from collections.abc import Iterable
from typing import NamedTuple

from django.utils.text import slugify

from contact.help.rows import Help
from pages.registry import Town


class Place(NamedTuple):
    """A town, or a municipality with extended competence: its name, whose district it lies in, and the region."""

    name: str
    orp: str
    region: str = ""
    is_city_district: bool = False  # of Prague; its office is asked, whatever district statistics put it into

    @property
    def is_own_office(self) -> bool:
        """Whether it is itself the municipality with extended competence."""
        return self.name == self.orp

    def has(self, row: Help) -> bool:
        """Whether who helps, helps here."""
        if row.orp:
            return same(row.orp, self.orp)
        return not row.region or row.region == self.region


def same(one: str, other: str) -> bool:
    """Whether two names are one, whatever their case and diacritics: „steti“ is Štětí."""
    return slugify(one) == slugify(other)


def found(asked: str, towns: Iterable[Town], rows: Iterable[Help]) -> Place | None:
    """The place that is called so, in the first case or in „ve Štětí“; None where the site does not know it."""
    if not slugify(asked):
        return None
    towns = list(towns)
    for town in towns:
        if same(asked, town.name) or same(asked, town.locative):
            return Place(*town[:3], town.is_city_district)
    for town in towns:
        if same(asked, town.orp):
            return Place(town.orp, town.orp, town.region)
    return next((Place(row.orp, row.orp) for row in rows if row.orp and same(asked, row.orp)), None)
