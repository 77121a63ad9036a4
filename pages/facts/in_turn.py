"""Editors at the same row at once: one after the other, and who comes second is told and loses nothing.

A form for a new row is sent twice by a second click or by going back: it makes one row, as the public form does.

Every POST in the admin is one transaction. It locks the row where the form reads it, so whatever is asked after that
still holds when it is written. What two new rows can't both have, the database refuses; then the form is asked again.
On SQLite every transaction has the whole database to itself; the lock is for PostgreSQL.
"""

import logging
from collections.abc import Callable, Sequence
from functools import wraps
from hashlib import sha256
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.messages.storage import default_storage
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, models, transaction
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from pages import spelling
from pages.facts.told_back import told_back
from pages.facts.typed import MomentField, MomentWidget
from pages.rows.after import together
from pages.rows.locks import hold
from pages.upkeep import SentForm
from pages.web import stamp
from pages.web.admin_address import admin_address
from pages.web.returned import Returning

TRIES = 3
GAVE_WAY = frozenset({"40001", "40P01"})  # PostgreSQL: serialization_failure, deadlock_detected
GONE = "Co jste právě ukládali, na webu už není, a proto se to neuložilo."
REFUSED = (
    "Neuložilo se to: neslučuje se to s něčím, co je už uložené, třeba od někoho, kdo ukládal zároveň s vámi. "
    "Co jste napsali, ve formuláři zůstalo. Zkontrolujte to a uložte znovu."
)
NOT_DONE = "Nic se nestalo: zároveň s vámi tu pracoval někdo jiný. Podívejte se, jak to je teď, a zkuste to znovu."
CHANGED = (
    "Mezitím údaje uložil někdo jiný{who}. Co jste napsali, ve formuláři zůstalo. {look} "
    "Když pak formulář uložíte znovu, bude platit, co je v něm."
)
LOOK = "Co je uložené teď, uvidíte, když si stránku otevřete ještě v druhém okně."

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponse]


def in_turn(view: View) -> View:
    """A view of the admin whose POST is one transaction, tried again where the database refused it for another's sake.

    A form that was refused does not save at the second try but says so, see `InTurnForm`.
    """

    @wraps(view)
    def alone(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        for number in range(TRIES):
            try:
                with transaction.atomic(), together():
                    return view(request, *args, **kwargs)
            except (IntegrityError, OperationalError) as error:
                is_broken = isinstance(error, IntegrityError)
                if not is_broken and getattr(error.__cause__, "sqlstate", "") not in GAVE_WAY:
                    raise
                logger.warning("A save in the admin was refused: %s", type(error.__cause__ or error).__name__)
                request.was_refused = is_broken or number == TRIES - 2
                request._messages = default_storage(request)  # what it was going to say never happened
        messages.error(request, NOT_DONE)
        return redirect("admin:index")

    return alone


class InTurnForm(Returning, forms.ModelForm):
    """For a form: it says so instead of saving where another editor was faster."""

    # From the admin: which state of the row is stored, what to say to who has not seen it, what the database said.
    seen_record: Callable[[Any], str]
    changed_by_others: Callable[[Any], str]
    was_refused: bool
    # A form that compares on its own says so with `tells_itself`: it can say more.

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.seen_now = "" if self.instance._state.adding else self.seen_record(self.instance)

    def clean(self) -> dict[str, Any] | None:
        """As any form's, and refused where the row is no longer what its editor saw."""
        data: dict[str, Any] | None
        try:
            data = super().clean()
        except ValidationError as error:
            self.add_error(None, error)
            data = self.cleaned_data
        if not getattr(self, "tells_itself", False) and self.data.get("seen_record", self.seen_now) != self.seen_now:
            self.add_error(None, self.changed_by_others(self.instance))
        return data

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.was_refused and not self.errors:
            self.add_error(None, REFUSED)


class MailField(forms.EmailField):
    """An address of mail, in plain signs before it is validated."""

    def to_python(self, value: Any) -> str:
        """What was typed, as `spelling.mail_address` gives it."""
        return spelling.mail_address(super().to_python(value) or "")


class InTurn(admin.ModelAdmin):
    """Forms of rows that several editors may have open at once."""

    # An address typed without a scheme means https, as it will in Django 6.
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.EmailField: {"form_class": MailField},
        models.DateTimeField: {"form_class": MomentField, "widget": MomentWidget},
    }
    unseen: Sequence[str] = ()  # fields that change by themselves
    saves_itself = False  # while somebody writes, into a working copy; see socialnibydleni.editors.kept
    other_forms: Sequence[type[forms.Form]] = ()  # in which somebody writes at addresses of this admin

    def get_object(self, request: Any, object_id: str, from_field: str | None = None) -> Any:
        """The row; of a POST as it is while nobody else can write it, None where it went meanwhile."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return row
        hold(row)
        request.frame = request.frame.anew()
        # Not in one query with the lock: what else that reads would be of the time before the wait.
        return super().get_object(request, object_id, from_field)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A form that refuses to pass over what another editor saved meanwhile."""
        form = super().get_form(request, obj, change=change, **kwargs)
        ours = {"seen_record": self.seen_record, "changed_by_others": self.changed_by_others}
        return type(form.__name__, (InTurnForm, form), {**ours, "was_refused": getattr(request, "was_refused", False)})

    def add_view(self, request: Any, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """As Django's; the same form sent once more is answered as the first time and makes nothing."""
        key = self.form_key(request)
        sent = SentForm.objects.filter(key=key).first() if key else None
        if sent and self.has_add_permission(request):
            row = self.get_queryset(request).filter(pk=sent.made).first()
            if row is not None:
                return self.response_add(request, row)
            sent.delete()  # and so is what it made: it is made anew
        return super().add_view(request, form_url, extra_context)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """As Django's, with a note which form has made the row."""
        super().save_related(request, form, formsets, change)
        if not change and (key := self.form_key(request)):
            SentForm.objects.create(key=key, made=form.instance.pk, sent_at=request.frame.moment)

    def form_key(self, request: Any) -> str:
        """By which the form that was sent is known; empty where it says nothing of when it was shown."""
        shown = stamp.read(request.POST.get("stamp", ""))
        if shown is None or shown.is_stale(request.frame.moment):
            return ""
        skipped = {"csrfmiddlewaretoken", "stamp"}  # and whichever button was pressed
        typed = [
            pair for pair in sorted(request.POST.lists()) if pair[0] not in skipped and not pair[0].startswith("_")
        ]
        files = [(name, file.name, file.size) for name, file in sorted(request.FILES.items())]
        return shown.key([self.opts.label, typed, files])

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """With `seen_record`, by which the form knows what this editor has seen, and the stamp of a new row's."""
        context["seen_record"] = getattr(context["adminform"].form, "seen_now", "")
        if context.get("original") is None:
            context["stamp"] = stamp.kept_or_new(request.POST.get("stamp", ""), request.frame.moment)
        return super().render_change_form(request, context, *args, **kwargs)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asked again where the row is no longer what it was when the question was asked."""
        row = self.get_object(request, object_id)
        seen = self.seen_before_deletion(row) if row else ""
        if row and request.method == "POST" and request.POST.get("seen_record", seen) != seen:
            text = "Nic se nesmazalo: mezitím to někdo změnil. Podívejte se na to a rozhodněte se znovu."
            self.message_user(request, text, messages.ERROR)
            return redirect(admin_address(row, "change"))
        return super().delete_view(request, object_id, {**(extra_context or {}), "seen_record": seen})

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        """As Django's, of the words as they are seen."""
        return super().get_search_results(request, queryset, spelling.one_line(search_term))

    def seen_record(self, row: Any) -> str:
        """By which a form that was opened before knows whether the stored row is still the same."""
        return sha256(repr(model_to_dict(row, exclude=self.unseen)).encode()).hexdigest()

    def seen_before_deletion(self, row: Any) -> str:
        """The same of all that would go with the row."""
        return self.seen_record(row)

    def changed_by_others(self, row: Any) -> str:
        """What is said to who has not seen what is stored."""
        return CHANGED.format(who="", look=LOOK)

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        """Who wanted to save what another has deleted gets back what was typed."""
        if request.method != "POST" or "post" in request.POST:
            return super()._get_obj_does_not_exist_redirect(request, opts, object_id)  # type: ignore[misc]
        context = {**self.admin_site.each_context(request), "title": "Mezitím to někdo smazal", "opts": opts}
        context |= {"why": GONE, "typed": self.told_back(request.POST)}
        return render(request, "admin/typed.html", context, status=410)

    def told_back(self, sent: QueryDict) -> list[tuple[str, str]]:
        """What somebody typed into a form of this admin, as (name of the field, text), to be copied from a page."""
        return told_back(sent, self.opts, [*self.other_forms, self.form])
