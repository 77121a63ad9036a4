"""Loads what make proof found about accessibility as a draft that an editor accepts or not."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pages.models import AssessmentDraft

LARGEST = 5_000_000  # bytes; one of the whole site with hundreds of failures has a tenth of it


class Command(BaseCommand):
    """manage.py draft_assessment FILE"""

    help = "Load an assessment of accessibility that make proof wrote; it replaces a draft that is still open."

    def add_arguments(self, parser: CommandParser) -> None:
        """FILE, which is JSON."""
        parser.add_argument("file", type=Path, help="such as test-results/posouzeni.json")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        """Load the draft and print what it holds.

        Raises:
            CommandError: FILE can't be read, is larger than LARGEST, or is no such assessment.
        """
        try:
            with file.open("rb") as opened:
                content = opened.read(LARGEST + 1)
        except OSError as error:
            raise CommandError(f"{file} can't be read: {error.strerror}.") from error
        try:
            if len(content) > LARGEST:
                raise ValueError(f"it is larger than {LARGEST:,} bytes")
            draft = AssessmentDraft.objects.load(content.decode(), timezone.localdate())
        except UnicodeDecodeError as error:
            raise CommandError(f"{file} was not loaded: it is not UTF-8.") from error
        except ValueError as error:
            raise CommandError(f"{file} was not loaded: {error}.") from error
        self.stdout.write(
            f"The assessment of {draft.made_on} waits for an editor: "
            f"{draft.pages} pages, {len(draft.failures)} failures, {draft.undecided} undecided."
        )
