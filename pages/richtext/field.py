"""The field for prose: django-prose-editor in a browser with JavaScript, a textarea in any other, sanitised in both.

Only this module, pages.richtext.html and static/js/rich_text.js know which editor it is.
"""

import json
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

from csp.constants import NONCE
from csp.context_processors import nonce
from csp.decorators import csp_update
from django import forms
from django.contrib import admin
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import importmap
from js_asset import ImportMap, Media

from pages import registry, spelling
from pages.richtext import html, placeholders

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
MODULES = ["clipboard", "images", "toolbar"]  # of static/js, which rich_text.js asks for by name


def editor_policy(view: View) -> View:
    """Give the view the policy of a page with the editor.

    The map of the editor's modules can only stand in the page itself, so it has a nonce.
    """
    return cast(View, csp_update({"script-src": [NONCE]})(view))  # for the package no view takes more than a request


class RichTextWidget(forms.Textarea):
    """A textarea that the script makes an editor of, and the placeholders that can be put into it."""

    media = Media(
        importmap=importmap
        | ImportMap({f"rich-text/{name}": f"js/{name}.js" for name in ["clipboard", "images", "toolbar"]}),
        css={"all": ["django_prose_editor/editor.css", "django_prose_editor/overrides.css", "css/rich_text.css"]},
        js=[
            Script("django_prose_editor/editor.js", type="module"),  # fetched while the map is still being read
            Script("js/rich_text.js", type="module"),
            Script("js/insert_fact.js", type="module"),
        ],
    )

    def __init__(self, attrs: dict[str, Any] | None = None):
        super().__init__({"rows": 20, "cols": 80, **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With `data-rich-text`, from which the script makes the editor: its extensions as JSON.

        With `data-paste`, too: the address that reads what is pasted.
        """
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"]["data-paste"] = reverse("admin:paste")
        context["widget"]["attrs"]["data-rich-text"] = json.dumps(
            expand_extensions(html.EXTENSIONS) | {"Picture": {"images": reverse("admin:pages_image_changelist")}}
        )
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The textarea with the placeholders to choose from."""
        facts = [(f"{{{{{key}}}}}", placeholder.label) for key, placeholder in registry.placeholders().items()]
        textarea = super().render(name, value, attrs, renderer)
        return render_to_string("admin/_rich_text.html", {"textarea": textarea, "facts": facts})

    def use_required_attribute(self, _initial: Any) -> bool:
        """Never: the textarea behind the editor could not be filled in."""
        return False


class RichTextFormField(forms.CharField):
    """Prose as an editor typed or pasted it, tidied up; placeholders that nobody knows are refused."""

    widget = RichTextWidget
    default_validators = [placeholders.refuse_unusable]

    def to_python(self, value: Any) -> str:
        """What was typed as sanitised prose in one shape, without signs that nobody sees; nothing as an empty text."""
        return spelling.seen(html.tidied(super().to_python(value) or ""))

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether the words, the links or the structure are others."""
        return super().has_changed(self.to_python(initial), data)  # a text in another shape is the same text


class RichTextField(models.TextField):
    """A column of sanitised HTML. For migrations it is a TextField, so that the editor can be replaced."""

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """As a TextField, so that no migration depends on this module."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.TextField", args, kwargs

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **kwargs: Any) -> forms.Field | None:
        """With the editor in the admin too, which would give its own textarea."""
        ours = {"form_class": RichTextFormField, "choices_form_class": choices_form_class, "widget": RichTextWidget}
        return super().formfield(**{**kwargs, **ours})

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        """Sanitised, whoever wrote it; the instance gets the same."""
        value = html.sanitise(super().pre_save(model_instance, add))
        setattr(model_instance, self.attname, value)
        return value


def with_nonce(media: forms.Media, request: HttpRequest) -> Media:
    """The media of a form with the editor, as the page's policy will let them run; the view needs `editor_policy`."""
    return Media.from_media(media, nonce=str(nonce(request)["CSP_NONCE"]))


def paste(request: HttpRequest) -> JsonResponse:
    """A clipboard in (`html`, and `last_note`, the greatest number of a note that the text has); as JSON out what of
    it can stand in the text, what under it, and a sentence about what was left out.
    """
    last_note = request.POST.get("last_note", "")
    found = html.pasted(request.POST.get("html", ""), int(last_note[:4]) if last_note.isdecimal() else 0)
    return JsonResponse({"html": found.html, "notes": found.notes, "left_out": found.left_out})


class RichTextAdmin(admin.ModelAdmin):
    """Put before ModelAdmin where its form has such a field."""

    def get_urls(self) -> list[URLPattern]:
        """With the address that reads what is pasted into the editor.

        It writes nothing, so it waits for no writer, as the site's own `admin_view` would.
        """
        guarded = admin.AdminSite.admin_view(self.admin_site, require_POST(paste))
        return [path("vlozeni/", guarded, name="paste"), *super().get_urls()]

    @editor_policy
    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """With the nonce on the editor's scripts."""
        context["media"] = with_nonce(context["media"], request)
        return super().render_change_form(request, context, *args, **kwargs)
