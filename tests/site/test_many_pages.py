"""Five hundred pages with five thousand versions: nothing takes more queries, and no list grows without end."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.frame import memory
from pages.models import ContentVersion, Page, PageVersion, PreviewLink
from tests.admin_forms import form_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.any_database]
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HUBS, BELOW_EACH, VERSIONS = 20, 24, 10
OLDER = 300  # versions before those ten, which two of the pages get on the large site
NEWEST = OLDER + VERSIONS
MOST_QUERIES, MOST_ROWS = 36, 100
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
SENTENCE = "Obec najde vhodný byt a domluví se s tím, kdo v něm bude bydlet, na všem, co je k tomu potřeba. "


def site(hubs, numbers):
    """Free pages two deep, each with seven published versions, a misprint corrected, one planned and one draft."""
    about, user = Page.objects.get(address="/o-projektu/"), User.objects.get(username="editorka")
    old = set(Page.objects.values_list("address", flat=True))

    def page(address, **values):
        return Page(address=address, kind=Page.Kind.FREE, **values)

    hubs = [page(f"/cast-{hub}/", parent=about, menu_title=f"Část {hub}") for hub in hubs]
    new = Page.objects.bulk_create(hub for hub in hubs if hub.address not in old)
    for hub in Page.objects.filter(address__in=[hub.address for hub in hubs]):
        below = [page(f"{hub.address[:-1]}-{number}/", parent=hub, menu_title=f"Strana {number}") for number in numbers]
        new += Page.objects.bulk_create(below)
    PageVersion.objects.bulk_create(
        PageVersion(
            page=page,
            number=OLDER + number,
            title=f"{page.menu_title} podrobně",
            summary=SUMMARY,
            body=f'<h2>Jak začít</h2><p>{SENTENCE * 8}Verze {number}.</p><p><a href="/cast-0/">Kam se obrátit</a></p>'
            f"<h2>Co dál</h2><ul><li>{SENTENCE}</li><li>{SENTENCE}</li></ul><p>{SENTENCE * 6}</p>",
            change_note=f"Doplnili jsme odstavec {number}." if 1 < number < VERSIONS - 2 else "",
            is_typo_fix=number == VERSIONS - 2,
            publish_at=_publish_at(number),
            created_at=NOW - timedelta(days=20 - number),
            created_by=user,
        )
        for page in new
        for number in range(1, VERSIONS + 1)
    )


def _publish_at(number):
    if number == VERSIONS:
        return None
    return NOW + timedelta(days=1) if number == VERSIONS - 1 else NOW - timedelta(days=20 - number)


def signed_in():
    user = User.objects.get(username="editorka")
    client = Client()
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=user).persistent_id
    session.save()
    return client


def queries(do):
    """How many queries it takes, without the marks of transactions; whatever it changed is taken back."""
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        do()
        transaction.set_rollback(True)
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured.captured_queries)


# What is asked of the small site and of the large one


PUBLIC = [
    "/",
    "/o-projektu/",
    "/obce/",
    "/obce/vir/",
    "/kontaktni-centrum/",
    "/otevrena-data/",
    "/cast-0/",
    "/cast-0-0/",
]
PUBLIC += [
    "/kontaktni-centrum/schuzka/",
    "/hledat/?q=bydlení",
    "/sitemap.xml",
    "/zmeny.atom",
    "/neni/",
    "/pristupnost/",
]
PUBLIC += ["/otevrena-data/obce.csv", "/ochrana-osobnich-udaju/"]

LISTS = ["", "?all=", "?p=2", "?stav=koncept", "?stav=naplanovano", "?stav=zverejneno", "?stav=stazeno", "?stav=x"]
LISTS += ["?q=strana", "?q=strana&all=", "?kind__exact=free", "?kind__exact=free&stav=koncept&all=", "?o=-4", "?o=1.2"]


def public_counts():
    client = Client()
    for address in PUBLIC:
        client.get(address)  # the facts around every page and the index of the search are held from here on
    return {address: queries(lambda address=address: client.get(address)) for address in PUBLIC}


def checked():
    """How many queries the rules over every text take once all that pages share is held, and what they find."""
    output = StringIO()
    assert memory.facts().until  # read and held from here on, as the facts are
    assert memory.facts().values["help"]
    return queries(lambda: call_command("check_content", stdout=output)), output.getvalue()


def admin_addresses():
    """Every page of the admin that editors of texts read."""
    page = Page.objects.get(address="/cast-0/").pk
    ends = [
        "change/",
        "history/",
        "history/?strana=1",
        f"verze/{NEWEST}/",
        "zverejnit/",
        "stahnout/",
        "delete/",
        "presunout/",
    ]
    ends += [f"verze/{OLDER + 1}/", f"porovnat/?verze={OLDER + 1}&verze={NEWEST}"]
    of_one = {end: f"/sprava/pages/page/{page}/{end}" for end in ends}
    below = Page.objects.get(address="/cast-0-0/").pk
    of_one |= {f"below/{end}": f"/sprava/pages/page/{below}/{end}" for end in ["change/", "delete/"]}
    lists = {f"list{query}": f"/sprava/pages/page/{query}" for query in LISTS}
    return {
        "start": "/sprava/",
        "add": "/sprava/pages/page/add/",
        "links": "/sprava/pages/previewlink/",
        **lists,
        **of_one,
    }


def steps(desk):
    """Everything that editors do with a text, as functions by name."""
    page, below = Page.objects.get(address="/cast-0/"), Page.objects.get(address="/cast-0-0/")
    place = {"kind": Page.Kind.NEWS, "menu_title": "Nikdo", "parent": page.parent}
    unseen, _ = Page.objects.get_or_create(address="/aktuality/nikdo/", defaults=place)
    own, of_below = (f"/sprava/pages/page/{row.pk}/" for row in [page, below])
    form = form_data(desk.get(f"{own}change/"))
    form_below = form_data(desk.get(f"{of_below}change/"))
    number = {"number": NEWEST, "change_note": "Text jsme doplnili."}
    later = {"_later": "1", "on_day": "1. 12. 2026", "at_time": "8:00", "confirmed": "2026-12-01T08:00:00+01:00"}
    sent = {
        "add": ("/sprava/pages/page/add/", {**form_below, "slug": "uplne-nova", "title": "Úplně nová"}),
        "save": (f"{own}change/", {**form, "body": "<p>Nový text.</p>"}),
        "save nothing new": (f"{own}change/", form),
        "save and publish": (f"{own}change/", {**form, "body": "<p>Nový text.</p>", "_publish": "1"}),
        "move": (f"{own}presunout/", {"slug": "jinam", "above": "", "menu_title": "Jinam"}),
        "publish": (f"{own}zverejnit/", {**number, "_now": "1"}),
        "schedule": (f"{own}zverejnit/", {**number, **later}),
        "withdraw": (f"{of_below}stahnout/", {"_now": "1", "reason": "Neplatí."}),
        "restore": (f"{own}verze/{OLDER + 1}/obnovit/", {}),
        "cancel the plan": (f"{own}verze/{NEWEST - 1}/zrusit-plan/", {}),
        "delete": (f"/sprava/pages/page/{unseen.pk}/delete/", {"post": "yes"}),
        "make a link": ("/sprava/pages/previewlink/add/", {"for_whom": "právní oddělení"}),
    }

    def step(address, data):
        def do():
            response = desk.post(address, data)
            assert response.status_code == 302, response.context["errors"]

        return do

    return {name: step(*asked) for name, asked in sent.items()}


def admin_counts():
    Client().get("/o-projektu/")  # what texts ask on demand, whichever page is the first to ask
    desk = signed_in()
    desk.get("/sprava/")
    ContentType.objects.get_for_models(Page, PreviewLink)  # held by Django from here on
    read = {name: queries(lambda address=address: desk.get(address)) for name, address in admin_addresses().items()}
    return read | {name: queries(do) for name, do in steps(desk).items()}


@pytest.fixture(scope="module")
def small(django_db_setup, django_db_blocker):
    """The counts of a site with two free pages; from here on it has five hundred."""
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False):
        everything = transaction.atomic()
        everything.__enter__()
        TOTPDevice.objects.create(user=User.objects.create_superuser("editorka"), confirmed=True)
        site([0], [0])
        memory.forget()
        cold = queries(lambda: Client().get("/hledat/?q=bydlení"))
        counts = {"cold": cold, "check": checked(), "public": public_counts(), "admin": admin_counts()}
        site([0], range(1, BELOW_EACH))
        site(range(1, HUBS), range(BELOW_EACH))
        PageVersion.objects.bulk_create(
            PageVersion(
                page=page,
                number=number,
                title="Dávno",
                publish_at=NOW - timedelta(days=999 - number),
                created_by=User.objects.get(username="editorka"),
            )
            for page in Page.objects.filter(address__in=["/cast-0/", "/cast-0-0/"])
            for number in range(1, OLDER + 1)
        )
        ContentVersion.objects.raise_number()
    yield counts
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        everything.__exit__(None, None, None)


@pytest.fixture(autouse=True)
def _now(small):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk():
    return signed_in()


def test_the_site_is_large_enough():
    assert Page.objects.filter(kind=Page.Kind.FREE).count() == 500
    assert PageVersion.objects.filter(page__kind=Page.Kind.FREE).count() == 5000 + 2 * OLDER


def test_public_pages_take_as_many_queries_as_on_a_small_site(small):
    assert public_counts() == small["public"]
    assert max(count for address, count in small["public"].items() if address != "/zmeny.atom") <= 5


def test_a_cold_start_takes_as_many_queries_as_on_a_small_site(small):
    memory.forget()
    assert queries(lambda: Client().get("/hledat/?q=bydlení")) == small["cold"]


def test_the_admin_takes_as_many_queries_as_on_a_small_site(small):
    counts, before = admin_counts(), small["admin"]
    assert {name: (before[name], count) for name, count in counts.items() if count != before[name]} == {}
    assert {name: count for name, count in counts.items() if count > MOST_QUERIES and name != "start"} == {}


def rows(response):
    """The lengths of the tables and lists of a page."""
    lists = re.findall(r"<tbody.*?</tbody>|<ul.*?</ul>|<ol.*?</ol>", response.content.decode(), re.DOTALL)
    return [part.count("<tr") + part.count("<li") for part in lists]


def test_no_list_of_the_admin_has_more_than_a_hundred_rows(desk):
    longest = {name: max(rows(desk.get(address)), default=0) for name, address in admin_addresses().items()}
    assert {name: count for name, count in longest.items() if count > MOST_ROWS} == {}
    assert {longest[name] for name in ["list", "list?all=", "list?q=strana", "history/"]} == {50}


def test_a_page_to_which_hundreds_link_names_a_hundred_of_them(desk):
    page = Page.objects.create(address="/oblibena/", kind=Page.Kind.FREE, menu_title="Oblíbená")
    PageVersion.objects.create(page=page, title="Oblíbená", publish_at=NOW)
    PageVersion.objects.bulk_create(
        PageVersion(
            page=row, number=NEWEST + 1, title="x", body='<p><a href="/oblibena/">Oblíbená</a></p>', publish_at=NOW
        )
        for row in Page.objects.filter(kind=Page.Kind.FREE).exclude(pk=page.pk)
    )
    for end in ["stahnout/", "delete/", "presunout/"]:
        assert max(rows(desk.get(f"/sprava/pages/page/{page.pk}/{end}"))) == MOST_ROWS


def test_hundreds_of_faults_make_a_short_list_with_the_errors_first(desk):
    PageVersion.objects.bulk_create(
        PageVersion(page=page, number=NEWEST + 1, title="x", body="<p>Pomáhá MPSV.</p>", publish_at=NOW)
        for page in Page.objects.filter(kind=Page.Kind.FREE)
    )
    ContentVersion.objects.raise_number()
    (lines,) = [part.lines for part in desk.get("/sprava/").context["sections"] if part.title == "Nalezené závady"]
    assert [line.note for line in lines] == [""] * 51
    assert lines[-1].text == "A ještě další závady: 950"


def test_the_rules_over_every_text_find_nothing_and_take_as_many_queries_as_on_a_small_site(small):
    assert checked() == small["check"] == (small["check"][0], "")
