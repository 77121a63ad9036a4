"""Whatever stands in an address of the admin, it is no failure of ours; tests/proof asks for ten times as much."""

import re
from html import unescape
from random import Random

import pytest

from tests.socialnibydleni.editors.odd_admin import BIG, failures

pytestmark = pytest.mark.django_db
# A day without its zone, which Django's filters of dates take; only tests make an error of it.
OF_FILTERS = pytest.mark.filterwarnings("ignore:DateTimeField .* received a naive datetime:RuntimeWarning")


@OF_FILTERS
def test_two_hundred_odd_addresses_of_the_admin_are_no_failures(editor_client):
    found, counted = failures(editor_client, Random(15), 200)
    assert not found, "\n".join(found)
    assert counted[200] > 20  # or the fuzz would only meet a closed door


@pytest.mark.parametrize("number", BIG[2:])
@pytest.mark.parametrize(
    "address", ["document/{}/verze/1/", "document/1/verze/{}/", "page/{}/verze/1/", "page/{}/change/"]
)
def test_a_number_that_no_column_holds_is_not_there(editor_client, address, number):
    assert editor_client.get(f"/sprava/pages/{address.format(number)}").status_code in {302, 404}


@pytest.mark.parametrize(
    "query",
    [
        "category__exact=%00",
        "q=%00",
        "title__range=1",
        "title__regex=(",
        "publish_at__year=0",
        "year__exact=1" + "0" * 22,
    ],
)
def test_a_list_is_shown_without_a_question_that_it_does_not_offer(editor_client, query):
    answer = editor_client.get(f"/sprava/pages/document/?{query}")
    assert (answer.status_code, answer["Location"]) == (302, "/sprava/pages/document/?e=1")
    assert editor_client.get(answer["Location"]).status_code == 200


def test_what_a_list_offers_can_be_asked(editor_client):
    for query in [
        "category__exact=koncepce",
        "stav=published",
        "year__exact=2020",
        "q=12345678901234567890",
        "o=-1&p=1",
    ]:
        assert editor_client.get(f"/sprava/pages/document/?{query}").status_code == 200
    for query in ["sender__exact=person", "ukazat=domluvene", "ceka=nove"]:
        assert editor_client.get(f"/sprava/contact/meetingrequest/?{query}").status_code == 200
    assert editor_client.get("/sprava/auth/user/?groups__id__exact=1&is_active__exact=1").status_code == 200


def test_every_link_of_every_list_is_offered(editor_client):
    """What the pages of the lists themselves lead to: filters, order, and so on."""
    lists = set(re.findall(r'href="(/sprava/\w+/\w+/)"', editor_client.get("/sprava/").content.decode()))
    assert len(lists) > 8
    for address in lists:
        for query in set(re.findall(r'href="(\?[^"]*)"', editor_client.get(address).content.decode())):
            assert editor_client.get(address + unescape(query)).status_code == 200, address + query


def test_who_is_not_in_is_led_to_the_door_first(client):
    assert client.get(f"/sprava/pages/document/{BIG[-1]}/verze/1/").status_code == 302


def test_rows_that_cannot_be_are_chosen_by_nobody(editor_client):
    chosen = {"action": "delete_selected", "_selected_action": [str(BIG[-2])]}
    assert editor_client.post("/sprava/auth/user/", chosen)["Location"] == "/sprava/auth/user/?e=1"
