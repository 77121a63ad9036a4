"""A session ends when nobody works: eight hours after the last sign of its editor, and a day after its beginning."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.at_once.desks import fields_of
from tests.door import code_of, give_code, give_password, is_in

pytestmark = pytest.mark.django_db
ADDRESS = "/sprava/prihlaseni/"
BY_A_SCRIPT = {"HTTP_SEC_FETCH_DEST": "empty"}


@pytest.fixture
def clock():
    with time_machine.travel("2026-11-23T08:00+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def at(clock):
    """Puts the clock to an hour of that day; those after midnight have more than 24."""

    def at(hour, minute=0, second=0):
        clock.move_to(f"2026-11-{23 + hour // 24}T{hour % 24:02}:{minute:02}:{second:02}+01:00")

    return at


@pytest.fixture
def desk(clock, client, enrolled):
    give_password(client)
    give_code(client, code_of(enrolled))
    return client


def left(desk):
    return desk.get(ADDRESS, **BY_A_SCRIPT).json()


@pytest.mark.parametrize(("hour", "second", "lasts"), [(15, 0, True), (16, 1, False)])
def test_it_ends_eight_hours_after_the_last_page(desk, at, hour, second, lasts):
    at(hour, second=second)
    assert is_in(desk) is lasts


def test_who_works_all_day_and_night_is_asked_again_a_day_after_the_sign_in(desk, at):
    for hour in range(9, 32):
        at(hour)
        desk.post("/sprava/contact/contactcentre/1/overit/verified/")
        assert is_in(desk)
    at(32, second=1)
    assert not is_in(desk)


def test_its_cookie_lasts_as_long(desk, at):
    at(15)
    assert desk.get("/sprava/").cookies["sessionid"]["max-age"] == 8 * 3600
    at(22)
    at(22, 30)
    assert desk.get("/sprava/").cookies["sessionid"]["max-age"] == 8 * 3600
    at(26)
    assert desk.get("/sprava/").cookies["sessionid"]["max-age"] == 6 * 3600


def test_what_a_script_asks_by_itself_prolongs_nothing(desk, at):
    for hour in range(9, 16):
        at(hour)
        assert desk.get("/sprava/hledat/?q=brno", **BY_A_SCRIPT).status_code == 200
        assert left(desk)["idle"] == (16 - hour) * 3600
    at(16, second=1)
    assert desk.get(ADDRESS, **BY_A_SCRIPT).status_code == 302


def test_a_form_that_saves_itself_prolongs_nothing(desk, at):
    data = fields_of(desk.get("/sprava/pages/page/add/?kind=news")) | {"title": "Kanárek"}
    at(15)
    assert desk.post("/sprava/rozepsane/prubezne/", data).status_code == 200
    assert left(desk)["idle"] == 3600


def test_a_key_or_a_click_prolongs_it_as_a_page_does(desk, at):
    at(15, 50)
    assert left(desk) == {"idle": 600, "last": 16 * 3600 + 600}
    assert desk.get(f"{ADDRESS}?pracuji=1", **BY_A_SCRIPT).json()["idle"] == 8 * 3600
    at(23, 49)
    assert is_in(desk)


def test_a_page_writes_to_the_session_once_a_minute(desk, at):
    at(9)
    assert "sessionid" in desk.get("/sprava/").cookies
    at(9, second=59)
    assert "sessionid" not in desk.get("/sprava/").cookies
    at(9, 1)
    assert "sessionid" in desk.get("/sprava/").cookies


def test_pages_say_without_a_script_that_the_day_is_over_soon(desk, at):
    for hour in [15, 22, 29]:
        at(hour)
        assert "Do půl hodiny vás web odhlásí" not in desk.get("/sprava/").content.decode().replace("\xa0", " ")
    at(31, 31)
    assert "Do půl hodiny vás web odhlásí" in desk.get("/sprava/").content.decode().replace("\xa0", " ")


def test_a_session_of_before_the_update_ends_as_it_was_to(editor_client, clock, at):
    session = editor_client.session
    session.set_expiry(timezone.now() + timedelta(hours=8))
    session.save()
    assert left(editor_client)["idle"] == 8 * 3600
    at(15)
    assert "sessionid" not in editor_client.get("/sprava/").cookies
    at(16, second=1)
    assert not is_in(editor_client)
