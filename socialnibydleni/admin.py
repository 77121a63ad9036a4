"""The accounts of editors."""

from typing import Any

import django.contrib.redirects.admin
import django.contrib.sites.admin  # noqa: F401 - both register what is taken away below
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group, User
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.db.models import QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_static.admin import StaticDevice
from django_otp.plugins.otp_totp.admin import TOTPDevice

from pages.facts.in_turn import InTurn
from pages.frame.request import Request, framed
from socialnibydleni.editors import audit, sign_in


class AccountAdmin(InTurn, UserAdmin):
    """Accounts. Who is no superuser can neither make nor touch one."""

    list_display = ["username", "first_name", "last_name", "is_active", "last_login"]
    list_filter = ["is_active", "groups"]
    actions = ["reset_second_factor"]
    unseen = ["last_login"]
    own_fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Kdo to je", {"fields": ["first_name", "last_name", "email"]}),
        (
            "Co smí",
            {
                "fields": ["is_active", "is_staff", "groups"],
                "description": "Do správy se dostane jen ten, kdo má zaškrtnuto „Správa webu“ a je v některé skupině.",
            },
        ),
        ("Kdy tu byl", {"fields": ["last_login", "date_joined"]}),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """For all but superusers only what they may give to others."""
        if obj is None or request.user.is_superuser:
            return super().get_fieldsets(request, obj)
        return self.own_fieldsets

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody but a superuser changes his own rights."""
        its_own = obj is not None and obj.pk == request.user.pk and not request.user.is_superuser
        return ["last_login", "date_joined", *(["is_active", "is_staff", "groups"] if its_own else [])]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Superusers are seen by superusers alone."""
        users = super().get_queryset(request)
        return users if request.user.is_superuser else users.filter(is_superuser=False)

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Also a line in the audit log."""
        audit.log("account_made", user=framed(request).user, account=obj.username)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """The form of an account and that of its password both end here; the message names fields, not values."""
        audit.log("account_changed", user=framed(request).user, account=obj.username, changed=message)
        return super().log_change(request, obj, message)

    @admin.action(description="Zrušit druhý krok přihlášení (ztracený telefon)", permissions=["change"])
    def reset_second_factor(self, request: Request, users: QuerySet[User]) -> None:
        """Take the second factors of these accounts away; each is a line in the audit log."""
        for user in users:
            sign_in.forget_second_factor(user)
            audit.log("second_factor_reset", user=request.user, account=user.username)
        self.message_user(
            request,
            f"Druhý krok přihlášení je zrušený u {len(users)} účtů. Při dalším přihlášení si ho nastaví znovu.",
            messages.SUCCESS,
        )


admin.site.unregister([StaticDevice, TOTPDevice])  # their rows are secrets; a reset is all that anybody needs
admin.site.unregister(Group)  # the groups are made in groups.py; a change here would be undone by the next migration
admin.site.unregister([Site, Redirect])  # they follow SITE_URL and the addresses of pages by themselves
admin.site.unregister(User)
admin.site.register(User, AccountAdmin)
