"""The real stack, gunicorn in front of a database of its own, and a browser that may talk to nobody else.

No test here may touch Django's ORM: Playwright keeps an event loop running, and the ORM refuses to work inside one.
Content is changed as an editor would, or by manage.py in a process of its own.
"""

import re
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from pages.languages.languages import CZECH, of_path
from tests import chromium
from tests.browser.account import ALL_GROUPS, QUICK_DOOR, Account
from tests.browser.console import hear
from tests.browser.hands import SAVES_NOTHING
from tests.browser.prose import UNDO, press, text
from tests.listed import ALIKE, CHOSEN, LONGEST_NAME, enough
from tests.running_site import PATIENCE, running_site
from tests.thorough import THOROUGH

TRANSLATED = [
    *("/uk/", "/uk/kontaktni-centrum/", "/uk/kontaktni-centrum/schuzka/", f"/uk/obce/{LONGEST_NAME}/"),
    *("/en/o-projektu/", "/en/kam-se-obratit/", "/snadne/", "/snadne/kontaktni-centrum/"),
]

expect.set_options(timeout=PATIENCE * 1000)  # as long as anything else here is waited for; what is there costs nothing


def pytest_runtest_setup(item):
    if "playwright" in item.fixturenames:
        chromium.require()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """The whole site as `make run` serves it, with its content loaded.

    One process, so that what an editor has just changed is what the next page shows; another would need half a second.
    """
    # All requests for a meeting come from one address, and faster than people type.
    limits = {"MEETING_MIN_SECONDS": "0", "MEETING_LIMIT_PER_ADDRESS": "1000", "MEETING_LIMIT_TOTAL": "1000"}
    with running_site(tmp_path_factory.mktemp("site"), WEB_CONCURRENCY="1", **limits, **QUICK_DOOR) as site:
        yield site


@pytest.fixture(scope="session")
def every_address(site):
    """Every public page, as the sitemap names them."""
    _, _, body = site.get("/sitemap.xml")
    found = re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", body.decode())
    assert {"/", "/uk/", "/en/", "/snadne/"} <= set(found)
    return found


@pytest.fixture(scope="session")
def addresses(every_address):
    """Of those made alike a few or, in make proof, all."""
    assert set(every_address) >= CHOSEN
    return enough(every_address)


@pytest.fixture(scope="session")
def kept(addresses):
    """Those that are the same for everybody: all but the form."""
    return [address for address in addresses if not address.endswith("/kontaktni-centrum/schuzka/")]


@pytest.fixture(scope="session")
def kinds(addresses):
    """One page of each kind.

    The search is two kinds: with results and without; the page about help too: for all and for a town. Of those in
    other languages, which have the same templates, a few with much on them; all of them in make proof.
    """
    assert set(TRANSLATED) <= set(addresses)
    translated = [each for each in addresses if of_path(each) is not CZECH and (THOROUGH or each in TRANSLATED)]
    czech = [each for each in addresses if of_path(each) is CZECH and (each in CHOSEN or not ALIKE.fullmatch(each))]
    others = ["/hledat/?q=obec", "/hledat/?q=nesmysl", "/neni/", "/nahlasit-chybu/?stranka=/obce/&verze=1"]
    others += [f"/kam-se-obratit/?obec={quote('Štětí')}", "/uk/hledat/?q=obec", "/en/neni/"]
    return [*czech, *translated, *others]


@pytest.fixture(scope="session")
def opened(addresses, kinds):
    """The pages at which a browser looks where each is made like another: the kinds; in make proof every one."""
    return [*dict.fromkeys([*kinds, *addresses])] if THOROUGH else kinds


@pytest.fixture(scope="session")
def browser_type_launch_args():
    return chromium.LAUNCH


@pytest.fixture(scope="session")
def browser_context_args(site):
    return {"base_url": site.url, "locale": "cs-CZ", "timezone_id": "Europe/Prague"}


@pytest.fixture
def forms_save_themselves():
    """Not where a test is about something else: how far it comes in five seconds must not decide what it finds."""
    return False


@pytest.fixture
def new_context(new_context, site, forms_save_themselves):
    """As pytest-playwright has it, but a request to any other host fails the test."""
    strangers = set()

    def note(request):
        if not request.url.startswith((f"{site.url}/", "data:")):
            strangers.add(request.url)

    def watched(**options):
        context = new_context(**options)
        context.on("request", note)
        if not forms_save_themselves:
            context.add_init_script(SAVES_NOTHING)
        return context

    yield watched
    assert strangers == set()


@pytest.fixture
def new_tab(new_context):
    """Opens a tab of the given size; colours stand still, so that nothing is measured half-way through a change."""

    def open_tab(width, height=640, **options):
        viewport = {"width": width, "height": height}
        return new_context(**{"viewport": viewport, "reduced_motion": "reduce", **options}).new_page()

    return open_tab


@pytest.fixture
def complaints():
    """What consoles, uncaught errors and answers of the server have complained about."""
    return []


@pytest.fixture
def new_heard_tab(new_tab, complaints):
    """Opens a tab whose complaints are heard."""

    def open_tab(width, height=640):
        page = new_tab(width, height)
        hear(page, complaints)
        return page

    return open_tab


@pytest.fixture
def open_form(site, account):
    """Opens the form of a page; what `account` has saved goes again, because the site is everybody's."""

    def open_form(page):
        account.sign_in(page)
        page.goto("/sprava/pages/page/")
        page.get_by_role("link", name="O projektu", exact=True).click()
        return page

    yield open_form
    site.manage("shell", "-c", UNDO.format(name=account.name))


@pytest.fixture
def write(open_form):
    """Opens that form with nothing in its text but these words, presses a key, and leaves the cursor there."""

    def write(page, words="", then=""):
        open_form(page)
        expect(page.get_by_role("toolbar", name="Úprava textu")).to_be_visible()
        text(page).focus()
        press(page, "Control+A", "Delete")
        page.keyboard.type(words)
        press(page, *filter(None, [then]))
        return page

    return write


@pytest.fixture(scope="session")
def make_account(site):
    """Makes an account as the operator does."""

    def make(name, *groups):
        account = Account(name)
        chosen = [word for group in groups or ALL_GROUPS for word in ("--group", group)]
        site.manage("create_editor", name, "--password", account.password, *chosen)
        return account

    return make
