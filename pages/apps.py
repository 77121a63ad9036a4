from django.apps import AppConfig

from pages import registry


class PagesConfig(AppConfig):
    name = "pages"
    verbose_name = "Projekt a stránky"

    def ready(self):
        registry.lend_fact("project", self.get_model("Project").objects.the_one)
        registry.lend_fact("menu", self.get_model("Page").objects.menu)
        for name in ["Source", "Project", "AccessibilityStatement", "Page", "PageVersion"]:
            registry.watch(self.get_model(name))
