"""What the database knows of addresses outside: which are asked next, which prove a way out, and who may begin."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from pages.models import ExternalAddress, ExternalRound

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]

NOW, MINUTE, DAY = datetime(2026, 12, 5, 9, tzinfo=UTC), timedelta(minutes=1), timedelta(days=1)
SINCE = {"failing_since": date(2026, 12, 3), "failed_on": date(2026, 12, 5)}


def keep(host, scheme="https", **values):
    ExternalAddress.objects.create(address=f"{scheme}://{host}.example.org/", **values)


def hosts(rows):
    return [row.address.partition("://")[2].partition(".")[0] for row in rows]


def test_what_waits_longest_is_asked_next_and_nothing_twice_a_day():
    for host, looked_at in {
        "yesterday": NOW - DAY + 5 * MINUTE,
        "today": NOW - DAY + 6 * MINUTE,
        "never": None,
        "long-ago": NOW - 3 * DAY,
        "clock-set-back": NOW + MINUTE,
    }.items():
        keep(host, looked_at=looked_at)
    assert hosts(ExternalAddress.objects.due(NOW)) == ["never", "long-ago", "yesterday", "clock-set-back"]


def test_only_what_answered_over_tls_when_last_asked_proves_a_way_out():
    keep("earlier", answered_at=NOW - DAY)
    keep("later", answered_at=NOW)
    keep("never")
    keep("unsecured", "http", answered_at=NOW)
    keep("failing", answered_at=NOW - 3 * DAY, failures=1, **SINCE)
    assert hosts(ExternalAddress.objects.answering()) == ["later", "earlier"]


@pytest.mark.parametrize("values", [{"failures": 1}, SINCE, {"failures": 1, "failed_on": date(2026, 12, 5)}])
def test_failures_have_days_and_days_have_failures(values):
    with pytest.raises(IntegrityError), transaction.atomic():
        keep("zruseno", **values)


def test_a_round_begun_by_a_clock_since_set_back_keeps_no_other_waiting():
    assert ExternalRound.objects.begin(NOW + DAY)
    assert ExternalRound.objects.begin(NOW)
    assert not ExternalRound.objects.begin(NOW)
    ExternalRound.objects.end(NOW)
    assert ExternalRound.objects.begin(NOW)
