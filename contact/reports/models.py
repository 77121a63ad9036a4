"""What readers report of a page: a fault in it, or that they cannot read or use it."""

import re
from datetime import datetime

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from contact.incoming.rows import IncomingQuerySet, new_reference
from pages.rows.promises import mail_addresses

# What may be told of a page: its path where every part is spelt as ours are, for tokens and numbers have capitals; and
# where neither stands, should somebody have typed one in small letters.
OWN_PATH = re.compile(r"(?!/nahled/|.*/prijato/)/(?:[a-z0-9.-]+/)*[a-z0-9.-]*")


class ReportQuerySet(IncomingQuerySet["Report"]):
    """Reports, asked by what is to be done with them."""

    def complaints(self) -> "ReportQuerySet":
        """Those about accessibility that nobody has settled: „podnět k nápravě“, § 9 of zákon č. 99/2019 Sb."""
        return self.filter(kind=Report.Kind.ACCESSIBILITY).exclude(state=Report.State.CLOSED)


class Report(models.Model):
    """One report; of its sender it knows no more than an e-mail address, and that only where an answer is wanted."""

    class Kind(models.TextChoices):
        WRONG = "wrong", _("údaj neplatí")
        UNCLEAR = "unclear", _("nerozumím tomu")
        ACCESSIBILITY = "accessibility", _("nejde mi to přečíst nebo ovládat")
        OTHER = "other", _("něco jiného")

    class State(models.TextChoices):
        NEW = "new", "nové"
        IN_PROGRESS = "in-progress", "řeší se"
        CLOSED = "closed", "vyřízené"

    TEXT_LENGTH, PAGE_LENGTH = 2000, 200
    SEARCHED = ["reference", "text", "email", "page"]

    reference = models.CharField("číslo", max_length=8, unique=True, default=new_reference, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)  # the same form sent twice has the same key
    created_at = models.DateTimeField("přišlo", editable=False)
    kind = models.CharField("co je špatně", max_length=13, choices=Kind)
    text = models.TextField("popis", validators=[MaxLengthValidator(TEXT_LENGTH)])
    email = models.EmailField("e-mail", blank=True)
    # As the form said it, and who sends a form can say anything: a path of this site, or nothing.
    page = models.CharField("stránka", max_length=PAGE_LENGTH, blank=True)
    version = models.PositiveIntegerField("verze textu", null=True)  # which text of the page was there

    state = models.CharField("stav", max_length=11, choices=State, default=State.NEW)
    note = models.TextField("poznámka pro kolegy", blank=True, help_text="Kdo hlášení poslal, ji neuvidí.")
    closed_at = models.DateTimeField("vyřízeno", null=True, editable=False)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "hlášení"
        verbose_name_plural = "hlášení"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "-created_at"], name="report_by_state")]
        constraints = [
            mail_addresses("report_email_is_one_line", "email"),
            models.CheckConstraint(
                name="report_kind_is_known",
                condition=Q(kind__in=["wrong", "unclear", "accessibility", "other"]),
                violation_error_message="Takové hlášení neznáme.",
            ),
            models.CheckConstraint(
                name="report_page_is_of_this_site",
                condition=Q(page="") | Q(page__startswith="/") & ~Q(page__startswith="//"),
                violation_error_message="Stránka je na tomto webu.",
            ),
            models.CheckConstraint(
                name="report_closed_has_a_moment",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                violation_error_message="Vyřízené hlášení musí mít okamžik vyřízení.",
            ),
        ]

    def __str__(self) -> str:
        return f"Hlášení {self.reference}"


def erase(moment: datetime) -> int:
    """Erase what was settled so long ago that it may no longer be kept; return how many (GDPR, Art. 5(1)(e))."""
    return Report.objects.to_erase(moment).delete()[0]
