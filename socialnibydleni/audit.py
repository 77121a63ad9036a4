"""What the security officer reads: one JSON line for each event, without passwords, codes, addresses or texts."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from axes.signals import user_locked_out
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.contrib.auth.signals import user_logged_out, user_login_failed
from django.db.models.signals import post_save
from django.dispatch import receiver
from simple_history.models import HistoricalRecords

from pages.models import PageVersion

logger = logging.getLogger("audit")


def log(event: str, user: AbstractUser | None = None, **details: Any) -> None:
    """Write one line: what happened, by or to whom, and its details."""
    line = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "event": event}
    if user is not None:
        line["user"] = user.get_username()
    logger.info(json.dumps({**line, **details}, ensure_ascii=False))


@receiver(post_save, sender=PageVersion)
def _published(instance: PageVersion, raw: bool = False, **_signal: Any) -> None:
    """Who let readers see which text from when; HistoryRequestMiddleware knows whose request it was."""
    request = getattr(HistoricalRecords.context, "request", None)
    if request is not None and instance.publish_at and not raw:
        event = "withdrawn" if instance.withdrawn_at else "published"
        page, moment = instance.page.address, instance.publish_at.isoformat()
        log(event, user=request.user, page=page, version=instance.pk, publish_at=moment)


@receiver(user_logged_out)
def _signed_out(user: AbstractUser | None, **_signal: Any) -> None:
    if user is not None:
        log("signed_out", user=user)


@receiver(user_login_failed)
def _failed(credentials: dict[str, Any], **_signal: Any) -> None:
    # People type passwords into the field for the name: a name that is nobody's is not written down.
    user = get_user_model().objects.filter(username=credentials.get("username")).first()
    log("sign_in_failed", user=user)


@receiver(user_locked_out)
def _locked(username: str, **_signal: Any) -> None:
    log("locked_out", user=get_user_model().objects.filter(username=username).first())
