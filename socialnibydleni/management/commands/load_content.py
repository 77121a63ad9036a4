"""Loads the content of the source document. Each entry once: what an editor changed or deleted since stays so.

A text that nobody changed since gets the words of a newer data file as a draft, and so does a page that is new to a
site which has content already; no text goes public by an update.
"""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from pages.models import LoadedEntry
from pages.rows import locks
from socialnibydleni.content_files import CONTENT_DIR, BrokenContentError, entries

OWNER = "site:"  # of the entry that says whose content it is
FIRST = "socialnibydleni"  # before the folders had names there was this one


class Command(BaseCommand):
    """manage.py load_content [--directory DIRECTORY]"""

    help = "Load the entries of the data files that were never loaded before. Safe to run any number of times."

    def add_arguments(self, parser: CommandParser) -> None:
        """The folder with the data files."""
        parser.add_argument("--directory", type=Path, default=CONTENT_DIR, help="read other data files than the site's")

    def handle(self, *args: Any, directory: Path, **options: Any) -> None:
        """Load what is new, all of it or nothing, and print how much that was.

        Raises:
            CommandError: a data file is broken; it names the file and the place.
        """
        try:
            with transaction.atomic():
                self._claim()
                loaded, known = self._load(directory)
        except BrokenContentError as error:
            raise CommandError(f"{error}. Nothing was changed.") from error
        self.stdout.write(f"Content: {loaded} entries loaded, {known} were loaded before.")

    def _claim(self) -> None:
        """One database is one site: to another's facts nothing may be added.

        Raises:
            BrokenContentError: it holds those of another folder.
        """
        name = settings.CONTENT.name
        entries = LoadedEntry.objects.all()
        owner = entries.filter(key__startswith=OWNER).values_list("key", flat=True).first()
        held = owner.removeprefix(OWNER) if owner else FIRST if entries.exists() else name
        if held != name:
            raise BrokenContentError(f"this database holds the content of {held!r}, and SITE_CONTENT is {name!r}")
        claimed, _ = entries.get_or_create(key=f"{OWNER}{name}")
        locks.hold(claimed)  # of two that load at once the second finds all that the first one loaded

    def _load(self, directory: Path) -> tuple[int, int]:
        remembered = set(LoadedEntry.objects.exclude(key__startswith=OWNER).values_list("key", flat=True))
        loaded = 0
        for entry in entries(directory, as_drafts=bool(remembered)):
            if entry.key in remembered:
                if entry.propose():
                    self.stdout.write(f"{entry.key}: the data file has other words now, they wait as a draft")
                continue
            if entry.is_there():
                self.stdout.write(f"{entry.key}: already there, left as it is")
            else:
                entry.save()
                loaded += 1
            LoadedEntry.objects.create(key=entry.key)
        return loaded, len(remembered)
