"""Rows of every kind by the dozen, also such as hang on the rows of tests/screens.py: no screen grows with them."""

from copy import copy
from datetime import UTC, date, datetime, time, timedelta

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import Group, User
from django.contrib.contenttypes.models import ContentType
from django.contrib.redirects.models import Redirect

from contact.models import ConsultationHours, HoursException, MeetingRequest, OutgoingMail, Report
from municipalities.models import Municipality
from pages.models import (
    ContentVersion,
    Document,
    DocumentVersion,
    KnownFault,
    Notice,
    Page,
    PageVersion,
    PreviewLink,
    TextVerification,
)
from tests.screens import BODY, SHOWN, SUMMARY

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
PAST, AHEAD = datetime.now(UTC) - 400 * DAY, datetime.now(UTC) + DAY


def write(numbers):
    """A row of each kind for each number, which no call before had."""
    author = User.objects.get(username="ukazka")
    _texts(numbers, author)
    _documents(numbers, author)
    _people(numbers)
    _centre(numbers)
    numbered = [(number, f"{number:03}") for number in numbers]
    Notice.objects.bulk_create(
        Notice(text=f"Zpráva {n}", starts_at=PAST + n * DAY, ends_at=PAST + (n + 1) * DAY) for n in numbers
    )
    PreviewLink.objects.bulk_create(
        PreviewLink(for_whom=name, created_at=AHEAD - 2 * DAY, created_by=author, expires_at=AHEAD)
        for _, name in numbered
    )
    KnownFault.objects.bulk_create(KnownFault(statement_id=1, what=f"Závada {name}.") for _, name in numbered)
    _histories(numbers, author)
    ContentVersion.objects.raise_number()


def _texts(numbers, author):
    home, news = Page.objects.get(address="/"), Page.objects.get(address="/aktuality/")
    about, shown = Page.objects.get(address="/o-projektu/"), Page.objects.get(address="/ukazka/")
    pages = [Page(address=f"/volna-{n}/", kind="free", parent=home, menu_title=f"Volná {n}") for n in numbers]
    pages += [Page(address=f"/aktuality/z-{n}/", kind="news", parent=news, menu_title=f"Zpráva {n}") for n in numbers]
    body = f'{BODY}<p><a href="/ukazka/">Ukázka</a> a MPSV</p>'
    told = {"title": "Nadpis", "summary": SUMMARY, "created_by": author, "body": body}
    versions = []
    for place, page in enumerate(Page.objects.bulk_create(pages)):
        moment = PAST + place * HOUR
        versions.append(PageVersion(page=page, number=1, publish_at=moment, created_at=moment, **told))
        versions.append(
            PageVersion(page=page, number=2, publish_at=(AHEAD + place * HOUR) if place % 2 else None, **told)
        )
    for page in [about, shown]:
        last = page.versions.count()
        older = [
            PageVersion(page=page, number=last + n, publish_at=PAST - n * DAY, **told)
            for n in range(1, len(numbers) + 1)
        ]
        versions += older
    PageVersion.objects.bulk_create(versions)
    live = PageVersion.objects.live(datetime.now(UTC)).get(page=about)
    TextVerification.objects.bulk_create(TextVerification(version=live, verified_by=author) for _ in numbers)
    Redirect.objects.bulk_create(
        Redirect(site_id=settings.SITE_ID, old_path=f"/drive-{n}/", new_path="/ukazka/") for n in numbers
    )


def _documents(numbers, author):
    documents = Document.objects.bulk_create(
        Document(
            title=f"Metodika {n}",
            slug=f"metodika-{n}",
            description=SUMMARY,
            category="metodika",
            year=1990 + n % 40,
            publish_at=PAST,
        )
        for n in numbers
    )
    shown = Document.objects.get(slug="ukazka")
    DocumentVersion.objects.bulk_create(
        DocumentVersion(document=document, url="https://www.mpsv.cz/", valid_from=PAST + n * HOUR, created_by=author)
        for n, each in zip(numbers, documents, strict=True)
        for document in [each, shown]
    )


def _people(numbers):
    users = User.objects.bulk_create(User(username=f"kolega-{n}", is_staff=True) for n in numbers)
    for group in Group.objects.all():
        group.user_set.add(*users)
    some = Municipality.objects.get(slug="ukazka")
    for n in numbers:
        some.pk, some.text, some.slug, some.name, some.lau2_code = None, None, f"obec-{n}", f"Obec {n}", f"{200000 + n}"
        some.save(force_insert=True)
    requests = MeetingRequest.objects.bulk_create(
        MeetingRequest(
            reference=f"{n:08}",
            key=str(n),
            sender="person",
            email="a@example.cz",
            topic="Hrozí nám vystěhování.",
            created_at=PAST + n * HOUR,
            state="agreed" if n % 2 else "new",
            agreed_at=AHEAD + n * HOUR,
        )
        for n in numbers
    )
    Report.objects.bulk_create(
        Report(
            reference=f"{n:08}",
            key=str(n),
            kind="accessibility",
            text="Nejde to přečíst.",
            page="/obce/",
            created_at=PAST + n * HOUR,
        )
        for n in numbers
    )
    OutgoingMail.objects.bulk_create(
        OutgoingMail(
            kind="notice",
            request=request,
            message_id=f"{request.pk}@example.cz",
            recipient="a@example.cz",
            created_at=PAST,
            not_before=PAST,
        )
        for request in requests
    )


def _centre(numbers):
    ConsultationHours.objects.bulk_create(
        ConsultationHours(
            centre_id=1, weekday=6, opens_at=time(9), closes_at=time(10),
            valid_from=date(2050, 1, 1) + n * 7 * DAY, valid_through=date(2050, 1, 7) + n * 7 * DAY,
        )
        for n in numbers
    )  # fmt: skip
    HoursException.objects.bulk_create(
        HoursException(centre_id=1, from_day=day, through_day=day, reason="školení")
        for day in [date(2040, 1, 1) + n * DAY for n in numbers]
    )


def _histories(numbers, author):
    """More records of each row that has a history, an hour apart, and lines of the log; a page shows a hundred."""
    twice = range(2 * numbers.start, 2 * numbers.stop)
    for model in [*admin.site._registry, ConsultationHours, HoursException, KnownFault]:
        row = SHOWN.get(model, model._default_manager).first()
        if hasattr(model, "history"):
            states = [copy(row) for _ in twice]
            for n, state in zip(twice, states, strict=True):
                state._history_date = PAST + n * HOUR
            model.history.bulk_history_create(states, update=True, default_user=author)
        about = {
            "content_type": ContentType.objects.get_for_model(model, for_concrete_model=False),
            "object_id": row.pk,
        }
        LogEntry.objects.bulk_create(
            LogEntry(
                user=author, object_repr=str(row)[:200], action_flag=CHANGE, change_message="napsáno, verze 1",
                action_time=PAST + n * HOUR, **about
            )
            for n in twice
        )  # fmt: skip
