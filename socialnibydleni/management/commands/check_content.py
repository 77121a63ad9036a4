"""The rules of publishing over every text that readers see now."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pages.editing.gate_check import live_problems
from pages.frame.frame import Frame


class Command(BaseCommand):
    """manage.py check_content"""

    help = "Check every live text against the rules of publishing: a line for each problem, exit code 1 on an error."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each problem: address, severity, field, sentence.

        Raises:
            CommandError: some of them are errors, which would keep a text from being published.
        """
        found = live_problems(Frame(timezone.now()))
        for version, problem in found:
            severity = "error" if problem.is_error else "warning"
            self.stdout.write(f"{version.page.address} {severity} ({problem.field}): {problem.message}")
        errors = sum(problem.is_error for _, problem in found)
        if errors:
            raise CommandError(f"Errors in live texts: {errors}.")
