"""The office behind the project: data box, filing room and duties to publish are facts, and empty ones not shown."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from pages.frame import memory
from pages.models import Project, Source
from tests.admin_forms import change, form_data
from tests.contact.meetings.asking import ADDRESS, shown

pytestmark = pytest.mark.django_db
BOX, ROOM, DUTIES = "abc2d3e", "Dlouhá 1, 110 00 Praha 1", "https://www.example.cz/povinne/"
NO_FILING = "Žádost o schůzku není úřední podání."


@pytest.fixture
def tell(editor_client):
    """Fills facts of the office in, as an editor does."""

    def tell(**facts):
        source = Source.objects.create(name="Web úřadu", publisher="Úřad příkladů", dated_on="2026-12-01")
        change(editor_client, Project.objects.get(), office_source=str(source.pk), **facts)
        memory.forget()

    return tell


def said(client, address):
    return shown(client.get(address)).replace("\u00a0", " ").replace("\u2060", "")


def test_what_nobody_knows_of_the_office_is_not_shown(client):
    project = Project.objects.get()
    assert [project.data_box, project.filing_room, project.disclosure_url] == ["", "", ""]
    assert f"{NO_FILING} Jak zacházíme" in said(client, ADDRESS)
    assert "Datová schránka" not in said(client, "/o-projektu/")
    assert "Povinně zveřejňované" not in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"data_box": BOX}, f"Úřední podání pošlete do datové schránky {BOX} ."),
        ({"filing_room": ROOM}, f"Úřední podání předejte podatelně: {ROOM}."),
        (
            {"data_box": BOX, "filing_room": ROOM},
            f"Úřední podání pošlete do datové schránky {BOX} , nebo ho předejte podatelně: {ROOM}.",
        ),
    ],
)
def test_the_form_says_that_it_is_no_filing_and_where_one_goes(client, tell, facts, sentence):
    tell(**facts)
    assert f"{NO_FILING} {sentence}" in said(client, ADDRESS)


def test_readers_find_the_facts_with_their_source_and_the_link_on_every_page(client, tell):
    tell(data_box=BOX, filing_room=ROOM, disclosure_url=DUTIES)
    about = said(client, "/o-projektu/")
    assert f"Datová schránka {BOX} Podatelna {ROOM}" in about
    assert "Zdroj údajů o úřadu: Web úřadu, Úřad příkladů, stav k 1. 12. 2026" in about
    for address in ["/", "/obce/vir/", "/neni/"]:
        footer = client.get(address).content.decode().replace("\u00a0", " ").partition("<footer")[2]
        assert f'<a href="{DUTIES}">Povinně zveřejňované informace</a>' in footer, address


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"data_box": "ABC2D3E"}, "Datová schránka má sedm malých písmen a číslic"),
        ({"data_box": "abc2d3"}, "Datová schránka má sedm malých písmen a číslic"),
        ({"data_box": BOX}, "K datové schránce, podatelně a odkazu vyberte i zdroj"),
        ({"disclosure_url": "javascript:x"}, "adres"),
    ],
)
def test_a_mistyped_fact_is_refused_in_words_and_stays_in_the_form(editor_client, facts, sentence):
    address = reverse("admin:pages_project_change", args=[Project.objects.get().pk])
    answer = editor_client.post(address, {**form_data(editor_client.get(address)), **facts})
    text = answer.content.decode().replace("\u00a0", " ")
    assert sentence in text
    assert f'value="{next(iter(facts.values()))}"' in text


def test_the_database_wants_their_source_too():
    with pytest.raises(IntegrityError), transaction.atomic():
        Project.objects.update(filing_room=ROOM)
