"""Rows that one transaction at a time may write."""

from django.db.models import Model


def hold(row: Model) -> None:
    """Let nobody else write the row until the end of the transaction; others may still begin to refer to it.

    What was read of it before may be old by then. On SQLite a transaction has the whole database to itself anyway.
    """
    held = row._meta.base_manager.select_for_update(no_key=True).filter(pk=row.pk)
    held.values_list("pk").first()
