"""The handbook of the editors: one page a task, and which of them a page of the admin is about."""

import json
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from socialnibydleni.editors.groups import PERMISSIONS

FOLDER = Path(__file__).parents[1] / "handbook"
PICTURE = re.compile(r'<img src="([\w-]+)" alt="([^"]*)">')


class Task(NamedTuple):
    """A page of the handbook; its text is the file `handbook/<slug>.html`."""

    slug: str
    title: str
    model: str  # what it is done to
    action: str  # and by which right

    @property
    def who(self) -> list[str]:
        """The groups that may do it."""
        return [group for group, models in PERMISSIONS.items() if self.action in models.get(self.model, ())]


TASKS = (
    Task("telefon", "Změnit telefonní číslo nebo e-mail", "contact.contactcentre", "change"),
    Task("hodiny", "Změnit konzultační hodiny", "contact.consultationhours", "change"),
    Task("zavrit", "Zavřít kontaktní centrum na týden", "contact.hoursexception", "add"),
    Task("text", "Upravit text stránky a zveřejnit ho", "pages.pageversion", "publish"),
    Task("plan", "Naplánovat zveřejnění a zrušit plán", "pages.pageversion", "publish"),
    Task("nahled", "Ukázat koncept kolegovi bez účtu", "pages.previewlink", "add"),
    Task("aktualita", "Napsat aktualitu", "pages.pageversion", "publish"),
    Task("dokument", "Zveřejnit dokument a nahradit ho novým", "pages.document", "publish"),
    Task("vratit", "Vrátit starší text nebo údaj", "pages.pageversion", "publish"),
    Task("overit", "Ověřit údaje", "contact.contactcentre", "change"),
)
BY_SLUG = {task.slug: task for task in TASKS}

# Which page of the admin is about which task, by the name of its address: first how that ends, then how it begins.
ENDS = {"_verify": "overit", "_history": "vratit", "_compare": "vratit"}
BEGINS = {
    "contact_contactcentre": "telefon",
    "contact_openinghours": "hodiny",
    "municipalities_municipality": "overit",
    "pages_document": "dokument",
    "pages_notice": "zavrit",
    "pages_page": "text",
    "pages_previewlink": "nahled",
    "pages_project": "overit",
    "pages_source": "overit",
}


def task_about(name: str) -> Task | None:
    """The task that the page of the admin with this name is about; None where no page of the handbook fits."""
    for end, slug in ENDS.items():
        if name.endswith(end):
            return BY_SLUG[slug]
    model, _, _ = name.rpartition("_")
    return BY_SLUG.get(BEGINS.get(model, ""))


@cache
def source(slug: str) -> str:
    """The text of a task as it stands in its file."""
    return (FOLDER / f"{slug}.html").read_text()


@cache
def pictures() -> dict[str, dict]:
    """What is known of the pictures, by name: their size, and what they show as a screen reader would say it."""
    return json.loads((FOLDER / "pictures.json").read_text())


def body(task: Task, *, below: int = 1) -> SafeString:
    """The text of a task with its pictures, for a page where its title is a heading of level `below`."""
    text = PICTURE.sub(_picture, source(task.slug))
    return mark_safe(re.sub(r"(</?h)2>", rf"\g<1>{below + 1}>", text))  # noqa: S308 - a file of ours


def neighbours(task: Task) -> dict[str, Task | None]:
    """The tasks before and after this one."""
    place = TASKS.index(task)
    return {"before": TASKS[place - 1] if place else None, "after": next(iter(TASKS[place + 1 :]), None)}


def _picture(found: re.Match[str]) -> str:
    name, alt = found.groups()
    about = pictures()[name]
    address = static(f"handbook/{name}.webp")
    return format_html('<img src="{}" alt="{}" width="{}" height="{}">', address, alt, about["width"], about["height"])
