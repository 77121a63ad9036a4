"""What the search may find of the help, and in which words people say that they need it."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.urls import reverse

from contact.help import shown
from pages.frame.frame import Frame
from pages.registry import Entry
from pages.templatetags.czech import phone

# A phrase of need a line. Whoever types all its words, in any form and order, needs help; small words do not count.
PHRASES = Path(__file__).with_name("phrases.txt").read_text(encoding="utf-8").strip()


def entries(moment: datetime) -> Iterator[Entry]:
    """The page by who helps at the moment and with what, and before all others for a phrase of need."""
    lines = []
    for row in shown.rows(Frame(moment)):
        contact = ", ".join(filter(None, [phone(row.phone) if row.phone else "", row.web]))
        lines.append(f"{row.who}: {row.what} {contact}")
        lines += [situation.words for situation in row.situations.all()]
    yield Entry(reverse("help"), body="\n".join(dict.fromkeys(lines)), names=PHRASES)
