"""An editor writes, pastes and links in „Stránky“: by the keyboard, on a phone, and without a script too."""

import re

import pytest
from playwright.sync_api import expect

from pages.richtext.html import tidied
from tests.browser.axe import violations
from tests.browser.prose import OUTSIDE, one_to_the_left, save, text, use, written
from tests.browser.test_accessibility import looks
from tests.clipboard import LEFT_OUT, NAMES, clean, copied

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

HEIGHTS = "buttons => buttons.map((button) => button.getBoundingClientRect().height)"
PASTE = """(html) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData("text/html", html)
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
}"""
PASTE_FILE = """() => {
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File(["a"], "metodika.pdf", { type: "application/pdf" }))
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
}"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("pisarka", "Autor")


def type_lines(page, *lines):
    for place, line in enumerate(lines):
        if place:
            page.keyboard.press("Enter")
        page.keyboard.type(line)


def test_headings_and_emphasis_are_made_by_the_keyboard(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Nadpis")
    type_lines(page, "Pro koho", "Pro ")
    use(page, "Tučně")
    page.keyboard.type("obce")
    use(page, "Tučně")
    page.keyboard.type(" a ")
    use(page, "Kurzíva")
    page.keyboard.type("lidi")
    page.keyboard.press("Enter")
    use(page, "Podnadpis")
    page.keyboard.type("Kdy")
    assert written(page) == ("<h2>Pro koho</h2><p>Pro <strong>obce</strong> a <em>lidi</em></p><h3>Kdy</h3>")
    expect(page.get_by_role("button", name="Podnadpis")).to_have_attribute("aria-pressed", "true")
    use(page, "Odstavec")
    assert written(page).endswith("<p>Kdy</p>")
    use(page, "Zpět")  # it takes back what was done within half a second
    assert not written(page).endswith("<p>Kdy</p>")
    use(page, "Znovu")
    assert written(page).endswith("<p>Kdy</p>")
    assert complaints == []


def test_lists_and_quotes_are_made_by_the_keyboard(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Odrážky")
    type_lines(page, "jedna", "dva")
    use(page, "Odsadit")
    type_lines(page, "", "tři")
    use(page, "Vysunout")
    type_lines(page, "", "", "")
    use(page, "Číslování")
    type_lines(page, "první", "", "")
    use(page, "Citace")
    page.keyboard.type("Citát")
    assert written(page).replace("</p><ul>", "<ul>") == (
        "<ul><li>jedna<ul><li>dva</li></ul></li><li>tři</li></ul><ol><li>první</li></ol>"
        "<blockquote><p>Citát</p></blockquote>"
    )
    assert complaints == []


def test_a_table_with_headers_is_made_by_the_keyboard(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Tabulka")
    page.keyboard.type("Obec")
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Byty")
    row = "<tr><td></td><td></td></tr>"
    head = "<tr><th>Obec</th><th>Byty</th></tr>"
    assert written(page) == f"<table><tbody>{head}{row}{row}</tbody></table>"
    page.keyboard.press("ArrowDown")
    use(page, "Smazat řádek")
    use(page, "Přidat sloupec")
    use(page, "Záhlaví vlevo")
    assert written(page) == (
        "<table><tbody><tr><th>Obec</th><th></th><th>Byty</th></tr><tr><th></th><td></td><td></td></tr></tbody></table>"
    )
    use(page, "Smazat sloupec")
    use(page, "Přidat řádek")
    assert page.locator(".ProseMirror tr").count() == 3
    use(page, "Smazat tabulku")
    assert "table" not in written(page)
    assert complaints == []


def test_tab_goes_through_a_table_and_adds_a_row_at_its_end(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Tabulka")
    for words in ["Obec", "Byty", "Vír", "3", "Brno", "40", "Most"]:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("Praha")  # over the chosen cell
    head = "<tr><th>Obec</th><th>Byty</th></tr>"
    rows = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in [("Vír", "3"), ("Brno", "40"), ("Praha", "")])
    assert written(page) == f"<table><tbody>{head}{rows}</tbody></table>"
    expect(text(page)).to_be_focused()
    assert complaints == []


def test_tab_leaves_a_table_at_its_end_and_no_empty_row_behind(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Tabulka")
    for words in ["Obec", "Byty", "Vír", "3", "Brno", "40"]:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    before = written(page).replace("<tr><td></td><td></td></tr>", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(text(page)).not_to_be_focused()
    assert written(page) == before
    assert complaints == []


def test_tab_moves_an_item_in_and_out_and_leaves_the_text_where_it_cannot(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    use(page, "Odrážky")
    type_lines(page, "jedna", "dva")
    page.keyboard.press("Tab")
    assert written(page).replace("</p><ul>", "<ul>") == "<ul><li>jedna<ul><li>dva</li></ul></li></ul>"
    page.keyboard.press("Shift+Tab")
    before = written(page)
    assert before == "<ul><li>jedna</li><li>dva</li></ul>"
    page.keyboard.press("Shift+Tab")
    expect(text(page)).not_to_be_focused()
    text(page).focus()
    page.keyboard.press("Control+End")
    type_lines(page, "", "", "Konec")
    page.keyboard.press("Tab")
    expect(text(page)).not_to_be_focused()
    assert written(page) == f"{before}<p>Konec</p>"
    assert complaints == []


def test_a_link_is_made_and_taken_away_by_the_toolbar(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("obce")
    page.keyboard.press("Control+A")
    use(page, "Odkaz")
    page.keyboard.type("/obce/")
    page.keyboard.press("Enter")
    expect(text(page)).to_be_focused()
    assert written(page) == '<p><a href="/obce/">obce</a></p>'
    use(page, "Zrušit odkaz")
    assert written(page) == "<p>obce</p>"
    assert complaints == []


def paste(page, html):
    """Paste, and wait until the site has read it."""
    with page.expect_response("**/vlozeni/"):
        page.evaluate(PASTE, html)


def test_what_is_pasted_is_seen_as_it_will_be_stored_and_what_is_left_out_is_said(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    for name in NAMES:
        text(page).focus()
        page.keyboard.press("Control+A")
        page.keyboard.press("Delete")
        paste(page, copied(name))
        last = re.sub("<[^>]*>", "", clean(name)).split()[-1]
        expect(text(page)).to_contain_text(last)
        expect(page.locator(".rich-text").get_by_role("status")).to_have_text(LEFT_OUT.get(name, ""))
        seen = page.locator("textarea[name=body]").input_value()
        assert all(sign not in seen for sign in ["style", "class", "span", "mso", "o:p", "title"]), name
        assert tidied(seen) == clean(name), name
    save(page)
    assert page.locator("textarea[name=body]").input_value() == clean(NAMES[-1])
    assert complaints == []


def test_notes_go_under_the_whole_text_and_who_writes_on_writes_behind_what_was_pasted(
    new_heard_tab, write, complaints
):
    page = write(new_heard_tab(1440))
    paste(page, copied("libreoffice_notes"))
    expect(text(page)).to_contain_text("Dřív nebyl.")
    page.keyboard.press("Control+Home")
    page.wait_for_function("document.activeElement.editor.state.selection.from === 1")
    with page.expect_response("**/vlozeni/"):
        page.evaluate(PASTE, "<p>Nejdřív <a href='#a' id='b'>1</a>.</p><p id='a'><a href='#b'>1</a> Pak.</p>")
        page.keyboard.type(" Dál")
    expect(text(page)).to_contain_text("Pak.")
    stored = tidied(page.locator("textarea[name=body]").input_value())
    assert stored.startswith('<p>Nejdřív <a id="odkaz-2" href="#poznamka-2">1</a>. Dál')
    assert stored.endswith('<p>Dřív nebyl.</p>\n<p><a id="poznamka-2" href="#odkaz-2">1</a> Pak.</p>')
    assert complaints == []


def test_what_cannot_be_pasted_is_said(new_tab, write):
    page = write(new_tab(1440))
    status = page.locator(".rich-text").get_by_role("status")
    page.evaluate(PASTE_FILE)
    expect(status).to_have_text("Vložit jde jen text nebo obrázek. Jiné soubory nahrajte mezi dokumenty.")
    page.route("**/vlozeni/", lambda route: route.abort())
    page.evaluate(PASTE, "<p>a</p>")
    expect(status).to_have_text("Vložit se to nepovedlo. Zkuste to znovu, třeba po menších částech.")
    assert written(page) in {"", "<p></p>"}


def test_a_placeholder_is_inserted_where_the_cursor_is(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Volejte .")
    one_to_the_left(page)
    button = page.get_by_role("group", name="Vložit údaj").get_by_role("button", name="telefon", exact=True)
    expect(button).to_have_accessible_description("Telefon kontaktního centra")
    button.focus()
    page.keyboard.press("Enter")
    expect(text(page)).to_be_focused()
    page.keyboard.type(" hned")
    assert written(page) == "<p>Volejte {{telefon}} hned.</p>"
    assert complaints == []


def test_where_the_editor_cannot_start_the_placeholder_goes_into_the_textarea(new_tab, open_form):
    page = new_tab(1440)
    page.route("**/js/rich_text.*.js", lambda route: route.abort())  # as in a browser that knows no import maps
    field = open_form(page).get_by_label("Text:", exact=True)
    field.fill("<p>Volejte .</p>")
    field.evaluate("field => field.setSelectionRange(11, 11)")
    page.get_by_role("button", name="telefon", exact=True).click()
    expect(field).to_be_focused()
    expect(field).to_have_value("<p>Volejte {{telefon}}.</p>")


def test_an_unknown_placeholder_is_explained_at_the_text(new_heard_tab, write):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Volejte {{fax}}.")
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.get_by_text("Značku {{fax}} neznáme.").first).to_be_visible()
    expect(text(page)).to_have_text("Volejte {{fax}}.")
    expect(text(page)).to_have_attribute("aria-invalid", "true")


def test_the_editor_is_accessible_and_fits(new_tab, write):
    page = write(new_tab(1440))
    found, wider, heights = [], [], []

    def look():
        for _ in looks(page, [360, 1440]):
            found.append(violations(page))
            wider.append(page.evaluate(OUTSIDE))
            heights.append(page.locator(".canvas button:visible").evaluate_all(HEIGHTS))

    use(page, "Tabulka")
    type_lines(page, "Obec")
    page.keyboard.press("ArrowRight")
    type_lines(page, "Byty")
    look()
    page.keyboard.type("obec")
    page.keyboard.press("Control+A")
    use(page, "Odkaz")
    expect(page.get_by_role("dialog")).to_be_visible()
    look()
    assert found == [{}] * 8
    assert wider == [0] * 8
    assert all(len(each) > 20 and min(each) >= 24 for each in heights)


def test_without_a_script_the_text_is_a_textarea_and_is_tidied_too(new_tab, open_form):
    page = open_form(new_tab(1440, java_script_enabled=False))
    field = page.get_by_label("Text:", exact=True)
    expect(field).to_have_js_property("tagName", "TEXTAREA")
    expect(page.get_by_text("{{telefon}} – Telefon kontaktního centra")).to_be_visible()
    assert page.locator(".rich-text button").count() == 0
    field.fill('<h2 onclick="x()">Kdy</h2><div>Volejte {{telefon}}.</div>')
    save(page)
    expect(field).to_have_value("<h2>Kdy</h2>\n<p>Volejte {{telefon}}.</p>")


WIDE = """
from django.utils import timezone
from pages.models import Page, PageVersion
row = "<tr>" + "<{0}>Nejneobhospodařovávatelnější</{0}>" * 4 + "<{0}>Poslední</{0}></tr>"
body = f"<h2>Byty</h2><table><tbody>{row.format('th')}{row.format('td')}</tbody></table><blockquote>a</blockquote>"
page = Page.objects.get(address="/o-projektu/")
PageVersion.objects.create(page=page, title="Tabulka", summary="Široká", body=body, publish_at=timezone.now())
"""
NO_MORE_WIDE = """
from pages.models import PageVersion
PageVersion.objects.filter(title="Tabulka", summary="Široká").delete()
"""


@pytest.fixture
def wide_table(site):
    """A page of readers with a table that no phone can hold."""
    site.manage("shell", "-c", WIDE)
    yield "/o-projektu/"
    site.manage("shell", "-c", NO_MORE_WIDE)


def test_a_wide_table_is_scrolled_in_its_frame_by_the_keyboard(new_heard_tab, wide_table, complaints):
    page = new_heard_tab(320)
    page.goto(wide_table)
    frame, last = page.get_by_role("region", name="Tabulka: Byty"), page.get_by_role("columnheader", name="Poslední")
    assert page.evaluate(OUTSIDE) == 0
    assert violations(page) == {}
    frame.focus()
    expect(last).not_to_be_in_viewport()
    for _ in range(40):
        page.keyboard.press("ArrowRight")
    expect(last).to_be_in_viewport(ratio=1)
    assert complaints == []
