"""A request for a meeting from the staff's side: found, answered, agreed after a second look, cancelled."""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.keys import press, tab_to, type_into

pytestmark = pytest.mark.browser

LIST = "/sprava/contact/meetingrequest/"
WORKDAY = f"9. 9. {date.today().year + 1}"  # noqa: DTZ011 - the same
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


def find(page, key):
    page.goto(f"{LIST}?q={key}")
    page.locator("#result_list tbody a").first.click()


def fill(page, day, clock="10"):
    page.get_by_label("Den", exact=True).fill(day)
    page.get_by_label("Od", exact=True).fill(clock)


def test_a_request_is_answered_in_six_actions_and_cancelled_by_its_own_button(new_heard_tab, account, ask, complaints):
    ask("HARKCMD2")
    page = new_heard_tab(390)
    account.sign_in(page)
    page.goto(f"{LIST}?q=ticha")
    wider = [page.evaluate(OUTSIDE)]
    page.locator("#result_list tr", has_text="HARKCMD2").get_by_role("link").click()
    mail = page.get_by_role("link", name="jana.ticha@example.org").first
    expect(mail).to_have_attribute("href", "mailto:jana.ticha@example.org")
    wider.append(page.evaluate(OUTSIDE))
    fill(page, WORKDAY)
    page.get_by_label("Vzkaz v pozvánce").fill("Vezměte si plány bytů.")
    expect(page.locator("#letter")).to_contain_text(f"{WORKDAY} od 10.00 do 11.00 hodin")
    expect(page.locator("#letter")).to_contain_text("Vezměte si plány bytů.")
    page.get_by_role("button", name="Poslat pozvánku").click()
    expect(page.get_by_text(f"Pozvánka odchází e-mailem: schůzka {WORKDAY} 10.00–11.00.")).to_be_visible()

    find(page, "HARKCMD2")
    expect(page.locator(".timeline")).to_contain_text("Pozvánka: ")
    expect(page.locator(".timeline blockquote")).to_have_text("Vezměte si plány bytů.")
    expect(page.get_by_role("link", name="Smazat na přání")).to_have_count(0)
    with page.expect_navigation():  # a page that has only just begun has no root to ask
        page.get_by_role("link", name="Zrušit schůzku…").click()
    wider.append(page.evaluate(OUTSIDE))
    page.get_by_label("Vzkaz žadateli").fill("Kolegyně onemocněla.")
    page.get_by_role("button", name="Zrušit schůzku a poslat e-mail").click()
    expect(page.get_by_role("heading", name="Takhle e-mail odejde. Poslat?")).to_be_focused()
    page.get_by_role("button", name="Zrušit schůzku a poslat e-mail").click()
    expect(page.get_by_text(f"Zrušení odchází e-mailem: schůzka {WORKDAY} 10.00–11.00.")).to_be_visible()
    assert complaints == []
    assert wider == [0] * 3


def test_a_holiday_is_asked_about_by_keyboard_too(new_heard_tab, account, ask, complaints):
    ask("HARKCMD6")
    page = new_heard_tab(1440, 900)
    account.sign_in(page)
    find(page, "HARKCMD6")
    type_into(page, "Den", CHRISTMAS_EVE)
    type_into(page, "Od", "10")
    expect(page.get_by_text(f"{CHRISTMAS_EVE} je svátek: Štědrý den.")).to_be_visible()
    tab_to(page, page.get_by_label("Přesto domluvit"))
    page.keyboard.press("Space")
    press(page, "Poslat pozvánku")
    expect(page.get_by_text(f"Pozvánka odchází e-mailem: schůzka {CHRISTMAS_EVE} 10.00–11.00.")).to_be_visible()
    assert complaints == []


@pytest.mark.any_database
def test_no_long_word_is_cut_off(new_tab, account, ask):
    ask("HARKCMD5")
    page = new_tab(1440, 900)
    account.sign_in(page)
    find(page, "HARKCMD5")
    expect(page.get_by_text("dlouhédlouhé")).to_be_visible()
    assert page.locator(".quote").evaluate("row => row.scrollWidth - row.clientWidth") == 0


def test_the_whole_decision_works_without_javascript(new_tab, account, ask):
    ask("HARKCMD4")
    page = new_tab(1024, 768, java_script_enabled=False)
    account.sign_in(page)
    find(page, "HARKCMD4")
    fill(page, CHRISTMAS_EVE)
    page.get_by_role("button", name="Poslat pozvánku").click()
    page.get_by_label("Přesto domluvit").check()
    page.get_by_role("button", name="Poslat pozvánku").click()
    expect(page.get_by_text("Pozvánka odchází e-mailem")).to_be_visible()
