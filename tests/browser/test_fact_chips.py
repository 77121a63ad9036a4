"""A fact in a text is a chip with today's value, chosen by typing; what is stored, copied and sent says {{…}}."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.prose import OUTSIDE, press, save, text, written
from tests.browser.test_accessibility import looks

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
COPIED = """() => {
    const clipboardData = new DataTransfer()
    document.activeElement.dispatchEvent(new ClipboardEvent("copy", { clipboardData, bubbles: true, cancelable: true }))
    return [clipboardData.getData("text/plain"), clipboardData.getData("text/html")]
}"""
# What follows is undone by itself, as after half a second.
PAUSE = """() => import("django-prose-editor/editor").then(({ pm }) => {
    const { view } = document.querySelector(".ProseMirror").editor
    view.dispatch(pm.history.closeHistory(view.state.tr))
})"""
# On how many lines the chip is, at each width of its paragraph that leaves room for the icon and the words.
LINES = """() => {
    const chip = document.querySelector(".ProseMirror .fact")
    const paragraph = chip.parentElement
    const whole = chip.getBoundingClientRect().width
    const widths = Array.from({ length: 60 }, (_, step) => Math.ceil(whole) + step * 2)
    return widths.map((width) => {
        paragraph.style.setProperty("width", `${width}px`)
        return chip.getClientRects().length
    })
}"""
PHONE = "+420 778 455 761"


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("udajovac", "Autor")


def chips(page):
    return [" ".join(said.split()) for said in page.locator(".ProseMirror .fact").all_inner_texts()]


def listed(page):
    return page.get_by_role("listbox", name="Údaje")


def test_a_fact_is_chosen_by_typing_and_shown_with_its_value_of_today(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Volejte {{")
    expect(listed(page).get_by_role("option")).to_have_count(6)
    page.keyboard.type("tel")
    expect(listed(page).get_by_role("option")).to_have_count(1)
    active = text(page).get_attribute("aria-activedescendant")
    assert active == listed(page).get_by_role("option", selected=True).get_attribute("id")
    press(page, "Enter")
    expect(listed(page)).to_be_hidden()
    page.keyboard.type(" hned, nebo {{")
    press(page, "ArrowUp", "ArrowUp", "ArrowUp", "Tab")
    page.keyboard.type(".")
    expect(text(page)).to_be_focused()
    assert chips(page) == [PHONE, "socialni.bydleni@mpsv.cz"]
    assert written(page) == "<p>Volejte {{telefon}} hned, nebo {{e-mail}}.</p>"
    assert complaints == []


def test_escape_leaves_what_was_typed_and_then_goes_to_the_toolbar(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("{{te")
    expect(listed(page)).to_be_visible()
    press(page, "Escape")
    expect(listed(page)).to_be_hidden()
    expect(text(page)).to_be_focused()
    assert written(page) == "<p>{{te</p>"
    press(page, "Escape")
    expect(page.get_by_role("toolbar").locator(":focus")).to_have_count(1)
    assert complaints == []


def test_what_is_stored_copied_and_undone_says_the_placeholder(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Pište na {{e-mail}} nebo {{fax}}.")
    assert chips(page) == ["socialni.bydleni@mpsv.cz"]
    press(page, "Control+A")
    plain, html = page.evaluate(COPIED)
    assert plain == "Pište na {{e-mail}} nebo {{fax}}."
    assert "{{e-mail}}" in html
    assert "data-fact" not in html
    page.evaluate(PAUSE)
    press(page, "Delete", "Control+Z")
    assert written(page) == "<p>Pište na {{e-mail}} nebo {{fax}}.</p>"
    assert chips(page) == ["socialni.bydleni@mpsv.cz"]
    page.evaluate(PAUSE)
    text(page).evaluate("text => { text.editor.commands.focus('end') }")
    press(page, *["Backspace"] * len(" nebo {{fax}}."), "Backspace")
    assert written(page) == "<p>Pište na </p>"
    press(page, "Control+Z")
    assert chips(page) == ["socialni.bydleni@mpsv.cz"]
    page.get_by_role("group", name="Vložit údaj").get_by_role("button", name="telefon", exact=True).click()
    assert PHONE in chips(page)
    assert complaints == []


def test_a_stored_text_opens_with_chips_and_nobody_has_changed_it(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Volejte {{telefon}}")
    save(page)
    assert chips(page) == [PHONE]
    before = page.locator("textarea[name=body]").input_value()
    assert before == "<p>Volejte {{telefon}}</p>"
    page.get_by_role("link", name="Přehled").first.click()  # nothing asks
    page.wait_for_url("**/sprava/")
    assert complaints == []


def test_the_list_of_facts_is_accessible_and_fits(new_tab, write):
    page = write(new_tab(1440))
    page.keyboard.type("Volejte {{telefon}} nebo {{")
    expect(listed(page)).to_be_visible()
    found, wider = [], []
    for _ in looks(page, [320, 1440]):
        found.append(violations(page))
        wider.append(page.evaluate(OUTSIDE))
    assert found == [{}] * 4
    assert wider == [0] * 4


def test_a_chip_keeps_its_icon_beside_its_first_word_however_narrow_the_text_is(new_tab, write):
    page = write(new_tab(390))
    page.keyboard.type("Pište na {{e-mail}}")
    expect(page.locator(".ProseMirror .fact")).to_have_count(1)
    lines = page.evaluate(LINES)
    assert set(lines) == {1}, lines
