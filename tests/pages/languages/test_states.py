"""What editors say of a language: that readers have it no more, and that somebody who speaks it has read its texts."""

import pytest
from django.urls import reverse
from django.utils import timezone

from pages.frame import memory
from pages.frame.frame import Frame
from pages.frame.offered import is_offered
from pages.languages.languages import ENGLISH, UKRAINIAN
from pages.models import LanguageState

pytestmark = pytest.mark.django_db
SCREEN = "/sprava/pages/languagestate/"


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def say(editor_client, act, code="uk"):
    return editor_client.post(reverse(f"admin:pages_languagestate_{act}", args=[code]), follow=True)


def test_an_editor_takes_a_language_from_readers_and_gives_it_back(client_of, client):
    editor = client_of("Vydavatel")
    assert client.get("/uk/").status_code == 200
    assert "čtenáři vidí" in text_of(editor.get(SCREEN))
    answer = text_of(say(editor, "off"))
    assert "Vypnuto pro čtenáře: ukrajinština." in answer
    assert "Zapnout pro čtenáře" in answer
    assert client.get("/uk/").status_code == 404
    assert "/uk/" not in client.get("/sitemap.xml").content.decode()
    assert "/uk/" not in client.get("/").content.decode()
    say(editor, "off")  # pressed by two at once it stays off
    assert client.get("/uk/").status_code == 404
    assert "Vypnuto pro čtenáře: ukrajinština." not in text_of(editor.get(SCREEN))
    say(editor, "on")
    assert client.get("/uk/").status_code == 200
    assert "vypnuto pro čtenáře" in text_of(editor.get(SCREEN))  # what was done with it


def test_a_language_that_is_off_is_off_without_the_database_too(django_assert_num_queries):
    LanguageState.objects.create(code="uk", is_off=True)
    values = memory.facts().values
    with django_assert_num_queries(0):
        assert not is_offered(UKRAINIAN, Frame(timezone.now(), values))
    assert LanguageState.objects.of(ENGLISH).is_off is False


def test_the_start_page_says_that_nobody_has_read_a_language_until_somebody_has(client_of):
    editor, author = client_of("Vydavatel"), client_of("Autor")
    unread = "Ukrajinský překlad si ještě nepřečetl rodilý mluvčí"
    shown = text_of(editor.get("/sprava/"))
    assert unread in shown
    assert "Anglický překlad si ještě nepřečetl rodilý mluvčí" in shown
    assert unread not in text_of(author.get("/sprava/"))
    assert f'action="{SCREEN}uk/potvrdit/"' in shown
    assert "Zapsáno: texty v tomto jazyce někdo přečetl." in text_of(say(editor, "confirm"))
    state = LanguageState.objects.get(code="uk")
    assert state.confirmed_by.username == "Vydavatel"
    assert unread not in text_of(editor.get("/sprava/"))
    assert "To už potvrdil někdo před vámi." in text_of(say(editor, "confirm"))
    assert LanguageState.objects.get(code="uk").confirmed_at == state.confirmed_at


def test_nobody_switches_what_is_no_language_of_the_site(client_of):
    editor = client_of("Vydavatel")
    for code in ["cs", "de", "x"]:
        assert say(editor, "off", code).status_code == 404
    assert not LanguageState.objects.exists()
