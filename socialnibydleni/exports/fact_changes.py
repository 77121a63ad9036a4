"""What changed in the facts that pages show, by the histories of their rows; what was saved at once is one change."""

from collections.abc import Collection, Iterator
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple

from django.db.models import OuterRef, Subquery

from contact.models import ConsultationHours, ContactCentre, Help, HoursException
from municipalities.models import Municipality
from pages.models import AccessibilityStatement, Document, KnownFault, Project

ONE_SAVE = timedelta(seconds=2)  # rows that changed this close together were changed by one form
# Whose histories are read, and what readers are told of a change there.
SENTENCES: dict[type[Any], str] = {
    Project: "Změnily se údaje o projektu.",
    ContactCentre: "Změnily se údaje Kontaktního centra.",
    ConsultationHours: "Změnily se konzultační hodiny.",
    HoursException: "Změnily se výjimky z konzultačních hodin.",
    AccessibilityStatement: "Změnilo se prohlášení o přístupnosti.",
    KnownFault: "Změnilo se prohlášení o přístupnosti.",
    Help: "Změnilo se, kdo pomáhá lidem bez bydlení.",
    Municipality: "Změnily se údaje o obci.",
    Document: "Změnily se údaje o dokumentu.",
}
WHOLES: dict[type[Any], type[Any]] = {
    ConsultationHours: ContactCentre,
    HoursException: ContactCentre,
    KnownFault: AccessibilityStatement,
    Help: Help,  # each is a part of their one page
}
NEW_MUNICIPALITY, DOCUMENT_IS_BACK = "Nová stránka na webu.", "Dokument je znovu na webu."
BEGUN, GONE = "begun", "gone"  # the page's facts were loaded; the page is no longer there
VERIFICATION = ("verified_on", "verified_by_id")  # to verify changes no fact
NOT_SHOWN = {"publish_at", "withdrawn_at", "text_id"}  # told of by their own moment, or the text's own history


class Saved(NamedTuple):
    """What one record of a history says: a sentence, BEGUN or GONE."""

    address: str
    moment: datetime
    said: str


def fact_changes(there: Collection[str], most: int) -> Iterator[list[Saved]]:
    """For each save of facts its records in their order: of pages that are `there`, and of those that went."""
    found = (saved for model in SENTENCES for saved in _newest(model, most))
    ordered = sorted(saved for saved in found if (saved.said == GONE) is (saved.address not in there))
    for _address, of_page in groupby(ordered, key=lambda saved: saved.address):
        together: list[Saved] = []
        for saved in of_page:
            if together and saved.moment - together[-1].moment > ONE_SAVE:
                yield together
                together = []
            together.append(saved)
        yield together


def _newest(model: type[Any], most: int) -> Iterator[Saved]:
    """The newest records of a history that say something to readers."""
    earlier = model.history.filter(id=OuterRef("id"), history_id__lt=OuterRef("history_id")).order_by("-history_id")
    newest = model.history.order_by("-history_date", "-history_id")
    records = list(newest.annotate(before_id=Subquery(earlier.values("history_id")[:1]))[:most])
    before = model.history.in_bulk([record.before_id for record in records if record.before_id])
    owner = WHOLES.get(model, model)
    for record in records:
        if said := _said(model, record, before.get(record.before_id)):
            row = owner(slug=record.slug) if hasattr(record, "slug") else owner()
            yield Saved(row.get_absolute_url(), record.history_date, said)


def _said(model: type[Any], record: Any, before: Any) -> str:
    if model is Municipality:
        was, is_there = before is not None and before.is_published, record.is_published and record.history_type != "-"
        if was != is_there:
            return NEW_MUNICIPALITY if is_there else GONE
        return SENTENCES[model] if is_there and _differ(record, before) else ""
    if model is Document:
        return _said_of_document(record, before)
    is_loaded = model is Help and record.history_user_id is None
    if record.history_type == "+" and (model not in WHOLES or is_loaded):
        return BEGUN
    return SENTENCES[model] if before is None or record.history_type == "-" or _differ(record, before) else ""


def _said_of_document(record: Any, before: Any) -> str:
    """Its publication and its withdrawal are told of by their own moments, which may be still to come."""
    moment = record.history_date
    if before is None or not (record.publish_at and record.publish_at <= moment):
        return ""
    if record.withdrawn_at and record.withdrawn_at <= moment:
        return ""
    if before.withdrawn_at and before.withdrawn_at <= moment:
        return DOCUMENT_IS_BACK
    return SENTENCES[Document] if _differ(record, before) else ""


def _differ(record: Any, before: Any) -> bool:
    names = {field.attname for field in record.tracked_fields} - NOT_SHOWN
    shown = (name for name in names if not name.endswith(VERIFICATION))
    return any(getattr(record, name) != getattr(before, name) for name in shown)
