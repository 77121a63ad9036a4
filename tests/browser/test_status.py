"""The pages while the hours are known: open, closed and closed by an exception, in every look and on paper."""

import gzip
import re

import pytest

from tests.browser.test_accessibility import looks, violations
from tests.browser.test_first_view import MAIL_LINK, PHONE_LINK, out_of_view
from tests.browser.test_weight import PAGE_LIMIT

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.thorough]

PAGES = ["/", "/kontaktni-centrum/", "/obce/praha-7/"]
# An exception of today and tomorrow, so that the state is the same at whatever hour the tests run.
SET = """
from datetime import date, timedelta
from contact.models import ContactCentre, HoursException
centre, today = ContactCentre.objects.get(), date.today()
HoursException.objects.all().delete()
{}
centre.save()
"""
STATE = """
centre.hours_verified_on = today
HoursException.objects.create(
    centre=centre, from_day=today, through_day=today + timedelta(days=1), opens_at={}, closes_at={}, reason="{}"
)
"""
STATES = {
    "Teď můžete volat": STATE.format("'00:00:00'", "'23:59:59'", "nepřetržitý provoz"),
    "Teď na telefonu nejsme.": STATE.format("'00:00:00'", "'00:00:01'", "zkrácený provoz"),
    "Dnes na telefonu nejsme.": STATE.format("None", "None", "stěhování celého pracoviště a školení pracovníků.."),
}
AS_LOADED = "centre.hours_verified_on = date(2020, 9, 16)"


@pytest.fixture(scope="module", params=STATES)
def words(request, site):
    """The strong part of the status line, while every page of the site shows it."""
    site.manage("shell", "-c", SET.format(STATES[request.param]))
    yield request.param
    site.manage("shell", "-c", SET.format(AS_LOADED))


def test_every_state_is_said_in_every_look_and_hard_for_nobody(new_tab, words):
    page, found = new_tab(360), []
    for address in PAGES:
        page.goto(address)
        assert page.locator("main .status strong").inner_text().replace("\u00a0", " ") == words
        for look in looks(page):
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
            found += violations(page, f"{words} {look}")
    assert found == []


def test_phone_and_email_are_in_the_first_view_under_every_state(new_tab, words):
    page = new_tab(360, 640)
    found = []
    for address in ["/", "/kontaktni-centrum/"]:
        page.goto(address)
        found += out_of_view(page, ["main .status", PHONE_LINK, MAIL_LINK])
    assert found == []


def test_paper_says_nothing_of_the_moment(new_tab, words):
    page = new_tab(794)
    page.emulate_media(media="print")
    page.goto("/kontaktni-centrum/")
    assert not page.locator(".status").is_visible()
    assert not page.locator(".tag").is_visible()
    assert page.locator(".hours td span").first.inner_text() == "12\u2060–\u206016\u00a0hodin"
    told = page.get_by_role("heading", name=re.compile("Výjimky v příštích 30 dnech|Kdy na telefonu nebudeme"))
    assert told.is_visible()


def test_pages_fit_the_first_round_trip_under_every_state(site, words):
    for address in PAGES:
        _, _, page = site.get(address)
        _, _, style = site.get(re.search(rb'href="(/static/css/[^"]+)"', page)[1].decode())
        assert len(gzip.compress(page, 9)) + len(gzip.compress(style, 9)) <= PAGE_LIMIT, address
