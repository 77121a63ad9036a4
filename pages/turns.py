"""The moments at which texts and documents appear and go: whatever is made of them is right until the next one."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pages.documents.document import Document
from pages.prose.versions import PageVersion


def all_turns() -> list[datetime]:
    """Every such moment, in order; one question for all."""
    first, *others = [
        model.objects.order_by().exclude(**{field: None}).values_list(field)
        for model in (PageVersion, Document)
        for field in ("publish_at", "withdrawn_at")
    ]
    return sorted(moment for (moment,) in first.union(*others))


def next_change(facts: Mapping[str, Any], moment: datetime) -> datetime | None:
    """The first such moment after the given one, by the fact `turns`."""
    return next((turn for turn in facts.get("turns", ()) if turn > moment), None)
