"""What nginx counts by address, and what it never counts."""

import re

import pytest

from tests.deploy.fake_site import behind_nginx

pytestmark = pytest.mark.any_database

DOOR, FORM = "/sprava/login/", "/kontaktni-centrum/schuzka/"


def slowly(text):
    """The file with every rate as low as nginx can count, so that what may be done at once is all that passes."""
    return re.sub(r"rate=\d+r/[sm]", "rate=1r/m", text)


@pytest.fixture(scope="module")
def slow(tmp_path_factory):
    with behind_nginx(tmp_path_factory.mktemp("slow"), change=slowly) as (front, [site]):
        yield front, site


@pytest.fixture
def somebody(slow):
    """Asks over one connection, from an address that nobody has counted yet."""
    front, site = slow
    site.asked.clear()
    connection = front.from_anywhere()

    def ask(address, method="GET"):
        connection.request(method, address)
        answer = connection.getresponse()
        answer.read()
        return answer.status

    yield ask
    connection.close()


def test_nobody_is_counted_for_reading(somebody):
    addresses = ["/", "/obce/", "/?utm_source=a&gclid=b", "/obce/?fbclid", DOOR, "/sprava/", FORM]
    assert {somebody(address) for address in addresses * 10} == {200}


@pytest.mark.parametrize(
    ("method", "address", "most"),
    [
        ("POST", FORM, 21),
        ("POST", DOOR, 21),  # by the limit for forms; its own, for a minute, lets more pass at once
        ("POST", "/obce/", 21),
        ("GET", "/hledat/?q=obec", 31),
        ("GET", "/obce/?x=1", 31),
        ("GET", "/obce/?x=1?gclid=2", 31),
        ("GET", "/obce/?gclid=2&x=1", 31),
        ("GET", "/sprava/pages/page/?stav=x", 31),
        ("GET", "/nahled/token/", 31),
        ("GET", "//nahled/token/", 31),
        ("GET", f"{FORM}prijato/2345ABCD/", 31),
        ("GET", f"/uk{FORM}prijato/2345ABCD/", 31),
        ("POST", "/nahlasit-chybu/", 21),
        ("GET", "/nahlasit-chybu/prijato/2345ABCD/", 31),
    ],
)
def test_what_costs_something_is_counted(slow, somebody, method, address, most):
    found = [somebody(address, method) for _ in range(most + 5)]
    assert found == [200] * most + [429] * 5
    assert len(slow[1].asked) == most
    assert somebody("/") == 200  # who is over a limit can read on


BY_ITSELF = [
    ("POST", "/sprava/rozepsane/prubezne/"),
    ("POST", "/sprava/contact/openinghours/1/nahled/"),
    ("POST", "/sprava/pages/page/vlozeni/"),
    ("POST", "/sprava/pages/page/3/kontrola/"),
    ("GET", "/sprava/prihlaseni/?pracuji=1"),
    ("GET", "/sprava/odkazy/?q=obec"),
]
SAVES = ["/sprava/pages/page/3/change/", "/sprava/pages/page/3/zverejnit/"]


@pytest.fixture
def office(slow):
    """Asks for one of several sessions behind an address that nobody has counted yet."""
    front, site = slow
    site.asked.clear()
    connection = front.from_anywhere()

    def ask(session, method, address):
        connection.request(method, address, headers={"Cookie": f"csrftoken=x; sessionid={session}"})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    yield ask
    connection.close()


def test_what_scripts_ask_for_ten_editors_behind_one_address_takes_no_save_away(office):
    """Each has a limit for what his scripts ask, and it counts nothing that he does himself."""
    editors = [f"relace-{number}" for number in range(10)]
    for editor in editors:
        assert [office(editor, *each) for each in (BY_ITSELF * 8)[:32]] == [200] * 31 + [429]
    assert {office(editor, "POST", address) for editor in editors for address in SAVES} == {200}
    assert office(editors[0], "GET", "/sprava/pages/page/?stav=x") == 200


def test_who_makes_up_sessions_is_counted_by_address(slow, office):
    found = [office(number, *BY_ITSELF[0]) for number in range(405)]
    assert found == [200] * 401 + [429] * 4
    assert len(slow[1].asked) == 401


def test_without_a_session_scripts_are_counted_by_address(somebody):
    assert [somebody(BY_ITSELF[0][1], "POST") for _ in range(33)] == [200] * 31 + [429] * 2


def test_guesses_at_the_door_have_a_limit_that_does_not_count_what_an_outage_brings_back(tmp_path):
    def quick_forms(text):
        return slowly(text).replace("forms:10m rate=1r/m", "forms:10m rate=100000r/s")

    with behind_nginx(tmp_path, change=quick_forms) as (front, _):
        guessed = ["login", "password_change", "heslo", "telefon", "zalozni-kody"]
        for page, most in [*((page, 31) for page in guessed), ("rozepsane", 60)]:
            connection = front.from_anywhere()
            found = []
            for _ in range(60):
                connection.request("POST", f"/sprava/{page}/")
                answer = connection.getresponse()
                answer.read()
                found.append(answer.status)
            connection.close()
            assert found == [200] * most + [429] * (60 - most)


def test_whoever_asks_for_much_that_is_not_there_waits_and_others_do_not(slow, somebody):
    """His next request is put to the site once; the second time, for which its answer waits, does not come."""
    front, site = slow
    assert [somebody("/neni/") for _ in range(21)] == [404] * 21
    assert len(site.asked) == 42
    waiting = front.connection("127.0.200.200")
    assert [ask_again(waiting) for _ in range(21)] == [404] * 21
    site.asked.clear()
    waiting.request("GET", "/neni/znovu/")
    while "/neni/znovu/" not in [address for _, address in site.asked]:
        assert somebody("/obce/") == 200
    assert somebody("/obce/") == 200
    waiting.sock.setblocking(False)
    with pytest.raises(OSError, match=r"."):
        waiting.sock.recv(1)
    assert [address for _, address in site.asked].count("/neni/znovu/") == 1
    waiting.close()


def ask_again(connection):
    connection.request("GET", "/neni/")
    answer = connection.getresponse()
    answer.read()
    return answer.status
