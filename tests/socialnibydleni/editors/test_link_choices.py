"""Who makes a link is offered what readers can open, by two letters, and an address as it should stand in a text."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from municipalities.models import Municipality
from pages.frame import memory
from pages.models import Document, DocumentVersion, Page, PageVersion
from socialnibydleni.editors import groups
from tests.free_pages import move, new_page, new_public_page, withdraw

pytestmark = pytest.mark.django_db
CHOICES = "/sprava/odkazy/"
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
DAY = timedelta(days=1)
OPTION = re.compile(r'<li role="option"( data-exact)? data-href="([^"]*)" data-title="([^"]*)">')


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def author(client_of):
    return client_of("Autor")


@pytest.fixture
def desk(client_of):
    return client_of("Vydavatel")


def options(client, typed):
    """(address, title) of each option, and all that is said."""
    answer = client.get(CHOICES, {"q": typed})
    assert answer.status_code == 200
    return [(unescape(href), unescape(title)) for _, href, title in OPTION.findall(answer.content.decode())]


def read(client, typed):
    """What a pasted address becomes; None where it is none."""
    found = OPTION.findall(client.get(CHOICES, {"q": typed}).content.decode())
    return unescape(found[0][1]) if found and found[0][0] else None


def document(slug, title, **values):
    values = {"publish_at": NOW - DAY, **values}
    row = Document.objects.create(
        slug=slug, title=title, description="Jak na to.", category="ostatni", year=2020, **values
    )
    DocumentVersion.objects.create(document=row, url="https://www.mpsv.cz/soubor", valid_from=NOW - DAY)
    return row


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("st", "/obce/steti/"),
        ("ŠTĚ", "/obce/steti/"),
        ("spolup", "/obce/"),
        ("kontaktní", "/kontaktni-centrum/"),
        ("osobni schuzka", "/kontaktni-centrum/#schuzka"),
    ],
)
def test_two_letters_lead_to_a_page_with_or_without_diacritics(author, typed, address):
    assert address in [href for href, _ in options(author, typed)][:3]


def test_a_page_in_another_language_is_offered_to_texts_in_it(author):
    assert [href for href, _ in options(author, "velké hamry")][:1] == ["/obce/velke-hamry/"]
    found = {lang: author.get(CHOICES, {"q": "Kadaň", "jazyk": lang}).content.decode() for lang in ["cs", "uk"]}
    assert "/obce/kadan/" in found["cs"]
    assert "/uk/obce/kadan/" not in found["cs"]
    assert "/uk/obce/kadan/" in found["uk"]
    assert "/en/obce/kadan/" not in found["uk"]


def test_every_kind_is_offered_and_says_what_it_is(author):
    for kind, address, name in [("news", "/aktuality/zkus/", "Zkuste"), ("term", "/slovnik/zkus/", "Zkušenost")]:
        page = Page.objects.create(address=address, kind=kind, menu_title=name)
        PageVersion.objects.create(page=page, title=name, summary="Věta.", body="<p>a</p>", publish_at=NOW - DAY)
    document("zkus", "Zkusebník")
    answer = author.get(CHOICES, {"q": "zku"}).content.decode()
    assert {"aktualita", "pojem", "dokument"} <= set(re.findall(r'class="kind">([^<]*)<', answer))
    assert "/dokumenty/zkus/, změna 23." in answer


def test_nothing_is_offered_that_readers_cannot_open(desk, author):
    draft = new_page(desk, "Zkouška konceptu", slug="koncept")
    gone = new_public_page(desk, "Zkouška pryč", slug="pryc")
    withdraw(desk, gone)
    planned = Page.objects.create(address="/plan/", kind="free", menu_title="Zkouška plánu")
    PageVersion.objects.create(page=planned, title="Zkouška plánu", publish_at=NOW + DAY)
    moved = new_public_page(desk, "Zkouška stálá", slug="stara")
    move(desk, moved, "nova")
    document("koncept", "Zkouška", publish_at=None)
    document("stazeny", "Zkouška", withdrawn_at=NOW - timedelta(hours=1))
    assert options(author, "zkouška") == [("/nova/", "Zkouška stálá")]
    for page in [draft, gone, planned]:
        assert read(author, page.address) == page.address
        assert "Taková stránka na webu není" in author.get(CHOICES, {"q": page.address}).content.decode()


def test_the_choice_is_kept_to_one_kind_and_an_address_is_what_it_is(author):
    document("metodika-obce", "Metodika pro obce")

    def kinds(kind, typed="obce"):
        return set(
            re.findall(r'class="kind">(.*?)</span>', author.get(CHOICES, {"q": typed, "druh": kind}).content.decode())
        )

    assert {"stránka", "dokument"} <= kinds("")
    assert kinds("neni") == kinds("")
    assert kinds("dokumenty") == {"dokument"}
    assert kinds("stranky") == {"stránka", "otázka"}
    assert kinds("obce", "brno") == {"obec"}
    assert kinds("dokumenty", "/obce/") == {"stránka"}


def test_only_who_may_write_texts_is_answered(client, client_of):
    clients = {role: client_of(role) for role in groups.NAMES}
    found = {role: of_role.get(CHOICES, {"q": "obce"}).status_code for role, of_role in clients.items()}
    assert found == {"Autor": 200, "Vydavatel": 200, "Kontaktní centrum": 403, "Správce": 403}
    answer = client.get(CHOICES, {"q": "obce"})
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sprava/login/")
    assert clients["Autor"].post(CHOICES, {"q": "obce"}).status_code == 405


MEANT = quote("https://www.mpsv.cz/bydleni?a=1&utm_source=x", safe="")
SAFE_LINK = f"https://eur03.safelinks.protection.outlook.com/?url={MEANT}&data=05"


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("http://127.0.0.1:8000/obce/steti/?utm_source=mail#kontakt", "/obce/steti/#kontakt"),
        ("/obce", "/obce/"),
        ("http://127.0.0.1:8000/stara?fbclid=abc", "/nova/"),
        ("/jeste-starsi/#jak", "/nova/#jak"),
        (SAFE_LINK, "https://www.mpsv.cz/bydleni?a=1"),
        (f"https://www.google.com/url?q={quote(SAFE_LINK, safe='')}&sa=D", "https://www.mpsv.cz/bydleni?a=1"),
        ("https://www.mpsv.cz/?gclid=1&q=byt&UTM_medium=x", "https://www.mpsv.cz/?q=byt"),
        (" „www.mpsv.cz“ ", "https://www.mpsv.cz"),
        ("mpsv.cz/bydleni", "https://mpsv.cz/bydleni"),
        ("jana@urad.cz", "mailto:jana@urad.cz"),
        ("tel:+420 778 455 761", "tel:+420778455761"),
        ("javascript:alert(1)", None),
        ("ftp://urad.cz/", None),
        ("//urad.cz/x", "https://urad.cz/x"),
        ("obce", None),
        ("", None),
    ],
)
def test_a_pasted_address_is_tidied(desk, author, typed, address):
    page = new_public_page(desk, slug="jeste-starsi", body="<h2>Jak</h2><p>Stačí napsat.</p>")
    move(desk, page, "stara")
    move(desk, page, "nova")
    assert read(author, typed) == address


@pytest.mark.parametrize(
    "typed", ["\x00", '"><script>', "{{telefon}}", "%", "https://[", "http://a" + "á" * 3000, "́" * 900]
)
def test_a_hostile_question_is_a_question(author, typed):
    said = author.get(CHOICES, {"q": typed})
    assert said.status_code == 200
    assert "<script" not in said.content.decode()


def test_webs_that_our_rows_name_are_offered_while_they_are_verified(author):
    Municipality.objects.filter(slug="steti").update(website="https://www.steti.cz/", website_verified_on=None)
    memory.forget()
    assert "https://www.steti.cz/" not in [href for href, _ in options(author, "štětí")]
    Municipality.objects.filter(slug="steti").update(website_verified_on=NOW - DAY)
    memory.forget()
    assert ("https://www.steti.cz/", "Štětí: web") in options(author, "štětí")


def test_two_thousand_documents_cost_no_question_more(author):
    def asked():
        memory.forget()
        author.get(CHOICES, {"q": "ma"})
        with CaptureQueriesContext(connection) as queries:
            assert len(options(author, "ma")) == 8
        return len(queries)

    rows = [
        Document(
            slug=f"m-{n}", title=f"Manuál {n}", description="", category="ostatni", year=2020, publish_at=NOW - DAY
        )
        for n in range(2000)
    ]
    some = Document.objects.bulk_create(rows[:10])
    versions = [DocumentVersion(document=row, url="https://a.cz/", valid_from=NOW - DAY) for row in some]
    DocumentVersion.objects.bulk_create(versions)
    before = asked()
    more = Document.objects.bulk_create(rows[10:])
    versions = [DocumentVersion(document=row, url="https://a.cz/", valid_from=NOW - DAY) for row in more]
    DocumentVersion.objects.bulk_create(versions)
    assert asked() == before <= 8
