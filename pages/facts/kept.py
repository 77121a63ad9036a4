"""Rows that readers once saw stay: they are taken off the web, and only what nobody ever saw can be deleted."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from pages.web.admin_address import admin_address


class KeptAdmin(admin.ModelAdmin):
    """Refuses to delete what readers saw, one by one; a list deletes nothing at all."""

    kept_because = ""  # what the editor is told, and what can be done instead

    def was_public(self, row: Any, moment: datetime) -> bool:
        """Whether readers see the stored row at `moment` or saw it before."""
        raise NotImplementedError

    def has_delete_permission(self, request: Any, obj: models.Model | None = None) -> bool:
        """As by the editor's rights, and of a row that nobody saw."""
        return super().has_delete_permission(request, obj) and not (obj and self.was_public(obj, request.frame.moment))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Without that which deletes several rows."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    def delete_view(self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Of a row that readers saw it says why not, also where they came to see it while the question stood open."""
        row = self.get_object(request, object_id)
        if row and super().has_delete_permission(request, row) and self.was_public(row, request.frame.moment):
            self.message_user(request, self.kept_because, messages.ERROR)
            return redirect(admin_address(row, "change"))
        return super().delete_view(request, object_id, extra_context)
