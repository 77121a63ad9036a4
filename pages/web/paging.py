"""Long lists page by page: which page was asked for, and the addresses of the others."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404


def asked_page(paginator: Paginator, asked: str) -> Page:
    """The page with the number that a reader asked for.

    Raises:
        Http404: it is no number, or there is no such page.
    """
    is_number = asked.isascii() and asked.isdigit() and not asked.startswith("0") and len(asked) < 7
    if not is_number or int(asked) > paginator.num_pages:
        raise Http404
    return paginator.page(int(asked))


def links(page: Page, address: Callable[[int], str]) -> dict[str, Any]:
    """What components/pages.html needs: the page, all numbers with their addresses, and those before and after.

    Also `own_address`, since the path alone is that of the first page.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "own_address": address(page.number),
        "numbers": [(number, address(number) if isinstance(number, int) else "") for number in numbers],
        "previous": address(page.number - 1) if page.has_previous() else "",
        "next": address(page.number + 1) if page.has_next() else "",
    }
