"""That somebody who may not publish asks for it: the requests, and what authors and publishers do with them.

Whether one still waits is told by the versions of its page and stored nowhere: a plan that is taken back lets it wait
again. Nothing here has a key in the database, so that code which does not know these rows can delete a page.
"""

from datetime import datetime
from typing import Any, TypedDict

from django.conf import settings
from django.contrib.auth.models import User
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from pages.prose import publishing
from pages.prose.publishing import RefusedError
from pages.prose.versions import PageVersion
from pages.rows.people import NAME

OVER = "Žádost už nečeká: text mezitím někdo zveřejnil, vrátil, nebo ji autor vzal zpět."


class Said(TypedDict):
    """What somebody said about a request: whose name, which words, and the account that had asked."""

    name: str | None
    words: str
    account: int | None


class PublicationRequestQuerySet(models.QuerySet["PublicationRequest"]):
    """Requests by what became of them."""

    def waiting(self) -> "PublicationRequestQuerySet":
        """Those that nobody ended, and neither their text nor a later one of the page has a moment for readers."""
        decided = PageVersion.objects.filter(
            page=OuterRef("version__page"), number__gte=OuterRef("version__number"), publish_at__isnull=False
        )
        return self.filter(~Exists(decided), ended_at=None)

    def fulfilled(self, moment: datetime) -> "PublicationRequestQuerySet":
        """Those whose very text readers see since a moment by this one, an aware one."""
        return self.filter(ended_at=None, version__publish_at__lte=moment)

    def returned(self) -> "PublicationRequestQuerySet":
        """Those that were given back with words, the last of their page."""
        later = PublicationRequest.objects.filter(version__page=OuterRef("version__page"), pk__gt=OuterRef("pk"))
        return self.exclude(answer="").filter(~Exists(later))


class PublicationRequest(models.Model):
    """One request to publish a version, with a note for who may; ended where it was taken back or given back."""

    LONGEST = 500  # characters of what one says to the other

    version = models.ForeignKey(PageVersion, models.CASCADE, related_name="requests", db_constraint=False)
    note = models.CharField(max_length=LONGEST, blank=True)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", db_constraint=False
    )
    answer = models.CharField(max_length=LONGEST, blank=True)  # why it was given back; empty of one taken back

    objects = PublicationRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version"], condition=Q(ended_at=None), name="publication_request_waits_once_a_version"
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(ended_at__isnull=False), name="publication_request_with_an_answer_has_ended"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.asked_at:%Y-%m-%d %H:%M}"


def publishers() -> QuerySet[User]:
    """The accounts in use that may publish."""
    backend = "django.contrib.auth.backends.ModelBackend"
    return User.objects.with_perm("pages.publish_pageversion", backend=backend).filter(is_staff=True)


def ask(version: PageVersion, note: str, moment: datetime, user: User) -> None:
    """Ask for the version to be published; whatever was asked before about its page ends.

    Raises:
        RefusedError: another version was written since, or this one has its moment already.
    """
    with transaction.atomic():
        publishing.hold(version.page)
        newest = PageVersion.objects.filter(page=version.page).latest("number")
        if newest.pk != version.pk:
            raise RefusedError(f"Mezitím vznikla verze {newest.number}. Podívejte se na ni, než o zveřejnění požádáte.")
        if newest.publish_at is not None:
            raise RefusedError(f"Verze {newest.number} už je zveřejněná nebo naplánovaná.")
        waiting = PublicationRequest.objects.filter(version__page=version.page, ended_at=None)
        waiting.update(ended_at=moment, ended_by=user)
        PublicationRequest.objects.create(version=version, note=note, asked_at=moment, asked_by=user)


def end(request: PublicationRequest, answer: str, moment: datetime, user: User) -> None:
    """Give it back with words, or take it back without any.

    Raises:
        RefusedError: it waits no more.
    """
    with transaction.atomic():
        publishing.hold(request.version.page)
        if not PublicationRequest.objects.waiting().filter(pk=request.pk).exists():
            raise RefusedError(OVER)
        PublicationRequest.objects.filter(pk=request.pk).update(ended_at=moment, ended_by=user, answer=answer)


def number_of(requests: PublicationRequestQuerySet) -> Subquery:
    """Of the page of an outer query the number of the version that the newest of these is about."""
    return Subquery(requests.filter(version__page=OuterRef("pk")).order_by("-pk").values("version__number")[:1])


def with_requests(newest: QuerySet[PageVersion]) -> QuerySet[Any]:
    """The newest versions of pages with `is_asked`, `asked` and `returned`: what was said, of the last who said it."""
    waiting = PublicationRequest.objects.waiting().filter(version__page=OuterRef("page"))
    returned = PublicationRequest.objects.returned().filter(version=OuterRef("pk"))
    return newest.annotate(
        is_asked=Exists(waiting),
        asked=_said(waiting, "asked_by", "note"),
        returned=_said(returned, "ended_by", "answer"),
    )


def _said(requests: PublicationRequestQuerySet, by: str, words: str) -> Subquery:
    names = User.objects.filter(pk=OuterRef(by)).values(name=NAME)
    said = JSONObject(name=Subquery(names[:1]), words=words, account="asked_by_id")
    newest = requests.order_by("-pk").annotate(said=said).values("said")
    return Subquery(newest[:1], output_field=models.JSONField())
