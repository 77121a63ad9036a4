"""The page of a municipality in the terms of schema.org, for search engines.

That a municipality takes part is the source's word of its own day. The page says for when it holds, and the project
when it ended; nothing here says that it goes on.
"""

from typing import Any

from django.conf import settings

from municipalities.models import Municipality
from pages.facts.project import Project
from pages.templatetags.site import project_days


def node(municipality: Municipality, project: Project | None) -> dict[str, Any]:
    """The page, the municipality that it is about, and the project in which it took part."""
    address = settings.SITE_URL + municipality.get_absolute_url()
    known_on = min(municipality.known_on, project.ends_on) if project and project.ends_on else municipality.known_on
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": municipality.name,
        "inLanguage": "cs",
        "temporalCoverage": known_on.isoformat(),
        "about": _place(municipality, address),
        **({"mentions": _project(project)} if project else {}),
    }


def _place(municipality: Municipality, address: str) -> dict[str, Any]:
    point = {"@type": "GeoCoordinates", "latitude": municipality.latitude, "longitude": municipality.longitude}
    return {
        "@type": "AdministrativeArea",
        "@id": f"{address}#obec",
        "name": municipality.name,
        "identifier": municipality.lau2_code,
        "containedInPlace": {"@type": "AdministrativeArea", "name": municipality.get_region_display()},
        **({"geo": point} if municipality.place else {}),
        **({"url": municipality.verified_website} if municipality.verified_website else {}),
    }


def _project(project: Project) -> dict[str, Any]:
    return {
        "@type": "Project",
        "@id": f"{settings.SITE_URL}/#projekt",
        "name": project.short_name,
        **project_days(project),
    }
