"""The page of a municipality in the terms of schema.org, for search engines.

That a municipality takes part is the source's word of its own day. The page says for when it holds, and the project
when it ended; nothing here says that it goes on.
"""

from typing import Any

from django.conf import settings

from municipalities.models import Municipality
from pages.facts.project import Project
from pages.frame.frame import Frame
from pages.languages import languages
from pages.templatetags.languages import in_language_plain
from pages.templatetags.site import project_days


def node(municipality: Municipality, frame: Frame) -> dict[str, Any]:
    """The page in the active language, the municipality that it is about, and the project in which it took part."""
    project, language = frame.get("project"), languages.active()
    address = settings.SITE_URL + language.address_of(municipality.get_absolute_url())
    known_on = min(municipality.known_on, project.ends_on) if project and project.ends_on else municipality.known_on
    return {
        "@type": "WebPage",
        "@id": address,
        "url": address,
        "name": municipality.name,
        "inLanguage": language.html,
        "temporalCoverage": known_on.isoformat(),
        "about": _place(municipality, address),
        **({"mentions": _project(project, frame)} if project else {}),
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


def _project(project: Project, frame: Frame) -> dict[str, Any]:
    return {
        "@type": "Project",
        "@id": f"{settings.SITE_URL}/#projekt",
        "name": in_language_plain(project.short_name, frame),
        **project_days(project),
    }
