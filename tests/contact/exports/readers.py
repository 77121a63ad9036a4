"""Independent readers: what somebody who has only the output, and not our rows, would understand from it."""

import json
import re
from datetime import UTC, date, timedelta

import vobject
from rdflib import Graph
from rdflib.namespace import RDF, SDO

from contact.hours.clock import PRAGUE
from tests.contact.hours.schedules import DAY, MINUTE
from tests.contact.hours.walked_clock import clock

SCHEMA = "https://schema.org/"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
ON_DAY = {"v pondělí": 0, "v úterý": 1, "ve středu": 2, "ve čtvrtek": 3, "v pátek": 4, "v sobotu": 5, "v neděli": 6}
MONTHS = ["ledna", "února", "března", "dubna", "května", "června"]
MONTHS += ["července", "srpna", "září", "října", "listopadu", "prosince"]
TERMS = [SDO.dayOfWeek, SDO.opens, SDO.closes, SDO.validFrom, SDO.validThrough]


def structured_hours(specifications, first, last):
    """The open stretches, as instants, that OpeningHoursSpecification nodes mean between two days of Prague.

    Read as RDF. Hours without days of the week rule over those of the week; equal times mean closed.
    """
    context = {"@vocab": SCHEMA, "dayOfWeek": {"@type": "@id"}}
    graph = Graph().parse(data=json.dumps({"@context": context, "@graph": specifications}), format="json-ld")
    nodes = graph.subjects(RDF.type, SDO.OpeningHoursSpecification)
    rows = [{term: str(graph.value(node, term) or "") for term in TERMS} for node in nodes]
    stretches = []
    for number in range((last - first).days + 1):
        day = first + number * DAY
        valid = [row for row in rows if row[SDO.validFrom] <= day.isoformat() <= row[SDO.validThrough]]
        special = [row for row in valid if not row[SDO.dayOfWeek]]
        weekly = [row for row in valid if row[SDO.dayOfWeek] == SCHEMA + WEEKDAYS[day.weekday()]]
        stretches += _walk(day, [(row[SDO.opens], row[SDO.closes]) for row in special or weekly])
    return stretches


def fed_hours(text):
    """The open stretches, as instants, that a calendar program shows."""
    events = vobject.readOne(text).contents.get("vevent", [])
    held = [event for event in events if event.status.value != "CANCELLED"]
    return [(event.dtstart.value.astimezone(UTC), event.dtend.value.astimezone(UTC)) for event in held]


def _walk(day, walls):
    found = []
    for instant, shown in clock(day) if walls else ():
        if any(opens <= f"{shown:%H:%M}" < closes for opens, closes in walls):
            if found and found[-1][1] == instant:
                found[-1] = (found[-1][0], instant + MINUTE)
            else:
                found.append((instant, instant + MINUTE))
    return found


def understood(line, day):
    """What the words of the status line promise on a day: (open or closed, until when or from when till when).

    The next opening is named by its day (a date), by its weekday within six days, or as today.
    """
    if line is None:
        return "unknown", None
    text = line.strong + line.rest
    until = re.search(r"do ([\d.]+) hodin", text)
    if text.startswith("Teď můžete volat"):
        return "open", _wall(until[1])
    called = re.search(r"[Vv]olejte (dnes|ve? \w+)(?: (\d+)\. (\w+))? ([\d.]+)–([\d.]+) hodin", text)
    if not called:
        return "closed", None
    name, number, month, opens, closes = called.groups()
    return "closed", (_day(day, name, number, month), _wall(opens), _wall(closes))


def _wall(text):
    hour, _, minute = text.partition(".")
    return f"{int(hour):02}:{minute or '00'}"


def _day(today, name, number, month):
    if name == "dnes":
        return today
    if number:
        then = date(today.year, MONTHS.index(month) + 1, int(number))
        return then if then > today else then.replace(year=today.year + 1)
    ahead = (ON_DAY[name] - today.weekday()) % 7
    return today + timedelta(days=ahead) if ahead else None


def by_the_clock(opening):
    """An opening of the engine in the words' terms: its day and its two times in Prague."""
    start, end = (moment.astimezone(PRAGUE) for moment in (opening.start, opening.end))
    return start.date(), f"{start:%H:%M}", f"{end:%H:%M}"
