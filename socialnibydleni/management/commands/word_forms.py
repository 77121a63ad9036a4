"""Writes down the Czech forms of the site's words, so that no serving process needs the dictionary and its 50 MB."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone
from simplemma.strategies.dictionaries import DefaultDictionaryFactory

from pages import registry
from pages.models import WordForms
from pages.words import stems


class Command(BaseCommand):
    """manage.py word_forms"""

    help = "Write down the Czech forms of the site's words for the search. Safe to run any number of times."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the table of word forms where it differs from the one that is stored, and print its size."""
        entries = registry.entries(timezone.now())
        parts = [(entry.title, entry.summary, entry.body, entry.also, entry.names) for entry in entries]
        texts = [stems.clean(" ".join(texts)) for texts in parts]
        site_words = frozenset(word.written for text in texts for word in stems.words(text))
        table = forms_of(site_words)
        if table != WordForms.objects.table():  # a save would make every page be rendered anew
            WordForms.objects.update_or_create(pk=1, defaults={"table": table})
        self.stdout.write(f"Word forms: {len(table)} forms of {len(site_words)} words.")


def forms_of(site_words: frozenset[str]) -> dict[str, list[str]]:
    """The table of word forms for these words, out of the dictionary."""
    return stems.word_forms(site_words, DefaultDictionaryFactory().get_dictionary("cs"))
