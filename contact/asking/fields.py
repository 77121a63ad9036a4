"""Fields of public forms: what is typed is cleaned before it is looked at, and refused by its length before that."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from pages import spelling

EMAIL_EXAMPLE = gettext_lazy("E-mail napište celý, se zavináčem a bez mezer, háčků a čárek, např. jmeno@example.cz.")
PIECES_OF_A_LETTER = 4  # a letter with its marks, typed one by one


class LineField(forms.CharField):
    """Text on one line, cleaned before it is validated.

    It says itself by how much a text is longer than `most` characters and names it in the fourth case, as `what`:
    `maxlength` would let the browser cut it without a word. Far too long, it is refused before anything looks at it.
    """

    cleaned = staticmethod(spelling.one_line)

    def __init__(self, *, most: int, what: str | Promise, **kwargs: Any):
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
            sentence = ngettext(
                "Zkraťte prosím %(what)s o %(extra)s znak. Vejde se jich sem %(most)s.",
                "Zkraťte prosím %(what)s o %(extra)s znaků. Vejde se jich sem %(most)s.",
                extra,
            )
            raise ValidationError(sentence % {"what": self.what, "extra": extra, "most": self.most})
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


def email_field(label: str | Promise, most: int, **kwargs: Any) -> EmailLineField:
    """Where somebody may leave an e-mail address."""
    return EmailLineField(
        label=label,
        required=False,
        max_length=None,
        most=most,
        what=pgettext_lazy("čtvrtý pád", "e-mail"),
        widget=forms.EmailInput({"autocomplete": "email", "inputmode": "email"}),
        error_messages={"invalid": EMAIL_EXAMPLE},
        **kwargs,
    )


class PublicForm(forms.Form):
    """A form for readers, with two fields that people do not see: the trap and the stamp."""

    web = UnseenField(required=False)
    stamp = UnseenField(required=False)
