"""The frame around every page: one moment, one set of facts."""

from collections.abc import Callable, Hashable, Mapping
from copy import copy
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeGuard

from django.utils import timezone
from django.utils.translation import override

from pages.frame import memory
from pages.languages.languages import CZECH
from pages.prose.page import Page
from pages.prose.versions import PageVersion, Preview, is_hidden

NAMELESS = "Web projektu"


class Frame:
    """What one request shows beside its own content: `frame.project` in templates, `frame["project"]` in Python.

    A frame that is withheld is for pages that outlive their moment: nothing on them may say what holds just now.
    """

    made: dict[Hashable, Any] | None = None  # what pages share that are made one after the other in one frame

    def __init__(
        self,
        moment: datetime,
        values: dict[str, Any] | None = None,
        *,
        is_withheld: bool = False,
        preview: Preview | None = None,
        shares: bool = False,
    ):
        self.moment = moment
        self.is_withheld = is_withheld
        self.preview = preview
        self._may_share = shares and preview is None
        if values is not None:
            self.values = values

    def anew(self) -> "Frame":
        """The frame of a request that has waited for others: what they did was done before its moment."""
        return Frame(timezone.now(), is_withheld=self.is_withheld, preview=self.preview)

    @cached_property
    def values(self) -> dict[str, Any]:
        """The facts by name; those of the content version, unless others were given."""
        return self._facts.values

    @cached_property
    def _facts(self) -> memory.Facts:
        return memory.facts()

    @property
    def shares(self) -> bool:
        """Whether the page is one of many that are made of the same facts: not a preview, not at another moment."""
        return self._may_share and self._facts.hold_at(self.moment)

    def shared(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make()` gives, made in Czech, once for all pages of the same facts; the key names all else that counts.

        Addresses that are named on a page of another language are Czech ones, as they are in rows.
        """
        made = self._facts.made if self.shares else self.made
        if made is not None and key in made:
            return made[key]
        with override(CZECH.code):
            value = make()
        if made is not None:
            made[key] = value
        return value

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """The fact, or None where it was not lent or there is no row yet."""
        return self.values.get(name)

    @property
    def site_name(self) -> str:
        """What the site is called; in a word for any site while there is no project."""
        project = self.get("project")
        return project.short_name if project else NAMELESS

    @cached_property
    def translated(self) -> Mapping[str, str]:
        """By its address what each translation that has a text here is called in a menu.

        In a preview those count that are still to come, and those of a language that is off.
        """
        if self.preview is None:
            return self.get("translations") or {}
        seen = PageVersion.objects.seen(self.moment, self.preview).filter(page__kind=Page.Kind.TRANSLATION)
        pages = [version.page for version in seen.select_related("page").defer("body") if self._shows(version)]
        typed = [self.preview.typed.page] if self.preview.typed else []
        return {page.address: page.menu_title for page in [*pages, *typed]}

    @property
    def today(self) -> date:
        """The day of the moment, in Prague."""
        return timezone.localdate(self.moment)

    @property
    def is_closed(self) -> bool:
        """Whether the project has ended by its editors' word, on what outlives its moment too: an end does not pass."""
        project = self.get("project")
        return project is not None and project.is_closed(self.moment)

    def version_at(self, address: str) -> PageVersion | None:
        """The version of the page at `address` that is to be shown here, withdrawn or not."""
        if not self.shares:
            return Page.objects.version_at(address, self.moment, self.preview)
        return copy(self._live_versions.get(address))  # what a view does to it stays there

    def text_at(self, address: str) -> PageVersion:
        """What the page at `address` says here; empty without a live version. Raises Http404 without such a page."""
        version = self.version_at(address) if self.shares else None
        return version if self._shows(version) else Page.objects.text_at(address, self.moment, self.preview)

    def texts_of(self, pages: list[Page]) -> list[PageVersion]:
        """What each of the pages says here; empty without a live version."""
        if not self.shares:
            return Page.objects.texts_of(pages, self.moment, self.preview)
        versions = [(page, self.version_at(page.address)) for page in pages]
        return [version if self._shows(version) else page.without_text() for page, version in versions]

    def texts_below(self, page: Page) -> list[PageVersion]:
        """What the free pages right below the page say here, in the order of their addresses."""
        if self.shares:
            versions = [
                version
                for version in self._live_versions.values()
                if version.page.parent_id == page.pk and version.page.kind == Page.Kind.FREE
            ]
        else:
            versions = Page.objects.versions_below(page, self.moment, self.preview)
        return sorted(filter(self._shows, versions), key=lambda version: version.page.address)

    def texts_of_kind(self, kind: str) -> list[PageVersion]:
        """What the pages of one kind say here, in no order."""
        if self.shares:
            versions = [version for version in self._live_versions.values() if version.page.kind == kind]
        else:
            versions = Page.objects.versions_of(kind, self.moment, self.preview)
        return [version for version in versions if self._shows(version)]

    @property
    def _live_versions(self) -> dict[str, PageVersion]:
        return self.shared("texts", lambda: Page.objects.live_versions(self.moment))

    def _shows(self, version: PageVersion | None) -> TypeGuard[PageVersion]:
        return not is_hidden(version, self.moment, self.preview)


def in_memory() -> Frame:
    """A frame for what goes on without the database: the facts as they were read last, nothing of the moment."""
    return Frame(timezone.now(), memory.held().values, is_withheld=True)
