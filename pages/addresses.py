"""The public addresses of the pages, and the days on which what stands on them last changed."""

from collections.abc import Iterator
from functools import cache, partial

from django.db.models import Q
from django.urls import reverse

from pages.frame import filled
from pages.frame.frame import Frame
from pages.prose.page import NEWS_ADDRESS, Page
from pages.prose.versions import PageVersion
from pages.reading import news
from pages.registry import PublicAddress

# The parts that templates of this app always show; those of the prose come from its headings.
OF_TEMPLATES = {
    "pages:about": {"cil", "financovani", "udaje"},
    "pages:accessibility": {"prosazovani", "stav", "vypracovani", "zpetna-vazba"},
    "pages:privacy": {"kontakt", "zadost"},
}


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """The fixed pages, and those of editors with a text. What a municipality's text says is added to its page."""
    texts = {text.page_id: text for text in PageVersion.objects.shown(frame.moment).defer("body")}

    @cache
    def bodies() -> dict[int, str]:
        return dict(PageVersion.objects.shown(frame.moment).exclude(body="").values_list("page_id", "body"))

    def parts(page: Page) -> frozenset[str]:
        return frozenset(anchor for anchor, _ in filled.outline(bodies().get(page.pk, ""), frame).headings)

    for page in Page.objects.filter(Q(kind=Page.Kind.FIXED) | Q(pk__in=texts)):
        text = texts.get(page.pk) or page.without_text()
        title = "" if page.kind == Page.Kind.MUNICIPALITY else text.title
        if not page.is_hidden(frame):
            yield PublicAddress(page.address, title, text.summary, (text.changed_on,), partial(parts, page))
    for name, anchors in OF_TEMPLATES.items():
        yield PublicAddress(reverse(name), anchors=partial(frozenset, anchors))
    if project := frame.get("project"):
        yield PublicAddress(project.get_absolute_url(), days=(project.known_on,))
    if frame.get("has_news"):
        days = tuple(text.changed_on for text in news.seen(frame))
        yield PublicAddress("/", days=days[: news.NEWEST])
        yield PublicAddress(NEWS_ADDRESS, days=days)
