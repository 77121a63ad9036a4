"""Two people on one page see each other: a hint and no lock, and gone soon after the window is."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.utils import timezone

from pages.models import OpenForm
from socialnibydleni.management.commands.housekeeping import erase_working_copies
from tests.at_once.desks import texts_of
from tests.socialnibydleni.editors.kept.writers import FORMS, Writer, change, page

pytestmark = pytest.mark.django_db
WRITING = "/sprava/rozepsane/prubezne/"
PETRA = "Petra Malá má text otevřený od 9.30"
NEWS = next(form for form in FORMS if form.name == "new news").address()


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-11-23T09:30+01:00", tick=False) as clock:
        yield clock


@pytest.fixture
def petra(petra):
    petra.first_name, petra.last_name = "Petra", "Malá"
    petra.save()
    return petra


@pytest.fixture
def other(let_in, editor):
    return Writer(let_in, editor)


def beats(writer, address, **more):
    """What the script sends as long as nobody writes."""
    form = writer.opens(address)
    return writer.sends(WRITING, {name: form[name] for name in ["csrfmiddlewaretoken", "_owner"]} | more)


def test_who_has_the_same_page_open_is_named_with_since_when(writer, other, clock):
    address = change(page())
    assert beats(writer, address).json() == {"said": "", "others": []}
    clock.shift(timedelta(minutes=1))
    assert beats(writer, address).json()["others"] == []
    assert PETRA in texts_of(other.client.get(address))
    assert beats(other, address).json()["others"] == [PETRA]
    assert beats(writer, address).json()["others"] == ["editorka má text otevřený od 9.31"]
    assert other.client.get(address).status_code == 200


def test_only_that_page_is_meant(writer, other):
    beats(writer, change(page()))
    for address in [change(page().parent), NEWS, "/sprava/"]:
        assert "Petra Malá má" not in texts_of(other.client.get(address))


def test_two_who_write_something_new_have_nothing_in_common(writer, other):
    beats(writer, NEWS)
    assert beats(other, NEWS).json()["others"] == []
    assert not OpenForm.objects.exists()


def test_who_closes_the_window_is_gone_at_once(writer, other):
    address = change(page())
    beats(writer, address)
    assert beats(writer, address, _leaves="1").status_code == 204
    assert beats(other, address).json()["others"] == []


def test_whose_window_died_is_gone_after_two_minutes(writer, other, clock):
    address = change(page())
    beats(writer, address)
    clock.shift(timedelta(minutes=2))
    assert beats(other, address).json()["others"] == [PETRA]
    clock.shift(timedelta(seconds=1))
    assert PETRA not in texts_of(other.client.get(address))
    assert beats(other, address).json()["others"] == []
    assert [row.account for row in OpenForm.objects.all()] == [other.user.pk]
    clock.shift(timedelta(minutes=3))
    erase_working_copies(timezone.now())
    assert not OpenForm.objects.exists()


def test_who_may_not_write_there_is_told_of_nobody(writer, let_in):
    address = change(page())
    beats(writer, address)
    reader = User.objects.create_user("ctenar", is_staff=True)
    reader.groups.set(Group.objects.filter(name="Kontaktní centrum"))
    assert "Petra Malá" not in texts_of(Writer(let_in, reader).client.get(address))


def test_an_account_that_is_no_more_is_named_by_nobody(writer, other):
    address = change(page())
    beats(writer, address)
    User.objects.filter(pk=writer.user.pk).delete()
    assert beats(other, address).json()["others"] == []
