"""What editors do with a text: save a draft, publish, schedule, take back, restore. Each is one transaction."""

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.dispatch import Signal

from pages.content_version import ContentVersion
from pages.prose.page import Page
from pages.prose.translations import lacks_source
from pages.prose.versions import PageVersion
from pages.richtext import html
from pages.rows import locks

# Sent when a moment that nobody has seen yet is taken back; with `version` and `user`.
unscheduled = Signal()


NAMELESS_SOURCE = "U překladu není řečeno, které české verzi odpovídá. Vyberte ji u textu a koncept uložte."


class RefusedError(Exception):
    """It can't be done; the message says why, in Czech, for the editor."""


def newest(page: Page) -> PageVersion | None:
    """The version written last, published or not."""
    return PageVersion.objects.filter(page=page).select_related("page", "created_by").order_by("-number").first()


def save_draft(version: PageVersion, user: User | None, *, again: bool = False) -> PageVersion | None:
    """Write `version`, unsaved, as the newest draft of its page; None where the newest version says the same already.

    A text that was taken off may be said `again`. The caller has compared its base with `newest()` in the same
    transaction, so that nobody's text is passed over.
    """
    before = newest(version.page)
    version.created_by = user
    version.body = html.sanitise(version.body)
    is_nothing = before is None and version.is_empty and not version.page.is_free
    is_back = again and before is not None and before.withdrawn_at is not None
    if is_nothing or (version.says_the_same(before) and not is_back):
        return None
    version.save()
    return version


def publish(version: PageVersion, at: datetime, change_note: str = "", *, is_typo_fix: bool = False) -> None:
    """Let readers see `version` from `at` (aware) on.

    Raises:
        RefusedError: another version was written since, or this one has its moment already.
    """
    with transaction.atomic():
        hold(version.page)
        last = PageVersion.objects.filter(page=version.page).latest("number")
        if last.pk != version.pk:
            raise RefusedError(f"Mezitím vznikla verze {last.number}. Podívejte se na ni, než text zveřejníte.")
        if last.publish_at is not None:
            raise RefusedError(f"Verze {version.number} už je zveřejněná nebo naplánovaná.")
        if lacks_source(version):
            raise RefusedError(NAMELESS_SOURCE)
        version.publish_at, version.is_typo_fix = at, is_typo_fix
        version.change_note = "" if is_typo_fix else change_note
        version.save()


def unschedule(version: PageVersion, moment: datetime, user: User) -> None:
    """Take back a publication or withdrawal that is still to come, so that no reader has seen it.

    Raises:
        RefusedError: it is no longer to come.
    """
    planned = PageVersion.objects.filter(pk=version.pk)
    with transaction.atomic():
        hold(version.page)
        done = planned.filter(withdrawn_at__gt=moment).update(withdrawn_at=None, withdrawal_reason="")
        done = planned.filter(publish_at__gt=moment).update(publish_at=None) or done
        if not done:
            raise RefusedError("Zrušit jde jen to, co je teprve naplánované.")
        ContentVersion.objects.raise_number()
        unscheduled.send(PageVersion, version=version, user=user)
    version.refresh_from_db()


def withdraw(version: PageVersion, at: datetime, reason: str = "") -> None:
    """Take the text that readers see away from them from `at` (aware) on; the reason is for editors.

    Raises:
        RefusedError: the page is a fixed one, or its text was withdrawn already.
    """
    with transaction.atomic():
        hold(version.page)
        version.refresh_from_db(fields=["publish_at", "withdrawn_at"])
        if version.page.is_fixed:
            raise RefusedError("Pevnou stránku nejde vzít z webu, jen nahradit novým textem.")
        if version.withdrawn_at is not None:
            raise RefusedError("Tento text už je mimo web, nebo to má naplánované.")
        version.withdrawn_at, version.withdrawal_reason = at, reason
        version.save()


def restore(version: PageVersion, user: User) -> PageVersion | None:
    """A new draft with the text of an old version; None where the newest one says the same and was not taken off."""
    again = PageVersion(
        page=version.page,
        title=version.title,
        summary=version.summary,
        body=version.body,
        source=version.source,
        provision=version.provision,
        documents=version.documents,
        translated_from=version.translated_from,
        change_note=f"Obnoveno z verze {version.number}.",
    )
    if facts := version.event_facts:
        again.event = facts.copied()
    with transaction.atomic():
        hold(version.page)
        return save_draft(again, user, again=True)


def hold(page: Page) -> None:
    """Let nobody else write a text of the page, nor change anywhere what readers see, until the end of the transaction.

    What one text links to, another may take away; so whoever publishes or takes away does it alone on the whole site.
    """
    locks.hold(page)
    locks.hold(ContentVersion())
