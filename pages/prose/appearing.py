"""Where readers will meet a text once it is published: what an editor wants to know before."""

from collections.abc import Iterator
from datetime import datetime

from pages.prose import moving
from pages.prose.news import NEWEST, news
from pages.prose.page import Page


def places(page: Page, moment: datetime) -> Iterator[str]:
    """The places at which the newest text of the page will stand if it is published at an aware moment, in Czech."""
    if page.kind == Page.Kind.NEWS:
        yield from _of_news(page, moment)
    elif page.kind == Page.Kind.MUNICIPALITY:
        yield f"na stránce obce {page.menu_title}, mezi jejími údaji"
    else:
        yield f"na adrese {page.address}" + (", v hlavním menu" if page.menu_position is not None else "")
    if page.kind == Page.Kind.QUESTION:
        yield f"mezi otázkami a odpověďmi, pod nadpisem „{page.get_reader_display()}“"
    if page.kind == Page.Kind.TERM:
        yield "ve Slovníku, a odkážou na to texty, které pojem použijí"
    if page.kind == Page.Kind.COLLECTION:
        yield "ve Sbírkách u seznamu dokumentů a na stránkách dokumentů, které ve sbírce jsou"
    if page.kind == Page.Kind.EVENT:
        yield "mezi Akcemi podle svého dne, a dokud neskončí, i v kalendáři akcí; na Úvodu jsou nejbližší tři"
    if page.kind == Page.Kind.FREE and page.parent:
        yield f"v seznamu stránek pod „{page.parent.menu_title}“"
    former = moving.former_addresses(page, moment) if page.is_free else []
    if former:
        yield f"sem povedou i starší adresy: {', '.join(former)}"
    yield "ve vyhledávání na webu"


def _of_news(page: Page, moment: datetime) -> Iterator[str]:
    """Its place follows its day, which is that of its first publication, even when it comes back."""
    others = [text for text in news(moment).defer("body") if text.page_id != page.pk]
    first = page.versions.published(moment).last()
    day = first.publish_at if first else moment
    before = sum((text.first_at or day, text.page_id) > (day, page.pk) for text in others)
    if before:
        yield f"v Aktualitách na {before + 1}. místě"
    else:
        yield "první v Aktualitách" if others else "v Aktualitách, které tím na webu přibudou"
    if before < NEWEST:
        is_there = news(moment).filter(page=page).exists()
        leaves = others[NEWEST - 1 : NEWEST] if not is_there else []
        yield f"na Úvodu místo „{leaves[0].title}“" if leaves else "na Úvodu"
    yield "u všech, kdo Aktuality odebírají"
