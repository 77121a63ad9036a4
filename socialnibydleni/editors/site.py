"""The editors' door: one guarded way in, and a start page that says what waits."""

from http import HTTPStatus
from typing import Any, cast

from django.conf import settings
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.i18n import JavaScriptCatalog
from django_otp.plugins.otp_static.models import StaticToken

from pages.facts.in_turn import in_turn
from pages.frame.request import Request, framed
from pages.rows.locks import hold
from pages.web.as_seen import as_seen
from pages.web.parts import has_model
from socialnibydleni.editors import audit, find, menu, project, session, sign_in, site_now
from socialnibydleni.editors.accounts import password, phone
from socialnibydleni.editors.chooser import views as chooser
from socialnibydleni.editors.handbook import views as handbook
from socialnibydleni.editors.handbook.screens import task_about
from socialnibydleni.editors.kept import found
from socialnibydleni.editors.kept.beat import beat
from socialnibydleni.editors.kept.door import carried, comes_back, keeps
from socialnibydleni.editors.kept.open_forms import writing
from socialnibydleni.editors.odd_addresses import refused
from socialnibydleni.editors.question import LONGEST
from socialnibydleni.editors.session import prolongs
from socialnibydleni.editors.start import page as start_page


class Words(JavaScriptCatalog):
    """What the scripts of the admin say, with what its own catalogue leaves in English."""

    def get_paths(self, packages: list[str]) -> list[str]:
        """The site's own catalogue last, so that its words hold."""
        return [*super().get_paths(packages), *map(str, settings.LOCALE_PATHS)]


class Closed:
    """Before a ModelAdmin: nobody has a right to anything."""

    def _never(self, *_arguments: Any, **_options: Any) -> bool:
        return False

    has_module_permission = has_view_permission = has_view_or_change_permission = _never
    has_add_permission = has_change_permission = has_delete_permission = _never


class EditorsSite(admin.AdminSite):
    """The admin behind both steps of the sign-in, with a start page, backup codes and a handbook."""

    site_header = "Správa webu"  # and the name of the site, see each_context
    site_title = "Správa webu"
    index_title = "Co je dnes potřeba"
    enable_nav_sidebar = False  # the menu by subject stands in its place, without Django's styles and script

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """As Django's; what belongs to a part that is off nobody may see, and its addresses are closed."""
        models: Any = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        for model in models:
            is_on = admin_class is None or has_model(model._meta.label_lower)
            its = admin_class if is_on else type(admin_class.__name__, (Closed, admin_class), {})
            super().register(model, its, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Only who passed both steps of the sign-in, whatever a session may say otherwise."""
        is_verified = getattr(request.user, "is_verified", None)  # not there in the very request that signs in
        return super().has_permission(request) and is_verified is not None and is_verified()

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """As Django's, for all views of the admin: who may not see it is told so first, whatever the address.

        A POST is one transaction, see `pages.facts.in_turn`; what was typed comes as it is seen, and is not lost.
        """
        guarded = super().admin_view(prolongs(comes_back(as_seen(in_turn(refused(view))))), cacheable)
        return keeps(self, guarded)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """With the menu, the state of the phone, how long one stays signed in, the handbook, who else writes."""
        header = f"{self.site_header} {framed(request).frame.site_name}"
        about: dict[str, Any] = {"help": self._help(request), "site_header": header}
        if self.has_permission(request):
            ours = framed(request)
            about |= {"menu": menu.groups(self, request), "site_now": site_now.chip(self, ours)}
            about["session_left"] = session.left(ours)
            about["writing"] = writing(request)
        return {**super().each_context(request), **about}

    # Nobody between here and the editor may keep the key or the codes that these pages show once.
    @method_decorator([never_cache, sensitive_post_parameters(), as_seen])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The two steps in place of Django's form; who has made both, perhaps in another tab, goes on."""
        if self.has_permission(request):
            return redirect(sign_in.target(request))
        return sign_in.sign_in(framed(request))

    # Nor the token, nor the password.
    @method_decorator([never_cache, sensitive_post_parameters(), as_seen])
    def set_password(self, request: HttpRequest) -> HttpResponse:
        """Where the link leads that a colleague without a password gets: open to whoever has one."""
        return password.set_password(framed(request))

    def password_change(  # type: ignore[override]  # Django's own may redirect, too, whatever the stubs say
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Django's own; who holds another's session must not find out the password that opens the door."""
        if request.method != "POST":
            return super().password_change(request, extra_context)
        self._refreshed(request)
        user = framed(request).user
        if locked := sign_in.locked_out(request, user):
            return locked
        answer = super().password_change(request, extra_context)
        if answer.status_code == HTTPStatus.FOUND:
            audit.log("password_changed", user=user)
        elif (answer.context_data or {})["form"].has_error("old_password", "password_incorrect"):
            sign_in.count_failure(request, user, step="old password")
        return answer

    def i18n_javascript(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """As Django's, in Czech throughout."""
        return cast(HttpResponse, Words.as_view(packages=["django.contrib.admin"])(request))

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """With what the start page shows."""
        return super().index(request, {**(extra_context or {}), **start_page.context(framed(request))})

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """None: the menu leads by subject, and each model in Django's list of apps would cost every page a query."""
        return []

    def app_index(  # type: ignore[override]  # as of `password_change`
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """There is no list of lists: the menu is on every page."""
        return redirect("admin:index")

    def get_urls(self) -> list[URLResolver | URLPattern]:
        """Our own pages before Django's."""
        own = [
            path("heslo/", self.set_password, name="set_password"),
            path("rozepsane/", carried, name="kept"),
            path("rozepsane/prubezne/", super().admin_view(beat), name="writing"),
            path("rozepsane/zahodit/", self.admin_view(found.throw_away), name="throw_away"),
            path("telefon/", self.admin_view(phone.renew), name="new_phone"),
            path("zalozni-kody/", self.admin_view(self.backup_codes), name="backup_codes"),
            path("prihlaseni/", self.admin_view(session.answer), name="session"),
            path("hledat/", self.admin_view(self.find), name="find"),
            path("odkazy/", super().admin_view(chooser.choices), name="link_choices"),
            path("projekt/", self.admin_view(self.project), name="project"),
            path("prirucka/", self.admin_view(handbook.index), name="handbook"),
            path("prirucka/cela/", self.admin_view(handbook.whole), name="handbook_whole"),
            path("prirucka/<slug:slug>/", self.admin_view(handbook.task), name="handbook_task"),
        ]
        return [*own, *super().get_urls()]

    def backup_codes(self, request: Request) -> HttpResponse:
        """New backup codes in place of the old ones, shown once to who has the second factor at hand."""
        form = sign_in.CodeForm(request.POST if request.method == "POST" else None)
        left = StaticToken.objects.filter(device__user=request.user, device__confirmed=True).count()
        context = {**self.each_context(request), "title": "Záložní kódy", "form": form, "codes_left": left}
        self._refreshed(request)
        if request.method == "POST":
            if locked := sign_in.locked_out(request, request.user):
                return locked
            if form.is_valid() and sign_in.device_of_code(request, request.user, form):
                context["codes"] = sign_in.new_backup_codes(request.user)
                audit.log("backup_codes_renewed", user=request.user)
        return render(request, "admin/backup_codes.html", context)

    def find(self, request: Request) -> HttpResponse:
        """What is found for `q` among all that this editor may open; without a question what he changed last."""
        question = " ".join(request.GET.get("q", "").split())[:LONGEST]
        things = find.found(self, request, question) if question else find.opened_last(self, request)
        context = {**self.each_context(request), "title": "Hledání", "question": question, "things": things}
        return render(request, "admin/find.html", context)

    def project(self, request: Request) -> HttpResponse:
        """The way to the single rows of the project."""
        cards = project.cards(self, request)
        if not cards:
            raise PermissionDenied
        context = {**self.each_context(request), "title": "Projekt", "cards": cards}
        return render(request, "admin/project.html", context)

    def _refreshed(self, request: HttpRequest) -> None:
        """The account as it is now: a new password is saved with all of it, and must not take a deactivation back."""
        if request.method == "POST":
            user = framed(request).user
            hold(user)
            user.refresh_from_db()

    def _help(self, request: HttpRequest) -> dict[str, Any] | None:
        """The page of the handbook about this page; none at the door and in the handbook itself."""
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        if not self.has_permission(request) or name == "login" or name.startswith("handbook"):
            return None
        if task := task_about(name, getattr(request, "place", "")):
            return {"title": task.title, "url": task.url, "is_task": True}
        return {"title": "Příručka", "url": reverse("admin:handbook")}
