"""The accounts of editors: who they are, what they may do, and how each of them gets in."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.forms import UsernameField
from django.contrib.auth.models import User
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.facts.admin import EditorAdmin
from pages.frame.request import Request, framed
from pages.prose.states import when
from pages.web.admin_address import admin_address
from pages.web.as_seen import as_seen
from pages.web.chips import Chip, drawn
from socialnibydleni.editors import audit
from socialnibydleni.editors.accounts import acts

TAKEN = "Toto jméno už má jiný účet."


class AccountForm(forms.ModelForm):
    """Who somebody is and which roles he has; that these let him in follows by itself."""

    class Meta:
        model = User
        fields = ("first_name", "last_name", "username", "email", "groups")
        field_classes: ClassVar[dict[str, Any]] = {"username": UsernameField}
        labels: ClassVar[dict[str, str]] = {
            "first_name": "Jméno",
            "last_name": "Příjmení",
            "username": "Přihlašovací jméno",
            "email": "E-mail",
            "groups": "Co smí",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "username": "Bez háčků a mezer se píše nejsnáz, např. vera nebo v.dvorakova.",
            "email": "Na něj může přijít odkaz pro nastavení hesla.",
            "groups": "Můžete vybrat i víc rolí. Bez role se do správy nikdo nepřihlásí.",
        }
        widgets: ClassVar[dict[str, Any]] = {"groups": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            self.fields["groups"].required = not self.instance.is_superuser

    def clean_username(self) -> str:
        """One that no other account has, in small letters or capitals: people would take them for the same.

        Raises:
            forms.ValidationError: another account has it.
        """
        name: str = self.cleaned_data["username"]
        if User.objects.filter(username__iexact=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(TAKEN)
        return name


class Active(admin.BooleanFieldListFilter):
    """Accounts that are on, or switched off."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = "Účet je zapnutý"


class Roles(admin.RelatedFieldListFilter):
    """Accounts by role."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.title = "Role"


class AccountAdmin(EditorAdmin):
    """Accounts. Who is no superuser can neither make nor touch one; nobody sees or types another's password."""

    add_words = "Založit účet"
    counted = "účet,účty,účtů"
    intro = "Kdo se smí přihlásit do správy a co smí."
    form = AccountForm
    change_form_template = "admin/auth/user/change_form.html"
    list_display = ["who", "may", "last_in", "second_factor"]
    list_display_links = None  # the name is the link, what stands below it is not
    list_filter = [("is_active", Active), ("groups", Roles)]
    search_fields = ["username", "first_name", "last_name"]
    search_help_text = "Jméno"
    ordering = ["-is_active", "last_name", "username"]
    actions = ["reset_second_factor"]
    unseen = ["last_login", "password"]

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Of a stored account also how it gets in."""
        fields: list[tuple[str | None, Any]] = [
            ("Kdo to je", {"fields": ["first_name", "last_name", "username", "email"]}),
            ("Co smí", {"fields": ["groups" if self._may_give(request, obj) else "may"]}),
        ]
        if obj is not None:
            fields.append(("Přihlášení", {"fields": ["second_factor", "backup_codes", "last_in", "made_on"]}))
        return fields

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody but a superuser changes his own rights."""
        return ["may", "second_factor", "backup_codes", "last_in", "made_on"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """With what the list says of each; superusers are seen by superusers alone."""
        phones = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        codes = Count("staticdevice__token_set", filter=Q(staticdevice__confirmed=True), distinct=True)
        users = super().get_queryset(request).annotate(has_phone=Exists(phones), codes_left=codes)
        users = users.prefetch_related("groups")
        return users if framed(request).user.is_superuser else users.filter(is_superuser=False)

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, the pages that ask before something is done about an account."""
        # Not in a transaction as others: a mail server is talked to there, and meanwhile none may be open.
        link = admin.AdminSite.admin_view(self.admin_site, as_seen(self.link_view))
        act = self.admin_site.admin_view(self.act_view)
        return [
            path("<int:object_id>/odkaz/", link, name="auth_user_link"),
            *(path(f"<int:object_id>/{name}/", act, {"name": name}, name=f"auth_user_{name}") for name in acts.ACTS),
            *super().get_urls(),
        ]

    def link_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Make a link for a password: sent by mail, or shown this once."""
        return acts.link(self, framed(request), object_id)

    def act_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Ask, and then switch an account off or on, or take its second factor away."""
        return acts.ask(self, framed(request), object_id, name)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account has no password: who it belongs to sets one."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        """As ever; who has a role may sign in, and who has none may not."""
        super().save_related(request, form, formsets, change)
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        """On to the link by which the new colleague sets a password."""
        self.message_user(request, f"Účet {obj} je založený. Teď ještě předejte odkaz pro heslo.", messages.SUCCESS)
        return redirect(admin_address(obj, "link"))

    def log_addition(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """Also a line in the audit log."""
        audit.log("account_made", user=framed(request).user, account=obj.username)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        """The form of an account and the pages that ask all end here; the message names fields, not values."""
        audit.log("account_changed", user=framed(request).user, account=obj.username, changed=message)
        return super().log_change(request, obj, message)

    @admin.display(description="Kdo", ordering="last_name")
    def who(self, user: User) -> SafeString:
        """The name, and below it the one to sign in with."""
        return format_html('<a href="{}">{}</a> <small>{}</small>', admin_address(user, "change"), *_names(user))

    @admin.display(description="Smí")
    def may(self, user: User) -> str:
        """The roles in words."""
        roles = ["všechno", *user.groups.all()] if user.is_superuser else list(user.groups.all())
        return ", ".join(map(str, roles)) or "nic, nemá žádnou roli"

    @admin.display(description="Naposledy v práci", ordering="last_login")
    def last_in(self, user: User) -> str:
        """When somebody last came in with this account."""
        return when(user.last_login) if user.last_login else "ještě nikdy"

    @admin.display(description="Druhý krok")
    def second_factor(self, user: Any) -> SafeString:
        """How far the account is on its way in."""
        state = Chip("wait", "čeká na první přihlášení")
        if not user.is_active:
            state = Chip("off", "účet je vypnutý")
        elif not user.has_usable_password():
            state = Chip("wait", "čeká na nastavení hesla")
        elif user.has_phone:
            state = Chip("live", "nastavený")
        return drawn([state])

    @admin.display(description="Záložní kódy")
    def backup_codes(self, user: Any) -> str:
        """How many are left."""
        return f"zbývá {user.codes_left}" if user.codes_left else "žádné"

    @admin.display(description="Účet založen")
    def made_on(self, user: User) -> str:
        """When the account was made."""
        return when(user.date_joined)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Never many deletions at once: who leaves is switched off, and texts go on naming the author."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(description="Zrušit druhý krok přihlášení (ztracený telefon)", permissions=["change"])
    def reset_second_factor(self, request: Request, users: QuerySet[User]) -> None:
        """Take the second factors of these accounts away; each is a line in the audit log."""
        for user in users:
            acts.reset_second_factor(request, user)
        self.message_user(
            request,
            f"Druhý krok přihlášení je zrušený, počet účtů: {len(users)}. Při dalším přihlášení si ho nastaví znovu.",
            messages.SUCCESS,
        )

    def render_change_form(self, request: Any, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        """With the name of the person as its heading."""
        user = context.get("original")
        context["heading"] = _names(user)[0] if user else self.add_words
        return super().render_change_form(request, context, *args, **kwargs)

    def _may_give(self, request: HttpRequest, obj: User | None) -> bool:
        user = framed(request).user
        return user.is_superuser or obj is None or obj.pk != user.pk


def _names(user: User) -> tuple[str, str]:
    """Who it is, and the name to sign in with where that is another."""
    name = user.get_full_name()
    return (name, user.username) if name else (user.username, "")
