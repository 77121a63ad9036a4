"""Who issues the one-time codes: the name under which an authenticator lists the account."""

from typing import Any

from django.apps import apps


def of_codes(_device: Any) -> str:
    """The site's name of now, for `OTP_TOTP_ISSUER`; settings name it before there are models."""
    project = apps.get_model("pages", "Project").objects.the_one()
    return project.short_name if project else "Správa webu"
