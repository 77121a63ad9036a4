"""What waits of somebody's typing is told at the sign-in and on the start page, until it is saved or a day is over."""

from collections.abc import Iterator

from django.contrib import messages
from django.urls import reverse
from django.utils.html import format_html

from pages.frame.request import Request
from pages.prose.states import when
from pages.registry import Line
from socialnibydleni.editors.kept import rows

WAITS = "{} jste odeslali něco, co se neuložilo"
ACTION = "Vrátit se k tomu"


def lines(request: Request) -> Iterator[Line]:
    """For the start page, the newest first."""
    for row, address in rows.waiting(request, request.user.pk):
        text = WAITS.format(when(row.sent_at))
        yield Line(text, address, "Web vám to drží 24 hodin, nikdo jiný to nevidí.", ACTION, "bad")


def tell(request: Request, target: str) -> None:
    """Say it to who has just signed in and goes to another page than that, or than the form itself."""
    for row, address in rows.waiting(request, request.user.pk):
        if target not in {address, reverse("admin:index")}:
            text = format_html('{}. <a href="{}">{}</a>', WAITS.format(when(row.sent_at)), address, ACTION)
            messages.warning(request, text)
