"""The texts of news in the order in which readers see them."""

from datetime import datetime

from django.db.models import Min, QuerySet
from django.db.models.functions import Coalesce

from pages.prose.page import Page
from pages.prose.publication import not_withdrawn
from pages.prose.versions import PageVersion, Preview

NEWEST = 3  # on the home page
FIRST_AT = Coalesce(Min("page__versions__publish_at"), "created_at")  # a draft has none but is seen in a preview


def news(moment: datetime, preview: Preview | None = None) -> QuerySet[PageVersion]:
    """The texts of news that readers see, or those in a preview, the latest first; `first_at` is the date of each."""
    texts = PageVersion.objects.seen(moment, preview).filter(page__kind=Page.Kind.NEWS)
    if preview is None:
        texts = texts.filter(not_withdrawn(moment))
    texts = texts.annotate(first_at=FIRST_AT)  # type: ignore[no-redef]  # it is what the model declares
    return texts.select_related("page").order_by("-first_at", "-page_id")
