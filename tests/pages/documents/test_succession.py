"""A document that takes the place of another one: both lead to each other, as long as readers see both."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction

from pages.models import Document
from tests.pages.documents.received import text
from tests.pages.documents.typed import ADD, TYPED, errors, upload

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)
HOUR = timedelta(hours=1)
REPLACED = '<strong>Nahrazený dokument.</strong> Místo něj čtěte: <a href="/dokumenty/nova/">Nová</a>'
# What readers see of it, and where.
SIGNS = {
    "/dokumenty/": [REPLACED, 'Nahrazuje: <a href="/dokumenty/stara/">Stará</a>'],
    "/dokumenty/stara/": [REPLACED],
    "/dokumenty/nova/": ['<dt>Nahrazuje</dt><dd><a href="/dokumenty/stara/">Stará</a>'],
    "/hledat/?q=stara": ["Nahrazený dokument", "Nová"],
}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def signs(client):
    return [sign in text(client.get(address)) for address, signs in SIGNS.items() for sign in signs]


def change(document, **values):
    return {**TYPED, "title": document.title, "description": document.description, **values}


def form_of(document):
    return f"/sprava/pages/document/{document.pk}/change/"


def test_an_editor_says_what_a_new_document_replaces_and_both_lead_to_each_other(publisher, client, make):
    old = make("Stará", publish_at=NOON - HOUR)
    new = {**TYPED, "title": "Nová", "replaces": old.title, "publish_now": "on", "accessible_url": "/o-projektu/"}
    assert publisher.post(ADD, {**new, "upload": upload()}).status_code == 302
    assert signs(client) == [True] * 6


def test_neither_tells_of_the_other_while_readers_do_not_see_both(client, make, clock):
    old = make("Stará", withdrawn_at=NOON + 3 * HOUR)
    new = make("Nová", replaces=old, publish_at=None)
    assert signs(client) == [False] * 6
    Document.objects.filter(pk=new.pk).update(publish_at=NOON + HOUR, withdrawn_at=NOON + 2 * HOUR)
    new.refresh_from_db()
    new.save()
    assert signs(client) == [False] * 6
    clock.move_to(NOON + HOUR)
    assert signs(client) == [True] * 6
    clock.move_to(NOON + 2 * HOUR)
    assert signs(client) == [False] * 6


def test_documents_that_would_replace_each_other_in_a_circle_are_refused_with_a_sentence(publisher, make):
    first = make("První")
    third = make("Třetí", replaces=make("Druhá", replaces=first))
    refused = publisher.post(form_of(first), change(first, replaces=third.title))
    assert errors(refused) == {
        "replaces": ["Dokumenty by se nahrazovaly dokola: „První“ → „Třetí“ → „Druhá“ → „První“. Vyberte jiný."]
    }
    itself = publisher.post(form_of(first), change(first, replaces=first.get_absolute_url()))
    assert errors(itself) == {"replaces": ["Dokumenty by se nahrazovaly dokola: „První“ → „První“. Vyberte jiný."]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Document.objects.filter(pk=first.pk).update(replaces=first)


def test_a_draft_that_another_one_names_may_go(publisher, make):
    new = make("Nová", replaces=make("Stará", publish_at=None))
    publisher.post(f"/sprava/pages/document/{new.replaces_id}/delete/", {"post": "yes"})
    new.refresh_from_db()
    assert (Document.objects.count(), new.replaces) == (1, None)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Není", "Dokument „Není“ tu není. Napište jeho název nebo adresu, např. /dokumenty/metodika-bydleni/."),
        (
            "Metodika",
            "Názvu „Metodika“ odpovídá víc dokumentů: /dokumenty/metodika-a/, /dokumenty/metodika-b/. Napište adresu.",
        ),
    ],
)
def test_a_name_that_means_no_document_or_two_is_refused_with_what_may_be_meant(publisher, make, typed, sentence):
    make("Metodika A"), make("Metodika B")
    new = make("Nová", replaces=make("Stará"))
    form = text(publisher.get(form_of(new)))
    assert 'name="replaces" value="Stará"' in form
    assert errors(publisher.post(form_of(new), change(new, replaces=typed))) == {"replaces": [sentence]}
    assert publisher.post(form_of(new), change(new, replaces="metodika a")).status_code == 302
    new.refresh_from_db()
    assert new.replaces.title == "Metodika A"
