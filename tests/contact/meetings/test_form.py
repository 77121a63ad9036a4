"""The form for a meeting: what it asks, what it says when something is wrong, and what it says while it is off."""

import html
import re

import pytest
from django.test import Client

from contact.models import ContactCentre, MeetingRequest
from tests.contact.meetings.asking import ADDRESS, ANSWERS, ask, open_form, send, shown, switch_off

pytestmark = pytest.mark.django_db

TOPIC, PREFERRED = MeetingRequest.TOPIC_LENGTH, MeetingRequest.PREFERRED_LENGTH
MAIL = "E-mail napište celý, se zavináčem a bez mezer, háčků a čárek, např. jmeno@example.cz."
ONE_NUMBER = "Napište sem jen jedno telefonní číslo, např. +420 601 234 567."
ONLY_DIGITS = "Napište sem jen číslo, např. +420 601 234 567. Slova patří do pole „Kdy se vám to hodí“."
NINE_DIGITS = "České číslo má devět číslic. U čísla z ciziny napište i předvolbu státu."


def faults(response):
    """What stands above the fields, by field."""
    found = re.findall(r'<p class="field__error" id="id_(\w+)_error">Chyba: (.*?)</p>', response.content.decode())
    return {name: html.unescape(sentence).replace("\xa0", " ") for name, sentence in found}


def value(body, name):
    """What stands in a field of the page."""
    typed = re.search(rf'<input [^>]*name="{name}"[^>]*? value="([^"]*)"', body)
    text = re.search(rf'<textarea [^>]*id="id_{name}"[^>]*>\s?(.*?)</textarea>', body, re.DOTALL)
    return html.unescape((typed or text)[1])


def test_form_is_kept_by_nobody_and_needs_no_cookie(client):
    response = client.get(ADDRESS)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("name", {"type": "text", "autocomplete": "name"}),
        ("email", {"type": "email", "autocomplete": "email", "inputmode": "email"}),
        ("phone", {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
        ("web", {"tabindex": "-1", "autocomplete": "off"}),
    ],
)
def test_browser_is_told_what_belongs_into_a_field(client, name, attributes):
    field = re.search(rf'<input [^>]*name="{name}"[^>]*>', client.get(ADDRESS).content.decode())[0]
    found = dict(re.findall(r'(\w+)="([^"]*)"', field))
    assert {key: found.get(key) for key in attributes} == attributes
    assert "maxlength" not in found


def test_only_the_name_and_the_time_are_called_optional(client):
    labels = re.findall(r'class="field__label"[^>]*>(.*?)<', client.get(ADDRESS).content.decode())
    optional = [label for label in labels if label.endswith("(nepovinné)")]
    assert optional == ["Jméno (nepovinné)", "Kdy se vám to hodí (nepovinné)"]


def test_stamp_is_sent_last_so_that_a_form_broken_off_on_its_way_is_not_taken(client):
    form = client.get(ADDRESS).content.decode().partition('method="post"')[2].partition("</form>")[0]
    assert list(dict.fromkeys(re.findall(r'name="(\w+)"', form))) == [*ANSWERS, "web", "stamp"]


def test_reader_learns_before_sending_who_reads_it_and_that_nothing_is_agreed(client):
    text = shown(client.get(ADDRESS)).partition("Kdy se vám to hodí")[2].partition("Odeslat žádost")[0]
    assert "Žádost si přečtou pracovníci Kontaktního centra. Schůzka ještě nebude domluvená" in text
    assert "Jak zacházíme s vašimi údaji" in text
    assert 'href="/ochrana-osobnich-udaju/#zadost"' in client.get(ADDRESS).content.decode()


def test_an_answer_is_promised_only_once_the_centre_has_said_until_when(client):
    taken = ask(client)
    for address in [ADDRESS, taken["Location"]]:
        assert "Ozveme se" not in shown(client.get(address))
    centre = ContactCentre.objects.get()
    centre.answers_within = "do tří pracovních dnů"
    centre.save()
    for address in [ADDRESS, taken["Location"]]:
        assert "Ozveme se vám do tří pracovních dnů." in shown(client.get(address))


def test_an_empty_form_says_of_each_field_how_to_mend_it(client):
    response = ask(client, **dict.fromkeys(ANSWERS, ""))
    body = response.content.decode()
    assert response.status_code == 200
    assert faults(response) == {
        "sender": "Vyberte, kdo žádá o schůzku.",
        "email": "Vyplňte e-mail, nebo telefon. Jinak vám nemůžeme odpovědět.",
        "topic": "Napište, čeho se schůzka týká. Stačí jedna věta.",
    }
    assert "<title>Chyba: Žádost o schůzku – " in body
    assert '<h2 id="chyby" tabindex="-1" autofocus>Žádost jsme zatím nepřijali</h2>' in body.replace("\xa0", " ")
    assert re.findall(r'<li><a href="#(id_\w+)">', body) == ["id_sender_0", "id_email", "id_topic"]
    assert 'aria-describedby="id_topic_helptext id_topic_error"' in body


@pytest.mark.parametrize(
    ("name", "typed", "sentence"),
    [
        ("sender", "robot", "Vyberte, kdo žádá o schůzku."),
        ("email", "jana.example.org", MAIL),
        ("email", "jan novák@example.cz", MAIL),
        ("email", f"{'a' * 60}@{'b.' * 96}cz", "Zkraťte prosím e-mail o 1 znak. Vejde se jich sem 254."),
        ("phone", "volejte", ONLY_DIGITS),
        ("phone", "778 455 761 (po 16. hodině)", ONLY_DIGITS),
        ("phone", "778 455 761 +420 +420", ONE_NUMBER),
        ("phone", "778 455 76", NINE_DIGITS),
        ("phone", "+420 778 455 76", NINE_DIGITS),
        ("phone", "+420 778 455 7611", NINE_DIGITS),
        ("phone", "+49 30", "Telefon napište i s předvolbou, např. +420 601 234 567."),
        ("name", "J" * 102, "Zkraťte prosím jméno o 2 znaky. Vejde se jich sem 100."),
        ("topic", "x" * (TOPIC + 5), "Zkraťte prosím popis schůzky o 5 znaků. Vejde se jich sem 2000."),
        ("preferred_time", "x" * (PREFERRED + 1), "Zkraťte prosím dny a hodiny o 1 znak. Vejde se jich sem 500."),
    ],
)
def test_what_cannot_be_taken_is_explained_and_nothing_typed_is_lost(client, name, typed, sentence):
    response = ask(client, **{name: typed})
    assert faults(response) == {name: sentence}
    for field in ANSWERS.keys() - {"sender"}:
        assert value(response.content.decode(), field) == {**ANSWERS, name: typed}[field]
    assert MeetingRequest.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "typed", "stored"),
    [
        ("topic", "x" * TOPIC, "x" * TOPIC),
        ("topic", " Řádek.\r\nDruhý\ttabulátor.\x00\x07\r\n", "Řádek.\nDruhý\ttabulátor."),
        ("topic", "R\u030ci\u0301c\u030cany", "Říčany"),
        ("topic", "\u202ekonec\u202c 👩🏽‍🦽 שלום", "konec 👩🏽‍🦽 שלום"),
        ("topic", "<b>tučně</b> & „dál“", "<b>tučně</b> & „dál“"),
        ("name", " Jana\r\nBcc: nekdo@example.org\x00 ", "Jana Bcc: nekdo@example.org"),
        ("phone", "601 222 333", "+420601222333"),
        ("phone", "\u202a00420 601–222–333\u202c", "+420601222333"),
        ("phone", "420601222333", "+420601222333"),
        ("phone", "٦٠١٢٢٢٣٣٣", "+420601222333"),
        ("phone", "+49 (30) 123 456", "+4930123456"),
        ("phone", "+420 (0)601 222 333", "+420601222333"),
        ("phone", "tel. 601 222 333", "+420601222333"),
        ("phone", "Telefon:\xa0+420\u2009601\u2011222\u200b333", "+420601222333"),
        ("phone", "\uff16\uff10\uff11\u3000\uff12\uff12\uff12\u2212\uff13\uff13\uff13\u00ad", "+420601222333"),
        ("email", " jana@example.org\n", "jana@example.org"),
        ("email", "\u200bjana\u2011n@exa\u00admple.org\ufeff", "jana-n@example.org"),
        ("email", "<jana \uff20 example.org>", "jana@example.org"),
        ("name", "Ja\u00adna\u200b No\u2060vá", "Jana Nová"),
        ("topic", "By\u00adt\u200b.\nDům\ufeff.", "Byt.\nDům."),
        ("preferred_time", "po\u200b 16.\u00a0hodině", "po 16.\u00a0hodině"),
        ("email", "mailto:jana@example.org.", "jana@example.org"),
        ("preferred_time", "", ""),
    ],
)
def test_text_is_stored_as_it_was_meant(client, name, typed, stored):
    assert ask(client, **{name: typed}).status_code == 303
    assert getattr(MeetingRequest.objects.get(), name) == stored


@pytest.mark.parametrize("missing", ["email", "phone"])
def test_one_way_to_answer_is_enough(client, missing):
    assert ask(client, **{missing: ""}).status_code == 303
    assert getattr(MeetingRequest.objects.get(), missing) == ""


def test_switched_off_form_says_how_to_arrange_a_meeting_and_returns_a_text_already_written(client):
    stamp = open_form(client)
    switch_off()
    for response in [client.get(ADDRESS), send(client, stamp)]:
        assert response.status_code == 200
        assert "no-store" in response["Cache-Control"]
        assert "Formulářem teď o schůzku požádat nejde." in shown(response)
        assert ContactCentre.objects.get().meeting_note in shown(response)
        assert 'href="tel:+420778455761"' in response.content.decode().partition("<main")[2].partition("</main")[0]
        assert 'method="post"' not in response.content.decode()
    for name in ["topic", "preferred_time"]:
        assert value(response.content.decode(), name) == ANSWERS[name]
    assert "readonly" in response.content.decode()
    assert MeetingRequest.objects.count() == 0


def test_without_a_centre_there_is_no_form_and_no_phone(client):
    ContactCentre.objects.all().delete()
    response = send(client, "")
    assert response.status_code == 200
    assert "Kontakty teď doplňujeme." in shown(response)
    assert value(response.content.decode(), "topic") == ANSWERS["topic"]


def test_nothing_leads_to_the_form_but_while_it_is_on(client):
    leads = [("/kontaktni-centrum/", f'href="{ADDRESS}"'), ("/sitemap.xml", f"8000{ADDRESS}<")]
    assert [lead in client.get(page).content.decode() for page, lead in leads] == [True, True]
    switch_off()
    assert [lead in client.get(page).content.decode() for page, lead in leads] == [False, False]


@pytest.mark.parametrize("method", ["put", "patch", "delete", "options"])
def test_other_methods_are_refused_with_our_page(method):
    response = getattr(Client(enforce_csrf_checks=True), method)(ADDRESS)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


@pytest.mark.parametrize(("days", "written"), [(1, "1 den"), (3, "3 dny"), (90, "90 dní")])
def test_privacy_page_says_how_long_a_request_is_kept(client, settings, days, written):
    settings.MEETING_RETENTION_DAYS = settings.BACKUP_DAYS = days
    body = client.get("/ochrana-osobnich-udaju/").content.decode()
    assert f"Jak dlouho: {written} od uzavření žádosti." in shown(client.get("/ochrana-osobnich-udaju/"))
    assert f"V zálohách údaje zůstanou ještě nejvýš {written}." in shown(client.get("/ochrana-osobnich-udaju/"))
    assert body.count('<h2 id="zadost">') == body.count('href="#zadost"') == 1
