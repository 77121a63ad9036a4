"""Where things stand in the admin."""

from functools import cache

from django.db.models import Model
from django.urls import reverse


def admin_address(of: Model | type[Model], view: str, *arguments: object) -> str:
    """The path of a view such as "changelist" or "history"; that of a row begins its arguments with its key."""
    name = f"admin:{of._meta.app_label}_{of._meta.model_name}_{view}"
    if not isinstance(of, Model):
        return reverse(name, args=arguments)
    if arguments or not isinstance(of.pk, int):
        return reverse(name, args=[of.pk, *arguments])
    return str(of.pk).join(_around_the_key(name))


@cache
def _around_the_key(name: str) -> tuple[str, str]:
    """What stands before and after the key of a row: found once, because thousands of rows are named at a time."""
    before, _, after = reverse(name, args=[0]).partition("/0/")
    return f"{before}/", f"/{after}"
