"""What editors do with translations on the form of a page: begin one, and see the Czech text that one is made from."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from pages.editing.translation import source
from pages.editing.translation.fields import TranslationFields
from pages.editing.translation.told import of_czech, since
from pages.editing.version_views import VersionViews, compared
from pages.frame import filled
from pages.frame.request import Request
from pages.languages.languages import OTHERS, of_path
from pages.prose import publishing
from pages.prose.page import Page
from pages.prose.translations import czech_page, is_translated, newer_czech, translations
from pages.prose.versions import PageVersion
from pages.web.admin_address import admin_address

NO_TEXT = "Český text zatím čtenáři nevidí, není tedy co překládat. Nejdřív ho zveřejněte."


class TranslationViews(VersionViews):
    """A translation is begun on the form of its Czech page, and written and published as any other page."""

    def get_urls(self) -> list[URLPattern]:
        """Besides those of the versions, the address that begins one."""
        views = [("prelozit/<slug:code>/", require_POST(self.translate_view), "translate")]
        return [*self._below_a_page(views), *super().get_urls()]

    def translate_view(self, request: Request, object_id: int, code: str) -> HttpResponse:
        """Begin the translation of a Czech page with a draft that says what the Czech text says."""
        page, moment = self._page(request, object_id), request.frame.moment
        language = next((one for one in OTHERS if one.code == code), None)
        if language is None or not is_translated(page):
            raise Http404
        if not (self.has_add_permission(request) and request.user.has_perm("pages.add_pageversion")):
            raise PermissionDenied
        live = PageVersion.objects.shown(moment).filter(page=page).first()
        begun = translations(page)[language]
        if begun is not None:
            self.message_user(request, "Tento překlad už někdo založil.")
        elif live is None:
            self.message_user(request, NO_TEXT, messages.WARNING)
            return redirect(admin_address(page, "change"))
        else:
            begun = _begun(page, live, language.address_of(page.address), request)
            self.log_change(request, begun, f"založen překlad verze {live.number}")
            said = "Překlad je založený. V textu je zatím čeština: přepište ji. Čtenáři nic z toho nevidí."
            self.message_user(request, said, messages.SUCCESS)
        return redirect(admin_address(begun, "change"))

    def translations_now(self, request: Request, page: Page) -> dict[str, Any]:
        """For the form of a Czech page: how it stands in each other language."""
        if not is_translated(page):
            return {}
        may_begin = self.has_add_permission(request) and request.user.has_perm("pages.add_pageversion")
        found = of_czech([page], request.frame.moment)[page.address]
        return {"translations": found, "may_translate": may_begin}

    def original_now(self, request: Request, page: Page, form: TranslationFields) -> dict[str, Any]:
        """For the form of a translation: the Czech text beside it, and what is new in it."""
        if not page.is_translation:
            return {}
        about: dict[str, Any] = {"language": of_path(page.address), "czech_page": czech_page(page)}
        if form.sources is None or form.sources.shown is None:
            return about
        shown, known = form.sources.shown, form.sources.known
        is_older = known is not None and known.number < shown.number and not known.says_the_same(shown)
        return about | {
            "czech_text": shown,
            "czech_body": filled.outline(shown.body, request.frame).html,
            "known": known,
            "news": compared(known, shown) if known and is_older else None,
            "came_meanwhile": form.sources.came_meanwhile,
        }

    def corresponds(self, request: Request, version: PageVersion) -> dict[str, Any]:
        """For the last step before readers: the Czech version that a translation is made from, and a newer one.

        Of a Czech text the languages in which readers will miss what is new in it.
        """
        if is_translated(version.page):
            told = of_czech([version.page], request.frame.moment)[version.page.address]
            return {"older_in": ", ".join(one.language.czech for one in told if one.is_seen)}
        if not version.page.is_translation or version.translated_from is None:
            return {}
        newer = newer_czech(version, request.frame.moment)
        czech = {"translated": version.translated_from, "translated_named": source.named(version.translated_from)}
        return czech | ({"newer": newer, "newer_since": since(newer)} if newer else {})


def _begun(page: Page, live: PageVersion, address: str, request: Request) -> Page:
    above = page.parent and Page.objects.filter(address=of_path(address).address_of(page.parent.address)).first()
    begun = Page.objects.create(
        address=address, kind=Page.Kind.TRANSLATION, parent=above or None, menu_title=page.menu_title
    )
    text = {name: getattr(live, name) for name in ["title", "summary", "body"]}
    publishing.save_draft(PageVersion(page=begun, translated_from=live, **text), request.user)
    return begun
