"""„Náhled vedle“: the page as it will read, beside the form or in its place, following what is typed."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.looks import CUT, DOUBLED, faults

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
NEWS = "/sprava/pages/page/add/?kind=news"
ADDRESS = "/sprava/pages/page/nahled/"
PREVIEW = f"**{ADDRESS}"
PUT = "html => document.querySelector('.ProseMirror').editor.commands.setContent(html, { emitUpdate: true })"
LONG = "<h2>Kdo</h2><p>Víc najdete <a href='/obce/'>v seznamu obcí</a>.</p>" + "<p>Počet míst je omezený.</p>" * 60
SCROLLED = "document.scrollingElement.scrollTop"


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("nahlizitelka", "Autor", "Vydavatel")


@pytest.fixture
def write(account):
    """Opens the form for a piece of news in a window with a clock that the test drives, and the preview beside it."""

    def write(page):
        page.clock.install()
        account.sign_in(page)
        page.goto(NEWS)
        page.evaluate(PUT, LONG)
        toggle(page).click()
        expect(inside(page).get_by_role("heading", name="Kdo")).to_be_visible()
        return page

    return write


def toggle(page):
    return page.locator("#preview-toggle")


def inside(page):
    return page.frame_locator("iframe[title='Náhled stránky, jak ji uvidí čtenáři']")


def frame(page):
    (found,) = [each for each in page.frames if each.url.endswith(ADDRESS)]
    return found


def own(complaints):
    """Without those about the listener that tests/browser/console.py would run in the frame, where nothing can."""
    return [complaint for complaint in complaints if "Blocked script execution in" not in complaint]


def later(page):
    """A few seconds after typing: the script has asked, and been answered."""
    with page.expect_response(PREVIEW) as answer:
        page.clock.run_for(3_000)
    return answer.value


def test_it_follows_what_is_typed_stays_where_it_was_scrolled_and_is_there_the_next_time(
    new_heard_tab, write, complaints
):
    page = write(new_heard_tab(1440, 900))
    entries = page.evaluate("history.length")
    frame(page).evaluate("scrollTo(0, 700)")
    page.locator(".ProseMirror h2").click()
    page.keyboard.press("End")
    page.keyboard.type(" přijde")
    later(page)
    expect(inside(page).get_by_role("heading", name="Kdo přijde")).to_have_count(1)
    assert frame(page).evaluate(SCROLLED) == 700
    assert page.evaluate("history.length") == entries
    with page.expect_popup() as opened:
        inside(page).get_by_role("link", name="v seznamu obcí").click()
    expect(opened.value.get_by_role("heading", level=1)).to_be_visible()
    assert opened.value.url.endswith("/obce/")
    opened.value.close()
    assert page.evaluate("getComputedStyle(document.querySelector('.beside iframe')).width") == "390px"
    page.get_by_role("button", name="Počítač").click()
    expect(inside(page).locator("body")).to_have_css("width", "1024px")
    expect(page.get_by_role("button", name="Zveřejnit…")).to_be_in_viewport()
    page.once("dialog", lambda dialog: dialog.accept())
    page.goto(NEWS)
    expect(page.get_by_role("button", name="Počítač")).to_have_attribute("aria-pressed", "true")
    page.get_by_label("Nadpis").fill("Setkání")
    later(page)
    expect(inside(page).get_by_role("heading", level=1)).to_have_text("Setkání")
    assert faults(page) == []
    assert own(complaints) == []


def test_a_refusal_is_silent_and_an_ended_session_is_a_sentence(new_tab, write):
    page = write(new_tab(1440, 900))
    page.route(PREVIEW, lambda route: route.fulfill(status=429, body="Moc rychle."))
    page.get_by_label("Nadpis").fill("První")
    assert later(page).status == 429
    expect(inside(page).get_by_role("heading", name="Kdo")).to_be_visible()
    page.unroute(PREVIEW)
    with page.expect_response(PREVIEW):
        page.clock.run_for(10_000)
    expect(inside(page).get_by_role("heading", level=1)).to_have_text("První")
    page.get_by_label("Nadpis").fill("Značka {{telefon")
    later(page)
    expect(inside(page).get_by_text("Až to opravíte, náhled se ukáže.")).to_be_visible()
    page.context.clear_cookies()
    page.get_by_label("Nadpis").fill("Druhý")
    later(page)
    expect(inside(page).get_by_text("Náhled teď nejde ukázat")).to_be_visible()
    expect(inside(page).get_by_role("textbox")).to_have_count(0)


def test_a_frame_that_does_not_come_is_not_seen_until_it_does(new_tab, account):
    page = new_tab(1440, 900)
    page.clock.install()
    account.sign_in(page)
    page.goto(NEWS)
    page.evaluate(PUT, LONG)
    page.route(PREVIEW, lambda route: route.fulfill(status=429, headers={"X-Frame-Options": "DENY"}))
    with page.expect_response(PREVIEW):
        toggle(page).click()
    expect(page.locator(".beside iframe")).to_be_hidden()
    page.unroute(PREVIEW)
    page.clock.run_for(10_000)
    expect(inside(page).get_by_role("heading", name="Kdo")).to_be_visible()


def test_on_a_phone_it_is_one_click_away_with_publication_at_hand_and_never_on_paper(new_heard_tab, write, complaints):
    page = write(new_heard_tab(390, 780))
    expect(page.locator(".ProseMirror")).to_be_hidden()
    expect(page.get_by_role("button", name="Zveřejnit…")).to_be_in_viewport()
    assert violations(page) == {}
    assert page.evaluate(CUT) + page.evaluate(DOUBLED) == []
    page.emulate_media(media="print")
    expect(page.locator(".beside")).to_be_hidden()
    expect(page.locator(".ProseMirror")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Zavřít náhled").click()
    expect(page.locator(".ProseMirror")).to_be_visible()
    expect(page.get_by_role("button", name="Náhled", exact=True)).to_be_visible()
    page.get_by_label("Nadpis").fill("Setkání")
    page.get_by_role("button", name="Náhled", exact=True).click()
    expect(inside(page).get_by_role("heading", level=1)).to_have_text("Setkání")
    page.get_by_role("link", name="opravit").click()
    expect(page.locator(".ProseMirror")).to_be_visible()
    page.once("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.locator(".ProseMirror")).to_be_visible()
    assert own(complaints) == []
