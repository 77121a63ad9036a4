"""Every screen of every role: none is forgotten, and none asks more or grows longer the more rows there are."""

import re

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from socialnibydleni.editors import groups
from tests import screens
from tests.socialnibydleni.editors import many_rows
from tests.thorough import THOROUGH

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]

MOST_QUERIES, MOST_AT_THE_START = 30, 28
START = "/sprava/"
FEW, MANY = 55, 110  # rows; a list shows fifty
OF_A_KIND = None if THOROUGH else 2  # screens that each role is shown; None: all
# How much longer a page may be with twice the rows, in bytes: longer numbers, the links to the pages of a list.
MOST_GROWN = 400


# What is told whole: all hours, exceptions and faults in one form, what became of one request.
HOLDS_ALL = re.compile(
    r"/openinghours/1/(change|overit)/|/accessibilitystatement/1/change/|/meetingrequest/\d+/change/"
)


def measured(clients, known=None):
    """How many queries each screen takes and how long it is, by role and address; `known` are those to measure."""
    found = {}
    ContentType.objects.clear_cache()
    ContentType.objects.get_for_models(*apps.get_models())  # whoever asks first would pay for all
    for role, client in clients.items():
        for _ in range(2):
            client.get(START)  # what all pages share is held from here on
        for addresses in screens.addresses().values():
            opened = 0
            for address in addresses:
                if opened == OF_A_KIND or (known is not None and (role, address) not in known):
                    continue
                with CaptureQueriesContext(connection) as asked:
                    answer = client.get(address)
                if answer.status_code == 200:
                    found[role, address] = len(asked), len(re.sub(rb">\s+<", b"><", answer.content))
                    opened += 1
    return found


def test_no_screen_grows_with_the_rows(client_of, settings):
    settings.CHECK_LINKS = True
    screens.write()
    many_rows.write(range(FEW))
    clients = {role: client_of(role) for role in groups.NAMES}
    few = measured(clients)
    assert screens.NO_SCREENS.keys() | screens.addresses().keys() == screens.names()
    opened = {address for _, address in few}
    assert {name for name, addresses in screens.addresses().items() if not opened & {*addresses}} == set()
    many_rows.write(range(FEW, MANY))
    # What takes as many queries for another role is asked once more by one of them; make proof asks as each.
    again = few.keys() if THOROUGH else {(few[screen][0], screen[1]): screen for screen in few}.values()
    many = measured(clients, {*again})
    assert many.keys() == {*again}
    assert {
        screen: (few[screen][0], queries) for screen, (queries, _) in many.items() if queries > few[screen][0]
    } == {}
    assert {screen: queries for screen, (queries, _) in many.items() if queries > MOST_QUERIES} == {}
    assert max(queries for (_, address), (queries, _) in many.items() if address == START) <= MOST_AT_THE_START
    longer = {
        screen: length - few[screen][1] for screen, (_, length) in many.items() if not HOLDS_ALL.search(screen[1])
    }
    assert {screen: grown for screen, grown in longer.items() if grown > MOST_GROWN} == {}
