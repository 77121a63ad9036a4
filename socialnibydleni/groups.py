"""The four groups of editors. Nobody works as superuser day to day."""

from typing import Any

from django.apps import apps

NAMES = ["Autor", "Vydavatel", "Kontaktní centrum", "Správce"]


def create(**_signal: Any) -> None:
    """Make the groups that do not exist yet."""
    group = apps.get_model("auth", "Group")
    for name in NAMES:
        group.objects.get_or_create(name=name)
