"""A machine in a folder, on which deploy/install, update and rollback do all they do; the system has stand-ins."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.deploy.front import make_certificate
from tests.running_site import ROOT

SITE = "https://www.example.cz"
# Each is counted, and the one whose turn it is kills all that is at work, before it does anything.
COUNTED = ["cp", "git", "install", "ln", "mv", "rm", "tar", "touch"]
TICK = """#!/bin/sh
if [ "${KILL_AT:-0}" != 0 ]; then
    echo x >>"$TICKS"
    if [ "$(wc -l <"$TICKS")" = "$KILL_AT" ]; then kill -s KILL -- -"$(ps -o pgid= -p $$ | tr -d ' ')"; fi
fi
"""
STAND_INS = {
    "apt-get": "exit 0",
    "chown": "exit 0",
    "certbot": 'mkdir -p "$ROOT/etc/letsencrypt/live/www.example.cz"; cd "$ROOT/etc/letsencrypt/live/www.example.cz"\n'
    'cp "$ROOT"/etc/ssl/socialnibydleni/*.pem .; echo "certbot $*" >>"$ROOT/said"',
    "getent": '[ "$2" = example.cz ]',
    "id": "exit 0",
    "nginx": """if [ "$1" = -v ]; then echo nginx version: nginx/1.22.1 >&2; exit 0; fi
if grep -rq "no such word" "$ROOT/etc/nginx/" --include=socialnibydleni; then exit 1; fi
if [ -z "$NGINX_PROGRAM" ]; then exit 0; fi
exec "$NGINX_PROGRAM" -q -t -c "$ROOT/nginx.conf" -e "$ROOT/error.log\"""",
    # A folder of packages that holds those of the tests; pip has nothing to add.
    "python3": f"""if [ "$2" != venv ]; then exec {sys.executable} "$@"; fi
mkdir -p "$3/bin"
printf '#!/bin/sh\\nif [ "$2" = pip ]; then exit 0; fi\\nexec {sys.executable} "$@"\\n' >"$3/bin/python"
chmod +x "$3/bin/python" """,
    "runuser": 'shift 3; exec "$@"',
    # `served` is the release that the web processes have loaded.
    "systemctl": """echo "$*" >>"$ROOT/said"
current=$(readlink -e "$ROOT/srv/socialnibydleni/current")
case $* in
*is-active*) [ -e "$ROOT/served" ] ;;
"restart socialnibydleni")
    if [ -e "$current/does-not-start" ]; then exit 1; fi
    echo "$current" >"$ROOT/served" ;;
"start socialnibydleni-copies") touch "$ROOT/var/backups/socialnibydleni/latest.tar.gz" ;;
esac""",
}
# What a version of the site is to these commands: it knows its tables, and what it was asked.
MANAGE = """import os, sys
from pathlib import Path
version = {version}
state = Path(os.environ["ROOT"], "var/lib/socialnibydleni")
name, *rest = sys.argv[1:]
tables = state / "tables"
with (state / "asked").open("a") as asked:
    print(version, *" ".join(sys.argv[1:]).split(), file=asked)
if name == {fails!r}:
    sys.exit("It fails.")
if name == "collectstatic":
    Path("staticfiles").mkdir(exist_ok=True)
    Path(f"staticfiles/site.{{version}}.css").touch()
if name == "migrate":
    known = int(tables.read_text()) if tables.exists() else 0
    if "--check" in rest:
        sys.exit(known < version)
    tables.write_text(str(max(known, version)))
if name == "backup":
    Path(rest[0]).write_text(tables.read_text())
if name == "snapshot":
    Path(rest[0]).mkdir(exist_ok=True)
    Path(rest[0], "away.html").touch()
"""
MAIN = "events {{}}\npid {root}/nginx.pid;\nhttp {{ include {root}/etc/nginx/sites-enabled/*; }}\n"


class Machine:
    def __init__(self, folder):
        self.root, self.origin, self.bin = folder / "root", folder / "origin", folder / "bin"
        self.code = self.root / "srv/socialnibydleni"
        self.site_file = self.root / "etc/nginx/sites-available/socialnibydleni"
        self._ticks = folder / "ticks"
        for each in ["srv", "etc/nginx/sites-enabled", "var/log/nginx", "var/cache", "var/www/html"]:
            (self.root / each).mkdir(parents=True)
        (self.root / "nginx.conf").write_text(MAIN.format(root=self.root))
        self.bin.mkdir()
        for name, script in STAND_INS.items():
            self._program(name, script)
        for name in COUNTED:
            self._program(name, f'exec {shutil.which(name)} "$@"')
        nginx = os.environ.get("NGINX_PROGRAM") if os.geteuid() == 0 else None  # only root may listen on 443
        ours = {"ROOT": self.root, "TICKS": self._ticks, "NGINX_PROGRAM": nginx or "", "PYTHONDONTWRITEBYTECODE": "1"}
        ours["PATH"] = f"{self.bin}:/usr/sbin:{os.environ['PATH']}"
        self.environment = os.environ | {name: str(value) for name, value in ours.items()}
        self.git("init", "--quiet", "--initial-branch=main")

    def _program(self, name, script):
        path = self.bin / name
        path.write_text(f"{TICK}{script}\n")
        path.chmod(0o755)

    def git(self, *arguments):
        """In the repository from which the machine fetches."""
        self.origin.mkdir(exist_ok=True)
        who = ["-c", "user.name=x", "-c", "user.email=x@example.cz"]
        subprocess.run(["git", *who, *arguments], cwd=self.origin, check=True)

    def publish(self, version, fails="", **files):
        """A new version on the branch, in which the command `fails` does; `files` are texts put behind those there."""
        shutil.rmtree(self.origin / "deploy", ignore_errors=True)
        shutil.copytree(ROOT / "deploy", self.origin / "deploy", ignore=shutil.ignore_patterns("__pycache__"))
        (self.origin / "manage.py").write_text(MANAGE.format(version=version, fails=fails))
        (self.origin / "requirements.txt").touch()
        for name, text in files.items():
            with (self.origin / name).open("a") as file:
                file.write(text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", f"Version {version}")

    def laid_as_before(self):
        """The machine with version 1 as the README had it laid before releases had folders."""
        self.publish(1)
        for name in ["common.sh", "install", "update", "rollback", "socialnibydleni.socket"]:
            (self.origin / "deploy" / name).unlink()
        for path in (self.origin / "deploy").iterdir():
            text = path.read_text().replace("/srv/socialnibydleni/current", "/srv/socialnibydleni")
            path.write_text(text.replace("Requires=socialnibydleni.socket\n", ""))
        self.git("commit", "--quiet", "--all", "--amend", "--no-edit")
        self.clone()
        state, units = self.root / "var/lib/socialnibydleni", self.root / "etc/systemd/system"
        for each in [state, units, self.site_file.parent, self.root / "var/backups/socialnibydleni"]:
            each.mkdir(parents=True)
        settings = f"SITE_URL={SITE}\nDATABASE_URL=sqlite:///{state}/db.sqlite3\nMEDIA_ROOT={state}/media\n"
        (self.code / ".env").write_text(settings)
        subprocess.run(["python3", "-m", "venv", ".venv"], cwd=self.code, env=self.environment, check=True)
        for name in ["collectstatic", "migrate"]:
            subprocess.run([".venv/bin/python", "manage.py", name], cwd=self.code, env=self.environment, check=True)
        for path in [*(self.code / "deploy").glob("*.service"), *(self.code / "deploy").glob("*.timer")]:
            (units / path.name).write_text(self.here(path.read_text()))
        lies = self.root / "etc/letsencrypt/live/www.example.cz"
        lies.mkdir(parents=True)
        make_certificate(lies)
        self.site_file.write_text(self.here((self.code / "deploy/nginx.conf").read_text()))
        (self.root / "etc/nginx/sites-enabled/socialnibydleni").symlink_to(self.site_file)
        (self.root / "served").write_text(str(self.code))
        return self

    def lay_back(self):
        """The code as it lay before, with the units of before."""
        shutil.rmtree(self.code / "releases")
        for name in ["current", "former"]:
            (self.code / name).unlink()
        shutil.rmtree(self.code / ".installed")
        units = self.root / "etc/systemd/system"
        (units / "socialnibydleni.socket").unlink()
        for path in units.iterdir():
            path.write_text(self.here((self.code / "deploy" / path.name).read_text()))
        self.site_file.write_text(self.here((self.code / "deploy/nginx.conf").read_text()))
        (self.root / "served").write_text(str(self.code))

    def here(self, text):
        """A file of deploy/ with the paths of this folder, as the scripts make it."""
        paths = r"/(?:srv|var/(?:lib|backups|cache))/socialnibydleni|/var/(?:log/nginx|www/html)|/etc/letsencrypt"
        return re.sub(paths, lambda path: f"{self.root}{path[0]}", text)

    def take_over(self):
        """As CHANGELOG says."""
        self.unpack_scripts()
        return self.do(self.root.parent / "deploy/update")

    def unpack_scripts(self):
        """What updates, where the code that serves has none."""
        subprocess.run(["git", "fetch", "--quiet"], cwd=self.code, check=True)
        tar = subprocess.run(
            ["git", "archive", "@{upstream}", "deploy"], cwd=self.code, capture_output=True, check=True
        )
        subprocess.run(["tar", "-x"], cwd=self.root.parent, input=tar.stdout, check=True)

    def clone(self):
        subprocess.run(["git", "clone", "--quiet", self.origin, self.code], check=True)

    def run(self, command, *arguments, kill_at=0):
        """The ended process of one of deploy/, killed with all that it started before the program of that number."""
        self._ticks.write_text("")
        return subprocess.run(
            [command if isinstance(command, Path) else self.code / "deploy" / command, *arguments],
            env=self.environment | {"KILL_AT": str(kill_at)},
            capture_output=True,
            text=True,
            check=False,
            start_new_session=True,
        )

    def do(self, command, *arguments):
        """What a command prints that must succeed."""
        done = self.run(command, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def refusal(self, command, *arguments):
        """What a command that must fail says last."""
        done = self.run(command, *arguments)
        assert done.returncode == 1, done.stdout + done.stderr
        return done.stderr.strip()

    def installed(self):
        """The machine once version 1 is on it."""
        self.publish(1)
        self.clone()
        self.do("install", SITE)
        return self

    @property
    def serves(self):
        """The version that the web processes have loaded; it must be whole and know all that it needs."""
        return version_of(Path((self.root / "served").read_text().strip()))

    @property
    def current(self):
        """The version that would be served after the next start."""
        return version_of(self.code / "current")

    @property
    def tables(self):
        """The version whose tables are there."""
        return int((self.root / "var/lib/socialnibydleni/tables").read_text())

    def check_nginx(self):
        """nginx takes its file as it lies there."""
        command = ["nginx", "-t"]
        checked = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        assert checked.returncode == 0, checked.stderr

    def asked(self):
        """What the versions were asked since the last time."""
        path = self.root / "var/lib/socialnibydleni/asked"
        lines = path.read_text().splitlines()
        path.write_text("")
        return lines

    def files(self):
        """All that lies on the machine, but for records of what was done."""
        left_out = {"asked", "said", ".lock", "error.log"}
        found = [path for path in self.root.rglob("*") if path.name not in left_out and ".git" not in path.parts]
        return {path: path.read_bytes() for path in found if path.is_file()}


def version_of(release):
    (style,) = [
        path
        for path in (release / "staticfiles").glob("*.css")
        if f"version = {path.suffixes[0][1:]}\n" in (release / "manage.py").read_text()
    ]
    subprocess.run([release / ".venv/bin/python", "-c", ""], check=True)
    return int(style.suffixes[0][1:])
