"""The last steps before readers in the admin: publish a text, take it off the web, note that it still holds."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.views.decorators.http import require_POST

from pages.editing import gate_check
from pages.editing.publish_forms import AnswerForm, AskForm, MomentForm, PublishForm, WithdrawForm
from pages.editing.translation.views import TranslationViews
from pages.editing.version_views import CALLED, VERSIONS_ON_A_PAGE, compared, may_publish
from pages.frame import filled
from pages.frame.request import Request
from pages.prose import appearing, moving, publishing, requests
from pages.prose.page import Page
from pages.prose.requests import PublicationRequest
from pages.prose.states import when
from pages.prose.verifications import TextVerification
from pages.prose.versions import PageVersion
from pages.rows.people import name_of
from pages.web.admin_address import admin_address

MOST_PUBLISHERS = 10  # somebody asks by name


class PublishViews(TranslationViews):
    """Who may publish decides here what readers see, each time after a look at what that means for them."""

    def get_urls(self) -> list[URLPattern]:
        """Besides those of the versions, the addresses of these steps."""
        views = [
            ("zverejnit/", self.publish_view, "publish"),
            ("stahnout/", self.withdraw_view, "withdraw"),
            ("overit/", self.verify_view, "verify"),
            ("pozadat/", self.ask_view, "ask"),
            ("vratit/", self.give_back_view, "give_back"),
            ("vzit-zadost-zpet/", require_POST(self.take_back_view), "take_back"),
        ]
        return [*self._below_a_page(views), *super().get_urls()]

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
            "title": f"Zveřejnit {CALLED[page.kind].whom}",
            "step": "Zveřejnit",
            "form": form,
            "version": version,
            "live": live,
            "is_back": live is not None and live.is_withdrawn(moment),
            "difference": compared(live, version) if live else None,
            "body": filled.outline(version.body, request.frame).html,
            "places": list(appearing.places(page, moment)),
            "problems": problems,
            "is_stopped": any(problem.is_error for problem in problems),
            "later": page.versions.scheduled(moment).order_by("publish_at"),
            **self.asked(page),
            **self.corresponds(request, version),
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
            return self.refused(request, page, "Vzít z webu", linking=linking)
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
        context = {
            "title": f"Vzít z webu {CALLED[page.kind].whom} {page.menu_title}?",
            "step": "Vzít z webu",
            "form": form,
            "live": live,
            "later": page.versions.scheduled(moment),
            "former_addresses": moving.former_addresses(page, moment) if page.is_free else [],
        }
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

    def ask_view(self, request: Request, object_id: int) -> HttpResponse:
        """Ask those who may publish to let readers see the newest text; who may himself is led there."""
        page = self._page(request, object_id)
        if may_publish(request):
            return redirect(admin_address(Page, "publish", object_id))
        if not self.has_change_permission(request, page):
            raise PermissionDenied
        version, moment = publishing.newest(page), request.frame.moment
        if version is None or version.publish_at is not None:
            self.message_user(request, "Není o co žádat: poslední verze už je zveřejněná nebo naplánovaná.")
            return redirect(admin_address(Page, "change", object_id))
        live = PageVersion.objects.live(moment).filter(page=page).first()
        problems = gate_check.check(version, moment, request.frame)
        is_stopped = any(problem.is_error for problem in problems)
        form = AskForm(request.POST or None, initial={"number": version.number})
        if form.is_valid() and not is_stopped:
            if form.cleaned_data["number"] == version.number:
                note = form.cleaned_data["note"]
                said = "Požádali jste o zveřejnění. Vydavatelé to mají na Přehledu, odpověď uvidíte na svém."
                done = f"požádáno o zveřejnění, verze {version.number}" + (f": {note}" if note else "")
                return self._done(request, page, said, done, requests.ask, version, note, moment, request.user)
            form.add_error(
                None, f"Mezitím vznikla verze {version.number}. Podívejte se na ni, než o zveřejnění požádáte."
            )
            form.now_about(number=version.number)
        context = {
            "title": f"Požádat o zveřejnění {CALLED[page.kind].whose}",
            "step": "Požádat o zveřejnění",
            "form": form,
            "version": version,
            "live": live,
            "difference": compared(live, version) if live else None,
            "body": filled.outline(version.body, request.frame).html,
            "problems": problems,
            "is_stopped": is_stopped,
            "publishers": [name_of(account) for account in requests.publishers()[:MOST_PUBLISHERS]],
            **self.asked(page),
            **self.corresponds(request, version),
        }
        return self._answer(request, page, "ask", context)

    def give_back_view(self, request: Request, object_id: int) -> HttpResponse:
        """Give a text that waits to be published back to its author, with words."""
        page = self._page(request, object_id, must_publish=True)
        waiting = self.asked(page)["asked"]
        if waiting is None:
            self.message_user(request, requests.OVER, messages.WARNING)
            return redirect(admin_address(Page, "change", object_id))
        form = AnswerForm(request.POST or None, initial={"asked": waiting.pk})
        if form.is_valid():
            if form.cleaned_data["asked"] == waiting.pk:
                answer = form.cleaned_data["answer"]
                said, done = "Text je vrácený k úpravě.", f"vráceno k úpravě, verze {waiting.version.number}: {answer}"
                return self._done(
                    request, page, said, done, requests.end, waiting, answer, request.frame.moment, request.user
                )
            form.add_error(None, "Mezitím o zveřejnění požádal někdo znovu. Podívejte se na to, než text vrátíte.")
            form.now_about(asked=waiting.pk)
        context = {"title": f"Vrátit {CALLED[page.kind].whom} k úpravě", "step": "Vrátit k úpravě", "form": form}
        return self._answer(request, page, "give_back", context | self.asked(page))

    def take_back_view(self, request: Request, object_id: int) -> HttpResponse:
        """Let a request of one's own wait no more."""
        page = self._page(request, object_id)
        waiting = PublicationRequest.objects.waiting().filter(version__page=page, asked_by=request.user).first()
        if waiting is None:
            self.message_user(request, requests.OVER, messages.WARNING)
            return redirect(admin_address(Page, "change", object_id))
        said, done = "Žádost o zveřejnění jste vzali zpět.", f"žádost vzata zpět, verze {waiting.version.number}"
        return self._done(request, page, said, done, requests.end, waiting, "", request.frame.moment, request.user)

    def asked(self, page: Page) -> dict[str, Any]:
        """Of a page the request that waits, and the one that was given back last, while nobody wrote on."""
        of_page = PublicationRequest.objects.filter(version__page=page).select_related(
            "version", "asked_by", "ended_by"
        )
        newest = publishing.newest(page)
        returned = of_page.returned().filter(version=newest).first() if newest and newest.publish_at is None else None
        return {
            "asked": of_page.waiting().order_by("-pk").first(),
            "returned": returned,
            "newest_number": newest and newest.number,
        }

    def _publish(self, request: Request, version: PageVersion, form: PublishForm) -> HttpResponse:
        said = f"Čtenáři uvidí verzi {version.number} {_from(form)}."
        data = form.cleaned_data
        note, is_typo_fix = data.get("change_note", ""), data.get("is_typo_fix", False)

        def publish() -> None:
            publishing.publish(version, data["at"], note, is_typo_fix=is_typo_fix)

        done = f"zveřejněno, verze {version.number}{_later(form)}" + (f": {note}" if note else "")
        return self._done(request, version.page, said, done, publish)


def _seen(live: PageVersion | None) -> str:
    """Which text readers see, and until when, as a form says that it was shown."""
    return f"{live.number} {live.withdrawn_at or ''}".strip() if live else ""


def _from(form: MomentForm) -> str:
    at = form.cleaned_data["at"]
    return "od této chvíle" if at == form.now else f"od {when(at)}"


def _later(form: MomentForm) -> str:
    at = form.cleaned_data["at"]
    return "" if at == form.now else f", platí od {when(at)}"
