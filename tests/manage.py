"""manage.py in a process that has loaded Django once: each command runs in a fork of it, as if it were started anew.

It is told the words of a command as a line of JSON, and answers [status, stdout, stderr] in the same way.
"""

import gc
import json
import os
import runpy
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]


class Manager:
    """What an operator does on a site with this environment; nobody sits at the terminal of a command."""

    def __init__(self, environment):
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.manage"],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments):
        """The ended process of a command."""
        words = ["manage.py", *map(str, arguments)]
        print(json.dumps(words), file=self._process.stdin, flush=True)
        return subprocess.CompletedProcess(words, *json.loads(self._process.stdout.readline()))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with self._process:
            self._process.stdin.close()


def serve():
    import django  # noqa: PLC0415 - not in the process of the tests

    django.setup()
    gc.freeze()  # else each fork goes through all of it once more as it ends, which takes longer than most commands
    for line in sys.stdin:
        with tempfile.TemporaryFile() as stdout, tempfile.TemporaryFile() as stderr:
            if not (child := os.fork()):
                become(json.loads(line), stdout, stderr)
                return
            status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            said = [file.seek(0) or file.read().decode() for file in (stdout, stderr)]
        print(json.dumps([status, *said]), flush=True)  # noqa: T201 - that is how it answers


def become(words, *outputs):
    """Run the command in this process, which ends with it."""
    with open(os.devnull) as nobody:  # noqa: PTH123
        for number, file in enumerate([nobody, *outputs]):
            os.dup2(file.fileno(), number)
    sys.argv = words
    runpy.run_path("manage.py", run_name="__main__")


if __name__ == "__main__":
    serve()
