"""Where a page of editors stands: its kind, its address, the page above it."""

from textwrap import shorten
from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.utils.text import slugify

from pages import registry
from pages.content_version import ContentVersion
from pages.marks import unpiled
from pages.prose.page import LONGEST_MENU_TITLE, WAY_UP, Page
from pages.rows.locks import hold
from pages.web.returned import Returning

KINDS = [(kind, Page.Kind(kind).label) for kind in Page.OF_EDITORS]


class PlaceForm(forms.ModelForm):
    """The fields of the place; a fixed page has its name in the menu only."""

    kind = forms.ChoiceField(
        label="Co to bude", choices=KINDS, initial=Page.Kind.FREE, widget=forms.HiddenInput, required=False
    )
    slug = forms.CharField(
        label="Konec adresy",
        max_length=60,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Malá písmena bez háčků, číslice a spojovníky. Např. jak-pozadat. Prázdný: vznikne z nadpisu.",
    )
    above = forms.CharField(
        label="Nadřazená stránka",
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Adresa stránky, pod kterou tato patří a která na ni odkáže. Např. /o-projektu/. Prázdná: úvodní.",
    )

    class Meta:
        model = Page
        fields = ["menu_title", "reader", "position"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.pk and page.is_free:
            self.initial.update(slug=page.slug, above=page.parent.address if page.parent else "")
        if "menu_title" in self.fields and (not page.pk or page.is_free):
            name = self.fields["menu_title"]
            name.required = False
            name.help_text = "Krátký název pro cestu nahoře na stránce. Prázdný: nadpis, dlouhý zkrácený."
        if "reader" in self.fields:
            self.fields["reader"].required = True

    def clean(self) -> dict[str, Any]:
        """Of a page of editors `address`, `menu_title` and `parent` too, made of what was typed; else nothing more."""
        if "slug" in self.fields:
            self._clean_place()
        return self.cleaned_data

    def _clean_place(self) -> None:
        data = self.cleaned_data
        if self.instance.pk:
            data["kind"] = self.instance.kind
        part = Page.PARTS.get(data.get("kind", ""), "")
        typed = data.get("slug", "").strip().strip("/")
        slug = slugify(unpiled((typed or data.get("title", "")).replace("_", " ")))[:60].strip("-")
        address = f"{part or '/'}{slug}/"
        if not slug:
            field = "title" if "title" in self.fields else "slug"
            self.add_error(field, "Napište aspoň nadpis, z něj vznikne adresa stránky.")
        elif typed and typed != slug:
            self.add_error("slug", f"Adresa může mít jen malá písmena bez háčků, číslice a spojovníky. Např. {slug}.")
        elif not part and slug in registry.reserved_addresses():
            self.add_error("slug", f"Adresu {address} používá sám web. Zvolte jinou.")
        elif Page.objects.filter(address=address).exclude(pk=self.instance.pk).exists():
            self.add_error("slug", f"Adresu {address} už má jiná stránka. Zvolte jinou.")
        data["address"] = address
        data["menu_title"] = data.get("menu_title") or _short(data.get("title", "")) or slug
        above = Page.ABOVE.get(data.get("kind", ""), part)
        data["parent"] = self._parent(above or data.get("above", "").strip() or "/")

    def _parent(self, address: str) -> Page | None:
        page, whole = self.instance, f"/{address.strip('/')}/".replace("//", "/")
        found = Page.objects.select_related(WAY_UP).filter(address=whole)
        parent = found.first()
        if parent and parent.is_free:  # it may be moving or going just now; see publishing.hold
            hold(ContentVersion())
            parent = found.first()
        if parent is None:
            self.add_error("above", f"Stránka {address} na webu není. Napište adresu, jakou má, např. /o-projektu/.")
        elif parent.pk == page.pk:
            self.add_error("above", "Stránka nemůže být pod sebou samou.")
        elif parent.is_free and parent.parent and parent.parent.is_free:
            self.add_error("above", "Tak hluboko by stránku nikdo nenašel. Vyberte stránku o stupeň výš.")
        elif parent.is_free and page.pk and page.children.exists():
            self.add_error("above", "Tato stránka má pod sebou další, a proto nemůže být sama pod volnou stránkou.")
        return parent


class MoveForm(Returning, PlaceForm):
    """The place of a page that readers know; its address is typed whole, not made of a title."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        page = self.instance
        left_out = {"kind"} | ({"above"} if page.kind in Page.PARTS else set())
        left_out |= {"reader", "position"} if page.kind != Page.Kind.QUESTION else set()
        left_out |= set() if page.is_free else {"slug", "above"}
        for name in left_out:
            del self.fields[name]
        self.fields["menu_title"].required = True
        if page.is_free:
            self.fields["slug"].required = True
            self.fields["slug"].help_text = "Malá písmena bez háčků, číslice a spojovníky. Např. jak-pozadat."
            self.fields["menu_title"].help_text = "Krátký název pro cestu nahoře na stránce. Např. Jak požádat."


def _short(title: str) -> str:
    """A title that fits into the name: cut between words, or within the only one."""
    words = shorten(title, LONGEST_MENU_TITLE, placeholder=" …")
    return title[:LONGEST_MENU_TITLE] if words == "…" else words
