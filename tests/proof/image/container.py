"""The image of the site, built by buildah on a Debian made here, and run as its own settings say, without a daemon."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.running_site import PATIENCE, ROOT

# The Debian whose Python is the one of the tests, so that the packages can be fetched here.
SUITES = {(3, 11): "bookworm", (3, 13): "trixie"}
STATE, BACKUPS = "/var/lib/socialnibydleni", "/var/backups/socialnibydleni"
# Nobody can write to the root; beside the volumes there is /tmp. What comes first is process 1, as in a container.
SEALED = """
root=$1 state=$2 backups=$3; shift 3
mount --bind "$root" "$root"
if [ "$SEAL" = yes ]; then mount -o remount,bind,ro "$root"; fi
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mount --rbind /dev "$root/dev"
mount -t proc proc "$root/proc"
mount --bind "$state" "$root/var/lib/socialnibydleni"
mount --bind "$backups" "$root/var/backups/socialnibydleni"
exec chroot "$root" setpriv "$@"
"""
WITHOUT_RIGHTS = ["--clear-groups", "--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]


def refuse_without_tools():
    """A proof that can't be made is a failure that says what is missing, in one line."""
    missing = [name for name in ["buildah", "debootstrap", "unshare", "setpriv"] if shutil.which(name) is None]
    if missing:
        pytest.fail(f"No image without {', '.join(missing)}: apt install buildah debootstrap util-linux", pytrace=False)
    if os.geteuid() != 0:
        pytest.fail("Only root can make the Debian on which the image is built.", pytrace=False)
    if sys.version_info[:2] not in SUITES:
        pytest.fail("The image is proved with a Python of Debian 12 or 13: 3.11 or 3.13.", pytrace=False)


def run(*command, **options):
    done = subprocess.run([str(each) for each in command], capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command[0]}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
    return done.stdout


@dataclass
class Image:
    """The image: where its root lies, what it says of how it is run, and how large it is to carry (bytes)."""

    root: Path
    folder: Path
    settings: dict
    size: int
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, *arguments, sealed=True):
        """What starts the arguments in it as its own user; without any the image's own command."""
        user, group = self.settings["User"].split(":")
        said = dict(each.partition("=")[::2] for each in self.settings["Env"]) | self.environment
        inside = ["env", "-i", "-C", self.settings["WorkingDir"], *(f"{name}={value}" for name, value in said.items())]
        inside += [*self.settings["Entrypoint"], *(arguments or self.settings["Cmd"])]
        outside = [
            "unshare",
            "--mount",
            "--pid",
            "--fork",
            "--kill-child=TERM",
            "env",
            f"SEAL={'yes' if sealed else ''}",
        ]
        outside += ["sh", "-ec", SEALED, "sh", self.root, self.folder / "state", self.folder / "backups"]
        return [str(each) for each in [*outside, f"--reuid={user}", f"--regid={group}", *WITHOUT_RIGHTS, *inside]]

    def run(self, *arguments, sealed=True):
        """What the arguments print; they must succeed."""
        return run(*self.command(*arguments, sealed=sealed))

    @property
    def is_healthy(self):
        """What its own check of health says."""
        check = self.settings["Healthcheck"]["Test"]
        assert check[0] == "CMD"
        return subprocess.run(self.command(*check[1:]), capture_output=True, check=False).returncode == 0

    @contextmanager
    def serving(self):
        """Its own command at work; then it is told to stop, and must."""
        with (self.folder / "log").open("wb") as log:
            process = subprocess.Popen(self.command(), stdout=log, stderr=log)
        try:
            yield
        finally:
            inside = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
            run("kill", "-s", "TERM", *inside)  # process 1 in there
            process.wait(PATIENCE)


def build(folder):
    """Build it in the folder and unpack it there."""
    at = ["--root", folder / "store", "--runroot", folder / "run", "--storage-driver", "vfs"]
    for name in ["context", "wheels", "state", "backups"]:
        (folder / name).mkdir()
    run("debootstrap", "--variant=minbase", SUITES[sys.version_info[:2]], folder / "context/base")
    for what in ["var/cache/apt/archives", "var/lib/apt/lists"]:  # images of Debian come without
        shutil.rmtree(folder / "context/base" / what)
        (folder / "context/base" / what / "partial").mkdir(parents=True)
    (folder / "Base").write_text("FROM scratch\nCOPY base /\n")
    chroot = ["--isolation", "chroot", "--format", "docker"]
    run("buildah", *at, "bud", *chroot, "--tag", "base", "--file", folder / "Base", folder / "context")
    shutil.rmtree(folder / "context")
    fetch = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    run(*fetch, "--requirement", ROOT / "requirements.txt", "--dest", folder / "wheels")
    said = {"BASE": "localhost/base", "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/wheels"}
    arguments = [part for name, value in said.items() for part in ("--build-arg", f"{name}={value}")]
    wheels = ["--volume", f"{folder / 'wheels'}:/wheels:ro"]
    run("buildah", *at, "bud", *chroot, *wheels, *arguments, "--tag", "site", "--file", ROOT / "Containerfile", ROOT)
    run("buildah", *at, "push", "--quiet", "localhost/site", f"oci-archive:{folder / 'site.tar'}")
    container = run("buildah", *at, "from", "localhost/site").strip()
    root = Path(run("buildah", *at, "mount", container).strip())
    settings = json.loads(run("buildah", *at, "inspect", "--type", "image", "localhost/site"))["Docker"]["config"]
    for name, mode in [("state", 0o711), ("backups", 0o700)]:
        os.chown(folder / name, *map(int, settings["User"].split(":")))
        (folder / name).chmod(mode)
    return Image(root, folder, settings, (folder / "site.tar").stat().st_size)
