"""Events that readers see, for tests."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from pages.models import EventFacts, Page, PageVersion

LONG_AGO = timedelta(days=30)


def event(slug="seminar", *, publish_at=None, title="Seminář: jak napsat lokální koncepci", documents=(), **facts):
    """The page of an event with one version, public since a month ago unless said otherwise."""
    parent = Page.objects.get(address="/akce/")
    page = Page.objects.create(address=f"/akce/{slug}/", kind="event", parent=parent, menu_title=title[:60])
    return version_of(
        page, publish_at=publish_at or timezone.now() - LONG_AGO, title=title, documents=documents, **facts
    )


def version_of(page, *, publish_at, title="Seminář: jak napsat lokální koncepci", documents=(), **facts):
    """Another version of it, returned with its page; a draft where `publish_at` is None."""
    version = PageVersion(
        page=page,
        title=title,
        summary="Ukážeme, jak zjistit, kdo ve vaší obci potřebuje pomoc s bydlením.",
        body="<h2>O čem bude</h2><p>Dvě až tři věty o obsahu.</p>",
        publish_at=publish_at,
        documents=list(documents),
    )
    version.event = EventFacts(**WHEN | PLACE | facts)
    version.save()
    return page


WHEN = {"starts_on": date(2027, 1, 12), "starts_at": time(9), "ends_at": time(13)}
PLACE = {"place": "Kontaktní centrum", "street": "Na Maninách 876/7", "town": "Praha-Holešovice"}
REGISTRATION = {
    "registration_url": "https://example.cz/prihlaska",
    "registration_until": datetime.fromisoformat("2027-01-08T12:00+01:00"),
}
