"""Nothing that a page does runs into the Content-Security-Policy: public pages and the editors' pages alike."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]


@pytest.fixture(scope="session")
def account(make_account):
    return make_account("spravkyne")


@pytest.fixture
def page(new_heard_tab):
    return new_heard_tab(1440)


@pytest.fixture
def editor(page, account):
    """A tab in which an editor of all four groups has come in by the door."""
    account.come_by_the_door(page)
    expect(page.get_by_role("link", name="Přehled")).to_have_attribute("aria-current", "page")
    return page


@pytest.mark.thorough
def test_public_pages_do_nothing_that_their_policy_forbids(page, complaints, opened, addresses):
    for address in set(opened) & set(addresses):  # not those that are not there, of which the browser complains
        page.goto(address)
    assert complaints == []


def test_cookies_of_editors_never_reach_public_pages(editor, complaints):
    cookies = editor.context.cookies()
    assert {cookie["name"] for cookie in cookies} == {"sessionid", "csrftoken", "znamy-prohlizec"}
    assert {cookie["path"] for cookie in cookies} == {"/sprava/"}
    assert all(cookie["httpOnly"] and cookie["sameSite"] == "Lax" for cookie in cookies)
    answer = editor.goto("/")
    assert "cookie" not in answer.request.all_headers()
    assert complaints == []


def test_a_forbidden_thing_would_be_heard(page, complaints):
    page.goto("/")
    with page.expect_console_message():
        page.evaluate("""() => {
            const script = document.createElement("script");
            script.textContent = "1";
            document.head.append(script);
        }""")
    assert "script-src" in " ".join(complaints)
