"""Where things stand in the admin."""

from django.db.models import Model
from django.urls import reverse


def admin_address(of: Model | type[Model], view: str, *arguments: object) -> str:
    """The path of a view such as "changelist" or "history"; that of a row begins its arguments with its key."""
    key = [of.pk] if isinstance(of, Model) else []
    return reverse(f"admin:{of._meta.app_label}_{of._meta.model_name}_{view}", args=[*key, *arguments])
