"""„Odkazy na náhled“ in the admin."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import DateTimeField, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from pages.facts.admin import EditorAdmin
from pages.frame.request import Request, framed
from pages.preview.links import LASTS, PreviewLink
from pages.prose import states
from pages.prose.page import Page
from pages.web.admin_address import admin_address
from pages.web.chips import Chip, drawn


def _page_asked_for(request: HttpRequest) -> Page | None:
    """The page from which the editor came to make a link; None from elsewhere."""
    key = request.GET.get("stranka", "")
    return Page.objects.filter(pk=key).first() if key.isdecimal() and len(key) < 10 else None


@admin.register(PreviewLink)
class PreviewLinkAdmin(EditorAdmin):
    """Links for people without an account. A link is made, sent and cancelled; nothing in it changes."""

    add_words = "Vytvořit odkaz na náhled"
    counted = "odkaz,odkazy,odkazů"
    when_empty = "Odkaz ukáže rozepsané texty kolegovi bez účtu, a to týden."
    list_display = ["__str__", "state", "made", "created_by"]
    fieldsets = [
        (
            None,
            {
                "fields": ["for_whom"],
                "description": "Kdo odkaz má, uvidí celý web se všemi koncepty, a to týden. Přihlašovat se nemusí.",
            },
        )
    ]
    change_form_template = "admin/pages/previewlink/change_form.html"

    def get_urls(self) -> list[URLPattern]:
        """Besides Django's own, the one that cancels a link; it is a POST."""
        cancel = self.admin_site.admin_view(require_POST(self.cancel_view))
        return [path("<int:object_id>/zrusit/", cancel, name="pages_previewlink_cancel"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[PreviewLink]:
        """With the request's moment as `seen_at`, so that all states in the list are of the same one."""
        now = Value(framed(request).frame.moment, output_field=DateTimeField())
        return super().get_queryset(request).select_related("created_by", "page").annotate(seen_at=now)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *rest: Any, **more: Any
    ) -> HttpResponse:
        """With `may_cancel`, a right although nothing in the form changes, and the `page` that the link will open."""
        context["may_cancel"] = request.user.has_perm("pages.change_previewlink")
        context["page"] = _page_asked_for(request)
        return super().render_change_form(request, context, *rest, **more)

    def has_change_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        """For nobody: a link that was sent says what it said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        """For nobody: a link is cancelled, and the list says who had one."""
        return False

    def save_model(self, request: HttpRequest, obj: PreviewLink, form: Any, change: bool) -> None:
        """With who made it and for which page, and the moments at which it was made and ends."""
        obj.page = _page_asked_for(request)
        obj.created_at, obj.created_by = framed(request).frame.moment, framed(request).user
        obj.expires_at = obj.created_at + LASTS
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: PreviewLink, post_url_continue: str | None = None
    ) -> HttpResponse:
        """On to the link itself, to be copied from there."""
        self.message_user(request, "Odkaz je hotový. Zkopírujte ho a pošlete.", messages.SUCCESS)
        return redirect(admin_address(obj, "change"))

    def cancel_view(self, request: Request, object_id: int) -> HttpResponse:
        """From now on the link leads nowhere."""
        if not request.user.has_perm("pages.change_previewlink"):
            raise PermissionDenied
        link = get_object_or_404(PreviewLink, pk=object_id)
        PreviewLink.objects.open_at(request.frame.moment).filter(pk=link.pk).update(withdrawn_at=request.frame.moment)
        self.message_user(request, "Odkaz na náhled už neplatí.", messages.SUCCESS)
        return redirect(admin_address(link, "change"))

    @admin.display(description="vytvořený", ordering="created_at")
    def made(self, link: PreviewLink) -> str:
        """When, in Prague time."""
        return states.when(link.created_at)

    @admin.display(description="stav")
    def state(self, link: PreviewLink) -> SafeString:
        """Until when it leads somewhere, or when it was cancelled, in Prague time."""
        if link.withdrawn_at:
            return drawn([Chip("off", f"zrušen {states.when(link.withdrawn_at)}")])
        is_open = link.is_open(link.seen_at)
        words = f"{'platí' if is_open else 'platil'} do {states.when(link.expires_at)}"
        return drawn([Chip("live" if is_open else "off", words)])
