"""No form of the admin is left out: wherever somebody writes, what was written comes back."""

from datetime import timedelta

import html5lib
import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import resolve
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from contact.models import MeetingRequest
from pages.models import PublicationRequest
from pages.prose import publishing
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.door import WRITTEN_IN
from socialnibydleni.editors.kept.owner import FIELD
from socialnibydleni.editors.kept.sent import Sent
from tests.pages.documents.typed import TYPED
from tests.socialnibydleni.editors.kept.writers import drafted, notice, read_by_all, request

SECRET = {"password_change", "backup_codes", "renew"}  # passwords and codes are never kept
ASKED = {"cancel_view"}  # a choice of two before a meeting is cancelled; after signing in it is asked again


@pytest.fixture
def addresses(editor, editor_client):
    """Each page of the admin, with a row of each kind where it is about one."""
    notice(), request()
    waiting = publishing.newest(drafted())
    PublicationRequest.objects.create(version=waiting, asked_at=timezone.now())
    MeetingRequest.objects.update(state="agreed", agreed_at=timezone.now() + timedelta(days=5))
    shown = read_by_all()
    User.objects.create_user("vera", is_staff=True)
    editor_client.post("/sprava/pages/document/add/", {**TYPED, "url": "https://www.mpsv.cz/"})
    found = []
    for pattern in admin.site.get_urls():
        for each in getattr(pattern, "url_patterns", [pattern]):
            start = "/sprava/" if each is pattern else f"/sprava/{pattern.pattern}"
            model = next(
                (model for model in admin.site._registry if f"{model._meta.label_lower.replace('.', '/')}/" in start),
                None,
            )
            rows = model._base_manager.order_by("-pk")[:2] if model else []
            numbers = {str(row.pk) for row in rows} | ({str(shown.pk)} if "pages/page/" in start else set())
            route = str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
            for number in numbers or {"1"}:
                parts = {"int:object_id": number, "path:object_id": number, "int:number": "1", "slug:what": "verified"}
                filled = route
                for part, value in parts.items():
                    filled = filled.replace(f"<{part}>", value)
                if "<" not in filled and "(" not in filled and "log" not in filled:
                    found.append(start + filled)
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_wherever_somebody_writes_it_is_kept(addresses, editor_client):
    written, left_out, nobodys = set(), set(), set()
    for address in addresses:
        answer = editor_client.get(address)
        name = resolve(address).func.__name__
        if answer.status_code != 200 or "text/html" not in answer["Content-Type"] or name == "changelist_view":
            continue
        for form in forms_of(answer):
            if any(is_written(field) for field in form.iter()):
                (written if name in WRITTEN_IN else left_out).add(name)
                if not any(field.get("name") == FIELD for field in form.iter("input")):
                    nobodys.add(address)
    # The addresses of the one name a record, and who may publish asks nobody for it.
    assert written == WRITTEN_IN - {"history_form_view", "ask_view"}
    assert left_out == SECRET | ASKED
    assert nobodys == set()


def forms_of(answer):
    page = html5lib.parse(answer.content.decode(), namespaceHTMLElements=False)
    return [form for form in page.iter("form") if form.get("method") == "post"]


def is_written(field):
    unwritten = {"hidden", "submit", "button"}
    is_field = field.tag in {"textarea", "select"} or (field.tag == "input" and field.get("type") not in unwritten)
    return is_field and field.get("readonly") is None and field.get("disabled") is None


texts = st.text(max_size=20)


@given(st.lists(st.tuples(texts, st.lists(texts, max_size=3)), max_size=4), st.lists(texts, max_size=2))
def test_what_is_shut_away_is_opened_as_it_was(fields, files):
    moment = timezone.now()
    sent = Sent(7, "/sprava/pages/page/add/?kind=news", moment.timestamp(), [list(one) for one in fields], files)
    shut = sending.shut(sent)
    assert sending.opened(shut, moment) == sent
    assert sending.opened(shut[:-5] + "AAAA=", moment) is None


def test_nobody_opens_it_with_another_key(settings):
    moment = timezone.now()
    shut = sending.shut(Sent(7, "/", moment.timestamp(), [], []))
    settings.SECRET_KEY = "jiny-klic" * 9
    assert sending.opened(shut, moment) is None
