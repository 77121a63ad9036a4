"""Collections: editors choose documents and their order, readers see those of them that are on the web."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from pages.models import Document, Page, PageVersion
from pages.prose import publishing
from tests.admin_forms import change, publish
from tests.free_pages import new_page
from tests.pages.documents.received import text

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
ADDRESS, LIST = "/dokumenty/sbirky/pro-obce/", "/dokumenty/"
SUMMARY = "Co má obec číst dřív, než začne se sociálním bydlením."
NAME_IT = "Napište jeho název nebo adresu, např. /dokumenty/metodika-bydleni/."
EMPTY = "V této sbírce teď žádný dokument není."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def rows(*typed):
    """What the form sends: of each row the number, the document and the part, as typed."""
    names = ["place", "document", "part"]
    return {f"documents-{n}-{name}": one for n, row in enumerate(typed) for name, one in zip(names, row, strict=True)}


def begun(editor, *typed):
    return new_page(editor, "Pro obce", kind="collection", slug="", **rows(*typed))


def collection(*documents, **values):
    """A collection that readers see."""
    parent = Page.objects.get(address=LIST)
    page = Page.objects.create(address=ADDRESS, kind="collection", parent=parent, menu_title="Pro obce")
    text = {"title": "Pro obce", "summary": SUMMARY, "publish_at": NOON - HOUR, **values}
    chosen = [[document.pk, part] for document, part in documents]
    return PageVersion.objects.create(page=page, documents=chosen, **text)


def read(client):
    """The headings of the collection's parts, and below each its documents."""
    body = text(client.get(ADDRESS)).partition("<main")[2].partition("</main>")[0].partition("<aside")[0]
    found = re.findall(r"<h2[^>]*>(.*?)</h2>|found__link[^>]*>(\w+) ", body)
    return [heading or document for heading, document in found]


def refused(answer):
    return answer.context["adminform"].form.errors.get("documents", [])


def test_an_editor_chooses_documents_and_their_order_and_readers_meet_the_collection_everywhere(
    editor_client, client, make
):
    for title in ["První", "Druhá", "Třetí"]:
        make(title)
    page = begun(editor_client, ("2", "druhá", ""), ("1", "První", "Než začnete"), ("", "/dokumenty/treti/", "Potom"))
    assert (page.address, page.parent.address) == (ADDRESS, LIST)
    assert client.get(ADDRESS).status_code == 404
    publish(editor_client, page)
    assert read(client) == ["1. Než začnete", "První", "Druhá", "2. Potom", "Třetí"]
    for address in [LIST, "/dokumenty/prvni/", "/sitemap.xml", "/zmeny.atom", "/hledat/?q=pro+obce"]:
        assert ADDRESS in text(client.get(address)), address
    assert "sbírka" in text(editor_client.get("/sprava/odkazy/?q=pro obce"))
    other = make("Čtvrtá")
    assert ADDRESS not in text(client.get(other.get_absolute_url()))


def test_a_document_is_in_the_collection_exactly_while_readers_see_it(client, make, clock):
    first = make("První", publish_at=NOON + HOUR, withdrawn_at=NOON + 2 * HOUR)
    collection((make("Koncept", publish_at=None), "Začátek"), (first, ""))
    for shown in [[], ["Začátek", "První"], []]:
        assert read(client) == shown
        assert (EMPTY in text(client.get(ADDRESS))) is (shown == [])
        assert "Koncept" not in text(client.get(ADDRESS))
        clock.shift(HOUR)
    Document.objects.filter(pk=first.pk).update(withdrawn_at=None)
    first.refresh_from_db()
    first.save()
    assert read(client) == ["Začátek", "První"]


def test_a_collection_of_one_part_without_a_name_has_a_heading_and_its_day_is_that_of_its_newest_document(client, make):
    collection((make("První", publish_at=NOON), ""), publish_at=NOON - 48 * HOUR)
    assert read(client) == ["Dokument", "První"]
    assert '<time datetime="2026-12-07">' in text(client.get(ADDRESS)).partition("Poslední aktualizace")[2]
    listed = text(client.get("/sitemap.xml")).partition(f"{ADDRESS}</loc>")[2]
    assert listed.startswith("<lastmod>2026-12-07")


def test_a_new_order_is_a_version_that_readers_see_once_it_is_published(editor_client, client, make):
    documents = [make(title) for title in ["První", "Druhá", "Třetí"]]
    page = collection(*((document, "") for document in documents)).page
    form = text(editor_client.get(reverse("admin:pages_page_change", args=[page.pk])))
    assert re.findall(r'name="documents-\d-document"[^>]* value="([^"]+)"', form) == ["První", "Druhá", "Třetí"]
    change(editor_client, page, **rows(("1", "První", ""), ("2", "Druhá", ""), ("1", "Třetí", "Nahoře")))
    assert read(client)[1:] == ["První", "Druhá", "Třetí"]
    compared = text(editor_client.get(reverse("admin:pages_page_compare", args=[page.pk]), {"verze": ["1", "2"]}))
    assert "Nahoře" in compared
    preview = text(editor_client.get(reverse("admin:pages_page_version", args=[page.pk, 2])))
    assert preview.index("Třetí (") < preview.index("První (")
    publish(editor_client, page)
    assert read(client) == ["Nahoře", "Třetí", "První", "Druhá"]
    old = publishing.restore(page.versions.get(number=1), None)
    assert [key for key, _ in old.documents] == [document.pk for document in documents]


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            ("2", "Není", ""),
            f"2. řádek: dokument „Není“ tu není. {NAME_IT}",
        ),
        (("2", "První", ""), "2. řádek: dokument „První“ už ve sbírce je."),
        (("2", "", "Část"), "2. řádek: vyberte dokument, kterým začíná část „Část“."),
        (("²", "Druhá", ""), "2. řádek: pořadí napište číslem, např. 2."),
        (("2", "Druhá", "x" * 81), "2. řádek: název části může mít nejvýš 80 znaků."),
        (("2", "Druhá", "{{telefon}}"), "2. řádek: do názvu části údaj vložit nejde, jen do textu."),
    ],
)
def test_a_wrong_row_is_refused_with_a_sentence_and_nothing_typed_is_lost(editor_client, make, row, sentence):
    make("První"), make("Druhá")
    typed = rows(("1", "První", ""), row)
    sent = {"kind": "collection", "title": "Pro obce", **typed}
    answer = editor_client.post(f"{reverse('admin:pages_page_add')}?kind=collection", sent)
    assert refused(answer) == [sentence]
    for value in filter(None, row):
        assert f'value="{value}"' in answer.content.decode()
    assert not Page.objects.filter(address=ADDRESS).exists()


def test_the_gate_stops_an_empty_collection_and_warns_of_what_readers_do_not_see(editor_client, make):
    make("Koncept", publish_at=None)
    sent = {
        "kind": "collection",
        "title": "Pro obce",
        "summary": SUMMARY,
    }

    def told(*typed):
        answer = editor_client.post(reverse("admin:pages_page_check_new"), {**sent, **rows(*typed)})
        return [(each["kind"], each["text"]) for each in answer.json()["problems"]]

    assert told(("9" * 5000, "\0", "{{")) == told()
    assert told() == [("fault", "Ve sbírce není žádný dokument. Vyberte aspoň jeden.")]
    hidden = "Dokument „Koncept“ čtenáři nevidí. Ve sbírce se ukáže, až bude na webu."
    assert told(("1", "Koncept", "")) == [("advice", hidden)]
    assert told(("1", "Koncept", ""), ("2", "Napůl napsaný náz", "")) == [("advice", hidden)]
    page = begun(editor_client)
    answer = editor_client.get(reverse("admin:pages_page_publish", args=[page.pk]))
    assert [problem.field for problem in answer.context["problems"] if problem.is_error] == ["documents"]


def test_the_preview_beside_the_form_shows_what_is_chosen_just_now(editor_client, make):
    make("První"), make("Druhá")
    sent = {
        "kind": "collection",
        "title": "Pro obce",
        "summary": SUMMARY,
        **rows(("2", "První", ""), ("1", "Druhá", "")),
    }
    body = text(editor_client.post(reverse("admin:pages_page_preview_new"), sent))
    assert body.index("Druhá (") < body.index("První (")
    assert re.search(r'<nav class="crumbs".*?>Dokumenty</a>', body, re.DOTALL)
