"""From a text in Word to published news: what it takes of a person's time, with a mouse, by keyboard, without a script.

Nobody waits here: what a person would do is counted, in the seconds of the keystroke-level model (Card, Moran, Newell:
The Keystroke-Level Model for User Performance Time with Interactive Systems, Communications of the ACM 23, 1980): a
key or a click 0.28 s (an average typist of non-secretaries, 40 words a minute), pointing 1.1 s, a hand from keyboard to
mouse or back 0.4 s, thinking before a step 1.35 s. Reading is 250 words a minute (silent reading of adults: Brysbaert
2019 has 238 in English, 260 in fiction). What the machine takes is not counted.
"""

import re
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect, sync_playwright

from tests import chromium
from tests.browser.account import QUICK_DOOR, Account
from tests.browser.hands import SAVES_NOTHING
from tests.browser.keys import tab_to
from tests.browser.test_rich_text import PASTE
from tests.clipboard import copied
from tests.pages.uploads.made_images import drawn, saved
from tests.running_site import PATIENCE, running_site

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

KEY, POINT, HAND, THOUGHT, WORD = 0.28, 1.1, 0.4, 1.35, 60 / 250  # seconds
MOST = 5 * 60
FINDINGS = 6  # in the text of Word, once it is pasted with all that stands below
TITLE, SUMMARY = "Seminář o bydlení v Mostě", "Řekneme si, co se v obcích za ten rok povedlo a co příště uděláme jinak."
IMAGES = {"sal.jpg": "Lidé sedí u kulatých stolů a mluví spolu.", "dum.jpg": "Opravený cihlový dům o třech patrech."}
LINKS = {
    "web ministerstva": "http://www.mpsv.cz/",
    "podpora bydlení": "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.mpsv.cz%2Fbydleni&data=1",
    "seznam obcí": "/obce/",
    "Štětí": "/obce/steti/",
    "co projekt dělá": "/o-projektu/",
    "zde": "https://www.example.cz/program.pdf",
}
WORDS = [*list(LINKS)[:5], "program semináře"]
STORED = ["https://www.mpsv.cz/", "https://www.mpsv.cz/bydleni", *list(LINKS.values())[2:]]
UNDO = """
from pages.models import Image, Page
Page.objects.filter(kind="news").delete()
Image.objects.all().delete()
"""
OF_THE_SITE = ("#", "tel:", "/slovnik/")  # notes, the number that took the place of the typed one, terms
REST = """<p class=MsoNormal><b>Kdo přijde</b></p>
<p class=MsoNormal>Přijdou starostové a sociální pracovníci. Ptejte se na čísle 778&nbsp;455&nbsp;761.</p>
<p class=MsoNormal>Víc má {0} a jeho {1}. Podívejte se na {2}, na {3} a na to, {4}. Program je {5}.</p>"""


@dataclass
class Person:
    """Somebody who writes; with `has_mouse` false by the keyboard alone."""

    page: Page
    has_mouse: bool
    keys: int = 0
    points: int = 0
    turns: int = 0
    thoughts: int = 0
    words: int = 0
    holds_mouse: bool = False

    @property
    def seconds(self):
        return self.keys * KEY + self.points * POINT + self.turns * HAND + self.thoughts * THOUGHT + self.words * WORD

    def __str__(self):
        counted = f"{self.keys} keys and clicks, {self.points} times pointed, {self.turns} turns of the hand"
        return f"{self.seconds:.0f} s of a person's time: {counted}, {self.thoughts} thoughts, {self.words} words read"

    def come_to(self, target):
        self.thoughts += 1
        if self.has_mouse:
            self._turn(to_mouse=True)
            self.points += 1
        else:
            expect(target).to_be_visible()
            self.keys += tab_to(self.page, target)

    def use(self, target, key="Enter"):
        self.come_to(target)
        self.keys += 1
        if self.has_mouse:
            target.click()
        else:
            target.press(key)

    def write(self, target, text):
        """Into an empty field, or over what stands there."""
        self.come_to(target)
        if self.has_mouse:
            self.keys += 1
            target.click()
        self.press("Control+A")
        self.keys += len(text)
        self.page.keyboard.type(text)

    def paste(self, target, html):
        self.come_to(target)
        if self.has_mouse:
            self.keys += 1
            target.click()
        self._turn(to_mouse=False)
        self.keys += 2
        self.page.evaluate(PASTE, html)

    def press(self, *keys):
        self._turn(to_mouse=False)
        for key in keys:
            self.keys += 1 + key.count("+")
            self.page.keyboard.press(key)

    def read(self, target):
        self.words += len(target.inner_text().split())

    def choose_file(self, field, name):
        """By its name, in the window of the system, which is not here."""
        self.come_to(field)
        self._turn(to_mouse=False)
        self.keys += 2 + len(name)
        field.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": file_of(name)})

    def _turn(self, *, to_mouse):
        self.turns += self.has_mouse and self.holds_mouse != to_mouse
        self.holds_mouse = to_mouse


def file_of(name):
    picture = drawn(900, 600)
    picture.paste("green", (0, 0, 900, 9 * len(name) * (1 + ord(name[0]) % 3)))
    return saved(picture)


def in_word():
    """What Word puts on the clipboard: changes, comments, a footnote, a picture, a merged table, six links."""
    links = [f'<a href="{href.replace("&", "&amp;")}">{words}</a>' for words, href in LINKS.items()]
    table = copied("word_table").partition("<!--StartFragment-->")[2].partition("<!--EndFragment-->")[0]
    picture = '<p class=MsoNormal><img width=302 height=170 src="file:///C:/Users/novak/clip_image003.png"></p>'
    return copied("word_review").replace(
        "<!--EndFragment-->", f"{table}{REST.format(*links)}{picture}<!--EndFragment-->"
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    chromium.require()
    with running_site(tmp_path_factory.mktemp("site"), WEB_CONCURRENCY="1", **QUICK_DOOR) as site:
        yield site


@pytest.fixture(scope="module")
def account(site):
    account = Account("chodkyne")
    site.manage("create_editor", account.name, "--password", account.password, "--group", "Vydavatel")
    return account


@pytest.fixture(autouse=True)
def _leave_nothing(site):
    yield
    site.manage("shell", "-c", UNDO)


@contextmanager
def desk(site, account, *, has_mouse, script=True):
    """The start page of the editor, in a window of a notebook."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.LAUNCH)
        size = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", "timezone_id": "Europe/Prague"}
        context = browser.new_context(base_url=site.url, locale="cs", java_script_enabled=script, **size)
        context.set_default_timeout(PATIENCE * 1000)
        if script:
            context.add_init_script(SAVES_NOTHING)
        page = context.new_page()
        account.sign_in(page)
        yield Person(page, has_mouse)
        browser.close()


def begin(person):
    page = person.page
    person.use(page.get_by_role("link", name="Aktuality", exact=True).first)
    person.use(page.get_by_role("link", name="Napsat aktualitu", exact=True))
    person.write(page.get_by_label("Nadpis"), TITLE)
    person.write(page.get_by_label("Úvodní věta"), SUMMARY)


def put_in(person, name, alt):
    """An image where the cursor is."""
    page, dialog = person.page, person.page.get_by_role("dialog", name="Obrázek")
    tool = page.get_by_role("toolbar", name="Úprava textu").get_by_role("button", name="Obrázek", exact=True)
    if person.has_mouse:
        person.use(tool)
    else:
        person.thoughts += 1
        person.press("Escape", "Home")
        for _ in range(30):
            if tool.evaluate("button => button === document.activeElement"):
                break
            person.press("ArrowRight")
        person.press("Enter")
    person.choose_file(dialog.get_by_label("Soubor s obrázkem"), name)
    expect(dialog.get_by_role("status")).to_have_text(f"Obrázek {name} je nahraný.")
    person.use(dialog.get_by_label("Obrázek něco říká"), "Space")
    person.write(dialog.get_by_label("Popis obrázku"), alt)
    person.use(dialog.get_by_role("button", name="Vložit obrázek"))


def mend_all(person):
    """Each finding is read, and goes by its button."""
    page = person.page
    found = page.get_by_role("region", name="Kontrola textu").get_by_role("listitem")
    expect(found).to_have_count(FINDINGS)  # what was said of the text before its last words is none of them
    while found.count():
        first, before = found.first, found.count()
        person.read(first)
        button = first.get_by_role("button")
        is_by_hand = button.inner_text() == "Upravit odkaz"
        person.use(button)
        if is_by_hand:
            dialog = page.get_by_role("dialog", name="Odkaz")
            person.write(dialog.get_by_label("Text odkazu"), "program semináře")
            person.press("Enter")
        expect(found).to_have_count(before - 1)


def publish(person):
    page = person.page
    person.use(page.get_by_role("button", name="Zveřejnit…"))
    person.read(page.locator(".as-read"))
    person.use(page.get_by_role("button", name="Zveřejnit teď", exact=True).last)
    expect(page.locator(".messagelist")).to_be_visible()
    person.read(page.locator(".messagelist"))


def published(person):
    page = person.page
    page.goto("/aktuality/seminar-o-bydleni-v-moste/")
    return page.locator(".prose").first


@pytest.mark.parametrize("has_mouse", [True, False], ids=["with a mouse", "by the keyboard"])
def test_a_text_of_word_is_published_news_in_five_minutes(site, account, has_mouse, say):
    with desk(site, account, has_mouse=has_mouse) as person:
        begin(person)
        text = person.page.get_by_role("textbox", name="Text:", exact=True)
        person.paste(text, in_word())
        person.read(person.page.locator(".rich-text__left-out"))
        person.read(text)
        for (name, alt), place in zip(IMAGES.items(), [["Control+Home", "End"], ["Control+End"]], strict=True):
            person.press(*place)
            # A person is slower than the browser tells the editor where the cursor is.
            expect(person.page.locator(".ProseMirror-selectednode")).to_have_count(0)
            put_in(person, name, alt)
        mend_all(person)
        publish(person)
        shown = published(person)
        hrefs = shown.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert [href for href in hrefs if not href.startswith(OF_THE_SITE)] == STORED
        assert shown.locator("figure img").evaluate_all("all => all.map((one) => one.alt)") == [*IMAGES.values()]
        assert shown.locator("table th").count() == 3
        assert "5 000" not in shown.inner_text()
        say(f"{'with a mouse' if has_mouse else 'by the keyboard'}: {person}")
        assert person.seconds <= MOST


def test_without_a_script_the_same_text_is_published_by_markup(site, account, say):
    """As far as it can be: a textarea takes the words alone from Word, so markup is typed; the table is left out."""
    with desk(site, account, has_mouse=True, script=False) as person:
        page, rows = person.page, []
        for name, alt in IMAGES.items():
            person.use(page.get_by_role("link", name="Obrázky", exact=True).first)
            person.use(page.get_by_role("link", name="Nahrát obrázek", exact=True))
            person.choose_file(page.get_by_label("Soubor s obrázkem"), name)
            person.use(page.get_by_role("button", name="Nahrát", exact=True))
            row = page.locator("code.copied")
            person.come_to(row)
            person.keys += 2 + 2 + 2  # three clicks choose the line, then it is copied and later put in
            key = row.inner_text().partition('data-image="')[2].partition('"')[0]
            person.keys += len(alt)
            rows.append(f'<figure><img data-image="{key}" alt="{alt}"></figure>')
        begin(person)
        links = [f'<a href="{href}">{words}</a>' for words, href in zip(WORDS, STORED, strict=True)]
        number = "<p>Přijdou starostové. Ptejte se na čísle {{telefon}}.</p>"
        body = f"<h2>Kdo přijde</h2>{number}<p>{', '.join(links)}</p>"
        field = page.get_by_label("Text:", exact=True)
        person.come_to(field)
        person.keys += 2 + len("{{telefon}}") + sum(map(len, re.findall("<[^>]*>", body)))
        field.fill(body + "".join(rows))
        publish(person)
        shown = published(person)
        hrefs = shown.locator("a").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
        assert [href for href in hrefs if not href.startswith(OF_THE_SITE)] == STORED
        assert shown.locator("figure img").evaluate_all("all => all.map((one) => one.alt)") == [*IMAGES.values()]
        say(f"without a script: {person}")
        assert person.seconds <= MOST
