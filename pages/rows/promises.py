"""What several tables promise of the values in them, as constraints; and how a new promise meets rows of before."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.management.base import CommandError
from django.db import migrations, transaction
from django.db.migrations.operations import AddConstraint
from django.db.migrations.operations.base import Operation
from django.db.models import BooleanField, CheckConstraint, Func, Q

WEB = ("https://", "http://")
MOST_NAMED = 20


def web_addresses(name: str, *fields: str) -> CheckConstraint:
    """Each of the fields is empty or an address of the web, never of another scheme."""
    condition = reduce(and_, (_begins(field, *WEB) for field in fields))
    return CheckConstraint(
        name=name, condition=condition, violation_error_message="Adresa webu začíná https:// nebo http://."
    )


def links(name: str, field: str, *schemes: str) -> CheckConstraint:
    """The field is empty, a path on this site, an address of the web, or one that begins as said."""
    leads_elsewhere = Q(**{f"{field}__startswith": "//"})  # to the host that follows
    return CheckConstraint(
        name=name,
        condition=_begins(field, "/", *WEB, *schemes) & ~leads_elsewhere,
        violation_error_message="Takovou adresu web neotevře. Začíná lomítkem nebo https://.",
    )


class HasUnseenSign(Func):
    """Whether a text has a space in it, the end of a line, or another sign of ASCII that nobody sees.

    By what each database has built in, and without such signs in the definition of the table itself. The sign 0 is
    left out: PostgreSQL takes none, and for SQLite it is the end of a text.
    """

    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """GLOB, with its class of signs put together."""
        template = "(%(expressions)s GLOB '*[' || char(1) || '-' || char(32) || char(127) || ']*')"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """A regular expression."""
        return self.as_sql(compiler, connection, template=r"(%(expressions)s ~ '[\u0001-\u0020\u007f]')", **context)


def mail_addresses(name: str, *fields: str) -> CheckConstraint:
    """None of the fields has a sign that would end a line in the head of a mail, or that nobody sees."""
    return CheckConstraint(
        name=name,
        condition=reduce(and_, (~Q(HasUnseenSign(field)) for field in fields)),
        violation_error_message="E-mail napište na jeden řádek a bez mezer.",
    )


class _AddAlone(AddConstraint):
    """In a transaction of its own, so that it shuts one table at a time: others read and write several meanwhile.

    What was added before an interruption is passed over at the next try. The migration says `atomic = False`.
    """

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        connection, ours = schema_editor.connection, vars(self)
        table = to_state.apps.get_model(app_label, ours["model_name"])._meta.db_table
        with transaction.atomic(connection.alias), connection.cursor() as cursor:
            # SQLite gets the table made anew, with each constraint once.
            is_sqlite = connection.vendor == "sqlite"
            if is_sqlite or ours["constraint"].name not in connection.introspection.get_constraints(cursor, table):
                super().database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        with transaction.atomic(schema_editor.connection.alias):
            super().database_backwards(app_label, schema_editor, from_state, to_state)


def added_one_by_one(app: str, additions: list[Any]) -> list[Operation]:
    """The operations of a migration that adds these constraints, after a look whether any row breaks one of them.

    Then it ends with a sentence that names the rows, where the database would only name the constraint.
    """

    def check(apps: Any, schema_editor: Any) -> None:
        for addition in additions:
            constraint, model = addition.constraint, apps.get_model(app, addition.model_name)
            rows = model._base_manager.using(schema_editor.connection.alias).exclude(constraint.condition)
            refuse(model._meta.db_table, rows.order_by("pk").values_list("pk", flat=True), constraint.name)

    alone = [_AddAlone(addition.model_name, addition.constraint) for addition in additions]
    return [migrations.RunPython(check, migrations.RunPython.noop), *alone]


def refuse(table: str, keys: Any, promise: str) -> None:
    """End the migration if there are any rows that break a promise.

    Raises:
        CommandError: there are; it names the first ones.
    """
    if broken := [str(key) for key in keys[: MOST_NAMED + 1]]:
        more = " and more" if len(broken) > MOST_NAMED else ""
        raise CommandError(
            f"{table}: the rows {', '.join(broken[:MOST_NAMED])}{more} break what is promised from now on ({promise}). "
            "This migration changed nothing. Mend them in the admin, then migrate again."
        )


def _begins(field: str, *beginnings: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": beginning}) for beginning in beginnings), Q(**{field: ""}))
