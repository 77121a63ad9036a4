"""What is known of the addresses outside that the site leads to; of who put them there, nothing."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q

from pages.external.addresses import LONGEST
from pages.external.verdict import DEAD_AFTER, Fault, State
from pages.rows.only_row import OnlyRow, number_one

# Each once a day at most; a timer that comes a little early is not made to wait for the next day.
ALMOST_A_DAY = timedelta(hours=23, minutes=55)
ROUND_ENDS = timedelta(minutes=10)  # a run that was killed holds up no other for longer


class ExternalAddressQuerySet(models.QuerySet["ExternalAddress"]):
    """Addresses by what is known of them."""

    def due(self, moment: datetime) -> "ExternalAddressQuerySet":
        """Those not looked at in the day before the moment, or after it by a clock since set back; the oldest first."""
        waits = Q(looked_at=None) | Q(looked_at__lte=moment - ALMOST_A_DAY) | Q(looked_at__gt=moment)
        return self.filter(waits).order_by(F("looked_at").asc(nulls_first=True), "pk")

    def dead(self) -> "ExternalAddressQuerySet":
        """Those of which editors are told."""
        return self.filter(failures__gte=DEAD_AFTER)

    def answering(self) -> "ExternalAddressQuerySet":
        """Those that answered when they were last looked at, over TLS, the latest first."""
        return self.filter(failures=0, address__startswith="https:").exclude(answered_at=None).order_by("-answered_at")


class ExternalAddress(models.Model):
    """An address of another web site that a live text or fact leads to, as `addresses.canonical` spells it."""

    address = models.CharField("adresa", max_length=LONGEST, unique=True)
    looked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateField(null=True)
    failed_on = models.DateField(null=True)
    fault = models.CharField(max_length=20, blank=True, choices=[(fault.value, fault.name) for fault in Fault])
    moved_to = models.CharField(max_length=LONGEST, blank=True)

    objects = ExternalAddressQuerySet.as_manager()

    class Meta:
        verbose_name = "odkaz na jiný web"
        verbose_name_plural = "odkazy na jiné weby"
        ordering = ["-failures", "address"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="external_address_fails_since_a_day",
                condition=Q(failures=0, failing_since=None, failed_on=None)
                | Q(failures__gt=0, failing_since__isnull=False, failed_on__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def state(self) -> State:
        """What the rules know of it."""
        return State(self.failures, self.failing_since, self.failed_on, self.fault, self.moved_to)


class ExternalRoundManager(models.Manager["ExternalRound"]):
    """Lets one process at a time look around."""

    def begin(self, moment: datetime) -> bool:
        """Whether the round is ours from now on; not while another process is at it."""
        self.get_or_create(defaults={"free_at": moment})
        is_free = Q(free_at__lte=moment) | Q(free_at__gt=moment + ROUND_ENDS)  # the clock was set back
        return self.filter(is_free).update(free_at=moment + ROUND_ENDS) == 1

    def end(self, moment: datetime) -> None:
        """The next one may begin."""
        self.update(free_at=moment)


class ExternalRound(OnlyRow):
    """When the next look at the addresses outside may begin: two at once would ask a host twice a second."""

    free_at = models.DateTimeField()

    objects = ExternalRoundManager()

    class Meta:
        constraints = [number_one("external_round_is_one_row")]

    def __str__(self) -> str:
        return f"free at {self.free_at:%Y-%m-%d %H:%M}"
