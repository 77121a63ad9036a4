"""What editors are told of links that lead nowhere, where it stands, and that it goes once it is mended."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from pages.external import told
from pages.external.verdict import Fault
from pages.models import ExternalAddress, Page, PageVersion, Source
from tests.admin_forms import change

pytestmark = pytest.mark.django_db

NOW, HOUR = datetime(2026, 12, 5, 9, tzinfo=UTC), timedelta(hours=1)
ADDRESS = "https://zruseno.example.org/metodika.pdf?a=1&b=2"
LIST = "/sprava/pages/externaladdress/"


@pytest.fixture(autouse=True)
def _on(settings):
    settings.CHECK_LINKS = True
    with time_machine.travel(NOW, tick=False):
        yield


def say(*links, address="/o-projektu/", hours=1):
    """A live text with these links, as (words, address)."""
    body = "".join(f'<p><a href="{href.replace("&", "&amp;")}">{words}</a></p>' for words, href in links)
    page = Page.objects.get(address=address)
    PageVersion.objects.create(page=page, title=page.menu_title, body=body, publish_at=NOW - hours * HOUR)
    return page


def dead(address=ADDRESS, fault=Fault.GONE, **values):
    known = {"failures": 3, "failing_since": date(2026, 12, 3), "failed_on": date(2026, 12, 5)}
    return ExternalAddress.objects.create(address=address, fault=fault, **{**known, **values})


def plain(text):
    return text.replace("\u00a0", " ")


def waiting(client):
    sections = client.get("/sprava/").context["sections"]
    (lines,) = [part.lines for part in sections if part.title == "Odkazy na jiné weby"]
    return [(plain(line.text), plain(line.note), line.url) for line in lines]


def test_a_dead_link_waits_with_its_page_words_address_and_day(editor_client):
    page = say(("Metodika pro obce", f"{ADDRESS}#strana-3"))
    dead()
    assert waiting(editor_client) == [
        (
            "O projektu: odkaz „Metodika pro obce“ nikam nevede od 3. 12. 2026",
            f"Stránka tam už není. {ADDRESS}#strana-3",
            f"/sprava/pages/page/{page.pk}/change/",
        )
    ]
    shown = plain(editor_client.get(LIST).content.decode())
    for words in [ADDRESS.replace("&", "&amp;"), "O projektu", "„Metodika pro obce“", "od 3. 12. 2026"]:
        assert words in shown


def test_it_is_gone_as_soon_as_the_text_is_mended(editor_client):
    say(("Metodika", ADDRESS), hours=2)
    dead()
    assert len(waiting(editor_client)) == 1
    say(("Metodika", "https://jinde.example.org/"))
    assert waiting(editor_client) == []
    assert "zruseno.example.org" not in editor_client.get(LIST).content.decode()


def test_two_failures_are_no_reason_to_speak(editor_client):
    say(("Metodika", ADDRESS))
    dead(failures=2)
    assert waiting(editor_client) == []
    assert "Všechny odkazy na jiné weby vedou, kam mají." in plain(editor_client.get(LIST).content.decode())


def test_a_source_that_is_offline_for_good_is_ticked_and_then_told_of_no_more(editor_client):
    source = Source.objects.get(key="project-document")
    change(editor_client, source, url=ADDRESS)
    dead()
    ((text, _, url),) = waiting(editor_client)
    assert (text, url) == (
        f"Zdroj údajů „{source}“: odkaz nikam nevede od 3. 12. 2026",
        f"/sprava/pages/source/{source.pk}/change/",
    )
    change(editor_client, source, is_offline="on")
    assert waiting(editor_client) == []


def test_where_an_address_moved_is_advice_in_the_list_and_no_task(editor_client):
    say(("Metodika", ADDRESS))
    ExternalAddress.objects.create(address=ADDRESS, moved_to="https://nova.example.org/metodika/")
    assert waiting(editor_client) == []
    assert 'Teď stojí na <a class="url" href="https://nova.example.org/metodika/"' in plain(
        editor_client.get(LIST).content.decode()
    )


def test_many_dead_links_do_not_bury_the_start_page(editor_client):
    addresses = [f"https://zruseno.example.org/{number}/" for number in range(told.MOST_LINES + 3)]
    say(*((f"Metodika {number}", address) for number, address in enumerate(addresses)))
    for address in addresses:
        dead(address)
    *_, last = waiting(editor_client)
    assert last == ("A ještě další odkazy, které nikam nevedou: 3", "", LIST)


def test_who_switched_it_off_is_told_nothing_and_the_list_says_why(editor_client, settings):
    say(("Metodika", ADDRESS))
    dead()
    settings.CHECK_LINKS = False
    assert waiting(editor_client) == []
    assert "Kontrola odkazů na jiné weby není zapnutá." in plain(editor_client.get(LIST).content.decode())


def test_nobody_adds_changes_or_deletes_what_was_found_out(desk):
    row = dead()
    for address in [f"{LIST}add/", f"{LIST}{row.pk}/change/", f"{LIST}{row.pk}/delete/"]:
        assert desk.get(address).status_code == 404
    desk.post(LIST, {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"})
    assert ExternalAddress.objects.filter(pk=row.pk).exists()


def test_who_mends_no_texts_is_told_of_no_link(client_of):
    say(("Metodika", ADDRESS))
    dead()
    desk = client_of("Správce")
    assert "zruseno.example.org" not in desk.get("/sprava/").content.decode()
    assert desk.get(LIST).status_code == 403


def test_an_address_has_its_first_places_each_once_and_the_number_of_the_others(editor_client):
    links = [(f"Metodika {number}", ADDRESS) for number in range(7)]
    say(*links, links[0])
    dead()
    assert len(waiting(editor_client)) == 7
    shown = plain(editor_client.get(LIST).content.decode())
    assert [f"„Metodika {number}“" in shown for number in range(7)] == [True] * 5 + [False] * 2
    assert "<small>a ještě 2</small>" in shown


def test_the_list_can_show_only_what_is_dead_or_only_what_moved_and_never_what_is_well(editor_client):
    hosts = ["mrtva", "jinde", "dobra"]
    say(*((host, f"https://{host}.example.org/") for host in hosts))
    dead("https://mrtva.example.org/", moved_to="https://a.example.org/")
    for host, moved_to in {"jinde": "https://b.example.org/", "dobra": ""}.items():
        ExternalAddress.objects.create(address=f"https://{host}.example.org/", moved_to=moved_to)

    def listed(query):
        shown = editor_client.get(LIST + query).content.decode()
        return [host for host in hosts if f"https://{host}.example.org/" in shown]

    assert [listed(query) for query in ["", "?stav=nevede", "?stav=jinde"]] == [hosts[:2], hosts[:1], hosts[1:2]]


def test_words_and_addresses_from_elsewhere_stay_words(editor_client):
    hostile = 'https://jinde.example.org/"><script>alert(1)</script>'
    say(("&lt;script&gt;alert(1)&lt;/script&gt;", ADDRESS), ("Metodika", "https://b.example.org/"))
    ExternalAddress.objects.create(address=ADDRESS, moved_to=hostile)
    dead("https://b.example.org/")
    for address in [LIST, "/sprava/"]:
        assert "<script>alert" not in editor_client.get(address).content.decode()
