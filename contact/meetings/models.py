"""Requests for a meeting, and the mails that they and others set off."""

from datetime import datetime, timedelta

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy

from contact.incoming.rows import IncomingQuerySet, new_reference
from contact.meetings.agreement import Plan
from pages.languages import languages


class MeetingRequestQuerySet(IncomingQuerySet["MeetingRequest"]):
    """Requests, asked by what is to be done with them; every moment is aware."""

    def meetings_between(self, start: datetime, end: datetime) -> "MeetingRequestQuerySet":
        """Those with an agreed meeting that begins at the one moment or later, and before the other."""
        return self.filter(state=MeetingRequest.State.AGREED, agreed_at__gte=start, agreed_at__lt=end)

    def expected(self, moment: datetime) -> "MeetingRequestQuerySet":
        """Those whose sender still counts on a meeting."""
        return self.filter(state=MeetingRequest.State.AGREED, agreed_at__gt=moment)


class MeetingRequest(models.Model):
    """Somebody asks for a personal meeting; an agreed time is a meeting only in the state AGREED."""

    class Sender(models.TextChoices):
        PERSON = "person", gettext_lazy("hledám pomoc s bydlením")
        MUNICIPALITY = "municipality", gettext_lazy("jsem z obce")
        ORGANISATION = "organisation", gettext_lazy("jsem z organizace")

    class State(models.TextChoices):
        NEW = "new", "nová"
        IN_PROGRESS = "in-progress", "řeší se"
        AGREED = "agreed", "domluvená"
        CLOSED = "closed", "uzavřená"

    class Language(models.TextChoices):
        CZECH = languages.CZECH.code, "čeština"
        ENGLISH = languages.ENGLISH.code, "angličtina"
        UKRAINIAN = languages.UKRAINIAN.code, "ukrajinština"
        EASY = languages.EASY.code, "čeština, snadné čtení"

    TOPIC_LENGTH, PREFERRED_LENGTH, MESSAGE_LENGTH = 2000, 500, 500
    SEARCHED = ["reference", "name", "email", "phone", "topic"]

    reference = models.CharField("číslo žádosti", max_length=8, unique=True, default=new_reference, editable=False)
    key = models.CharField(max_length=64, unique=True, editable=False)  # the same form sent twice has the same key
    created_at = models.DateTimeField("přišla", editable=False)
    sender = models.CharField("kdo žádá", max_length=12, choices=Sender)
    name = models.CharField("jméno", max_length=100, blank=True)
    email = models.EmailField("e-mail", blank=True)
    phone = models.CharField("telefon", max_length=16, blank=True)
    topic = models.TextField("čeho se týká", validators=[MaxLengthValidator(TOPIC_LENGTH)])
    preferred_time = models.TextField("kdy se to hodí", blank=True, validators=[MaxLengthValidator(PREFERRED_LENGTH)])
    # In which the form was: mails to the sender go in it. One that the site no longer speaks is left as it is.
    language = models.CharField(
        "jazyk formuláře", max_length=10, choices=Language, default=Language.CZECH, db_default="cs", editable=False
    )

    state = models.CharField("stav", max_length=11, choices=State, default=State.NEW)
    note = models.TextField("poznámka", blank=True, help_text="Vidí ji jen pracovníci Kontaktního centra.")
    # What is to stand in the next mail to the sender; once that is sent it has gone with it.
    message = models.TextField(
        "vzkaz žadateli", blank=True, default="", db_default="", validators=[MaxLengthValidator(MESSAGE_LENGTH)]
    )
    agreed_at = models.DateTimeField("domluvený termín", null=True, blank=True)
    agreed_minutes = models.PositiveSmallIntegerField(
        "délka v minutách", default=60, validators=[MinValueValidator(5), MaxValueValidator(600)]
    )
    invitation_number = models.PositiveIntegerField(default=0, editable=False)  # SEQUENCE of RFC 5546, rises by mail
    closed_at = models.DateTimeField("uzavřena", null=True, editable=False)

    objects = MeetingRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "žádost o schůzku"
        verbose_name_plural = "žádosti o schůzku"
        ordering = ["-created_at", "-id"]
        indexes = [models.Index(fields=["state", "-created_at"], name="meeting_request_by_state")]
        constraints = [
            models.CheckConstraint(
                name="meeting_request_can_be_answered",
                condition=~Q(email="") | ~Q(phone=""),
                violation_error_message="Vyplňte e-mail nebo telefon.",
            ),
            models.CheckConstraint(
                name="meeting_request_agreed_has_a_time",
                condition=~Q(state="agreed") | Q(agreed_at__isnull=False),
                violation_error_message="Domluvená žádost musí mít termín.",
            ),
            models.CheckConstraint(
                name="meeting_request_closed_has_a_moment",
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                violation_error_message="Uzavřená žádost musí mít okamžik uzavření.",
            ),
        ]

    def __str__(self):
        return f"Žádost {self.reference}"

    @property
    def is_in_czech(self) -> bool:
        """Whether mails to its sender are in Czech, easy or not."""
        return self.language in (self.Language.CZECH, self.Language.EASY)

    @property
    def plan(self) -> Plan:
        """What it says of a meeting."""
        return Plan(self.state == self.State.AGREED, self.agreed_at, self.agreed_minutes)


class OutgoingMailQuerySet(models.QuerySet["OutgoingMail"]):
    """Mails, asked by how far they got; every moment is aware."""

    def waiting(self) -> "OutgoingMailQuerySet":
        """Those neither sent nor given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Those to be tried now, and nobody else is at it.

        Also a new one, and one that would wait longer than any does: the clock was set back.
        """
        is_new, waits_too_long = Q(not_before=F("created_at")), Q(not_before__gt=moment + OutgoingMail.LONGEST_WAIT)
        return self.waiting().filter(Q(not_before__lte=moment) | is_new | waits_too_long)

    def late(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Those that no server has taken within a day."""
        return self.waiting().filter(created_at__lt=moment - timedelta(days=1))

    def undeliverable(self) -> "OutgoingMailQuerySet":
        """Those whose recipient a server refused for good."""
        return self.exclude(given_up_at=None)

    def out_of_date(self, moment: datetime) -> "OutgoingMailQuerySet":
        """Those about nobody's request that were sent more than a year ago; every other mail goes with its request."""
        return self.filter(request=None, sent_at__lt=moment - timedelta(days=365))

    def claim(self, moment: datetime, lease: timedelta) -> "OutgoingMail | None":
        """Take the mail that is due longest, for as long as the lease; whoever comes second takes the next one."""
        while mail := self.due(moment).order_by("not_before", "id").first():
            if self.due(moment).filter(pk=mail.pk).update(not_before=moment + lease):
                return mail
        return None


class OutgoingMail(models.Model):
    """One mail, complete, waiting in the database until a server has taken it; its Message-ID never changes."""

    class Kind(models.TextChoices):
        NOTICE = "notice", "upozornění centra"
        ACKNOWLEDGEMENT = "acknowledgement", "potvrzení žadateli"
        INVITATION = "invitation", "pozvánka"
        CANCELLATION = "cancellation", "zrušení schůzky"
        MEETING = "meeting", "schůzka do kalendáře centra"
        MEETING_OFF = "meeting-off", "zrušení v kalendáři centra"
        REMINDER = "reminder", "připomínka ověření"
        EDITOR = "editor", "upozornění redakci"
        REPORT = "report", "upozornění na hlášení"

    LONGEST_WAIT = timedelta(hours=6)  # between two attempts
    TO_CENTRE = [
        Kind.NOTICE,
        Kind.MEETING,
        Kind.MEETING_OFF,
        Kind.REMINDER,
        Kind.REPORT,
    ]  # others go to the sender

    kind = models.CharField("co", max_length=15, choices=Kind)
    request = models.ForeignKey(MeetingRequest, models.CASCADE, null=True, related_name="mails")
    message_id = models.CharField(max_length=200, unique=True)
    recipient = models.EmailField("komu")
    subject = models.CharField("předmět", max_length=150)
    body = models.TextField()
    message = models.TextField(blank=True, default="", db_default="")  # what of the body the staff wrote themselves
    calendar = models.TextField(blank=True)  # iCalendar with its METHOD (RFC 5546)
    created_at = models.DateTimeField("vznikla")
    not_before = models.DateTimeField()  # the next attempt; whoever tries moves it on first, so nobody else tries too
    attempts = models.PositiveIntegerField("pokusů", default=0)
    problem = models.CharField("naposledy nevyšlo", max_length=200, blank=True)  # never an address or a text
    sent_at = models.DateTimeField("odeslána", null=True)
    given_up_at = models.DateTimeField("nedoručitelná", null=True)  # the server refused the recipient for good

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = "zpráva"
        verbose_name_plural = "zprávy"
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(
                fields=["not_before"], condition=Q(sent_at=None, given_up_at=None), name="outgoing_mail_waiting"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.message_id}"
