"""Documents as editors make them: upload, publish, replace, withdraw, and every refusal as a sentence."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.contrib.auth.models import Permission, User

from pages.documents import stored_files
from pages.models import Document, DocumentVersion
from pages.prose.publication import State
from tests.pages.documents.hostile import HOSTILE, hostile
from tests.pages.documents.made_files import WHOLE, pdf
from tests.pages.documents.received import read
from tests.pages.documents.typed import ADD, LIST, TYPED, errors, files, upload

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def change(document):
    return f"/sprava/pages/document/{document.pk}/change/"


@pytest.mark.parametrize("name", WHOLE)
def test_whole_file_becomes_a_draft_that_nobody_else_sees(publisher, client, name):
    assert publisher.post(ADD, {**TYPED, "upload": upload(name, WHOLE[name])}).status_code == 302
    version = DocumentVersion.objects.get()
    assert files() == [version.stored_name]
    assert re.fullmatch("[0-9a-f]{32}", version.stored_name)
    assert (version.size, version.original_name) == (len(WHOLE[name]), name)
    assert version.created_by.username == "Vydavatel"
    assert version.document.state(NOON) == "koncept"
    assert client.get(f"/dokumenty/metodika-prace-v-bydleni.{version.extension}").status_code == 404


# Django takes signs that nobody sees out of a name before any form looks at it.
@pytest.mark.parametrize("case", [case for case in HOSTILE if case not in ("right to left", "zero width")])
def test_hostile_or_broken_upload_is_refused_and_nothing_that_was_typed_is_lost(publisher, settings, case):
    settings.DOCUMENT_MAX_BYTES = 1_000_000
    name, content, beginning = hostile(case)
    response = publisher.post(ADD, {**TYPED, "upload": upload(name, content)})
    (sentence,) = errors(response)["upload"]
    assert sentence.startswith(beginning)
    for field, value in TYPED.items():
        assert not value or value in response.content.decode(), field
    assert (Document.objects.count(), files()) == (0, [])


def test_a_path_in_the_name_is_cut_off_before_anything_else(publisher):
    boundary, crlf = "hranice", "\r\n"
    fields = "".join(
        f'--{boundary}{crlf}Content-Disposition: form-data; name="{name}"{crlf}{crlf}{value}{crlf}'
        for name, value in TYPED.items()
    )
    head = f'--{boundary}{crlf}Content-Disposition: form-data; name="upload"; filename="../../../etc/x.pdf"{crlf}{crlf}'
    body = (fields + head).encode() + pdf() + f"{crlf}--{boundary}--{crlf}".encode()
    response = publisher.generic("POST", ADD, body, f"multipart/form-data; boundary={boundary}")
    assert response.status_code == 302
    assert DocumentVersion.objects.get().original_name == "x.pdf"
    assert not (Path(stored_files.settings.MEDIA_ROOT).parent / "etc").exists()


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({}, "upload", "Vyberte soubor, nebo níž napište adresu, kde dokument leží."),
        (
            {"upload": upload(), "url": "https://x.cz/"},
            "url",
            "Nahrajte soubor, nebo napište adresu. Obojí najednou nejde.",
        ),
        ({"url": "x"}, "url", "Zadejte platnou adresu URL."),
        ({"url": "https://x.cz/", "year": "20"}, "year", "Hodnota musí být větší nebo rovna 1990."),
        (
            {"url": "https://x.cz/", "accessible_url": "/neni/"},
            "accessible_url",
            "Stránka /neni/ na tomto webu není, nebo ji čtenáři zatím nevidí.",
        ),
        (
            {"url": "https://x.cz/", "accessible_url": "javascript:alert(1)"},
            "accessible_url",
            "Napište adresu stránky, např. /o-projektu/ nebo https://www.example.cz/",
        ),
        (
            {"url": "https://x.cz/", "title": "???"},
            "__all__",
            "Z tohoto názvu adresa nevznikne, doplňte konec adresy. Např. metodika-bydleni.",
        ),
    ],
)
def test_what_does_not_fit_together_is_said_in_a_sentence(publisher, more, field, sentence):
    assert errors(publisher.post(ADD, {**TYPED, **more}))[field] == [sentence]
    assert (Document.objects.count(), files()) == (0, [])


def test_a_good_file_beside_another_mistake_must_be_chosen_again_and_is_not_kept(publisher):
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload(), "year": ""}))
    assert found["upload"] == ["Soubor prosím vyberte znovu, po chybě ho prohlížeč zapomněl."]
    assert files() == []


def test_a_second_document_of_the_same_title_is_told_to_take_another_address(publisher):
    publisher.post(ADD, {**TYPED, "upload": upload()})
    found = errors(publisher.post(ADD, {**TYPED, "upload": upload()}))
    assert found["slug"] == ["Dokument s touto adresou už je. Napište jiný konec adresy, např. metodika-2."]
    assert Document.objects.count() == 1


def test_what_stood_in_a_draft_comes_back_without_taking_the_publication_back(publisher, client):
    publisher.post(ADD, {**TYPED, "upload": upload()})
    document = Document.objects.get()
    publisher.post(change(document), {**TYPED, "title": "Překlep", "publish_now": "on"})
    restore = f"/sprava/pages/document/{document.pk}/history/{document.history.earliest().pk}/"
    assert publisher.post(restore, {**TYPED, "withdrawn_at_0": "", "withdrawn_at_1": ""}).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.publish_at) == (TYPED["title"], NOON)
    assert client.get(document.get_absolute_url()).status_code == 200


def test_a_document_is_not_withdrawn_before_it_was_published(publisher):
    publisher.post(ADD, {**TYPED, "upload": upload(), "publish_now": "on"})
    data = {**TYPED, "withdrawn_at_0": "1. 1. 2020", "withdrawn_at_1": "8:00"}
    refused = publisher.post(change(Document.objects.get()), data)
    assert "Vzít z webu jde jen dokument, který už byl zveřejněný." in refused.content.decode().replace("\xa0", " ")
    assert Document.objects.get().withdrawn_at is None


def test_publisher_publishes_replaces_and_withdraws(publisher, client, clock):
    publisher.post(ADD, {**TYPED, "upload": upload(), "publish_now": "on"})
    document, address = Document.objects.get(), "/dokumenty/metodika-prace-v-bydleni.pdf"
    assert document.publish_at == NOON
    assert read(client.get(address)) == pdf()

    clock.shift(HOUR)
    second = upload(content=pdf(b"% second"))
    data = {**TYPED, "slug": "ignored", "upload": second, "note": "Opravená tabulka.", "withdrawn_at_0": ""}
    assert publisher.post(change(document), {**data, "withdrawn_at_1": ""}).status_code == 302
    assert b"% second" in read(client.get(address))
    body = publisher.get(change(document)).content.decode()
    assert "Opravená tabulka." in body
    assert body.count("metodika.pdf</a> (PDF, ") == 2
    assert "platí teď" in body

    clock.shift(HOUR)
    again = {**TYPED, "withdraw_now": "on", "reason": "Je nová.", "withdrawn_at_0": "", "withdrawn_at_1": ""}
    assert publisher.post(change(document), again).status_code == 302
    assert client.get(address).status_code == 410
    document.refresh_from_db()
    assert (document.slug, document.withdrawn_at) == ("metodika-prace-v-bydleni", NOON + 2 * HOUR)

    clock.shift(HOUR)
    assert publisher.post(change(document), {**TYPED, "withdrawn_at_0": "", "withdrawn_at_1": ""}).status_code == 302
    assert client.get("/dokumenty/metodika-prace-v-bydleni/").status_code == 200
    assert document.history.count() == 4


def test_moment_of_publication_cannot_be_moved_once_it_has_come_not_even_by_the_history(publisher, clock):
    publisher.post(ADD, {**TYPED, "upload": upload()})
    document = Document.objects.get()
    draft = document.history.get().pk
    publisher.post(change(document), {**TYPED, "publish_now": "on"})
    clock.shift(HOUR)
    publisher.post(change(document), {**TYPED, "publish_at_0": "1. 1. 2030", "publish_at_1": "8:00"})
    publisher.post(f"/sprava/pages/document/{document.pk}/history/{draft}/", TYPED)
    document.refresh_from_db()
    assert document.publish_at == NOON


def test_an_author_adds_drafts_and_can_neither_publish_nor_change(client_of, make):
    author = client_of("Autor")
    data = {**TYPED, "upload": upload(), "publish_now": "on", "publish_at_0": "1. 1. 2020", "publish_at_1": "8:00"}
    assert author.post(ADD, data).status_code == 302
    draft = Document.objects.get()
    assert draft.publish_at is None
    assert author.post(change(draft), {**TYPED, "title": "Jinak", "publish_now": "on"}).status_code == 403
    body = author.get(change(draft)).content.decode()
    assert 'type="file"' not in body
    assert "metodika.pdf</a> (PDF, " in body


def test_who_may_change_but_not_publish_moves_no_moment(client, let_in, make):
    user = User.objects.create_user("pomocnice", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_document", "change_document"]))
    draft = make(publish_at=None)
    data = {**TYPED, "title": "Jinak", "publish_now": "on", "publish_at_0": "1. 1. 2020", "publish_at_1": "8:00"}
    assert let_in(client, user).post(change(draft), data).status_code == 302
    draft.refresh_from_db()
    assert (draft.title, draft.publish_at) == ("Jinak", None)


def test_editors_open_any_version_and_nobody_else_does(publisher, client, make):
    version = make(publish_at=None).versions.get()
    address = f"/sprava/pages/document/{version.document_id}/verze/{version.pk}/"
    response = publisher.get(address)
    assert read(response) == pdf()
    assert response["Content-Disposition"].startswith("attachment; ")
    assert "no-store" in response["Cache-Control"]
    client.logout()
    assert client.get(address).status_code == 302


@pytest.mark.parametrize("group", ["Kontaktní centrum", "Správce"])
def test_who_has_nothing_to_do_with_documents_opens_no_version(client_of, make, group):
    version = make().versions.get()
    assert client_of(group).get(f"/sprava/pages/document/{version.document_id}/verze/{version.pk}/").status_code == 403


def test_list_shows_state_and_file_and_filters_by_state_with_few_queries(
    publisher, make, django_assert_max_num_queries
):
    make("Koncept", publish_at=None)
    make("Plán", publish_at=NOON + HOUR)
    make("Venku")
    make("Pryč", publish_at=NOON - HOUR, withdrawn_at=NOON)
    for state, title in zip(State, ["Koncept", "Plán", "Venku", "Pryč"], strict=True):
        found = publisher.get(LIST, {"stav": state.value}).context["cl"].result_list
        assert [(document.title, document.state(NOON)) for document in found] == [(title, state)]
    for number in range(150):
        make(f"Metodika {number}")
    with django_assert_max_num_queries(19):
        response = publisher.get(LIST, {"stav": "nesmysl"})  # any other word chooses nothing
    assert len(response.context["cl"].result_list) == 50
    assert len(publisher.get(LIST, {"all": ""}).context["cl"].result_list) == 50


def test_start_page_names_drafts_and_what_will_come_or_go(publisher, make):
    make("Koncept", publish_at=None)
    make("Plán", publish_at=NOON + HOUR)
    make("Dohasíná", withdrawn_at=NOON + DAY)
    sections = {section.title: section for section in publisher.get("/sprava/").context["sections"]}
    assert [(line.text, line.note.replace("\u00a0", " ")) for line in sections["Dokumenty"].lines] == [
        ("Dohasíná: zmizí z webu", "8. 12. 2026 v 12.00"),
        ("Plán: zveřejní se", "7. 12. 2026 v 13.00"),
        ("Koncept: koncept", "čtenáři ho nevidí"),
    ]
