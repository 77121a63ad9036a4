"""What was typed and not saved is its writer's alone: no other account, no log and no reader ever meets it."""

import json
from datetime import timedelta
from urllib.parse import quote, unquote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from pages.models import KeptForm, Notice, Page, PageVersion
from pages.web.outage import AWAY
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.rows import MOST
from tests.at_once.desks import fields_of, texts_of
from tests.canaries import everywhere
from tests.door import LOGIN, PASSWORD, code_of
from tests.socialnibydleni.editors.kept.writers import BESIDE, FORMS, WORDS, Writer

pytestmark = pytest.mark.django_db
ADDRESS = "/sprava/pages/notice/add/"
WHOLE = {
    "text": WORDS,
    "starts_at_0": "1. 5. 2098",
    "starts_at_1": "8:00",
    "ends_at_0": "1. 5. 2099",
    "ends_at_1": "8:00",
}
CARRIED = "/sprava/rozepsane/"


@pytest.fixture
def other(let_in, editor):
    """Another editor, who may do everything."""
    return Writer(let_in, editor)


@pytest.fixture
def kept(writer):
    """The address where Petra gets back what she sent after her session had ended."""
    return keep(writer)


def keep(writer, address=ADDRESS, **typed):
    data = writer.opens(address) | {"text": WORDS} | typed
    Session.objects.filter(session_key=writer.client.session.session_key).delete()
    answer = writer.sends(address, data)
    assert answer["Location"].startswith(LOGIN)
    writer.comes_in()
    return unquote(answer["Location"].partition("next=")[2])


def test_another_account_asks_for_it_in_vain_at_every_form(kept, other):
    number = kept.partition("=")[2]
    addresses = [form.address() for form in FORMS] + [ADDRESS, "/sprava/", "/sprava/pages/notice/"]
    answers = [
        other.client.get(f"{address}{'&' if '?' in address else '?'}{name}={number}")
        for address in addresses
        for name in ["rozepsane", "sealed", "kept"]
    ]
    assert [answer for answer in answers if WORDS in answer.content.decode()] == []
    assert KeptForm.objects.count() == 1


def test_a_stranger_is_sent_to_the_door(kept):
    answer = Client().get(kept)
    assert answer["Location"].startswith(LOGIN)


def test_what_a_page_carries_says_nothing_to_another_account_and_waits_for_its_own(writer, other):
    answer = writer.sends(ADDRESS, writer.opens(ADDRESS) | {"text": WORDS}, **{AWAY: True})
    carried = fields_of(answer)
    assert "kanárek" not in answer.content.decode()
    refused = other.sends(CARRIED, carried)
    assert refused.status_code == 403
    assert WORDS not in refused.content.decode()
    assert WORDS in writer.follows(writer.sends(CARRIED, carried)).content.decode()


def test_a_form_that_somebody_else_opened_is_neither_saved_nor_shown_in_the_same_browser(writer, other):
    data = writer.opens(ADDRESS) | WHOLE
    token = other.opens(ADDRESS)["csrfmiddlewaretoken"]
    for sent in [data, {**data, "csrfmiddlewaretoken": token}]:
        refused = other.sends(ADDRESS, sent)
        assert refused.status_code == 403
        assert "Formulář si otevřel někdo jiný" in texts_of(refused)
        assert WORDS not in refused.content.decode()
    assert not Notice.objects.filter(text=WORDS).exists()
    assert [row.account for row in KeptForm.objects.all()] == [writer.user.pk]


@pytest.mark.parametrize("owner", ["", "nesmysl", "WzEsIi8iXQ:x"])
def test_a_form_that_does_not_say_whose_it_is_is_refused_as_ever(writer, owner):
    data = writer.opens(ADDRESS) | {"text": WORDS, "_owner": owner}
    writer.gets_a_token()
    assert writer.sends(ADDRESS, data).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_form_from_another_site_is_kept_for_nobody(writer):
    data = writer.opens(ADDRESS) | {"text": WORDS}
    assert writer.sends(ADDRESS, data, HTTP_ORIGIN="https://zly.example").status_code == 403
    assert not KeptForm.objects.exists()


def test_an_owner_is_good_for_the_form_that_it_was_made_for(writer):
    data = writer.opens(ADDRESS) | {"title": WORDS}
    writer.gets_a_token()
    answer = writer.sends("/sprava/pages/page/add/", data)
    assert not KeptForm.objects.exists()
    assert answer["Location"] == ADDRESS


def test_a_row_in_the_wrong_account_opens_nowhere(kept, other):
    KeptForm.objects.update(account=other.user.pk)
    assert WORDS not in other.client.get(kept).content.decode()


@pytest.mark.thorough
def test_it_stands_in_no_log_no_row_and_on_no_public_page(writer, caplog, monkeypatch, client):
    lines = []
    monkeypatch.setattr("socialnibydleni.editors.audit.logger.info", lines.append)
    keep(writer)
    data = writer.opens(ADDRESS) | {"text": WORDS}
    writer.sends(ADDRESS, data, **{AWAY: True})
    writer.gets_a_token()
    writer.sends(ADDRESS, data)
    assert "kanárek" not in caplog.text
    assert "kanárek" not in json.dumps(lines, ensure_ascii=False)
    assert [row.content for row in KeptForm.objects.all() if "kanárek" in row.content] == []
    assert [address for address in everywhere(client) if "kanárek" in client.get(address).content.decode()] == []


@pytest.mark.parametrize("address", ["/sprava/password_change/", "/sprava/zalozni-kody/", "/sprava/telefon/"])
def test_passwords_and_codes_are_never_kept(writer, address):
    secrets = {
        "old_password": "tajne-heslo",
        "new_password1": "nove-tajne",
        "new_password2": "nove-tajne",
        "code": "123456",
    }
    data = writer.opens(address) | secrets
    writer.gets_a_token()
    answer = writer.sends(address, data)
    assert answer["Location"] == address
    assert "Poslední krok se neprovedl" in texts_of(writer.client.get(address))
    away = writer.sends(address, data, **{AWAY: True})
    assert "sealed" not in fields_of(away)
    assert not KeptForm.objects.exists()


def test_a_password_in_a_form_that_is_kept_stays_out(writer):
    address = keep(writer, password="tajne-heslo", code="123456")
    _, sent = KeptForm.objects.get(), sending.opened(KeptForm.objects.get().content, timezone.now())
    assert not {"password", "code", "csrfmiddlewaretoken"} & {name for name, _ in sent.fields}
    assert "tajne-heslo" not in writer.client.get(address).content.decode()


def test_a_button_of_an_ended_session_leads_back_to_its_page_and_says_that_nothing_was_done(writer):
    address = "/sprava/pages/project/1/overit/verified/"
    data = writer.opens(address)
    writer.client.cookies.clear()
    answer = writer.sends(address, data)
    assert unquote(answer["Location"]) == f"{LOGIN}?next={address}"
    assert "Poslední krok se neprovedl" in texts_of(writer.follows(answer))
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("end", ["ended", "token"])
def test_what_a_script_sends_of_a_form_is_refused_without_a_word(writer, end):
    address = "/sprava/contact/openinghours/1/"
    data = writer.opens(f"{address}change/")
    writer.client.cookies.clear() if end == "ended" else writer.gets_a_token()
    assert writer.sends(f"{address}nahled/", data, HTTP_SEC_FETCH_DEST="empty").status_code == 403
    writer.comes_in()
    assert "Poslední krok se neprovedl" not in texts_of(writer.client.get("/sprava/"))
    assert not KeptForm.objects.exists()


def test_after_a_day_it_is_gone(writer, kept):
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        writer.comes_in()
        assert WORDS not in writer.client.get(kept).content.decode()
        call_command("housekeeping", verbosity=0)
    assert not KeptForm.objects.exists()


def test_what_a_page_carried_for_longer_than_a_day_is_said_to_be_lost(writer):
    carried = fields_of(writer.sends(ADDRESS, writer.opens(ADDRESS) | {"text": WORDS}, **{AWAY: True}))
    with time_machine.travel(timezone.now() + timedelta(hours=24, minutes=1)):
        assert "už vrátit nejde" in texts_of(writer.sends(CARRIED, carried))
    assert not KeptForm.objects.exists()


def test_who_carries_nothing_gets_nothing(client):
    assert client.get(CARRIED)["Location"] == "/sprava/"
    assert client.post(CARRIED, {"sealed": "nesmysl"}).status_code == 410
    assert not KeptForm.objects.exists()


def test_sent_twice_it_is_kept_once_and_interrupted_again_it_stays_one(writer):
    address = ADDRESS
    for _ in range(2):
        data = writer.opens(address) | {"text": WORDS}
        writer.gets_a_token()
        address = [writer.sends(address, data)["Location"] for _ in range(2)][-1]
    assert KeptForm.objects.count() == 1
    assert WORDS in writer.client.get(address).content.decode()


def test_what_is_too_long_to_be_kept_is_shown_to_be_copied(writer):
    long = "kanárek " * (sending.LARGEST // 8)
    data = writer.opens(ADDRESS) | {"text": long}
    writer.client.cookies.pop("sessionid")
    answer = writer.sends(ADDRESS, data)
    assert "na uschování je toho moc" in texts_of(answer)
    assert long in answer.content.decode()
    assert not KeptForm.objects.exists()
    assert "sealed" not in fields_of(writer.sends(ADDRESS, data, **{AWAY: True}))


def test_of_one_account_a_bounded_number_is_kept_and_the_next_is_shown(writer):
    data = writer.opens(ADDRESS)
    writer.gets_a_token()
    answers = [writer.sends(ADDRESS, data | {"text": f"{WORDS} {number}"}) for number in range(MOST + 1)]
    assert KeptForm.objects.count() == MOST
    assert f"{WORDS} {MOST}" in answers[-1].content.decode()


def test_files_are_asked_for_again_and_named(writer):
    address = "/sprava/pages/document/add/"
    data = writer.opens(address) | {"title": WORDS}
    writer.gets_a_token()
    answer = writer.sends(address, {**data, "upload": SimpleUploadedFile("metodika 2026.pdf", b"%PDF")})
    found = writer.follows(answer)
    assert "Soubor vyberte znovu: metodika 2026.pdf." in texts_of(found)
    assert fields_of(found)["title"] == WORDS


def test_what_was_saved_after_all_is_not_asked_for_again(writer):
    data = writer.opens(ADDRESS) | WHOLE
    assert writer.sends(ADDRESS, data).status_code == 302
    writer.gets_a_token()
    answer = writer.follows(writer.sends(ADDRESS, data))
    assert answer.status_code == 302
    assert (Notice.objects.count(), KeptForm.objects.count()) == (1, 0)


@pytest.mark.parametrize(
    ("form", "status", "why"),
    [
        ("notice", 409, "mezitím se změnilo, co se s ním dá dělat"),  # its row is gone
        ("move", 404, "co jste upravovali, tu už není"),
        ("withdrawal", 409, "mezitím se změnilo, co se s ním dá dělat"),  # it was done by somebody else
    ],
)
def test_where_there_is_no_form_any_more_there_is_a_page_to_copy_from(writer, form, status, why):
    form = next(each for each in [*FORMS, *BESIDE] if each.name == form)
    address = form.address()
    data = writer.opens(address) | form.typed | form.button
    writer.gets_a_token()
    answer = writer.sends(address, data)
    if form.name == "withdrawal":
        PageVersion.objects.filter(page__address="/jak-to-chodi/").update(withdrawn_at=timezone.now())
    else:
        PageVersion.objects.filter(page__address="/jak-to-chodi/").delete()
        (Notice if form.name == "notice" else Page).objects.filter(pk=address.split("/")[4]).delete()
    found = writer.follows(answer)
    assert found.status_code == status
    assert why in texts_of(found)
    assert [value for value in form.typed.values() if value not in found.content.decode()] == []


def test_who_has_come_in_by_another_tab_is_led_on_from_the_door(writer, kept):
    assert writer.client.get(f"{LOGIN}?next={quote(kept)}")["Location"] == kept


def test_a_fault_of_ours_takes_nothing_away_and_has_its_number(writer, monkeypatch):
    data = writer.opens(ADDRESS) | WHOLE
    with monkeypatch.context() as patch:
        patch.setattr(Notice, "save", lambda *_arguments, **_options: 1 / 0)
        answer = writer.sends(ADDRESS, data)
    assert answer.status_code == 500
    assert "Číslo chyby:" in texts_of(answer)
    found = writer.follows(writer.sends(CARRIED, fields_of(answer)))
    assert fields_of(found)["text"] == WORDS


@pytest.mark.parametrize("target", ["/sprava/", "/sprava/pages/page/"])
def test_who_comes_in_by_another_way_is_told_once_what_waits(client, enrolled, let_in, target):
    address = keep(Writer(let_in, enrolled))
    client.post(f"{LOGIN}?next={target}", {"username": "novak", "password": PASSWORD})
    client.post(f"{LOGIN}?next={target}", {"code": code_of(enrolled)})
    page = client.get(target)
    assert "jste odeslali něco, co se neuložilo" in texts_of(page)
    assert page.content.decode().count(f'href="{address}"') == 1


def test_the_start_page_says_it_until_it_is_saved_and_to_nobody_else(writer, other, kept):
    said = "jste odeslali něco, co se neuložilo"
    assert said in texts_of(writer.client.get("/sprava/"))
    assert said not in texts_of(other.client.get("/sprava/"))
    writer.sends(kept, writer.opens(kept) | WHOLE)
    assert said not in texts_of(writer.client.get("/sprava/"))
