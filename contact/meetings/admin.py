"""Requests for a meeting, for the staff of the contact centre alone."""

from copy import copy
from datetime import datetime
from typing import Any, cast
from urllib.parse import quote

from django.contrib import admin, messages
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contact.meetings import mail
from contact.meetings.agreement import Step, step_after
from contact.meetings.agreement_form import AgreementForm
from contact.meetings.models import MeetingRequest, MeetingRequestQuerySet, OutgoingMail
from contact.meetings.waiting import FILTER, WAITING
from pages.facts.admin import EditorAdmin
from pages.frame.request import framed
from pages.templatetags.czech import czech_date, phone, plural_cs

IS_CLOSED = ExpressionWrapper(Q(closed_at__isnull=False), BooleanField())
NOT_GIVEN = "neuvedeno"
# What the sender is sent, and what somebody has to say on the phone when there is no e-mail.
TOLD = {
    Step.INVITE: ("Pozvánka odchází e-mailem: schůzka {}.", "Pozvánka neodejde. Zavolejte {}: schůzka je {}."),
    Step.CANCEL: ("Zrušení odchází e-mailem: schůzka {}.", "Zrušení neodejde. Zavolejte {}: ruší se schůzka {}."),
}


class WaitingFilter(admin.SimpleListFilter):
    """Requests by the reasons for which they wait; the start page links to it."""

    title = "co čeká"
    parameter_name = FILTER

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """The reasons as (key in the address, title)."""
        return [(key, waiting.title) for key, waiting in WAITING.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        """The requests that wait at the moment of this request; all of them for a key that nobody knows."""
        chosen, requests = WAITING.get(self.value() or ""), cast(MeetingRequestQuerySet, queryset)
        return chosen.find(requests, framed(request).frame.moment) if chosen else requests


@admin.register(MeetingRequest)
class MeetingRequestAdmin(EditorAdmin):
    """What the sender wrote stands fast, what the staff decide can be saved; a save sends what it has to."""

    form = AgreementForm
    list_display = ["reference", "came", "state", "name", "sender", "meeting", "trouble"]
    list_filter = [WaitingFilter, "state", "sender", "created_at"]
    list_per_page = 50
    ordering = [IS_CLOSED, "-created_at"]  # type: ignore[list-item]  # Django takes expressions, its stubs only names
    search_fields = MeetingRequest.SEARCHED
    actions = None  # erasing is for one request at a time
    readonly_fields = ["came", "sender", "name", "email_link", "phone_link", "topic", "preferred_time", "mails"]
    fieldsets = [
        ("Kdo a proč se ozval", {"fields": [*readonly_fields[:-1]]}),
        (
            "Jak to vyřídíte",
            {
                "fields": ["state", "agreed_at", "agreed_minutes", "anyway", "note", "loaded"],
                "description": "Když uložíte stav „domluvená“, žadateli odejde pozvánka do kalendáře, po změně termínu "
                "nová. Když stav změníte na jiný dřív, než schůzka začne, odejde zrušení. Smazat jde jen žádost, která "
                "domluvenou schůzku před sebou nemá.",
            },
        ),
        ("Co odešlo e-mailem", {"fields": ["mails"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never: a request comes from its sender."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: MeetingRequest | None = None) -> bool:
        """Not while the sender counts on a meeting: there would be nothing left to cancel it from."""
        if obj and MeetingRequest.objects.expected(framed(request).frame.moment).filter(pk=obj.pk).exists():
            return False  # asked of the table, because after a refused form `obj` carries what was typed
        return super().has_delete_permission(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """Each with its mails, without their texts, which the list does not show."""
        mails = OutgoingMail.objects.defer("body", "calendar")
        return super().get_queryset(request).prefetch_related(Prefetch("mails", mails))

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Finds words however they are spelt; no request twice, so nothing is left to Django's DISTINCT."""
        return cast(MeetingRequestQuerySet, queryset).mentioning(search_term), False

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[AgreementForm]:
        """The form is told this request's moment, and the centre's schedule or None."""
        form = cast(type[AgreementForm], super().get_form(request, obj, change, **kwargs))
        frame = framed(request).frame
        centre = frame.get("contact_centre")
        form.moment, form.schedule = frame.moment, centre and centre.schedule
        return form

    def save_model(self, request: HttpRequest, row: MeetingRequest, form: AgreementForm, change: bool) -> None:
        """Notes the moment of closing, and sends an invitation or a cancellation in the same transaction."""
        moment = framed(request).frame.moment
        row.closed_at = (row.closed_at or moment) if row.state == MeetingRequest.State.CLOSED else None
        super().save_model(request, row, form, change)
        step = step_after(form.before, form.after, moment)
        if step is Step.INVITE:
            mail.invite(row, moment)
        elif step is Step.CANCEL:
            mail.cancel(_as_it_was(row, form), moment)
        self._tell(request, row, form, step)

    def _tell(self, request: HttpRequest, row: MeetingRequest, form: AgreementForm, step: Step) -> None:
        if step is Step.NOTHING:
            if "agreed_at" in form.changed_data and form.after.starts_at and not form.after.is_agreed:
                text = "Termín je jen poznamenaný. Pozvánka odejde, až bude stav „domluvená“."
                self.message_user(request, text, messages.WARNING)
            return
        by_mail, by_phone = TOLD[step]
        plan = form.after if step is Step.INVITE else form.before
        if row.email:
            self.message_user(request, by_mail.format(plan), messages.SUCCESS)
        else:
            self.message_user(request, by_phone.format(phone(row.phone), plan), messages.WARNING)

    @admin.display(description="přišla", ordering="created_at")
    def came(self, row: MeetingRequest) -> str:
        """When it came, in Prague's time."""
        return _clock(row.created_at)

    @admin.display(description="schůzka", ordering="agreed_at")
    def meeting(self, row: MeetingRequest) -> str:
        """The agreed meeting, in Prague's time; empty where only a time is noted."""
        return str(row.plan) if row.plan.is_agreed else ""

    @admin.display(description="potíž s poštou")
    def trouble(self, row: MeetingRequest) -> str:
        """What is wrong with the last mail of the request."""
        last = list(row.mails.all())[-1:]
        return "".join(f"{each.get_kind_display()}: {fate(each)}" for each in last if each.problem and not each.sent_at)

    @admin.display(description="e-mail")
    def email_link(self, row: MeetingRequest) -> SafeString | str:
        """A link that writes to the sender; a word where no address was given."""
        if not row.email:
            return NOT_GIVEN
        encoded = quote(row.email, safe="@")  # „x?bcc=…“ is an address too (RFC 6068, 2)
        return format_html('<a href="mailto:{}">{}</a>', encoded, row.email)

    @admin.display(description="telefon")
    def phone_link(self, row: MeetingRequest) -> SafeString | str:
        """A link that calls the sender; a word where no number was given."""
        return format_html('<a href="tel:{}">{}</a>', row.phone, phone(row.phone)) if row.phone else NOT_GIVEN

    @admin.display(description="zprávy")
    def mails(self, row: MeetingRequest) -> str:
        """A line for each mail, the oldest first: its kind and its fate."""
        return "\n".join(f"{each.get_kind_display()}: {fate(each)}" for each in row.mails.all()) or "Zatím nic."


def fate(row: OutgoingMail) -> str:
    """What has become of a mail, in Prague's time."""
    if row.sent_at:
        return f"odesláno {_clock(row.sent_at)}"
    if row.given_up_at:
        return f"nedoručitelné: {row.problem}"
    if not row.attempts:
        return "čeká na odeslání"
    tries = plural_cs(row.attempts, "pokus,pokusy,pokusů")
    return f"čeká, {row.attempts} {tries}: {row.problem}"


def _clock(moment: datetime) -> str:
    when = timezone.localtime(moment)
    return f"{czech_date(when)} {when.hour}.{when:%M}"


def _as_it_was(row: MeetingRequest, form: AgreementForm) -> MeetingRequest:
    """The request with the meeting that is cancelled, whatever the same save wrote in its place."""
    cancelled = copy(row)
    _is_agreed, cancelled.agreed_at, cancelled.agreed_minutes = form.before
    return cancelled
