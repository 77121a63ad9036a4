"""What becomes of an event that was announced: a row of its own beside its versions, which acts at once."""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from simple_history.models import HistoricalRecords

from pages.events.facts import EventFacts
from pages.events.when import When, problems
from pages.prose.page import Page
from pages.prose.publishing import RefusedError, hold
from pages.prose.versions import PageVersion


class EventState(models.Model):
    """Whether an event is full, was moved or cancelled, and why. Without a row it is as announced.

    A move holds for versions that say the day it was moved from, also for those written later with that day in them; a
    version with another day says itself when the event is. It goes on holding when the event becomes full or cancelled.
    """

    class Kind(models.TextChoices):
        """What readers are told of it."""

        ANNOUNCED = "announced", "koná se"
        FULL = "full", "obsazeno"
        MOVED = "moved", "přesunuto"
        CANCELLED = "cancelled", "zrušeno"

    # What readers never saw has none, and nothing else is deleted: no page need be asked.
    page = models.OneToOneField(Page, models.DO_NOTHING, verbose_name="akce", related_name="event_state")
    kind = models.CharField("stav", max_length=10, choices=Kind, default=Kind.ANNOUNCED)
    reason = models.CharField(
        "důvod",
        max_length=200,
        blank=True,
        help_text="Jedna věta pro čtenáře. Např. Přednášející onemocněl, nový termín oznámíme.",
    )
    said_at = models.DateTimeField("řečeno", default=timezone.now, editable=False)
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, editable=False, verbose_name="řekl(a)"
    )
    was_on = models.DateField("mělo začít dne", null=True, blank=True, editable=False)
    was_at = models.TimeField("mělo začít v", null=True, blank=True, editable=False)
    was_until_on = models.DateField("mělo skončit dne", null=True, blank=True, editable=False)
    was_until_at = models.TimeField("mělo skončit v", null=True, blank=True, editable=False)
    starts_on = models.DateField("začíná dne", null=True, blank=True, help_text="Stačí „12. 1.“.")
    starts_at = models.TimeField("v kolik", null=True, blank=True, help_text="Stačí „9“. Prázdné: celý den.")
    ends_on = models.DateField("končí dne", null=True, blank=True, help_text="Prázdné: týž den.")
    ends_at = models.TimeField("v kolik", null=True, blank=True, help_text="Např. „13“ nebo „11.30“.")

    history = HistoricalRecords()

    class Meta:
        verbose_name = "stav akce"
        verbose_name_plural = "stavy akcí"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="event_state_is_known",
                condition=Q(kind__in=["announced", "full", "moved", "cancelled"]),
                violation_error_message="Tento stav akce neznáme.",
            ),
            models.CheckConstraint(
                name="event_state_says_why",
                condition=~Q(kind="cancelled") | ~Q(reason=""),
                violation_error_message="Napište, proč se akce ruší.",
            ),
            models.CheckConstraint(
                name="event_moved_has_both_days",
                condition=Q(starts_on=None, ends_on=None, was_on=None, was_until_on=None) & ~Q(kind="moved")
                | Q(
                    starts_on__isnull=False,
                    was_on__isnull=False,
                    was_until_on__isnull=False,
                    ends_on__isnull=False,
                    ends_on__gte=F("starts_on"),
                ),
                violation_error_message="Napište den, na který se akce přesouvá.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.page.menu_title}: {self.get_kind_display()}"

    @property
    def was(self) -> When | None:
        """When it was announced to be; None of one that was not moved."""
        if self.was_on is None:
            return None
        return When(self.was_on, self.was_until_on or self.was_on, self.was_at, self.was_until_at)

    @property
    def now(self) -> When | None:
        """When it is instead; None of one that was not moved."""
        if self.starts_on is None:
            return None
        return When(self.starts_on, self.ends_on or self.starts_on, self.starts_at, self.ends_at)


class Told(NamedTuple):
    """When an event is, and what became of it.

    Attributes:
        previously: when it was announced to be, if it was moved.
        kind: a value of EventState.Kind.
        said_at: when somebody last said what became of it.
    """

    when: When | None
    previously: When | None = None
    kind: str = EventState.Kind.ANNOUNCED
    reason: str = ""
    said_at: datetime | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether it will not be."""
        return self.kind == EventState.Kind.CANCELLED

    @property
    def word(self) -> str:
        """In a word: „zrušeno“, „obsazeno“, „přesunuto“; empty of one that is as announced."""
        kinds = EventState.Kind
        kind = kinds.MOVED if self.previously and self.kind == kinds.ANNOUNCED else kinds(self.kind)
        return "" if kind == kinds.ANNOUNCED else str(kind.label)

    @property
    def is_full(self) -> bool:
        """Whether nobody can register any more."""
        return self.kind == EventState.Kind.FULL


class Saying(NamedTuple):
    """What an editor says became of an event: a value of EventState.Kind, why, and of a moved one when it is now."""

    kind: str
    reason: str = ""
    to: When | None = None


def told(facts: EventFacts | None, state: EventState | None) -> Told:
    """What holds of an event by the facts of its version and the row beside it."""
    when = facts.when if facts else None
    if state is None:
        return Told(when)
    is_moved = when is not None and when == state.was
    kind = state.Kind.ANNOUNCED if state.kind == state.Kind.MOVED and not is_moved else state.kind
    previously = state.was if is_moved else None
    return Told(state.now if is_moved else when, previously, kind, state.reason, state.said_at)


def say(page: Page, what: Saying, moment: datetime, user: Any) -> EventState:
    """Tell readers at once what became of the event, which they see.

    What was said before is replaced; only a move goes on holding, until it is announced anew.

    Raises:
        RefusedError: readers do not see it, or it has no day to be moved from; with a Czech message.
        ValidationError: the row itself is wrong, as a cancelled one without a reason; with Czech messages.
    """
    with transaction.atomic():
        hold(page)
        version = PageVersion.objects.shown(moment).filter(page=page).select_related("event").first()
        if version is None:
            raise RefusedError("Akci čtenáři nevidí. Stav jde změnit, až bude na webu.")
        state = EventState.objects.filter(page=page).first() or EventState(page=page)
        if what.kind == EventState.Kind.MOVED:
            _move(state, told(version.event_facts, state), version.event_facts, what.to)
        elif what.kind == EventState.Kind.ANNOUNCED:
            _place(state, None, None)
        state.kind, state.reason, state.said_at, state.said_by = what.kind, what.reason, moment, user
        state.full_clean()
        state.save()
    return state


def _move(state: EventState, holds: Told, facts: EventFacts | None, to: When | None) -> None:
    if facts is None or facts.when is None:
        raise RefusedError("Akce nemá v textu na webu žádný den, ze kterého by se přesunula.")
    if to is None:
        raise ValidationError({"starts_on": "Napište den, na který se akce přesouvá."})
    if found := dict(problems(*to[:2], *to[2:])):
        raise ValidationError(found)
    if to == holds.when:
        raise ValidationError({"starts_on": "V tuto chvíli se akce koná už teď. Napište jinou."})
    if to == facts.when:  # moved back: as announced
        raise ValidationError({"starts_on": "To je původní termín. Použijte „Koná se“."})
    _place(state, facts.when, to)


def _place(state: EventState, was: When | None, now: When | None) -> None:
    nothing = (None,) * 4
    state.was_on, state.was_until_on, state.was_at, state.was_until_at = was or nothing
    state.starts_on, state.ends_on, state.starts_at, state.ends_at = now or nothing
