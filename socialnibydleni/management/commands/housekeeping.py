"""What must be done now and then; safe to run any number of times, and twice at once. Best every ten minutes."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from io import StringIO
from typing import Any

from axes.models import AccessAttempt
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from contact.exports import told
from contact.meetings import mail, outbox, retention
from contact.reports import models as reports
from pages.documents import orphans, texts
from pages.documents.readable import judging
from pages.documents.store import disk
from pages.documents.stored_files import UntouchedError
from pages.external import looking
from pages.models import CommandRun, DocumentVersion, ImageFile, KeptForm, OpenForm, PreviewLink, SentForm, WorkingCopy
from socialnibydleni.copies import erased, work
from socialnibydleni.editors import asked_mail

logger = logging.getLogger(__name__)

KEEP_FAILURES = timedelta(days=30)
KEEP_PREVIEW_LINKS = timedelta(days=30)
KEEP_UNCONFIRMED = timedelta(days=1)  # keys that somebody looked at and never used


def delete_failures(moment: datetime) -> int:
    """Delete old records of failed sign-ins; return how many."""
    return AccessAttempt.objects.filter(attempt_time__lt=moment - KEEP_FAILURES).delete()[0]


def delete_unconfirmed(moment: datetime) -> int:
    """Delete second factors that somebody began to set up and left; return how many."""
    return TOTPDevice.objects.filter(confirmed=False, created_at__lt=moment - KEEP_UNCONFIRMED).delete()[0]


def delete_preview_links(moment: datetime) -> int:
    """Delete links to previews that ended long ago; return how many."""
    return PreviewLink.objects.filter(expires_at__lt=moment - KEEP_PREVIEW_LINKS).delete()[0]


def forget_sent_forms(moment: datetime) -> int:
    """Forget which forms were sent days ago; return how many."""
    return SentForm.objects.out_of_date(moment).delete()[0]


def erase_kept_forms(moment: datetime) -> int:
    """Erase what editors typed and nobody came back for; return how many."""
    return KeptForm.objects.out_of_date(moment).delete()[0]


def erase_working_copies(moment: datetime) -> int:
    """Erase what editors began to write long ago and never saved, and who once had a form open; return how many."""
    return WorkingCopy.objects.out_of_date(moment).delete()[0] + OpenForm.objects.left(moment).delete()[0]


def set_orphans_aside(moment: datetime, *, however_many: bool = False) -> int:
    """Move aside uploaded files that no row names; return how many.

    Raises:
        UntouchedError: the folder is another site's, or so many would go that the database is likely the wrong one.
    """
    named = DocumentVersion.objects.exclude(stored_name="").order_by().values_list("stored_name", flat=True)
    named = named.union(ImageFile.objects.order_by().values_list("stored_name", flat=True), all=True)
    return orphans.tidy(lambda: set(named.all()), moment, however_many=however_many)


def clear_up(_moment: datetime) -> int:
    """Delete what backups and restores left that were cut short, and say in the log what came of each."""
    sentences = work.clear(disk.root())
    for sentence in sentences:
        logger.warning(sentence)
    return len(sentences)


def write_down_erasures(_moment: datetime) -> None:
    """Complete the list beside the uploads, should a process have died between an erasure and its line."""
    erased.write_down()


# What must go when its time is over; after a restore at once.
ERASURES: dict[str, Callable[[datetime], int]] = {
    "erasing requests for a meeting": retention.erase,
    "erasing reports": reports.erase,
    "deleting failed sign-ins": delete_failures,
    "deleting unused second factors": delete_unconfirmed,
    "deleting old preview links": delete_preview_links,
    "forgetting sent forms": forget_sent_forms,
    "erasing kept forms": erase_kept_forms,
    "erasing working copies": erase_working_copies,
}
ORPHANS = "setting orphaned files aside"
Part = Callable[[datetime], int | str | None]
# In this order: the reminder goes out in the same run.
PARTS: dict[str, Part] = {
    "reminding of verifications": mail.remind_of_verification,
    "telling editors of texts": asked_mail.tell,
    "sending mails": lambda _moment: outbox.send_due(timezone.now),
    **ERASURES,
    "telling calendars": told.tell,  # of what changed while nobody told them, such as the address of the site
    "writing down erasures": write_down_erasures,
    "clearing up": clear_up,
    ORPHANS: set_orphans_aside,
    "judging documents": lambda _moment: judging.judge_due(),
    "clearing sessions": lambda _moment: call_command("clearsessions"),
    "writing down word forms": lambda _moment: call_command("word_forms", stdout=StringIO()),
    "reading documents": lambda _moment: texts.read_due(),
    # Last, since others may take their time to answer.
    "looking at links to other sites": lambda _moment: looking.look_around(timezone.now()),
}


class Command(BaseCommand):
    """manage.py housekeeping"""

    help = (
        "Send the mails that are due, remind of a verification that runs out, and delete what is no longer needed: "
        "personal data of closed requests for a meeting and of settled reports, records of failed sign-ins, sessions "
        "that have ended. "
        "Write down the forms of new words for the search, and read files that nobody has read yet. Where CHECK_LINKS "
        "says so, look whether the pages of other sites are still there to which texts and facts lead."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """The only way to let go of many files at once."""
        text = "move uploads aside that no row names, however many they are; they stay there for 30 days"
        parser.add_argument("--set-aside", action="store_true", help=text)

    def handle(self, *args: Any, set_aside: bool, **options: Any) -> None:
        """Do each part even where one before it failed; note the moment only where none did.

        Raises:
            CommandError: some did; it names them and the types of what they raised, no text, which may be personal.
        """
        moment = timezone.now()
        done, failed = [], []
        chosen: dict[str, Part] = {ORPHANS: partial(set_orphans_aside, however_many=True)} if set_aside else {}
        for name, part in {**PARTS, **chosen}.items():
            try:
                number = part(moment)
            except UntouchedError as refusal:
                failed.append(f"{name} ({refusal})")
            except Exception as error:  # its text may hold personal data
                failed.append(f"{name} ({type(error).__name__})")
            else:
                done.append(name if number is None else f"{name} ({number})")
        if failed:
            raise CommandError(f"Housekeeping failed at {', '.join(failed)}. The rest was done.")
        CommandRun.objects.note("housekeeping", moment)
        self.stdout.write(f"Housekeeping: {', '.join(done)}.")
