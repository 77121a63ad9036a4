"""The image of Containerfile: built, looked at, and run with a root that nobody can write to."""

import re
import secrets
import shutil
import time

import pytest

from tests.deploy.front import free_port
from tests.proof.image.container import BACKUPS, STATE, build, refuse_without_tools
from tests.running_site import PATIENCE, Site

MOST = 200_000_000  # bytes of the compressed archive
HOME = "/srv/socialnibydleni"
OURS = {"contact", "deploy", "locale", "manage.py", "municipalities", "pages", "requirements.txt", "socialnibydleni"}
OURS |= {"static", "staticfiles", "templates", ".venv"}
FORM = "/kontaktni-centrum/schuzka/"
ANSWERS = "sender=person&email=zadatel%40example.org&topic=Hled%C3%A1m+byt&name=&phone=&preferred_time=&web="


@pytest.fixture(scope="module")
def image(tmp_path_factory):
    refuse_without_tools()
    folder = tmp_path_factory.mktemp("image")
    yield build(folder)
    shutil.rmtree(folder)  # gigabytes


def test_it_is_small_and_holds_only_what_serves(image, say):
    say(f"the image has {image.size / 1e6:.0f} MB")
    assert image.size <= MOST
    assert set(image.run("ls", "-A", HOME).split()) == OURS
    assert "SECRET_KEY" not in "".join(image.settings["Env"])
    assert image.run("pg_dump", "--version").startswith("pg_dump (PostgreSQL)")


def test_its_user_is_nobody_and_may_write_to_its_volumes_alone(image):
    assert image.run("id", "-u").strip() == "10001"
    look = r"find / -xdev -writable \( -type f -o -type d \) 2>/dev/null || true"  # it may not look everywhere
    writable = set(image.run("sh", "-c", look, sealed=False).split())
    assert writable <= {"/tmp", "/var/tmp", "/run/lock", "/srv/static", STATE, BACKUPS}
    assert set(image.settings["Volumes"]) == {STATE, BACKUPS}


def test_it_hands_its_static_files_to_nginx(image):
    """As in compose.yaml; whatever umask its own files get."""
    image.run("cp", "-rp", "staticfiles/.", "/srv/static/", sealed=False)
    copied = [path for path in (image.root / "srv/static").rglob("*") if path.is_file()]
    assert len(copied) > 20
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in copied)


def test_it_serves_the_site_stops_when_told_and_keeps_what_was_written(image):
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    image.environment = {"SITE_URL": url, "BIND": f"127.0.0.1:{port}", "MEETING_MIN_SECONDS": "0"}
    image.environment["SECRET_KEY"] = secrets.token_urlsafe(50)
    for command in ["migrate", "load_content", "word_forms"]:
        image.run("python", "manage.py", command)
    assert not image.is_healthy
    site = Site(url, {}, image.folder / "log")
    with image.serving():
        end = time.monotonic() + PATIENCE
        while not image.is_healthy:
            assert time.monotonic() < end, site.log.read_text()
        addresses = re.findall(rf"<loc>{re.escape(url)}(/.*?)</loc>", site.get("/sitemap.xml")[2].decode())
        assert len(addresses) > 20
        assert {site.get(address)[0] for address in addresses} == {200}
        style = re.search(r'href="(/static/css/site\.[^"]+)"', site.get("/")[2].decode())[1]
        assert site.get(style)[0] == 200
        stamp = re.search(r'name="stamp" value="([^"]+)"', site.get(FORM)[2].decode())[1]
        sent = f"{ANSWERS}&stamp={stamp}"
        head = f"POST {FORM} HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\nContent-Length: {len(sent)}\r\n"
        answer = site.send(f"{head}Content-Type: application/x-www-form-urlencoded\r\n\r\n{sent}".encode())
        assert answer.startswith(b"HTTP/1.1 303")
    assert "Traceback" not in site.log.read_text()
    assert not image.is_healthy
    image.run("python", "manage.py", "snapshot", f"{STATE}/snapshot")  # fails at a link that leads nowhere
    image.run("python", "manage.py", "backup", f"{BACKUPS}/latest.tar.gz")
    image.run("python", "manage.py", "housekeeping")
    image.run("python", "manage.py", "restore", "--yes", f"{BACKUPS}/latest.tar.gz")
    asked = "from contact.models import MeetingRequest; print('asked', MeetingRequest.objects.count())"
    assert "asked 1" in image.run("python", "manage.py", "shell", "-c", asked)
    assert (image.folder / "state/snapshot/index.html").stat().st_mode & 0o044 == 0o044
    assert (image.folder / "state/db.sqlite3").stat().st_mode & 0o077 == 0
