"""Translations of prose: which Czech text one was made from, and whether readers of it miss something since.

A translation stands at the address of its Czech page below the first part of its language, as a page of its own. Each
of its versions names the Czech version that it was made from, and versions never change: so nobody needs to keep, or to
remember to change, whether it is up to date.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, Q
from django.utils import timezone

from pages.languages.languages import OTHERS, Language, czech_address
from pages.languages.patterns import stands_in_every_language
from pages.languages.state import LanguageState
from pages.prose.page import Page
from pages.prose.versions import PageVersion
from pages.web.parts import is_off


def czech_page(page: Page) -> Page | None:
    """The page that this one translates; None of a Czech page, and where there is none any more."""
    if not page.is_translation:
        return None
    return Page.objects.filter(address=czech_address(page.address)).first()


def is_translated(page: Page) -> bool:
    """Whether the page may have translations: it belongs to the site itself and has an address in every language."""
    return page.is_fixed and not is_off(page.address) and stands_in_every_language(page.address)


def translations(page: Page) -> dict[Language, Page | None]:
    """For each other language the page that says there what this Czech one says; None where there is none yet."""
    addresses = [language.address_of(page.address) for language in OTHERS]
    found = {each.address: each for each in Page.objects.filter(kind=Page.Kind.TRANSLATION, address__in=addresses)}
    return {language: found.get(language.address_of(page.address)) for language in OTHERS}


def live_titles() -> dict[str, str]:
    """The translations that readers see now: by its address what each page is called in a menu of its language.

    Those in a language that an editor has switched off are not among them.
    """
    off = LanguageState.objects.filter(is_off=True)
    are_off = [Q(Exists(off.filter(code=one.code)), page__address__startswith=one.prefix) for one in OTHERS]
    shown = PageVersion.objects.shown(timezone.now()).filter(page__kind=Page.Kind.TRANSLATION)
    return dict(shown.exclude(reduce(or_, are_off)).values_list("page__address", "page__menu_title"))


def lacks_source(version: PageVersion) -> bool:
    """Whether nobody could tell if the translation is up to date: it names no Czech version, and there were some.

    Of a Czech page that never said more than its facts there is nothing to be made from.
    """
    if not version.page.is_translation or version.translated_from_id is not None:
        return False
    czech = PageVersion.objects.filter(page__address=czech_address(version.page.address))
    return czech.exclude(publish_at=None).exists()


def newer_czech(version: PageVersion, moment: datetime) -> PageVersion | None:
    """The Czech version live at `moment` if it says what this translation does not know of; None of one that is fresh.

    Since readers met the one that was translated they must have met more than corrections, and what stands there now
    must say something else: a text that was changed and changed back makes no translation stale. Of one that no reader
    has met yet whatever was written after it is newer.
    """
    known = version.translated_from_id
    if known is None or PageVersion.objects.shown(moment).filter(pk=known).exists():
        return None  # as of most
    return newer_czech_of([version], moment).get(version.pk)


def newer_czech_of(versions: Iterable[PageVersion], moment: datetime) -> dict[int | None, PageVersion]:
    """The same of many translations in two queries: by the key of each stale one the Czech version; best be given
    each `translated_from`."""
    known = {version.pk: version.translated_from for version in versions if version.translated_from}
    pages = {czech.page_id for czech in known.values()}
    if not pages:
        return {}
    shown = PageVersion.objects.shown(moment).filter(page__in=pages).select_related("page")
    live = {version.page_id: version for version in shown}
    published = PageVersion.objects.published(moment).filter(page__in=pages).order_by("publish_at", "id")
    met = list(published.values_list("page_id", "pk", "number", "is_typo_fix"))  # as readers met them

    def is_newer(now: PageVersion, czech: PageVersion) -> bool:
        of_page = [(pk, number, is_typo_fix) for page, pk, number, is_typo_fix in met if page == czech.page_id]
        keys = [pk for pk, _, _ in of_page]
        if czech.pk in keys:
            since = of_page[keys.index(czech.pk) + 1 :]
        else:
            since = [each for each in of_page if each[1] > czech.number]
        says_more = any(not is_typo_fix for _, _, is_typo_fix in since)
        return says_more and now.pk in [pk for pk, _, _ in since] and not now.says_the_same(czech)

    return {
        key: live[czech.page_id]
        for key, czech in known.items()
        if czech.page_id in live and is_newer(live[czech.page_id], czech)
    }
