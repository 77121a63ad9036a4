"""An editor closes the centre for a week, sees it as readers will, and saves: by the keyboard alone, on a phone too."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from contact.hours.engine import PRAGUE
from tests.browser.axe import OF_THE_STOCK_ADMIN, violations
from tests.browser.keys import press, tab_to, type_into

pytestmark = pytest.mark.browser

FORM = "/sprava/contact/contactcentre/1/change/"
OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
ASKED = "Takhle to uvidí čtenáři. Uložit?"
UNDO = """
from contact.models import ContactCentre, HoursException
HoursException.objects.all().delete()
centre = ContactCentre.objects.get()
centre.hours_verified_on = centre.source.dated_on
centre.save()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("vydavatelka", "Vydavatel")


def czech(day):
    return f"{day.day}. {day.month}. {day.year}"


@pytest.fixture
def today(site):
    """Today in Prague; what a test has made of the hours is undone after it, because the site is everybody's."""
    yield datetime.now(PRAGUE).date()
    site.manage("shell", "-c", UNDO)


def test_a_week_without_the_phone_is_seen_saved_verified_and_on_the_page(new_heard_tab, account, today, complaints):
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    page.goto(FORM)
    type_into(page, "od dne, výjimka, 1. řádek", czech(today))
    type_into(page, "do dne, výjimka, 1. řádek", czech(today + timedelta(days=6)))
    type_into(page, "důvod, výjimka, 1. řádek", "dovolená")
    press(page, "Uložit")

    expect(page.get_by_role("heading", name=ASKED)).to_be_focused()
    table = page.get_by_role("table", name="Příštích 30 dní")
    expect(table.get_by_role("row").nth(10)).to_be_in_viewport()  # what the heading is about is in sight too
    expect(table.get_by_role("row")).to_have_count(31)
    expect(table.get_by_role("row", name="dovolená")).to_have_count(7)
    expect(table.get_by_role("row", name="dosud")).to_have_count(7)
    press(page, "Uložit takto")

    link = page.get_by_role("link", name="Ověřit konzultační hodiny")
    tab_to(page, link)
    page.keyboard.press("Enter")
    press(page, "Potvrdit, že údaje platí")
    expect(page.get_by_text("Ověřeno: konzultační hodiny.")).to_be_visible()
    page.goto("/kontaktni-centrum/")
    expect(page.get_by_text("Dnes na telefonu nejsme.")).to_be_visible()
    expect(page.get_by_text("Důvod: dovolená.")).to_be_visible()
    assert complaints == []


@pytest.mark.any_database
def test_form_and_preview_are_accessible_and_fit_a_phone(new_tab, account, today):
    page = new_tab(360)
    account.sign_in(page)
    page.goto(FORM)
    found, wider = [violations(page)], [page.evaluate(OUTSIDE)]
    page.get_by_label("platí do, hodiny, 1. řádek", exact=True).fill(czech(today))
    page.get_by_role("button", name="Uložit", exact=True).click()
    expect(page.get_by_role("heading", name=ASKED)).to_be_in_viewport()
    found, wider = [*found, violations(page)], [*wider, page.evaluate(OUTSIDE)]
    assert [set(rules) - OF_THE_STOCK_ADMIN for rules in found] == [set(), set()]
    assert wider == [0, 0]
