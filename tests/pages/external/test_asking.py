"""One look at each kind of address that there is, on a web of our own."""

import errno
import socket
import ssl
from itertools import count, pairwise

import pytest

from pages.external.addresses import canonical, is_public
from pages.external.asking import MOST_REDIRECTS, Outside
from pages.external.verdict import Fault, Look
from tests.pages.external import farm as farms
from tests.pages.external.farm import DOMAIN, HERE


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    with farms.running(tmp_path_factory.mktemp("farm")) as farm:
        yield farm


def address(kind):
    return f"https://{kind}-1.{DOMAIN}/"


def look(farm, kind, **more):
    return farm.outside(**more).look(address(kind))


FAULTS = {
    "gone": "gone", "removed": "gone", "moved-away": "gone", "nameless": "no-host", "refused": "refused",
    "expired": "certificate", "other-host": "certificate", "self-signed": "certificate", "no-tls": "certificate",
}  # fmt: skip
DOUBTS = [
    *["forbidden", "members", "busy", "broken", "away", "teapot", "unchanged", "round", "moved-inside", "inside"],
    *["moved-ill", "mute", "babble", "endless", "gap", "stranger"],
]
ANSWERS = ["ok", "nothing", "once-moved", "see", "no-head", "blind-head", "shut-head", "ill-head", "mute-head"]


@pytest.mark.parametrize("kind", FAULTS)
def test_what_no_reader_reaches_is_a_fault(farm, kind):
    assert (look(farm, kind).answers, look(farm, kind).fault) == (False, FAULTS[kind])


@pytest.mark.parametrize("kind", DOUBTS)
def test_what_a_reader_may_reach_all_the_same_is_left_in_doubt(farm, kind):
    assert look(farm, kind)._replace(reached=False, secured=False) == Look()


@pytest.mark.parametrize("kind", ANSWERS)
def test_a_page_that_is_there_answers_whatever_its_server_thinks_of_head(farm, kind):
    assert look(farm, kind) == Look(answers=True, reached=True, secured=True)


@pytest.mark.parametrize(
    ("kind", "new"), [("moved", "ok"), ("moved-for-good", "ok"), ("moved-then-once", "once-moved")]
)
def test_where_an_address_moved_for_good_is_told_and_no_further(farm, kind, new):
    assert look(farm, kind).moved_to == address(new)


def test_a_server_that_never_answers_or_not_to_the_end_is_left_in_doubt(farm):
    assert look(farm, "silent", patience=0.05) == Look()


def test_a_request_has_one_end_however_steadily_its_answer_comes(farm):
    assert look(farm, "long-winded").answers
    assert look(farm, "long-winded", clock=count().__next__) == Look()  # a second passes with each look at the clock


def test_it_says_who_asks_and_where_to_find_us(farm):
    farm.asked.clear()
    look(farm, "no-head")
    agent = "kontrola (+https://www.example.cz/)"
    assert farm.asked == [(method, f"no-head-1.{DOMAIN}", agent, 0) for method in ["HEAD", "GET"]]


def test_a_host_is_asked_once_a_second_at_most_whatever_leads_there(farm, monkeypatch):
    now = [0.0]
    monkeypatch.setattr(farm, "asked", [])
    monkeypatch.setattr(farm, "clock", lambda: now[0])
    outside = farm.outside(clock=lambda: now[0], pause=lambda seconds: now.__setitem__(0, now[0] + seconds))
    for kind in ["no-head", "round", "ok", "moved", "ok"]:
        outside.look(address(kind))
    hosts = [host for _, host, _, _ in farm.asked]
    assert len(hosts) == 2 + (MOST_REDIRECTS + 1) + 1 + 2 + 1
    for host in hosts:
        moments = [moment for _, asked, _, moment in farm.asked if asked == host]
        assert all(later - earlier >= 1 for earlier, later in pairwise(moments)), host


# Where a link, a name or a redirect must never lead us, in many spellings.
PRIVATE = [
    *["0.0.0.0", "10.0.0.1", "10.255.255.255", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254"],
    *["172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1"],
    *["198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255"],
    *["::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1"],
    *["100::1", "2001::1", "2001:db8::1", "2002:7f00:1::1", "3fff::1", "fc00::1", "fd00:ec2::254", "fe80::1"],
    *["fec0::1", "ff02::1", "ff05::1:3", "2001:10::1", "5f00::1"],
]


def test_there_are_forty_of_them():
    assert len(set(PRIVATE)) == 40


@pytest.mark.parametrize("way", ["by number", "by name", "by redirect"])
def test_nothing_private_is_ever_touched(farm, monkeypatch, way):
    connected = []
    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", lambda line, to: (connected.append(to[0]), connect(line, to))[1])
    for number in PRIVATE:
        farm.lure = canonical(f"http://[{number}]:8080/" if ":" in number else f"http://{number}:8080/")
        names = {f"private-1.{DOMAIN}": number}
        outside = farm.outside(
            resolve=lambda host, port, names=names: farm.resolve(names.get(host, host), port),
            allows=lambda at: at == HERE or is_public(at),
        )
        start = {"by number": farm.lure, "by name": address("private"), "by redirect": address("lure")}[way]
        assert outside.look(start) == Look(reached=way == "by redirect"), number
    assert connected == [HERE] * (40 if way == "by redirect" else 0)


def test_a_name_that_changes_between_looking_up_and_connecting_changes_nothing(farm):
    """DNS rebinding: the second answer of the name server is inside."""
    answers = [farm.resolve(f"inside-1.{DOMAIN}", 443), farm.resolve(f"no-head-1.{DOMAIN}", 443)]
    assert look(farm, "no-head", resolve=lambda *_: answers.pop()).answers  # two requests, one look-up
    assert len(answers) == 1


def test_one_private_number_among_others_is_enough_to_stay_away(farm):
    both = [*farm.resolve(f"ok-1.{DOMAIN}", 443), *farm.resolve(f"inside.{DOMAIN}", 443)]
    assert look(farm, "ok", resolve=lambda *_: both) == Look()


def test_a_place_that_there_is_no_way_to_from_here_is_no_fault_of_the_host(farm, monkeypatch):
    """A name with an address of IPv6, on a machine without it."""
    connect = socket.socket.connect

    def unreachable(line, to):
        if line.family == socket.AF_INET6:
            raise OSError(errno.ENETUNREACH, "unreachable")
        connect(line, to)

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    far = (socket.AF_INET6, socket.SOCK_STREAM, socket.IPPROTO_TCP, "", ("2001:718::1", 443, 0, 0))
    found = {}
    for kind in ["ok", "refused"]:
        places = [far, *farm.resolve(f"{kind}-1.{DOMAIN}", 443)]
        found[kind] = look(farm, kind, resolve=lambda *_, places=places: places, allows=lambda _: True)
    alone = look(farm, "ok", resolve=lambda *_: [far], allows=lambda _: True)
    assert (found["ok"].answers, found["refused"].fault, alone) == (True, Fault.REFUSED, Look())


def test_by_default_the_system_decides_which_certificates_hold():
    assert Outside("").tls.verify_mode == ssl.CERT_REQUIRED
    assert Outside("").tls.check_hostname


def test_what_nobody_thought_of_is_a_doubt_and_stops_no_run(farm):
    def stumble(host, port):
        raise RecursionError

    assert look(farm, "ok", resolve=stumble) == Look()
