"""Facts inside prose: `{{telefon}}` stands there, and every page shows what the row says at its moment.

A placeholder stands in text only, never inside a tag.
"""

import re
from html import unescape

from django.core.exceptions import ValidationError

from pages import registry

PLACEHOLDER = re.compile(r"\{\{\s*([^{}<>]*?)\s*\}\}")
_BRACES = re.compile(r"\{\{|\}\}")
TAG = re.compile(r'(<(?:[^<>"]|"[^"]*")*>)')  # as the sanitiser writes it: only double quotation marks


def refuse_unusable(body: str) -> None:
    """Refuse braces that would not be filled.

    Raises:
        ValidationError: a placeholder is unknown, stands inside a tag, or is not closed; the message is in Czech.
    """
    known = registry.placeholders()
    choice = ", ".join(f"{{{{{name}}}}}" for name in known)
    texts, tags = TAG.split(body)[::2], TAG.split(body)[1::2]
    if any(_BRACES.search(tag) for tag in tags):
        raise ValidationError("Značka {{…}} nejde použít v adrese odkazu, jen v textu.")
    for name in (name for text in texts for name in PLACEHOLDER.findall(text)):
        if key(name) not in known:
            raise ValidationError(f"Značku {{{{{unescape(name)}}}}} neznáme. Můžete použít: {choice}.")
    if any(_BRACES.search(PLACEHOLDER.sub("", text)) for text in texts):
        raise ValidationError(f"Dvojité složené závorky jsou jen pro značky. Můžete použít: {choice}.")


def refuse_any(text: str) -> None:
    """Refuse braces where no placeholder is filled, as in titles.

    Raises:
        ValidationError: with a Czech message.
    """
    if _BRACES.search(text):
        raise ValidationError("Značky {{…}} jdou použít jen v textu stránky.")


def key(name: str) -> str:
    """The name of a placeholder as it is registered, from what stands between the braces in markup."""
    return unescape(name).lower()
