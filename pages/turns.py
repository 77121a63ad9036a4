"""The moments from which a text or document reads otherwise: whatever is made of them is right until the next one."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from pages.documents.document import Document
from pages.facts import review
from pages.prose.verifications import TextVerification
from pages.prose.versions import PageVersion


def all_turns() -> list[datetime]:
    """Every such moment, in order; one question for all."""
    dated = [
        (PageVersion, "publish_at"),
        (PageVersion, "withdrawn_at"),
        (TextVerification, "verified_at"),
        (Document, "publish_at"),
        (Document, "withdrawn_at"),
    ]
    first, *others = [
        model._base_manager.order_by().exclude(**{field: None}).values_list(field) for model, field in dated
    ]
    moments = {moment for (moment,) in first.union(*others)}
    now = timezone.now()
    return sorted(moments | {grows_old_at(moment) for moment in moments if moment <= now})


def grows_old_at(moment: datetime) -> datetime:
    """The midnight (Europe/Prague) from which a text that was written or verified at `moment` says how old it is."""
    last_day = review.due_on(timezone.localdate(moment))
    return timezone.make_aware(datetime.combine(last_day + timedelta(days=1), time.min))


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first such moment after the given one, by the fact `turns`."""
    return next((turn for turn in facts.get("turns", ()) if turn > moment), None)
