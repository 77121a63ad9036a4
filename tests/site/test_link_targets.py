"""Every address that readers can open may be linked: the gate and the site speak of one and the same list."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import quote

import pytest
import time_machine
from django.urls import URLResolver, get_resolver

from pages import registry
from pages.editing import gate_check
from pages.frame.door import PARAMETERS
from pages.frame.frame import Frame
from pages.languages.languages import czech_address
from pages.models import AccessibilityStatement, Document, DocumentVersion, Page, PageVersion
from tests.free_pages import move, new_public_page
from tests.pages.events.made import event

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
# For programs, not for people who read: the icons.
NOT_TO_BE_LINKED = {"/favicon.ico", "/apple-touch-icon.png"}
IDS_OF_FORMS = {"/hledat/", "/kontaktni-centrum/schuzka/", "/nahlasit-chybu/"}
IDS_OF_FIELDS = {"obec", "obec_h"}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def _everything(settings, editor_client):
    """A site that has something of every kind."""
    settings.SECURITY_CONTACT = "mailto:bezpecnost@example.cz"
    hub = new_public_page(editor_client, "Rozcestník", body="<h2>Jak začít</h2><p>Napište.</p><h3>Kdy</h3><p>Hned.</p>")
    new_public_page(editor_client, "Podrobně", above=hub.address)
    new_public_page(editor_client, "Byla jinde", slug="stara")
    move(editor_client, Page.objects.get(address="/stara/"), "nova")
    new_public_page(editor_client, "Setkání", kind="news")
    event()
    about = {"description": "Popis.", "year": 2020, "category": "metodika"}
    document = Document.objects.create(title="Metodika", publish_at=NOON - 2 * HOUR, **about)
    for hours, extension in [(2, "docx"), (1, "pdf")]:
        DocumentVersion.objects.create(
            document=document,
            stored_name=f"{hours:032x}",
            digest="d",
            size=9,
            extension=extension,
            valid_from=NOON - hours * HOUR,
        )
    AccessibilityStatement.objects.update(out_of_scope="Mapy.")


def problems(*hrefs):
    """What the gate says of a text with links to all these addresses."""
    links = "".join(f'<p><a href="{href}">Kam vede {number}. odkaz</a></p>' for number, href in enumerate(hrefs))
    page = Page.objects.get(address="/o-projektu/")
    summary = "Ministerstvo pomáhá obcím připravit a vyzkoušet sociální bydlení."
    version = PageVersion(page=page, title="O projektu", summary=summary, body=links)
    return [problem.message for problem in gate_check.check(version, NOON)]


def addresses_of_the_map(resolver=None, before="/"):
    """Every address without a part to be filled in that a public page of the site map answers."""
    for pattern in (resolver or get_resolver()).url_patterns:
        whole = before + str(pattern.pattern)
        if "<" in whole or whole.startswith("/sprava/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from addresses_of_the_map(pattern, whole)
        elif hasattr(pattern.callback, PARAMETERS) or pattern.name in ("search", "meeting"):
            yield whole


@pytest.mark.usefixtures("_everything")
def test_every_address_that_answers_may_be_linked_and_its_every_anchor(editor_client):
    targets = registry.link_targets(Frame(NOON))
    assert {*addresses_of_the_map()} - NOT_TO_BE_LINKED - {*targets} == set()
    assert {"/stara/", "/nova/", "/dokumenty/metodika.pdf", "/dokumenty/metodika.docx"} <= {*targets}
    assert {"/aktuality.atom", "/akce.atom", "/akce/akce.ics", "/dokumenty.atom"} <= {*targets}
    hrefs = []
    for address in targets:
        response = editor_client.get(address)
        anchors = anchors_of(response) - IDS_OF_FIELDS if czech_address(address) not in IDS_OF_FORMS else set()
        assert response.status_code in (200, 301, 302) or address.endswith(".pdf"), address  # which is on no disk
        assert response.status_code != 200 or anchors == targets[address], address
        hrefs += [address, *(f"{address}#{written}" for anchor in anchors for written in {anchor, quote(anchor)})]
    assert "/otevrena-data/#n%C3%A1zev" in hrefs
    assert "/rozcestnik/#podrobneji" in hrefs
    assert "/pristupnost/#nepristupny-obsah" in hrefs
    assert problems(*hrefs) == []


def anchors_of(response):
    if "text/html" not in response.get("Content-Type", ""):
        return set()
    main = response.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
    return {unescape(name) for name in re.findall(r'<[a-z0-9]+\b[^>]*? id="([^"]+)"', main)}
