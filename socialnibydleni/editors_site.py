"""The editors' door: one guarded way in, and a start page that says what waits."""

from http import HTTPStatus
from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from socialnibydleni import audit, sign_in, start_page


class EditorsSite(admin.AdminSite):
    site_header = "Správa webu Podpora sociálního bydlení"
    site_title = "Správa webu"
    index_title = "Co chcete upravit?"

    def has_permission(self, request: HttpRequest) -> bool:
        """Only who passed both steps of the sign-in, whatever a session may say otherwise."""
        is_verified = getattr(request.user, "is_verified", None)  # not there in the very request that signs in
        return super().has_permission(request) and is_verified is not None and is_verified()

    # Nobody between here and the editor may keep the key or the codes that these pages show once.
    @method_decorator([never_cache, sensitive_post_parameters()])
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_permission(request):
            return redirect("admin:index")
        return sign_in.sign_in(request)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        answer = super().password_change(request, extra_context)
        if request.method == "POST" and answer.status_code == HTTPStatus.FOUND:
            audit.log("password_changed", user=request.user)
        return answer

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().index(request, {**(extra_context or {}), "sections": start_page.sections(request)})

    def get_urls(self) -> list[URLPattern]:
        own = [path("zalozni-kody/", self.admin_view(self.backup_codes), name="backup_codes")]
        return own + super().get_urls()

    def backup_codes(self, request: HttpRequest) -> HttpResponse:
        """New backup codes in place of the old ones, shown once."""
        context = {**self.each_context(request), "title": "Záložní kódy"}
        if request.method == "POST":
            context["codes"] = sign_in.new_backup_codes(request.user)
            audit.log("backup_codes_renewed", user=request.user)
        return render(request, "admin/backup_codes.html", context)
