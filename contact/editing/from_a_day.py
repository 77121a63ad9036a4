"""New hours that hold from a certain day: what was typed as a week, turned into rows with their validity."""

from datetime import date, timedelta

from django.http import QueryDict

from contact.hours.rows import ConsultationHours
from pages import spelling

DAY = timedelta(days=1)
PREFIX = "hours"


def from_a_day(data: QueryDict, stored: dict[str, ConsultationHours], first: date) -> QueryDict:
    """The form's data (with the stored rows by their keys as text) so that what changed in it holds from `first` on.

    A row whose times were changed or emptied keeps them to the day before; the new times are a row of their own. What
    begins on that day or later is changed as it was typed. Done twice, it is as done once.
    """
    made = data.copy()
    old, total = int(data.get(f"{PREFIX}-INITIAL_FORMS") or 0), int(data.get(f"{PREFIX}-TOTAL_FORMS") or 0)
    for number in range(old):
        row = stored.get(data.get(f"{PREFIX}-{number}-id", ""))
        if row is None or not row.is_valid_on(first) or not row.is_valid_on(first - DAY):
            continue
        name = f"{PREFIX}-{number}-{{}}".format
        opens, closes = (data.get(name(part), "") for part in ["opens_at", "closes_at"])
        is_gone = bool(data.get(name("DELETE")))
        if not is_gone and [_time(opens), _time(closes)] == [_minute(row.opens_at), _minute(row.closes_at)]:
            continue
        made[name("opens_at")], made[name("closes_at")] = row.opens_at.isoformat(), row.closes_at.isoformat()
        made[name("weekday")] = str(row.weekday)
        made[name("valid_through")] = (first - DAY).isoformat()
        made.pop(name("DELETE"), None)
        if (opens or closes) and not is_gone:
            new = {"weekday": data.get(name("weekday"), str(row.weekday)), "opens_at": opens, "closes_at": closes}
            new |= {"valid_from": first.isoformat(), "valid_through": data.get(name("valid_through"), "")}
            made.update({f"{PREFIX}-{total}-{part}": value for part, value in new.items()})
            total += 1
    for number in range(old, total):
        name = f"{PREFIX}-{number}-{{}}".format
        if made.get(name("opens_at")) and not made.get(name("valid_from")):
            made[name("valid_from")] = first.isoformat()
    made[f"{PREFIX}-TOTAL_FORMS"] = str(total)
    return made


def _time(text: str) -> str:
    found = spelling.clock(text)
    return _minute(found) if found else text[:5]


def _minute(moment: object) -> str:
    return f"{moment:%H:%M}"
