"""The translations that come with a new site, for tests that want a site without them."""

from pages.models import LoadedEntry, Page, PageVersion


def forget_translations():
    """The site as before the release that brought them."""
    pages = Page.objects.filter(kind=Page.Kind.TRANSLATION)
    PageVersion.objects.filter(page__in=pages)._raw_delete("default")
    LoadedEntry.objects.filter(key__in=[f"page:{page.address}" for page in pages]).delete()
    pages.update(parent=None)
    pages.delete()
