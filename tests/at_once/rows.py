"""Rows that editors meet at, beside those that every site begins with."""

from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone

from contact.models import MeetingRequest, Report
from pages.models import AssessmentDraft, Document, Notice, Page, PageVersion, PublicationRequest, Source

SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."


def document():
    return Document.objects.create(title="Metodika", description="Popis.", year=2020, category="metodika")


def notice():
    now = timezone.now()
    return Notice.objects.create(text="Zavřeno", starts_at=now, ends_at=now + timedelta(days=9))


def notice_to_come():
    soon = timezone.now() + timedelta(days=1)
    return Notice.objects.create(text="Zavřeno", starts_at=soon, ends_at=soon + timedelta(days=9))


def request(key="a"):
    row = {"created_at": timezone.now(), "sender": "person", "email": "a@example.cz", "topic": "Bydlení"}
    return MeetingRequest.objects.create(key=key, **row)


def report():
    return Report.objects.create(key="a", created_at=timezone.now(), kind="wrong", text="Telefon už neplatí.")


def account():
    user = User.objects.create_user("novak", "novak@example.cz", "dlouhe-tajne-heslo", is_staff=True)
    user.groups.add(Group.objects.get(name="Autor"))
    return user


def source():
    return Source.objects.create(name="Zdroj", publisher="Úřad", dated_on="2020-01-01")


def page(address="/jak-pozadat/", **texts):
    """A free page; `first` is a text that readers see, `draft` one that they do not."""
    home = Page.objects.get(address="/")
    made = Page.objects.create(address=address, kind=Page.Kind.FREE, parent=home, menu_title="Jak požádat")
    for number, (state, body) in enumerate(texts.items()):
        publish_at = timezone.now() - timedelta(days=1) if state == "first" else None
        PageVersion.objects.create(
            page=made, title=f"Verze {number}", summary=SUMMARY, body=f"<p>{body}</p>", publish_at=publish_at
        )
    return made


def publication_request(page):
    return PublicationRequest.objects.create(version=page.versions.get(), asked_at=timezone.now())


def planned_page():
    made = page(first="Je.", draft="Bude.")
    last = made.versions.get(number=2)
    last.publish_at, last.change_note = timezone.now() + timedelta(days=9), "Doplnili jsme."
    last.save()
    return made


def assessed():
    """A draft of an assessment that waits for an answer."""
    day = timezone.localdate()
    return AssessmentDraft.objects.create(
        loaded_at=timezone.now(), made_on=day, tools={"axe-core": "4"}, pages=3, failures=[], undecided=0
    )
