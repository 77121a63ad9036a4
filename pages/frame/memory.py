"""The facts of one content version, held in this process."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any

from django.utils import timezone

from pages import registry
from pages.content_version import ContentVersion


@dataclass(frozen=True)
class Facts:
    """What the database said at one content version, and when it was asked."""

    version: int
    values: registry.Values
    read_at: datetime
    made: dict[Hashable, Any] = field(default_factory=dict, compare=False)  # by Frame.shared

    @cached_property
    def until(self) -> datetime | None:
        """From when some of it is to be asked anew: whether a part has anything to show depends on the moment."""
        return registry.next_change(self.values, self.read_at)

    def hold_at(self, moment: datetime) -> bool:
        """Whether what is made of them at this moment is the same as at any other one of their time."""
        return self.read_at <= moment and (self.until is None or moment < self.until)

    def are_over(self) -> bool:
        """Whether that moment has come, or the clock was set back to before they were read."""
        return not self.hold_at(timezone.now())


NOTHING = Facts(-1, registry.Values(), datetime.min.replace(tzinfo=UTC))
_held = NOTHING
_is_watched = False
_has_looked = False  # since somebody watches
_shown: int | None = None
_listeners: list[Callable[[dict[str, Any]], None]] = []


def when_facts_change(listener: Callable[[dict[str, Any]], None]) -> None:
    """Call `listener(values)` in this process whenever a new content version has been read."""
    if listener not in _listeners:
        _listeners.append(listener)


def facts() -> Facts:
    """The facts of the current content version; where a watch runs, as it saw them last."""
    if _is_watched and _has_looked and not _held.are_over():
        return _held
    return look()


def rely_on_watch() -> None:
    """Let nobody but those who call `look` ask for the content version; somebody does so at least once a second.

    Whether facts that were read before still hold is asked once more.
    """
    global _is_watched, _has_looked
    _is_watched, _has_looked = True, False


def look() -> Facts:
    """The facts of the current content version; read anew when the version has moved or something's hour has come."""
    global _held, _has_looked  # noqa: PLW0603 - replaced whole, so threads see the old set or the new one, no mixture
    version = ContentVersion.objects.current()
    if _held.version != version or _held.are_over():
        moment = timezone.now()
        _held = Facts(version, registry.load_facts(), moment)
        for listener in _listeners:
            listener(_held.values)
    _has_looked = True
    return _held


def held() -> Facts:
    """The facts as they were read last, whether or not they still hold; the database is not asked."""
    return _held


def shows(version: int) -> None:
    """Note that readers get no page of an older content version from this process any more."""
    global _shown  # noqa: PLW0603 - one number
    _shown = version


def shown_version() -> int | None:
    """The content version of the pages that this process gives; None before it has read any."""
    if _is_watched:
        return _shown
    return None if _held is NOTHING else _held.version


def facts_age() -> timedelta:
    """How long ago the held facts were read; very long where there are none."""
    return timezone.now() - _held.read_at


def forget() -> None:
    """Drop the held facts; the next page reads them again."""
    global _held, _has_looked
    _held, _has_looked = NOTHING, False
