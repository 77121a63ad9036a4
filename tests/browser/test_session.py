"""The end of a session in a browser: it is told in time, and whoever works goes on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("relace")


def test_who_is_idle_is_told_when_it_ends_and_a_click_prolongs_it(new_tab, account):
    page = new_tab(1440, 900)
    page.clock.install()
    account.sign_in(page)
    note = page.locator("#session")
    expect(note).to_be_hidden()
    asked = []
    page.on("request", lambda request: "/sprava/prihlaseni/" in request.url and asked.append(request.url))
    # The server's clock stands still, so it goes on saying eight hours: the browser alone must not warn then.
    page.clock.fast_forward("07:55:00")
    page.clock.run_for(20_000)
    expect(note).to_be_hidden()
    assert [url.partition("?")[2] for url in asked] == [""]
    # Only what is asked without a sign of a person.
    page.route("**/sprava/prihlaseni/", lambda route: route.fulfill(json={"idle": 300, "last": 50_000}))
    page.clock.fast_forward("07:55:00")
    page.clock.run_for(20_000)
    expect(note).to_contain_text("protože tu dlouho nikdo nic neudělal")
    page.get_by_role("button", name="Pracuji dál").click()
    expect(note).to_be_hidden()
    assert asked[-1].endswith("?pracuji=1")


def test_who_was_signed_out_in_another_tab_is_told_that_nothing_is_lost(new_tab, account):
    page = new_tab(1440, 900)
    page.clock.install()
    account.sign_in(page)
    page.context.clear_cookies(name="sessionid")
    page.clock.fast_forward("07:55:00")
    page.clock.run_for(20_000)
    expect(page.locator("#session")).to_contain_text("Web vás odhlásil")
