"""What the site remembers of its own upkeep: word forms, what was loaded or erased, and which command ran when."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from pages.rows.only_row import OnlyRow, number_one
from pages.web import stamp

# After how long without a good run of a command that a timer starts somebody should look.
LATE = {"housekeeping": timedelta(days=2), "backup": timedelta(hours=26), "snapshot": timedelta(hours=26)}
KEEP_FORMS = timedelta(hours=24)
KEEP_COPIES = timedelta(days=30)
# Browsers wake the script of a window in the background once a minute.
NOTICED_FOR = timedelta(minutes=2)
LONGEST_KEPT = 1_400_000  # signs; a megabyte once it is encrypted


class WordFormsManager(models.Manager["WordForms"]):
    """Reads the one table of word forms."""

    def table(self) -> dict[str, list[str]]:
        """Each folded form with its lemmas; empty until manage.py word_forms ran for the first time."""
        return self.values_list("table", flat=True).first() or {}


class WordForms(OnlyRow):
    """The Czech forms of the words that stand on the site, so that a serving process needs no dictionary."""

    table = models.JSONField(default=dict)

    objects = WordFormsManager()

    class Meta:
        constraints = [number_one("word_forms_is_one_row")]

    def __str__(self) -> str:
        return f"{len(self.table)} word forms"


class LoadedEntry(models.Model):
    """An entry of the data files that was loaded once; it is never loaded again, whatever editors did with it since."""

    key = models.CharField(max_length=200, unique=True)
    loaded_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key


class SentFormQuerySet(models.QuerySet["SentForm"]):
    """Sent forms by their age."""

    def out_of_date(self, moment: datetime) -> "SentFormQuerySet":
        """Those whose stamp says nothing any more at the moment, an aware one."""
        return self.filter(sent_at__lt=moment - 2 * stamp.LIFE)


class SentForm(models.Model):
    """A form of the admin that made a row, with its answers as a digest: sent once more it makes no other."""

    key = models.CharField(max_length=64, unique=True)
    made = models.BigIntegerField()
    sent_at = models.DateTimeField()

    objects = SentFormQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.key[:8]} made {self.made}"


class KeptFormQuerySet(models.QuerySet["KeptForm"]):
    """Kept forms by their age."""

    def out_of_date(self, moment: datetime) -> "KeptFormQuerySet":
        """Those that were promised to be gone by the moment, an aware one."""
        return self.filter(sent_at__lt=moment - KEEP_FORMS)


class KeptForm(models.Model):
    """What somebody sent from a form of the admin and nobody could save, until its account signs in again."""

    account = models.BigIntegerField()  # no key: 1.0 could not delete an account with rows that it does not know
    digest = models.CharField(max_length=64)  # of what was sent, under the site's key: sent twice it is one row
    sent_at = models.DateTimeField()
    content = models.TextField()  # encrypted, see socialnibydleni.editors.kept

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "digest"], name="kept_form_is_kept_once"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), LONGEST_KEPT), name="kept_form_has_a_bounded_size"
            ),
        ]

    def __str__(self) -> str:
        return f"sent {self.sent_at:%Y-%m-%d %H:%M}"


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """Working copies by their age."""

    def out_of_date(self, moment: datetime) -> "WorkingCopyQuerySet":
        """Those to which nobody has come back for so long, at the moment, an aware one."""
        return self.filter(written_at__lt=moment - KEEP_COPIES)


class WorkingCopy(models.Model):
    """What somebody is writing in a form, beside all that is saved: no version, and nobody else ever sees it."""

    account = models.BigIntegerField()  # no key, as of kept forms
    page = models.CharField(max_length=200)  # the address of the form
    form = models.CharField(max_length=32, blank=True)  # which of the forms for something new
    written_at = models.DateTimeField()
    content = models.TextField()  # encrypted, as kept forms

    objects = WorkingCopyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["account", "page", "form"], name="working_copy_is_one_a_person_and_form"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("content"), LONGEST_KEPT), name="working_copy_has_a_bounded_size"
            ),
        ]

    def __str__(self) -> str:
        return f"written {self.written_at:%Y-%m-%d %H:%M}"


class OpenFormQuerySet(models.QuerySet["OpenForm"]):
    """Open forms by whether somebody still has them open."""

    def open_still(self, moment: datetime) -> "OpenFormQuerySet":
        """Those of which something was heard lately, at the moment, an aware one."""
        return self.filter(seen_at__gte=moment - NOTICED_FOR)

    def left(self, moment: datetime) -> "OpenFormQuerySet":
        """All others."""
        return self.filter(seen_at__lt=moment - NOTICED_FOR)


class OpenForm(models.Model):
    """That an editor has a form open, so that another who opens it is told; gone soon after the window is."""

    account = models.BigIntegerField()
    page = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    objects = OpenFormQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "page"], name="open_form_is_one_a_person_and_page")]

    def __str__(self) -> str:
        return f"open since {self.opened_at:%Y-%m-%d %H:%M}"


class CommandRunManager(models.Manager["CommandRun"]):
    """Notes runs, and how long ago they were."""

    def note(self, name: str, moment: datetime) -> None:
        """The command has run to its end; `moment` is aware."""
        self.update_or_create(name=name, defaults={"ran_at": moment})

    def ages(self, moment: datetime) -> dict[str, timedelta]:
        """How long before the moment the commands of LATE last ran; without those that never did."""
        return {run.name: moment - run.ran_at for run in self.filter(name__in=LATE)}


class CommandRun(models.Model):
    """When a command that a timer starts last ran to its end."""

    name = models.SlugField(unique=True)
    ran_at = models.DateTimeField()

    objects = CommandRunManager()

    def __str__(self) -> str:
        return self.name


class Erasure(models.Model):
    """That a row was erased and no backup may bring it back (GDPR, Art. 17).

    The digest is keyed with what only the erased row held, so it says nothing of anybody; a row that comes back is
    known by it. See socialnibydleni.copies.erased.
    """

    digest = models.CharField(max_length=64, unique=True)

    def __str__(self):
        return self.digest
