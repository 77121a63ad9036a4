"""Rows of help as editors write them."""

import pytest

from contact.models import Help, Situation
from pages.models import Source

PHONE, WEB = "+420555000111", "https://kanarweb.example.cz/"


@pytest.fixture
def helping():
    """Makes a row for the first situation; by default a contact that nobody has verified."""

    def make(**values):
        row = {"who": "Poradna", "what": "Poradí vám.", "for_whom": "Každý", "phone": PHONE, "web": WEB, **values}
        made = Help.objects.create(source=Source.objects.get(key="social-services-act"), **row)
        made.situations.add(Situation.objects.first())
        return made

    return make
