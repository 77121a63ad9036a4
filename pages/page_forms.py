"""The forms in which editors write, publish and withdraw texts."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.core.exceptions import ValidationError
from django.forms.utils import from_current_timezone
from django.utils.text import slugify

from pages import publishing, registry
from pages.models import Page, PageVersion
from pages.prose import WAY_UP
from pages.richtext_field import RichTextFormField

TEXT = ["title", "summary", "body"]
MORNING = time(8)


class PageForm(forms.ModelForm):
    """The newest text of a page; saving it makes a new version. Free pages have their address and place here too."""

    base = forms.IntegerField(
        label="výchozí verze", widget=forms.HiddenInput, required=False
    )  # the version that the editor began with
    title = forms.CharField(
        label="Nadpis",
        max_length=120,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Hlavní nadpis stránky, nejvýš 65 znaků. Např. Jak požádat o příspěvek.",
    )
    summary = forms.CharField(
        label="Úvodní věta",
        max_length=160,
        required=False,
        widget=widgets.AdminTextareaWidget(attrs={"rows": 2}),
        help_text="Jedna věta pod nadpisem, 50 až 160 znaků. Ukazují ji i vyhledávače.",
    )
    body = RichTextFormField(label="Text", required=False)
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
        fields = ["menu_title"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        page = self.instance
        self.newest = publishing.newest(page) if page.pk else None
        self.conflict: PageVersion | None = None  # what somebody else saved in the meantime
        self.initial.setdefault("title", page.menu_title)
        if self.newest:
            self.initial |= {name: getattr(self.newest, name) for name in TEXT} | {"base": self.newest.number}
        if page.is_free and page.pk:
            self.initial |= {"slug": page.address.strip("/"), "above": page.parent.address if page.parent else ""}
        if "menu_title" in self.fields and (not page.pk or page.is_free):
            self.fields["menu_title"].required = False
            self.fields["menu_title"].help_text = "Krátký název, stojí v cestě nahoře na stránce. Prázdný: celý nadpis."

    def clean(self) -> dict[str, Any]:
        self._refuse_to_pass_over_others()
        if "slug" in self.fields:
            self._clean_place()
        version = self.version(self.instance)
        try:
            version.clean()
        except ValidationError as error:
            self.add_error(None, error)
        return self.cleaned_data

    def version(self, page: Page) -> PageVersion:
        """The text as typed, as an unsaved version of `page`."""
        return PageVersion(page=page, **{name: self.cleaned_data.get(name, "") for name in TEXT})

    def _refuse_to_pass_over_others(self) -> None:
        """Compare with the newest version under a lock; the admin runs the whole form in one transaction."""
        if self.newest is None:
            return
        Page.objects.select_for_update().get(pk=self.instance.pk)
        last = publishing.newest(self.instance)
        if self.cleaned_data.get("base") == last.number or self.version(self.instance).says_the_same(last):
            return
        self.conflict = last
        self.data = self.data.copy()
        self.data[self.add_prefix("base")] = last.number  # who saves again has seen both texts
        who = f" ({last.created_by})" if last.created_by else ""
        raise ValidationError(
            f"Mezitím tento text uložil někdo jiný{who}: je z něj verze {last.number}. Váš text je pořád tady, jen "
            "není uložený. Níž vidíte, v čem se oba liší. Když formulář uložíte znovu, bude platit ten váš."
        )

    def _clean_place(self) -> None:
        data = self.cleaned_data
        typed = data.get("slug", "").strip().strip("/")
        slug = slugify(typed or data.get("title", ""))[:60].strip("-")
        if not slug:
            self.add_error("title", "Napište aspoň nadpis, z něj vznikne adresa stránky.")
        elif typed and typed != slug:
            self.add_error("slug", f"Adresa může mít jen malá písmena bez háčků, číslice a spojovníky. Např. {slug}.")
        elif slug in registry.reserved_addresses():
            self.add_error("slug", f"Adresu /{slug}/ používá sám web. Zvolte jinou.")
        elif Page.objects.filter(address=f"/{slug}/").exclude(pk=self.instance.pk).exists():
            self.add_error("slug", f"Adresu /{slug}/ už má jiná stránka. Zvolte jinou.")
        data["address"] = f"/{slug}/"
        data["menu_title"] = data.get("menu_title") or data.get("title", "")[:60] or slug
        data["parent"] = self._parent(data.get("above", "").strip() or "/")

    def _parent(self, address: str) -> Page | None:
        page = self.instance
        parent = (
            Page.objects.select_related(WAY_UP).filter(address=f"/{address.strip('/')}/".replace("//", "/")).first()
        )
        if parent is None:
            self.add_error("above", f"Stránka {address} na webu není. Napište adresu, jakou má, např. /o-projektu/.")
        elif parent.pk == page.pk:
            self.add_error("above", "Stránka nemůže být pod sebou samou.")
        elif parent.is_free and parent.parent and parent.parent.is_free:
            self.add_error("above", "Tak hluboko by stránku nikdo nenašel. Vyberte stránku o stupeň výš.")
        elif parent.is_free and page.pk and page.children.exists():
            self.add_error("above", "Tato stránka má pod sebou další, a proto nemůže být sama pod volnou stránkou.")
        return parent


class MomentForm(forms.Form):
    """A day and an hour in Prague, or none for now."""

    on_day = forms.DateField(
        label="Den", required=False, widget=widgets.AdminDateWidget, help_text="Např. 5. 10. 2026."
    )
    at_time = forms.TimeField(
        label="Hodina", required=False, widget=widgets.AdminTimeWidget, help_text="Např. 8:00. Čas je pražský."
    )
    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, now: datetime, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.now = now

    def clean(self) -> dict[str, Any]:
        day, hour = self.cleaned_data.get("on_day"), self.cleaned_data.get("at_time")
        is_for_later = "_later" in self.data
        if is_for_later and "on_day" not in self.errors and day is None:
            self.add_error("on_day", "Doplňte den, na který to chcete naplánovat.")
        if not is_for_later and (day or hour):
            self.add_error("on_day", "Vyplnili jste den nebo hodinu. Smažte je, nebo použijte tlačítko pro později.")
        self.cleaned_data["at"] = (
            self._planned(datetime.combine(day, hour or MORNING)) if is_for_later and day else self.now
        )
        return self.cleaned_data

    def _planned(self, naive: datetime) -> datetime:
        try:
            at = from_current_timezone(naive)
        except ValidationError:
            self.add_error("at_time", "V tuto hodinu se mění čas, a proto nastane dvakrát nebo vůbec. Zvolte jinou.")
            return self.now
        if at <= self.now:
            self.add_error("on_day", "Tato chvíle už minula. Zvolte pozdější.")
        return at

    @property
    def is_seen(self) -> bool:
        """Whether the editor has read the very moment that will be planned; now needs no second look."""
        at = self.cleaned_data["at"]
        return at == self.now or self.cleaned_data["confirmed"] == at.isoformat()

    def ask_to_confirm(self) -> None:
        """Put the moment into the form, so that the next click is about it."""
        self.data = self.data.copy()
        self.data["confirmed"] = self.cleaned_data["at"].isoformat()


class PublishForm(MomentForm):
    """What readers are told of a new version, and from when on it is theirs."""

    number = forms.IntegerField(widget=forms.HiddenInput)
    change_note = forms.CharField(
        label="Co se změnilo",
        max_length=200,
        required=False,
        widget=widgets.AdminTextInputWidget,
        help_text="Jedna věta pro čtenáře. Např. Doplnili jsme, kam se obrátit o víkendu.",
    )
    is_typo_fix = forms.BooleanField(
        label="Jen oprava překlepu",
        required=False,
        help_text="Smysl textu se nemění. Čtenáři dál uvidí den poslední skutečné změny.",
    )

    field_order = ["change_note", "is_typo_fix", "on_day", "at_time"]

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if is_first:  # there is nothing yet that could have changed
            del self.fields["change_note"], self.fields["is_typo_fix"]

    def clean(self) -> dict[str, Any]:
        data = super().clean()
        if "change_note" in self.fields:
            note, is_typo_fix = data.get("change_note"), data.get("is_typo_fix")
            if not note and not is_typo_fix and "change_note" not in self.errors:
                self.add_error("change_note", "Napište čtenářům, co se změnilo, nebo zaškrtněte opravu překlepu.")
            if note and is_typo_fix:
                self.add_error("change_note", "U opravy překlepu tuto větu smažte, nebo zrušte zaškrtnutí.")
        return data
