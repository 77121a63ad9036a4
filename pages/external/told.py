"""What editors are told of links to other web sites: in words, place by place, and only while the link stands there."""

from collections import defaultdict
from collections.abc import Iterator

from django.conf import settings

from pages import registry
from pages.external.addresses import canonical
from pages.external.rows import ExternalAddress
from pages.external.verdict import Fault
from pages.frame.frame import Frame
from pages.frame.request import Request
from pages.prose import linking
from pages.registry import Line, Link, Section
from pages.typography import czech_date
from pages.web.admin_address import admin_address

FAULTS = {
    Fault.GONE: "Stránka tam už není.",
    Fault.NO_HOST: "Web s touto adresou neexistuje.",
    Fault.REFUSED: "Server neodpovídá.",
    Fault.CERTIFICATE: "Web nemá platné zabezpečení a prohlížeč před ním varuje.",
}
MOST_LINES = 20
OPEN = "pages.view_externaladdress"


def places(frame: Frame) -> dict[str, list[Link]]:
    """Where links lead out of the site at the frame's moment, by canonical address; read once for all who ask."""

    def read() -> dict[str, list[Link]]:
        found: dict[str, list[Link]] = defaultdict(list)
        for link in dict.fromkeys(linking.outward(frame.moment)):
            found[canonical(link.href)].append(link)
        return dict(found)

    return frame.shared("links outward", read)


def fault(row: ExternalAddress) -> str:
    """Why a dead address is dead: „Stránka tam už není.“."""
    return FAULTS[Fault(row.fault)]


def since(row: ExternalAddress) -> str:
    """From which day on: „nikam nevede od 3. 12. 2026“."""
    return f"nikam nevede od {czech_date(row.failing_since)}" if row.failing_since else "nikam nevede"


def lines(request: Request) -> Iterator[Line]:
    """Each link to a dead address, in the place where it stands."""
    dead = list(ExternalAddress.objects.dead()) if settings.CHECK_LINKS else []
    if not dead:
        return
    named = places(request.frame)
    found = [(row, link) for row in dead for link in named.get(row.address, [])]
    for row, link in found[:MOST_LINES]:
        what = f"odkaz „{link.words}“" if link.words else "odkaz"
        yield Line(f"{link.place}: {what} {since(row)}", link.url, f"{fault(row)} {link.href}", "Opravit")
    if len(found) > MOST_LINES:
        text = f"A ještě další odkazy, které nikam nevedou: {len(found) - MOST_LINES}"
        yield Line(text, admin_address(ExternalAddress, "changelist"), action="Ukázat")


def register() -> None:
    """Put the section on the start page; called when the apps are ready."""
    registry.add_section(Section("Odkazy na jiné weby", lines, "", OPEN, "out"))
