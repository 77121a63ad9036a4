"""What is being written saves itself: a window that dies loses at most ten seconds, and two people see each other."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.looks import faults

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
NEWS = "/sprava/pages/page/add/?kind=news"
PAGE = "/sprava/pages/page/3/change/"
WRITING = "**/sprava/rozepsane/prubezne/"
SAVED = re.compile(r"^Rozepsané, uloženo v \d+\.\d\d$")
FOUND = re.compile(r"^Našli jsme rozepsaný text z \d+\.\d\d$")


@pytest.fixture
def forms_save_themselves():
    return True


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("rozepsany")


@pytest.fixture(scope="module")
def colleague(make_account):
    return make_account("kolegyne-pise")


@pytest.fixture
def desk(new_heard_tab, account):
    """A window with a clock that the test drives, at the form for a piece of news."""
    page = new_heard_tab(1440, 900)
    page.clock.install()
    account.sign_in(page)
    page.goto(NEWS)
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page


def write(page, title, body):
    page.get_by_label("Nadpis").fill(title)
    page.locator(".ProseMirror").click()
    page.keyboard.type(body)


def turn(page):
    """Five seconds later: the script has asked, and been answered."""
    with page.expect_response(WRITING) as answer:
        page.clock.run_for(5_000)
    return answer.value


def test_a_window_that_dies_loses_nothing_and_the_text_is_taken_back(desk, complaints):
    write(desk, "Kanárek v okně", "Tohle nikdo neuložil.")
    assert turn(desk).status == 200
    expect(desk.locator("#written")).to_have_text(SAVED)
    context = desk.context
    desk.close()  # without a word to the page
    page = context.new_page()
    page.goto(NEWS)
    expect(page.get_by_role("heading", level=1)).to_have_text(FOUND)
    expect(page.get_by_text("Tohle nikdo neuložil.")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Pokračovat v něm").click()
    expect(page.get_by_role("heading", name="Zatím to není uložené")).to_be_visible()
    expect(page.get_by_label("Nadpis")).to_have_value("Kanárek v okně")
    expect(page.locator(".ProseMirror")).to_have_text("Tohle nikdo neuložil.")
    page.get_by_label("Úvodní věta").fill("Tady se dozvíte, jak to v projektu chodí a na koho se obrátit.")
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.get_by_text("Koncept je uložený jako verze 1.")).to_be_visible()
    page.goto(NEWS)
    expect(page.get_by_role("heading", level=1)).to_have_text("Napsat aktualitu")
    assert complaints == []


def test_what_is_made_by_the_toolbar_alone_is_saved_too_and_leaving_it_asks(desk):
    desk.goto(PAGE)
    desk.locator(".ProseMirror").click()
    desk.keyboard.press("Control+a")
    desk.get_by_role("button", name="Kurzíva").click()
    assert "<em>" in turn(desk).request.post_data
    asked = []
    desk.once("dialog", lambda dialog: asked.append(dialog.type))
    leave_nothing(desk, PAGE)
    assert asked == ["beforeunload"]


def test_without_script_the_question_has_both_ways(desk, new_tab, account):
    write(desk, "Kanárek bez skriptu", "Rozepsané.")
    turn(desk)
    page = new_tab(1440, 900, java_script_enabled=False)
    account.sign_in(page)
    page.goto(NEWS)
    page.get_by_role("link", name="Pokračovat v něm").click()
    expect(page.get_by_label("Nadpis")).to_have_value("Kanárek bez skriptu")
    leave_nothing(page)


def leave_nothing(page, address=NEWS):
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.get_by_role("button", name="Zahodit ho").click()
    expect(page.get_by_text("Rozepsaný text je zahozený.")).to_be_visible()


def test_while_the_server_is_away_the_browser_keeps_it_and_gives_it_back(desk):
    desk.route(WRITING, lambda route: route.abort())
    write(desk, "Kanárek bez spojení", "Web právě nebyl.")
    desk.clock.run_for(5_000)
    expect(desk.locator("#written")).to_have_text("Web teď neodpovídá. Text zatím drží tento počítač.")
    kept = desk.evaluate("Object.values(localStorage)")
    assert len(kept) == 1
    assert "Kan" not in kept[0]
    context = desk.context
    desk.close()
    page = context.new_page()
    page.goto(NEWS)
    expect(page.get_by_role("heading", level=1)).to_have_text(FOUND)
    expect(page.get_by_text("Web právě nebyl.")).to_be_visible()
    assert page.evaluate("localStorage.length") == 0
    leave_nothing(page)


def test_what_the_browser_keeps_goes_once_the_server_has_it(desk):
    desk.route(WRITING, lambda route: route.fulfill(status=503, body="away.html"))
    write(desk, "Kanárek za výpadku", "Web právě nebyl.")
    desk.clock.run_for(5_000)
    expect(desk.locator("#written")).to_contain_text("drží tento počítač")
    desk.unroute(WRITING)
    turn(desk)
    expect(desk.locator("#written")).to_have_text(SAVED)
    assert desk.evaluate("localStorage.length") == 0
    leave_nothing(desk)


def test_what_the_browser_keeps_is_good_for_no_other_session(desk, account, colleague, new_context):
    desk.route(WRITING, lambda route: route.abort())
    write(desk, "Kanárek cizí", "Nikomu jinému.")
    desk.clock.run_for(5_000)
    expect(desk.locator("#written")).to_contain_text("drží tento počítač")
    desk.context.clear_cookies()
    page = desk.context.new_page()
    colleague.come_by_the_door(page)
    page.wait_for_url("**/sprava/")
    with page.expect_response(WRITING):
        page.goto(NEWS)
    expect(page.get_by_label("Nadpis")).to_have_value("")
    assert page.evaluate("localStorage.length") == 0
    colleague.cookies = page.context.cookies()


def test_a_refusal_for_too_many_questions_is_silent(desk, complaints):
    desk.route(WRITING, lambda route: route.fulfill(status=429, body="away.html"))
    write(desk, "Kanárek potichu", "Moc dotazů.")
    turn(desk)
    expect(desk.locator("#written")).to_be_hidden()
    assert desk.evaluate("localStorage.length") == 0
    desk.unroute(WRITING)
    turn(desk)
    expect(desk.locator("#written")).to_have_text(SAVED)
    leave_nothing(desk)


def test_two_people_on_one_page_see_each_other_until_one_leaves(new_tab, account, colleague):
    mine, hers = new_tab(1440, 900), new_tab(1440, 900)
    for page in [mine, hers]:
        page.clock.install()
    account.sign_in(mine)
    colleague.sign_in(hers)
    with mine.expect_response(WRITING):
        mine.goto(PAGE)
    expect(mine.locator("#others")).to_be_hidden()
    with hers.expect_response(WRITING):
        hers.goto(PAGE)
    expect(hers.locator("#others")).to_have_text(re.compile(r"^rozepsany má text otevřený od \d+\.\d\d$"))
    with mine.expect_response(WRITING):
        mine.clock.run_for(30_000)
    expect(mine.locator("#others")).to_have_text(re.compile(r"^kolegyne-pise má text otevřený od \d+\.\d\d$"))
    hers.goto("/sprava/")
    expect(hers.get_by_role("heading", level=1)).to_be_visible()
    with mine.expect_response(WRITING):
        mine.clock.run_for(30_000)
    expect(mine.locator("#others")).to_be_hidden()
