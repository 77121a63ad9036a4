"""Czech public holidays by name. Pure: a day in, a name out.

Source: zákon č. 245/2000 Sb., § 1 (státní svátky) and § 2 (ostatní svátky). The "významné dny" of § 4 are working days
and no holidays here. The dates and names come from the package `holidays`, which is used in this file alone.
"""

from datetime import date
from functools import lru_cache

from holidays import PUBLIC, country_holidays


@lru_cache(maxsize=64)
def _holidays_of(year: int) -> dict[date, str]:
    # Pinned, so that no day "observed" instead, half-day or optional category can ever come in with an update.
    found = country_holidays("CZ", years=year, expand=False, observed=False, categories=PUBLIC, language="cs")
    return {day: " a ".join(found.get_list(day)) for day in found}


def czech_holiday(day: date) -> str | None:
    """The Czech name of the public holiday on that day, as the law had it then; None on any other day.

    1 January is two holidays: „Den obnovy samostatného českého státu a Nový rok“.
    """
    return _holidays_of(day.year).get(day)
