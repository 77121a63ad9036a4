"""The text of uploaded files, for the search: rows of a version each, which none of the former tables knows of."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.db import models, transaction

from pages.documents.versions import DocumentVersion
from pages.gate.words import SENTENCE_ENDS
from pages.words import stems

LONGEST_KEY = 40  # signs of a word that is found; what is longer is no word
MOST_TRIES = 3


def keys_of(word: stems.Word) -> frozenset[str]:
    """Under what a word is found: its stem as it is written, and the one that is left without diacritics."""
    return _keys(word.written, word.folded)


@lru_cache(maxsize=8192)  # a text says most of its words more than once, and so do those who search
def _keys(written: str, folded: str) -> frozenset[str]:
    return frozenset(key for key in (stems.stem(written), stems.bare_stem(folded)) if len(key) <= LONGEST_KEY)


def sentences_of(page: str) -> list[str]:
    """The sentences of a page, clean, in their order."""
    cleaned = (stems.clean(part) for line in page.splitlines() for part in SENTENCE_ENDS.split(line))
    return [sentence for sentence in cleaned if sentence]


class DocumentTextManager(models.Manager["DocumentText"]):
    """Writes down what was read, whole or not at all."""

    def due(self) -> models.QuerySet[DocumentVersion]:
        """Versions with a file that nobody has read yet, and that did not fail too often, the newest first."""
        over = self.filter(models.Q(is_read=True) | models.Q(tries__gte=MOST_TRIES)).values("version")
        return DocumentVersion.objects.exclude(stored_name="").exclude(pk__in=over).order_by("-pk")

    @transaction.atomic
    def keep(self, version: int, pages: Iterable[str]) -> None:
        """The text of a version, once; what another process wrote meanwhile stays."""
        row, _ = self.get_or_create(version=version)
        row = self.select_for_update().get(pk=row.pk)
        if row.is_read:
            return
        places: dict[str, int] = {}
        kept, count = [], 0
        for number, page in enumerate(pages, start=1):
            sentences = sentences_of(page)
            kept.append(DocumentPage(version=version, number=number, first=count, text="\n".join(sentences)))
            for sentence in sentences:
                for key in {key for word in stems.words(sentence) for key in keys_of(word)}:
                    places[key] = places.get(key, 0) | 1 << count
                count += 1
        DocumentPage.objects.bulk_create((page for page in kept if page.text), batch_size=100)
        words = (DocumentWord(version=version, key=key, sentences=packed(bits)) for key, bits in places.items())
        DocumentWord.objects.bulk_create(words, batch_size=500)
        row.is_read = True
        row.save()

    def failed(self, version: int) -> None:
        """Once more in vain."""
        row, _ = self.get_or_create(version=version)
        self.filter(pk=row.pk).update(tries=models.F("tries") + 1)

    def tidy(self) -> int:
        """Forget the text of versions that are no more; return of how many."""
        gone = self.exclude(version__in=DocumentVersion.objects.values("pk"))
        versions = list(gone.values_list("version", flat=True))
        DocumentWord.objects.filter(version__in=versions).delete()
        DocumentPage.objects.filter(version__in=versions).delete()
        return self.filter(version__in=versions).delete()[0]


class DocumentText(models.Model):
    """Whether the file of a version was read."""

    version = models.BigIntegerField(unique=True)  # no key: 1.0 could not delete a version with rows it does not know
    is_read = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)

    objects = DocumentTextManager()

    def __str__(self) -> str:
        return f"text of version {self.version}"


class DocumentPage(models.Model):
    """A page of a file: its sentences, a line each, and the number of the first of them in the whole file."""

    version = models.BigIntegerField()
    number = models.PositiveIntegerField()
    first = models.PositiveIntegerField()
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="document_page_is_there_once"),
        ]

    def __str__(self) -> str:
        return f"page {self.number} of version {self.version}"


class DocumentWord(models.Model):
    """In which sentences of a file a word stands: bit n of little-endian `sentences` is the n-th, from 0."""

    version = models.BigIntegerField()
    key = models.CharField(max_length=LONGEST_KEY)
    sentences = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "version"], name="document_word_is_there_once"),
        ]
        indexes = [models.Index(fields=["version"], name="document_word_of_version")]

    def __str__(self) -> str:
        return f"{self.key} in version {self.version}"


def packed(bits: int) -> bytes:
    """As they are stored."""
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def unpacked(stored: Any) -> int:
    """What `packed` stored; PostgreSQL gives a view of memory."""
    return int.from_bytes(bytes(stored), "little")
