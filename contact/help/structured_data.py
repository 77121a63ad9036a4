"""Those who help in the terms of schema.org, for search engines."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext

from contact.help.rows import Help
from pages.frame.frame import Frame
from pages.templatetags.languages import in_language_plain


def node(row: Help, frame: Frame) -> dict[str, Any]:
    """A row as the page shows it in its language: a GovernmentService where an office helps, else any other service."""
    who = in_language_plain(row.who, frame)
    provider = "GovernmentOrganization" if row.is_office else "Organization"
    return {
        "@type": "GovernmentService" if row.is_office else "Service",
        "@id": f"{settings.SITE_URL}{row.get_absolute_url()}#{row.anchor}",
        "name": who,
        "description": in_language_plain(row.what, frame),
        "provider": {"@type": provider, "name": who},
        "areaServed": _area(row),
        **({"availableChannel": _channel(row)} if row.is_contact else {}),
    }


def _area(row: Help) -> dict[str, str]:
    if row.orp or row.region:
        return {"@type": "AdministrativeArea", "name": row.orp or row.get_region_display()}
    return {"@type": "Country", "name": gettext("Česko")}


def _channel(row: Help) -> dict[str, Any]:
    channel: dict[str, Any] = {"@type": "ServiceChannel"}
    if row.phone:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": row.phone}
    if row.web:
        channel["serviceUrl"] = row.web
    return channel
