"""What was typed and could not be saved is in the form again, in a browser, with script and without."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
NEWS = "/sprava/pages/page/add/?kind=news"
LEAD = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
BACK = "ale neuložilo se to. Zkontrolujte to a uložte znovu."


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("psavec")


def come_in(page, account):
    """At the door where one was led, not where it begins."""
    page.get_by_label("Uživatelské jméno").fill(account.name)
    page.get_by_label("Heslo").fill(account.password)
    page.get_by_role("button", name="Pokračovat").click()
    account.give_code(page, account.codes.pop())


def test_with_script_a_text_of_an_ended_session_is_in_the_editor_again_and_leaving_it_asks(
    new_heard_tab, account, complaints
):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    page.goto(NEWS)
    page.get_by_label("Nadpis").fill("Kanárek s relací")
    page.get_by_label("Úvodní věta").fill(LEAD)
    page.locator(".ProseMirror").click()
    page.keyboard.type("Tohle nikdo neuložil.")
    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Uložit koncept").click()
    come_in(page, account)
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("Nadpis")).to_have_value("Kanárek s relací")
    expect(page.locator(".ProseMirror")).to_have_text("Tohle nikdo neuložil.")
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_role("link", name="Přehled").click()
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.get_by_text("Koncept je uložený jako verze 1.")).to_be_visible()
    assert asked == ["beforeunload"]
    assert complaints == []


def test_without_script_a_form_comes_back_after_a_sign_in_in_another_tab(new_tab, account):
    page = new_tab(1440, 900, java_script_enabled=False)
    account.sign_in(page)
    page.goto("/sprava/pages/notice/add/")
    page.get_by_label("Znění:").fill("Kanárek mezi okny")
    other = page.context.new_page()
    page.context.clear_cookies(name="sessionid")
    account.come_by_the_door(other)  # which gives the forms of this browser a new token
    expect(other.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(page).to_have_url(re.compile(r"\?rozepsane=\d+$"))
    expect(page.get_by_text(BACK)).to_be_visible()
    expect(page.get_by_label("Znění:")).to_have_value("Kanárek mezi okny")


def test_what_met_a_restart_is_sent_again_by_loading_the_page_anew_as_it_says(new_tab, account):
    page = new_tab(1440, 900)
    account.sign_in(page)
    page.goto(NEWS)
    page.get_by_label("Nadpis").fill("Kanárek za restartu")
    page.get_by_label("Úvodní věta").fill(LEAD)
    page.locator(".ProseMirror").click()
    page.keyboard.type("Tohle přišlo, když web právě nebyl.")
    page.route("**/add/?kind=news", lambda route: route.fulfill(status=503, body="away.html"))
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.get_by_text("away.html")).to_be_visible()
    page.unroute("**/add/?kind=news")
    page.reload()
    expect(page.get_by_text("Koncept je uložený jako verze 1.")).to_be_visible()
    expect(page.locator(".ProseMirror")).to_have_text("Tohle přišlo, když web právě nebyl.")


@pytest.mark.parametrize(
    ("address", "field"),
    [("/sprava/password_change/", "Současné heslo"), ("/sprava/pages/page/3/presunout/", "Název v menu")],
)
def test_every_form_asks_before_what_was_typed_is_lost(new_tab, account, address, field):
    page = new_tab(1440, 800)
    account.sign_in(page)
    page.goto(address)
    page.get_by_label(field).first.press_sequentially("Ka")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Přehled").click()
    expect(page).to_have_url(re.compile("/sprava/$"))
    assert asked == ["beforeunload"]
