"""A save that is interrupted comes back with all that was typed, on every form, and is saved then."""

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils.html import escape
from django_otp.plugins.otp_totp.models import TOTPDevice

from pages.models import KeptForm
from pages.web.outage import AWAY
from tests.at_once.desks import fields_of, texts_of
from tests.socialnibydleni.editors.kept.writers import BESIDE, FORMS, Away, Writer

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def ended(writer, _address, _data):
    Session.objects.all().delete()


def replaced_in_another_tab(writer, _address, _data):
    writer.comes_in()
    writer.gets_a_token()


def token_rotated(writer, _address, _data):
    writer.gets_a_token()


def second_factor_lost(writer, _address, _data):
    TOTPDevice.objects.all().delete()


def left_and_forgotten(writer, _address, _data):
    """The browser was closed, and with it went all cookies."""
    writer.client.cookies.clear()


# Every form meets the first, the first form meets each; make proof lets each form meet each.
INTERRUPTIONS = [ended, replaced_in_another_tab, token_rotated, second_factor_lost, left_and_forgotten]
CASES = [
    pytest.param(
        form,
        interrupt,
        id=f"{form}-{interrupt.__name__}",
        marks=[] if form is FORMS[0] or interrupt is ended else [pytest.mark.proof],
    )
    for form in [*FORMS, *BESIDE]
    for interrupt in INTERRUPTIONS
]


@pytest.mark.parametrize(("form", "interrupt"), CASES)
def test_who_signs_in_again_finds_everything_in_the_form_and_saves_it(writer, form, interrupt):
    address = form.address()
    data = writer.opens(address) | form.typed | form.button
    interrupt(writer, address, data)
    answer = writer.sends(address, data)
    assert KeptForm.objects.count() == 1
    found = writer.follows(answer)
    assert_back(found, form)
    assert not is_saved(writer, form, address)
    assert writer.saves(found, form).status_code == 302
    assert not KeptForm.objects.exists()


@pytest.mark.parametrize("is_known", [False, True], ids=["just gone", "known to be away"])
@pytest.mark.parametrize("form", [*FORMS, *BESIDE], ids=str)
def test_the_page_of_an_outage_carries_it_until_the_database_is_back(writer, form, is_known):
    address = form.address()
    data = writer.opens(address) | form.typed | form.button
    with Away():
        answer = writer.sends(address, data, **({AWAY: True} if is_known else {}))
        again = writer.sends("/sprava/rozepsane/", fields_of(answer), **({AWAY: True} if is_known else {}))
    assert [answer.status_code, again.status_code] == [503, 503]
    assert fields_of(again) == fields_of(answer)
    found = writer.follows(writer.sends("/sprava/rozepsane/", fields_of(again)))
    assert_back(found, form)
    assert not is_saved(writer, form, address)
    assert writer.saves(found, form).status_code == 302


@pytest.mark.parametrize("is_out", [False, True], ids=["of this form", "of everything"])
@pytest.mark.parametrize("form", [*FORMS, *BESIDE], ids=str)
def test_whose_rights_were_taken_gets_a_page_to_copy_it_from(writer, petra, form, is_out):
    address = form.address()
    data = writer.opens(address) | form.typed | form.button
    petra.groups.clear()
    User.objects.filter(pk=petra.pk).update(is_staff=not is_out)
    answer = writer.sends(address, data)
    assert answer.status_code == 403
    assert "práva vašeho účtu se mezitím změnila" in texts_of(answer)
    shown = answer.content.decode()
    assert [value for value in form.typed.values() if escape(value) not in shown] == []


@pytest.mark.parametrize("form", [form for form in FORMS if form.name != "new news"], ids=str)
def test_a_second_editor_takes_nothing_away(writer, let_in, form, editor):
    address = form.address()
    data = writer.opens(address) | form.typed | form.button
    other = Writer(let_in, editor)
    theirs = {name: value.replace("anár", "urn") for name, value in form.typed.items()}
    assert other.saves(other.sends(address, other.opens(address) | theirs), form).status_code == 302
    assert_back(writer.sends(address, data), form)


def assert_back(answer, form):
    assert answer.status_code == 200
    back = fields_of(answer)
    assert {name: back.get(name) for name in form.typed} == form.typed


def is_saved(writer, form, address):
    answer = writer.client.get(address)
    return answer.status_code != 200 or any(fields_of(answer)[name] == value for name, value in form.typed.items())
