"""Which images readers see at a moment: those in the texts that they can open."""

from datetime import datetime

from django.db.models import QuerySet

from pages import registry
from pages.frame.frame import Frame
from pages.prose.versions import PageVersion, is_hidden
from pages.richtext import figures


def shown(frame: Frame) -> frozenset[int]:
    """The keys of the images that the frame's pages show; those of a preview show drafts."""
    return frame.shared("images", lambda: _shown(frame))


def _shown(frame: Frame) -> frozenset[int]:
    seen = PageVersion.objects.seen(frame.moment, frame.preview).filter(body__contains=figures.BEGINNING)
    versions = [each for each in seen.select_related("page") if not is_hidden(each, frame.moment, frame.preview)]
    if versions and not frame.preview:
        public = registry.link_targets(frame)
        versions = [version for version in versions if version.page.address in public]
    return frozenset(image for version in versions for image in figures.images_in(version.body))


def texts_with(image: int) -> QuerySet[PageVersion]:
    """The versions of all texts that have the image, the newest first, published or not."""
    found = PageVersion.objects.filter(body__contains=f'{figures.BEGINNING}{image}"')
    return found.select_related("page").order_by("-id")


def is_needed(image: int, moment: datetime) -> bool:
    """Whether a text has the image that readers see at `moment` or will see, or the newest one of a page."""
    of_pages = [PageVersion.objects.shown(moment), PageVersion.objects.scheduled(moment), PageVersion.objects.newest()]
    return any(texts_with(image).filter(pk__in=texts.values("pk")).exists() for texts in of_pages)
