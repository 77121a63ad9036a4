"""What an installation of version 1.0 has gathered; run by that version's own `manage.py shell`, so by its names only.

Prints the address of an open preview link.
"""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import User
from django.contrib.redirects.models import Redirect
from django.core.management import call_command
from django.utils import timezone

from contact.models import ContactCentre, HoursException, MeetingRequest
from municipalities.models import Municipality
from pages.models import Document, DocumentVersion, Notice, Page, PageVersion, PreviewLink, Project

LONG_AGO = datetime(2026, 11, 20, 8, tzinfo=UTC)
FILE = b"%PDF-1.7 of version 1.0"

call_command("create_editor", "editorka", "--password", "dlouhe-tajne-heslo", "--group", "Vydavatel", verbosity=0)
editor = User.objects.get(username="editorka")
for fact in [ContactCentre.objects.get(), Project.objects.get(), Municipality.objects.get(slug="brno")]:
    for what in fact.VERIFIABLE:
        fact.verify(what, editor, date(2026, 11, 20))

home = Page.objects.get(address="/")
news = Page.objects.get(address="/aktuality/")


def text(page, title, body="<p>Volejte {{telefon}}.</p>", publish_at=LONG_AGO, **values):
    """A new version of the page."""
    return PageVersion.objects.create(
        page=page, title=title, summary=title, body=body, publish_at=publish_at, created_by=editor, **values
    )


def page(address, kind, parent):
    """A page of editors."""
    return Page.objects.create(address=address, kind=kind, parent=parent, menu_title=address.strip("/"))


free = page("/jak-to-chodi/", "free", home)
text(free, "Jak to chodí", '<h2>Kdo</h2><p><a href="/obce/brno/">Brno</a></p>')
text(free, "Jak to chodí dnes", "<h2>Kdo</h2><p>{{hodiny}}</p>", change_note="Doplnili jsme hodiny.")
text(free, "Koncept", publish_at=None)
text(Page.objects.get(address="/o-projektu/"), "O projektu od ledna", publish_at=LONG_AGO + timedelta(days=50))
text(page("/stazena/", "free", home), "Stažená", withdrawn_at=LONG_AGO + timedelta(days=1))
# An address that the site itself needs today.
text(page("/kam-se-obratit/", "free", home), "Kam jít", "<p>Naše rady.</p>")
text(page("/aktuality/prvni/", "news", news), "První aktualita")
Notice.objects.create(text="Pište na {{e-mail}}.", starts_at=LONG_AGO, ends_at=LONG_AGO + timedelta(days=30))
HoursException.objects.create(
    centre_id=1, from_day=date(2026, 12, 28), through_day=date(2026, 12, 30), reason="školení pracovníků"
)
Redirect.objects.create(site_id=settings.SITE_ID, old_path="/stara-adresa/", new_path="/jak-to-chodi/")
MeetingRequest.objects.create(
    key="1", sender=MeetingRequest.Sender.values[0], email="jana@example.cz", topic="Byt", created_at=timezone.now()
)

folder = Path(settings.MEDIA_ROOT) / "dokumenty"
folder.mkdir(parents=True)
(folder / ("ab" * 16)).write_bytes(FILE)
document = Document.objects.create(
    title="Metodika",
    slug="metodika",
    description="Jak začít.",
    author="MPSV",
    category="metodika",
    year=2026,
    publish_at=LONG_AGO,
)
DocumentVersion.objects.create(
    document=document,
    stored_name="ab" * 16,
    original_name="metodika.pdf",
    extension="pdf",
    size=len(FILE),
    digest=sha256(FILE).hexdigest(),
    valid_from=LONG_AGO,
)
Municipality.objects.get(slug="brno").documents.add(document)

now = timezone.now()
link = PreviewLink.objects.create(created_at=now, created_by=editor, expires_at=now + timedelta(days=7))
print(link.address)  # noqa: T201
