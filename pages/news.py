"""News: pages with a date, that of their first publication; a later version does not renew it."""

from datetime import datetime

from django.db.models import Min, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from pages import registry
from pages.models import Page, PageVersion
from pages.prose import NEWS_ADDRESS
from pages.versions import Preview

NEWEST = 3  # on the home page
FIRST_AT = Coalesce(Min("page__versions__publish_at"), "created_at")  # a draft has none but is seen in a preview


def news(moment: datetime, preview: Preview | None = None) -> QuerySet[PageVersion]:
    """The texts of news that readers see, or those in a preview, the latest first; `first_at` is the date of each."""
    texts = PageVersion.objects.seen(moment, preview).filter(page__kind=Page.Kind.NEWS)
    if preview is None:
        texts = texts.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment))
    return texts.annotate(first_at=FIRST_AT).select_related("page").order_by("-first_at", "-page_id")


def one(address: str, moment: datetime, preview: Preview | None) -> PageVersion | None:
    """The text of the news at `address` with its date, withdrawn or not."""
    seen = PageVersion.objects.seen(moment, preview).filter(page__address=address, page__kind=Page.Kind.NEWS)
    return seen.annotate(first_at=FIRST_AT).select_related("page__parent__parent").first()


def around(text: PageVersion, moment: datetime, preview: Preview | None) -> dict[str, PageVersion | None]:
    """The news before and after this one in time."""
    others = news(moment, preview)
    earlier = Q(first_at__lt=text.first_at) | Q(first_at=text.first_at, page_id__lt=text.page_id)
    later = Q(first_at__gt=text.first_at) | Q(first_at=text.first_at, page_id__gt=text.page_id)
    return {
        "previous": others.filter(earlier).first(),
        "next": others.filter(later).order_by("first_at", "page_id").first(),
    }


def now_shown() -> QuerySet[PageVersion]:
    """What readers see just now."""
    return PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.NEWS)


def register() -> None:
    """Hand the news to the frame and the menu; called when the apps are ready."""
    registry.offer_part(NEWS_ADDRESS, now_shown)
    registry.lend_on_demand("has_news", lambda facts: any(page.address == NEWS_ADDRESS for page in facts["menu"]))
