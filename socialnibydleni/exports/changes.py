"""What changed for readers, from the rows' own histories: each change with its true moment and the page to read.

To verify a fact changes nothing. What nobody can read any more is told of as gone, and without its words.
"""

from collections.abc import Iterator
from datetime import datetime
from heapq import nlargest
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import F, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest
from django.utils.html import escape

from pages import registry
from pages.frame import filled
from pages.frame.frame import Frame
from pages.models import Document, DocumentVersion, Notice, Page, PageVersion
from pages.registry import PublicAddress
from socialnibydleni.exports.fact_changes import BEGUN, GONE, fact_changes

LATEST = 100  # who looks less often than they come may miss some
PAGE_GONE, DOCUMENT_GONE = "Stránku jsme vzali z webu", "Dokument jsme vzali z webu"
TEXT_GONE = "Text této stránky jsme vzali z webu."
END, END_NOTE = "Projekt skončil", "Tento web už neaktualizujeme, údaje na něm už nemusí platit."
NOTICE, NOTICE_OVER = "Oznámení", "Oznámení skončilo"


class Change(NamedTuple):
    """One entry: `name` and the moment `since` stay when it is told anew, at a later `moment`."""

    moment: datetime
    since: datetime
    name: str
    title: str
    address: str
    note: str = ""


def latest(frame: Frame) -> list[Change]:
    """The latest changes by the frame's moment, the very last one first."""
    pages = {entry.address: entry for entry in registry.listed_addresses(frame)}
    found = [*_texts(frame, pages), *_documents(frame), *_facts(pages), *_notices(frame), *_end(frame)]
    return nlargest(LATEST, found, key=lambda change: (change.moment, change.name))


def _texts(frame: Frame, pages: dict[str, PublicAddress]) -> Iterator[Change]:
    """Every text that said something, told anew where it was only rid of a misprint; and texts that were withdrawn.

    Of a text that was replaced only what its page goes on to tell of it: with a note, or not at all. Of translations
    nothing, since the feed is in Czech.
    """
    czech = PageVersion.objects.exclude(page__kind=Page.Kind.TRANSLATION)
    withdrawn: Any = czech.live(frame.moment).filter(withdrawn_at__lte=frame.moment)
    gone, told, replaced = set(), set(), set()
    for version in withdrawn.select_related("page").defer("body"):
        gone.add(version.page_id)
        address, at = version.page.address, version.withdrawn_at
        title, note = (pages[address].title, TEXT_GONE) if address in pages else (PAGE_GONE, "")
        yield Change(at, at, f"verze-{version.pk}-stazena", title, address, note)
    newest = list(czech.published(frame.moment).values_list("pk", flat=True)[:LATEST])
    versions: Any = PageVersion.objects.filter(pk__in=newest).exclude(page__in=gone)
    versions = versions.exclude(withdrawn_at__lte=frame.moment)
    for version in versions.annotate(**_said_by()).select_related("page").defer("body").order_by("-publish_at", "-id"):
        address = version.page.address
        is_known = version.said_pk in told or (version.page_id in replaced and not version.said_note)
        told.add(version.said_pk)
        replaced.add(version.page_id)
        if is_known or address not in pages:
            continue
        title = pages[address].title if version.page.kind == Page.Kind.MUNICIPALITY else version.title
        note, name = version.said_note or version.summary, f"verze-{version.said_pk}"
        yield Change(version.publish_at, version.said_at, name, title, address, note)


def _said_by() -> dict[str, Coalesce | Subquery]:
    """Of a version the last one up to it that was no mere correction, as annotations."""
    upto = PageVersion.objects.filter(page=OuterRef("page"), publish_at__lte=OuterRef("publish_at"), is_typo_fix=False)
    said = upto.order_by("-publish_at", "-id")
    return {
        "said_pk": Coalesce(Subquery(said.values("pk")[:1]), F("pk")),
        "said_at": Coalesce(Subquery(said.values("publish_at")[:1]), F("publish_at")),
        "said_note": Subquery(said.values("change_note")[:1]),
    }


def _documents(frame: Frame) -> Iterator[Change]:
    """Every version that readers could have, from when they could; and documents that were withdrawn."""
    withdrawn: Any = Document.objects.filter(withdrawn_at__lte=frame.moment).order_by("-withdrawn_at")
    for document in withdrawn[:LATEST]:
        at = document.withdrawn_at
        yield Change(at, at, f"dokument-{document.pk}-stazen", DOCUMENT_GONE, document.get_absolute_url())
    shown = Document.objects.published(frame.moment)
    versions: Any = DocumentVersion.objects.filter(document__in=shown, valid_from__lte=frame.moment)
    dated = versions.annotate(at=Greatest("valid_from", "document__publish_at")).select_related("document")
    newest = dated.order_by("-at", "-document_id", "-valid_from", "-id")[:LATEST]
    for (at, _), (version, *_unseen) in groupby(newest, key=lambda version: (version.at, version.document_id)):
        document = version.document
        note = version.note or document.description
        yield Change(at, at, f"dokument-verze-{version.pk}", document.title, document.get_absolute_url(), note)


def _facts(pages: dict[str, PublicAddress]) -> Iterator[Change]:
    """What changed in the facts of a page; that they were loaded is no change."""
    for saved in fact_changes(pages, LATEST):
        address, since, _ = saved[0]
        sentences = list(dict.fromkeys(one.said for one in saved))
        if BEGUN in sentences:
            continue
        name = f"{address}#udaje-{since:%H%M%S%f}"
        is_gone = sentences == [GONE]
        title, note = (PAGE_GONE, "") if is_gone else (pages[address].title, " ".join(sentences))
        yield Change(saved[-1].moment, since, name, title, address, note)


def _notices(frame: Frame) -> Iterator[Change]:
    """Notices that readers see, and that some which they saw are over; not where nothing is said of the moment."""
    if frame.is_withheld:
        return
    records = Notice.history.filter(id=OuterRef("pk")).order_by("-history_id")
    begun: Any = Notice.objects.filter(starts_at__lte=frame.moment).order_by("-starts_at")
    for notice in begun.annotate(changed_at=Subquery(records.values("history_date")[:1]))[:LATEST]:
        name, since = f"oznameni-{notice.pk}", notice.starts_at
        changed_at = notice.changed_at or since
        if notice.is_over(frame.moment):
            yield Change(max(notice.ends_at, changed_at), since, f"{name}-konec", NOTICE_OVER, "/")
        else:
            text = filled.plain(f"<p>{escape(notice.text)}</p>", frame)
            yield Change(max(since, changed_at), since, name, NOTICE, "/", text)
    deleted = Notice.history.filter(history_type="-", starts_at__lte=F("history_date"))
    for record in deleted.order_by("-history_date")[:LATEST]:
        at = min(record.ends_at, record.history_date)
        yield Change(at, record.starts_at, f"oznameni-{record.id}-konec", NOTICE_OVER, "/")


def _end(frame: Frame) -> Iterator[Change]:
    """That the project has ended, once it has."""
    if frame.is_closed:
        at = frame["project"].closes_at
        yield Change(at, at, "konec-projektu", END, "/", END_NOTE)
