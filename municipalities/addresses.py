"""The public addresses of the municipalities, and the days on which what stands on their pages last changed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse

from municipalities.models import Municipality
from pages.documents import versions
from pages.events import listing
from pages.frame.frame import Frame
from pages.frame.offered import languages_of
from pages.prose import linking
from pages.reading import news
from pages.registry import Link, PublicAddress


def addresses(frame: Frame) -> Iterator[PublicAddress]:
    """Each published municipality; what is told about it is news of its page, its facts are news of the lists."""
    days, without_text = _days_of_others(frame), _day_of_list(frame)
    for municipality in frame["municipalities"]:
        own = (municipality.known_in_detail_on, without_text.get(municipality.text_id), *days[municipality.pk])
        address = municipality.get_absolute_url()
        yield PublicAddress(address, municipality.name, days=own)
        for language in languages_of(address, frame)[1:]:  # of facts alone
            day = municipality.known_in_detail_on
            yield PublicAddress(language.address_of(address), municipality.name, days=(day,))
    known_on = tuple(municipality.known_on for municipality in frame["municipalities"])
    for address in ["/", reverse("municipalities:list")]:
        for language in languages_of(address, frame):
            yield PublicAddress(language.address_of(address), days=known_on)


def _day_of_list(frame: Frame) -> dict[int, date | None]:
    """By its page, for each municipality without a text of its own, the day of the list's, which stands there."""
    shown = [page for row in frame["municipalities"] for page in (row.text, row.text.parent) if page]
    texts = {text.page_id: text for text in frame.texts_of(list({page.pk: page for page in shown}.values()))}
    days = {pk: text.changed_on for pk, text in texts.items()}
    return {pk: days.get(text.page.parent_id or 0) for pk, text in texts.items() if not text.body}


def links(_moment: datetime) -> Iterator[Link]:
    """The municipalities' own web sites and where their concepts can be read."""
    for municipality in Municipality.objects.published():
        yield from linking.links_of(municipality, municipality.verified_website, municipality.concept_url)


def _days_of_others(frame: Frame) -> dict[int, list[date | None]]:
    """By municipality the days of the documents, news and events about it."""
    about: dict[int, list[date | None]] = defaultdict(list)
    if documents := {document.document_id: document.public_on for document in versions.listed(frame)}:
        for row in Municipality.documents.through.objects.filter(document_id__in=documents):
            about[row.municipality_id].append(documents[row.document_id])
    if frame.get("has_news"):
        texts = {text.page_id: text.changed_on for text in news.seen(frame)}
        for link in Municipality.news.through.objects.filter(page_id__in=texts):
            about[link.municipality_id].append(texts[link.page_id])
    if frame.get("has_events"):
        changed_on = {event.text.page_id: event.changed_on for event in listing.told(frame) if event.when}
        named = Municipality.news.through.objects.filter(page_id__in=changed_on)
        for municipality, page in named.values_list("municipality_id", "page_id"):
            about[municipality].append(changed_on[page])
    return about
