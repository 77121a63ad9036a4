"""What a page of the handbook says: its file, with the pictures that the tests take."""

import json
import re
from functools import cache
from html import unescape
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from socialnibydleni.editors.handbook.tasks import Task

FOLDER = Path(__file__).parents[2] / "handbook"
PICTURE = re.compile(r'<img src="([\w-]+)" alt="([^"]*)">')
_BLOCK = re.compile(r"</?(?:p|li|ol|ul|h2)>")
_SENTENCE = re.compile(r"(?<=[.?!…]) (?=[A-ZÁ-Ž])")


@cache
def source(slug: str) -> str:
    """The text of a task as it stands in its file."""
    return (FOLDER / f"{slug}.html").read_text()


@cache
def sentences(slug: str) -> tuple[str, ...]:
    """The same as plain sentences, without what the pictures say again."""
    blocks = _BLOCK.split(PICTURE.sub("", source(slug)))
    plain = (unescape(strip_tags(block)).strip() for block in blocks)
    return tuple(sentence for text in plain if text for sentence in _SENTENCE.split(text))


@cache
def pictures() -> dict[str, dict]:
    """What is known of the pictures, by name: their size, and what they show as a screen reader would say it."""
    return json.loads((FOLDER / "pictures.json").read_text())


def body(task: Task, *, below: int = 1) -> SafeString:
    """The text of a task with its pictures, for a page where its title is a heading of level `below`."""
    text = PICTURE.sub(_picture, source(task.slug)).replace("<ol>", '<ol class="steps">')
    return mark_safe(re.sub(r"(</?h)2>", rf"\g<1>{below + 1}>", text))  # noqa: S308 - a file of ours


def _picture(found: re.Match[str]) -> str:
    name, alt = found.groups()
    about = pictures()[name]
    address = static(f"handbook/{name}.webp")
    return format_html('<img src="{}" alt="{}" width="{}" height="{}">', address, alt, about["width"], about["height"])
