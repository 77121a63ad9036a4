"""New promises meet an old database: rows that break one are named before anything changes."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, connection, connections
from django.utils import timezone

from contact.models import ConsultationHours
from pages.models import Notice, Page, PageVersion, PreviewLink
from tests.own_database import apart
from tests.translations import forget_translations


def migrate(app, name):
    apart(lambda: call_command("migrate", app, name, verbosity=0))


def without_later_kinds():
    """No pages of kinds that the database did not know then."""
    forget_translations()
    later = Page.objects.filter(kind__in=[Page.Kind.QUESTION, Page.Kind.TERM])
    PageVersion.objects.filter(page__in=later)._raw_delete("default")
    later.delete()


def overlapping_hours():
    ConsultationHours.objects.bulk_create(  # no signal: what follows from hours is in no table yet
        ConsultationHours(centre_id=1, weekday=6, opens_at=opens, closes_at="12:00") for opens in ["09:00", "10:00"]
    )


def address_of_another_scheme():
    with connection.cursor() as cursor:  # its table has fewer columns than the model
        cursor.execute(
            "INSERT INTO pages_source (name, publisher, url, dated_on) "
            "VALUES ('Starý', 'Úřad', 'ftp://example.cz/', '2020-01-01')"
        )


def link_for_ever():
    now = timezone.now()
    with connection.cursor() as cursor:  # as above
        cursor.execute(
            "INSERT INTO pages_previewlink (for_whom, created_at, expires_at) VALUES ('', %s, %s)",
            [now, now + timedelta(days=31)],
        )


def notice_to_another_site():
    now = timezone.now()
    Notice.objects.create(
        text="x", link_text="y", link_address="//example.cz", starts_at=now, ends_at=now + timedelta(1)
    )


@pytest.mark.parametrize(
    ("app", "before", "after", "promises"),
    [
        ("contact", "0004", "0005", {"contact_consultationhours": overlapping_hours}),
        (
            "pages",
            "0013",
            "0014",
            {
                "pages_source": address_of_another_scheme,
                "pages_previewlink": link_for_ever,
                "pages_notice": notice_to_another_site,
            },
        ),
    ],
)
def test_rows_that_break_a_new_promise_are_named_and_nothing_changes(committed, app, before, after, promises):
    apart(without_later_kinds)
    migrate(app, before)
    for table, broken in promises.items():
        apart(broken)
        with pytest.raises(CommandError, match=f"{table}: the rows .* break what is promised from now on"):
            migrate(app, after)
        apart(partial(_empty, table))
    migrate(app, after)
    for broken in promises.values():
        with pytest.raises(IntegrityError, match=r"constraint|conflict"):
            apart(broken)


def _empty(table):
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE id = (SELECT max(id) FROM {table})")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL knows no functions that Django adds")
def test_sqlite_can_check_what_is_promised_without_us(committed):
    """A backup is restored only after it has checked itself."""
    apart(lambda: PreviewLink.objects.create(created_at=timezone.now(), expires_at=timezone.now()))
    with closing(sqlite3.connect(connections.settings["default"]["NAME"])) as plain:
        assert plain.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        with pytest.raises(sqlite3.IntegrityError, match="preview_link_lasts_30_days_at_most"):
            plain.execute("UPDATE pages_previewlink SET expires_at = '2999-01-01 00:00:00'")
