"""The way in as a new editor meets it: enrolment, the phone, a backup code, the lock-out and its end."""

from dataclasses import replace

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

HALF_AN_HOUR_LATER = """
from datetime import timedelta
from axes.models import AccessAttempt
from django.db.models import F
AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=31))
"""


def start(page):
    return page.get_by_role("heading", name="Co je dnes potřeba")


def sign_out(page):
    page.locator("#user-tools summary").click()
    page.get_by_role("button", name="Odhlásit se").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jste odhlášeni")


def test_a_new_editor_enrols_comes_back_is_locked_out_and_let_in_again(new_tab, make_account, site):
    page, novak = new_tab(1024, 768), make_account("novak", "Vydavatel")

    novak.give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Nastavte si druhý krok přihlášení")
    novak.enrol(page)
    expect(start(page)).to_be_visible()
    assert len(set(novak.codes)) == 10

    sign_out(page)
    novak.give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Kód z telefonu")
    page.goto("/sprava/pages/project/1/change/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kód z telefonu")
    novak.give_code(page, novak.phone_shows())
    expect(page.get_by_label("Zkrácený název")).to_be_visible()

    sign_out(page)
    novak.come_by_the_door(page)
    expect(start(page)).to_be_visible()
    sign_out(page)

    forgetful = replace(novak, password="uz-si-nevzpominam-jake")
    for _ in range(4):
        forgetful.give_password(page)
        expect(page.get_by_text("Zadejte správné")).to_be_visible()
    forgetful.give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Přihlášení je zamčené")
    expect(page.get_by_text("zamčené nejdéle na 30 minut")).to_be_visible()
    novak.give_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Přihlášení je zamčené")

    site.manage("shell", "-c", HALF_AN_HOUR_LATER)
    novak.come_by_the_door(page)
    expect(start(page)).to_be_visible()
