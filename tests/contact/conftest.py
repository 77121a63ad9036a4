"""What the tests of the contact centre share: a mail server, and somebody who answers requests."""

import pytest
import time_machine
from django.core.mail.utils import DNS_NAME

from tests.contact.meetings.rows import NOW
from tests.contact.meetings.smtp_server import HOST, PATIENCE, MailServer


@pytest.fixture
def server(settings, monkeypatch):
    """A mail server that the site knows, not yet running."""
    server = MailServer()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = HOST, server.port, PATIENCE
    monkeypatch.setattr(DNS_NAME, "_fqdn", HOST, raising=False)  # nobody is asked for this machine's name
    return server


@pytest.fixture
def monday_morning():
    """The clock stands still."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def staff(client_of):
    """The browser of somebody at the contact centre."""
    return client_of("Kontaktní centrum")
