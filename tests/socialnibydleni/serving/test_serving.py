"""The real pages from memory: always what they would be if they were made now."""

import re
from datetime import date, datetime, timedelta
from math import inf
from wsgiref.util import setup_testing_defaults

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from contact.hours.clock import PRAGUE
from contact.models import ContactCentre, Help, HoursException
from pages import registry
from pages.models import ContentVersion, Page, PageVersion, Project, Source
from socialnibydleni.serving import process
from tests.free_pages import new_public_page, withdraw

pytestmark = pytest.mark.django_db

HOST = "127.0.0.1:8000"
CENTRE = "/kontaktni-centrum/"
FORM = f"{CENTRE}schuzka/"
HELP = "/kam-se-obratit/"
ANEW = {"HTTP_HOST": "127.0.0.1:1"}  # under another port a page is made instead of sent from memory


class Counted:
    """Django, and what it was asked for."""

    def __init__(self):
        self.application, self.asked = WSGIHandler(), []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return self.application(environ, start_response)


@pytest.fixture
def django(monkeypatch):
    """Like Django's own test client, it must not close the connection with the test's rows."""
    monkeypatch.setattr(connection, "close_if_unusable_or_obsolete", lambda: None)
    return Counted()


@pytest.fixture
def cache(django, monkeypatch):
    """As a process that serves has it, just before its thread begins; nobody takes that for an outage."""
    monkeypatch.setattr("socialnibydleni.serving.content_watch.PATIENCE", inf)
    cache = process.application(django)
    cache.watch.look()
    return cache


@pytest.fixture
def warm(cache):
    """Does what the thread does after each look."""
    warmer = process.Warmer(cache)

    def warm():
        cache.watch.look()
        for _page in warmer(cache.watch.now()[0]):
            pass

    return warm


@pytest.fixture
def ask(cache):
    """Asks for an address; the answer is (status, headers, body)."""

    def ask(address, query="", **headers):
        environ = {"PATH_INFO": address, "QUERY_STRING": query, "HTTP_HOST": HOST, **headers}
        setup_testing_defaults(environ)
        begun = []
        body = b"".join(cache(environ, lambda *begin: begun.append(begin)))
        status, found = begun[0]
        return status, dict(found), body

    return ask


@pytest.fixture
def addresses(client):
    """The pages that are made ahead of readers: of the sitemap all Czech ones, of other languages the core."""
    found = re.findall(r"<loc>http://127\.0\.0\.1:8000(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    apart = re.compile(r"/(uk|en|snadne)/(?!(o-projektu/|kontaktni-centrum/)?$)")
    assert any(map(apart.match, found))
    return [address for address in found if not apart.match(address)]


@pytest.fixture
def kept(addresses):
    """Those that are the same for everybody: all but the form."""
    return [address for address in addresses if address != FORM]


def verify_hours(day):
    centre = ContactCentre.objects.get()
    centre.hours_verified_on = day
    centre.save()


def test_pages_from_memory_take_no_query_and_are_the_bytes_that_would_be_made_now(
    ask, warm, kept, django_assert_num_queries
):
    warm()
    for address in kept:
        with django_assert_num_queries(0):
            status, headers, body = ask(address)
        _, fresh_headers, fresh_body = ask(address, **ANEW)
        assert (status, body) == ("200 OK", fresh_body), address
        assert headers == fresh_headers, address
        with django_assert_num_queries(0):
            assert ask(address, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified", address


@pytest.mark.parametrize("address", ["/robots.txt", "/zmeny.atom", f"{CENTRE}hodiny.ics", "/otevrena-data/obce.csv"])
def test_files_are_kept_as_well(ask, address, django_assert_num_queries):
    _, headers, body = ask(address)
    with django_assert_num_queries(0):
        assert ask(address)[2] == body
        assert ask(address, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"


def test_every_czech_page_and_the_core_of_each_language_are_made_ahead_once_in_both_forms(
    cache, warm, django, addresses, kept
):
    verify_hours(timezone.localdate())
    cache.watch.look()
    warm()
    store, _ = cache.watch.now()
    assert [path for _, _, path in store.pages] == [path for _, _, path in store.withheld] == kept
    assert sorted(django.asked) == sorted(addresses * 2)
    warm()
    assert len(django.asked) == 2 * len(addresses)


def test_what_only_readers_asked_for_gets_its_withheld_form_too(cache, warm, ask, django):
    warm()
    ask("/robots.txt")
    django.asked.clear()
    warm()
    assert django.asked == ["/robots.txt"]
    assert cache.watch.now()[0].stale(("http", HOST, "/robots.txt"))


def test_the_withheld_form_says_nothing_of_the_moment(cache, warm):
    verify_hours(timezone.localdate())
    warm()
    store, _ = cache.watch.now()
    page = store.stale(("http", HOST, CENTRE))["identity"].body[0].decode()
    assert 'class="status' in store.pages["http", HOST, CENTRE]["identity"].body[0].decode()
    assert 'class="status' not in page


def test_the_pages_of_the_old_content_go_on_in_an_outage_until_the_new_ones_are_made(cache, warm, ask, django):
    warm()
    Project.objects.get().save()
    cache.watch.look()
    store, _ = cache.watch.now()
    assert (len(store.pages), len(store.withheld)) == (0, 0)
    with connection.execute_wrapper(refuse):
        assert ask("/")[1]["Cache-Status"] == "memory; hit; detail=stale"
        warmer = process.Warmer(cache)
        with pytest.raises(OperationalError):
            next(warmer(store))
    warm()
    assert store.before == {}


def test_what_was_withdrawn_just_before_an_outage_does_not_come_back_in_it(cache, warm, ask, editor_client):
    page = new_public_page(editor_client)
    warm()
    assert withdraw(editor_client, page).status_code == 302
    cache.watch.look()
    next(process.Warmer(cache)(cache.watch.now()[0]))
    with connection.execute_wrapper(refuse):
        assert ask(page.address)[0] == "503 Service Unavailable"
        assert ask("/obce/")[0] == "200 OK"


def refuse(*_query):
    raise OperationalError("no connection")


def test_warming_stops_where_the_database_goes_away_and_goes_on_there_later(cache, django, kept, monkeypatch):
    store, _ = cache.watch.now()
    warmer = process.Warmer(cache)
    pages = warmer(store)
    next(pages)
    next(pages)
    with monkeypatch.context() as patch:
        patch.setattr(cache, "fill", lambda *_, **__: False)
        assert list(pages) == []
    assert list(store.pages) == list(store.withheld) == [("http", HOST, kept[0])]
    for _page in warmer(store):
        pass
    assert len(store.pages) == len(store.withheld) == len(kept)
    assert (django.asked.count(kept[0]), django.asked.count(kept[1])) == (2, 2)


@pytest.mark.parametrize("address", [FORM, "/hledat/", "/sprava/login/", "/neni/", "/obce", "/favicon.ico"])
def test_forms_the_search_and_what_is_no_page_are_made_for_each_reader(cache, ask, django, address):
    for _ in range(2):
        ask(address)
    assert django.asked == [address] * 2
    assert cache.watch.now()[0].pages == {}


def test_a_contact_goes_from_memory_at_the_midnight_after_its_last_verified_day(cache, warm, ask):
    source, last = Source.objects.first(), datetime(2027, 5, 30, 23, 59, 59, tzinfo=PRAGUE)
    row = {"who": "Poradna", "what": "Poradí.", "for_whom": "Každý", "phone": "+420555000111"}
    town, kept = "obec=%C5%A0t%C4%9Bt%C3%AD", []

    def shown():
        cache.watch.now()  # no look: nothing says that the content changed
        return [b"+420555000111" in ask(HELP, query)[2] for query in ["", town]]

    with time_machine.travel(last - timedelta(hours=6), tick=False) as clock:
        Help.objects.create(source=source, verified_on=date(2026, 11, 30), **row)
        warm()
        for moment in [last, last + timedelta(seconds=1)]:
            kept.append(shown())
            clock.move_to(moment)
            kept.append(shown())
    assert kept == [[True, True], [True, True], [True, True], [False, False]]


def test_a_known_town_is_kept_under_one_name_and_an_unknown_one_never(cache, warm, ask, django):
    warm()
    django.asked.clear()
    for query in ["obec=%C5%A0t%C4%9Bt%C3%AD&utm_source=x", "obec=%C5%A0t%C4%9Bt%C3%AD"]:
        assert ask(HELP, query)[0] == "200 OK"
    assert django.asked == [HELP]
    for query in ["obec=steti", "obec=nikde"]:
        for _ in range(2):
            ask(HELP, query)
    assert django.asked == [HELP] * 5
    of_help = [path for _, _, path in cache.watch.now()[0].pages if path.startswith(HELP)]
    assert of_help == [HELP, f"{HELP}?obec=%C5%A0t%C4%9Bt%C3%AD"]


def test_a_draft_is_on_no_page_and_a_text_appears_and_goes_at_its_very_moment(cache, warm, ask):
    publish_at, withdraw_at = datetime(2027, 2, 1, 8, tzinfo=PRAGUE), datetime(2027, 2, 3, 8, tzinfo=PRAGUE)
    page = Page.objects.get(address="/obce/brno/")

    def shows(text):
        cache.watch.look()
        body = ask(page.address)[2]
        assert body == ask(page.address, **ANEW)[2]
        return text in body.decode()

    with time_machine.travel(publish_at - timedelta(days=1), tick=False) as clock:
        PageVersion.objects.create(page=page, title="Brno", body="<p>Koncept, který nikdo nevidí.</p>")
        planned = PageVersion(page=page, title="Brno", body="<p>Novinka na pondělí.</p>", publish_at=publish_at)
        planned.withdrawn_at = withdraw_at
        planned.save()
        warm()
        store, _ = cache.watch.now()
        for form in (store.pages, store.withheld):
            assert not any("nikdo nevidí" in kept["identity"].body[0].decode() for kept in form.values())
        for moment, is_there in [(publish_at, True), (withdraw_at, False)]:
            clock.move_to(moment - timedelta(microseconds=1))
            assert shows("Novinka") is not is_there
            clock.move_to(moment)
            assert shows("Novinka") is is_there


def test_who_has_changed_something_sees_it_with_the_next_request(cache, ask, django_capture_on_commit_callbacks):
    registry.when_content_changes(cache.watch.look)
    try:
        assert "Nový název" not in ask("/")[2].decode()
        with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
            project = Project.objects.get()
            project.short_name = "Nový název"
            project.save()
        assert "Nový název" in ask("/")[2].decode()
    finally:
        registry._listeners.remove(cache.watch.look)


# Both changes of the clocks. On the Sunday somebody answers while the clocks are put back or forward.
AUTUMN, SPRING = date(2026, 10, 25), date(2027, 3, 28)
CLOCKS = ["00:00", "01:30", "02:00", "02:15", "02:45", "03:00", "03:15", "09:00", "11:45", "12:00", "15:45", "16:00"]


def instants_around(sunday):
    """Each of the times from Saturday to Monday, as often as clocks show it, a moment before it and a moment after."""
    found = set()
    for number in (-1, 0, 1):
        for clock in CLOCKS:
            for fold in (0, 1):
                wall = datetime.fromisoformat(f"{sunday + timedelta(days=number)} {clock}")
                instant = wall.replace(tzinfo=PRAGUE, fold=fold)
                found |= {instant.timestamp() + seconds for seconds in (-0.001, 0, 0.001)}
    return sorted(found)


@pytest.mark.parametrize("sunday", [AUTUMN, SPRING])
def test_nothing_outlives_its_moment_while_the_clocks_change(cache, ask, django, sunday):
    instants, states = instants_around(sunday), set()
    HoursException.objects.create(
        centre_id=1, from_day=sunday, through_day=sunday, opens_at="01:30", closes_at="03:00", reason="noční služba"
    )
    with time_machine.travel(instants[0], tick=False) as clock:
        verify_hours(sunday - timedelta(days=30))
        for instant in instants:
            clock.move_to(instant)
            cache.watch.look()
            page = ask(CENTRE)[2]
            assert page == ask(CENTRE, **ANEW)[2], datetime.fromtimestamp(instant, PRAGUE)
            states.add(re.search(r'<p class="status.*?</p>', page.decode(), re.DOTALL)[0])
    assert len(states) > 5
    assert len(django.asked) - len(instants) < len(instants) / 2, "hardly anything came from memory"


@pytest.mark.parametrize(
    ("verified_on", "moment", "end"),
    [
        ("2026-09-16", "2026-11-25 10:00", "2026-11-25 12:45"),  # a Wednesday; 9 to 13, a quarter of an hour is left
        ("2026-09-16", "2026-11-25 14:00", "2026-11-26 00:00"),
        ("2020-09-16", "2026-11-25 10:00", "2026-11-26 00:00"),  # nothing is said of the phone any more
        ("2026-09-16", "2026-10-25 02:30", "2026-10-26 00:00"),  # this day has 25 hours
    ],
)
def test_pages_end_at_the_next_change_and_at_midnight_at_the_latest(cache, verified_on, moment, end):
    at = {name: datetime.fromisoformat(text).replace(tzinfo=PRAGUE) for name, text in [("now", moment), ("end", end)]}
    with time_machine.travel(at["now"], tick=False):
        verify_hours(verified_on)
        cache.watch.look()
        assert process.next_end() == at["end"].timestamp()


def test_of_many_pages_below_one_the_latest_are_made_ahead_and_of_the_others_what_was_asked_for(
    cache, warm, ask, monkeypatch
):
    monkeypatch.setattr(process, "AHEAD", 2)
    news = Page.objects.get(address="/aktuality/")
    for number in range(5):
        page = Page.objects.create(address=f"/aktuality/{number}/", kind="news", parent=news, menu_title="A")
        moment = timezone.now() - timedelta(days=number + 1)
        PageVersion.objects.create(page=page, title="A", publish_at=moment)

    def left_out():
        warm()
        kept = cache.watch.now()[0].withheld
        return [number for number in range(5) if ("http", HOST, f"/aktuality/{number}/") not in kept]

    assert left_out() == [2, 3, 4]
    assert ask("/aktuality/3/")[0] == "200 OK"
    assert left_out() == [2, 4]
    ContentVersion.objects.raise_number()
    assert left_out() == [2, 4]
