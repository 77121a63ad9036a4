"""A form of the admin that is sent twice, by a second click or by going back, makes one row."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from pages.models import Document, DocumentVersion, Notice, Page, PageVersion, PreviewLink, SentForm
from pages.web import stamp
from tests.pages.documents.typed import TYPED, upload

pytestmark = pytest.mark.django_db
NOTICE = {
    "text": "Od 22. do 31. 12. na telefonu nejsme.",
    "link_text": "",
    "link_address": "",
    "starts_at_0": "7. 12. 2026",
    "starts_at_1": "8:00",
    "ends_at_0": "1. 1. 2099",
    "ends_at_1": "0:00",
}
PAGE = {
    "kind": "free",
    "title": "Jak to chodí",
    "summary": "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit.",
    "body": "<p>Stačí napsat.</p>",
    "menu_title": "",
    "slug": "",
    "above": "",
}
FORMS = [
    (Notice, lambda: NOTICE, {"text": "V lednu na telefonu jsme."}),
    (Document, lambda: {**TYPED, "upload": upload()}, {"title": "Jiná metodika"}),
    (Page, lambda: PAGE, {"slug": "jinak"}),
    (PreviewLink, lambda: {"for_whom": "Jana"}, {"for_whom": "Petr"}),
]
each_form = pytest.mark.parametrize(
    ("model", "typed", "other"),
    [pytest.param(*form, marks=[pytest.mark.process] if form[0] is Document else []) for form in FORMS],
    ids=[model.__name__ for model, *_ in FORMS],
)


@pytest.fixture
def form(editor_client):
    """Opens the form of a new row and gives what sends it."""

    def opened(model):
        address = f"/sprava/pages/{model._meta.model_name}/add/"
        found = editor_client.get(address).content.decode().partition('name="stamp" value="')[2].partition('"')[0]

        def send(typed, **others):
            response = editor_client.post(address, {**typed, "stamp": found, "_save": "1", **others})
            assert response.status_code == 302, response.context["errors"]
            return response

        return send

    return opened


def count():
    return [model.objects.count() for model in [Notice, Document, DocumentVersion, Page, PageVersion, PreviewLink]]


@each_form
def test_the_same_form_sent_twice_makes_one_row_and_is_answered_alike(form, model, typed, other):
    send = form(model)
    first = send(typed())
    before = count()
    again = send(typed(), _save="znovu")
    assert count() == before
    assert again["Location"] == first["Location"]


@each_form
def test_another_text_or_another_form_is_another_row(form, model, typed, other):
    send, before = form(model), model.objects.count()
    send(typed())
    send({**typed(), **other})
    form(model)({**typed(), **other, **({"slug": "potreti"} if model in {Page, Document} else {})})
    assert model.objects.count() == before + 3


def test_the_button_that_is_pressed_the_second_time_leads_on(form):
    send = form(Page)
    send(PAGE)
    page = Page.objects.get(address="/jak-to-chodi/")
    assert send(PAGE, _publish="1")["Location"] == f"/sprava/pages/page/{page.pk}/zverejnit/"


def test_what_was_deleted_since_can_be_made_anew(form):
    send = form(PreviewLink)
    send({"for_whom": "Jana"})
    PreviewLink.objects.all().delete()
    send({"for_whom": "Jana"})
    assert PreviewLink.objects.count() == 1


def test_a_refused_form_keeps_its_stamp_and_makes_nothing(editor_client):
    address = "/sprava/pages/notice/add/"
    shown = editor_client.get(address).context["stamp"]
    refused = editor_client.post(address, {**NOTICE, "text": "", "stamp": shown})
    assert refused.context["stamp"] == shown
    assert not SentForm.objects.exists()


def test_a_form_that_is_too_old_is_saved_as_ever(editor_client):
    address, old = "/sprava/pages/notice/add/", stamp.issue(timezone.now() - stamp.LIFE - timedelta(hours=1))
    assert [editor_client.post(address, {**NOTICE, "stamp": old}).status_code for _ in range(2)] == [302, 302]
    assert Notice.objects.count() == 2


def test_what_was_sent_is_forgotten_after_days(form):
    form(PreviewLink)({"for_whom": "Jana"})
    with time_machine.travel(timezone.now() + 3 * stamp.LIFE):
        call_command("housekeeping", verbosity=0)
    assert not SentForm.objects.exists()
