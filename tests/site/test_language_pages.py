"""Every page in every language: in its words alone, each leading to the others, made of the same facts."""

import re
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from contact.models import Report
from municipalities.models import Municipality
from pages import registry
from pages.frame.frame import Frame
from pages.frame.offered import CORE
from pages.languages.languages import CZECH, EASY, ENGLISH, UKRAINIAN, czech_address, of_path
from pages.models import LanguageState, Page, PageVersion
from pages.prose import publishing
from socialnibydleni.serving.process import ahead_of_readers
from tests.contact.meetings.asking import A_WHILE, NOW, at_the_moment, stamp_in
from tests.contact.reports.reporting import ANSWERS
from tests.listed import everything
from tests.translations import forget_translations

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000"
OTHERS = [ENGLISH, UKRAINIAN, EASY]
UNLISTED = ["neni/", "obce/neni/", "nahlasit-chybu/?stranka=/obce/steti/", "kam-se-obratit/?obec=Štětí"]
CZECH_WORDS = re.compile(
    r"[ěřů]|\b(?:až|další|jak|je|jsme|jsou|jste|kde|kdo|když|která|které|který|nebo|není|obce|obcí|podle|pro|projektu"
    r"|při|se|strana|stránka|stránky|telefon|údaje|ze|zdroj|že)\b",
    re.IGNORECASE,
)
CYRILLIC, LATIN = re.compile("[а-яєіїґ]", re.IGNORECASE), re.compile("[a-z]{3}", re.IGNORECASE)
NAMES = re.compile(r"\S+@|[\w.]+\.cz|/[\w/-]+/|MPSV|Facebook|Natural Earth|cookies?|Mapy")  # the same in every language
HEARD = ["alt", "aria-label", "placeholder"]  # attributes
VOID = {"br", "col", "hr", "img", "input", "link", "meta", "wbr"}
SWITCH = re.compile(r'<nav class="langs".*?</nav>', re.DOTALL)


def tree(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


class Texts(HTMLParser):
    """What a page says, as `said`: the language that holds, the text, and in which element or attribute it is."""

    def __init__(self, page):
        super().__init__()
        self.said, self.open = [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        language = attributes.get("lang") or (self.open[-1][1] if self.open else None)
        self.said += [(language, attributes.get(name) or "", name) for name in HEARD]
        if attributes.get("name") == "description":
            self.said.append((language, attributes["content"], "title"))
        if tag not in VOID:
            self.open.append((tag, language))

    def handle_startendtag(self, tag, attrs):
        """A shape in a drawing: it says nothing."""

    def handle_endtag(self, tag):
        while self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.open and self.open[-1][0] not in ("script", "style"):
            self.said.append((self.open[-1][1], data, self.open[-1][0]))


def is_said_in(language, text):
    if language == "cs":
        return not CYRILLIC.search(text)
    if language == "uk":
        return bool(CYRILLIC.search(text) or not LATIN.search(text)) and not CZECH_WORDS.search(text)
    return not CYRILLIC.search(text) and not CZECH_WORDS.search(text)


@pytest.fixture
def addresses(client):
    return everything(client)


def test_every_text_on_every_page_is_of_the_language_that_it_says(client, addresses):
    towns = "|".join(sorted(Municipality.objects.values_list("name", flat=True), key=len, reverse=True))
    others = [address for address in addresses if of_path(address) is not CZECH]
    assert {of_path(address) for address in others} == set(OTHERS)
    strange = []
    for address in [*others, *(language.prefix + end for language in OTHERS for end in UNLISTED)]:
        for language, text, where in Texts(client.get(address).content.decode()).said:
            plain = NAMES.sub("", text)
            if where == "title":  # it has no room for a mark, nor has a description
                plain = re.sub(towns, "", plain)
            if not is_said_in(language, plain):
                strange.append((address, language, " ".join(text.split())))
    assert strange == []


def test_each_page_leads_to_itself_in_every_language_and_back_as_the_sitemap_says(client):
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    named = {}
    for url in ET.fromstring(client.get("/sitemap.xml").content).findall("s:url", spaces):
        links = {link.get("hreflang"): link.get("href").removeprefix(SITE) for link in url.findall("x:link", spaces)}
        named[url.find("s:loc", spaces).text.removeprefix(SITE)] = links
    assert len(named["/obce/vir/"]) == len(named["/uk/kontaktni-centrum/schuzka/"]) == 4
    for address, links in named.items():
        language, czech = of_path(address), czech_address(address)
        told_apart = [one for one in (CZECH, ENGLISH, UKRAINIAN) if one.address_of(czech) in named]
        there = {one.html: one.address_of(czech) for one in told_apart}
        assert links == ({**there, "x-default": czech} if len(there) > 1 and language is not EASY else {}), address
        switch = SWITCH.search(client.get(address).content.decode())[0]
        assert re.findall('href="(.*?)"', switch) == [
            one.address_of(czech) if one.address_of(czech) in named else one.prefix for one in (CZECH, *OTHERS)
        ]
        assert re.findall('href="([^"]*)"[^>]* aria-current', switch) == [address]


def test_an_address_that_is_none_is_told_of_in_its_language(client):
    said = {"/": "Stránku jsme nenašli", "/en/": "We did not find this page", "/uk/": "Ми не знайшли цієї сторінки"}
    for prefix, words in said.items():
        for end in ["neni/", "obce/neni/"]:
            answer = client.get(prefix + end)
            assert (answer.status_code, tree(answer).find(".//h1").text) == (404, words)


def test_an_error_speaks_the_language_of_its_address_and_czech_where_that_is_not_offered(monkeypatch):
    def fail(*_anything):
        raise RuntimeError

    monkeypatch.setattr("socialnibydleni.views.render", fail)
    client = Client(raise_request_exception=False)
    LanguageState.objects.create(code="en", is_off=True)
    for answer, status, words in [
        (client.get("/uk/"), 500, "У нас щось зламалося"),
        (client.get("/"), 500, "Něco se nám pokazilo"),
        (client.post("/uk/obce/"), 405, "Ця дія тут неможлива"),
        (client.post("/obce/"), 405, "Tento krok tu není možný"),
        (client.get("/en/obce/"), 404, "Stránku jsme nenašli"),
    ]:
        assert (answer.status_code, tree(answer).find(".//h1").text.replace("\u00a0", " ")) == (status, words)


def test_a_municipality_in_another_language_is_its_facts_and_the_way_to_the_czech_page(client):
    page = client.get("/en/obce/vir/").content.decode()
    assert "One of the 16 municipalities and city districts in the project." in page.replace("\u00a0", " ")
    assert '<a class="more" href="/obce/vir/" hreflang="cs">' in page
    assert "/en/obce/krizanky/" in page
    assert "dokument" not in page
    assert '"inLanguage":"en"' in page
    assert Municipality.objects.get(slug="vir").get_absolute_url() == "/obce/vir/"
    assert 'href="/obce/krizanky/"' in client.get("/obce/vir/").content.decode()
    vir = Municipality.objects.get(slug="vir")
    vir.is_published = False
    vir.save()
    assert client.get("/en/obce/vir/").status_code == 410
    publishing.withdraw(publishing.newest(Page.objects.get(address="/en/obce/")), timezone.now())
    assert client.get("/en/obce/vir/").status_code == client.get("/en/obce/krizanky/").status_code == 404
    assert '<a href="/obce/krizanky/" hreflang="cs" lang="cs">' in client.get("/en/").content.decode()


def test_a_page_of_another_language_is_marked_in_the_menu(client):
    for _ in range(2):
        client.get("/en/o-projektu/")  # its header is kept
    menu = tree(client.get("/en/obce/vir/")).find(".//div[@id='menu']")
    assert [link.get("href") for link in menu.findall(".//nav[@aria-label='Main']//a[@aria-current]")] == ["/en/obce/"]


def test_a_fault_is_reported_in_the_language_of_the_page_it_is_on(client):
    form = "/uk/nahlasit-chybu/"
    assert f'href="{form}?stranka=/uk/obce/' in client.get("/uk/obce/").content.decode()
    with at_the_moment(NOW):
        stamp = stamp_in(client.get(form))
    with at_the_moment(NOW + A_WHILE):
        answers = {**ANSWERS, "page": "/uk/obce/", "web": "", "stamp": stamp}
        refused = client.post(form, {**answers, "kind": "", "text": ""})
        assert [link.text for link in tree(refused).findall(".//div[@class='errors']//a")] == [
            "Виберіть, що не так.",
            "Напишіть, що не так. Досить одного речення.",
        ]
        taken = client.post(form, answers)
        report = Report.objects.get()
        assert (taken["Location"], report.page) == (f"{form}prijato/{report.reference}/", "/uk/obce/")
        assert "Ми отримали повідомлення" in client.get(taken["Location"]).content.decode()


def test_help_for_a_town_stays_in_its_language(client):
    answer = client.get("/en/kam-se-obratit/", {"obec": "steti"})
    assert answer["Location"] == "/en/kam-se-obratit/?obec=%C5%A0t%C4%9Bt%C3%AD"
    page = tree(client.get(answer["Location"]))
    assert "".join(page.find(".//h1").itertext()) == "Where to find help: Štětí"
    assert page.find(".//form[@class='card no-print']").get("action") == "/en/kam-se-obratit/"


def test_of_another_language_its_core_alone_is_made_ahead_of_readers():
    made = [entry.address for entry in ahead_of_readers(registry.listed_addresses(Frame(timezone.now())))]
    assert {address for address in made if of_path(address) is not CZECH} == {
        language.address_of(address) for language in OTHERS for address in CORE
    }
    assert reverse("municipalities:list") in made


def test_links_of_a_translation_say_which_of_them_lead_to_czech_pages_and_none_leads_to_the_czech_glossary(client):
    term = Page.objects.get(address="/slovnik/ethos/")
    body = f'<p>ETHOS: <a href="/obce/#mapa">чеською</a>, <a href="/uk/obce/">українською</a>, {term.menu_title}.</p>'
    for prefix in ["/uk", ""]:
        page = Page.objects.get(address=f"{prefix}/o-projektu/")
        PageVersion.objects.create(page=page, title="ETHOS", body=body, publish_at=timezone.now())
    ukrainian, czech = (client.get(f"{prefix}/o-projektu/").content.decode() for prefix in ["/uk", ""])
    assert '<a href="/obce/#mapa" hreflang="cs">чеською</a>, <a href="/uk/obce/">українською</a>' in ukrainian
    assert '<a href="/obce/#mapa">чеською</a>' in czech
    assert "/slovnik/#pojem_ethos" in czech
    assert "/slovnik/#pojem_ethos" not in ukrainian


def test_a_site_without_translations_shows_no_switch_and_none_of_their_addresses(client):
    forget_translations()
    for address in ["/", "/hledat/?q=obec", "/sitemap.xml", "/neni/"]:
        page = client.get(address).content.decode()
        assert 'class="langs"' not in page
        assert not re.search("/(en|uk|snadne)/", page), address
    assert client.get("/en/").status_code == client.get("/uk/hledat/").status_code == 404
