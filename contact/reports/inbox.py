"""Reports as an inbox: what waits, for how long, and until when an answer about accessibility was promised."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import cast

from django.db.models import Count, Q
from django.utils import timezone

from contact.reports.models import Report
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.registry import Line
from pages.templatetags.czech import czech_date, plural_cs
from pages.web.admin_address import admin_address
from pages.web.chips import Chip

State, Kind = Report.State, Report.Kind
MOST_LINES = 20
TOO_LONG = timedelta(days=14)
CHIPS: dict[str, Chip] = {
    State.NEW: Chip("wait", "nové"),
    State.IN_PROGRESS: Chip("plan", "řeší se"),
    State.CLOSED: Chip("off", "vyřízené"),
}


def answer_days(frame: Frame) -> int | None:
    """Within how many days editors said that they answer complaints about accessibility; None while nobody has."""
    statement = frame.get("accessibility_statement")
    return statement.answer_days if statement else None


def age(row: Report, today: date) -> str:
    """„čeká 3 dny“, of a report that nobody has settled; empty of any other."""
    if row.state == State.CLOSED:
        return ""
    days = (today - timezone.localdate(row.created_at)).days
    if days < 2:
        return "čeká od včerejška" if days == 1 else "přišlo dnes"
    return f"čeká {days} {plural_cs(days, 'den,dny,dní')}"


def due(row: Report, days: int | None, today: date) -> tuple[str, bool]:
    """By when a complaint about accessibility is to be answered, and whether that presses; of any other nothing."""
    if row.kind != Kind.ACCESSIBILITY or row.state == State.CLOSED:
        return "", False
    if not days:
        return "do kdy odpovědět, zatím nikdo neurčil", False
    day = timezone.localdate(row.created_at) + timedelta(days=days)
    if day > today:
        return f"odpovězte do {czech_date(day)}", False
    return ("odpovězte dnes", True) if day == today else (f"odpověď měla přijít do {czech_date(day)}", True)


def numbers_of(request: Request) -> dict[str, int]:
    """How many are new, wait too long, and complain of accessibility; counted once, for the menu shows the new ones."""
    known = vars(request)
    if "reports" not in known:
        long = Report.objects.open_longer_than(TOO_LONG, request.frame.moment)
        found = {"new": Report.objects.waiting(), "long": long, "complaints": Report.objects.complaints()}
        counted = {name: Count("pk", filter=Q(pk__in=rows.values("pk"))) for name, rows in found.items()}
        known["reports"] = Report.objects.aggregate(**counted)
    return cast(dict[str, int], known["reports"])


def lines(request: Request) -> Iterator[Line]:
    """The lines of the start page: new ones, complaints about accessibility with their age, and what waits long."""
    address, numbers = admin_address(Report, "changelist"), numbers_of(request)
    if numbers["new"]:
        yield Line(f"Nová hlášení z webu: {numbers['new']}", f"{address}?state__exact=new", "", "Projít", "loud")
    yield from _complaints(request) if numbers["complaints"] else ()
    if numbers["long"]:
        yield Line(f"Hlášení nevyřízená déle než 14 dní: {numbers['long']}", address, "", "Zobrazit")


def _complaints(request: Request) -> Iterator[Line]:
    """Each of them by itself, the oldest first."""
    today, days = request.frame.today, answer_days(request.frame)
    for row in Report.objects.complaints().order_by("created_at")[:MOST_LINES]:
        note, presses = due(row, days, today)
        text, tone = f"Podnět k přístupnosti {age(row, today)}: {row}", "loud" if presses else ""
        yield Line(text, admin_address(row, "change"), note, "Odpovědět", tone)
