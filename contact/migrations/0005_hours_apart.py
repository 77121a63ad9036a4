"""Hours of one day lie apart, and so do the stretches of one exception: what the form says, refused by the database.

PostgreSQL has exclusion constraints for it, over ranges and without an extension. SQLite has triggers; Django makes a
table anew there to alter it, and its triggers go with the old one, so a later migration of these tables on SQLite must
end with `make_triggers` again. tests/contact/hours/test_hours_apart.py would tell.

The rows of the centre need not be told apart by their centre, for there is one.
"""

from django.db import migrations

from pages.rows.promises import refuse

# Two rows that can't both hold, as the form sees it. What has no limit in time holds on every day; an exception
# without hours closes the whole day.
EVER = "coalesce({0}.valid_from, '0001-01-01') <= coalesce({1}.valid_through, '9999-12-31')"
OPENS = "coalesce({0}.opens_at, '00:00:00') < coalesce({1}.closes_at, '24:00:00')"
RULES = {
    "contact_consultationhours": ("one.weekday = other.weekday", EVER, OPENS),
    "contact_hoursexception": ("one.from_day = other.from_day AND one.through_day = other.through_day", OPENS),
}
# Microseconds, because the form takes as many; half-open, as [) is by default.
MICROSECONDS = "(extract(epoch FROM {}) * 1000000)::bigint"
EXCLUDED = {
    "contact_consultationhours": "int8range(weekday * 86400000000 + {opens}, weekday * 86400000000 + {closes}) WITH &&,"
    " daterange(valid_from, valid_through, '[]') WITH &&",
    "contact_hoursexception": "daterange(from_day, through_day, '[]') WITH =,"
    " int8range(coalesce({opens}, 0), coalesce({closes}, 86400000000)) WITH &&",
}


def overlap(table, one, other):
    """The condition under which two rows of the table, by these names, exclude each other."""
    fixed, *both_ways = RULES[table]
    parts = [fixed.replace("one.", f"{one}.").replace("other.", f"{other}.")]
    parts += [rule.format(*pair) for rule in both_ways for pair in [(one, other), (other, one)]]
    return " AND ".join(parts)


def name_of(table):
    return f"{table.partition('_')[2]}_apart"


def refuse_overlapping_rows(apps, schema_editor):
    for table in RULES:
        with schema_editor.connection.cursor() as cursor:
            cursor.execute(
                f"SELECT one.id, other.id FROM {table} one JOIN {table} other ON one.id < other.id"
                f" WHERE {overlap(table, 'one', 'other')} ORDER BY one.id, other.id"
            )
            refuse(table, [f"{one} with {other}" for one, other in cursor.fetchall()], "they do not overlap")


def make_constraints(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        return make_triggers(schema_editor)
    drop_constraints(apps, schema_editor)  # of a try that was interrupted
    for table, excluded in EXCLUDED.items():
        ranges = excluded.format(opens=MICROSECONDS.format("opens_at"), closes=MICROSECONDS.format("closes_at"))
        schema_editor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name_of(table)} EXCLUDE USING gist ({ranges})")
    return None


def make_triggers(schema_editor):
    for table in RULES:
        for event in ["insert", "update"]:
            schema_editor.execute(
                f"CREATE TRIGGER IF NOT EXISTS {name_of(table)}_{event} BEFORE {event.upper()} ON {table}"
                f" WHEN EXISTS (SELECT 1 FROM {table} other WHERE other.id IS NOT NEW.id"
                f" AND {overlap(table, 'NEW', 'other')})"
                f" BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: {name_of(table)}'); END"
            )


def drop_constraints(apps, schema_editor):
    for table in RULES:
        if schema_editor.connection.vendor == "sqlite":
            for event in ["insert", "update"]:
                schema_editor.execute(f"DROP TRIGGER IF EXISTS {name_of(table)}_{event}")
        else:
            schema_editor.execute(f"ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {name_of(table)}")


class Migration(migrations.Migration):

    atomic = False  # one table at a time, or who reads both might wait for us while we wait for them

    dependencies = [
        ('contact', '0004_promises'),
    ]

    operations = [
        migrations.RunPython(refuse_overlapping_rows, migrations.RunPython.noop),
        migrations.RunPython(make_constraints, drop_constraints),
    ]
