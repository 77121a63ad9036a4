"""What an editor does at the door, in a browser."""

import base64
import time
from dataclasses import dataclass, field

from django_otp.oath import hotp
from playwright.sync_api import expect

# For a running site at whose door a password costs nothing.
QUICK_DOOR = {"DJANGO_SETTINGS_MODULE": "tests.browser.settings"}
ALL_GROUPS = ["Autor", "Vydavatel", "Kontaktní centrum", "Správce"]


@dataclass
class Account:
    """An editor with a phone: what he types to get in."""

    name: str
    password: str = "dlouhe-tajne-heslo-pro-zkousku"
    key: str = ""
    codes: list[str] = field(default_factory=list)
    cookies: list[dict] = field(default_factory=list)
    half_minute: int = 0  # of the last digits

    def phone_shows(self):
        """The six digits of this half minute, or of the one after that of the last digits, which the site takes too.

        Not of the one after this: a site that got digits late counts on a clock that is slow (TOTPDevice.drift).
        """
        self.half_minute = max(self.half_minute + 1, int(time.time()) // 30)
        return f"{hotp(base64.b32decode(self.key), self.half_minute):06}"

    def give_password(self, page):
        page.goto("/sprava/")
        page.get_by_label("Uživatelské jméno").fill(self.name)
        page.get_by_label("Heslo").fill(self.password)
        page.get_by_role("button", name="Pokračovat").click()

    def give_code(self, page, code):
        page.get_by_label("Kód z aplikace").fill(code)
        page.get_by_role("button", name="Přihlásit se").click()

    def enrol(self, page):
        """Set up the phone, as at the first sign-in, and keep the backup codes."""
        self.key = page.locator(".key").inner_text().replace(" ", "")
        self.give_code(page, self.phone_shows())
        expect(page.locator(".codes code").first).to_be_visible()  # the list is read at once, so it must have come
        self.codes = page.locator(".codes code").all_inner_texts()
        page.get_by_role("link", name="Kódy mám uložené").click()

    def sign_in(self, page):
        """Come in: once by the door, from then on by the cookies of that time."""
        if self.cookies:
            page.context.add_cookies(self.cookies)
            page.goto("/sprava/")
        else:
            self.come_by_the_door(page)
            page.wait_for_url("**/sprava/")
            self.cookies = page.context.cookies()

    def come_by_the_door(self, page):
        """Come in, whatever the door asks for."""
        self.give_password(page)
        if self.codes:
            self.give_code(page, self.codes.pop())
        else:
            self.enrol(page)
