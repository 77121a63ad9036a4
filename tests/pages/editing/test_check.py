"""„Kontrola textu“ as a request: what publishing would say of a text that nobody has saved yet."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.editing.check import views
from pages.models import Page, PageVersion, Source
from tests.admin_forms import write_draft

pytestmark = pytest.mark.django_db
NEW = "/sprava/pages/page/kontrola/"
TEXT = {"title": "Jak to chodí", "summary": "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."}
FAULTY = "<h2>Kdo</h2><p>Volejte 778 455 761, víc <a href='/obce/'>zde</a>.</p><p>Pomáhá MPSV.</p>"
FACT = (
    "Údaj „778 455 761“ je napsaný ručně a časem přestane platit. Nahraďte ho značkou {{telefon}}, "
    "web pak ukáže vždy ten platný."
)


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


@pytest.fixture
def address(about):
    return f"/sprava/pages/page/{about.pk}/kontrola/"


def told(answer):
    assert answer.status_code == 200
    return [problem["text"] for problem in answer.json()["problems"]]


def test_a_text_is_told_its_faults_their_places_and_cures_before_it_is_saved(editor_client, address):
    assert editor_client.post(address, {**TEXT, "body": FAULTY}).json() == {
        "problems": [
            {
                "kind": "fault",
                "text": "Odkaz „zde“ neříká, kam vede. Napište to, např. „Seznam obcí“.",
                "field": "body",
                "find": {"part": "link", "number": 0, "words": "zde"},
                "cure": {"act": "link", "value": ""},
            },
            {
                "kind": "fault",
                "text": FACT,
                "field": "body",
                "find": {"part": "words", "number": 0, "words": "778 455 761"},
                "cure": {"act": "fact", "value": "{{telefon}}"},
            },
            {
                "kind": "advice",
                "text": "Zkratku „MPSV“ text nevysvětluje. Napište nejdřív takhle: "
                "Ministerstvo práce a sociálních věcí (MPSV).",
                "field": "body",
                "find": {"part": "block", "number": 2, "words": "MPSV"},
                "cure": None,
            },
        ]
    }
    short = editor_client.post(address, {**TEXT, "summary": "Krátká."}).json()["problems"]
    assert [(problem["field"], problem["find"]) for problem in short] == [("summary", None)]


def test_it_says_what_publishing_says_of_the_same_text(editor_client, about, address):
    body = f"<h3>Část</h3>{FAULTY}<p><b>Tučně</b></p><p><a href='#kdo'>Kdo pomáhá</a> <a href='#neni'>Kdy</a></p>"
    draft = write_draft(editor_client, about, body=body)
    page = editor_client.get(f"/sprava/pages/page/{about.pk}/zverejnit/")
    at_publishing = [problem.message for problem in page.context["problems"]]
    assert len(at_publishing) > 4
    assert told(editor_client.post(address, {"title": draft.title, "summary": draft.summary, "body": body})) == (
        at_publishing
    )


def test_asking_writes_nothing_and_costs_five_queries_once_the_site_is_known(editor_client, address):
    versions = PageVersion.objects.count()
    for _ in range(2):
        editor_client.post(address, {**TEXT, "body": FAULTY})
    with CaptureQueriesContext(connection) as asked:
        assert len(told(editor_client.post(address, {**TEXT, "body": FAULTY}))) == 3
    assert [query["sql"] for query in asked if not query["sql"].startswith("SELECT")] == []
    assert len(asked) <= 5
    assert PageVersion.objects.count() == versions


def test_a_changed_fact_is_asked_for_at_the_next_check(editor_client, address):
    editor_client.post(address, {**TEXT, "body": FAULTY})
    page = Page.objects.create(address="/nova/", kind=Page.Kind.FREE, menu_title="Nová")
    link = "<p><a href='/nova/'>Nová stránka</a></p>"
    assert len(told(editor_client.post(address, {**TEXT, "body": link}))) == 1
    PageVersion.objects.create(page=page, title="Nová", publish_at="2020-01-01T00:00:00Z")
    assert told(editor_client.post(address, {**TEXT, "body": link})) == []


def test_a_page_that_is_not_there_yet_is_checked_by_its_own_rules(editor_client):
    term = {**TEXT, "kind": "term", "body": "<h2>Část</h2><p><a href='#cast'>Na začátek části</a></p>"}
    (missing,) = told(editor_client.post(NEW, term))
    assert missing.startswith("Chybí zdroj definice.")
    assert told(editor_client.post(NEW, {**term, "source": str(Source.objects.first().pk)})) == []


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"body": "<p>" + "<b><i>" * 9000 + "\0</p>", "title": "a\0", "source": "9" * 40, "kind": "\0"},
        {"body": "<script>alert(1)</script><p><a href='javascript:x()'>a</a><img src=x onerror=y></p>", "source": "²"},
        {"body": "{{" * 5000, "summary": "{{telefon}}", "source": "-1", "kind": "x" * 5000},
        {"body": "<p>" + "778 455 761 " * 12_000 + "</p>"},
        {"body": "<p>778-455 761 MPSV 12.00</p>" * 4000},
    ],
)
def test_whatever_is_sent_is_answered(editor_client, address, sent):
    for asked in [address, NEW]:
        answer = editor_client.post(asked, sent)
        assert answer.status_code == 200
        assert len(answer.json()["problems"]) <= views.MOST_TOLD


def test_a_text_that_is_too_long_is_not_looked_at(editor_client, address, monkeypatch):
    monkeypatch.setattr(views.html, "tidied", lambda _body: pytest.fail("looked at"))
    assert editor_client.post(address, {"body": "a" * views.MOST}).status_code == 413


def test_only_who_may_write_the_text_is_told(client, about, address, let_in, editor_client):
    reader = let_in(Client(), User.objects.create_user("ctenarka", is_staff=True))
    assert [reader.post(asked, TEXT).status_code for asked in [address, NEW]] == [403, 403]
    author = User.objects.create_user("autorka", is_staff=True)
    author.groups.add(Group.objects.get(name="Autor"))
    assert [let_in(Client(), author).post(asked, TEXT).status_code for asked in [address, NEW]] == [200, 200]
    assert Client().post(address, TEXT).status_code == 302
    assert Client(enforce_csrf_checks=True).post(address, TEXT).status_code in (302, 403)
    assert editor_client.get(address).status_code == 405
    gone = re.sub(r"\d+", "9" * 30, address)
    assert editor_client.post(gone, TEXT).status_code == 404
