"""What was typed before a draft was saved can still be undone after it, and nothing else can."""

from base64 import b64decode

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
NEW = "/sprava/pages/page/add/?kind=news"
KEPT = "sessionStorage.getItem('kroky')"
UNDO = """
from pages.models import Page
Page.objects.filter(address__startswith="/aktuality/kroky-zpatky").delete()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("vraci-kroky", "Autor", "Vydavatel")


@pytest.fixture
def page(new_heard_tab, account):
    """The form for a piece of news, with a clock that the test drives."""
    page = new_heard_tab(1440, 900)
    page.clock.install()
    account.sign_in(page)
    page.goto(NEW)
    return page


def write(page, act):
    """Do it in the text a while after what was done before; the tab has kept it then."""
    before = page.evaluate(KEPT)
    act()
    page.clock.run_for(1_000)
    wait_for(page, lambda: page.evaluate(KEPT) not in (before, None))


def wait_for(page, is_so):
    for _ in range(1_000):
        if is_so():
            return
        page.evaluate("0")  # meanwhile the browser goes on
    pytest.fail("it does not come")


def text(page):
    return page.evaluate("document.querySelector('.ProseMirror').editor.getHTML()")


def save(page, said):
    page.get_by_role("button", name="Uložit koncept", exact=True).click()
    expect(page.get_by_text(said)).to_be_visible()


def undo(page):
    return page.get_by_role("button", name="Zpět", exact=True)


def test_what_was_typed_before_a_draft_was_saved_is_undone_after_it_step_by_step(page, site, complaints):
    try:
        page.get_by_label("Nadpis").fill("Kroky zpátky")
        page.locator(".ProseMirror").click()
        done = [text(page)]
        for act in [
            lambda: page.keyboard.type("Kdo  pomáhá"),
            lambda: page.get_by_role("button", name="Nadpis", exact=True).click(),
            lambda: page.keyboard.press("Enter"),
            lambda: page.get_by_role("button", name="telefon", exact=True).click(),
        ]:
            write(page, act)
            done.append(text(page))
        assert "Kdo" not in b64decode(page.evaluate(KEPT).split(" ")[1]).decode(errors="ignore")
        save(page, "Koncept je uložený jako verze 1.")
        expect(undo(page)).to_be_enabled()
        page.locator(".ProseMirror").click()
        write(page, lambda: page.keyboard.type(" Přijďte."))
        save(page, "Koncept je uložený jako verze 2.")
        expect(undo(page)).to_be_enabled()
        page.locator(".ProseMirror").click()
        undone = []
        for _ in done:
            page.keyboard.press("Control+z")
            undone.append(text(page))
        assert undone == [html.replace("  ", " ") for html in done[::-1]]  # saving has tidied that up
        page.once("dialog", lambda dialog: dialog.accept())
        page.goto("/sprava/pages/page/3/change/")
        expect(undo(page)).to_be_disabled()
        assert page.evaluate(KEPT) is None
        assert complaints == []
    finally:
        site.manage("shell", "-c", UNDO)
