"""A form in which one writes saves itself beside all that is saved, and is there again on return; for nobody else."""

import json
import re
from datetime import timedelta
from html import unescape

import pytest
import time_machine
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from pages.models import Page, PageVersion, WorkingCopy
from socialnibydleni.editors.kept import sent as sending
from socialnibydleni.editors.kept.copies import MOST
from tests.at_once.desks import fields_of, texts_of
from tests.canaries import everywhere
from tests.hostile import ALL, HARMLESS, dangers, parsed
from tests.socialnibydleni.editors.kept.writers import FORMS, WORDS, Away, Writer, change, drafted

pytestmark = pytest.mark.django_db
WRITING, THROW_AWAY = "/sprava/rozepsane/prubezne/", "/sprava/rozepsane/zahodit/"
BY_NAME = {form.name: form for form in FORMS}
SAVING = [BY_NAME[name] for name in ["page", "new news", "notice", "document"]]
NEWS = BY_NAME["new news"].address()
FOUND = "Našli jsme rozepsaný text z 9.41"


@pytest.fixture(autouse=True)
def clock():
    """A quarter to ten in Prague: what is shown so early is shown as of today."""
    with time_machine.travel("2026-11-23T09:41+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def other(let_in, editor):
    """Another editor, who may do everything."""
    return Writer(let_in, editor)


def writes(writer, address, **typed):
    """What the script sends of an untouched form with this in it, and the answer."""
    data = writer.opens(address) | typed
    return data, writer.sends(WRITING, data)


def link(answer, words):
    return unescape(re.search(rf'href="([^"]*)">{words}', answer.content.decode())[1])


@pytest.mark.parametrize("form", SAVING, ids=str)
def test_who_comes_back_is_asked_with_the_difference_and_goes_on_where_it_was_left(writer, form):
    address = form.address()
    _, answer = writes(writer, address, **form.typed)
    assert answer.json()["said"] == "Rozepsané, uloženo v 9.41"
    asked = writer.client.get(address)
    assert FOUND in texts_of(asked)
    assert f"{WORDS}" in texts_of(asked)
    found = writer.client.get(link(asked, "Pokračovat v něm"))
    assert "Tohle je váš rozepsaný text z 9.41. Ještě ho uložte." in texts_of(found)
    assert {name: fields_of(found).get(name) for name in form.typed} == form.typed
    assert writer.saves(found, form).status_code == 302
    assert not WorkingCopy.objects.exists()
    assert FOUND not in texts_of(writer.client.get(address))


def test_it_is_no_version_no_history_and_no_change_of_the_content(writer):
    writer.client.get("/sprava/")
    before = counted()
    writes(writer, BY_NAME["page"].address(), title=WORDS)
    assert counted() == before | {"WorkingCopy": 1, "OpenForm": 1}


def counted():
    return {model.__name__: model._base_manager.count() for model in apps.get_models()}


def test_what_is_written_later_stands_in_place_of_what_was_before(writer):
    address = BY_NAME["page"].address()
    data, _ = writes(writer, address, title="Kanárek první")
    writer.sends(WRITING, data | {"title": "Kanárek druhý"})
    assert WorkingCopy.objects.count() == 1
    asked = texts_of(writer.client.get(address))
    assert "Kanárek druhý" in asked
    assert "Kanárek první" not in asked


def test_the_question_marks_what_came_and_what_went(writer):
    address = change(drafted())
    writes(writer, address, title="Jak to chodilo")
    shown = parsed(writer.client.get(address).content.decode())
    assert ["".join(mark.itertext()) for mark in shown.iter() if mark.tag in {"del", "ins"}][2:] == [
        "smazáno: chodí",
        "přidáno: chodilo",
    ]


def test_thrown_away_it_is_gone_and_the_form_stands_as_it_is_saved(writer):
    address = BY_NAME["page"].address()
    writes(writer, address, title=WORDS)
    answer = writer.sends(THROW_AWAY, writer.fields(writer.client.get(address)))
    assert answer["Location"] == address
    assert not WorkingCopy.objects.exists()
    found = writer.client.get(address)
    assert "Rozepsaný text je zahozený." in texts_of(found)
    assert WORDS not in texts_of(found)


def test_nobody_is_asked_about_a_text_that_is_the_same_as_the_saved_one(writer):
    address = BY_NAME["page"].address()
    writes(writer, address)
    assert "Našli jsme" not in texts_of(writer.client.get(address))


def test_the_day_is_said_of_what_was_not_written_today(writer, clock):
    address = BY_NAME["page"].address()
    writes(writer, address, title=WORDS)
    clock.shift(timedelta(days=2))
    writer.comes_in()
    assert "Našli jsme rozepsaný text z 23. 11. 2026 v 9.41" in texts_of(writer.client.get(address))


def test_two_windows_with_something_new_keep_two_texts(writer):
    for words in ["Kanárek v prvním okně", "Kanárek ve druhém okně"]:
        writes_new(writer, words)
    assert WorkingCopy.objects.count() == 2
    asked = writer.client.get(NEWS)
    assert "Kanárek ve druhém okně" in texts_of(asked)
    assert "Našli jsme" not in texts_of(writer.client.get(link(asked, "Nechat ho na potom")))
    writer.sends(THROW_AWAY, writer.fields(asked))
    assert "Kanárek v prvním okně" in texts_of(writer.client.get(NEWS))


def writes_new(writer, words):
    return writes(writer, f"{NEWS}&dalsi=1", title=words)[0]


def test_what_comes_late_after_the_save_of_something_new_is_not_kept(writer):
    data = writer.opens(NEWS) | {"title": WORDS, "body": f"<p>{WORDS}</p>"}
    assert writer.sends(NEWS, data).status_code == 302
    assert writer.sends(WRITING, data).status_code == 200
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("name", ["request", "account", "facts", "hours"])
def test_of_requests_for_meetings_and_of_what_has_no_prose_there_is_no_copy(writer, name):
    address = BY_NAME[name].address()
    _, answer = writes(writer, address, **BY_NAME[name].typed)
    assert "data-writing" not in writer.client.get(address).content.decode()
    assert answer.status_code == 403
    assert not WorkingCopy.objects.exists()


def test_another_account_never_sees_it(writer, other):
    addresses = {form.name: form.address() for form in FORMS}
    mine = [addresses[form.name] for form in SAVING]
    for address in mine:
        writes(writer, address, title=WORDS, text=WORDS)
    numbers = list(WorkingCopy.objects.values_list("pk", flat=True))
    assert len(numbers) == len(SAVING)
    answers = [other.client.get(address) for address in [*addresses.values(), "/sprava/"]]
    answers += [
        other.client.get(f"{address}{'&' if '?' in address else '?'}{name}={number}")
        for address in mine
        for number in numbers
        for name in ["kopie", "rozepsane"]
    ]
    assert [answer for answer in answers if WORDS in texts_of(answer)] == []
    for number in numbers:
        other.sends(THROW_AWAY, other.opens(mine[0]) | {"kopie": number})
    assert WorkingCopy.objects.count() == len(SAVING)


def test_a_row_in_the_wrong_account_opens_nowhere(writer, other):
    address = BY_NAME["page"].address()
    writes(writer, address, title=WORDS)
    WorkingCopy.objects.update(account=other.user.pk)
    number = WorkingCopy.objects.get().pk
    assert WORDS not in texts_of(other.client.get(address))
    assert WORDS not in texts_of(other.client.get(f"{address}?kopie={number}"))


def test_the_form_of_who_was_signed_in_before_is_kept_for_nobody(writer, other):
    data = writer.opens(BY_NAME["page"].address()) | {"title": WORDS}
    data["csrfmiddlewaretoken"] = other.opens(NEWS)["csrfmiddlewaretoken"]
    assert other.sends(WRITING, data).status_code == 403
    assert not WorkingCopy.objects.exists()


@pytest.mark.parametrize("owner", ["", "nesmysl"])
def test_a_form_that_does_not_say_whose_it_is_is_kept_for_nobody(writer, owner):
    data = writer.opens(NEWS) | {"title": WORDS, "_owner": owner}
    assert writer.sends(WRITING, data).status_code == 403


def test_without_a_session_or_a_good_token_nothing_is_kept(writer):
    data = writer.opens(NEWS) | {"title": WORDS}
    forged = data | {"csrfmiddlewaretoken": "x" * 64}
    assert writer.sends(WRITING, forged, HTTP_SEC_FETCH_DEST="empty").status_code == 403
    assert Client().post(WRITING, data)["Location"].startswith("/sprava/login/")
    assert writer.client.get(WRITING).status_code == 405
    assert not WorkingCopy.objects.exists()


def test_whose_right_to_write_was_taken_is_neither_heard_nor_asked(writer, petra):
    address = BY_NAME["page"].address()
    data, _ = writes(writer, address, title=WORDS)
    petra.groups.set(Group.objects.filter(name="Kontaktní centrum"))
    assert writer.sends(WRITING, data).status_code == 403
    assert WORDS not in texts_of(writer.client.get(address))


def test_who_saved_meanwhile_is_told_of_when_the_text_is_taken(writer, other):
    address = BY_NAME["page"].address()
    writes(writer, address, title=WORDS)
    theirs = other.opens(address) | {"title": "Urna od kolegy", "summary": "", "body": "<p>Urna.</p>"}
    assert other.sends(address, theirs).status_code == 302
    found = writer.client.get(link(writer.client.get(address), "Pokračovat v něm"))
    assert "Mezitím tento text uložil někdo jiný" in texts_of(found)
    assert fields_of(found)["title"] == WORDS


def test_it_is_erased_after_thirty_days(writer, clock):
    address = BY_NAME["page"].address()
    writes(writer, address, title=WORDS)
    clock.shift(timedelta(days=29, hours=23))
    call_command("housekeeping", verbosity=0)
    assert WorkingCopy.objects.count() == 1
    clock.shift(timedelta(hours=1, minutes=1))
    writer.comes_in()
    assert WORDS not in texts_of(writer.client.get(address))
    call_command("housekeeping", verbosity=0)
    assert not WorkingCopy.objects.exists()


@pytest.mark.thorough
def test_it_stands_in_no_log_on_no_page_and_in_the_row_for_nobody_to_read(writer, caplog, monkeypatch, client):
    lines = []
    monkeypatch.setattr("socialnibydleni.editors.audit.logger.info", lines.append)
    writes(writer, BY_NAME["page"].address(), title=WORDS, body=f"<p>{WORDS}</p>")
    writes_new(writer, WORDS)
    assert "kanárek" not in caplog.text
    assert lines == []
    assert [row.content for row in WorkingCopy.objects.all() if "kanárek" in row.content] == []
    assert [address for address in everywhere(client) if "kanárek" in client.get(address).content.decode()] == []


def test_what_is_too_long_is_said_to_be_not_saved(writer):
    _, answer = writes(writer, NEWS, title="kanárek " * (sending.LARGEST // 8))
    assert answer.json()["said"] == "Samo se to neukládá: je toho moc. Uložte to."
    assert not WorkingCopy.objects.exists()


def test_of_one_account_a_bounded_number_is_kept_the_newest(writer, other, clock):
    writes_new(other, WORDS)
    writes_new(writer, "Kanárek 0")
    shut = WorkingCopy.objects.get(account=writer.user.pk)
    row = {"account": shut.account, "page": shut.page, "content": shut.content, "written_at": timezone.now()}
    WorkingCopy.objects.bulk_create(WorkingCopy(form=str(number), **row) for number in range(MOST - 1))
    clock.shift(timedelta(seconds=5))
    writes_new(writer, "Kanárek nakonec")
    assert WorkingCopy.objects.filter(account=writer.user.pk).count() == MOST
    assert not WorkingCopy.objects.filter(pk=shut.pk).exists()
    assert "Kanárek nakonec" in texts_of(writer.client.get(NEWS))


@pytest.mark.parametrize("name", ["title", "summary", "body"])
def test_hostile_texts_are_words_in_the_question_and_in_the_form(writer, name):
    address = BY_NAME["page"].address()
    body = "".join(f"<p>{text}</p>" for text in ALL.values()) + HARMLESS
    found = []
    for hostile in [WORDS, body if name == "body" else " ".join(ALL.values())]:
        writes(writer, address, **{"title": WORDS, name: hostile})
        asked = writer.client.get(address)
        answers = [asked, writer.client.get(link(asked, "Pokračovat v něm"))]
        assert [answer.status_code for answer in answers] == [200, 200]
        found.append([set(dangers(parsed(answer.content.decode()))) for answer in answers])
        writer.sends(THROW_AWAY, writer.fields(asked))
    assert found[0] == found[1]


def test_an_odd_number_or_page_asks_for_nothing(writer):
    address = BY_NAME["page"].address()
    for query in ["kopie=", "kopie=x", f"kopie={'9' * 18}", "kopie=1", "dalsi=1"]:
        assert writer.client.get(f"{address}?{query}").status_code == 200
    long = f"{NEWS}&{'x' * 300}=1"
    writes(writer, long, title=WORDS)
    assert len(WorkingCopy.objects.get().page) <= 200


def test_while_the_database_is_away_the_browser_hears_that_it_must_keep_it(writer):
    data = writer.opens(NEWS) | {"title": WORDS}
    with Away():
        answer = writer.sends(WRITING, data)
    assert answer.status_code == 503
    assert "kanárek" not in answer.content.decode()


def test_the_answer_is_no_page(writer):
    _, answer = writes(writer, NEWS, title=WORDS)
    assert json.loads(answer.content) == {"said": "Rozepsané, uloženo v 9.41", "others": []}
    assert "no-store" in answer["Cache-Control"]
    assert PageVersion.objects.filter(title=WORDS).count() == Page.objects.filter(menu_title=WORDS).count() == 0
