"""The form in which somebody asks for a meeting."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contact.centre import E164
from contact.meetings.models import MeetingRequest
from pages import spelling
from pages.templatetags.czech import plural_cs

EMAIL_EXAMPLE = "E-mail napište celý, se zavináčem a bez mezer, háčků a čárek, např. jmeno@example.cz."
ONE_NUMBER = "Napište sem jen jedno telefonní číslo, např. +420 778 455 761."
ONLY_DIGITS = "Napište sem jen číslo, např. +420 778 455 761. Slova patří do pole „Kdy se vám to hodí“."
NINE_DIGITS = "České číslo má devět číslic. U čísla z ciziny napište i předvolbu státu."

PIECES_OF_A_LETTER = 4  # a letter with its marks, typed one by one
_LENGTHS = {field.name: field.max_length for field in MeetingRequest._meta.concrete_fields if field.max_length}


class LineField(forms.CharField):
    """Text on one line, cleaned before it is validated.

    It says itself by how much a text is longer than `most` characters and names it in the fourth case, as `what`:
    `maxlength` would let the browser cut it without a word. Far too long, it is refused before anything looks at it.
    """

    cleaned = staticmethod(spelling.one_line)

    def __init__(self, *, most: int, what: str, **kwargs: Any):
        super().__init__(**kwargs)
        self.most, self.what = most, what

    def to_python(self, value: str | None) -> str:
        """What was typed, None too; out comes it cleaned, "" where nothing is left.

        Raises:
            ValidationError: it is too long.
        """
        text = super().to_python(value) or ""
        if len(text) <= self.most * PIECES_OF_A_LETTER:
            text = self.cleaned(text)
        if (extra := len(text) - self.most) > 0:
            signs = plural_cs(extra, "znak,znaky,znaků")
            raise ValidationError(f"Zkraťte prosím {self.what} o {extra} {signs}. Vejde se jich sem {self.most}.")
        return text


class EmailLineField(LineField, forms.EmailField):
    """An e-mail address, cleaned before it is looked at."""

    cleaned = staticmethod(spelling.mail_address)


class TextField(LineField):
    """Text of several lines, cleaned."""

    cleaned = staticmethod(spelling.lines)
    widget = forms.Textarea


class UnseenField(forms.CharField):
    """What people do not fill in; of what a machine sends only the beginning counts."""

    def to_python(self, value: str | None) -> str:
        """The beginning on one line, "" where nothing came."""
        return spelling.one_line((super().to_python(value) or "")[:200])


class MeetingForm(forms.Form):
    """What the sender is asked, with two fields that people do not see: the trap and the stamp."""

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
    email = EmailLineField(
        label="E-mail",
        required=False,
        max_length=None,
        most=_LENGTHS["email"],
        what="e-mail",
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": EMAIL_EXAMPLE},
    )
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
    web = UnseenField(required=False)
    stamp = UnseenField(required=False)

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
