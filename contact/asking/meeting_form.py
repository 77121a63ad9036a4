"""The form in which somebody asks for a meeting."""

from django import forms
from django.core.exceptions import ValidationError

from contact.asking.fields import LineField, PublicForm, TextField, email_field
from contact.centre import E164
from contact.meetings.models import MeetingRequest
from pages import spelling

ONE_NUMBER = "Napište sem jen jedno telefonní číslo, např. +420 601 234 567."
ONLY_DIGITS = "Napište sem jen číslo, např. +420 601 234 567. Slova patří do pole „Kdy se vám to hodí“."
NINE_DIGITS = "České číslo má devět číslic. U čísla z ciziny napište i předvolbu státu."

_LENGTHS = {field.name: field.max_length for field in MeetingRequest._meta.concrete_fields if field.max_length}


class MeetingForm(PublicForm):
    """What the sender is asked."""

    sender = forms.ChoiceField(
        label="Kdo žádá o schůzku",
        choices=MeetingRequest.Sender,
        widget=forms.RadioSelect,
        error_messages=dict.fromkeys(["required", "invalid_choice"], "Vyberte, kdo žádá o schůzku."),
    )
    name = LineField(
        label="Jméno (nepovinné)",
        required=False,
        most=_LENGTHS["name"],
        what="jméno",
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    email = email_field("E-mail", _LENGTHS["email"])
    phone = LineField(
        label="Telefon",
        required=False,
        most=60,  # one number, however it is grouped
        what="telefon",
        help_text="U čísla z ciziny napište i předvolbu státu.",
        widget=forms.TelInput({"autocomplete": "tel", "inputmode": "tel"}),
    )
    topic = TextField(
        label="Čeho se schůzka týká",
        help_text=f"Stačí pár vět, nejvýš {MeetingRequest.TOPIC_LENGTH} znaků. "
        "Nepište prosím údaje o zdraví, o dluzích ani čísla dokladů.",
        most=MeetingRequest.TOPIC_LENGTH,
        what="popis schůzky",
        widget=forms.Textarea({"rows": 8}),
        error_messages={"required": "Napište, čeho se schůzka týká. Stačí jedna věta."},
    )
    preferred_time = TextField(
        label="Kdy se vám to hodí (nepovinné)",
        required=False,
        help_text=f"Třeba dny a hodiny, nejvýš {MeetingRequest.PREFERRED_LENGTH} znaků.",
        most=MeetingRequest.PREFERRED_LENGTH,
        what="dny a hodiny",
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
            except ValidationError as error:
                raise error if is_foreign else ValidationError(NINE_DIGITS) from None
        return number

    def clean(self) -> None:
        """Demands one of e-mail and phone; silent while one of them was mistyped, because then that is the fault."""
        is_fine = not {"email", "phone"} & self.errors.keys()
        if is_fine and not (self.cleaned_data["email"] or self.cleaned_data["phone"]):
            self.add_error("email", "Vyplňte e-mail, nebo telefon. Jinak vám nemůžeme odpovědět.")
