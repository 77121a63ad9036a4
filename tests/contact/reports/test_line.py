"""The line at the foot of each page: it leads to the form, which then knows the page and its text."""

import pytest
from django.test import RequestFactory
from django.utils import timezone

from contact.models import Report
from contact.templatetags.contact import report_line
from pages.frame import memory
from pages.frame.frame import Frame
from pages.models import Page, PageVersion
from pages.typography import czech_date
from socialnibydleni.serving import error_pages
from tests.contact.meetings import asking
from tests.contact.meetings.asking import shown
from tests.contact.reports.reporting import ADDRESS, link_on, report
from tests.free_pages import new_public_page, withdraw

pytestmark = pytest.mark.django_db

PAGES = ["/", "/o-projektu/", "/obce/", "/dokumenty/", "/kontaktni-centrum/", "/pristupnost/"]


@pytest.mark.parametrize("address", PAGES)
def test_each_page_ends_with_the_way_to_report_a_fault_of_this_very_text(client, address):
    number = Page.objects.get(address=address).versions.latest("number").number
    response = client.get(address)
    assert link_on(response) == f"{ADDRESS}?stranka={address}&verze={number}"
    main = response.content.decode().partition("</main>")[0].rstrip()
    assert main.endswith("Stačí jedna věta.</span></p>")  # the last thing in it


@pytest.mark.parametrize("address", ["/obce/brno/", "/hledat/", "/kontaktni-centrum/schuzka/", "/neni/tady/"])
def test_a_page_without_a_text_of_its_own_names_its_address_alone(client, address):
    assert link_on(client.get(address)) == f"{ADDRESS}?stranka={address}"


def test_a_query_is_the_readers_own_and_does_not_go_along(client):
    assert link_on(client.get("/hledat/?q=dluhy")) == f"{ADDRESS}?stranka=/hledat/"


def test_a_page_that_was_withdrawn_names_its_address(client, editor_client):
    page = new_public_page(editor_client)
    withdraw(editor_client, page)
    response = client.get(page.address)
    assert response.status_code == 410
    assert link_on(response) == f"{ADDRESS}?stranka={page.address}"


def test_an_error_page_made_ahead_leads_to_the_form_alone(client):
    error_pages.keep(memory.facts().values)
    assert link_on(error_pages.response(500)) == ADDRESS


def test_the_form_does_not_lead_to_itself(client):
    assert link_on(client.get(ADDRESS)) is None


@pytest.mark.parametrize("length", [Report.PAGE_LENGTH, Report.PAGE_LENGTH + 1])
def test_an_address_that_is_too_long_for_a_report_is_left_out(client, length):
    path = "/" + "a" * (length - 2) + "/"
    expected = f"{ADDRESS}?stranka={path}" if length == Report.PAGE_LENGTH else ADDRESS
    assert link_on(client.get(path)) == expected


@pytest.mark.parametrize("path", ["/a&verze=9%22%3E<b>/", "/Obce/", "/neni%2Fa/Ř/", "/neni//a/", "/prijato/2345abcd/"])
def test_an_address_that_is_spelt_as_none_of_ours_is_left_out(client, path):
    assert link_on(client.get(path)) in (ADDRESS, None)  # none: a redirect or the door


def test_the_number_of_what_was_sent_does_not_go_along(client):
    for received in [report(client)["Location"], asking.ask(client)["Location"]]:
        assert link_on(client.get(received)) == ADDRESS


def test_a_preview_that_leads_nowhere_is_no_page_to_report(client):
    assert link_on(client.get("/nahled/abc/")) == ADDRESS


def test_the_line_costs_no_query(client, django_assert_num_queries):
    text, request = PageVersion.objects.latest("pk"), RequestFactory().get("/obce/")
    context = {"frame": Frame(timezone.now()), "request": request, "text": text}
    with django_assert_num_queries(0):
        assert report_line(context)["address"]


def test_the_form_names_the_page_and_the_day_of_its_text(client):
    seen = shown(client.get(f"{ADDRESS}?stranka=/kontaktni-centrum/&verze=1"))
    day = czech_date(PageVersion.objects.get(page__address="/kontaktni-centrum/").changed_on).replace("\u00a0", " ")
    assert f"Stránka: Kontaktní centrum (/kontaktni-centrum/, text z {day})" in seen


def test_of_a_text_that_is_no_longer_there_no_day_is_told(client):
    seen = shown(client.get(f"{ADDRESS}?stranka=/kontaktni-centrum/&verze=7"))
    assert "(/kontaktni-centrum/)" in seen


@pytest.mark.parametrize("address", ["/neni/", "/zavolejte-na-900/", "/sprava/"])
def test_the_form_says_nothing_of_a_page_that_nobody_can_open(client, address):
    response = client.get(ADDRESS, {"stranka": address})
    assert "Stránka:" not in shown(response)
    assert address not in shown(response)
    assert "Se zprávou pošlete i adresu stránky, ze které jste přišli." in shown(response)
    assert f'name="page" value="{address}"' in response.content.decode()


@pytest.mark.parametrize(
    "address",
    ["//evil.example/", "https://evil.example/", "/\\evil", "javascript:x", "/a?b=c", "/Obce/", "/zavolejte mi/", ""],
)
def test_what_is_no_path_of_this_site_is_dropped(client, address):
    response = client.get(ADDRESS, {"stranka": address})
    assert 'name="page" value=""' in response.content.decode()
    assert "ze které jste přišli" not in shown(response)


def test_a_page_that_is_not_public_yet_is_not_named(client):
    page = Page.objects.create(address="/tajna/", kind="free", parent=Page.objects.get(address="/"), menu_title="Tajná")
    assert "Tajná" not in client.get(ADDRESS, {"stranka": page.address}).content.decode()
