"""Asking for a meeting in a real browser: by keyboard alone, without JavaScript, in every state of the page."""

import contextlib
import gzip
import http.client
import re
from urllib.parse import urlencode

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import looks, violations
from tests.browser.test_reflow import DOUBLE_THE_TEXT, outside
from tests.browser.test_weight import PAGE_LIMIT, stylesheet_of

ADDRESS = "/kontaktni-centrum/schuzka/"
TOPIC = "Hledáme byt pro rodinu, která přijde o bydlení."
SWITCH = "from contact.models import ContactCentre; centre = ContactCentre.objects.get(); centre.takes_requests = {}; "
LONG_WORD = "nejneobhospodařovávatelnějšímu" * 5


@pytest.fixture
def switched_off(site):
    site.manage("shell", "--verbosity", "0", "-c", SWITCH.format(False) + "centre.save()")
    yield
    site.manage("shell", "--verbosity", "0", "-c", SWITCH.format(True) + "centre.save()")


def fill_in(page, topic=TOPIC):
    page.goto(ADDRESS)
    page.get_by_label("Hledám pomoc s bydlením").check()
    page.get_by_label("E-mail").fill("jana@example.org")
    page.get_by_label("Čeho se schůzka týká").fill(topic)


def send(page):
    page.get_by_role("button", name="Odeslat žádost").click()
    page.wait_for_load_state()


def states(page):
    """Every state of the pages while the form is on; the page shows it while its name is at hand."""
    page.goto(ADDRESS)
    yield "form"
    send(page)
    yield "errors"
    fill_in(page, topic=LONG_WORD * 20)
    send(page)
    yield "too long"
    fill_in(page)
    page.locator('[name="stamp"]').evaluate("input => input.value = ''")
    send(page)
    yield "refused"
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Žádost jsme přijali")
    yield "received"


def faults(page, state):
    return [fault for look in looks(page) for fault in violations(page, f"{state} {look}") + outside(page)]


@pytest.mark.any_database
@pytest.mark.browser
def test_no_state_of_the_form_is_hard_to_use_or_wider_than_its_window(new_tab):
    page = new_tab(360)
    assert [fault for state in states(page) for fault in faults(page, state)] == []


@pytest.mark.any_database
@pytest.mark.browser
def test_switched_off_form_is_not_hard_to_use_either(new_tab, switched_off, site):
    page = new_tab(360)
    page.goto(ADDRESS)
    assert faults(page, "off") == []
    # Somebody had the form open when it was switched off.
    page.set_content(f'<form method="post" action="{site.url}{ADDRESS}"><textarea name="topic">{TOPIC}</textarea>')
    page.locator("form").evaluate("form => form.submit()")
    expect(page.get_by_label("Čeho se schůzka týká")).to_have_value(TOPIC)
    assert faults(page, "off with a text") == []


@pytest.mark.any_database
@pytest.mark.browser
def test_large_text_makes_no_state_of_the_form_wider_than_its_window(new_tab):
    page, found = new_tab(360), []
    for _ in states(page):
        page.evaluate(DOUBLE_THE_TEXT)
        found += outside(page)
    assert found == []


@pytest.mark.browser
@pytest.mark.parametrize("has_script", [True, False])
def test_whole_way_goes_by_keyboard_alone(new_tab, has_script):
    page = new_tab(360, java_script_enabled=has_script)
    keys, summary = page.keyboard, page.get_by_role("alert")
    page.goto(ADDRESS)
    expect(page.get_by_label("Toto pole nechte prázdné")).to_be_hidden()
    page.get_by_role("button", name="Odeslat žádost").focus()
    for label in ["Hledám pomoc s bydlením", "E-mail"]:
        keys.press("Enter")
        expect(summary.get_by_role("heading")).to_be_focused()
        assert page.title().startswith("Chyba: Žádost o schůzku")
        keys.press("Tab")
        keys.press("Enter")
        expect(page.get_by_label(label)).to_be_focused()
        keys.type(" " if label.startswith("Hledám") else "jana@example.org")
    expect(page.get_by_label("Hledám pomoc s bydlením")).to_be_checked()
    for text in ["", TOPIC, "Dopoledne."]:
        keys.press("Tab")
        keys.type(text)
    keys.press("Tab")
    expect(page.get_by_role("link", name="Jak zacházíme s vašimi údaji")).to_be_focused()
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Žádost jsme přijali")
    assert re.fullmatch(rf".*{ADDRESS}prijato/[2-9A-Z]{{8}}/", page.url)
    assert page.context.cookies() == []


@pytest.mark.any_database
@pytest.mark.browser
def test_confirmation_prints_its_number_and_whom_to_call(new_tab):
    page = new_tab(794, 1123, color_scheme="dark")
    fill_in(page)
    send(page)
    page.emulate_media(media="print")
    number = page.url.rstrip("/").rpartition("/")[2]
    expect(page.get_by_text(number)).to_be_visible()
    expect(page.locator("main a[href^='tel:']")).to_be_visible()
    expect(page.locator(".crumbs")).to_be_hidden()


def post(site, fields):
    with contextlib.closing(http.client.HTTPConnection(site.netloc, timeout=60)) as connection:
        connection.request("POST", ADDRESS, urlencode(fields), {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()


def test_form_with_every_field_wrong_and_the_confirmation_fit_the_first_round_trip(site):
    _, _, form = site.get(ADDRESS)
    _, _, wrong = post(site, {"phone": "x", "email": "x", "web": "x"})
    stamp = re.search(r'name="stamp" value="([^"]+)"', form.decode())[1]
    answers = {"sender": "person", "phone": "601222333", "topic": TOPIC, "stamp": stamp}
    _, headers, _ = post(site, answers)
    _, _, received = site.get(headers["Location"])
    _, _, style = site.get(stylesheet_of(form))
    for page in [form, wrong, received]:
        assert len(gzip.compress(page, 9)) + len(gzip.compress(style, 9)) <= PAGE_LIMIT


def test_who_sends_ten_megabytes_gets_to_hear_that_it_is_too_much(site):
    status, _, body = post(site, {"topic": "x" * 10_000_000})
    assert status == 400
    assert "Stránku nemůžeme zobrazit" in body.decode()
