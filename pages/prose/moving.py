"""What happens to a free page's address: it may change and leaves a redirect; what others link to stays."""

from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.db import transaction

from pages.gate.parsed import parse
from pages.prose.page import Page
from pages.prose.versions import PageVersion


def move(page: Page, address: str, moment: datetime) -> bool:
    """Give the page another address; returns whether the old one now leads to the new one.

    An address that no reader ever saw leaves nothing behind, since it would tell of a draft.
    """
    old, page.address = page.address, address
    with transaction.atomic():
        page.save()
        was_public = PageVersion.objects.published(moment).filter(page=page).exists()
        if was_public:
            Redirect.objects.filter(old_path__in=[old, address]).delete()
            Redirect.objects.filter(new_path=old).update(new_path=address)  # nobody is sent twice
            Redirect.objects.create(site_id=settings.SITE_ID, old_path=old, new_path=address)
    return was_public


def delete(page: Page) -> None:
    """Delete the page with all its versions and whatever leads to it."""
    with transaction.atomic():
        versions = PageVersion.objects.filter(page=page)
        versions._raw_delete(versions.db)  # one query for all; the page itself says that the content changed
        page.delete()
        Redirect.objects.filter(new_path=page.address).delete()  # the page first, as in `move`: none waits in a circle


def former_addresses(page: Page) -> list[str]:
    """The addresses that lead to the page's own and that no other page has taken over."""
    leading = Redirect.objects.filter(new_path=page.address).exclude(old_path__in=Page.objects.values("address"))
    return list(leading.order_by("old_path").values_list("old_path", flat=True))


def linking_to(page: Page, moment: datetime) -> list[PageVersion]:
    """The texts of other pages that link to this one: those that readers see at `moment` or will see later."""
    texts = PageVersion.objects.filter(body__contains=page.address).exclude(page=page).select_related("page")
    shown = PageVersion.objects.shown(moment).values("pk")
    seen = [*texts.filter(pk__in=shown), *texts.scheduled(moment)]
    return [version for version in seen if page.address in _targets(version.body)]


def _targets(body: str) -> set[str]:
    """The paths on this site to which a text links."""
    paths = set()
    for link in parse(body).links:
        try:
            parts = urlsplit(link.href)
        except ValueError:
            continue
        if parts.netloc in ("", urlsplit(settings.SITE_URL).netloc):
            paths.add(parts.path)
    return paths
