"""„Náhled vedle“ as a request: the page as its form would make it, for a frame in that form alone."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from municipalities.models import Municipality
from pages.editing.check.views import MOST
from pages.editing.preview import views
from pages.models import Page, PageVersion
from tests.admin_forms import write_draft
from tests.free_pages import new_page

pytestmark = pytest.mark.django_db
NEW = "/sprava/pages/page/nahled/"
TEXT = {"title": "Jak to chodí", "summary": "Tady se dozvíte, jak to chodí.", "body": "<h2>Kdo</h2><p>{{telefon}}</p>"}
OF_A_FRAME = {
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
}
OF_THE_FORM = {
    "default-src 'none'",
    "script-src 'self' 'nonce-'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def address(page):
    return f"/sprava/pages/page/{page.pk}/nahled/"


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


def main(answer, status=200):
    assert answer.status_code == status
    return re.sub(r"\s+", " ", re.search("<main.*</main>", answer.content.decode(), re.DOTALL)[0])


def sentence(answer, status=200):
    return re.fullmatch('<main id="obsah" class="wrap page"><p class="lead">(.*)</p></main>', main(answer, status))[1]


def policy(answer):
    return set(re.sub("nonce-[^']*", "nonce-", answer["Content-Security-Policy"]).split("; "))


@pytest.mark.parametrize("where", ["/", "/o-projektu/", "/obce/", "/obce/steti/"])
def test_a_page_is_shown_as_its_form_would_make_it_and_nothing_is_written(editor_client, where):
    before = Client().get(where).content
    page = Page.objects.get(address=where)
    with CaptureQueriesContext(connection) as asked:
        shown = main(editor_client.post(address(page), TEXT))
    assert "<h2" in shown
    assert TEXT["summary"] in shown.replace("\xa0", " ")
    assert 'href="tel:+420778455761"' in shown.partition("Kdo</h2>")[2]
    assert [query["sql"] for query in asked if not query["sql"].lstrip("(").startswith("SELECT")] == []
    assert Client().get(where).content == before


@pytest.mark.parametrize(
    ("kind", "way"), [("free", []), ("news", ["Aktuality"]), ("question", ["Otázky"]), ("term", ["Slovník"])]
)
def test_a_page_that_is_not_there_yet_is_shown_in_its_place(editor_client, kind, way):
    other = Page.objects.create(address="/aktuality/jina/", kind=Page.Kind.NEWS, menu_title="Jiná")
    PageVersion.objects.create(page=other, title="Jiná", publish_at="2020-01-01T00:00:00Z")
    count = Page.objects.count()
    shown = main(editor_client.post(NEW, {**TEXT, "kind": kind, "above": ""}))
    assert ("Starší aktualita</small>Jiná" in shown) == (kind == "news")
    crumbs = re.findall(r"<a [^>]*>([^<]*)</a>", re.search("<nav.*?</nav>", shown)[0])
    assert [re.split(r"[\s\xa0]", crumb)[0] for crumb in crumbs] == ["Úvod", *way]
    assert re.search(r"<h1>(.*?)</h1>", shown)[1].replace("\xa0", " ") == "Jak to chodí"
    assert Page.objects.count() == count


def test_a_new_page_stands_below_the_page_that_its_form_names(editor_client):
    sent = {**TEXT, "kind": "free", "menu_title": "Krátce", "above": "o-projektu"}
    shown = main(editor_client.post(NEW, sent))
    assert re.findall(r'href="([^"]*)"', re.search("<nav.*?</nav>", shown)[0]) == ["/", "/o-projektu/"]
    assert "Krátce" in shown


def test_of_all_other_pages_what_readers_see_is_shown(editor_client, about):
    """Canaries: drafts of the page itself, of another page, of a page below it and of a piece of news."""
    home = Page.objects.get(address="/")
    for page in [home, about, Page.objects.get(address="/aktuality/")]:
        write_draft(editor_client, page, title="Kanárek", summary="Kanárek čeká.", body="<p>Kanárek zpívá.</p>")
    new_page(editor_client, "Kanárek pod stránkou", above="/o-projektu/")
    new_page(editor_client, "Kanárek v aktualitách", kind="news")
    for page in [home, about]:
        assert "kanár" not in editor_client.post(address(page), TEXT).content.decode().lower()
    for kind in Page.OF_EDITORS:
        shown = editor_client.post(NEW, {**TEXT, "kind": kind, "above": "/o-projektu/"}).content.decode()
        assert "kanár" not in shown.lower()


def test_a_text_that_was_taken_off_the_web_is_shown_as_it_is_being_written(editor_client):
    page = new_page(editor_client, "Seminář", kind="news")
    past = timezone.now()
    PageVersion.objects.filter(page=page).update(publish_at=past, withdrawn_at=past)
    assert "Jak to" in main(editor_client.post(address(page), TEXT))


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({"body": "<p>Volejte {{tele</p>"}, "Dvojité složené závorky jsou jen pro značky."),
        ({"body": "<p>Volejte {{telefn}}</p>"}, "Značku {{telefn}} neznáme."),
        ({"title": "Volejte {{telefon}}"}, "Značky {{…}} jdou použít jen v textu stránky."),
    ],
)
def test_a_text_with_an_unfinished_fact_is_a_sentence(editor_client, about, sent, why):
    for asked in [address(about), NEW]:
        said = sentence(editor_client.post(asked, {**TEXT, **sent}))
        assert said.startswith(why)
        assert said.endswith(views.UNFINISHED.format("")), said


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"title": "<script>alert(1)</script>", "menu_title": "x" * 900, "kind": "free", "above": "/pise-se/"},
        {"body": "<p>" + "<b><i>" * 9000 + "\0</p>", "title": "a\0", "source": "9" * 40, "kind": "\0"},
        {"body": "<script>alert(1)</script><p><a href='javascript:x()'>a</a><img src=x onerror=y></p>", "source": "²"},
        {"body": "<figure data-image='999'></figure>", "source": "999999", "kind": "term", "provision": "<b>" * 99},
        {"body": "{{" * 5000, "source": "-1", "kind": "x" * 5000},
        {"kind": "news", "above": "//" * 90, "title": "a" * 9000, "summary": "\n\n" * 900},
    ],
)
def test_whatever_is_sent_is_answered(editor_client, about, sent):
    for asked in [address(about), NEW]:
        answer = editor_client.post(asked, sent)
        assert answer.status_code == 200
        assert re.search(r"<script>|javascript:|onerror", answer.content.decode()) is None


def test_a_text_that_is_too_long_is_a_sentence(editor_client, about):
    assert sentence(editor_client.post(address(about), {"body": "a" * MOST}), 413) == views.TOO_LONG


def test_a_page_that_readers_do_not_get_at_all_is_a_sentence(editor_client):
    Municipality.objects.filter(slug="steti").update(is_published=False)
    page = Page.objects.get(address="/obce/steti/")
    assert sentence(editor_client.post(address(page), TEXT)) == views.NOT_SHOWN


def test_whoever_may_not_write_the_text_gets_a_sentence_and_no_door(editor_client, about, let_in):
    """Canaries: the text that is there, and the one that is sent."""
    draft = write_draft(editor_client, about, title="Kanárek", body="<p>Kanárek zpívá.</p>")
    reader = let_in(Client(), User.objects.create_user("ctenarka", is_staff=True))
    half_way = Client()
    half_way.force_login(User.objects.create_superuser("napul"))
    sent = {"title": draft.title, "body": draft.body}
    for asked in [address(about), NEW]:
        for whose, why in [(Client(), views.SIGNED_OUT), (half_way, views.SIGNED_OUT), (reader, views.REFUSED)]:
            assert sentence(whose.get(asked), 403) == why
            assert sentence(whose.post(asked, sent), 403) == why
    assert sentence(editor_client.post("/sprava/pages/page/999999/nahled/", sent), 403) == views.REFUSED
    author = User.objects.create_user("autorka", is_staff=True)
    author.groups.add(Group.objects.get(name="Autor"))
    assert "Jak to" in main(let_in(Client(), author).post(address(about), TEXT))
    forged = let_in(Client(enforce_csrf_checks=True), User.objects.get(username="autorka"))
    answer = forged.post(address(about), sent)
    assert (answer.status_code, answer["X-Frame-Options"]) == (403, "DENY")
    assert "Kanárek" not in answer.content.decode()


def test_the_frame_before_anything_is_in_it_shows_nothing_of_any_text(editor_client, about):
    write_draft(editor_client, about, title="Kanárek")
    assert sentence(editor_client.get(address(about))) == views.NOT_YET
    assert sentence(editor_client.get(NEW)) == views.NOT_YET
    assert editor_client.put(NEW).status_code == 405


def test_the_frame_stands_in_this_site_alone_runs_nothing_and_is_kept_nowhere(editor_client, about):
    answers = [
        editor_client.get(address(about)),
        editor_client.post(address(about), TEXT),
        editor_client.post(NEW, {**TEXT, "body": "{{"}),
        Client().post(NEW, TEXT),
    ]
    for answer in answers:
        assert policy(answer) == OF_A_FRAME
        assert answer["X-Frame-Options"] == "SAMEORIGIN"
        assert answer["Cache-Control"] == "no-store"
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert answer.cookies == {}


def test_a_form_may_have_the_frame_of_its_own_preview_and_no_other_page_any(editor_client, about):
    form = f"/sprava/pages/page/{about.pk}/change/"
    for asked, preview in [(form, address(about)), ("/sprava/pages/page/add/?kind=term", NEW)]:
        answer = editor_client.get(asked)
        assert policy(answer) == OF_THE_FORM | {f"frame-src http://testserver{preview}"}
        assert answer["X-Frame-Options"] == "DENY"
        assert 'aria-controls="preview" hidden' in answer.content.decode()  # the button, until there is a script
    others = [editor_client.get(f"/sprava/pages/page/{about.pk}/verze/1/"), editor_client.get("/sprava/")]
    for answer in [*others, Client().get("/o-projektu/")]:
        assert answer.status_code == 200
        assert "frame-src" not in answer["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
