"""The row of django.contrib.sites, which redirects belong to, says what SITE_URL says."""

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.core import checks
from django.db import DatabaseError


def follow(**_signal: Any) -> None:
    """Write the host of SITE_URL into the row; after every migration."""
    host = urlsplit(settings.SITE_URL).netloc
    apps.get_model("sites", "Site").objects.update_or_create(
        pk=settings.SITE_ID, defaults={"domain": host, "name": host[:50]}
    )


@checks.register(checks.Tags.database)
def check(app_configs: Any = None, databases: Any = None, **_options: Any) -> list[checks.CheckMessage]:
    """Warn where the row says something else; before the first migration there is none to ask."""
    if not databases:
        return []
    host = urlsplit(settings.SITE_URL).netloc
    try:
        domain = apps.get_model("sites", "Site").objects.filter(pk=settings.SITE_ID).values_list("domain", flat=True)
        said = domain.first()
    except DatabaseError:
        return []
    if said == host:
        return []
    message = f"The row of the site says {said or 'nothing'}, SITE_URL says {host}."
    return [checks.Warning(message, hint="Run manage.py migrate; the row then follows SITE_URL.", id="site.W001")]
