"""When calendars are told: in the transaction of a change, and once for all that changes together."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_migrate

from contact.exports import calendars, told
from contact.hours.clock import PRAGUE
from contact.models import ConsultationHours, ContactCentre, HoursException, ToldOpening
from pages.models import ContentVersion
from pages.rows.after import together
from tests.contact.editing.hours_form import save
from tests.contact.exports.subscribers import Subscriber, by_hand
from tests.contact.hours.schedules import DAY, at

pytestmark = pytest.mark.django_db

NOW = at("2030-11-19 08:00")
CALENDAR = "/kontaktni-centrum/hodiny.ics"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as clock:
        ContactCentre.objects.get().verify("hours_verified", None, NOW.date())
        clock.shift(DAY)
        yield clock


@pytest.fixture
def feed(client):
    def feed():
        return client.get(CALENDAR).content.decode()

    return feed


def states(feed):
    return {"cancelled" if said.is_cancelled else "confirmed" for said in by_hand(feed).values()}


def test_what_is_deleted_and_put_back_in_one_step_has_not_changed(feed):
    before, number = feed(), ContentVersion.objects.current()
    with transaction.atomic(), together():
        for row in ConsultationHours.objects.all():
            row.delete()
            row.save(force_insert=True)
    assert feed() == before
    assert ContentVersion.objects.current() == number + 2 * ConsultationHours.objects.count()


def test_hours_that_are_put_back_from_the_history_are_told_once(feed, clock):
    reader, centre = Subscriber(by_hand), ContactCentre.objects.get()
    reader.poll(feed())
    before = reader.shown(NOW + DAY)
    then = NOW + DAY
    clock.shift(DAY)
    ConsultationHours.objects.filter(weekday=2).first().delete()
    reader.poll(feed())
    assert len(reader.shown(NOW + 2 * DAY)) < len(before)
    clock.shift(DAY)
    centre.restore_hours(ConsultationHours, then)
    reader.poll(feed())
    assert reader.shown(NOW + 3 * DAY) == []  # nobody has verified the week that is back
    ContactCentre.objects.get().verify("hours_verified", None, then.date())
    reader.poll(feed())
    assert (
        reader.shown(NOW + 3 * DAY)[: len(before) - 2]
        == [one for one in before if one[1] > NOW + 3 * DAY][: len(before) - 2]
    )


def test_a_change_that_is_rolled_back_is_told_to_nobody(feed):
    before = feed()
    with transaction.atomic():
        ContactCentre.objects.get().exceptions.create(from_day="2030-12-01", through_day="2030-12-31", reason="oprava")
        assert feed() != before
        transaction.set_rollback(True)
    assert feed() == before


def test_a_form_that_types_the_same_hours_anew_tells_nothing(editor_client, feed):
    before, rows = feed(), set(ConsultationHours.objects.values_list("pk", flat=True))
    save(editor_client, ("0", "12:00", "16:00"), ("2", "9:00", "13:00"), ("4", "9:00", "13:00"))
    assert not rows & set(ConsultationHours.objects.values_list("pk", flat=True))
    assert feed() == before


def test_hours_that_nobody_vouches_for_any_more_are_cancelled_and_come_back_when_verified(feed):
    reader = Subscriber(by_hand)
    reader.poll(feed())
    before = reader.shown(NOW + DAY)
    centre = ContactCentre.objects.get()
    centre.hours_verified_on = None
    centre.save()
    reader.poll(feed())
    assert states(feed()) == {"cancelled"}
    assert reader.shown(NOW + DAY) == []
    centre.verify("hours_verified", None, NOW.date())
    reader.poll(feed())
    assert reader.shown(NOW + DAY) == before != []


def test_without_a_centre_all_is_cancelled():
    ContactCentre.objects.all().delete()
    assert states("".join(ToldOpening.objects.values_list("event", flat=True))) == {"cancelled"}


@pytest.mark.parametrize("when", ["migrate", "housekeeping"])
def test_new_code_changes_no_byte_before_its_readers_are_told(feed, monkeypatch, when):
    reader, before = Subscriber(by_hand), feed()
    reader.poll(before)
    monkeypatch.setattr(calendars, "phone_line", lambda centre: f"Volejte {centre.phone}")
    assert feed() == before
    if when == "migrate":
        config = ContactCentre._meta.app_config
        post_migrate.send(config, app_config=config, verbosity=0, interactive=False, using="default")
    else:
        call_command("housekeeping")
    reader.poll(feed())
    assert {text for *_, text in reader.shown(NOW + DAY)} == {"Volejte +420778455761"}


def test_who_follows_learns_what_a_restored_backup_says(feed, clock):
    reader = Subscriber(by_hand)
    backup = list(ToldOpening.objects.all())
    extra = HoursException.objects.create(
        centre_id=1, from_day="2030-12-07", through_day="2030-12-07", opens_at="9:00", closes_at="10:00", reason="akce"
    )
    reader.poll(feed())
    last = list(ToldOpening.objects.all())
    clock.shift(DAY)
    HoursException.objects.filter(pk=extra.pk)._raw_delete("default")  # a restore sends no signals
    ToldOpening.objects.all().delete()
    ToldOpening.objects.bulk_create(backup)
    told.go_on(last, NOW + 2 * DAY)
    reader.poll(feed())
    assert date(2030, 12, 7) not in {start.date() for start, *_ in reader.shown(NOW)}


def test_a_backup_on_a_new_machine_is_believed_whatever_was_told_since(feed, clock):
    reader, backup = Subscriber(by_hand), list(ToldOpening.objects.all())
    ConsultationHours.objects.filter(weekday=2).update(closes_at=time(14))
    told.tell(NOW + DAY)
    reader.poll(feed())
    ConsultationHours.objects.filter(weekday=2).update(closes_at=time(13))
    ToldOpening.objects.all().delete()
    ToldOpening.objects.bulk_create(backup)
    told.go_on([], NOW + 2 * DAY)
    reader.poll(feed())
    shown = [(start, end.astimezone(PRAGUE)) for start, end, _ in reader.shown(NOW + 2 * DAY)]
    assert {end.hour for start, end in shown if start.weekday() == 2} == {13}


def test_what_is_over_leaves_the_feed_after_a_month(feed):
    assert "20301120-1@" in feed()
    told.tell(NOW + timedelta(days=33))
    assert "20301120-1@" in feed()  # nothing has changed
    ContactCentre.objects.update(phone="+420601234567")
    told.tell(NOW + timedelta(days=33))
    assert "20301120-1@" not in feed()
