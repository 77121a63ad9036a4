"""A clock that was set back: nothing remembered of later moments shows wrong hours or locks anybody out."""

from datetime import datetime, timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from contact.meetings import outbox
from contact.meetings.models import MeetingRequest, OutgoingMail
from contact.models import ContactCentre
from pages.frame import memory
from pages.models import PreviewLink
from socialnibydleni.editors import sign_in
from socialnibydleni.serving import error_pages, process
from tests.contact.meetings.asking import A_WHILE, open_form, send, shown, stamp_in
from tests.door import LOGIN, code_of, fail, give_code, give_password, is_in
from tests.wsgi_cache import CachedSite

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2026-11-23T12:30+01:00")  # a Monday, at which somebody answers the phone
CALL_NOW = "Teď můžete volat"


def plain(page):
    return page.replace("\xa0", " ")


@pytest.fixture(params=[1, 13, 24], ids="{} hours".format)
def set_back(request):
    """Sets the clock back by so many hours."""
    return lambda clock: clock.move_to(timezone.now() - timedelta(hours=request.param))


@pytest.fixture
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def verified(db):
    ContactCentre.objects.update(hours_verified_on=NOON.date() - timedelta(days=30))


def test_no_page_from_memory_says_what_holds_later(clock, set_back, verified):
    site = CachedSite()
    pages = ["/", "/kontaktni-centrum/"]
    assert [CALL_NOW in plain(site.ask(page)) for page in pages] == [True] * 2
    set_back(clock)
    for page in pages:
        assert CALL_NOW not in plain(site.ask(page))
        assert site.ask(page) == site.ask(f"{page}?anew")
    assert site.ask("/hledat/?q=telefon")


def test_facts_of_later_are_read_anew_also_where_a_watch_runs(clock, set_back, monkeypatch):
    monkeypatch.setattr(memory, "_is_watched", True)  # to be taken back
    later = memory.facts()
    set_back(clock)
    assert memory.facts() is not later
    assert memory.facts().hold_at(timezone.now())


def test_a_process_forked_after_it_keeps_no_facts_of_later(clock, set_back, monkeypatch):
    memory.facts()
    forgotten = []
    monkeypatch.setattr(error_pages, "forget", lambda: forgotten.append(True))
    set_back(clock)
    process.forget_old_facts()
    assert memory.held() is memory.NOTHING
    assert forgotten


def test_failures_of_later_lock_nobody_out(clock, set_back, client, enrolled):
    fail(client)
    assert give_password(client).status_code == 429
    set_back(clock)
    assert fail(client, times=4).status_code == 200
    assert AccessAttempt.objects.get().failures_since_start == 4
    assert give_password(client).status_code == 302


def test_a_code_of_later_locks_nobody_out_and_is_still_taken_once(clock, set_back, client, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    assert is_in(client)
    set_back(clock)
    for visitor, gets_in in [(Client(), True), (Client(), False)]:
        give_password(visitor)
        give_code(visitor, code_of(enrolled))
        assert is_in(visitor) is gets_in


@pytest.mark.parametrize("kind", ["phone", "backup codes"])
def test_a_wrong_code_of_later_slows_nobody_down_for_hours(clock, set_back, client, enrolled, kind):
    code = sign_in.new_backup_codes(enrolled)[0]
    give_password(client)
    give_code(client, "000000" if kind == "phone" else "nespravny")
    set_back(clock)
    visitor = Client()
    give_password(visitor)
    right = code_of(enrolled) if kind == "phone" else code
    assert "Moc rychle za sebou." in give_code(visitor, right).content.decode()
    clock.shift(2)
    give_code(visitor, code_of(enrolled) if kind == "phone" else code)
    assert is_in(visitor)


def test_a_phone_is_enrolled_after_a_wrong_code_of_later(clock, set_back, client, novak):
    give_password(client)
    client.get(LOGIN)
    give_code(client, "000000")
    set_back(clock)
    client.get(LOGIN)
    give_code(client, code_of(novak))
    clock.shift(2)
    give_code(client, code_of(novak))
    assert TOTPDevice.objects.get(user=novak).confirmed


def test_who_is_in_stays_in(clock, set_back, client, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    set_back(clock)
    assert is_in(client)


def test_a_form_shown_later_is_taken_at_the_second_try(set_back, client):
    stamp = open_form(client, NOON)
    with time_machine.travel(NOON, tick=False) as clock:
        set_back(clock)
        moment = timezone.now()
    told = send(client, stamp, moment)
    assert "Stránka s formulářem už neplatí." in shown(told)
    assert send(client, stamp_in(told), moment + A_WHILE).status_code == 303


def test_mails_of_later_go_out_at_once_and_once(clock, set_back, client):
    assert send(client, open_form(client, NOON - A_WHILE), NOON).status_code == 303
    OutgoingMail.objects.filter(kind=OutgoingMail.Kind.NOTICE).update(not_before=NOON + timedelta(hours=7), attempts=9)
    set_back(clock)
    assert outbox.send_due(timezone.now) == 2
    assert outbox.send_due(timezone.now) == 0


def test_no_mail_waits_longer_than_the_rule_that_finds_such_mails_knows():
    assert max(outbox.BACK_OFF) == OutgoingMail.LONGEST_WAIT


def test_a_cancelled_preview_stays_cancelled(clock, set_back):
    link = PreviewLink.objects.create(created_at=NOON, expires_at=NOON + timedelta(days=7), withdrawn_at=NOON)
    set_back(clock)
    assert not link.is_open(timezone.now())
    assert PreviewLink.objects.by_token(link.token, timezone.now()) is None


def test_a_preview_made_later_leads_on(clock, set_back, client):
    link = PreviewLink.objects.create(created_at=NOON, expires_at=NOON + timedelta(days=7))
    set_back(clock)
    assert client.get(f"/nahled/{link.token}/").status_code == 200


def test_the_site_is_as_healthy_as_before(clock, set_back, client, db):
    MeetingRequest.objects.all().delete()
    set_back(clock)
    assert client.get("/stav/").status_code == 200
