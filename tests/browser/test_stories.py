"""What editors come for, done by mouse and by keyboard alone, in wide windows and narrow ones, script on and off.

Each way of working is paired with each window and with either answer about the script; those at the wide one are for
make proof. A task may take no more than what stands in MOST.
"""

from datetime import date

import pytest
from playwright.sync_api import expect

from tests.browser.account import Account
from tests.browser.hands import Keyboard, Mouse

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORKDAY = f"9. 9. {date.today().year + 1}"  # noqa: DTZ011 - any that is still ahead
WAYS = [(Mouse, 1440, True), (Mouse, 390, False), (Keyboard, 1440, False), (Keyboard, 390, True)]
IN_EACH_WAY = pytest.mark.parametrize(
    "way",
    [pytest.param(way, marks=[pytest.mark.proof] if way[1] > 390 else []) for way in WAYS],
    ids=lambda way: f"{way[0].__name__} {way[1]} {'script' if way[2] else 'no script'}",
)
# Clicks where the task says so, else clicks and fields together; without a script one more look before it is sent.
MOST = {"first sign-in": 3, "hours verified": 2, "a week closed": 6, "a request agreed": 6}
ASKED = """
from django.utils import timezone
from contact.models import MeetingRequest
MeetingRequest.objects.create(key="{key}", reference="{key}", created_at=timezone.now(), sender="person",
    name="Jana {key}", email="jana.ticha@example.org", topic="Hrozí nám vystěhování.")
"""
UNDO = """
from contact.editing.hours_history import KINDS, sets_of
from contact.models import ConsultationHours, ContactCentre, HoursException, MeetingRequest
from municipalities.models import Municipality
HoursException.objects.all().delete()
centre = ContactCentre.objects.get()
centre.restore_hours(ConsultationHours, sets_of(KINDS["hodiny"])[-1].moment)
centre.hours_verified_on = centre.source.dated_on
centre.save()
for town in Municipality.objects.all():
    town.verified_on = town.verified_by = None
    town.save()
MeetingRequest.objects.all().delete()
"""


@pytest.fixture
def _undone(site):
    """What a test has made of the site is undone after it, because the site is everybody's."""
    yield
    site.manage("shell", "-c", UNDO)


@pytest.fixture(scope="module")
def seats(make_account):
    """By role somebody who has come in once; the cookies serve for every way of working."""
    return {role: (make_account(f"pribehy{place}", role), {}) for place, role in enumerate(["Správce", "Vydavatel"])}


@pytest.fixture
def sit_down(new_context, seats):
    """Gives the hands of somebody at the start page: the role's, or a stranger's at the door."""

    def open_as(way, role=None):
        kind, width, script = way
        size = {"viewport": {"width": width, "height": 800}, "reduced_motion": "reduce", "java_script_enabled": script}
        account, cookies = seats.get(role, (None, {}))
        page = new_context(**size, **cookies).new_page()
        if account and not cookies:
            account.sign_in(page)
            expect(page.get_by_role("heading", level=1)).to_have_text("Co je dnes potřeba")
            cookies["storage_state"] = page.context.storage_state()
        page.goto("/sprava/")
        return kind(page)

    return open_as


@pytest.fixture
def took():
    """By task what it took; pytest -rP shows the table."""
    found = {}
    yield found
    for task, work in found.items():
        print(f"{task}: {work}")  # noqa: T201 - as said


def heading(hand):
    return hand.page.get_by_role("heading", level=1)


def make_account_for(hand, name):
    """Somebody new gets an account of the contact centre; gives the link for the password."""
    hand.follow("Založit účet")
    hand.fill("Jméno:", "Jana", exact=True)
    hand.fill("Příjmení:", "Horáková")
    hand.fill("Přihlašovací jméno", name)
    hand.check("Kontaktní centrum")
    hand.press("Uložit", exact=True)
    expect(heading(hand)).to_have_text("Odkaz pro nastavení hesla")
    hand.press("Ukázat odkaz")
    expect(hand.page.get_by_text("Kdo má tento odkaz")).to_be_visible()
    return hand.page.get_by_label("Odkaz pro Jana Horáková").input_value()


def set_password(hand, link, account):
    hand.page.goto(link)
    expect(heading(hand)).to_have_text("Nastavte si heslo")
    hand.fill("Nové heslo:", account.password, exact=True)
    hand.fill("Potvrzení nového hesla", account.password)
    hand.press("Nastavit heslo")
    expect(hand.page.get_by_text("Heslo je nastavené")).to_be_visible()


def sign_in_first(hand, account):
    hand.fill("Uživatelské jméno", account.name)
    hand.fill("Heslo", account.password)
    hand.press("Pokračovat")
    expect(hand.page.get_by_label("Kód z aplikace")).to_be_focused()
    account.key = hand.page.locator(".key").inner_text().replace(" ", "")
    hand.fill("Kód z aplikace", account.phone_shows())
    hand.press("Přihlásit se")
    expect(heading(hand)).to_have_text("Záložní kódy")
    hand.follow("Kódy mám uložené")
    expect(heading(hand)).to_have_text("Co je dnes potřeba")


def verify_hours(hand):
    hand.follow("ověřit Kontaktní centrum: konzultační hodiny")
    expect(heading(hand)).to_have_text("Ověřit konzultační hodiny")
    hand.press("Potvrdit, že údaje platí")
    expect(hand.page.get_by_text("Ověřeno: konzultační hodiny.")).to_be_visible()


def close_for_a_week(hand, has_script):
    hand.follow("Zavřít výjimečně")
    hand.follow("Zavřít na týden ode dneška")
    hand.page.wait_for_url("**?zavrit=*")
    hand.fill("důvod, nová výjimka", "dovolená")
    if has_script:
        expect(hand.page.get_by_role("row", name="dovolená")).to_have_count(7)
    hand.press("Uložit a zveřejnit")
    if not has_script:
        expect(hand.page.get_by_role("heading", name="Takhle to uvidí čtenáři. Uložit?")).to_be_visible()
        hand.press("Uložit takto")
    expect(hand.page.locator(".exceptions b", has_text="zavřeno")).to_be_visible()


def agree(hand, key, has_script):
    hand.follow("Odpovědět Nové žádosti")
    hand.follow(f"Jana {key}")
    hand.fill("Den", WORKDAY, exact=True)
    hand.fill("Od", "10", exact=True)
    if has_script:
        expect(hand.page.locator("#letter")).to_contain_text(f"{WORKDAY} od 10.00 do 11.00 hodin")
    hand.press("Poslat pozvánku")
    if not has_script:
        expect(hand.page.get_by_role("heading", name="Takhle pozvánka odejde. Poslat?")).to_be_visible()
        hand.press("Poslat pozvánku")
    expect(hand.page.get_by_text("Pozvánka odchází e-mailem")).to_be_visible()


@pytest.mark.usefixtures("_undone")
@IN_EACH_WAY
def test_a_colleague_gets_an_account_comes_in_verifies_closes_and_answers(sit_down, site, took, way):
    key = f"PRBEH{WAYS.index(way) + 2}23"
    jana, has_script = Account(f"horakova{WAYS.index(way)}"), way[2]
    boss = sit_down(way, "Správce")
    took["an account"] = boss.begin()
    link = make_account_for(boss, jana.name)

    hand = sit_down(way)
    took["a password"] = hand.begin()
    set_password(hand, link, jana)
    took["first sign-in"] = hand.begin()
    sign_in_first(hand, jana)
    took["hours verified"] = hand.begin()
    verify_hours(hand)
    hand.page.goto("/sprava/")
    took["a week closed"] = hand.begin()
    close_for_a_week(hand, has_script)
    site.manage("shell", "-c", ASKED.format(key=key))
    hand.page.goto("/sprava/")
    took["a request agreed"] = hand.begin()
    agree(hand, key, has_script)
    hand.page.goto("/kontaktni-centrum/")
    expect(hand.page.get_by_text("Dnes na telefonu nejsme.")).to_be_visible()
    expect(hand.page.get_by_text("Důvod: dovolená.")).to_be_visible()
    hand.page.goto(link)
    expect(heading(hand)).to_have_text("Odkaz neplatí")
    counted = {task: work.clicks if task == "first sign-in" else work.actions for task, work in took.items()}
    assert {task: counted[task] for task, most in MOST.items() if counted[task] > most} == {}


@pytest.mark.usefixtures("_undone")
@IN_EACH_WAY
def test_sixteen_participations_are_verified_by_two_clicks_after_a_look(sit_down, took, way):
    hand = sit_down(way, "Vydavatel")
    hand.page.goto("/sprava/municipalities/municipality/")
    took["16 participations"] = work = hand.begin()
    if way[2]:
        hand.use(hand.page.locator("#action-toggle"), "Space")
        expect(hand.page.get_by_text("Vybráno 16 z 16")).to_be_visible()
    else:
        for box in hand.page.locator("input.action-select").all():
            hand.use(box, "Space")
    hand.press("Účast platí")
    expect(hand.page.get_by_text("Účast v projektu je ověřená: Brno, ")).to_be_visible()
    assert work.clicks == (2 if way[2] else 17)
