"""Template filters that make a text right in its language: typography, dates, phone numbers, plurals.

The rules of typography are in `pages.typography`; here they only meet Django's idea of safe markup.
"""

import re
from datetime import date
from decimal import Decimal

from django import template
from django.template.defaultfilters import stringfilter
from django.utils.dateformat import format as date_format
from django.utils.html import format_html
from django.utils.safestring import SafeData, SafeString
from django.utils.translation import get_language

from pages.typography import NBSP, czech_date, typeset, typeset_html

register = template.Library()

# Country calling codes by their length (ITU-T E.164): one digit, two digits; all the rest have three.
_INTERNATIONAL = re.compile(
    r"(\+(?:[17]|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|[2-9]\d\d))(\d{4,12})", re.ASCII
)
_BEFORE_EACH_THREE_DIGITS = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")


# is_safe: neither function adds <, >, & or a straight quotation mark, so safe text stays safe and other text is still
# escaped by the template.
@register.filter(is_safe=True)
@stringfilter
def cz(value: str) -> str:
    """A string in, the same with the typography of the page's language out; what is safe markup is typeset as such."""
    return typeset_html(value, _language()) if isinstance(value, SafeData) else typeset(value, _language())


@register.filter(is_safe=True)
@stringfilter
def cz_html(value: str) -> str:
    """Markup in, the same with its text typeset out: `{% filter cz_html %}…{% endfilter %}` or sanitised prose.

    Only what came in safe comes out safe; unsafe markup is escaped by the template as ever.
    """
    return typeset_html(value, _language())


def _language() -> str:
    return (get_language() or "cs")[:2]  # easy Czech is Czech


register.filter("czech_date", czech_date, expects_localtime=True)

# How a day is written in a text, in Django's letters; in Czech by `czech_date`.
_DAY = {"en": "j F Y", "uk": "d.m.Y", "cs-easy": "j. E Y"}


@register.filter(expects_localtime=True)
def written_date(value: date | None) -> str:
    """A date in, out as texts of the page's language write it: „16. 9. 2020“, „16 September 2020“; nothing in, "" out.

    It never breaks.
    """
    form = _DAY.get(get_language() or "")
    return date_format(value, form).replace(" ", NBSP) if value and form else czech_date(value)


@register.filter(expects_localtime=True)
def day(value: date | None) -> SafeString:
    """The same in <time>, so that programs read it too."""
    return (
        format_html('<time datetime="{}">{}</time>', f"{value:%Y-%m-%d}", written_date(value))
        if value
        else SafeString()
    )


@register.filter
@stringfilter
def phone(value: str) -> str:
    """„+420778455761“ in, „+420 778 455 761“ that never breaks out (ČSN 01 6910, 9.9).

    Every international number is grouped by three from the right after its country code; anything else is left alone.
    """
    number = _INTERNATIONAL.fullmatch("".join(value.split()))
    if number is None:
        return value
    country, rest = number.groups()
    return country + NBSP + _BEFORE_EACH_THREE_DIGITS.sub(NBSP, rest)


@register.filter
def plural_cs(value: float | Decimal | str | None, forms: str) -> str:
    """A number in, the form of the noun that follows it out: `{{ n }} {{ n|plural_cs:"obec,obce,obcí" }}`.

    The forms are those after 1, after 2–4, and after 0, 5 and more. A number with a fraction takes the genitive
    singular (Internetová jazyková příručka ÚJČ, „1,5 roku“): a fourth form where it differs from the second,
    as in "rok,roky,let,roku". No number in, an empty string out, as for Django's own filters.
    """
    if value in (None, ""):
        return ""
    one, few, many, *fraction = forms.split(",")
    number = abs(Decimal(str(value)))
    if number % 1:
        return fraction[0] if fraction else few
    if number == 1:
        return one
    return few if number in (2, 3, 4) else many
