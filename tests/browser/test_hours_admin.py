"""The centre closes for a week, changes its hours and verifies them: with mouse and keyboard, script on and off."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from contact.hours.clock import PRAGUE
from tests.browser.axe import violations
from tests.browser.keys import follow, press, tab_to, type_into
from tests.browser.test_accessibility import looks

pytestmark = pytest.mark.browser

FORM = "/sprava/contact/openinghours/1/change/"
OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ASKED = "Takhle to uvidí čtenáři. Uložit?"
UNDO = """
from contact.editing.hours_history import KINDS, sets_of
from contact.models import ConsultationHours, ContactCentre, HoursException
HoursException.objects.all().delete()
centre = ContactCentre.objects.get()
centre.restore_hours(ConsultationHours, sets_of(KINDS["hodiny"])[-1].moment)
centre.hours_verified_on = centre.source.dated_on
centre.save()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("centrum-hodiny", "Kontaktní centrum")


@pytest.fixture
def today(site):
    """Today in Prague; what a test has made of the hours is undone after it, because the site is everybody's."""
    yield datetime.now(PRAGUE).date()
    site.manage("shell", "-c", UNDO)


def check_closed(page):
    page.goto("/kontaktni-centrum/")
    expect(page.get_by_text("Dnes na telefonu nejsme.")).to_be_visible()
    expect(page.get_by_text("Důvod: dovolená.")).to_be_visible()


def test_a_week_is_closed_in_three_clicks_and_is_seen_before_it_is_saved(new_heard_tab, account, today, complaints):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    page.get_by_role("link", name="Hodiny", exact=True).click()
    page.get_by_role("link", name="Zavřít na týden ode dneška").click()
    page.get_by_label("důvod, nová výjimka").fill("dovolená")
    beside = page.get_by_role("table", name="Příštích 30 dní")
    closed_days = beside.get_by_role("row", name="dovolená")
    expect(closed_days).to_have_count(7)
    page.get_by_role("button", name="Uložit a zveřejnit").click()
    expect(page.locator(".exceptions b", has_text="zavřeno")).to_be_visible()

    page.goto("/sprava/")
    page.locator("a[href$='/overit/hours_verified/']").first.click()
    page.get_by_role("button", name="Potvrdit, že údaje platí").click()
    expect(page.get_by_text("Ověřeno: konzultační hodiny.")).to_be_visible()
    check_closed(page)
    assert complaints == []


def test_a_week_is_closed_by_keyboard_alone(new_heard_tab, account, today, complaints):
    page = new_heard_tab(390, 844)
    account.sign_in(page)
    page.goto(FORM)
    follow(page, "Zavřít na týden ode dneška")
    page.wait_for_url("**?zavrit=*")
    type_into(page, "důvod, nová výjimka", "dovolená")
    expect(page.get_by_role("row", name="dovolená")).to_have_count(7)
    press(page, "Uložit a zveřejnit")
    expect(page.locator(".exceptions b", has_text="zavřeno")).to_be_visible()
    assert complaints == []


def test_a_week_is_closed_without_a_script(new_tab, account, today):
    page = new_tab(1440, 900, java_script_enabled=False)
    account.sign_in(page)
    page.get_by_role("link", name="Hodiny", exact=True).click()
    page.get_by_role("link", name="Zavřít na týden ode dneška").click()
    page.get_by_label("důvod, nová výjimka").fill("dovolená")
    page.get_by_role("button", name="Uložit a zveřejnit").click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_visible()
    page.get_by_role("button", name="Uložit takto").click()
    expect(page.locator(".exceptions b", has_text="zavřeno")).to_be_visible()


def test_a_new_time_is_typed_in_place_and_drawn_at_once(new_heard_tab, account, today, complaints):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    page.goto(FORM)
    page.get_by_label("pondělí, do", exact=True).fill("17")
    expect(page.get_by_role("img", name="pondělí: 12–17 hodin")).to_be_visible()
    page.get_by_text("Nové hodiny jsem dnes porovnal(a)").check()
    page.get_by_text("úterý: přidat hodiny").click()
    page.get_by_label("úterý, od", exact=True).fill("8")
    page.get_by_label("úterý, do", exact=True).fill("9.30")
    expect(page.get_by_role("img", name="úterý: 8–9.30 hodin")).to_be_visible()
    expect(page.get_by_label("Nové hodiny jsem dnes porovnal(a)")).to_be_checked()
    page.get_by_role("button", name="Uložit a zveřejnit").click()
    expect(page.get_by_text(f"ověřeno {today.day}. {today.month}. {today.year}")).to_be_visible()
    expect(page.get_by_label("úterý, do", exact=True)).to_have_value("9.30")
    assert complaints == []


def test_new_hours_are_asked_about_on_the_place_where_they_are_shown(new_tab, account, today):
    page = new_tab(1440, 900, java_script_enabled=False)
    account.sign_in(page)
    page.goto(FORM)
    page.get_by_label("pondělí, do", exact=True).fill("17")
    press(page, "Uložit a zveřejnit")
    expect(page.get_by_role("heading", name=ASKED)).to_be_focused()
    expect(page.get_by_role("table", name="Příštích 30 dní").get_by_role("row").nth(5)).to_be_in_viewport()


@pytest.mark.any_database
def test_form_and_preview_are_accessible_and_fit(new_tab, account, today):
    page = new_tab(1440)
    account.sign_in(page)
    last = today + timedelta(days=3)
    found, wider = [], []

    def look():
        for _ in looks(page, [390, 1440]):
            found.append(violations(page))
            wider.append(page.evaluate(OUTSIDE))

    for address in [f"{FORM}?zavrit={last}", "/sprava/contact/contactcentre/1/change/", FORM]:
        page.goto(address)
        look()
    page.get_by_label("středa, do", exact=True).fill("12")
    tab_to(page, page.get_by_role("button", name="Ukázat, co se změní"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Co uvidí čtenáři, až to uložíte")).to_be_visible()
    look()
    assert found == [{}] * 16
    assert wider == [0] * 16
