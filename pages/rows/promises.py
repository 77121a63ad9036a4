"""What several tables promise of the values in them, as constraints; and how a new promise meets rows of before."""

from functools import reduce
from operator import and_, or_
from typing import Any

from django.core.management.base import CommandError
from django.db import migrations
from django.db.migrations.operations import AddConstraint
from django.db.migrations.operations.base import Operation
from django.db.models import CheckConstraint, Q

WEB = ("https://", "http://")
# Whatever ends a line of a mail or is not seen, and the space; PostgreSQL itself refuses the sign 0.
_UNSEEN = [*map(chr, range(1, 33)), "\x7f"]
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


def mail_addresses(name: str, *fields: str) -> CheckConstraint:
    """None of the fields has a sign that would end a line in the head of a mail, or that nobody sees."""
    signs = [~Q(**{f"{field}__contains": sign}) for field in fields for sign in _UNSEEN]
    return CheckConstraint(
        name=name, condition=reduce(and_, signs), violation_error_message="E-mail napište na jeden řádek a bez mezer."
    )


def check_rows_first(app: str, operations: list[Operation]) -> list[Operation]:
    """The operations of a migration, after a look whether any row breaks the constraints that they add.

    Then it ends with a sentence that names the rows, where the database would only name the constraint.
    """

    def check(apps: Any, schema_editor: Any) -> None:
        for operation in operations:
            constraint = getattr(operation, "constraint", None)
            if isinstance(operation, AddConstraint) and isinstance(constraint, CheckConstraint):
                model = apps.get_model(app, operation.model_name)  # type: ignore[attr-defined]  # the stub forgets it
                rows = model._base_manager.using(schema_editor.connection.alias).exclude(constraint.condition)
                refuse(model._meta.db_table, rows.order_by("pk").values_list("pk", flat=True), constraint.name)

    return [migrations.RunPython(check, migrations.RunPython.noop), *operations]


def refuse(table: str, keys: Any, promise: str) -> None:
    """End the migration if there are any rows that break a promise.

    Raises:
        CommandError: there are; it names the first ones.
    """
    if broken := [str(key) for key in keys[: MOST_NAMED + 1]]:
        more = " and more" if len(broken) > MOST_NAMED else ""
        raise CommandError(
            f"{table}: the rows {', '.join(broken[:MOST_NAMED])}{more} break what is promised from now on ({promise}). "
            "Nothing was changed. Mend them in the admin, then migrate again."
        )


def _begins(field: str, *beginnings: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__startswith": beginning}) for beginning in beginnings), Q(**{field: ""}))
