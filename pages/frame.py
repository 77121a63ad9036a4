"""The frame around every public page: one moment, one set of facts, and the headers that let the page be kept."""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cached_property, wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from pages import registry
from pages.models import ContentVersion, Page, PageVersion, Sourced
from pages.versions import Preview, is_hidden

# In a request's environ:
WITHHELD = "pages.withheld"  # make the page in the form that outlives its moment
PREVIEW = "pages.preview"  # a Preview: make the page with texts that readers do not see yet


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
        """Whether that moment has come."""
        return self.until is not None and self.until <= timezone.now()


NOTHING = Facts(-1, registry.Values(), datetime.min.replace(tzinfo=UTC))
_held = NOTHING
_is_watched = False
_has_looked = False  # since somebody watches
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


def shown_version() -> int | None:
    """The content version that this process makes its pages of; None before it has read any."""
    return None if _held is NOTHING else _held.version


def facts_age() -> timedelta:
    """How long ago the held facts were read; very long where there are none."""
    return timezone.now() - _held.read_at


def forget() -> None:
    """Drop the held facts; the next page reads them again."""
    global _held, _has_looked
    _held, _has_looked = NOTHING, False


class Frame:
    """What one request shows beside its own content: `frame.project` in templates, `frame["project"]` in Python.

    A frame that is withheld is for pages that outlive their moment: nothing on them may say what holds just now.
    """

    made: dict[Hashable, Any] | None = None  # what pages share that are made one after the other in one frame

    def __init__(
        self,
        moment: datetime,
        values: dict[str, Any] | None = None,
        *,
        is_withheld: bool = False,
        preview: Preview | None = None,
        shares: bool = False,
    ):
        self.moment = moment
        self.is_withheld = is_withheld
        self.preview = preview
        self._may_share = shares and preview is None
        if values is not None:
            self.values = values

    @cached_property
    def values(self) -> dict[str, Any]:
        return self._facts.values

    @cached_property
    def _facts(self) -> Facts:
        return facts()

    @property
    def shares(self) -> bool:
        """Whether the page is one of many that are made of the same facts: not a preview, not at another moment."""
        return self._may_share and self._facts.hold_at(self.moment)

    def shared(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """What `make()` gives, made once for all pages of the same facts; the key names all else that it depends on."""
        made = self._facts.made if self.shares else self.made
        if made is None:
            return make()
        if key not in made:
            made[key] = make()
        return made[key]

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    def get(self, name: str) -> Any:
        """The fact, or None where it was not lent or there is no row yet."""
        return self.values.get(name)

    @property
    def today(self) -> date:
        """The day of the moment, in Prague."""
        return timezone.localdate(self.moment)

    def version_at(self, address: str) -> PageVersion | None:
        """The version of the page at `address` that is to be shown here, withdrawn or not."""
        if not self.shares:
            return Page.objects.version_at(address, self.moment, self.preview)
        return copy(self._live_versions.get(address))  # what a view does to it stays there

    def text_at(self, address: str) -> PageVersion:
        """What the page at `address` says here; empty without a live version. Raises Http404 without such a page."""
        version = self.version_at(address) if self.shares else None
        return version if self._shows(version) else Page.objects.text_at(address, self.moment, self.preview)

    def texts_of(self, pages: list[Page]) -> list[PageVersion]:
        """What each of the pages says here; empty without a live version."""
        if not self.shares:
            return Page.objects.texts_of(pages, self.moment, self.preview)
        versions = [(page, self.version_at(page.address)) for page in pages]
        return [version if self._shows(version) else page.without_text() for page, version in versions]

    def texts_below(self, page: Page) -> list[PageVersion]:
        """What the free pages right below the page say here, in the order of their addresses."""
        if self.shares:
            versions = [
                version
                for version in self._live_versions.values()
                if version.page.parent_id == page.pk and version.page.kind == Page.Kind.FREE
            ]
        else:
            versions = Page.objects.versions_below(page, self.moment, self.preview)
        return sorted(filter(self._shows, versions), key=lambda version: version.page.address)

    @property
    def _live_versions(self) -> dict[str, PageVersion]:
        return self.shared("texts", lambda: Page.objects.live_versions(self.moment))

    def _shows(self, version: PageVersion | None) -> bool:
        return not is_hidden(version, self.moment, self.preview)

    def last_updated(self, *days: date | None) -> date | None:
        """The latest of a page's own `days` and those of the facts in the frame around it."""
        # A list of its own, because another thread may lend a fact meanwhile.
        around = [fact.known_on for fact in list(self.values.values()) if isinstance(fact, Sourced)]
        return max([day for day in [*days, *around] if day], default=None)


def in_memory() -> Frame:
    """A frame for what goes on without the database: the facts as they were read last, nothing of the moment."""
    return Frame(timezone.now(), _held.values, is_withheld=True)


class FrameMiddleware:
    """The door: the clock is looked at here, once a request, and nowhere further in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response
        registry.when_content_changes(look)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        preview = request.META.get(PREVIEW)
        is_withheld, shares = WITHHELD in request.META, request.method in ("GET", "HEAD")  # no change is half-way done
        request.frame = Frame(timezone.now(), is_withheld=is_withheld, preview=preview, shares=shares)
        return self.get_response(request)


def frame(request: HttpRequest) -> dict[str, Frame]:
    """The context processor that gives templates the request's frame."""
    return {"frame": request.frame}


def public_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Declare a view public: GET and HEAD only, nothing personal, may be kept by anybody who asks again before use.

    Exempt from the CSRF check because it changes nothing: any other method is refused as such, not as a forged form.
    """
    kept = cache_control(public=True, max_age=0, must_revalidate=True)(view)
    return wraps(view)(csrf_exempt(require_safe(kept)))
