"""What happens to a free page's address: it may change and leaves a redirect; what others link to stays."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.redirects.models import Redirect
from django.db import transaction
from django.db.models import Q

from pages.prose import linking
from pages.prose.page import Page
from pages.prose.requests import PublicationRequest
from pages.prose.versions import PageVersion
from pages.registry import Link


def is_known(page: Page, moment: datetime) -> bool:
    """Whether readers see or once saw the page; what belongs to the site itself they always know."""
    is_of_editors = page.is_free or page.is_translation
    return not is_of_editors or PageVersion.objects.published(moment).filter(page=page).exists()


def move(page: Page, address: str, moment: datetime) -> bool:
    """Give the page another address; returns whether the old one now leads to the new one.

    An address that no reader ever saw leaves nothing behind, since it would tell of a draft.
    """
    old, page.address = page.address, address
    with transaction.atomic():
        page.save()
        was_public = is_known(page, moment)
        if was_public:
            Redirect.objects.filter(old_path__in=[old, address]).delete()
            Redirect.objects.filter(new_path=old).update(new_path=address)  # nobody is sent twice
            Redirect.objects.create(site_id=settings.SITE_ID, old_path=old, new_path=address)
    return was_public


def delete(page: Page) -> None:
    """Delete a page that no reader knows, with all its versions."""
    with transaction.atomic():
        versions = PageVersion.objects.filter(page=page)
        PublicationRequest.objects.filter(version__page=page).delete()
        if page.kind == Page.Kind.EVENT:
            versions.delete()  # with their facts
        else:
            versions._raw_delete(versions.db)  # one query for all; the page itself says that the content changed
        page.delete()


def led_on(moment: datetime) -> list[tuple[str, str]]:
    """The former addresses from which readers are led on, and where to; none that a page they know has taken over."""
    known = PageVersion.objects.published(moment).values("page__address")
    leading = Redirect.objects.exclude(old_path__in=known).order_by("old_path")
    return list(leading.values_list("old_path", "new_path"))


def present_addresses(facts: Mapping[str, Any], moment: datetime) -> dict[str, str]:
    """By each former address the one that its page has now, however often it moved; only of what readers can open."""
    if not facts["has_former_addresses"]:
        return {}
    leading = dict(led_on(moment))
    ends = {old: _end(old, leading) for old in leading}
    shown = Q(kind=Page.Kind.FIXED) | Q(pk__in=PageVersion.objects.shown(moment).values("page"))
    there = Page.objects.filter(shown, address__in=Redirect.objects.values("new_path"))
    opened = {page.address for page in there if not page.is_hidden(facts)}
    return {old: end for old, end in ends.items() if end in opened}


def _end(address: str, leading: Mapping[str, str]) -> str:
    passed: set[str] = set()
    while address in leading and address not in passed:
        passed.add(address)
        address = leading[address]
    return address


def former_addresses(page: Page, moment: datetime) -> list[str]:
    """Those of them that lead to the page."""
    return [old for old, new in led_on(moment) if new == page.address]


def linking_to(page: Page, moment: datetime) -> list[Link]:
    """The places from which readers come to the page, now or later, also by one of its former addresses."""
    return linking.linking_to([page.address, *former_addresses(page, moment)], moment, but=page.pk)
