"""What was found of each uploaded file: the barriers in it, by the rules of `pages.uploads.barriers`."""

from collections.abc import Iterable
from typing import NamedTuple

from django.db import models
from django.utils import timezone

from pages.documents.versions import DocumentVersion
from pages.uploads.barriers.words import BARRIERS, Barrier, Barriers

RULES = 3  # one more whenever they judge otherwise; housekeeping then judges again


class Found(NamedTuple):
    """A barrier, how often it is in the file, and the extension of the file."""

    barrier: Barrier
    times: int
    extension: str

    @property
    def says(self) -> str:
        """What it is, for editors: one sentence."""
        return self.barrier.says.format(self.times)

    @property
    def cure(self) -> str:
        """How the program that made the file mends it."""
        return self.barrier.cure(self.extension)


def found(barriers: Barriers, extension: str) -> list[Found]:
    """What a judge has answered, in words; a kind that is known no more is left out."""
    return [Found(BARRIERS[kind], times, extension) for kind, times in barriers if kind in BARRIERS]


class VerdictManager(models.Manager["Verdict"]):
    """Writes verdicts down, one a version, and reads those of several versions at once."""

    def keep(self, version: int, barriers: Barriers, pages: int | None = None) -> None:
        """What was found of a version's file just now."""
        values = {"barriers": barriers, "pages": pages, "rules": RULES, "judged_at": timezone.now()}
        self.update_or_create(version=version, defaults=values)

    def due(self) -> models.QuerySet[DocumentVersion]:
        """Versions with a file that was not judged by the rules of today, the newest first."""
        judged = self.filter(rules=RULES).values("version")
        return DocumentVersion.objects.exclude(stored_name="").exclude(pk__in=judged).order_by("-pk")

    def of(self, versions: Iterable[DocumentVersion]) -> dict[int, list[Found]]:
        """What was found of the files of some versions, by their keys; without those that nobody has judged."""
        extensions = {version.pk: version.extension for version in versions}
        rows = self.filter(version__in=extensions, barriers__isnull=False).values_list("version", "barriers")
        return {version: found(barriers or [], extensions[version]) for version, barriers in rows}

    def tidy(self) -> int:
        """Forget versions that are no more; return how many."""
        return self.exclude(version__in=DocumentVersion.objects.values("pk")).delete()[0]


class Verdict(models.Model):
    """What was found of one version's file. The version itself never changes; what is known of it may."""

    version = models.BigIntegerField(unique=True)  # no key: 1.0 could not delete a version with rows it does not know
    pages = models.PositiveIntegerField(null=True)  # only a PDF says how many it has
    barriers = models.JSONField(null=True)  # see pages.uploads.barriers.words; never null
    rules = models.PositiveSmallIntegerField()
    judged_at = models.DateTimeField()

    objects = VerdictManager()

    def __str__(self) -> str:
        return f"version {self.version}: {self.barriers}"
