"""Requests for a meeting, for the staff of the contact centre alone."""

from typing import Any, cast

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.db.models import BooleanField, ExpressionWrapper, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.views.decorators.http import require_POST

from contact.meetings import inbox, mail, timeline
from contact.meetings.agreement_form import AgreementForm
from contact.meetings.inbox import CHIPS, State
from contact.meetings.models import MeetingRequest, MeetingRequestQuerySet, OutgoingMail
from contact.meetings.to_sender import INVITED, CancelViews, email_link, phone_link, sends_from
from contact.meetings.waiting import WaitingFilter
from pages.frame.request import framed
from pages.rows.people import name_of
from pages.web.admin_address import admin_address
from pages.web.chips import drawn

IS_CLOSED = ExpressionWrapper(Q(closed_at__isnull=False), BooleanField())
NOBODY = "bez jména"
SENDERS: dict[str, str] = {
    MeetingRequest.Sender.PERSON: "hledá pomoc s bydlením",
    MeetingRequest.Sender.MUNICIPALITY: "z obce",
    MeetingRequest.Sender.ORGANISATION: "z organizace",
}
TOPIC_WORDS = 18
MOST_NAMES = 10  # in one sentence


@admin.register(MeetingRequest)
class MeetingRequestAdmin(CancelViews):
    """What the sender wrote stands fast, what the staff decide can be saved; a save sends what it has to."""

    form = AgreementForm
    list_display_links = None  # the name is a link itself
    list_filter = [inbox.TabFilter, WaitingFilter, "sender"]
    ordering = [IS_CLOSED, "-created_at"]  # type: ignore[list-item]  # Django takes expressions, its stubs only names
    search_fields = MeetingRequest.SEARCHED
    actions = None  # erasing is for one request at a time
    fieldsets = [
        (
            "Odpovědět",
            {"fields": ["state", "agreed_at", "agreed_minutes", "message", "anyway", "note", "loaded", "seen"]},
        ),
    ]

    def get_urls(self) -> list[URLPattern]:
        """Adds the question before a meeting is cancelled, and the invitation for the script of the form."""
        cancel = self.admin_site.admin_view(self.cancel_view)
        preview = self.admin_site.admin_view(require_POST(self.preview_view))
        return [
            path("<int:object_id>/zrusit/", cancel, name="contact_meetingrequest_cancel"),
            path("<int:object_id>/nahled/", preview, name="contact_meetingrequest_preview"),
            *super().get_urls(),
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

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        """The columns; how long a request waits depends on the moment of this request."""
        moment, promise = framed(request).frame.moment, _promise(request)

        @admin.display(description="přišla", ordering="created_at")
        def came(row: MeetingRequest) -> SafeString:
            task, presses = inbox.due(row, promise, moment)
            said = ", ".join(filter(None, [inbox.age(row, moment), task]))
            text = '{}<small><span class="{}">{}</span></small>'
            return format_html(text, timeline.clock(row.created_at), "old" if presses else "quiet", said)

        return ["who", "about", "state_chip", came, "trouble"]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With the tabs and how many requests are in each, what was promised, and who may answer."""
        counts, chosen = inbox.counts(), inbox.chosen_tab(request)
        tabs = [(key, tab.title, counts[key], key == chosen) for key, tab in inbox.TABS.items()]
        context = {"tabs": tabs, "promise": _promise(request), "answerers": _answerers(), **(extra_context or {})}
        return super().changelist_view(request, context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> type[AgreementForm]:
        """The form is told this request's moment."""
        form = cast(type[AgreementForm], super().get_form(request, obj, change, **kwargs))
        form.moment = framed(request).frame.moment
        return form

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With what the sender asked for, how long it waits, what has happened, and the invitation to be sent."""
        row, frame = MeetingRequest.objects.get(pk=context["original"].pk), framed(request).frame
        form = context["adminform"].form
        context |= {
            "row": row,
            "when": [part["value"] for part in form["agreed_at"].subwidgets[0].data["subwidgets"]],
            "chip": drawn([CHIPS[row.state]]),
            "sender": SENDERS[row.sender],
            "email_link": email_link(row.email),
            "phone_link": phone_link(row),
            "age": inbox.age(row, frame.moment),
            "due": inbox.due(row, _promise(request), frame.moment),
            "came": timeline.clock(row.created_at),
            "events": timeline.events(self.get_queryset(request).get(pk=row.pk)),
            "is_ahead": row.plan.ahead(frame.moment) is not None,
            "sends_from": sends_from(request),
            "answerers": _answerers(),
            "keeps_days": settings.MEETING_RETENTION_DAYS,
            "cancel_url": admin_address(row, "cancel"),
            "title": str(row),
            "subtitle": None,
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def preview_view(self, request: Any, object_id: int) -> HttpResponse:
        """The invitation as it would be sent, for the script of the form; nothing where something is wrong."""
        request.POST = request.POST.copy()
        request.POST["state"], request.POST["_preview"] = State.AGREED, ""
        answer: Any = self.change_view(request, str(object_id))
        form = (getattr(answer, "context_data", None) or {}).get("adminform")
        if form is None or form.form.errors.keys() - {"anyway"}:
            return HttpResponse(status=204)
        answer.template_name = "admin/contact/meetingrequest/_letter.html"
        answer.context_data["is_live"] = True
        return answer

    def save_model(self, request: HttpRequest, row: MeetingRequest, form: AgreementForm, change: bool) -> None:
        """Notes the moment of closing, and sends an invitation in the same transaction."""
        moment = framed(request).frame.moment
        row.closed_at = (row.closed_at or moment) if row.state == State.CLOSED else None
        super().save_model(request, row, form, change)
        if form.sends:
            mail.invite(row, moment)
            self.tell(request, row, INVITED, form.after)
        elif "agreed_at" in form.changed_data and form.after.starts_at and not form.after.is_agreed:
            text = "Termín je jen poznamenaný. Pozvánka odejde, až ji pošlete."
            self.message_user(request, text, messages.WARNING)

    @admin.display(description="kdo", ordering="name")
    def who(self, row: MeetingRequest) -> SafeString:
        """The name, under it who asks and the number to read out."""
        text = '<a href="{}">{}</a><small>{}, {}</small>'
        address = admin_address(row, "change")
        return format_html(text, address, row.name or NOBODY, SENDERS[row.sender], row.reference)

    @admin.display(description="čeho se týká")
    def about(self, row: MeetingRequest) -> str:
        """How it begins."""
        return Truncator(row.topic).words(TOPIC_WORDS)

    @admin.display(description="stav", ordering="state")
    def state_chip(self, row: MeetingRequest) -> SafeString:
        """The state, and the agreed meeting."""
        plan = format_html("<small>{}</small>", row.plan) if row.plan.is_agreed else SafeString()
        return drawn([CHIPS[row.state]]) + plan

    @admin.display(description="potíž s poštou", empty_value="")
    def trouble(self, row: MeetingRequest) -> str:
        """What is wrong with the last mail of the request."""
        last = list(row.mails.all())[-1:]
        return "".join(
            f"{each.get_kind_display()}: {timeline.fate(each)}" for each in last if each.problem and not each.sent_at
        )


def _promise(request: HttpRequest) -> str:
    centre = framed(request).frame.get("contact_centre")
    return centre.answers_within if centre else ""


def _answerers() -> list[str]:
    """Who may answer: all active accounts with the right, but those who may do everything."""
    users = get_user_model().objects.with_perm(
        "contact.change_meetingrequest", include_superusers=False, backend="django.contrib.auth.backends.ModelBackend"
    )
    names = sorted(name_of(user) for user in users)
    return [*names[:MOST_NAMES], "další"] if len(names) > MOST_NAMES else names
