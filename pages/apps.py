"""What Django calls when it starts: this app hands its own facts, texts and lines to the registry."""

from functools import partial

from django.apps import AppConfig
from django.utils import timezone

from pages import registry


class PagesConfig(AppConfig):
    """The ground floor: texts, facts, documents."""

    name = "pages"
    verbose_name = "Projekt a stránky"

    def ready(self) -> None:
        """Register everything that pages itself lends, as the apps above do from their own `ready()`."""
        # Here, because they need the models, which are ready only now.
        from pages import addresses, in_prose, search, turns  # noqa: PLC0415
        from pages.accessibility import lines as accessibility_lines  # noqa: PLC0415
        from pages.documents import lines as document_lines  # noqa: PLC0415
        from pages.documents import versions as document_versions  # noqa: PLC0415
        from pages.documents.listing import collections  # noqa: PLC0415
        from pages.events import listing as events  # noqa: PLC0415
        from pages.external import told  # noqa: PLC0415
        from pages.facts import closing  # noqa: PLC0415
        from pages.facts.project import Project  # noqa: PLC0415
        from pages.facts.translated import FactTranslation  # noqa: PLC0415
        from pages.images import pictures  # noqa: PLC0415
        from pages.open_data.terms_of_use import TermsOfUse  # noqa: PLC0415
        from pages.prose import moving, notices, translations  # noqa: PLC0415
        from pages.prose.page import Page  # noqa: PLC0415
        from pages.reading import news, questions, terms  # noqa: PLC0415
        from pages.upkeep import WordForms  # noqa: PLC0415

        registry.lend_fact("project", Project.objects.the_one)
        around = ["menu", "foot", "pages_above", "has_notices", "has_former_addresses"]
        registry.lend_facts(around, Page.objects.around_every_page)
        registry.lend_fact("translations", translations.live_titles)
        registry.lend_fact("translated", FactTranslation.objects.table)
        registry.lend_on_demand("led_on", lambda facts: moving.present_addresses(facts, timezone.now()))
        registry.lend_on_demand("word_forms", lambda _facts: WordForms.objects.table())
        registry.lend_on_demand("terms_of_use", lambda _facts: TermsOfUse.objects.chosen())
        registry.lend_on_demand("turns", lambda _facts: turns.all_turns())
        registry.expect_change(turns.next_change)
        registry.expect_change(closing.next_change)
        registry.add_addresses(addresses.addresses)
        registry.add_entries(search.entries)
        registry.add_links(addresses.links)
        for name, (label, field) in in_prose.PLACEHOLDERS.items():
            registry.add_placeholder(name, label, partial(in_prose.value, field=field))
        registry.guard_facts(in_prose.facts)
        facts = ["Source", "Project", "AccessibilityStatement", "KnownFault", "TermsOfUse"]
        languages = ["FactTranslation", "LanguageState"]
        for name in [*facts, *languages, "EventState", "Page", "PageVersion", "TextVerification", "WordForms"]:
            registry.watch(self.get_model(name))
        document_versions.register()
        collections.register()
        pictures.register()
        news.register()
        events.register()
        questions.register()
        terms.register()
        notices.register()
        document_lines.register()
        told.register()
        accessibility_lines.register()
