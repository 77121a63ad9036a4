"""Translations as editors make them: begun on the Czech page, held beside the Czech text, never said to be fresher."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.editing.gate_check import check
from pages.models import LanguageState, Page, PageVersion
from pages.preview.links import PREFIX
from pages.prose import publishing
from pages.prose.publishing import RefusedError
from tests.admin_forms import change, form_data, publish
from tests.free_pages import preview_link

pytestmark = pytest.mark.django_db
UKRAINIAN = {
    "title": "Про проєкт",
    "summary": "Тут ви дізнаєтеся, як працює проєкт і до кого можна звернутися.",
    "body": "<p>Достатньо написати.</p>",
}


@pytest.fixture(autouse=True)
def _czech_alone():
    """As on a site that was there before anybody translated anything."""
    for page in Page.objects.filter(kind=Page.Kind.TRANSLATION).order_by("-address"):
        page.delete()


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def form_of(page):
    return reverse("admin:pages_page_change", args=[page.pk])


def start(editor_client, czech, code="uk"):
    """Begin the translation by the button of the Czech page; returns its page."""
    address = reverse("admin:pages_page_translate", args=[czech.pk, code])
    assert f'action="{address}"' in text_of(editor_client.get(form_of(czech)))
    answer = editor_client.post(address)
    page = Page.objects.get(kind=Page.Kind.TRANSLATION, address__endswith=czech.address)
    assert answer["Location"] == form_of(page)
    return page


def translate(editor_client, czech, **values):
    """The same, written and published."""
    page = start(editor_client, czech)
    change(editor_client, page, **{**UKRAINIAN, **values})
    publish(editor_client, page, change_note=None)
    return page


def say(page, body, at=None, **how):
    """Publish a new Czech text."""
    version = PageVersion(page=page, title="O projektu", summary="Věta o projektu.", body=body)
    version.save()
    publishing.publish(version, at or timezone.now(), **how)
    return version


def test_a_translation_is_begun_on_its_czech_page_at_the_address_of_its_language(editor_client, about):
    assert text_of(editor_client.get(form_of(about))).count("Založit překlad") == 3
    page = start(editor_client, about)
    (draft,) = page.versions.all()
    live = PageVersion.objects.live(timezone.now()).get(page=about)
    assert (page.address, draft.translated_from, draft.body) == ("/uk/o-projektu/", live, live.body)
    assert draft.publish_at is None
    assert text_of(editor_client.get(form_of(about))).count("Založit překlad") == 2
    again = editor_client.post(reverse("admin:pages_page_translate", args=[about.pk, "uk"]), follow=True)
    assert "Tento překlad už někdo založil." in text_of(again)
    assert page.versions.count() == 1


@pytest.mark.parametrize(("address", "code"), [("/dokumenty/", "uk"), ("/o-projektu/", "cs"), ("/o-projektu/", "de")])
def test_what_stands_in_czech_alone_has_no_translation(editor_client, address, code):
    page = Page.objects.get(address=address)
    assert editor_client.post(reverse("admin:pages_page_translate", args=[page.pk, code])).status_code == 404
    assert not Page.objects.filter(kind=Page.Kind.TRANSLATION).exists()


def test_a_draft_is_shown_as_readers_will_see_it_though_nobody_is_offered_its_language(editor_client, about):
    page = start(editor_client, about)
    change(editor_client, page, **UKRAINIAN)
    shown = editor_client.get(reverse("admin:pages_page_version", args=[page.pk, 2]))
    assert shown.status_code == 200
    assert '<html lang="uk"' in text_of(shown)
    beside = editor_client.post(
        reverse("admin:pages_page_preview", args=[page.pk]), {**UKRAINIAN, "title": "Про наш проєкт"}
    )
    assert "Про наш проєкт</h1>" in text_of(beside)


def test_who_has_a_link_to_a_preview_sees_a_language_that_is_still_written(editor_client):
    link = preview_link(editor_client)
    for address in ["/", "/o-projektu/", "/kontaktni-centrum/"]:
        change(editor_client, start(editor_client, Page.objects.get(address=address)), menu_title="Сторінка")
    assert Client().get("/uk/").status_code == 404
    shown = Client().get(f"{PREFIX}{link.token}/uk/")
    assert shown.status_code == 200
    assert text_of(shown).count(">Сторінка<") >= 2


def test_what_is_still_czech_is_not_published_as_a_translation(editor_client, about):
    page = start(editor_client, about)
    asked = editor_client.get(reverse("admin:pages_page_publish", args=[page.pk]))
    assert "Text je celý stejný jako český. Přeložte ho." in text_of(asked)
    assert "Zveřejnit teď" not in text_of(asked)


def test_while_a_language_is_not_offered_its_texts_may_lead_to_those_that_follow(editor_client, about):
    body = '<p><a href="/uk/obce/">Переглянути список громад</a> і <a href="/uk/neni/">те, чого немає</a>.</p>'
    page = start(editor_client, about)
    change(editor_client, page, **{**UKRAINIAN, "body": body})
    found = [problem.message for problem in check(publishing.newest(page), timezone.now())]
    [message] = [message for message in found if "/uk/" in message]
    assert "vede na /uk/neni/, ale taková stránka na webu není" in message


def test_publishing_says_which_czech_version_the_translation_corresponds_to(editor_client, about):
    page = start(editor_client, about)
    change(editor_client, page, **UKRAINIAN)
    number = PageVersion.objects.live(timezone.now()).get(page=about).number
    asked = text_of(editor_client.get(reverse("admin:pages_page_publish", args=[page.pk])))
    assert f"Překlad odpovídá české verzi {number}." in asked
    publish(editor_client, page, change_note=None)
    assert PageVersion.objects.shown(timezone.now()).get(page=page).translated_from.number == number
    assert "Odpovídá českému textu." in text_of(editor_client.get(form_of(about)))


def test_whoever_publishes_a_czech_text_reads_first_which_translations_will_be_older(editor_client, about):
    change(editor_client, about, body="<p>Nový text.</p>")
    address = reverse("admin:pages_page_publish", args=[about.pk])
    assert "budou starší" not in text_of(editor_client.get(address))
    page = translate(editor_client, about)
    older = "<b>Překlady budou starší než český text: ukrajinština.</b>"
    assert older in text_of(editor_client.get(address))
    change(editor_client, page, summary="Тут ви дізнаєтеся, як працює проєкт і кому він допомагає.")
    assert "budou starší" not in text_of(editor_client.get(reverse("admin:pages_page_publish", args=[page.pk])))


def test_a_text_that_names_no_czech_version_is_not_published(editor_client, about):
    page = Page.objects.create(address="/uk/o-projektu/", kind=Page.Kind.TRANSLATION, menu_title="Про проєкт")
    draft = PageVersion.objects.create(page=page, **UKRAINIAN)
    asked = text_of(editor_client.get(reverse("admin:pages_page_publish", args=[page.pk])))
    assert "U překladu není řečeno, které české verzi odpovídá." in asked
    with pytest.raises(RefusedError, match="české verzi"):
        publishing.publish(draft, timezone.now())
    change(editor_client, page)  # the Czech text stands beside: saving is to say that it is of that one
    publish(editor_client, page, change_note=None)


def test_where_the_czech_page_says_no_more_than_its_facts_a_translation_is_of_nothing(editor_client):
    page = Page.objects.create(address="/uk/kam-se-obratit/", kind=Page.Kind.TRANSLATION, menu_title="Куди звернутися")
    PageVersion.objects.create(page=page, **UKRAINIAN)
    publish(editor_client, page, change_note=None)
    assert PageVersion.objects.shown(timezone.now()).filter(page=page, translated_from=None).exists()


def test_a_stale_translation_shows_what_is_new_beside_it_and_on_every_screen(editor_client, about):
    page = translate(editor_client, about)
    before = PageVersion.objects.live(timezone.now()).get(page=about)
    newer = say(about, before.body + "<p>Nově pomáháme i v noci.</p>")
    told = f"Čeští čtenáři od {timezone.localdate():%-d. %-m. %Y} čtou novější text."
    form = text_of(editor_client.get(form_of(page)))
    assert f"Co je nového od verze {before.number}" in form
    assert re.search(r"<ins[^>]*>(<span[^>]*>[^<]*</span>)?Nově pomáháme i v noci\.", form)
    assert told in text_of(editor_client.get(form_of(about)))
    start_page = text_of(editor_client.get("/sprava/"))
    assert "O projektu, ukrajinština" in start_page
    assert told in start_page
    listed = reverse("admin:pages_translationpage_changelist")
    assert "starší než český text" in text_of(editor_client.get(f"{listed}?proti=starsi&jazyk=uk"))
    assert form_of(page) not in text_of(editor_client.get(f"{listed}?proti=odpovida"))
    assert form_of(page) not in text_of(editor_client.get(f"{listed}?jazyk=en"))
    # Who looked and found nothing to change says so by saving.
    change(editor_client, page, czech=str(newer.number))
    publish(editor_client, page)
    assert told not in text_of(editor_client.get("/sprava/"))
    assert form_of(page) in text_of(editor_client.get(f"{listed}?proti=odpovida"))


def test_a_mere_correction_of_a_stale_translation_may_leave_it_so(editor_client, about):
    page = translate(editor_client, about)
    before = PageVersion.objects.live(timezone.now()).get(page=about)
    say(about, "<p>Něco jiného.</p>")
    change(editor_client, page, title="Про наш проєкт", czech=str(before.number))
    publish(editor_client, page, change_note="", is_typo_fix="on")
    assert PageVersion.objects.shown(timezone.now()).get(page=page).translated_from == before
    assert "starší než český text" in text_of(editor_client.get(form_of(about)))


def test_a_newer_czech_text_that_came_meanwhile_is_not_the_one_that_was_translated(editor_client, about):
    page = translate(editor_client, about)
    shown = PageVersion.objects.live(timezone.now()).get(page=about)
    opened = form_data(editor_client.get(form_of(page)))
    newer = say(about, "<p>Něco jiného.</p>")
    answer = editor_client.post(form_of(page), {**opened, "title": "Про наш проєкт"}, follow=True)
    assert f"Mezitím vyšla česká verze {newer.number}. Koncept odpovídá verzi {shown.number}." in text_of(answer)
    assert publishing.newest(page).translated_from == shown
    asked = text_of(editor_client.get(reverse("admin:pages_page_publish", args=[page.pk])))
    assert f"Překlad odpovídá české verzi {shown.number}." in asked
    assert "čtou novější text" in asked


def test_two_translators_never_pass_over_each_other(editor_client, let_in, django_user_model, about):
    page = translate(editor_client, about)
    other = let_in(Client(), django_user_model.objects.create_superuser("jina"))
    opened = form_data(other.get(form_of(page)))
    change(editor_client, page, body="<p>Перший текст.</p>")
    refused = other.post(form_of(page), {**opened, "body": "<p>Другий текст.</p>"})
    assert "Mezitím tento text uložil někdo jiný" in text_of(refused)
    assert "Другий текст." in text_of(refused)


@pytest.mark.parametrize("number", ["", "999", "x", "9" * 40])
def test_an_odd_number_of_a_version_is_answered_with_a_sentence_or_none(editor_client, about, number):
    page = translate(editor_client, about)
    data = {**form_data(editor_client.get(form_of(page))), "beside": number, "czech": number, "title": "Про наш проєкт"}
    answer = editor_client.post(form_of(page), data)
    assert answer.status_code in {200, 302}
    assert answer.status_code == 302 or "Про наш проєкт" in text_of(answer)
    assert publishing.newest(page).translated_from is None or answer.status_code == 200


def test_an_old_text_that_is_restored_is_of_the_czech_one_that_it_was_made_from(editor_client, about):
    page = translate(editor_client, about)
    before = PageVersion.objects.live(timezone.now()).get(page=about)
    newer = say(about, "<p>Něco jiného.</p>")
    change(editor_client, page, body="<p>Щось інше.</p>", czech=str(newer.number))
    editor_client.post(reverse("admin:pages_page_restore", args=[page.pk, 2]))
    assert publishing.newest(page).translated_from == before


def test_a_draft_of_a_translation_may_go_and_a_public_one_only_off_the_web(editor_client, about):
    page = start(editor_client, about)
    editor_client.post(reverse("admin:pages_page_delete", args=[page.pk]), {"post": "yes"})
    assert not Page.objects.filter(pk=page.pk).exists()
    page = translate(editor_client, about)
    assert editor_client.post(reverse("admin:pages_page_delete", args=[page.pk]), {"post": "yes"}).status_code != 302
    editor_client.post(reverse("admin:pages_page_withdraw", args=[page.pk]), {"_now": "1", "reason": "Je v něm chyba."})
    assert not PageVersion.objects.shown(timezone.now() + timedelta(seconds=1)).filter(page=page).exists()


def test_an_author_translates_and_only_a_publisher_publishes_and_switches(client_of, about):
    author = client_of("Autor")
    page = start(author, about)
    change(author, page, **UKRAINIAN)
    assert author.get(reverse("admin:pages_page_publish", args=[page.pk])).status_code == 403
    assert "Překlad odpovídá české verzi" in text_of(author.get(reverse("admin:pages_page_ask", args=[page.pk])))
    centre, keeper = client_of("Kontaktní centrum"), client_of("Správce")
    for act in ["off", "on", "confirm"]:
        address = reverse(f"admin:pages_languagestate_{act}", args=["uk"])
        assert author.post(address).status_code == 403
        assert centre.post(address).status_code == 403
    assert not LanguageState.objects.exists()
    assert keeper.post(reverse("admin:pages_page_translate", args=[about.pk, "en"])).status_code == 403
    publish(client_of("Vydavatel"), page, change_note=None)
