"""What housekeeping finds out over days, on a farm of two hundred addresses, and what it never does."""

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from contact.models import Help
from municipalities.models import Municipality
from pages.external import looking
from pages.models import ExternalAddress, ExternalRound, Page, PageVersion, Project, Source
from tests.own_database import at_once
from tests.pages.external import farm as farms
from tests.pages.external.farm import DOMAIN
from tests.translations import forget_translations

NOW, DAY, HOUR = datetime(2026, 11, 24, 9, tzinfo=UTC), timedelta(days=1), timedelta(hours=1)

# How many of each kind: these are dead, these are not, and these are none of our business.
DEAD = {
    "gone": 12, "removed": 6, "nameless": 8, "refused": 6, "expired": 4, "other-host": 4, "self-signed": 4,
    "no-tls": 4, "moved-away": 4,
}  # fmt: skip
ALIVE = {
    "ok": 60, "nothing": 3, "forbidden": 8, "members": 2, "busy": 4, "broken": 4, "away": 6, "teapot": 1, "round": 2,
    "mute": 2, "babble": 2, "endless": 1, "gap": 4, "stranger": 4, "no-head": 6, "blind-head": 6, "shut-head": 4,
    "ill-head": 2, "mute-head": 2, "moved": 6, "once-moved": 3, "moved-for-good": 2, "see": 1, "moved-ill": 1,
    "first": 4, "twice": 4, "between": 4,
}  # fmt: skip
PRIVATE = {"inside": 20, "moved-inside": 10}


@pytest.fixture(scope="module")
def farm(tmp_path_factory):
    with farms.running(tmp_path_factory.mktemp("farm")) as farm:
        yield farm


@pytest.fixture(autouse=True)
def _on(settings, farm):
    settings.CHECK_LINKS = True
    farm.day, farm.asked = 0, []


def write(*hrefs, address="/o-projektu/", moment=NOW):
    """A live text with a link to each of these."""
    links = "".join(f'<p><a href="{href}">Odkaz {number}</a></p>' for number, href in enumerate(hrefs))
    page = Page.objects.get(address=address)
    title = page.menu_title
    return PageVersion.objects.create(page=page, title=title, body=links, publish_at=moment - HOUR)


def only(*hrefs):
    """As `write`, where nothing else leads out of the site."""
    forget_translations()
    PageVersion.objects.filter(body__contains="http").delete()
    Source.objects.update(is_offline=True)
    Help.objects.update(web="")
    Municipality.objects.update(website="", concept_url="", website_verified_on=None)
    names = {"implementer_url": "http://127.0.0.1:8000/", "website": "http://127.0.0.1:8000/"}  # this very site
    Project.objects.update(strategy_url="", facebook_url="", **names)
    return write(*hrefs)


def at(kind, number=1):
    return f"https://{kind}-{number}.{DOMAIN}/"


def look(farm, moment=NOW, **more):
    return looking.look_around(moment, farm.outside(**more))


def dead():
    return {row.address for row in ExternalAddress.objects.dead()}


@pytest.mark.django_db
def test_of_two_hundred_addresses_all_the_dead_are_found_on_the_third_day_and_no_other(farm):
    addresses = [at(kind, n) for kinds in [DEAD, ALIVE] for kind, many in kinds.items() for n in range(many)]
    private = [at(kind, n) for kind, many in PRIVATE.items() for n in range(many)]
    private += [f"http://10.0.0.{n}/" for n in range(10)]
    assert (len(addresses), len(private)) == (200, 40)
    only(*addresses, *private)
    found = []
    for farm.day in range(4):
        assert look(farm, NOW + farm.day * DAY) == len(addresses) + len(private)
        found.append(dead())
    expected = {at(kind, n) for kind, many in DEAD.items() for n in range(many)}
    assert found[:2] == [set(), set()]
    assert found[2] == found[3] == expected


@pytest.mark.django_db
def test_each_is_asked_once_a_day_however_often_housekeeping_runs(farm):
    only(at("ok"), at("gone"))
    for minutes in range(0, 24 * 60, 30):
        look(farm, NOW + timedelta(minutes=minutes))
    assert Counter(host for _, host, _, _ in farm.asked) == {f"ok-1.{DOMAIN}": 1, f"gone-1.{DOMAIN}": 2}  # HEAD, GET
    look(farm, NOW + DAY)
    assert len(farm.asked) == 6


@pytest.mark.django_db
def test_a_run_ends_in_time_and_the_next_takes_what_waited_longest(farm):
    only(*(at("ok", number) for number in range(9)))
    now, asked = [0], []

    def slow(host, port):
        now[0] += 25
        return farm.resolve(host, port)

    for minutes in [0, 10, 20, 30]:
        look(farm, NOW + timedelta(minutes=minutes), clock=lambda: now[0], resolve=slow)
        asked.append(len({host for _, host, _, _ in farm.asked}))
    assert asked == [4, 8, 9, 9]


@pytest.mark.django_db
def test_where_nothing_outside_answers_nothing_is_counted(farm):
    only(at("nameless"), at("refused"), at("expired"))
    for number in range(5):
        look(farm, NOW + number * DAY)
    assert dead() == set()
    assert set(ExternalAddress.objects.values_list("failures", flat=True)) == {0}


@pytest.mark.django_db
def test_what_fails_alone_in_a_run_counts_if_something_known_answers(farm):
    only(at("ok"))
    look(farm)
    write(at("ok"), at("nameless"), moment=NOW + HOUR)
    for number in range(3):
        ExternalAddress.objects.filter(address=at("ok")).update(looked_at=NOW + number * DAY)
        look(farm, NOW + HOUR + number * DAY)
    assert dead() == {at("nameless")}


@pytest.mark.django_db
def test_a_dead_address_is_forgotten_as_soon_as_it_answers_or_nothing_leads_there(farm, monkeypatch):
    only(at("ok"), at("gone"), at("removed"))
    for number in range(3):
        look(farm, NOW + number * DAY)
    assert dead() == {at("gone"), at("removed")}
    monkeypatch.setitem(farms.STATUSES, "gone", 200)
    write(at("ok"), at("gone"), moment=NOW + 3 * DAY)
    look(farm, NOW + 3 * DAY)
    assert {row.address: row.failures for row in ExternalAddress.objects.all()} == {at("ok"): 0, at("gone"): 0}


@pytest.mark.django_db
def test_facts_are_looked_at_as_texts_are_but_neither_drafts_nor_our_own_pages(farm):
    only(at("ok", 1), "/obce/", "mailto:a@example.cz", "http://127.0.0.1:8000/obce/")
    PageVersion.objects.create(
        page=Page.objects.get(address="/o-projektu/"), title="A", body=f'<a href="{at("ok", 2)}">B</a>'
    )
    Source.objects.filter(pk=Source.objects.first().pk).update(url=at("ok", 3), is_offline=False)
    Help.objects.filter(pk=Help.objects.first().pk).update(web=at("ok", 4))
    Municipality.objects.filter(slug="vir").update(website=at("ok", 5), website_verified_on=NOW)
    look(farm)
    assert set(ExternalAddress.objects.values_list("address", flat=True)) == {at("ok", n) for n in [1, 3, 4, 5]}


@pytest.mark.django_db
def test_switched_off_it_asks_nobody_and_forgets_what_it_knew(farm, settings):
    only(at("gone"))
    look(farm)
    settings.CHECK_LINKS, farm.asked = False, []
    assert look(farm) == "switched off"
    assert (farm.asked, ExternalAddress.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_a_run_that_was_killed_holds_up_the_others_for_ten_minutes(farm):
    only(at("ok"))
    assert ExternalRound.objects.begin(NOW)
    assert look(farm, NOW + timedelta(minutes=9)) == "another process is at it"
    assert look(farm, NOW + timedelta(minutes=10)) == 1


@pytest.mark.django_db
def test_housekeeping_looks_around_by_itself(farm, monkeypatch):
    only(at("ok"))
    monkeypatch.setattr(looking, "Outside", lambda agent: farm.outside(agent=agent))
    with time_machine.travel(NOW, tick=False):
        call_command("housekeeping")
    assert farm.asked == [("HEAD", f"ok-1.{DOMAIN}", "kontrola-odkazu/1.0 (+http://127.0.0.1:8000/)", 0)]
    assert ExternalAddress.objects.get().answered_at == NOW


def test_two_at_once_ask_each_address_once(committed, farm):
    def prepare():
        only(*(at("ok", number) for number in range(8)))

    at_once(prepare)
    counts = at_once(lambda: look(farm), lambda: look(farm))  # the second finds it shut, or nothing due
    assert Counter(host for _, host, _, _ in farm.asked) == {f"ok-{number}.{DOMAIN}": 1 for number in range(8)}
    assert 8 in counts


@pytest.mark.django_db
def test_the_next_run_need_not_wait_for_one_that_has_ended(farm):
    only(at("ok"))
    look(farm)
    write(at("ok"), at("nothing"), moment=NOW + timedelta(minutes=1))
    assert look(farm, NOW + timedelta(minutes=1)) == 1
