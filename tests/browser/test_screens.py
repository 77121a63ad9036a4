"""Every screen of every role in a browser: accessible, no wider than its window, and its focus always seen."""

import json
import re
from datetime import date
from hashlib import sha256

import pytest
from playwright.sync_api import expect

from tests.browser.account import ALL_GROUPS, Account
from tests.browser.console import hear
from tests.browser.looks import CUT, faults
from tests.running_site import running_site

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.slow]

WRITE = """
import json
from tests import screens
screens.write()
print(json.dumps(screens.addresses()))
"""
CHRISTMAS_EVE = f"24. 12. {date.today().year + 1}"  # noqa: DTZ011 - any that is still ahead
FRAME = "#header, #menu, .where, .submit-row, .object-tools, .btn, #toolbar, #changelist-filter"
# What differs between two answers that look the same.
ONCE = re.compile(rb'(nonce|data-key)="[^"]*"|name="(csrfmiddlewaretoken|_owner|stamp)" value="[^"]*"')
HEAD = re.compile(rb'^.*<nav class="where"', re.DOTALL)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A site that nobody else changes, with the rows of tests/screens.py."""
    with running_site(tmp_path_factory.mktemp("screens"), WEB_CONCURRENCY="1", CHECK_LINKS="true") as own:
        yield own


@pytest.fixture(scope="module")
def addresses(own):
    found = json.loads(own.manage("shell", "-v", "0", "-c", WRITE))
    return [address for addresses in found.values() for address in addresses]


@pytest.fixture(scope="module")
def enter(own, browser):
    """Gives a page in which somebody of the groups has come in, and the list of what its console complains about."""
    contexts = []

    def come(name, *groups):
        account = Account(name)
        own.manage("create_editor", name, "--password", account.password, *(f"--group={group}" for group in groups))
        context = browser.new_context(
            base_url=own.url, locale="cs-CZ", timezone_id="Europe/Prague", reduced_motion="reduce"
        )
        contexts.append(context)
        page, complaints = context.new_page(), []
        account.sign_in(page)
        hear(page, complaints)
        return page, complaints

    yield come
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def looked_at():
    """What was looked at with any role: the same body under another menu is not looked at again."""
    return set()


@pytest.mark.parametrize("role", ALL_GROUPS)
def test_every_screen_is_accessible_fits_and_shows_its_focus(enter, addresses, looked_at, role):
    page, complaints = enter(f"osoba{ALL_GROUPS.index(role)}", role)
    opened, found = 0, []
    for address in addresses:
        answer = page.request.get(address)
        if answer.status != 200 or not answer.url.endswith(address):
            continue
        opened += 1
        assert "script-src 'self'" in answer.headers["content-security-policy"], address
        body = sha256(HEAD.sub(b"", ONCE.sub(b"", answer.body()))).digest()
        if address == "/sprava/" or body not in looked_at:
            looked_at.add(body)
            page.goto(address)
            found += faults(page)
    assert opened > 20
    assert found == []
    assert complaints == []


def test_what_a_press_of_a_button_brings_is_too(enter, own, addresses):
    """What no address alone shows: errors, questions, what is told once, the door from either side."""
    page, complaints = enter("tlacitka", *ALL_GROUPS)
    found = []

    def look(text):
        expect(page.get_by_text(text).first).to_be_visible()
        found.extend(faults(page))

    page.goto("/sprava/pages/notice/add/")
    press(page, "Uložit")
    look("Opravte 3 věci")
    page.goto(first(addresses, "/pages/page/", "/zverejnit/"))
    page.get_by_label("Den:").fill("5. 1. 2099")
    press(page, "Ukázat, na kdy se to naplánuje")
    look("Ještě jedno potvrzení")
    press(page, "Zveřejnit teď")
    look("Vyplnili jste den nebo hodinu.")
    page.goto("/sprava/contact/openinghours/1/change/")
    page.get_by_label("středa, do", exact=True).fill("12")
    press(page, "Ukázat, co se změní")
    look("Co uvidí čtenáři, až to uložíte")
    page.goto(first(addresses, "/meetingrequest/", "/change/"))
    page.get_by_label("Den", exact=True).fill(CHRISTMAS_EVE)
    page.get_by_label("Od", exact=True).fill("10")
    press(page, "Poslat pozvánku")
    look("Přesto domluvit")
    page.get_by_label("Přesto domluvit").check()
    press(page, "Poslat pozvánku")
    look("Pozvánka odchází e-mailem")
    page.goto(first(addresses, "/auth/user/", "/odkaz/"))
    press(page, "Ukázat odkaz")
    look("Kdo má tento odkaz")
    link = page.locator("#link").input_value()
    page.locator("#user-tools summary").click()
    press(page, "Odhlásit se")
    look("Jste odhlášeni")
    page.goto(link)
    look("Nastavte si heslo")
    page.goto(link[:-1])
    look("Odkaz neplatí")
    newcomer = Account("novacek")
    own.manage("create_editor", newcomer.name, "--password", newcomer.password, "--group", "Autor")
    page.goto("/sprava/")
    look("Uživatelské jméno")
    newcomer.give_password(page)
    look("Nastavte si druhý krok")
    newcomer.key = page.locator(".key").inner_text().replace(" ", "")
    newcomer.give_code(page, newcomer.phone_shows())
    look("Kódy mám uložené")
    page.context.clear_cookies()
    newcomer.give_password(page)
    look("Kód z telefonu")
    assert found == []
    assert [said for said in complaints if "404" not in said] == []  # so the link that is over is answered


def test_paper_has_requests_versions_and_tasks_without_the_frame_and_whole(enter, addresses):
    page, _ = enter("papir", *ALL_GROUPS)
    page.set_viewport_size({"width": 794, "height": 1123})  # A4 at 96 dots an inch
    page.emulate_media(media="print", color_scheme="dark")
    for parts in [
        ["/meetingrequest/?"],
        ["/meetingrequest/", "/change/"],
        ["/pages/page/", "/history/"],
        ["/porovnat/"],
        ["/prirucka/text/"],
    ]:
        page.goto(first(addresses, *parts))
        assert page.locator(FRAME).evaluate_all("all => all.filter((one) => one.checkVisibility()).length") == 0, parts
        assert page.evaluate(CUT) == [], parts
        ink = page.locator("h1").first.evaluate("one => getComputedStyle(one).color")
        assert ink == "rgb(29, 60, 93)", parts  # that of the light colours


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def first(addresses, *parts):
    return next(address for address in addresses if all(part in address for part in parts))
