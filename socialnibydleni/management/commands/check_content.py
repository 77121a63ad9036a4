"""The rules of publishing over every text that readers see now, and where links in other rows lead."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pages.editing.gate_check import broken_links, live_problems
from pages.frame.frame import Frame
from socialnibydleni.addresses import former_hosts


class Command(BaseCommand):
    """manage.py check_content"""

    help = (
        "Check all live texts and links by the rules of publishing: a line for each problem, exit code 1 on an error. "
        "And a line for each text or fact that says one of FORMER_HOSTS."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print a line for each problem: address (of a row that in the admin), severity, field, sentence.

        Raises:
            CommandError: some of them are errors, which would keep a text from being published, or links to nowhere.
        """
        frame = Frame(timezone.now())
        found, broken = live_problems(frame), broken_links(frame)
        for version, problem in found:
            severity = "error" if problem.is_error else "warning"
            self.stdout.write(f"{version.page.address} {severity} ({problem.field}): {problem.message}")
        for link, message in broken:
            self.stdout.write(f"{link.url} error (link): {message}")
        for where, field, name in former_hosts.still_named(frame.moment):
            self.stdout.write(f"{where} warning ({field}): says {name}, a former name of this site")
        errors = sum(problem.is_error for _, problem in found) + len(broken)
        if errors:
            raise CommandError(f"Errors in what readers see: {errors}.")
