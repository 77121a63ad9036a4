"""The form in which somebody asks for a meeting."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext, gettext_lazy, pgettext_lazy

from contact.asking.fields import LineField, PublicForm, TextField, email_field
from contact.centre import E164
from contact.meetings.models import MeetingRequest
from pages import spelling

ONE_NUMBER = gettext_lazy("Napište sem jen jedno telefonní číslo, např. +420 601 234 567.")
ONLY_DIGITS = gettext_lazy("Napište sem jen číslo, např. +420 601 234 567. Slova patří do pole „Kdy se vám to hodí“.")
NINE_DIGITS = gettext_lazy("České číslo má devět číslic. U čísla z ciziny napište i předvolbu státu.")
WITH_PREFIX = gettext_lazy("Telefon napište i s předvolbou, např. +420 601 234 567.")

_LENGTHS = {field.name: field.max_length for field in MeetingRequest._meta.concrete_fields if field.max_length}


class MeetingForm(PublicForm):
    """What the sender is asked."""

    sender = forms.ChoiceField(
        label=gettext_lazy("Kdo žádá o schůzku"),
        choices=MeetingRequest.Sender,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], gettext_lazy("Vyberte, kdo žádá o schůzku.")),
    )
    name = LineField(
        label=gettext_lazy("Jméno (nepovinné)"),
        required=False,
        most=_LENGTHS["name"],
        what=pgettext_lazy("čtvrtý pád", "jméno"),
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = email_field(gettext_lazy("E-mail"), _LENGTHS["email"])
    phone = LineField(
        label=gettext_lazy("Telefon"),
        required=False,
        most=60,  # one number, however it is grouped
        what=pgettext_lazy("čtvrtý pád", "telefon"),
        help_text=gettext_lazy("U čísla z ciziny napište i předvolbu státu."),
        widget=forms.TelInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    topic = TextField(
        label=gettext_lazy("Čeho se schůzka týká"),
        help_text=format_lazy(
            gettext_lazy(
                "Stačí pár vět, nejvýš {most} znaků. Nepište prosím údaje o zdraví, o dluzích ani čísla dokladů."
            ),
            most=MeetingRequest.TOPIC_LENGTH,
        ),
        most=MeetingRequest.TOPIC_LENGTH,
        what=pgettext_lazy("čtvrtý pád", "popis schůzky"),
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": gettext_lazy("Napište, čeho se schůzka týká. Stačí jedna věta.")},
    )
    preferred_time = TextField(
        label=gettext_lazy("Kdy se vám to hodí (nepovinné)"),
        required=False,
        help_text=format_lazy(
            gettext_lazy("Třeba dny a hodiny, nejvýš {most} znaků."), most=MeetingRequest.PREFERRED_LENGTH
        ),
        most=MeetingRequest.PREFERRED_LENGTH,
        what=pgettext_lazy("čtvrtý pád", "dny a hodiny"),
        widget=forms.Textarea({"rows": 3}),
    )

    def clean_phone(self) -> str:
        """The number as E.164, or the empty text."""
        number = spelling.phone_number(self.cleaned_data["phone"])
        if number and not number.removeprefix("+").isdecimal():
            has_words = any(sign.isalpha() for sign in number)
            raise ValidationError(ONLY_DIGITS if has_words else ONE_NUMBER)
        if number:
            is_foreign = number.startswith("+") and not number.startswith(spelling.CZECH_PREFIX)
            try:
                E164(number)
            except ValidationError:
                raise ValidationError(WITH_PREFIX if is_foreign else NINE_DIGITS) from None
        return number

    def clean(self) -> None:
        """Demands one of e-mail and phone; silent while one of them was mistyped, because then that is the fault."""
        is_fine = not {"email", "phone"} & self.errors.keys()
        if is_fine and not (self.cleaned_data["email"] or self.cleaned_data["phone"]):
            self.add_error("email", gettext("Vyplňte e-mail, nebo telefon. Jinak vám nemůžeme odpovědět."))
