"""Translations of prose: which Czech text one was made from, and whether readers of it miss something since.

A translation stands at the address of its Czech page below the first part of its language, as a page of its own. Each
of its versions names the Czech version that it was made from, and versions never change: so nobody needs to keep, or to
remember to change, whether it is up to date.
"""

from datetime import datetime

from django.utils import timezone

from pages.languages.languages import czech_address
from pages.prose.page import Page
from pages.prose.versions import PageVersion


def czech_page(page: Page) -> Page | None:
    """The page that this one translates; None of a Czech page, and where there is none any more."""
    if page.kind != Page.Kind.TRANSLATION:
        return None
    return Page.objects.filter(address=czech_address(page.address)).first()


def live_titles() -> dict[str, str]:
    """The translations that readers see now: by its address what each page is called in a menu of its language."""
    shown = PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.TRANSLATION)
    return dict(shown.values_list("page__address", "page__menu_title"))


def newer_czech(version: PageVersion, moment: datetime) -> PageVersion | None:
    """The Czech version live at `moment` if it says what this translation does not know of; None of one that is fresh.

    Since the one that was translated somebody must have published more than corrections, and what stands there now must
    say something else: a text that was changed and changed back makes no translation stale.
    """
    known = version.translated_from
    if known is None:
        return None
    live = PageVersion.objects.shown(moment).filter(page=known.page_id, number__gt=known.number).first()
    if live is None or live.says_the_same(known):
        return None
    since = PageVersion.objects.published(moment).filter(page=known.page_id, number__gt=known.number)
    return live if since.filter(number__lte=live.number, is_typo_fix=False).exists() else None
