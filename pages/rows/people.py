"""How editors are called: by their names, and only where nobody knows them by what they sign in with."""

from typing import Any

from django.db.models import F, TextField, Value
from django.db.models.functions import Coalesce, Concat, NullIf, Trim

NAME = Coalesce(
    NullIf(Trim(Concat(F("first_name"), Value(" "), F("last_name"))), Value("")),
    F("username"),
    output_field=TextField(),
)


def name_of(user: Any) -> str:
    """An account in, „Věra Dvořáková“ or its sign-in name out; nothing of None, whose account is gone."""
    return (user.get_full_name() or user.get_username()) if user else ""
