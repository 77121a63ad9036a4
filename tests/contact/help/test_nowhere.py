"""A phone that nobody has verified stands in no answer: in none of the pages, files, results and structured data."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command

from contact.models import Help
from pages.frame.door import WITHHELD
from tests.canaries import everywhere
from tests.contact.help.conftest import PHONE, WEB

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]
VERIFIED = date(2026, 11, 30)
LAST_MOMENT = datetime(2027, 5, 30, 21, 59, 59, tzinfo=UTC)
ADDRESSES = ["/kam-se-obratit/", "/kam-se-obratit/?obec=%C5%A0t%C4%9Bt%C3%AD", "/kam-se-obratit/?obec=nikde"]
ADDRESSES += ["/uk/kam-se-obratit/", "/en/kam-se-obratit/", "/snadne/kam-se-obratit/"]
FILES = ["/otevrena-data/pomoc.csv", "/otevrena-data/pomoc.jsonld"]
SEARCHES = ["/hledat/?q=kanarkdo", "/hledat/?q=555000111"]
CANARIES = [PHONE, "+420 555 000 111", WEB, "kanarweb", "Kanarkdo", "kanarkdy"]


@pytest.fixture
def row(helping):
    return helping(who="Kanarkdo", hours="kanarkdy od rána")


def shown_at(client, **extra):
    """The addresses whose answers have any of the canaries; not what somebody searched for, which the page repeats."""
    found = []
    for address in [*everywhere(client), *ADDRESSES, *SEARCHES]:
        body = client.get(address, **extra).content.decode().replace("\u00a0", " ").replace("\u2060", "")
        body = body.replace('value="kanarkdo"', "").replace("„kanarkdo“", "").replace("<title>kanarkdo", "")
        if any(canary in body for canary in CANARIES):
            found.append(address)
    return set(found)


def test_a_contact_is_nowhere_before_it_is_verified_everywhere_while_it_is_and_nowhere_after(client, row):
    with time_machine.travel(datetime(2026, 11, 30, 12, tzinfo=UTC), tick=False):
        assert shown_at(client) == set()
        row.verify("verified", None, VERIFIED)
    with time_machine.travel(LAST_MOMENT, tick=False):
        assert shown_at(client) == {*ADDRESSES, *FILES, *SEARCHES}
        assert shown_at(client, **{WITHHELD: True}) == set(SEARCHES)  # which nobody keeps
    with time_machine.travel(LAST_MOMENT + timedelta(seconds=1), tick=False):
        assert shown_at(client) == set()


def test_a_changed_phone_is_silent_until_it_is_verified_again(client, row):
    row.verify("verified", None, VERIFIED)
    with time_machine.travel(LAST_MOMENT, tick=False):
        row.phone = "+420555000222"
        row.save()
        assert Help.objects.get(pk=row.pk).verified_on is None
        assert shown_at(client) == set()
        assert "555 000 222" not in client.get(ADDRESSES[0]).content.decode().replace("\u00a0", " ")


def test_the_snapshot_has_none(row, tmp_path):
    row.verify("verified", None, VERIFIED)
    with time_machine.travel(LAST_MOMENT, tick=False):
        call_command("snapshot", str(tmp_path / "site"), stdout=None)
    written = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html")}
    assert (tmp_path / "site/kam-se-obratit/index.html").exists()
    assert [name for name, text in written.items() if "kanarweb" in text or "Kanarkdo" in text] == []
