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


def links(page, selector):
    found = page.locator(selector).evaluate_all("links => links.map((link) => link.pathname)")
    return sorted(set(found))


def test_public_pages_do_nothing_that_their_policy_forbids(page, complaints, addresses):
    for address in addresses:
        page.goto(address)
    assert complaints == []


def test_admin_does_nothing_that_its_policy_forbids(editor, complaints):
    lists = links(editor, "#menu a")
    assert len(lists) >= 10
    pages = ["/sprava/", "/sprava/password_change/", "/sprava/zalozni-kody/"]
    seen = {*pages, *lists}
    for address in lists:
        editor.goto(address)
        seen |= set(links(editor, "#content-main .addlink"))
        for change in links(editor, "#result_list tbody tr:first-child th a"):
            editor.goto(change)
            # A link to delete stands only where that is allowed at all.
            seen |= {change, *links(editor, ".object-tools a:not(.viewsitelink)"), *links(editor, ".deletelink")}
    for address in [address for address in seen if address.endswith("/history/")]:
        editor.goto(address)
        seen |= set(links(editor, "#change-history tbody tr:first-child td:first-child a"))
    for address in sorted(seen):
        answer = editor.goto(address)
        assert answer.status == 200, address
        assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert {"change", "add", "history", "verified"} <= {address.strip("/").split("/")[-1] for address in seen}
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
