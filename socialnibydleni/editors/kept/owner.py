"""Whose a form of the admin is: signed in each, so that what is sent can be kept for its writer and for nobody else."""

from typing import Any, NamedTuple

from django import template
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, QueryDict
from django.template.defaulttags import CsrfTokenNode
from django.urls import reverse
from django.utils.html import format_html

FIELD = "_owner"
_signer = Signer(salt="socialnibydleni.editors.kept.owner")

register = template.Library()


class Owner(NamedTuple):
    """The account that a form was shown to, and the address of its page."""

    account: int
    page: str


def read(sent: QueryDict) -> Owner | None:
    """Whose form was sent; None where it does not say so, or we did not sign what it says."""
    try:
        return Owner(*_signer.unsign_object(sent.get(FIELD, "")))
    except BadSignature:
        return None


class _TokenNode(CsrfTokenNode):
    """The token as Django's, and for a form of the admin the owner: nobody who writes a form has to think of it."""

    def render(self, context: Any) -> str:
        request: HttpRequest | None = context.get("request")
        token = super().render(context)
        if request is None or not request.path.startswith(reverse("admin:index")):
            return token
        user = getattr(request, "user", None)
        if user is None or not user.is_authenticated:
            return token
        value = _signer.sign_object([user.pk, request.get_full_path()])
        return format_html('{}<input type="hidden" name="{}" value="{}">', token, FIELD, value)


@register.tag
def csrf_token(_parser: Any, _token: Any) -> _TokenNode:
    """In place of Django's tag of this name."""
    return _TokenNode()
