"""Czech public holidays by name. Pure: a day in, a name out.

Source: zákon č. 245/2000 Sb., § 1 (státní svátky) and § 2 (ostatní svátky). The "významné dny" of § 4 are working days
and no holidays here. The dates and names come from the package `holidays`, which is used in this file alone.
"""

from datetime import date
from functools import lru_cache

from holidays import PUBLIC, country_holidays

# The package's name of each language of the site, and how two holidays of one day are joined in it.
IN_PACKAGE = {"cs": ("cs", " a "), "uk": ("uk", " і "), "en": ("en_US", " and ")}


@lru_cache(maxsize=64)
def _holidays_of(year: int, language: str = "cs") -> dict[date, str]:
    # Pinned, so that no day "observed" instead, half-day or optional category can ever come in with an update.
    named, joint = IN_PACKAGE[language]
    found = country_holidays("CZ", years=year, expand=False, observed=False, categories=PUBLIC, language=named)
    return {day: joint.join(found.get_list(day)) for day in found}


@lru_cache(maxsize=4)
def _names_in(language: str) -> dict[str, str]:
    years = range(2016, 2036)  # every name that a day of this site can have
    return {name: _holidays_of(year, language)[day] for year in years for day, name in _holidays_of(year).items()}


def holiday_name(name: str, language: str) -> str:
    """A Czech name as `czech_holiday` gives it, in Ukrainian ("uk") or English ("en"); "" of what is no holiday's."""
    return _names_in(language).get(name, "")


def czech_holiday(day: date) -> str | None:
    """The Czech name of the public holiday on that day, as the law had it then; None on any other day.

    1 January is two holidays: „Den obnovy samostatného českého státu a Nový rok“.
    """
    return _holidays_of(day.year).get(day)
