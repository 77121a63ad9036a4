"""„Překlady údajů“ in the admin: what the Czech words of facts are in other languages, and which have none yet."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from pages.facts.admin import HistoryAdmin
from pages.facts.translated import FactTranslation, untranslated
from pages.frame.frame import Frame
from pages.frame.request import framed
from pages.web.admin_address import admin_address


@admin.register(FactTranslation)
class FactTranslationAdmin(HistoryAdmin):
    """By the Czech words; a translation whose words stand on the site no more is not shown there either."""

    add_words = "Přeložit údaj"
    save_words = "Uložit a zveřejnit"
    counted = "překlad údaje,překlady údajů,překladů údajů"
    intro = "Názvy a další slova z údajů, jak je řeknou stránky v jiných jazycích. Co překlad nemá, je tam česky."
    when_empty = "Stránky v jiných jazycích zatím říkají údaje česky."
    change_list_template = "admin/pages/facttranslation/change_list.html"
    list_display = ["czech", "language", "text"]
    list_filter = ["language"]
    search_fields = ["czech", "text"]
    search_help_text = "Česká slova nebo překlad"
    fieldsets = [(None, {"fields": ["language", "czech", "text"]})]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """With the facts of the project that have none yet, each with the way to write it."""
        missing = [
            (language.label, words, f"{admin_address(FactTranslation, 'add')}?{asked}")
            for language, words in missing_now(framed(request).frame)
            for asked in [urlencode({"language": language, "czech": words})]
        ]
        return super().changelist_view(request, {**(extra_context or {}), "missing": missing})


def missing_now(frame: Frame) -> list[tuple[FactTranslation.Language, str]]:
    """By language the Czech words of the project's facts that it has no words for."""
    project, table = frame.get("project"), frame.get("translated") or {}
    if project is None:
        return []
    return [(one, words) for one in FactTranslation.Language for words in untranslated(project, table, one)]
