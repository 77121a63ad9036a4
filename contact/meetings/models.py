"""Requests for a meeting, the mails they set off, and how many come from one address."""

import secrets
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from contact.meetings.agreement import Plan
from contact.meetings.spelling import patterns

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # nothing that looks or sounds like another one
REFERENCE_LENGTH = 8


def new_reference() -> str:
    """A number for people to read out: random, so that it tells neither who asked nor how many did."""
    return "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(REFERENCE_LENGTH))


class MeetingRequestQuerySet(models.QuerySet["MeetingRequest"]):
    """Requests, asked by what is to be done with them; every moment is aware."""

    def waiting(self) -> "MeetingRequestQuerySet":
        """Those that nobody has taken up yet."""
        return self.filter(state=MeetingRequest.State.NEW)

    def to_erase(self, moment: datetime) -> "MeetingRequestQuerySet":
        """Those closed longer ago than their personal data may be kept; by the rows alone, so a restored backup too."""
        return self.filter(closed_at__lte=moment - timedelta(days=settings.MEETING_RETENTION_DAYS))

    def open_longer_than(self, age: timedelta, moment: datetime) -> "MeetingRequestQuerySet":
        """Those that came so long ago and nobody has closed yet."""
        return self.filter(closed_at=None, created_at__lte=moment - age)

    def meetings_between(self, start: datetime, end: datetime) -> "MeetingRequestQuerySet":
        """Those with an agreed meeting that begins at the one moment or later, and before the other."""
        return self.filter(state=MeetingRequest.State.AGREED, agreed_at__gte=start, agreed_at__lt=end)

    def expected(self, moment: datetime) -> "MeetingRequestQuerySet":
        """Those whose sender still counts on a meeting."""
        return self.filter(state=MeetingRequest.State.AGREED, agreed_at__gt=moment)

    def mentioning(self, words: str) -> "MeetingRequestQuerySet":
        """Those in which each of the words stands somewhere, however it is spelt; digits of a phone are one word."""
        found = self
        for pattern in patterns(words):
            found = found.filter(reduce(or_, (Q(**{f"{name}__regex": pattern}) for name in MeetingRequest.SEARCHED)))
        return found


class MeetingRequest(models.Model):
    """Somebody asks for a personal meeting; an agreed time is a meeting only in the state AGREED."""

    class Sender(models.TextChoices):
        PERSON = "person", "hledám pomoc s bydlením"
        MUNICIPALITY = "municipality", "jsem z obce"
        ORGANISATION = "organisation", "jsem z organizace"

    class State(models.TextChoices):
        NEW = "new", "nová"
        IN_PROGRESS = "in-progress", "řeší se"
        AGREED = "agreed", "domluvená"
        CLOSED = "closed", "uzavřená"

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

    def old_reminders(self, moment: datetime) -> "OutgoingMailQuerySet":
        """What editors were told more than a year ago; every other mail goes with its request."""
        kinds = [OutgoingMail.Kind.REMINDER, OutgoingMail.Kind.EDITOR]
        return self.filter(kind__in=kinds, created_at__lt=moment - timedelta(days=365))

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

    LONGEST_WAIT = timedelta(hours=6)  # between two attempts
    TO_CENTRE = [
        Kind.NOTICE,
        Kind.MEETING,
        Kind.MEETING_OFF,
        Kind.REMINDER,
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


class SenderCountManager(models.Manager["SenderCount"]):
    """Counts requests by day and address."""

    def count_one(self, day: date, address_hash: str, limit: int) -> bool:
        """Count one more request and say True, or say False where that would exceed the limit.

        Right however many count at once, for the database does it in one step; a transaction rolled back counts none.
        """
        row = {"day": day, "address_hash": address_hash}
        self.bulk_create([SenderCount(**row)], ignore_conflicts=True)
        return bool(self.filter(**row, number__lt=limit).update(number=F("number") + 1))

    def is_slow(self, day: date) -> bool:
        """Whether so many requests came on the day that the form takes them only slowly."""
        return self.filter(day=day, address_hash="", number__gte=settings.MEETING_LIMIT_TOTAL).exists()


class SenderCount(models.Model):
    """How many requests of one day came from one address; the address stands as a keyed hash that changes daily.

    The empty address counts all of them.
    """

    day = models.DateField()
    address_hash = models.CharField(max_length=64, blank=True)
    number = models.PositiveIntegerField(default=0)

    objects = SenderCountManager()

    class Meta:
        constraints = [models.UniqueConstraint(name="sender_count_once_a_day", fields=["day", "address_hash"])]

    def __str__(self):
        return f"{self.day}: {self.number}"
