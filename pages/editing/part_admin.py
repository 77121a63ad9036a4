"""Lists of their own over pages of one kind, such as news or terms. Each leads to the one form of a page."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Case, F, Model, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from pages.editing.event import listed
from pages.editing.event.copied import again_address
from pages.editing.page_admin import PageAdmin, StateFilter
from pages.editing.translation import listed as translated
from pages.editing.version_views import CALLED
from pages.events import words
from pages.frame.request import framed
from pages.languages.languages import czech_address, of_path
from pages.prose import states
from pages.prose.page import CollectionPage, EventPage, NewsPage, Page, QuestionPage, TermPage, TranslationPage
from pages.prose.states import StatedPage
from pages.web.admin_address import admin_address
from pages.web.chips import drawn


class PartList(ChangeList):
    """Rows that lead to the one form of a page, which keeps its history under one address."""

    def url_for_result(self, result: Model) -> str:
        """The form of the page."""
        return admin_address(Page, "change", result.pk)


class PartAdmin(PageAdmin):
    """The pages of one kind; each is written and published as any page."""

    kind: ClassVar[Page.Kind]
    list_filter = [StateFilter]

    @property
    def add_words(self) -> str:  # type: ignore[override]  # of the kind
        """To begin a new one."""
        return CALLED[self.kind].write

    def get_urls(self) -> list[URLPattern]:
        """The list alone; forms are those of pages."""
        views: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("", self.changelist_view, "changelist"),
            ("add/", self.to_new_page, "add"),
            ("<int:object_id>/change/", self.to_page, "change"),
        ]
        place = CALLED[self.kind].place
        return [path(end, self.admin_site.admin_view(view), name=f"{place}_{name}") for end, view, name in views]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatedPage]:
        """Those of the kind alone."""
        return super().get_queryset(request).filter(kind=self.kind)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        """The one whose rows lead to pages."""
        return PartList

    def to_new_page(self, request: HttpRequest) -> HttpResponse:
        """On to the form of a new page that will be one of the kind."""
        return redirect(f"{admin_address(Page, 'add')}?{urlencode({'kind': self.kind})}")

    def to_page(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """On to the form of the page."""
        return redirect(admin_address(Page, "change", object_id))


@admin.register(NewsPage)
class NewsAdmin(PartAdmin):
    """News, what is being written first, then the newest."""

    kind = Page.Kind.NEWS
    counted = "aktualita,aktuality,aktualit"
    intro = "Zprávy s datem. Nejnovější stojí na webu nahoře a tři z nich i na úvodní stránce."
    when_empty = "Aktuality říkají, co se v projektu právě děje. Napište první."
    list_display = ["shown_title", "state", "written"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """Drafts, then by the day on which readers saw them."""
        return [F("live_from").desc(nulls_first=True), "-id"]

    @admin.display(description="aktualita", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)


@admin.register(QuestionPage)
class QuestionAdmin(PartAdmin):
    """Questions as readers find them: by who asks, then in their order."""

    kind = Page.Kind.QUESTION
    counted = "otázka,otázky,otázek"
    intro = (
        "Na co se lidé ptají nejčastěji. Čtenáři najdou otázky i s odpověďmi na jedné stránce, podle toho, kdo se ptá."
    )
    when_empty = "Otázky odpovídají na to, na co se lidé ptají pořád dokola. Napište první."
    list_display = ["shown_title", "reader", "position", "state", "written"]
    list_filter = [StateFilter, "reader"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By who asks, in the order of the page."""
        readers = [When(reader=reader, then=Value(place)) for place, reader in enumerate(Page.Reader)]
        return [Case(*readers, default=Value(len(readers))), "position", "id"]

    @admin.display(description="otázka", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)


@admin.register(TermPage)
class TermAdmin(PartAdmin):
    """The terms of the glossary by their addresses, which sort as names without diacritics do."""

    kind = Page.Kind.TERM
    counted = "pojem,pojmy,pojmů"
    intro = "Co znamenají slova, kterými se o sociálním bydlení mluví. Texty na webu na ně samy odkazují."
    when_empty = "Slovník vysvětluje slova, kterým nemusí každý rozumět. Přidejte první pojem."
    list_display = ["shown_title", "state", "written"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By the name."""
        return ["address"]

    @admin.display(description="pojem", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)


@admin.register(CollectionPage)
class CollectionAdmin(PartAdmin):
    """The collections of documents by their addresses, as terms."""

    kind = Page.Kind.COLLECTION
    counted = "sbírka,sbírky,sbírek"
    intro = "Sbírka spojí dokumenty, které patří k sobě, seřadí je a přidá úvod. Odkaz na ni je na stránce Dokumenty."
    when_empty = "Sbírka vybere ze všech dokumentů ty, které někdo potřebuje. Sestavte první."
    list_display = ["shown_title", "state", "written"]

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By the name."""
        return ["address"]

    @admin.display(description="sbírka", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)


@admin.register(EventPage)
class EventAdmin(PartAdmin):
    """Events, what is being written first, then the latest written."""

    kind = Page.Kind.EVENT
    counted = "akce,akce,akcí"
    intro = "Semináře, konference a setkání. Až akce skončí, přejde sama mezi ty, které proběhly."
    when_empty = "Akce říkají, kam může kdo přijít. Napište první."
    list_display = ["shown_title", "when", "state", "written", "again"]
    list_filter = [StateFilter, listed.WhenFilter]

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatedPage]:
        """With their days."""
        return listed.with_days(super().get_queryset(request), framed(request).frame.moment)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """What comes first."""
        return listed.in_order()

    @admin.display(description="akce", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)

    @admin.display(description="kdy", ordering="day")
    def when(self, page: StatedPage) -> str:
        """The day and the hours; of an event that was moved the new ones."""
        is_at = listed.now(page).when
        return words.when(is_at) if is_at else "zatím bez dne"

    @admin.display(description="stav")
    def state(self, page: StatedPage) -> SafeString:
        """Also what became of the event."""
        return drawn([*states.states(page), *listed.chips(page)])

    @admin.display(description="znovu")
    def again(self, page: StatedPage) -> SafeString:
        """To begin another one like it."""
        link = '<a class="nb" href="{}">Nová podle této<span class="vh"> – {}</span></a>'
        return format_html(link, again_address(page.pk), self.shown_title(page))


@admin.register(TranslationPage)
class TranslationAdmin(PartAdmin):
    """Translations by language; each is begun on the form of its Czech page."""

    kind = Page.Kind.TRANSLATION
    counted = "překlad,překlady,překladů"
    intro = "Stránky v jiných jazycích. Nový překlad založíte u české stránky, v části Překlady."
    when_empty = "Překlad založíte u české stránky: otevřete ji ve Stránkách a najděte část Překlady."
    list_display = ["shown_title", "of", "language", "state", "written"]
    list_filter = [translated.LanguageFilter, StateFilter, translated.FreshFilter]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """For nobody here: one is of a Czech page."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet[StatedPage]:
        """With whether their readers miss something."""
        return translated.with_staleness(super().get_queryset(request), framed(request).frame)

    def get_ordering(self, request: HttpRequest) -> list[Any]:
        """By language, then as their addresses sort."""
        return ["address"]

    @admin.display(description="překlad", ordering="menu_title")
    def shown_title(self, page: StatedPage) -> str:
        """As of any page."""
        return super().shown_title(page)

    @admin.display(description="česká stránka")
    def of(self, page: StatedPage) -> str:
        """Its address."""
        return czech_address(page.address)

    @admin.display(description="jazyk")
    def language(self, page: StatedPage) -> str:
        """As editors call it."""
        return of_path(page.address).czech

    @admin.display(description="stav")
    def state(self, page: StatedPage) -> SafeString:
        """Also whether its readers miss something."""
        return drawn([*states.states(page), *translated.chips(page)])
