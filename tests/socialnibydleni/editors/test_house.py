"""The house of the editors: what every screen shares, and what each role finds in it."""

import gzip
import json
import re
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from contact.hours.clock import PRAGUE
from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import Document, Page, Project
from tests.admin_forms import change, write_draft
from tests.contact.meetings.rows import asked

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]
TEXTS = ["Přehled", "Stránky", "Překlady", "Aktuality", "Akce", "Otázky", "Slovník", "Obrázky", "Dokumenty"]
TEXTS += ["Sbírky", "Oznámení", "Odkazy ven"]
ROLES = {
    "Autor": [*TEXTS, "Údaje", "Kam se obrátit", "Obce", "Projekt", "Příručka"],
    "Vydavatel": [*TEXTS, "Údaje", "Kam se obrátit", "Hlášení", "Obce", "Projekt", "Příručka"],
    "Kontaktní centrum": ["Přehled", "Údaje", "Žádosti", "Kam se obrátit", "Hlášení", "Obce", "Příručka"],
    "Správce": ["Přehled", "Účty", "Příručka"],
}


def menu_of(body):
    menu = body.partition('<div id="menu"')[2].partition("</nav>")[0]
    return re.findall(r"<a href=\"[^\"]+\"[^>]*>.*?</svg>\s*([^<\s][^<]*?)\s*<", menu, re.DOTALL)


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize("role", ROLES)
def test_the_menu_has_what_the_role_may_open(client_of, role):
    client = client_of(role)
    body = client.get("/sprava/").content.decode()
    shown = [title for title in menu_of(body) if title != "Hodiny"]
    assert shown == ROLES[role]
    for address in re.findall(r'<li><a href="([^"]+)"', body.partition('<div id="menu"')[2].partition("</nav>")[0]):
        assert client.get(address).status_code in {200, 302}, address


@pytest.mark.parametrize("address", ["/sprava/contact/help/", "/sprava/municipalities/municipality/"])
def test_a_list_to_which_nobody_adds_has_no_empty_row_of_tools_over_its_introduction(client_of, address):
    assert 'class="object-tools"' not in client_of("Autor").get(address).content.decode()
    assert 'class="object-tools"' in client_of("Vydavatel").get(address).content.decode()


def test_the_menu_marks_where_the_editor_is(editor_client):
    news = Page.objects.create(address="/aktuality/a/", kind=Page.Kind.NEWS, menu_title="A")
    for address, title in [
        ("/sprava/", "Přehled"),
        ("/sprava/pages/page/", "Stránky"),
        (reverse("admin:pages_page_change", args=[news.pk]), "Aktuality"),
        (reverse("admin:pages_page_history", args=[news.pk]), "Aktuality"),
        ("/sprava/pages/source/", "Projekt"),
        ("/sprava/prirucka/", "Příručka"),
    ]:
        menu = editor_client.get(address).content.decode().partition('<div id="menu"')[2].partition("</nav>")[0]
        here = re.findall(r'aria-current="page">.*?</svg>\s*(\w+)', menu, re.DOTALL)
        assert here == [title], address


def test_the_menu_counts_new_requests_for_who_may_answer_them(client_of):
    asked()
    asked()
    assert 'class="count">2<' in client_of("Kontaktní centrum").get("/sprava/").content.decode()
    assert 'class="count"' not in client_of("Vydavatel").get("/sprava/").content.decode()


@pytest.mark.parametrize(
    ("moment", "verified_on", "said"),
    [
        ((2026, 12, 2, 9, 41), "2026-11-30", "Otevřeno do 13 hodin, pak v pátek od 9"),
        ((2026, 12, 3, 9, 41), "2026-11-30", "Zavřeno, otevře v pátek v 9"),
        ((2026, 12, 6, 9, 41), "2026-11-30", "Zavřeno, otevře v pondělí ve 12"),
        ((2026, 12, 2, 9, 41), "2020-09-16", "Hodiny nejsou ověřené"),
    ],
)
def test_the_head_says_what_readers_are_told_about_the_phone(client_of, moment, verified_on, said):
    ContactCentre.objects.update(hours_verified_on=verified_on)
    with time_machine.travel(datetime(*moment, tzinfo=PRAGUE), tick=False):
        body = text_of(client_of("Vydavatel").get("/sprava/prirucka/"))
    chip = body.partition('class="site-now')[2].partition("</a>")[0]
    assert re.sub(r"<[^>]+>", "", chip.partition("Web teď říká: ")[2]).strip() == said


def test_no_screen_loads_the_stock_admins_own_styles(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    write_draft(editor_client, page)
    for address in [
        "/sprava/",
        "/sprava/pages/page/",
        "/sprava/municipalities/municipality/",
        "/sprava/pages/notice/add/",
        "/sprava/password_change/",
        "/sprava/zalozni-kody/",
        "/sprava/hledat/?q=brno",
        "/sprava/prirucka/",
        *(reverse(f"admin:pages_page_{name}", args=[page.pk]) for name in ["change", "history", "publish", "verify"]),
        reverse("admin:municipalities_municipality_change", args=[Municipality.objects.first().pk]),
    ]:
        body = editor_client.get(address).content.decode()
        loaded = set(re.findall(r'/admin/css/([\w/]+)[\w.]*\.css"', body))
        assert loaded <= {"widgets"}, address
        assert "/css/sprava" in body, address
        assert "nav_sidebar" not in body, address


def test_the_door_loads_no_style_but_the_houses(client):
    body = client.get("/sprava/login/").content.decode()
    assert re.findall(r'rel="stylesheet" href="/static/([\w/]+)', body) == ["css/sprava"]


def test_the_stylesheet_and_the_scripts_stay_small():
    assert len(gzip.compress((ROOT / "static/css/sprava.css").read_bytes(), 9)) <= 14_000
    assert sum(path.stat().st_size for path in (ROOT / "static/js/sprava").glob("*.js")) <= 25_000


def test_no_template_of_the_editors_names_a_class_without_a_style():
    names = ["sprava", "rich_text", "collection", "event", "translation"]
    css = "".join((ROOT / f"static/css/{name}.css").read_text() for name in names)
    folders = ["admin", "registration", "simple_history"]
    texts = [path.read_text() for folder in folders for path in (ROOT / "templates" / folder).rglob("*.html")]
    ours = [text for text in texts if '{% extends "error.html" %}' not in text]  # that one wears the readers' style
    values = [re.sub(r"{%.*?%}|{{.*?}}", " ", value) for text in ours for value in re.findall(r'class="([^"]*)"', text)]
    named = {name for value in values for name in value.split() if not name.endswith("-")}
    hooks = {"found", "todo__well", "as-read__", "rich-text__image"}  # for scripts and tests; ended by a variable
    assert named - hooks - set(re.findall(r"\.([a-zA-Z_][\w-]*)", css)) == set()


def test_the_tokens_of_editors_are_those_of_readers():
    def tokens(name):
        root = re.search(r":root \{(.*?)\n\s*\}", (ROOT / f"static/css/{name}.css").read_text(), re.DOTALL)[1]
        return dict(re.findall(r"(--[\w-]+): ([^;]+);", root))

    readers, editors = tokens("site"), tokens("sprava")
    colours = {name for name in readers if readers[name].startswith("#")} & set(editors)
    assert len(colours) > 15
    assert {name: editors[name] for name in colours} == {name: readers[name] for name in colours}


def test_the_page_of_the_project_says_how_each_of_its_rows_stands(editor_client, client_of):
    def cards(client):
        body = text_of(client.get("/sprava/projekt/"))
        titles = re.findall(r'<section class="card"><h2>([^<]+)</h2>', body)
        return titles, re.findall(r"</svg>\s*([^<]+)</span></p>", body)

    titles = ["Údaje o projektu", "Prohlášení o přístupnosti", "Podmínky otevřených dat"]
    titles += ["Jazyky", "Překlady údajů", "Odkud údaje jsou"]
    states = ["naposledy ověřené 16. 9. 2020", "web zatím nikdo neposoudil", "zatím nevybrané", "přeložené"]
    assert cards(editor_client) == (titles, states)
    editor_client.post("/sprava/pages/project/1/overit/verified/")
    assert cards(client_of("Autor"))[1][0].startswith("ověřené ")


def test_pages_are_listed_as_readers_know_them(editor_client):
    listed = [page.address for page in editor_client.get("/sprava/pages/page/").context["cl"].result_list]
    menu = Page.objects.filter(menu_position__isnull=False).exclude(address="/").order_by("menu_position")
    of_menu = [page.address for page in menu]
    assert listed[: len(of_menu) + 1] == ["/", *of_menu]
    assert all(address.startswith("/obce/") for address in listed[-16:])


def test_accounts_are_counted_and_called_accounts(editor_client):
    body = text_of(editor_client.get("/sprava/auth/user/"))
    assert "1 účet" in body
    assert "živatel" not in body


# The search


def found(client, question):
    body = text_of(client.get("/sprava/hledat/", {"q": question}))
    return re.findall(r'<span><a href="[^"]+">([^<]+)</a>', body.partition('class="card found"')[2])


def test_the_search_finds_whatever_the_diacritics(editor_client):
    assert "Štětí" in found(editor_client, "steti")
    assert "Štětí" in found(editor_client, "ŠTĚTÍ")
    assert "Zavřít kontaktní centrum na den nebo na týden" in found(editor_client, "zavrit tyden")


def test_the_search_finds_texts_documents_and_requests(editor_client):
    write_draft(editor_client, Page.objects.get(address="/o-projektu/"), title="Rozepsaný výklad")
    Document.objects.create(title="Metodika přidělování", description="Popis.", year=2020, category="metodika")
    row = asked(name="Jana Zkušební")
    assert found(editor_client, "rozepsany") == ["Rozepsaný výklad"]
    assert found(editor_client, "metodika") == ["Metodika přidělování"]
    assert found(editor_client, row.reference) == [f"{row}, Jana Zkušební"]


def test_the_search_shows_only_what_the_editor_may_open(client_of):
    row = asked(name="Jana Zkušební")
    assert found(client_of("Vydavatel"), row.reference) == []
    assert found(client_of("Kontaktní centrum"), "projektu") == []
    assert "O projektu" in " ".join(found(client_of("Autor"), "projektu"))
    assert found(client_of("Správce"), "brno") == []


def test_a_question_that_finds_nothing_says_so(editor_client):
    assert "Pro „nesmysl“ tu nic není." in text_of(editor_client.get("/sprava/hledat/?q=nesmysl"))


def test_without_a_question_it_offers_what_the_editor_changed_last(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    write_draft(editor_client, page)
    body = text_of(editor_client.get("/sprava/hledat/"))
    assert "Naposledy jste měnili" in body
    assert reverse("admin:pages_page_change", args=[page.pk]) in body.partition('class="card found"')[2]


def test_the_search_takes_as_many_queries_for_many_rows_as_for_few(editor_client, django_assert_max_num_queries):
    rows = [
        Document(title=f"Spis {n}", slug=f"spis-{n}", description="P.", year=2020, category="metodika")
        for n in range(60)
    ]
    Document.objects.bulk_create(rows)
    editor_client.get("/sprava/hledat/?q=spis")
    with django_assert_max_num_queries(15):
        assert len(found(editor_client, "spis")) == 30


# News


def test_news_have_a_list_of_their_own_and_pages_are_without_them(editor_client):
    news = Page.objects.create(address="/aktuality/a/", kind=Page.Kind.NEWS, menu_title="Zpráva")
    its_list = text_of(editor_client.get("/sprava/pages/newspage/"))
    assert reverse("admin:pages_page_change", args=[news.pk]) in its_list
    assert "O projektu" not in its_list.partition("result_list")[2]
    assert "Zpráva" not in text_of(editor_client.get("/sprava/pages/page/")).partition("result_list")[2]


def test_new_news_are_one_click_from_their_list_and_made_as_news(editor_client):
    assert '<a href="/sprava/pages/newspage/add/" class="addlink">Napsat aktualitu</a>' in text_of(
        editor_client.get("/sprava/pages/newspage/")
    )
    form = editor_client.get("/sprava/pages/newspage/add/", follow=True)
    assert ">Napsat aktualitu</h1>" in text_of(form)
    data = {"kind": form.context["adminform"].form["kind"].value(), "title": "Seminář ve Štětí"}
    assert editor_client.post(form.request["PATH_INFO"], data).status_code == 302
    page = Page.objects.get(kind=Page.Kind.NEWS)
    assert page.address == "/aktuality/seminar-ve-steti/"
    assert LogEntry.objects.get().get_admin_url() == reverse("admin:pages_page_change", args=[page.pk])


# Lists, forms, questions


def test_many_municipalities_are_verified_in_one_go(client_of):
    chosen = [str(row.pk) for row in Municipality.objects.all()]
    address = "/sprava/municipalities/municipality/"
    with time_machine.travel(datetime(2026, 12, 2, 9, 41, tzinfo=PRAGUE), tick=False):
        client = client_of("Vydavatel")
        seen = re.findall(r'name="seen" value="([^"]+)"', client.get(address).content.decode())
        data = {"action": "verify_participation", "index": "0", "_selected_action": chosen, "seen": seen}
        client.post(address, data)
    days = set(Municipality.objects.values_list("verified_on", flat=True))
    assert {str(day) for day in days} == {"2026-12-02"}


def test_what_changed_since_the_list_was_seen_is_not_verified_with_it(editor_client):
    brno, most = Municipality.objects.get(slug="brno"), Municipality.objects.get(slug="most")
    address = "/sprava/municipalities/municipality/"
    seen = re.findall(r'name="seen" value="([^"]+)"', editor_client.get(address).content.decode())
    brno.website = "https://jiny.example.cz/"
    brno.save()
    data = {"action": "verify_websites", "index": "0", "_selected_action": [brno.pk, most.pk], "seen": seen}
    answer = editor_client.post(address, data, follow=True)
    assert "Údaje mezitím někdo změnil: Brno." in text_of(answer)
    brno.refresh_from_db()
    most.refresh_from_db()
    assert brno.website_verified_on is None
    assert most.website_verified_on is not None


def test_who_may_only_look_is_offered_no_verification(client_of):
    body = client_of("Autor").get("/sprava/municipalities/municipality/").content.decode()
    assert "verify_participation" not in body


def test_all_errors_of_a_form_are_summed_up_with_ways_to_their_fields(editor_client):
    answer = editor_client.post("/sprava/pages/notice/add/", {"text": ""})
    body = text_of(answer)
    assert "Opravte 3 věci" in body
    summary = body.partition('class="errornote"')[2].partition("</div>")[0]
    for target in re.findall(r'href="#([^"]+)"', summary):
        assert f'id="{target}"' in body, target


def test_the_question_before_deleting_offers_the_safe_way_first(editor_client):
    page = Page.objects.create(address="/zkouska/", kind=Page.Kind.FREE, menu_title="Zkouška")
    body = text_of(editor_client.get(reverse("admin:pages_page_delete", args=[page.pk])))
    assert "<h1>Smazat koncept „Zkouška“?</h1>" in body
    assert 0 < body.index(">Nechat</a>") < body.index("Smazat navždy")


def test_an_empty_list_says_what_it_is_for_and_a_search_without_result_the_way_back(editor_client):
    assert "Aktuality říkají" in text_of(editor_client.get("/sprava/pages/newspage/"))
    assert "Nic takového tu není" in text_of(editor_client.get("/sprava/pages/page/?q=nesmysl"))


def test_counts_are_declined(editor_client):
    assert "16 obcí" in text_of(editor_client.get("/sprava/municipalities/municipality/"))
    assert "1 stránka" in text_of(editor_client.get("/sprava/pages/page/?q=o-projektu"))


def test_the_project_has_one_page_that_leads_to_its_single_rows(editor_client):
    body = text_of(editor_client.get("/sprava/projekt/")).partition('id="content-main"')[2]
    addresses = re.findall(r'<a class="btn btn--s" href="([^"]+)"', body)
    for address in addresses:
        answer = editor_client.get(address, follow=True)
        assert answer.status_code == 200
        is_list = any(name in address for name in ["source", "languagestate", "facttranslation"])
        assert ("/change/" in answer.request["PATH_INFO"]) is not is_list, address
    assert len(addresses) == 6


def test_a_single_row_comes_back_to_its_form_when_it_was_saved(editor_client):
    row = Project.objects.get()
    assert change(editor_client, row)["Location"] == reverse("admin:pages_project_change", args=[row.pk])


def test_the_scripts_of_the_admin_speak_czech_too(editor_client):
    words = editor_client.get(reverse("admin:jsi18n")).content.decode()
    assert json.loads(re.search(r'"Choose all %s": ("[^"]+")', words)[1]) == "Vybrat všechno: %s"
    assert '"Today": "Dnes"' in words
