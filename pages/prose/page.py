"""Prose: the pages of the site as places for texts. What a page says is in its versions."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib.redirects.models import Redirect
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Case, Exists, F, Q, When
from django.shortcuts import get_object_or_404

from pages import registry
from pages.prose.notices import Notice
from pages.prose.versions import PageVersion, Preview, is_hidden
from pages.web.parts import is_off

NEWS_ADDRESS, QUESTIONS_ADDRESS, TERMS_ADDRESS = "/aktuality/", "/otazky/", "/slovnik/"
DOCUMENTS_ADDRESS, COLLECTIONS_ADDRESS, EVENTS_ADDRESS = "/dokumenty/", "/dokumenty/sbirky/", "/akce/"
# From a page up to the home page there are at most so many steps, so that one query fetches the whole way.
WAY_UP = "parent__parent__parent"
OF_EVENT = ("event", "page__event_state")  # what an event has beside its text
LONGEST_MENU_TITLE = 60
ABOVE_ITSELF = "Stránka nemůže být pod sebou samou."


class PageManager(models.Manager["Page"]):
    """Pages with what they say at a moment, and those around every page."""

    def around_every_page(self) -> tuple[list["Page"], list["Page"], frozenset[int], bool, bool]:
        """The pages of the main menu in their order, without the parts that have nothing to show; then other parts.

        Then the keys of the pages below which editors put pages, so that all others need not be asked for them; and
        whether there are any notices, and any former addresses, to ask for.
        """
        parts = registry.offered_parts()
        empty_parts = [Q(address=address) & ~Exists(rows) for address, rows in parts.items()]
        in_foot = Q(kind=Page.Kind.FIXED, address__in=parts)
        asked = self.filter(Q(menu_position__isnull=False) | Q(kind=Page.Kind.FREE) | in_foot).order_by("menu_position")
        is_empty = Case(*(When(part, then=True) for part in empty_parts), default=False)
        has_notices, has_former = Exists(Notice.objects.now_or_later()), Exists(Redirect.objects.all())
        found = asked.annotate(is_empty=is_empty, has_notices=has_notices, has_former=has_former)
        pages = [page for page in found if not is_off(page.address)]
        menu: list[Page] = [page for page in pages if page.menu_position is not None and not page.is_empty]
        beside = [page for page in pages if page.is_fixed and page.menu_position is None and not page.is_empty]
        foot: list[Page] = sorted(beside, key=lambda page: list(parts).index(page.address))
        above = frozenset(page.parent_id for page in pages if page.is_free and page.parent_id)
        return menu, foot, above, any(page.has_notices for page in pages), any(page.has_former for page in pages)

    def texts_of(self, pages: list["Page"], moment: datetime, preview: Preview | None = None) -> list[PageVersion]:
        """What each of the pages says at `moment`, or in a preview; without a live version it is an empty text."""
        texts = {page.pk: page.without_text() for page in pages}
        for version in PageVersion.objects.seen(moment, preview).filter(page__in=pages):
            if not is_hidden(version, moment, preview):
                version.page = texts[version.page_id].page
                texts[version.page_id] = version
        return [(preview and preview.typed_at(text.page.address)) or text for text in texts.values()]

    def text_at(self, address: str, moment: datetime, preview: Preview | None = None) -> PageVersion:
        """What the page at `address` says at `moment`, or in a preview.

        Without a live version it is an empty text under the page's menu title, so that the facts around it still show.

        Raises:
            Http404: there is no such page.
        """
        version = self.version_at(address, moment, preview)
        if version is None or is_hidden(version, moment, preview):
            return get_object_or_404(self.select_related(WAY_UP), address=address).without_text()
        return version

    def live_versions(self, moment: datetime) -> dict[str, PageVersion]:
        """By the address of each page the version that readers see at `moment`, withdrawn or not."""
        versions = PageVersion.objects.live(moment).select_related(f"page__{WAY_UP}", *OF_EVENT, "source")
        return {version.page.address: version for version in versions}

    def versions_below(self, page: "Page", moment: datetime, preview: Preview | None = None) -> list[PageVersion]:
        """The versions of the free pages right below the page, live or in a preview, withdrawn or not."""
        seen = PageVersion.objects.seen(moment, preview).filter(page__parent=page, page__kind=Page.Kind.FREE)
        return list(seen.select_related("page").defer("body"))

    def versions_of(self, kind: str, moment: datetime, preview: Preview | None = None) -> list[PageVersion]:
        """The versions of all pages of one kind, live or in a preview, withdrawn or not."""
        seen = PageVersion.objects.seen(moment, preview).filter(page__kind=kind)
        return list(seen.select_related("page", *OF_EVENT, "source"))

    def version_at(self, address: str, moment: datetime, preview: Preview | None = None) -> PageVersion | None:
        """The version of the page at `address` that is live at `moment` or in a preview, withdrawn or not."""
        if preview and (typed := preview.typed_at(address)):
            return typed
        seen = PageVersion.objects.seen(moment, preview).filter(page__address=address)
        return seen.select_related(f"page__{WAY_UP}", *OF_EVENT, "source").first()


class Page(models.Model):
    """A place for prose on the site: an address and its position in the tree. What it says is in its versions."""

    class Kind(models.TextChoices):
        FIXED = "fixed", "pevná stránka"
        MUNICIPALITY = "municipality", "text obce"
        FREE = "free", "volná stránka"
        NEWS = "news", "aktualita"
        QUESTION = "question", "otázka"
        TERM = "term", "pojem"
        COLLECTION = "collection", "sbírka dokumentů"
        EVENT = "event", "akce"
        TRANSLATION = "translation", "překlad"

    class Reader(models.TextChoices):
        """Who asks a question, in their own words."""

        SEEKER = "hledam", "Hledám bydlení"
        MUNICIPALITY = "obec", "Jsem z obce"
        HELPER = "pomaham", "Pomáhám lidem s bydlením"

    OF_EDITORS = (Kind.FREE, Kind.NEWS, Kind.QUESTION, Kind.TERM, Kind.COLLECTION, Kind.EVENT)
    # Where all pages of a kind stand; those of no other kind do.
    PARTS: ClassVar[dict[str, str]] = {
        Kind.NEWS: NEWS_ADDRESS,
        Kind.QUESTION: QUESTIONS_ADDRESS,
        Kind.TERM: TERMS_ADDRESS,
        Kind.COLLECTION: COLLECTIONS_ADDRESS,
        Kind.EVENT: EVENTS_ADDRESS,
    }
    APART = (*PARTS, Kind.TRANSLATION)  # the kinds that have a list of their own in the admin
    # The page above those of a kind, where it is none at the address of the part.
    ABOVE: ClassVar[dict[str, str]] = {Kind.COLLECTION: DOCUMENTS_ADDRESS}

    address = models.CharField(
        "adresa",
        max_length=200,
        unique=True,
        validators=[RegexValidator(r"^/([a-z0-9-]+/)*$", "Adresa vypadá takto: /o-projektu/")],
    )
    kind = models.CharField("druh", max_length=20, choices=Kind, default=Kind.FIXED)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, verbose_name="nadřazená stránka", related_name="children"
    )
    menu_title = models.CharField(
        "název v menu", max_length=LONGEST_MENU_TITLE, help_text="Krátký název, např. O projektu."
    )
    menu_position = models.PositiveSmallIntegerField("pořadí v hlavním menu", null=True, blank=True, unique=True)
    # Of a question. The database has the defaults too, for code that knows nothing of the fields yet.
    reader = models.CharField("kdo se ptá", max_length=20, choices=Reader, blank=True, default="", db_default="")
    position = models.PositiveSmallIntegerField(
        "pořadí", default=0, db_default=0, help_text="Menší číslo stojí výš. Když ho neměníte, stojí starší otázky výš."
    )

    saved: PageVersion | None  # in the admin: the draft that was just saved
    came_meanwhile: PageVersion | None  # and of a translation the Czech text that is newer than the one it was made of

    objects = PageManager()

    class Meta:
        verbose_name = "stránka"
        verbose_name_plural = "stránky"
        ordering = ["address"]
        constraints = [
            models.CheckConstraint(
                name="page_address_begins_and_ends_with_a_slash",
                condition=Q(address__startswith="/") & Q(address__endswith="/"),
                violation_error_message="Adresa začíná i končí lomítkem.",
            ),
            models.CheckConstraint(
                name="page_kind_is_known",
                condition=Q(
                    kind__in=[
                        *("fixed", "municipality", "free", "news", "question", "term", "collection", "event"),
                        "translation",
                    ]
                ),
                violation_error_message="Tento druh stránky neznáme.",
            ),
            models.CheckConstraint(
                name="page_of_a_question_says_who_asks",
                condition=Q(kind="question", reader__in=["hledam", "obec", "pomaham"])
                | ~Q(kind="question") & Q(reader=""),
                violation_error_message="U otázky vyberte, kdo se ptá. Jinam to nepatří.",
            ),
            models.CheckConstraint(
                name="page_is_not_its_own_parent",
                condition=~Q(parent=F("id")),
                violation_error_message=ABOVE_ITSELF,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.menu_title} ({self.address})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Django's, but in no circle: the way up from every page ends.

        Raises:
            ValidationError: the page would stand above itself; with a Czech message.
        """
        above, passed = self.parent, {self.pk} - {None}
        while above:
            if above.pk in passed:
                raise ValidationError(ABOVE_ITSELF)
            passed.add(above.pk)
            above = above.parent
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Its own address, whether or not readers can open it."""
        return self.address

    def is_hidden(self, frame: Any) -> bool:
        """Whether the page belongs in the frame's menu or foot and is not there: its part has nothing to show."""
        is_part = self.menu_position is not None or (self.is_fixed and self.address in self.PARTS.values())
        return is_part and self not in [*(frame.get("menu") or []), *(frame.get("foot") or [])]

    @property
    def is_fixed(self) -> bool:
        """Whether the page belongs to the site itself: it can neither be withdrawn nor deleted."""
        return self.kind == self.Kind.FIXED

    @property
    def is_free(self) -> bool:
        """Whether an editor made the page, so that it may move and go."""
        return self.kind in self.OF_EDITORS

    @property
    def is_translation(self) -> bool:
        """Whether it says in another language what a Czech page says; its address follows from that one's."""
        return self.kind == self.Kind.TRANSLATION

    @property
    def slug(self) -> str:
        """The last part of the address."""
        return self.address.strip("/").rpartition("/")[2]

    @property
    def trail(self) -> list["Page"]:
        """The pages above this one, the home page first."""
        above: list[Page] = []
        page = self.parent
        while page:
            above.insert(0, page)
            page = page.parent
        return above

    def without_text(self) -> PageVersion:
        """An unsaved, empty text under the menu title."""
        return PageVersion(page=self, title=self.menu_title)


class NewsPage(Page):
    """News as editors know them: a list of their own. Whatever is done to one is done to its page."""

    class Meta:
        proxy = True
        default_permissions = ("add", "view")
        verbose_name = "aktualita"
        verbose_name_plural = "aktuality"


class QuestionPage(Page):
    """A question as editors know it, likewise: its title asks, its text answers."""

    class Meta:
        proxy = True
        default_permissions = ("add", "view")
        verbose_name = "otázka"
        verbose_name_plural = "otázky"


class TermPage(Page):
    """A term of the glossary, likewise: its text says what it means."""

    class Meta:
        proxy = True
        default_permissions = ("add", "view")
        verbose_name = "pojem"
        verbose_name_plural = "pojmy"


class CollectionPage(Page):
    """A collection of documents, likewise: its text introduces them, each version says which they are."""

    class Meta:
        proxy = True
        default_permissions = ("add", "view")
        verbose_name = "sbírka"
        verbose_name_plural = "sbírky"


class EventPage(Page):
    """An event, likewise: its text says what it is about, each version has typed facts of when and where it is."""

    class Meta:
        proxy = True
        default_permissions = ("add", "view")
        verbose_name = "akce"
        verbose_name_plural = "akce"


class TranslationPage(Page):
    """A translation as editors know it, likewise; it is begun on the form of its Czech page."""

    class Meta:
        proxy = True
        default_permissions = ("view",)
        verbose_name = "překlad"
        verbose_name_plural = "překlady"
