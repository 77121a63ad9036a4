"""A request for a meeting from the staff's side: found, agreed on a holiday after a second look, cancelled."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.axe import OF_THE_STOCK_ADMIN, violations

pytestmark = pytest.mark.browser

LIST = "/sprava/contact/meetingrequest/"
CHRISTMAS_EVE = f"24. 12. {date.today().year + 1}"  # noqa: DTZ011 - any that is still ahead
ASKED = """
from django.utils import timezone
from contact.models import MeetingRequest
MeetingRequest.objects.get_or_create(key="{key}", defaults=dict(
    reference="{key}", created_at=timezone.now(), sender="person", name="Jana Tichá", email="jana.ticha@example.org",
    phone="+420601222333", topic="Hrozí nám vystěhování.\\n" + "dlouhé" * 40, preferred_time="Jen dopoledne.",
))
"""
OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def ask(site):
    """Puts a request with this number into the site's database."""
    return lambda key: site.manage("shell", "-c", ASKED.format(key=key))


@pytest.fixture(scope="session")
def account(make_account):
    return make_account("centrum", "Kontaktní centrum")


def save(page):
    page.get_by_role("button", name="Uložit", exact=True).click()


def agree(page, day):
    page.get_by_label("Stav").select_option("domluvená")
    page.get_by_label("Domluvený termín: datum").fill(day)
    page.get_by_label("Domluvený termín: čas").fill("10:00")
    save(page)


def test_a_request_is_found_agreed_on_a_holiday_and_cancelled_on_a_phone(new_heard_tab, account, ask, complaints):
    ask("HARKCMD2")
    page = new_heard_tab(360)
    account.sign_in(page)
    page.get_by_role("link", name="Nové žádosti").click()
    expect(page.locator("#result_list")).to_be_visible()
    wider = [page.evaluate(OUTSIDE)]
    page.locator("#searchbar").fill("ticha")
    page.get_by_role("button", name="Hledat").click()
    page.get_by_role("link", name="HARKCMD2").click()
    mail = page.get_by_role("link", name="jana.ticha@example.org")
    expect(mail).to_have_attribute("href", "mailto:jana.ticha@example.org")
    wider.append(page.evaluate(OUTSIDE))
    agree(page, CHRISTMAS_EVE)
    expect(page.get_by_text(f"{CHRISTMAS_EVE} je svátek: Štědrý den.")).to_be_visible()
    expect(page.get_by_label("Přesto domluvit")).to_be_focused()
    wider.append(page.evaluate(OUTSIDE))
    page.keyboard.press("Space")
    save(page)
    expect(page.get_by_text(f"Pozvánka odchází e-mailem: schůzka {CHRISTMAS_EVE} 10.00–11.00.")).to_be_visible()

    page.goto(f"{LIST}?q=HARKCMD2")
    page.get_by_role("link", name="HARKCMD2").click()
    expect(page.get_by_text("pozvánka: ")).to_be_visible()
    expect(page.get_by_role("link", name="Odstranit")).to_have_count(0)
    page.get_by_label("Stav").select_option("uzavřená")
    save(page)
    expect(page.get_by_text(f"Zrušení odchází e-mailem: schůzka {CHRISTMAS_EVE} 10.00–11.00.")).to_be_visible()
    assert complaints == []
    assert wider == [0] * 3


@pytest.mark.any_database
def test_no_long_word_is_cut_off(new_tab, account, ask):
    ask("HARKCMD5")
    page = new_tab(1440, 900)
    account.sign_in(page)
    page.goto(f"{LIST}?q=HARKCMD5")
    page.get_by_role("link", name="HARKCMD5").click()
    expect(page.get_by_text("dlouhédlouhé")).to_be_visible()
    assert page.locator(".field-topic").evaluate("row => row.scrollWidth - row.clientWidth") == 0


@pytest.mark.any_database
def test_list_form_warning_and_deletion_are_accessible(new_tab, account, ask):
    ask("HARKCMD3")
    page = new_tab(1024, 768)
    account.sign_in(page)
    page.goto(LIST)
    found = [violations(page)]
    page.get_by_role("link", name="HARKCMD3").click()
    expect(page.get_by_role("link", name="Odstranit")).to_be_visible()
    found.append(violations(page))
    agree(page, CHRISTMAS_EVE)
    expect(page.get_by_label("Přesto domluvit")).to_be_visible()
    found.append(violations(page))
    page.get_by_role("link", name="Odstranit").click()
    expect(page.get_by_role("button", name="Ano, jsem si jist")).to_be_visible()
    found.append(violations(page))
    assert {rule for rules in found for rule in rules} <= OF_THE_STOCK_ADMIN, found


def test_the_whole_decision_works_without_javascript(new_tab, account, ask):
    ask("HARKCMD4")
    page = new_tab(1024, 768, java_script_enabled=False)
    account.sign_in(page)
    page.goto(f"{LIST}?q=HARKCMD4")
    page.get_by_role("link", name="HARKCMD4").click()
    agree(page, CHRISTMAS_EVE)
    page.get_by_label("Přesto domluvit").check()
    save(page)
    expect(page.get_by_text("Pozvánka odchází e-mailem")).to_be_visible()
