"""Two browsers: that of an editor, and that of somebody with no more than a link."""

import pytest
from django.test import Client
from django.utils import timezone

from pages.models import PreviewLink
from pages.preview.links import LASTS, PREFIX


@pytest.fixture
def desk(django_user_model, let_in, settings):
    """The editor's browser; `client` is that of somebody without an account."""
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600  # some stories take days
    return let_in(Client(), django_user_model.objects.create_superuser("editorka"))


@pytest.fixture
def link():
    now = timezone.now()
    return PreviewLink.objects.create(created_at=now, expires_at=now + LASTS)


@pytest.fixture
def inside(link):
    """The prefix under which the link shows the site, without the last slash."""
    return PREFIX + link.token
