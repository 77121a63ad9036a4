"""A site on a database of its own with a folder of uploads, worked on by commands as an operator would."""

import contextlib
import os
import secrets
import subprocess
import sys
from pathlib import Path

from tests import prepared
from tests.manage import Manager
from tests.running_site import ROOT


class KeptSite:
    def __init__(self, folder, database, **variables):
        self.folder, self.media, self.log = folder, folder / "media", folder / "gunicorn.log"
        self.manager = None
        self.environment = {
            **os.environ,
            **prepared.ENVIRONMENT,
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": database,
            "MEDIA_ROOT": str(self.media),
            "STATIC_ROOT": str(prepared.static_files()),
            **variables,
        }

    def run(self, *arguments, **variables):
        """The ended process of a command; nobody sits at its terminal."""
        if self.manager and not variables:
            return self.manager.run(*arguments)
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env={**self.environment, **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments):
        """What a command that must succeed prints."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def refusal(self, *arguments):
        """What a command that must fail says, in one line."""
        done = self.run(*arguments)
        assert done.returncode == 1, done.stdout
        (line,) = done.stderr.splitlines()
        return line

    def python(self, code):
        """What the code prints that is run in the site's shell."""
        return self.manage("shell", "--no-imports", "-c", code).strip()

    def state(self):
        """Every row and every upload, to be compared."""
        rows = self.manage("dumpdata", "--exclude", "contenttypes", "--exclude", "auth.permission")
        return rows, {path.relative_to(self.media): path.read_bytes() for path in self._uploads()}

    def _uploads(self):
        of_the_folder = ["web.txt", "smazano.txt", ".lock"]
        return sorted(path for path in self.media.rglob("*") if path.is_file() and path.name not in of_the_folder)


@contextlib.contextmanager
def kept_site(folder: Path, kind=prepared.MIGRATED, **variables):
    """A site, without any content unless `kind` says so; `variables` are more of its environment."""
    folder.mkdir(exist_ok=True)
    (folder / "staticfiles").symlink_to(prepared.static_files())
    with prepared.own_database(folder, kind) as database:
        site = KeptSite(folder, database, **variables)
        with Manager(site.environment) as site.manager:
            yield site
