"""A text in a state in which readers must not see it, looked for in every place where it might show."""

import json
from contextlib import suppress
from io import StringIO

import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.test import Client

from pages.models import Page, PreviewLink
from tests.canaries import (
    ABOVE,
    BELOW,
    CASES,
    FREE,
    NOW,
    OF_READERS,
    canaries,
    found,
    in_pages,
    in_search,
    page_of,
    without,
)
from tests.free_pages import preview_link

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(django_user_model, let_in, settings):
    """The editor's browser; `client` is that of a reader."""
    settings.SESSION_COOKIE_AGE = 30 * 24 * 3600  # some stories take days
    return let_in(Client(), django_user_model.objects.create_superuser("editorka"))


def in_redirects(_client):
    for redirect in Redirect.objects.all():
        yield "redirects", f"{redirect.old_path} {redirect.new_path}"


def in_check(_client):
    output = StringIO()
    with suppress(CommandError):
        call_command("check_content", stdout=output)
    yield "check_content", output.getvalue()


def in_dead_previews(client, desk, page):
    """What an expired, a cancelled and two forged links show."""
    expired, cancelled = preview_link(desk), preview_link(desk)
    PreviewLink.objects.filter(pk=expired.pk).update(expires_at=NOW)
    PreviewLink.objects.filter(pk=cancelled.pk).update(withdrawn_at=NOW)
    tokens = {
        "expired": expired.token,
        "cancelled": cancelled.token,
        "forged": f"{preview_link(desk).token}x",
        "no": "1",
    }
    for name, token in tokens.items():
        for address in [page.address, ABOVE, "/obce/brno/"]:
            yield f"{name} preview of {address}", client.get(f"/nahled/{token}{address}").content.decode()


def in_others_admin(client_of, desk, page):
    """The start pages of who has nothing to do with texts, and what editors see of the versions of other pages."""
    for group in ["Kontaktní centrum", "Správce"]:
        browser = client_of(group)
        own = [f"pages/page/{page.pk}/{end}" for end in ["change/", "history/", "verze/1/"]]
        for address in ["", "pages/page/", "pages/previewlink/", *own]:
            yield f"/sprava/{address} for {group}", browser.get(f"/sprava/{address}").content.decode()
    desk.get("/sprava/")  # what was said after the last step is read here
    for other in Page.objects.filter(address__in=["/", "/obce/", ABOVE, BELOW]).exclude(pk=page.pk):
        for end in ["history/", "verze/1/", *([] if other.address == BELOW else ["change/"])]:  # it says what is above
            body = desk.get(f"/sprava/pages/page/{other.pk}/{end}").content.decode()
            yield f"/sprava/…/{end} of {other.address}", body


def in_time(case):
    """A free page has all states; of another kind make test asks for those in which it differs, make proof for all."""
    is_asked = case.address == FREE or case.state.__name__ in ["draft", "scheduled", "withdrawn"]
    return case if is_asked else pytest.param(case, marks=pytest.mark.proof)


@pytest.mark.parametrize("case", [in_time(case) for case in CASES], ids=str)
def test_readers_and_others_meet_the_text_nowhere(case, desk, client, client_of, caplog, audit_lines):
    page = page_of(desk, case)
    case.state(desk, page)
    seen = found(in_pages(client), in_search(client), in_redirects(client), in_check(client))
    assert without(case.known, seen) == {}
    assert without(case.known, found(in_dead_previews(client, desk, page))) == {}
    if Page.objects.filter(pk=page.pk).exists():
        assert without(case.known, found(in_others_admin(client_of, desk, page))) == {}
    assert canaries(caplog.text) == []
    written = json.dumps(audit_lines(), ensure_ascii=False)
    assert without(OF_READERS, found([("audit", written)])) == {}  # it names addresses, no texts
