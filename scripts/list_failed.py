"""Print the tests that failed in the last make test or make test-postgres, one a line, as `pytest @file` reads them.

Exit status 1: that run did not come to its end, or more failed than the number given.
"""

import json
import sys
from pathlib import Path

CACHE = Path(__file__).parent.parent / ".pytest_cache"
TESTS_FAILED = "1"  # pytest.ExitCode: all were run, some failed


def main():
    """Print them; exits with a sentence where there is nothing that a second look could tell."""
    status = CACHE / "exit_status"
    if not status.exists() or status.read_text().strip() != TESTS_FAILED:
        sys.exit("The tests did not run to their end.")
    failed = json.loads((CACHE / "v/cache/lastfailed").read_text())
    if len(failed) > int(sys.argv[1]):
        sys.exit(f"{len(failed)} tests failed; {sys.argv[1]} at most are run again.")
    print(*failed, sep="\n")


if __name__ == "__main__":
    main()
