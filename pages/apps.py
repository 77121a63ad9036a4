from functools import partial

from django.apps import AppConfig
from django.utils import timezone

from pages import registry


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Projekt a stránky"

    def ready(self):
        from pages import (  # noqa: PLC0415 - they need the models, ready only now
            accessibility_lines,
            document_lines,
            document_versions,
            in_prose,
            news,
            notices,
            search,
            versions,
        )

        registry.lend_fact("project", self.get_model("Project").objects.the_one)
        registry.lend_fact("menu", self.get_model("Page").objects.menu)
        registry.lend_fact("pages_above", self.get_model("Page").objects.above_free_ones)
        registry.lend_fact("terms_of_use", self.get_model("TermsOfUse").objects.chosen)
        # Read with the facts and so as old as they are; what has turned before can change nothing any more.
        registry.lend_fact("turns", lambda: versions.PageVersion.objects.turns(timezone.now()))
        registry.expect_change(versions.next_change)
        registry.add_entries(search.entries)
        for name, (label, field) in in_prose.PLACEHOLDERS.items():
            registry.add_placeholder(name, label, partial(in_prose.value, field=field))
        registry.guard_facts(in_prose.facts)
        facts = ["Source", "Project", "AccessibilityStatement", "KnownFault", "TermsOfUse"]
        for name in [*facts, "Page", "PageVersion", "WordForms"]:
            registry.watch(self.get_model(name))
        document_versions.register()
        news.register()
        notices.register()
        document_lines.register()
        accessibility_lines.register()
