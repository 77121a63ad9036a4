"""The centre changes its hours, sees them drawn and is asked; how it closes and verifies is in test_stories.py."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from contact.hours.clock import PRAGUE
from tests.browser.keys import press

pytestmark = pytest.mark.browser

FORM = "/sprava/contact/openinghours/1/change/"
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
