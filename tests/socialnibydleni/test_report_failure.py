"""An operator hears of a unit that failed, whatever is with the database."""

import pytest
from django.core import mail
from django.core.management import CommandError, call_command

UNIT = "socialnibydleni-copies.service"


@pytest.fixture(autouse=True)
def _operator(settings):
    settings.OPERATOR_MAIL = "spravce@example.cz"


def test_a_mail_says_which_unit_failed_and_where_to_look():
    call_command("report_failure", UNIT)
    (sent,) = mail.outbox
    assert (sent.subject, sent.to) == (f"127.0.0.1: {UNIT} failed", ["spravce@example.cz"])
    assert f"journalctl -u {UNIT}" in sent.body


def test_with_nobody_to_tell_or_no_server_the_journal_says_so(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    with pytest.raises(CommandError, match="no mail server took the word of it: ConnectionRefusedError"):
        call_command("report_failure", UNIT)
    settings.OPERATOR_MAIL = ""
    with pytest.raises(CommandError, match="names nobody"):
        call_command("report_failure", UNIT)
