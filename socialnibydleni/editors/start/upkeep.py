"""What the site should do by itself and does not, in words for editors; nothing of whose mail is stuck."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q

from contact.models import MeetingRequest, OutgoingMail
from pages.frame.request import Request
from pages.models import CommandRun
from pages.prose.states import when
from pages.registry import Line
from pages.upkeep import LATE
from pages.web.admin_address import admin_address

TELL = "Řekněte to tomu, kdo web provozuje."
# When it last ran, that it never did, and what that means.
COMMANDS = {
    "housekeeping": (
        "Úklid webu naposledy běžel",
        "Úklid webu ještě nikdy neběžel",
        "Zatím nikdo nemaže osobní údaje.",
    ),
    "backup": ("Záloha webu naposledy vznikla", "Záloha webu ještě nikdy nevznikla", "Při havárii by se vše ztratilo."),
    "snapshot": (
        "Kopie webu pro případ poruchy naposledy vznikla",
        "Kopie webu pro případ poruchy ještě nikdy nevznikla",
        "Při poruše by čtenáři neviděli nic.",
    ),
}


def lines(request: Request) -> Iterator[Line]:
    """Only what is wrong."""
    moment = request.frame.moment
    yield from _commands(moment)
    if settings.EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend":
        yield Line("Zprávy se neposílají", "", f"Web nemá poštovní server. {TELL}")
    late, undeliverable = OutgoingMail.objects.late(moment), OutgoingMail.objects.undeliverable()
    stuck = OutgoingMail.objects.aggregate(
        late=Count("pk", filter=Q(pk__in=late.values("pk"))),
        undeliverable=Count("pk", filter=Q(pk__in=undeliverable.values("pk"))),
    )
    said = {
        "Zprávy, které se už déle než den nedaří odeslat": stuck["late"],
        "Zprávy, které server příjemce natrvalo odmítl": stuck["undeliverable"],
    }
    url = admin_address(MeetingRequest, "changelist") if request.user.has_perm("contact.view_meetingrequest") else ""
    for text, number in said.items():
        if number:
            yield Line(f"{text}: {number}", url)


def _commands(moment: datetime) -> Iterator[Line]:
    ages = CommandRun.objects.ages(moment)
    for name, (last, never, why) in COMMANDS.items():
        if name not in ages:
            yield Line(never, "", f"{why} {TELL}")
        elif ages[name] > LATE[name]:
            yield Line(f"{last} {when(moment - ages[name])}", "", f"To je dlouho. {TELL}")
