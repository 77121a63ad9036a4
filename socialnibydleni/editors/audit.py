"""What the security officer reads: one JSON line for each event, without passwords, codes, addresses or texts."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db import transaction
from django.db.models.signals import post_save, pre_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords

from municipalities.models import Municipality
from pages.models import Document, DocumentVersion, EventState, PageVersion
from pages.prose.publishing import unscheduled
from socialnibydleni.log import request_id

logger = logging.getLogger("audit")


def log(event: str, user: AbstractUser | None = None, **details: Any) -> None:
    """Write one line: what happened, by or to whom, and its details; nothing where the transaction comes to nothing."""
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event}
    if user is not None:
        line["user"] = user.get_username()
    if request_id():
        line["request"] = request_id()
    written = json.dumps({**line, **details}, ensure_ascii=False)
    transaction.on_commit(lambda: logger.info(written))


Published = PageVersion | Document | DocumentVersion | Municipality
# What lets readers see something or takes it away, and how the line calls it.
PUBLISHES: dict[type[Published], dict[str, str]] = {
    PageVersion: {"publish_at": "published", "withdrawn_at": "withdrawn"},
    Document: {"publish_at": "published", "withdrawn_at": "withdrawn"},
    DocumentVersion: {"valid_from": "file_added"},
    Municipality: {"is_published": "published"},
}


def _note_publication(sender: type[Published], instance: Published, raw: bool = False, **_signal: Any) -> None:
    """Who let readers see what; HistoryRequestMiddleware knows whose request it is, and without one no line is due."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is None or raw:
        return
    stored = sender.objects.filter(pk=instance.pk).first()
    for name, event in PUBLISHES[sender].items():
        value = getattr(instance, name)
        if value != getattr(stored, name, None) and not (stored is None and not value):
            log(event if value else "unpublished", user=request.user, address=instance.get_absolute_url())


for _model in PUBLISHES:
    pre_save.connect(_note_publication, sender=_model)


@receiver(post_save, sender=EventState)
def _said_of_an_event(instance: EventState, raw: bool = False, **_signal: Any) -> None:
    if not raw:
        log(f"event_{instance.kind}", user=instance.said_by, address=instance.page.get_absolute_url())


@receiver(unscheduled)
def _plan_cancelled(version: PageVersion, user: AbstractUser, **_signal: Any) -> None:
    log("unscheduled", user=user, address=version.get_absolute_url())


@receiver(user_logged_out)
def _signed_out(user: AbstractUser | None, **_signal: Any) -> None:
    if user is not None:
        log("signed_out", user=user)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], step: str = "password", **_signal: Any) -> None:
    # People type passwords into the field for the name: a name that is nobody's is not written down.
    user = get_user_model().objects.filter(username=credentials.get("username")).first()
    log("sign_in_failed", user=user, step=step)


@receiver(user_locked_out)
def _locked(username: str, **_signal: Any) -> None:
    log("locked_out", user=get_user_model().objects.filter(username=username).first())
