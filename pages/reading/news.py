"""News: pages with a date, that of their first publication; a later version does not renew it."""

from datetime import datetime

from django.db.models import Case, QuerySet, When
from django.utils import timezone

from pages import registry
from pages.frame.frame import Frame
from pages.prose.news import FIRST_AT, news
from pages.prose.page import NEWS_ADDRESS, Page
from pages.prose.versions import PageVersion


def told(moment: datetime) -> QuerySet[PageVersion]:
    """The texts of news for who follows them, those withdrawn too, each with `first_at`; what changed last first."""
    texts = PageVersion.objects.live(moment).filter(page__kind=Page.Kind.NEWS)
    changed_at = Case(When(withdrawn_at__lte=moment, then="withdrawn_at"), default="publish_at")
    texts = texts.annotate(first_at=FIRST_AT)  # type: ignore[no-redef]  # as above
    return texts.select_related("page").order_by(changed_at.desc(), "-page_id")


def seen(frame: Frame) -> list[PageVersion]:
    """The same without their bodies, for a page; asked once for all pages."""
    return frame.shared("news", lambda: list(news(frame.moment, frame.preview).defer("body")))


def one(address: str, frame: Frame) -> PageVersion | None:
    """The text of the news at `address`, withdrawn or not; with its date unless it is withdrawn."""
    text = frame.version_at(address)
    if text is None or text.page.kind != Page.Kind.NEWS:
        return None
    unseen = None if text.pk else frame.moment  # what is only being typed is of now
    text.first_at = next((other.first_at for other in seen(frame) if other.page_id == text.page_id), unseen)
    return text


def around(text: PageVersion, frame: Frame) -> dict[str, PageVersion | None]:
    """The news before and after this one in time."""
    place = (text.first_at, text.page_id)
    earlier = (other for other in seen(frame) if (other.first_at, other.page_id) < place)
    later = (other for other in reversed(seen(frame)) if (other.first_at, other.page_id) > place)
    return {"previous": next(earlier, None), "next": next(later, None)}


def now_shown() -> QuerySet[PageVersion]:
    """What readers see just now."""
    return PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.NEWS)


def register() -> None:
    """Hand the news to the frame and the menu; called when the apps are ready."""
    registry.offer_part(NEWS_ADDRESS, now_shown)
    registry.lend_on_demand("has_news", lambda facts: any(page.address == NEWS_ADDRESS for page in facts["menu"]))
