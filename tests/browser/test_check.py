"""„Kontrola textu“ while somebody writes: findings stand where they are, lead there, and go with one click."""

import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.prose import text, written
from tests.browser.test_accessibility import looks

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

CHECK = "**/kontrola/"
PUT = "html => document.querySelector('.ProseMirror').editor.commands.setContent(html, { emitUpdate: true })"
MARKED = "marks => marks.map((mark) => mark.textContent)"
SELECTED = "getSelection().toString()"
FAULTY = (
    "<h2>Kdo pomáhá</h2><p>Víc najdete <a href='/obce/'>zde</a> a <a href='http://www.mpsv.cz/'>na webu úřadu</a>.</p>"
    "<p><strong>Kdy přijít</strong></p>"
    "<table><tr><td>Kdy</td><td>Kde</td></tr><tr><td>Ráno</td><td>Tady</td></tr></table>"
    "<p>Pište na <a href='mailto:socialni.bydleni@mpsv.cz'>socialni.bydleni@mpsv.cz</a>. "
    "Volejte 778\u00a0455\u00a0761, nebo 778\u00a0455\u00a0761. Pomáhá MPSV.</p>"
)
OLD = {"kind": "fault", "text": "Stará závada.", "field": "body", "find": None, "cure": None}
FOUND = {  # the button that mends it, and the words that are marked
    "Odstavec „Kdy přijít“": ("Udělat nadpis", ["Kdy přijít"]),
    "Tabulka": ("První řádek je záhlaví", ["KdyKdeRánoTady"]),
    "Odkaz „zde“": ("Upravit odkaz", ["zde"]),
    "Odkaz „na webu úřadu“": ("Použít přímou adresu", ["na webu úřadu"]),
    "Údaj „778 455 761“": ("Nahradit platným údajem", ["778\u00a0455\u00a0761", "778\u00a0455\u00a0761"]),
    "Údaj „socialni.bydleni@mpsv.cz“": ("Nahradit platným údajem", ["socialni.bydleni@mpsv.cz"]),
    "Zkratku „MPSV“": (None, ["MPSV"]),
}


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("hlidacka", "Autor")


@pytest.fixture
def open_form(open_form):
    """As it is everywhere, once its text was checked for the first time."""

    def checked(page):
        with page.expect_response(CHECK):
            return open_form(page)

    return checked


def state(page):
    return page.get_by_role("region", name="Kontrola textu").get_by_role("status")


def findings(page):
    return page.get_by_role("region", name="Kontrola textu").get_by_role("listitem")


def finding(page, words):
    return findings(page).filter(has_text=words)


def marked(page):
    return page.locator(".ProseMirror .flaw").evaluate_all(MARKED)


def wait_for(page, asked, number):
    while len(asked) < number:
        page.evaluate("0")  # meanwhile the browser tells of what was asked
    assert len(asked) == number


def put(page, html):
    page.evaluate(PUT, html)


def test_a_fault_is_marked_and_listed_mended_by_one_click_and_brought_back_by_undo(
    new_heard_tab, open_form, complaints
):
    page = open_form(new_heard_tab(1440))
    put(page, "<p></p>")
    text(page).click()
    page.keyboard.type("Zavolejte nám prosím na číslo 778 455 761, a to kdykoliv.")
    expect(state(page)).to_have_text("1 opravit")
    assert marked(page) == ["778 455 761"]
    expect(findings(page)).to_have_text(re.compile("^Brání zveřejnění Údaj „778 455 761“ je napsaný ručně"))
    page.get_by_role("button", name="Nahradit platným údajem").click()
    expect(findings(page)).to_have_count(0)
    expect(state(page)).to_have_text("v pořádku")
    expect(page.get_by_text("Zveřejnění nic nebrání.")).to_be_visible()
    assert written(page) == "<p>Zavolejte nám prosím na číslo {{telefon}}, a to kdykoliv.</p>"
    expect(text(page)).to_be_focused()
    page.keyboard.press("Control+z")
    assert written(page) == "<p>Zavolejte nám prosím na číslo 778 455 761, a to kdykoliv.</p>"
    expect(state(page)).to_have_text("1 opravit")
    assert marked(page) == ["778 455 761"]
    page.get_by_label("Úvodní věta").fill("Krátká.")
    expect(state(page)).to_have_text("2 opravit")
    assert complaints == []


def test_each_finding_is_marked_in_its_place_and_goes_with_its_cure(new_heard_tab, open_form, complaints):
    page = open_form(new_heard_tab(1440, 900))
    put(page, FAULTY)
    expect(state(page)).to_have_text("6 opravit")
    found = {}
    for words, (cure, _) in FOUND.items():
        item = finding(page, words)
        item.get_by_role("link").click()
        found[words] = (
            item.get_by_role("button").inner_text() if cure else None,
            page.locator(".ProseMirror .flaw.here").evaluate_all(MARKED),
        )
        expect(text(page)).to_be_focused()
    assert found == FOUND
    for words, (cure, _) in FOUND.items():
        if cure and cure != "Upravit odkaz":
            finding(page, words).get_by_role("button").click()
            expect(finding(page, words)).to_have_count(0)
    expect(state(page)).to_have_text("1 opravit")
    assert written(page) == (
        '<h2>Kdo pomáhá</h2><p>Víc najdete <a href="/obce/">zde</a> '
        'a <a href="https://www.mpsv.cz/">na webu úřadu</a>.</p><h2>Kdy přijít</h2><table><tbody>'
        "<tr><th>Kdy</th><th>Kde</th></tr><tr><td>Ráno</td><td>Tady</td></tr></tbody></table>"
        "<p>Pište na {{e-mail}}. Volejte {{telefon}}, nebo {{telefon}}. Pomáhá MPSV.</p>"
    )
    finding(page, "Odkaz „zde“").get_by_role("button").click()
    expect(page.get_by_role("dialog", name="Odkaz")).to_be_visible()
    assert complaints == []


def test_findings_are_gone_through_and_mended_by_the_keyboard_alone(new_heard_tab, open_form, complaints):
    page = open_form(new_heard_tab(1440))
    page.get_by_label("Úvodní věta").fill("Krátká věta.")
    put(page, "<p>Volejte 778 455 761.</p><p>Víc najdete <a href='/obce/'>zde</a>.</p>")
    expect(state(page)).to_have_text("3 opravit")
    page.get_by_label("Nadpis").focus()
    page.keyboard.press("F8")
    expect(page.get_by_label("Úvodní věta")).to_be_focused()
    for words in ["778 455 761", "zde"]:
        page.keyboard.press("F8")
        assert page.evaluate(SELECTED) == words
    expect(page.locator("#check-said")).to_have_text(re.compile("^Brání zveřejnění: Odkaz „zde“ neříká, kam vede."))
    page.keyboard.press("Shift+F8")
    assert page.evaluate(SELECTED) == "778 455 761"
    page.keyboard.type("{{telefon}}")
    expect(state(page)).to_have_text("2 opravit")
    page.keyboard.press("F8")
    page.keyboard.press("F8")  # after the last comes the first
    expect(page.get_by_label("Úvodní věta")).to_be_focused()
    finding(page, "Odkaz „zde“").get_by_role("link").focus()
    page.keyboard.press("Enter")
    assert page.evaluate(SELECTED) == "zde"
    assert complaints == []


def test_one_question_at_a_time_is_asked_and_what_is_said_of_an_older_text_is_not_heard(new_heard_tab, open_form):
    page = open_form(new_heard_tab(1440))
    asked = []

    def hold(route):
        asked.append(route)

    page.route(CHECK, hold)
    put(page, "<p>Volejte 778 455 761.</p>")
    wait_for(page, asked, 1)
    put(page, "<p>Volejte {{telefon}}.</p>")
    asked[0].fulfill(body=json.dumps({"problems": [OLD]}), content_type="application/json")
    wait_for(page, asked, 2)  # only now: never two at once
    assert findings(page).count() == 0
    asked[1].fulfill(status=429)
    page.unroute(CHECK)
    put(page, "<p>Volejte 778 455 761.</p>")
    expect(state(page)).to_have_text("1 opravit")


def test_axe_finds_nothing_on_the_screen_with_findings(new_heard_tab, open_form):
    page = open_form(new_heard_tab(1440))
    put(page, FAULTY)
    expect(state(page)).to_have_text("6 opravit")
    finding(page, "Odkaz „zde“").get_by_role("link").click()
    found = [violations(page) for _look in looks(page, [320, 1440])]
    assert found == [{}] * 4
