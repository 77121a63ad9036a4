"""In which state a page is, in the four words that editors know: koncept, naplánováno, zveřejněno, mimo web."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from django.contrib.auth import get_user_model
from django.db.models import DateTimeField, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from pages.prose import requests
from pages.prose.page import Page
from pages.prose.publication import State
from pages.prose.requests import PublicationRequest
from pages.prose.versions import PageVersion
from pages.rows.people import NAME
from pages.typography import czech_date
from pages.web.chips import Chip

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations


class States(TypedDict):
    """What `with_states()` says of each page; the moments are aware."""

    live_from: datetime | None
    live_until: datetime | None
    next_from: datetime | None
    newest_title: str | None
    newest_number: int | None
    newest_publish_at: datetime | None
    newest_written_at: datetime | None
    newest_by: str | None  # the name of an account
    asked_number: int | None  # of the version that waits to be published
    returned_number: int | None  # of the one that was given back last
    seen_at: datetime  # the moment that was asked about


if TYPE_CHECKING:
    StatedPage: TypeAlias = WithAnnotations[Page, States]
else:
    StatedPage = Page


def with_states(pages: QuerySet[Page], moment: datetime) -> QuerySet[StatedPage]:
    """The pages with what `states()` needs, whatever their number in the same query."""
    own = PageVersion.objects.filter(page=OuterRef("pk"))
    live, newest = own.published(moment), own.order_by("-number")
    user = get_user_model().objects.filter(pk=OuterRef("newest_by_id")).values(name=NAME)

    def field(versions: QuerySet[PageVersion], name: str) -> Subquery:
        return Subquery(versions.values(name)[:1])

    return pages.annotate(
        live_from=field(live, "publish_at"),
        live_until=field(live, "withdrawn_at"),
        next_from=field(own.scheduled(moment).order_by("publish_at", "id"), "publish_at"),
        newest_title=field(newest, "title"),
        newest_number=field(newest, "number"),
        newest_publish_at=field(newest, "publish_at"),
        newest_written_at=field(newest, "created_at"),
        newest_by_id=field(newest, "created_by"),
        asked_number=requests.number_of(PublicationRequest.objects.waiting()),
        returned_number=requests.number_of(PublicationRequest.objects.returned()),
    ).annotate(newest_by=Subquery(user[:1]), seen_at=Value(moment, output_field=DateTimeField()))


def in_state(pages: QuerySet[Page], state: State, moment: datetime) -> QuerySet[Page]:
    """Of pages `with_states()` those in one state; a page may be in two, such as published with a newer draft."""
    is_withdrawn = Q(live_until__lte=moment)
    conditions = {
        State.DRAFT: Q(newest_number__isnull=False, newest_publish_at=None),
        State.SCHEDULED: Q(next_from__isnull=False) | Q(live_until__gt=moment),
        State.PUBLISHED: Q(live_from__isnull=False) & (Q(live_until=None) | ~is_withdrawn),
        State.WITHDRAWN: is_withdrawn,
    }
    return pages.filter(conditions[state])


def states(page: StatedPage) -> Iterator[Chip]:
    """What an editor reads of a page `with_states()`: what readers see, what will come, what is being written."""
    if page.live_until and page.live_until <= page.seen_at:
        yield Chip("off", f"mimo web od {when(page.live_until)}")
    elif page.live_from:
        yield Chip("live", f"zveřejněno {czech_date(timezone.localtime(page.live_from))}")
        if page.live_until:
            yield Chip("plan", f"z webu zmizí {when(page.live_until)}")
    if page.next_from:
        yield Chip("plan", f"vyjde {when(page.next_from)}")
    if page.asked_number:
        yield Chip("wait", "čeká na zveřejnění")
    elif page.newest_number and page.newest_publish_at is None:
        is_returned = page.returned_number == page.newest_number
        draft = Chip("draft", "novější koncept" if page.live_from or page.next_from else "koncept")
        yield Chip("old", "vráceno k úpravě") if is_returned else draft
    elif not page.newest_number:
        yield Chip("draft", "zatím bez textu")


def in_time(versions: QuerySet[PageVersion], moment: datetime) -> QuerySet[PageVersion]:
    """The versions, each with `replaced_at`: the moment by `moment` from which readers got another one, or None."""
    later = Q(publish_at__gt=OuterRef("publish_at")) | Q(publish_at=OuterRef("publish_at"), id__gt=OuterRef("id"))
    next_one = PageVersion.objects.filter(later, page=OuterRef("page"), publish_at__lte=moment)
    replaced_at = Subquery(next_one.order_by("publish_at", "id").values("publish_at")[:1])
    return versions.annotate(replaced_at=replaced_at)  # type: ignore[no-redef]  # it is what the model declares


def version_states(version: PageVersion, moment: datetime, *, is_newest: bool) -> Iterator[Chip]:
    """What an editor reads of a version `in_time()`: what readers see of it, saw or will see."""
    if version.publish_at is None:
        yield Chip("draft", "koncept") if is_newest else Chip("old", "starší koncept")
    elif not version.is_published(moment):
        yield Chip("plan", f"vyjde {when(version.publish_at)}")
    elif version.withdrawn_at and version.replaced_at and version.withdrawn_at <= version.replaced_at:
        yield Chip("old", f"vzatá z webu {czech_date(timezone.localtime(version.withdrawn_at))}")
    elif version.replaced_at:
        yield Chip("old", f"nahrazená {czech_date(timezone.localtime(version.replaced_at))}")
    elif version.withdrawn_at and version.withdrawn_at <= moment:
        yield Chip("off", f"mimo web od {when(version.withdrawn_at)}")
    else:
        yield Chip("live", f"zveřejněno {czech_date(timezone.localtime(version.publish_at))}")
    if version.withdrawn_at and version.withdrawn_at > moment and version.replaced_at is None:
        yield Chip("plan", f"z webu zmizí {when(version.withdrawn_at)}")


def when(moment: datetime) -> str:
    """A moment as people write it in Czech, in Prague time: „5. 10. 2026 v 8.00“."""
    local = timezone.localtime(moment)
    return f"{czech_date(local)} v {local.hour}.{local:%M}"


def clock(moment: datetime, today: date) -> str:
    """The same, of a moment of today „9.41“ alone."""
    local = timezone.localtime(moment)
    return f"{local.hour}.{local:%M}" if local.date() == today else when(moment)
