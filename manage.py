#!/usr/bin/env python
"""Runs the site's management commands; `manage.py help` lists them."""

import os
import signal
import sys

from django.core.management import execute_from_command_line
from django.db import InterfaceError, OperationalError, ProgrammingError

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "socialnibydleni.settings")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that whoever is stopped tidies up
    try:
        execute_from_command_line(sys.argv)
    except (InterfaceError, OperationalError, ProgrammingError) as error:  # it is away, or has no tables
        if "--traceback" in sys.argv:
            raise
        reason, _, _ = str(error).partition("\n")
        has_no_table = isinstance(error, ProgrammingError) or reason.startswith("no such table")
        sys.exit(f"The database can't be used: {reason}.{' Was manage.py migrate run?' * has_no_table}")
