"""What runs beside the editors: the sending of mails, and an update of the database."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from contact.meetings import mail, outbox
from contact.models import OutgoingMail
from municipalities.models import Municipality
from tests.at_once import rows
from tests.at_once.desks import address_of
from tests.own_database import apart, at_once

# Of tables that no save needs, whatever our newest migration is.
BEFORE, NEW = ("axes", "zero"), ("axes", "0001_initial")


def test_eight_senders_at_once_send_each_mail_once(committed, monkeypatch):
    taken = []
    monkeypatch.setattr(outbox, "_send", lambda _line, row, _centre: taken.append(row.message_id))
    apart(lambda: [mail.notify(rows.request(str(number)), timezone.now()) for number in range(12)])
    sent = at_once(*[lambda: outbox.send_due(timezone.now)] * 8)
    assert sum(sent) == len(taken) == 24
    assert sorted(taken) == sorted(apart(lambda: list(OutgoingMail.objects.values_list("message_id", flat=True))))
    assert not apart(OutgoingMail.objects.waiting().exists)


def test_editors_go_on_saving_while_the_database_is_updated(desks):
    """Nobody's save is lost. This code needs its own columns, so the update is the one that changes none it saves."""
    editors = desks(3)
    apart(lambda: call_command("migrate", *BEFORE, verbosity=0))
    towns = apart(lambda: list(Municipality.objects.order_by("pk")[:3]))

    def save_ten_times(desk, town):
        address = address_of(Municipality, "change", town.pk)
        answers = []
        for number in range(10):
            data = desk.fields(address)
            answers.append(desk.client.post(address, {**data, "orp": f"Obec {number}"}).status_code)
        return answers

    saving = [
        lambda desk=desk, town=town: save_ten_times(desk, town) for desk, town in zip(editors, towns, strict=True)
    ]
    _, *answers = at_once(lambda: call_command("migrate", verbosity=0), *saving)
    assert answers == [[302] * 10] * 3
    assert apart(lambda: {town.orp for town in Municipality.objects.order_by("pk")[:3]}) == {"Obec 9"}
    assert apart(lambda: set(MigrationRecorder(connection).applied_migrations())) >= {NEW}
