"""What editors do with the versions of a page in the admin: read, compare, publish, withdraw, restore."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe

from pages.editing import gate_check
from pages.editing.difference import Row, Text, difference, folded
from pages.editing.publish_forms import MomentForm, PublishForm, WithdrawForm
from pages.frame.request import Request, framed
from pages.preview import showing
from pages.prose import moving, publishing, states
from pages.prose.page import Page
from pages.prose.states import when
from pages.prose.verifications import TextVerification
from pages.prose.versions import PageVersion, Preview
from pages.web.admin_address import admin_address

VERSIONS_ON_A_PAGE = 50
MOST_REASONS = 100


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
            ("zverejnit/", self.publish_view, "publish"),
            ("stahnout/", self.withdraw_view, "withdraw"),
            ("overit/", self.verify_view, "verify"),
            ("verze/<int:number>/obnovit/", require_POST(self.restore_view), "restore"),
            ("verze/<int:number>/zrusit-plan/", require_POST(self.unschedule_view), "unschedule"),
        ]
        own = [
            path(f"<int:object_id>/{end}", self.admin_site.admin_view(view), name=f"pages_page_{name}")
            for end, view, name in views
        ]
        return own + super().get_urls()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """All versions, the newest first; two of them can be chosen for comparison."""
        ours = framed(request)
        page, moment = self._page(ours, object_id), ours.frame.moment
        versions = page.versions.select_related("created_by").order_by("-number")
        paginator = Paginator(versions, VERSIONS_ON_A_PAGE)
        shown = paginator.get_page(request.GET.get("strana"))
        live = PageVersion.objects.live(moment).filter(page=page).first()
        context = {
            "title": "Verze textu",
            "rows": [(version, states.version_state(version, live, moment)) for version in shown],
            "shown": shown,
            "pages": list(paginator.get_elided_page_range(shown.number)),
            "newest": shown[0].number if shown.number == 1 and len(shown) else None,
            "older": self._older(list(shown), live),
            "moment": moment,
        }
        return self._answer(ours, page, "history", context)

    def version_view(self, request: Request, object_id: int, number: int) -> HttpResponse:
        """One version as readers see, saw or will see it."""
        version = self._version(request, object_id, number)
        moment, back = request.frame.moment, admin_address(Page, "change", object_id)
        live = PageVersion.objects.live(moment).filter(page=version.page).first()
        note = f"Verze {version.number}, {states.version_state(version, live, moment)}."
        title = "Náhled." if version.is_published(moment) else Preview().title
        try:
            return showing.rendered(request, version, Preview(title=title, note=note, back=back))
        except Http404:
            text = "Náhled teď nejde ukázat: obec, ke které text patří, na webu není vidět."
            self.message_user(request, text, messages.WARNING)
            return redirect(back)

    def compare_view(self, request: Request, object_id: int) -> HttpResponse:
        """What differs between two versions, by paragraph."""
        page = self._page(request, object_id)
        chosen = [request.GET.get(name, "") for name in ["starsi", "novejsi"]]
        if not all(number.isascii() and number.isdigit() for number in chosen):
            self.message_user(request, "Vyberte dvě verze, které chcete porovnat.", messages.WARNING)
            return redirect(admin_address(Page, "history", object_id))
        old, new = (self._version(request, object_id, int(number)) for number in sorted(chosen, key=int))
        context = {"title": "Rozdíl verzí", "old": old, "new": new, "rows": compared(old, new)}
        return self._answer(request, page, "compare", context)

    def publish_view(self, request: Request, object_id: int) -> HttpResponse:
        """The last step before readers: what the gate says, what changes for them, and when."""
        page = self._page(request, object_id, must_publish=True)
        version, moment = publishing.newest(page), request.frame.moment
        if version is None or version.publish_at is not None:
            self.message_user(request, "Není co zveřejnit: poslední verze už je zveřejněná nebo naplánovaná.")
            return redirect(admin_address(Page, "change", object_id))
        live = PageVersion.objects.live(moment).filter(page=page).first()
        initial = {"number": version.number, "change_note": version.change_note, "live": _seen(live)}
        form = PublishForm(request.POST or None, initial=initial, now=moment, is_first=live is None)
        problems = gate_check.check(version, form.cleaned_data["at"] if form.is_valid() else moment, request.frame)
        if form.is_valid() and not any(problem.is_error for problem in problems):
            if form.cleaned_data["number"] != version.number:
                form.ask_again(f"Mezitím vznikla verze {version.number}. Podívejte se na ni, než text zveřejníte.")
            elif form.has_moved:
                form.ask_again("Mezitím se změnilo, co čtenáři vidí. Podívejte se na to, než text zveřejníte.")
            elif form.is_seen:
                return self._publish(request, version, form)
            else:
                form.ask_to_confirm()
        context = {
            "title": "Zveřejnit text",
            "form": form,
            "version": version,
            "live": live,
            "is_back": live is not None and live.is_withdrawn(moment),
            "rows": compared(live, version) if live else [],
            "problems": problems,
            "is_stopped": any(problem.is_error for problem in problems),
            "later": page.versions.scheduled(moment).order_by("publish_at"),
        }
        return self._answer(request, page, "publish", context)

    def withdraw_view(self, request: Request, object_id: int) -> HttpResponse:
        """Take the page's text away from readers, unless other texts link to it."""
        page, moment = self._page(request, object_id, must_publish=True), request.frame.moment
        live = PageVersion.objects.shown(moment).filter(page=page).select_related("page").first()
        if live is None or page.is_fixed or live.withdrawn_at:
            self.message_user(request, "Tady není co vzít z webu.", messages.WARNING)
            return redirect(admin_address(Page, "change", object_id))
        linking = moving.linking_to(page, moment) if page.is_free else []
        if linking:
            return self.refused(request, page, "Vzít text z webu", linking=linking)
        form = WithdrawForm(request.POST or None, initial={"live": _seen(live)}, now=moment)
        if request.method == "POST" and form.is_valid():
            if form.has_moved:
                form.ask_again(f"Mezitím se změnilo, co čtenáři vidí: teď je to verze {live.number}.")
            elif form.is_seen:
                reason = form.cleaned_data["reason"]
                said = f"Text {_from(form)} nebude vidět. Důvod: {reason}"
                done = f"vzato z webu, verze {live.number}{_later(form)}: {reason}"
                return self._done(request, page, said, done, publishing.withdraw, live, form.cleaned_data["at"], reason)
            else:
                form.ask_to_confirm()
        context = {"title": "Vzít text z webu", "form": form, "live": live, "later": page.versions.scheduled(moment)}
        return self._answer(request, page, "withdraw", context)

    def verify_view(self, request: Request, object_id: int) -> HttpResponse:
        """Note that the text which readers see was read today and still holds; the text stays as it is."""
        page, frame = self._page(request, object_id, must_publish=True), request.frame
        live = PageVersion.objects.shown(frame.moment).filter(page=page).select_related("page").first()
        if live is None:
            self.message_user(request, "Tady není co ověřit: čtenáři žádný text nevidí.", messages.WARNING)
            return redirect(admin_address(Page, "change", object_id))
        if request.method == "POST" and request.POST.get("live") == _seen(live):
            said = "Text je ověřený. Čtenáři uvidí dnešní den."
            row = TextVerification(version=live, verified_at=frame.moment, verified_by=request.user)
            return self._done(request, page, said, f"ověřeno, verze {live.number}", row.save)
        if request.method == "POST":
            text = f"Mezitím se změnilo, co čtenáři vidí: teď je to verze {live.number}. Přečtěte si ji."
            self.message_user(request, text, messages.ERROR)
        verifications = live.verifications.select_related("verified_by")[:VERSIONS_ON_A_PAGE]
        context = {"title": "Ověřit text", "live": live, "seen": _seen(live), "verifications": verifications}
        return self._answer(request, page, "verify", context)

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

    def _publish(self, request: Request, version: PageVersion, form: PublishForm) -> HttpResponse:
        said = f"Čtenáři uvidí verzi {version.number} {_from(form)}."
        data = form.cleaned_data
        note, is_typo_fix = data.get("change_note", ""), data.get("is_typo_fix", False)

        def publish() -> None:
            publishing.publish(version, data["at"], note, is_typo_fix=is_typo_fix)

        done = f"zveřejněno, verze {version.number}{_later(form)}" + (f": {note}" if note else "")
        return self._done(request, version.page, said, done, publish)

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
        version = get_object_or_404(PageVersion, page=page, number=number)
        version.page = page
        return version

    def _older(self, shown: list[PageVersion], live: PageVersion | None) -> int | None:
        """What the newest is compared with unless the editor chooses: what readers see, or the one before."""
        before = [version.number for version in shown[1:]]
        return live.number if live and live.number in before else next(iter(before), None)

    def _answer(self, request: Request, page: Page, name: str, context: dict[str, Any]) -> HttpResponse:
        is_news = page.kind == Page.Kind.NEWS
        request.place = "pages_newspage" if is_news else "pages_page"
        around = {**self.admin_site.each_context(request), "opts": self.opts, "original": page, "page": page}
        around["is_news"] = is_news
        around |= {"may_publish": may_publish(request), "may_write": self.has_change_permission(request, page)}
        return render(request, f"admin/pages/page/{name}.html", {**around, **context})


def compared(old: PageVersion, new: PageVersion) -> list[Row]:
    """What differs between two texts, stored or not; nothing where they say the same."""
    return folded(difference(*(Text(version.title, version.summary, version.body) for version in (old, new))))


def _seen(live: PageVersion | None) -> str:
    """Which text readers see, and until when, as a form says that it was shown."""
    return f"{live.number} {live.withdrawn_at or ''}".strip() if live else ""


def _from(form: MomentForm) -> str:
    at = form.cleaned_data["at"]
    return "od této chvíle" if at == form.now else f"od {when(at)}"


def _later(form: MomentForm) -> str:
    at = form.cleaned_data["at"]
    return "" if at == form.now else f", platí od {when(at)}"
