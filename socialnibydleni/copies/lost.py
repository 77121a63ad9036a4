"""What a restore takes away: all that came since the backup was made, counted by kind."""

from datetime import datetime
from typing import NamedTuple

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.db import connection
from django.db.models import Max, Min, Model
from simple_history.models import HistoricalChanges

from contact.models import MeetingRequest, Report
from pages.models import DocumentVersion, Image, PageVersion

Kind = tuple[type[Model], str]  # a model, and its field that says when a row came
KINDS: dict[str, list[Kind]] = {
    "requests for a meeting": [(MeetingRequest, "created_at")],
    "reports": [(Report, "created_at")],
    "versions of texts": [(PageVersion, "created_at")],
    "versions of documents": [(DocumentVersion, "valid_from")],
    "images": [(Image, "created_at")],
    "accounts": [(User, "date_joined")],
    "steps of editors": [(LogEntry, "action_time")],
}


class Lost(NamedTuple):
    """How many of each kind, none of them 0, and the moments of the first and the last; None where there are none."""

    counts: dict[str, int]
    first: datetime | None
    last: datetime | None


def since(moment: datetime) -> Lost:
    """What came after the moment.

    Raises:
        Error: the database can't be read.
    """
    facts = [(model, "history_date") for model in apps.get_models() if issubclass(model, HistoricalChanges)]
    tables = set(connection.introspection.table_names())  # those of an older version may not all be there
    counts: dict[str, int] = {}
    moments: list[datetime] = []
    for kind, models in {**KINDS, "changes of facts": facts}.items():
        for model, field in models:
            if model._meta.db_table in tables:
                rows = model._base_manager.filter(**{f"{field}__gt": moment})
                found = rows.aggregate(first=Min(field), last=Max(field))
                if found["first"]:
                    counts[kind] = counts.get(kind, 0) + rows.count()
                    moments += found.values()
    return Lost(counts, min(moments, default=None), max(moments, default=None))
