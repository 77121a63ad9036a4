"""What editors do with the versions of a page in the admin: read and compare them, go back, take back a plan."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from pages.editing.collection.told import as_list
from pages.editing.difference import Text, difference, folded
from pages.editing.event import told as of_event
from pages.editing.one_text import OneText, one_text
from pages.events.state import EventState
from pages.frame.request import Request, framed
from pages.preview import showing
from pages.prose import publishing, states
from pages.prose.page import Page
from pages.prose.versions import PageVersion, Preview
from pages.typography import czech_date
from pages.web.admin_address import admin_address
from pages.web.chips import drawn

VERSIONS_ON_A_PAGE = 50
MOST_REASONS = 100
CHOSEN = "verze"  # the name of both versions in the address of a comparison


class Called(NamedTuple):
    """The words for a page, and its list.

    Attributes:
        whose: what stands before its name when something is its: verze stránky.
        whom: and when something is done to it: zveřejnit stránku.
        write: to begin a new one.
        listed: the name of the list.
        place: by what the menu knows the list; the addresses there begin so.
    """

    whose: str
    whom: str
    write: str = "Napsat stránku"
    listed: str = "Stránky"
    place: str = "pages_page"

    @property
    def list_url(self) -> str:
        """The list."""
        return reverse(f"admin:{self.place}_changelist")


CALLED: dict[str, Called] = {
    Page.Kind.FIXED: Called("stránky", "stránku"),
    Page.Kind.FREE: Called("stránky", "stránku"),
    Page.Kind.MUNICIPALITY: Called("textu obce", "text obce"),
    Page.Kind.NEWS: Called("aktuality", "aktualitu", "Napsat aktualitu", "Aktuality", "pages_newspage"),
    Page.Kind.QUESTION: Called("otázky", "otázku", "Napsat otázku", "Otázky a odpovědi", "pages_questionpage"),
    Page.Kind.TERM: Called("pojmu", "pojem", "Přidat pojem", "Slovník", "pages_termpage"),
    Page.Kind.COLLECTION: Called("sbírky", "sbírku", "Sestavit sbírku", "Sbírky", "pages_collectionpage"),
    Page.Kind.EVENT: Called("akce", "akci", "Napsat akci", "Akce", "pages_eventpage"),
    Page.Kind.TRANSLATION: Called("překladu", "překlad", listed="Překlady", place="pages_translationpage"),
}


def may_publish(request: Request) -> bool:
    """Whether this editor may let readers see a text."""
    return request.user.has_perm("pages.publish_pageversion")


class VersionViews(admin.ModelAdmin):
    """The addresses below a page's form. Who may not change the page reads only; publishing is a right of its own."""

    def get_urls(self) -> list[URLPattern]:
        """Before Django's own, the addresses of these views; what restores or cancels is a POST."""
        views: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("verze/<int:number>/", require_safe(self.version_view), "version"),
            ("porovnat/", require_safe(self.compare_view), "compare"),
            ("verze/<int:number>/obnovit/", require_POST(self.restore_view), "restore"),
            ("verze/<int:number>/zrusit-plan/", require_POST(self.unschedule_view), "unschedule"),
        ]
        return [*self._below_a_page(views), *super().get_urls()]

    def _below_a_page(self, views: Iterable[tuple[str, Callable[..., HttpResponse], str]]) -> list[URLPattern]:
        return [
            path(f"<int:object_id>/{end}", self.admin_site.admin_view(view), name=f"pages_page_{name}")
            for end, view, name in views
        ]

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All versions, the newest first; two of them can be chosen for comparison."""
        ours = framed(request)
        page, moment = self._page(ours, object_id), ours.frame.moment
        versions = states.in_time(page.versions.select_related("created_by", "translated_from"), moment)
        versions = versions.prefetch_related("requests__asked_by", "requests__ended_by").order_by("-number")
        paginator = Paginator(versions, VERSIONS_ON_A_PAGE)
        shown = paginator.get_page(request.GET.get("strana"))
        newest = shown[0].number if shown.number == 1 and len(shown) else None
        live = PageVersion.objects.live(moment).filter(page=page).first()
        context = {
            "title": f"Verze {CALLED[page.kind].whose} {page.menu_title}",
            "step": "Verze a rozdíly",
            "rows": [
                (each, drawn(states.version_states(each, moment, is_newest=each.number == newest))) for each in shown
            ],
            "shown": shown,
            "pages": list(paginator.get_elided_page_range(shown.number)),
            "newest": newest,
            "live": live,
            "is_shown": live is not None and not live.is_withdrawn(moment),
            "ticked": [newest, self._older(list(shown), live)],
            "moment": moment,
            "said": EventState.history.filter(page_id=page.pk).select_related("said_by")[:VERSIONS_ON_A_PAGE],
        }
        return self._answer(ours, page, "history", context)

    def version_view(self, request: Request, object_id: int, number: int) -> HttpResponse:
        """One version as readers see, saw or will see it."""
        version = self._version(request, object_id, number)
        moment, back = request.frame.moment, admin_address(Page, "change", object_id)
        is_newest = not version.page.versions.filter(number__gt=number).exists()
        said = (chip.words for chip in states.version_states(version, moment, is_newest=is_newest))
        note = f"Verze {number}, {', '.join(said)}."
        title = "Náhled." if version.is_published(moment) else Preview().title
        try:
            return showing.rendered(request, version, Preview(title=title, note=note, back=back))
        except Http404:
            text = "Náhled teď nejde ukázat: obec, ke které text patří, na webu není vidět."
            self.message_user(request, text, messages.WARNING)
            return redirect(back)

    def compare_view(self, request: Request, object_id: int) -> HttpResponse:
        """What differs between two versions, by paragraph."""
        page, moment = self._page(request, object_id), request.frame.moment
        chosen = request.GET.getlist(CHOSEN)
        if len(chosen) != 2 or not all(number.isascii() and number.isdigit() for number in chosen):
            self.message_user(request, "Vyberte dvě verze, které chcete porovnat.", messages.WARNING)
            return redirect(admin_address(Page, "history", object_id))
        old, new = (self._version(request, object_id, int(number)) for number in sorted(chosen, key=int))
        newest = publishing.newest(page)
        context = {
            "title": f"Co se změnilo mezi verzemi {old.number} a {new.number}",
            "step": "Co se změnilo",
            "old": old,
            "new": new,
            "difference": compared(old, new),
            "is_waiting": new == newest and new.publish_at is None,
            "choice": self._choice(page, old, new, moment),
        }
        return self._answer(request, page, "compare", context)

    def restore_view(self, request: Request, object_id: int, number: int) -> HttpResponse:
        """A new draft with the text of an old version."""
        version = self._version(request, object_id, number)
        if not (self.has_change_permission(request) and request.user.has_perm("pages.add_pageversion")):
            raise PermissionDenied
        draft = publishing.restore(version, request.user)
        if draft is None:
            self.message_user(request, f"Poslední verze říká totéž co verze {number}, není co obnovovat.")
        else:
            self.log_change(request, version.page, f"vrácen text verze {number}, verze {draft.number}")
            text = f"Verze {number} je obnovená jako koncept, verze {draft.number}. Čtenáři ji uvidí, až ji zveřejníte."
            self.message_user(request, text, messages.SUCCESS)
        return redirect(admin_address(Page, "change", object_id))

    def unschedule_view(self, request: Request, object_id: int, number: int) -> HttpResponse:
        """Take back what was planned and has not come yet."""
        page = self._page(request, object_id, must_publish=True)
        version = self._version(request, object_id, number)
        said = f"Plán u verze {number} je zrušený."
        done = f"zrušeno, co bylo naplánované, verze {number}"
        return self._done(request, page, said, done, publishing.unschedule, version, request.frame.moment, request.user)

    def refused(
        self, request: Request, page: Page, title: str, *, is_known: bool = False, **reasons: list[Any]
    ) -> HttpResponse:
        """Why a page can't go: that readers know it, what links to it, what stands below it."""
        shown = {name: rows[:MOST_REASONS] for name, rows in reasons.items()}
        return self._answer(request, page, "refused", {"title": title, "is_known": is_known, **shown})

    def _done(
        self, request: Request, page: Page, said: str, done: str, action: Callable[..., None], *arguments: Any
    ) -> HttpResponse:
        """Do it and say so, for the log in the words `done`; or say why it can't be done."""
        try:
            action(*arguments)
        except publishing.RefusedError as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.log_change(request, page, done)
            self.message_user(request, said, messages.SUCCESS)
        return redirect(admin_address(page, "change"))

    def _page(self, request: Request, object_id: Any, *, must_publish: bool = False) -> Page:
        if not str(object_id).isascii() or not str(object_id).isdigit():
            raise Http404
        if request.method == "POST":
            publishing.hold(Page(pk=object_id))  # what is asked from here on still holds when it is done
            request.frame = request.frame.anew()
        page = get_object_or_404(Page, pk=object_id)
        if not self.has_view_permission(request, page) or (must_publish and not may_publish(request)):
            raise PermissionDenied
        return page

    def _version(self, request: Request, object_id: int, number: int) -> PageVersion:
        page = self._page(request, object_id)
        versions = states.in_time(PageVersion.objects.select_related("created_by"), request.frame.moment)
        version = get_object_or_404(versions, page=page, number=number)
        version.page = page
        return version

    def _choice(self, page: Page, old: PageVersion, new: PageVersion, moment: datetime) -> list[tuple[int, str]]:
        """The numbers of the newest versions, and of the two, each with when it was written and what it is."""
        live = PageVersion.objects.live(moment).filter(page=page).first()
        newest = page.versions.order_by("-number").only("number", "created_at", "publish_at", "page")
        rows = {row.number: row for row in [*newest[:VERSIONS_ON_A_PAGE], new, old]}
        said = {row.pk: " (koncept)" for row in rows.values() if row.publish_at is None}
        said |= {live.pk: " (na webu)"} if live and not live.is_withdrawn(moment) else {}
        days = {row.pk: czech_date(timezone.localtime(row.created_at)) for row in rows.values()}
        return [(row.number, f"Verze {row.number}, {days[row.pk]}{said.get(row.pk, '')}") for row in rows.values()]

    def _older(self, shown: list[PageVersion], live: PageVersion | None) -> int | None:
        """What the newest is compared with unless the editor chooses: what readers see, or the one before."""
        before = [version.number for version in shown[1:]]
        return live.number if live and live.number in before else next(iter(before), None)

    def _answer(self, request: Request, page: Page, name: str, context: dict[str, Any]) -> HttpResponse:
        called = CALLED[page.kind]
        request.place = called.place
        around = {**self.admin_site.each_context(request), "opts": self.opts, "original": page, "page": page}
        around |= {"called": called}
        around |= {"may_publish": may_publish(request), "may_write": self.has_change_permission(request, page)}
        return render(request, f"admin/pages/page/{name}.html", {**around, **context})


def compared(old: PageVersion, new: PageVersion) -> OneText:
    """What differs between two texts, stored or not."""
    sides = (
        Text(each.title, each.summary, each.body + as_list(each) + of_event.as_list(each), source_of(each))
        for each in (old, new)
    )
    return one_text(folded(difference(*sides)))


def source_of(version: PageVersion) -> str:
    """What a definition comes from, in a line; empty for any other text."""
    return ", ".join(filter(None, [str(version.source or ""), version.provision]))
