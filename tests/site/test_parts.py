"""A part that is off is nowhere: no address, menu, sitemap, feed, search or data.

What editors do not meet is asked of a site that is started so: tests/browser/second_site.
"""

import re

import pytest

from municipalities.models import Municipality
from pages.models import ContentVersion
from socialnibydleni import content_folder

pytestmark = pytest.mark.django_db


@pytest.fixture
def _without(settings, db):
    """The rows stay: an operator may leave a part out that the site had before."""
    ContentVersion.objects.raise_number()  # facts that were read before are not those of this site
    content = settings.CONTENT._replace(parts=frozenset({"news", "documents", "open-data"}))
    settings.ADDRESSES_OFF, settings.MODELS_OFF = content.addresses_off, content.models_off


def page(client, address):
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    "address",
    [
        *("/obce/", "/obce/brno/", "/kontaktni-centrum/", "/kontaktni-centrum/schuzka/", "/kam-se-obratit/"),
        *("/nahlasit-chybu/", "/otazky/", "/slovnik/", "/kontaktni-centrum/hodiny.ics"),
        *("/uk/obce/", "/uk/obce/brno/", "/uk/kontaktni-centrum/", "/uk/nahlasit-chybu/", "/snadne/kam-se-obratit/"),
        *("/sprava/municipalities/municipality/", "/sprava/contact/meetingrequest/", "/sprava/pages/termpage/add/"),
    ],
)
@pytest.mark.usefixtures("_without")
def test_what_is_off_has_no_address(editor_client, address):
    assert editor_client.get(address).status_code == 404


@pytest.mark.usefixtures("_without")
def test_nothing_leads_to_what_is_off(client):
    off = [address for part in content_folder.PARTS.values() for address in part[0]]
    off = [address for address in off if not address.startswith(("/aktuality", "/dokumenty", "/otevrena-data"))]
    # Links of editors in their texts are not ours: check_content names those that lead nowhere.
    addresses = [
        "/",
        "/pristupnost/",
        "/neni/",
        "/sitemap.xml",
        "/zmeny.atom",
        "/hledat/?q=obec",
        "/uk/",
        "/uk/hledat/?q=obec",
    ]
    found = [
        f"{address} names {name}"
        for address in addresses
        for name in off
        if name in page(client, address).partition("<main")[0]
        or re.search(f'href="(/uk)?{name}', page(client, address))
    ]
    assert found == []
    assert "tel:" not in page(client, "/")
    assert Municipality.objects.exists()


def test_all_parts_of_the_present_project_are_on(settings):
    assert settings.CONTENT.parts == set(content_folder.PARTS)
    assert settings.ADDRESSES_OFF == ()
