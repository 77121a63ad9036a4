"""An editor's day with a text, by the keyboard alone: pasted, stopped, mended, previewed, planned, live, restored."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.keys import follow, press, tab_to, type_into
from tests.clipboard import copied

pytestmark = pytest.mark.browser

PAGES = "/sprava/pages/page/"
SUMMARY = "Tady se dozvíte, jak o podporu požádat a co k tomu budete potřebovat."
PASTE = """(element, html) => {
    const data = new DataTransfer()
    data.setData("text/html", html)
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""
# The plan was for next year; the clock of the test's site is moved by moving the plan.
ALMOST = """
from datetime import timedelta
from django.utils import timezone
from pages.models import ContentVersion, PageVersion
PageVersion.objects.filter(publish_at__gt=timezone.now()).update(publish_at=timezone.now() + timedelta(seconds=2))
ContentVersion.objects.raise_number()
"""
UNDO = """
from pages.models import Page, PreviewLink
Page.objects.filter(kind="free").delete()
PreviewLink.objects.all().delete()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("redaktorka", "Vydavatel")


@pytest.fixture(scope="module")
def colleague(make_account):
    return make_account("kolegyne", "Vydavatel")


@pytest.fixture(autouse=True)
def _leave_nothing(site):
    """What a test has made is undone after it, because the site is everybody's."""
    yield
    site.manage("shell", "-c", UNDO)


def text_of(page):
    """The editor of rich text."""
    return page.get_by_role("textbox", name="Text", exact=False).and_(page.locator("[contenteditable]"))


def rewrite(page, html):
    """Select the whole text and put another in its place, as from the clipboard."""
    tab_to(page, text_of(page))
    page.keyboard.press("Control+a")
    text_of(page).evaluate(PASTE, html)


def see(page, address, text):
    """Open the address until it shows the text; the clock of the site is a real one."""
    for _ in range(2000):
        page.goto(address)
        if page.get_by_text(text).count():
            return
    pytest.fail(f"{address} does not show {text!r}")


def test_a_text_goes_its_way_from_word_to_readers(site, new_heard_tab, new_context, account, colleague, complaints):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)

    # A draft, pasted from Word, with what an editor does not see at once.
    page.goto(f"{PAGES}add/")
    type_into(page, "Nadpis:", "Jak požádat o podporu")
    tab_to(page, text_of(page))
    text_of(page).evaluate(PASTE, copied("word"))
    press(page, "Zveřejnit…")

    # The gate says what is wrong and leads to it; nothing is published.
    expect(page.get_by_text("Brání zveřejnění:").first).to_be_visible()
    expect(page.get_by_role("button", name="Zveřejnit teď")).to_have_count(0)
    assert site.get("/jak-pozadat-o-podporu/")[0] == 404
    follow(page, "Opravit text")
    type_into(page, "Úvodní věta:", SUMMARY)
    rewrite(page, "<h2>Kam napsat</h2><p>Napište na {{e-mail}}.</p><p>Odpovíme do týdne.</p>")

    # The preview is the page itself, under a bar that says so.
    press(page, "Uložit a ukázat náhled")
    expect(page.get_by_role("heading", name="Jak požádat o podporu", level=1)).to_be_visible()
    expect(page.get_by_text("Náhled, nezveřejněno.")).to_be_visible()
    follow(page, "Zpět k úpravám")
    expect(page).to_have_url(re.compile(r"/change/$"))
    form = page.url

    # Somebody without an account sees it by a link, with no cookie.
    page.goto("/sprava/pages/previewlink/add/")
    type_into(page, "Pro koho:", "právní oddělení")
    press(page, "Uložit")
    link = page.get_by_label("Odkaz, který pošlete").input_value()
    stranger = new_context().new_page()
    stranger.goto(f"{link}jak-pozadat-o-podporu/")
    expect(stranger.get_by_role("heading", name="Jak požádat o podporu", level=1)).to_be_visible()
    stranger.get_by_role("link", name="Úvod").first.click()
    expect(stranger).to_have_url(link)
    expect(stranger.get_by_role("link", name="Jak požádat o podporu")).to_be_visible()
    assert stranger.context.cookies() == []

    # It is planned once the moment was seen, and appears when the clock has passed it.
    page.goto(form)
    follow(page, "Zveřejnit verzi 2")
    type_into(page, "Den:", "5. 1. 2099")
    press(page, "Ukázat, na kdy se to naplánuje")
    expect(page.get_by_role("heading", name="Ještě jedno potvrzení")).to_be_focused()
    press(page, "Naplánovat na 5. 1. 2099 v 8.00")
    expect(page.get_by_text("Čtenáři uvidí verzi 2 od 5. 1. 2099 v 8.00.")).to_be_visible()
    assert site.get("/jak-pozadat-o-podporu/")[0] == 404
    site.manage("shell", "-c", ALMOST)
    reader = new_context().new_page()
    see(reader, "/jak-pozadat-o-podporu/", "Odpovíme do týdne.")
    expect(reader.get_by_role("link", name="socialni.bydleni@mpsv.cz").first).to_be_visible()

    # A colleague who began with the same text is refused, and nobody's words are lost.
    other = new_heard_tab(1440, 900)
    colleague.sign_in(other)
    other.goto(form)
    page.goto(form)
    rewrite(page, "<h2>Kam napsat</h2><p>Napište na {{e-mail}}.</p><p>Odpovíme do tří dnů.</p>")
    press(page, "Uložit koncept")
    rewrite(other, "<h2>Kam napsat</h2><p>Napište na {{e-mail}}.</p><p>Odpovíme hned.</p>")
    press(other, "Uložit koncept")
    expect(other.get_by_text("Mezitím tento text uložil někdo jiný (redaktorka)")).to_be_visible()
    expect(other.locator("del", has_text="do tří dnů.")).to_be_visible()
    expect(text_of(other)).to_contain_text("Odpovíme hned.")

    # The difference between the versions, and the way back.
    follow(page, "Verze a rozdíly")
    press(page, "Porovnat vybrané")
    expect(page.locator("del", has_text="týdne.")).to_be_visible()
    expect(page.locator("ins", has_text="tří dnů.")).to_be_visible()
    follow(page, "Zpět na verze")
    press(page, "Vrátit tento text – verze 2")
    expect(page.get_by_text("Verze 2 je obnovená jako koncept, verze 4.")).to_be_visible()
    expect(text_of(page)).to_contain_text("Odpovíme do týdne.")
    assert complaints == []


def test_a_text_is_written_and_published_without_javascript(new_context, site, account):
    page = new_context(java_script_enabled=False, viewport={"width": 1280, "height": 800}).new_page()
    account.sign_in(page)
    page.goto(f"{PAGES}add/")
    page.get_by_label("Nadpis:").fill("Bez skriptu")
    page.get_by_label("Úvodní věta:").fill(SUMMARY)
    page.locator("textarea[name=body]").fill("<p onclick='x()'>Píšeme <b>rukou</b>.</p>")
    page.get_by_role("button", name="Zveřejnit…").click()
    page.get_by_role("button", name="Zveřejnit teď").click()
    page.goto("/bez-skriptu/")
    expect(page.get_by_text("Píšeme rukou.")).to_be_visible()
    assert re.search(r"<p>Píšeme <strong>rukou</strong>\.</p>", page.content())
