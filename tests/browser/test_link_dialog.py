"""Who writes makes a link in a few keys: to a page by two letters, to an address by pasting it, asked or not."""

import re

import pytest
from playwright.sync_api import expect

from pages.richtext.html import outline
from tests.browser.axe import violations
from tests.browser.prose import CURSOR, OUTSIDE, one_to_the_left, press, text, use, written
from tests.browser.test_accessibility import looks

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
CHOICES = "**/sprava/odkazy/**"
CHOSEN = "Control+A"


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("odkazovac", "Autor")


def dialog(page):
    return page.get_by_role("dialog", name="Odkaz")


def where(page):
    return dialog(page).get_by_role("combobox", name="Kam odkaz vede")


def choose_the_line(page):
    """Choose what stands left of the cursor; see `one_to_the_left`."""
    for _ in range(100):
        press(page, "Shift+Home")
        page.evaluate(CURSOR)
        if page.evaluate("!document.querySelector('.ProseMirror').editor.state.selection.empty"):
            return
    pytest.fail("nothing is chosen")


def test_a_page_is_linked_by_five_keys_once_the_words_are_chosen(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440), "obce", CHOSEN)
    assert press(page, "Control+K", "s", "t", "ArrowDown", "Enter") <= 6
    expect(text(page)).to_be_focused()
    assert written(page) == '<p><a href="/obce/steti/">obce</a></p>'
    assert complaints == []


def test_the_choice_is_told_by_a_combobox(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440), "obce", CHOSEN)
    press(page, "Control+K")
    expect(where(page)).to_be_focused()
    expect(where(page)).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("vir")
    listed = dialog(page).get_by_role("listbox", name="Kam může odkaz vést")
    expect(listed.get_by_role("option").first).to_have_accessible_name(re.compile("Vír.*/obce/vir/.*obec"))
    expect(where(page)).to_have_attribute("aria-expanded", "true")
    expect(dialog(page).get_by_role("status")).to_have_text(re.compile("Nalezen"))
    press(page, "ArrowDown", "ArrowDown", "ArrowUp")
    active = where(page).get_attribute("aria-activedescendant")
    assert active == listed.get_by_role("option", selected=True).get_attribute("id")
    expect(where(page)).to_be_focused()
    press(page, "Escape")
    expect(text(page)).to_be_focused()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert written(page) == "<p>obce</p>"
    assert complaints == []


def test_a_heading_of_the_text_is_linked_by_the_anchor_that_readers_get(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    names = ["Příští_kroky: ž & 10⁶?", "Stav", "Příští kroky ž 106", "…", "Kontakt"]
    for name in names:
        use(page, "Nadpis")
        page.keyboard.type(name)
        press(page, "Enter")
    page.keyboard.type("Viz níž.")
    parts = page.evaluate(
        "import('rich-text/parts').then((m) => m.partsOf(document.querySelector('.ProseMirror').editor))"
    )
    assert [(part["id"], part["title"]) for part in parts] == list(outline(written(page)).headings)
    choose_the_line(page)
    press(page, "Control+K")
    where(page).fill("kontakt")
    dialog(page).get_by_role("option", name="část tohoto textu").click()
    assert f'<a href="#{parts[4]["id"]}">Viz níž.</a>' in written(page)
    assert complaints == []


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/obce/", "/obce/"),
        ("http://127.0.0.1:8000/neni/?utm_source=x", "http"),
        ("www.mpsv.cz", "https://www.mpsv.cz"),
        ("jana@urad.cz", "mailto:jana@urad.cz"),
        ("https://www.google.com/url?q=https%3A%2F%2Fwww.mpsv.cz%2F%3Ffbclid%3D1&sa=D", "https://www.mpsv.cz/"),
    ],
)
def test_an_address_is_tidied_and_the_link_can_be_taken_away(new_heard_tab, write, complaints, typed, address):
    page = write(new_heard_tab(1440), "obce", CHOSEN)
    press(page, "Control+K")
    page.keyboard.insert_text(typed.replace("http://127.0.0.1:8000", page.url.partition("/sprava")[0]))
    press(page, "Enter")
    expect(text(page)).to_be_focused()
    assert (
        written(page)
        == f'<p><a href="{address.replace("http", "/neni/") if address == "http" else address}">obce</a></p>'
    )
    press(page, "Control+K")
    dialog(page).get_by_role("button", name="Zrušit odkaz").click()
    assert written(page) == "<p>obce</p>"
    assert complaints == []


def test_what_is_no_address_is_refused_in_the_dialog_and_nothing_typed_is_lost(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440), "obce", CHOSEN)
    press(page, "Control+K")
    page.keyboard.type("javascript:alert(1)")
    press(page, "Enter")
    expect(dialog(page).get_by_role("alert")).to_contain_text("Vyberte ze seznamu")
    expect(where(page)).to_have_attribute("aria-invalid", "true")
    expect(where(page)).to_be_focused()
    expect(where(page)).to_have_value("javascript:alert(1)")
    dialog(page).get_by_role("button", name="Zpět").click()
    expect(text(page)).to_be_focused()
    assert written(page) == "<p>obce</p>"
    assert complaints == []


@pytest.mark.parametrize("answer", [429, None])
def test_without_the_server_the_field_still_takes_an_address(new_tab, write, answer):
    page = write(new_tab(1440), "obce", CHOSEN)
    page.route(CHOICES, lambda route: route.fulfill(status=answer) if answer else route.abort())
    press(page, "Control+K")
    page.keyboard.type("www.mpsv.cz")
    expect(dialog(page).get_by_role("status")).to_contain_text("Vložte adresu")
    press(page, "Enter")
    assert written(page) == '<p><a href="https://www.mpsv.cz">obce</a></p>'


def test_the_text_of_a_link_is_changed_in_the_dialog_too_and_made_where_there_is_none(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440), "Viz ")
    press(page, "Control+K")
    expect(dialog(page).get_by_label("Text odkazu")).to_be_focused()
    press(page, "Tab")
    page.keyboard.type("/obce/")
    press(page, "Enter")
    expect(text(page)).to_be_focused()
    assert written(page) == '<p>Viz <a href="/obce/">Spolupracující obce</a></p>'
    one_to_the_left(page)
    one_to_the_left(page)
    press(page, "Control+K")
    expect(where(page)).to_have_value("/obce/")
    dialog(page).get_by_label("Text odkazu").fill("seznam obcí")
    press(page, "Enter")
    expect(text(page)).to_be_focused()
    assert written(page) == '<p>Viz <a href="/obce/">seznam obcí</a></p>'
    assert complaints == []


def test_the_dialog_is_accessible_and_fits(new_tab, write):
    page = write(new_tab(1440), "obce", CHOSEN)
    press(page, "Control+K")
    page.keyboard.type("ob")
    expect(dialog(page).get_by_role("option").first).to_be_visible()
    press(page, "ArrowDown")
    found, wider = [], []
    for _ in looks(page, [320, 1440]):
        found.append(violations(page))
        wider.append(page.evaluate(OUTSIDE))
    assert found == [{}] * 4
    assert wider == [0] * 4


def test_the_choice_is_kept_to_one_kind_by_the_keyboard(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440), "Přehled obcí")
    use(page, "Nadpis")
    press(page, "End", "Enter")
    page.keyboard.type("viz")
    choose_the_line(page)
    press(page, "Control+K")
    page.keyboard.type("obc")
    options = dialog(page).get_by_role("option")
    own = options.filter(has_text="část tohoto textu")
    expect(own).to_have_count(1)
    assert options.count() > 1
    press(page, "Tab")
    expect(dialog(page).get_by_role("radio", name="Všechno")).to_be_focused()
    press(page, "ArrowUp")
    expect(dialog(page).get_by_role("radio", name="Části textu")).to_be_checked()
    expect(options).to_have_count(1)
    expect(own).to_have_count(1)
    press(page, "ArrowUp")
    expect(own).to_have_count(0)
    expect(dialog(page).get_by_role("radio", name="Dokumenty")).to_be_checked()
    expect(dialog(page).get_by_role("status")).to_contain_text(re.compile("Nalezen|V tomto výběru nic takového není"))
    press(page, "ArrowDown", "Shift+Tab", "ArrowDown", "Enter")
    expect(text(page)).to_be_focused()
    assert '<a href="#prehled-obci">viz</a>' in written(page)
    assert complaints == []
