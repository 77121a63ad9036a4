"""How a new fixed page of the site comes to an installation that is there already: for migrations, by their models."""

from itertools import count
from typing import Any

from django.conf import settings
from django.db.models import F
from django.utils import timezone


def add(apps: Any, alias: str, address: str, menu_title: str, before: str | None) -> None:
    """Put a fixed page at `address` into the menu, in front of the page at `before`; or nowhere in the menu.

    A page of editors that stands there moves to the next address with a number, and readers who know it are led on
    wherever the new page does not answer. A site without a home page has no content yet: it gets the page with it.
    """
    pages = apps.get_model("pages", "Page").objects.using(alias)
    home, there = pages.filter(address="/").first(), pages.filter(address=address).first()
    if home is None or (there and there.kind == "fixed"):
        return
    if there:
        _move(apps, alias, there)
    position = _room(pages, before) if before else None
    pages.create(address=address, kind="fixed", parent=home, menu_title=menu_title, menu_position=position)
    apps.get_model("pages", "ContentVersion").objects.using(alias).update(number=F("number") + 1)


def _room(pages: Any, before: str) -> int:
    """A place in the menu in front of that page, or at the end; what stood there and behind it has moved on."""
    following = pages.filter(address=before).values_list("menu_position", flat=True).first()
    last = pages.exclude(menu_position=None).order_by("-menu_position").values_list("menu_position", flat=True)
    position = following or (last.first() or 0) + 1
    for pk in pages.filter(menu_position__gte=position).order_by("-menu_position").values_list("pk", flat=True):
        pages.filter(pk=pk).update(menu_position=F("menu_position") + 1)  # the last first, for no two stand at one
    return position


def _move(apps: Any, alias: str, page: Any) -> None:
    """As `pages.prose.moving.move`, which knows the models of today only."""
    pages = apps.get_model("pages", "Page").objects.using(alias)
    redirects = apps.get_model("redirects", "Redirect").objects.using(alias)
    old = page.address
    numbered = (f"{old.rstrip('/')}-{number}/" for number in count(2))
    new = next(address for address in numbered if not pages.filter(address=address).exists())
    pages.filter(pk=page.pk).update(address=new)
    versions = apps.get_model("pages", "PageVersion").objects.using(alias)
    if versions.filter(page=page, publish_at__lte=timezone.now()).exists():
        redirects.filter(old_path__in=[old, new]).delete()
        redirects.filter(new_path=old).update(new_path=new)
        redirects.create(site_id=settings.SITE_ID, old_path=old, new_path=new)
