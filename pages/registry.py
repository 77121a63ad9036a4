"""What the upper floors hand down to this one from their AppConfig.ready(): pages imports none of them."""

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save

_facts: dict[str, Callable[[], Any]] = {}
_parts: dict[str, Callable[[], bool]] = {}
_listeners: list[Callable[[], Any]] = []


def lend_fact(name: str, load: Callable[[], Any]) -> None:
    """Put the result of `load()` on every page's frame as `name`; it is asked once a content version."""
    _facts[name] = load


def load_facts() -> dict[str, Any]:
    """All lent facts, read from the database now."""
    return {name: load() for name, load in _facts.items()}


def offer_part(address: str, has_content: Callable[[], bool]) -> None:
    """Show the menu's entry at `address` only while `has_content()`; an entry nobody speaks for is always shown."""
    _parts[address] = has_content


def is_offered(address: str) -> bool:
    """Whether the part of the site at `address` has anything to show."""
    return address not in _parts or _parts[address]()


def watch(model: type[Model]) -> None:
    """Count a saved or deleted row of `model` as a change of content."""
    for signal in (post_save, post_delete):
        signal.connect(_content_changed, sender=model, dispatch_uid=f"content of {model._meta.label}")


def when_content_changes(listener: Callable[[], Any]) -> None:
    """Call `listener()` once a change of content made in this process has been committed."""
    if listener not in _listeners:
        _listeners.append(listener)


def listeners() -> tuple[Callable[[], Any], ...]:
    """Those who asked to hear of a change."""
    return tuple(_listeners)


def _content_changed(**_signal: Any) -> None:
    apps.get_model("pages", "ContentVersion").objects.raise_number()
