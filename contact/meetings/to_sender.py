"""What goes to the sender of a request, as the staff see it before; and the question before a meeting is cancelled."""

from typing import Any
from urllib.parse import quote

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contact.meetings import mail
from contact.meetings.invitation import SENDER
from contact.meetings.models import MeetingRequest
from pages.facts.admin import EditorAdmin
from pages.frame.request import Request, framed
from pages.templatetags.czech import phone
from pages.web.admin_address import admin_address

State = MeetingRequest.State
# What the sender is sent, and what somebody has to say on the phone when there is no e-mail.
INVITED = ("Pozvánka odchází e-mailem: schůzka {}.", "Pozvánka neodejde. Zavolejte {}: schůzka je {}.")
CANCELLED = ("Zrušení odchází e-mailem: schůzka {}.", "Zrušení neodejde. Zavolejte {}: ruší se schůzka {}.")


class CancelForm(forms.Form):
    """What the sender is told besides, and what becomes of the request."""

    message = forms.CharField(required=False, max_length=MeetingRequest.MESSAGE_LENGTH)
    then = forms.ChoiceField(choices=[(State.IN_PROGRESS, ""), (State.CLOSED, "")])
    seen = forms.CharField(required=False)

    def clean_message(self) -> str:
        """With the line breaks that mails have too."""
        return "\n".join(self.cleaned_data["message"].splitlines())


class CancelViews(EditorAdmin):
    """Cancelling is a step of its own: nothing else takes a meeting back."""

    def cancel_view(self, request: Request, object_id: int) -> HttpResponse:
        """Ask whether the meeting shall be cancelled, and what becomes of the request; a yes sends the mail shown."""
        row = self.get_object(request, str(object_id))
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        moment, back = request.frame.moment, admin_address(row, "change")
        plan, seen = row.plan.ahead(moment), self.seen_record(row)
        if plan is None:
            self.message_user(request, "Tahle žádost nemá domluvenou schůzku, která by šla zrušit.", messages.WARNING)
            return redirect(back)
        if request.method == "POST" and request.POST.get("seen_record") != seen:
            self.message_user(request, "Nic se nezrušilo: mezitím žádost někdo změnil.", messages.ERROR)
            return redirect(back)
        form = CancelForm(request.POST or None, initial={"then": State.IN_PROGRESS})
        is_valid = form.is_valid()
        row.message = form.cleaned_data["message"] if is_valid else ""  # what waited was for an invitation
        letter = mail.as_cancellation(row, moment)
        if is_valid and (not row.message or form.cleaned_data["seen"] == mail.token(letter)):
            self._cancel(request, row, is_done=form.cleaned_data["then"] == State.CLOSED)
            return redirect(back)
        context = {
            **self.admin_site.each_context(request),
            "title": "Zrušit schůzku?",
            "opts": self.opts,
            "form": form,
            "row": row,
            "plan": plan,
            "back": back,
            "phone_link": phone_link(row),
            "keeps_days": settings.MEETING_RETENTION_DAYS,
            "seen_record": seen,
            "letter": letter,
            "token": mail.token(letter),
            "sends_from": sends_from(request),
        }
        return render(request, "admin/contact/meetingrequest/cancel.html", context)

    def _cancel(self, request: Request, row: MeetingRequest, *, is_done: bool) -> None:
        plan, moment = row.plan, request.frame.moment
        mail.cancel(row, moment)
        row.state, row.closed_at = (State.CLOSED, moment) if is_done else (State.IN_PROGRESS, None)
        row.agreed_at = None
        row.save()
        self.log_change(request, row, f"Schůzka zrušena: {plan}")
        self.tell(request, row, CANCELLED, plan)

    def tell(self, request: HttpRequest, row: MeetingRequest, said: tuple[str, str], plan: Any) -> None:
        """Say what has been sent, or what is to be said on the phone."""
        by_mail, by_phone = said
        if row.email:
            self.message_user(request, by_mail.format(plan), messages.SUCCESS)
        else:
            self.message_user(request, by_phone.format(phone(row.phone), plan), messages.WARNING)


def sends_from(request: HttpRequest) -> str:
    """Who a mail to the sender comes from."""
    centre = framed(request).frame.get("contact_centre")
    return f"{SENDER} <{centre.email}>" if centre else SENDER


def email_link(email: str) -> SafeString | str:
    """The sender's e-mail to write to; empty without one."""
    if not email:
        return ""
    encoded = quote(email, safe="@")  # „x?bcc=…“ is an address too (RFC 6068, 2)
    return format_html('<a href="mailto:{}">{}</a>', encoded, email)


def phone_link(row: MeetingRequest) -> SafeString | str:
    """The sender's phone to call; empty without one."""
    return format_html('<a href="tel:{}">{}</a>', row.phone, phone(row.phone)) if row.phone else ""
