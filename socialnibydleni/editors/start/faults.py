"""What stands in the way of the site itself, and what the gate would not let through today."""

from collections.abc import Iterator

from pages import registry
from pages.editing import gate_check
from pages.frame.request import Request
from pages.models import Page
from pages.registry import Line
from pages.web.admin_address import admin_address


def lines(request: Request) -> Iterator[Line]:
    """Pages whose address the site needs or needed, broken links, and texts that break a rule."""
    for page in request.frame.shared("pages in the way", _in_the_way):
        text = f"{page.menu_title}: adresu {page.address} potřebuje sám web"
        note = "změňte ji, stará pak povede na novou"
        yield Line(text, admin_address(page, "change"), note, "Opravit", "bad")
    for page, address in request.frame.shared("pages that gave way", _gave_way):
        text = f"{page.menu_title}: stránka teď stojí na {page.address}"
        note = f"Adresu {address} potřebuje sám web. Dejte stránce lepší, stará pak povede na novou."
        yield Line(text, admin_address(page, "change"), note, "Podívat se")
    yield from gate_check.lines(request)


def _gave_way() -> list[tuple[Page, str]]:
    """Pages of editors at the address of a fixed page with a number, as `pages.rows.fixed_page` moves them."""
    fixed = Page.objects.filter(kind=Page.Kind.FIXED).exclude(address="/").values_list("address", flat=True)
    free = Page.objects.filter(kind=Page.Kind.FREE, address__regex=r"-[0-9]+/$")
    before = [(page, f"{page.address.rpartition('-')[0]}/") for page in free]
    return [(page, address) for page, address in before if address in {*fixed}]


def _in_the_way() -> list[Page]:
    taken = [f"/{part}/" for part in sorted(registry.reserved_addresses())]
    return list(Page.objects.filter(kind=Page.Kind.FREE, address__in=taken))
