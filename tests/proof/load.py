"""wrk, which asks for pages as fast as it is answered, and what it has counted."""

import contextlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("storm.lua")
CONNECTIONS = 32
BROKEN = {"connect", "read", "write", "timeout"}


class Wrk:
    """`counted` is how often each status came and what broke off, once the load is over."""

    def __init__(self):
        self._program = shutil.which("wrk") or pytest.fail("make proof needs wrk; on Debian: apt install wrk", False)
        self.counted = {}

    @contextlib.contextmanager
    def loading(self, url, addresses, seconds):
        command = [self._program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", SCRIPT, url]
        with subprocess.Popen([*command, "--", *addresses], stdout=subprocess.PIPE, text=True) as process:
            try:
                yield
                told, _ = process.communicate(timeout=seconds + 60)
            finally:
                process.kill()
        assert process.returncode == 0, told
        self.counted = json.loads(re.search(r"^counted: (.*)$", told, re.MULTILINE)[1])

    def statuses(self):
        return self.counted.keys() - BROKEN

    def broken(self):
        """How many requests got no whole answer."""
        return sum(self.counted[kind] for kind in BROKEN)
