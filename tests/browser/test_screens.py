"""Every screen of every role in a browser: accessible, no wider than its window, and its focus always seen.

make test looks at one screen of each kind, as somebody who has all roles, at every other one on a phone and in light
colours and at the others on a wide screen in the dark; make proof at each row as each role in each look.
"""

import json
import re
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.account import ALL_GROUPS, QUICK_DOOR, Account
from tests.browser.console import hear
from tests.browser.looks import CUT, LOOKS, faults
from tests.running_site import running_site
from tests.thorough import THOROUGH

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.slow, pytest.mark.thorough]

WRITE = """
import json
from tests import screens
screens.write()
print(json.dumps(screens.addresses()))
"""
CHRISTMAS_EVE = f"24. 12. {date.today().year + 1}"  # noqa: DTZ011 - any that is still ahead
# Screens that look alike whatever they are about.
FOR_ALL_MODELS = ["_simple_history", "_history", "_delete", "_verify"]
FRAME = "#header, #menu, .where, .submit-row, .object-tools, .btn, #toolbar, #changelist-filter"
# What differs between two answers that look the same.
ONCE = re.compile(rb'(nonce|data-key)="[^"]*"|name="(csrfmiddlewaretoken|_owner|stamp)" value="[^"]*"')
HEAD = re.compile(rb'^.*<nav class="where"', re.DOTALL)


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A site that nobody else changes, with the rows of tests/screens.py."""
    with running_site(tmp_path_factory.mktemp("screens"), WEB_CONCURRENCY="1", CHECK_LINKS="true", **QUICK_DOOR) as own:
        yield own


@pytest.fixture(scope="module")
def by_name(own):
    """The addresses of each name."""
    return json.loads(own.manage("shell", "-v", "0", "-c", WRITE))


@pytest.fixture(scope="module")
def addresses(by_name):
    return [address for addresses in by_name.values() for address in addresses]


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


def test_every_kind_of_screen_is_accessible_fits_and_shows_its_focus(enter, by_name):
    page, complaints = enter("vsechno", *ALL_GROUPS)
    found, seen = [], set()
    for name in sorted(by_name, key=is_form_of_a_new_row):
        for address in by_name[name]:
            kind = one_of_many(name), urlsplit(address).query
            if kind not in seen and is_screen(page.request.get(address), address):
                seen.add(kind)
                page.goto(address)
                found += faults(page, LOOKS if THOROUGH else [LOOKS[len(seen) % 2]])
    assert {one_of_many(name) for name in by_name} - {name for name, _ in seen} == {"pages_page_ask"}
    assert found == []
    assert complaints == []


def test_so_is_what_somebody_may_ask_for_or_only_read(enter, addresses):
    page, complaints = enter("autor", "Autor")
    found = []
    for address in ["/sprava/", first(addresses, "/pozadat/"), first(addresses, "/municipality/", "/change/")]:
        assert page.goto(address).ok
        found += faults(page)
    assert found == []
    assert complaints == []


@pytest.mark.proof
@pytest.mark.parametrize("role", ALL_GROUPS)
def test_every_screen_is_accessible_fits_and_shows_its_focus(enter, addresses, looked_at, role):
    page, complaints = enter(f"osoba{ALL_GROUPS.index(role)}", role)
    opened, found = 0, []
    for address in addresses:
        answer = page.request.get(address)
        if not is_screen(answer, address):
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


def is_screen(answer, address):
    """Whether this role gets a page there, in this state of its row."""
    return answer.status == 200 and answer.url.endswith(address)


def is_form_of_a_new_row(name):
    return name.endswith("_add")


def one_of_many(name):
    """The kind of screen behind the name of an address: what is one template for all models is one kind.

    A form is the same whether its row is there already or is made by it; make proof looks at both.
    """
    if name.startswith("pages_page_"):
        return name
    if is_form_of_a_new_row(name) and not THOROUGH:
        return name.removesuffix("add") + "change"
    return next((kind for kind in FOR_ALL_MODELS if name.endswith(kind)), name)


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("button", name=name, exact=True).click()


def first(addresses, *parts):
    return next(address for address in addresses if all(part in address for part in parts))
