"""What other places of the site lead to stays: pages, documents and municipalities, whoever names them and how."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.management import CommandError, call_command

from municipalities.models import Municipality
from pages.models import Document, Notice, Page, PageVersion, Project
from pages.prose import linking
from tests.admin_forms import form_data, write_draft
from tests.free_pages import delete, move, new_page, new_public_page, withdraw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def notice(starts_at=NOW - HOUR, ends_at=NOW + HOUR, text="Zavřeno.", **values):
    return Notice.objects.create(text=text, starts_at=starts_at, ends_at=ends_at, **values)


def document(**values):
    about = {"description": "Popis.", "year": 2020, "category": "metodika", "publish_at": NOW - HOUR}
    return Document.objects.create(**{"title": "Metodika", **about, **values})


def own_text_of_a_municipality(address):
    page = Page.objects.get(address="/obce/vir/")
    body = f'<p><a href="{address}">Jak to chodí</a></p>'
    return PageVersion.objects.create(page=page, number=9, title="Vír", body=body, publish_at=NOW - HOUR).page


PLACES = {
    "a notice": lambda address: notice(link_text="Víc", link_address=address),
    "a notice to come": lambda address: notice(NOW + HOUR, NOW + 2 * HOUR, link_text="Víc", link_address=address),
    "the text of a notice": lambda address: notice(text=f"Podrobnosti ({address})."),
    "a whole address": lambda address: notice(link_text="Víc", link_address=f"http://127.0.0.1:8000{address}?x=1#cast"),
    "the description of a document": lambda address: document(description=f"Doplňuje stránku {address}."),
    "a planned document": lambda address: document(accessible_url=address, publish_at=NOW + HOUR),
    "the text of a municipality": own_text_of_a_municipality,
}


@pytest.mark.parametrize(("place", "address"), [*((place, "/nova/") for place in PLACES), ("a notice", "/stara/")])
def test_a_page_named_elsewhere_by_any_of_its_addresses_does_not_go_and_the_place_is_named(desk, place, address):
    page = new_public_page(desk, slug="stara")
    move(desk, page, "nova")
    row = PLACES[place](address)
    for refused in [withdraw(desk, page), delete(desk, page)]:
        assert f'<a href="/sprava/pages/{row._meta.model_name}/{row.pk}/change/">' in text_of(refused)
    assert Page.objects.filter(pk=page.pk).exists()
    assert not page.versions.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(
    "make",
    [
        lambda: notice(NOW - 2 * HOUR, NOW, link_text="Víc", link_address="/a/"),
        lambda: notice(link_text="Víc", link_address="https://www.mpsv.cz/a/"),
        lambda: notice(text="Adresa /a/b/ je jiná."),
        lambda: document(accessible_url="/a/", publish_at=None),
        lambda: document(accessible_url="/a/", publish_at=NOW - 2 * HOUR, withdrawn_at=NOW - HOUR),
    ],
    ids=["a notice that is over", "another site", "another page", "a draft", "a withdrawn document"],
)
def test_what_readers_do_not_see_or_what_leads_elsewhere_holds_nobody_up(desk, make):
    page = new_public_page(desk, slug="a")
    make()
    assert withdraw(desk, page).status_code == 302


def test_a_page_that_names_itself_may_go(desk):
    page = new_public_page(desk, slug="a", body='<p><a href="/a/">Zase sem</a></p>')
    assert withdraw(desk, page).status_code == 302


def test_a_document_to_which_something_leads_is_not_withdrawn_and_the_places_are_named(desk):
    row = document()
    write_draft(desk, Page.objects.get(address="/o-projektu/"), body='<p><a href="/dokumenty/metodika/">Co dál</a></p>')
    version = PageVersion.objects.get(number=2)
    version.publish_at = NOW
    version.save()
    address = f"/sprava/pages/document/{row.pk}/change/"
    data = {**form_data(desk.get(address)), "withdraw_now": "on", "reason": "Neplatí."}
    refused = desk.post(address, {**data, "upload": ""})
    assert f'Odkazuje sem: <a href="/sprava/pages/page/{version.page_id}/change/">O projektu (verze 2)</a>.' in text_of(
        refused
    )
    row.refresh_from_db()
    assert row.withdrawn_at is None


def test_a_municipality_to_which_something_leads_is_not_hidden_and_the_places_are_named(desk):
    row, place = Municipality.objects.get(slug="vir"), notice(link_text="Kde", link_address="/obce/vir/#kde")
    address = f"/sprava/municipalities/municipality/{row.pk}/change/"
    data = {**form_data(desk.get(address)), "is_published": "", "reason": "Obec odešla."}
    refused = text_of(desk.post(address, data))
    assert "Skrýt obec teď nejde. Odkazuje sem: " in refused
    assert f'<a href="/sprava/pages/notice/{place.pk}/change/">Oznámení „Zavřeno.“</a>.' in refused
    row.refresh_from_db()
    assert row.is_published
    place.delete()
    assert desk.post(address, data).status_code == 302


def test_what_broke_otherwise_is_found_by_the_start_page_and_the_command(desk, capsys):
    Project.objects.update(website="http://127.0.0.1:8000/neni/")
    place = notice(link_text="Víc", link_address="/o-projektu/#neni")
    notice(NOW + HOUR, NOW + 2 * HOUR, link_text="Víc", link_address="/bude/")
    faults = {part.title: part.lines for part in desk.get("/sprava/").context["sections"]}["Nalezené závady"]
    assert {line.text.partition(": odkaz")[2] for line in faults} == {
        " vede na http://127.0.0.1:8000/neni/, ale taková stránka na webu není.",
        " vede na /o-projektu/#neni, ale tato část na stránce není.",
    }
    assert f"/sprava/pages/notice/{place.pk}/change/" in [line.url for line in faults]
    with pytest.raises(CommandError, match=re.escape("Errors in what readers see: 2.")):
        call_command("check_content")
    assert f"/sprava/pages/notice/{place.pk}/change/ error (link): Oznámení „Zavřeno.“" in capsys.readouterr().out


def test_a_planned_page_that_a_planned_text_names_is_not_deleted(desk):
    page = new_page(desk, slug="a")
    for planned in [page, Page.objects.get(address="/o-projektu/")]:
        draft = write_draft(desk, planned, body='<p><a href="/a/">Jak to chodí</a></p>')
        draft.publish_at = NOW + HOUR
        draft.save()
    assert "O projektu (verze 2)" in text_of(delete(desk, page))


def test_many_places_are_named_in_one_sentence(desk):
    for number in range(linking.MOST_PLACES + 3):
        notice(text=f"Zavřeno {number}.", link_text="Kde", link_address="/obce/vir/")
    with pytest.raises(Exception, match=re.escape(" a další (3).")):
        linking.refuse_if_linked(["/obce/vir/"], NOW, "Nejde to.")
