"""An installation of version 1.0 goes on under this code, and its own code still runs on the new tables."""

import contextlib
import os
import re
import secrets
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.proof.update.commands import manage
from tests.running_site import PATIENCE, ROOT, Site

pytestmark = pytest.mark.process

FORM = "/kontaktni-centrum/schuzka/"
SEED = Path(__file__).with_name("seed.py")
SAVE = """
from pages.models import Page, PageVersion
page = Page.objects.get(address="/jak-to-chodi/")
PageVersion.objects.create(page=page, title="Znovu", body="<p>Znovu.</p>", publish_at="2026-11-21T08:00Z")
"""
CHECK = """
from django.contrib.auth.models import User
print(User.objects.get().check_password("dlouhe-tajne-heslo"))
"""


@pytest.fixture
def installation(tmp_path, database):
    """Its environment, the same whatever code runs in it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    limits = {"MEETING_MIN_SECONDS": "0", "MEDIA_ROOT": str(tmp_path / "media"), "DATABASE_URL": database}
    ours = {"SITE_URL": f"http://127.0.0.1:{port}", "SECRET_KEY": secrets.token_urlsafe(50), "WEB_CONCURRENCY": "1"}
    return {**os.environ, **ours, **limits, "BIND": f"127.0.0.1:{port}"}


@contextlib.contextmanager
def serving(code, installation, log):
    """The site as that code serves it."""
    manage(code, installation, "collectstatic", "--noinput", "--verbosity", "0")
    command = [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "socialnibydleni.wsgi"]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=code, env=installation, stdout=output, stderr=output)
    site = Site(installation["SITE_URL"], installation, log)
    try:
        while "Booting worker" not in log.read_text():
            assert process.poll() is None, log.read_text()
        yield site
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def ask_for_meeting(site, stamp):
    """The status of an answer to the form, which was opened with that stamp."""
    sent = urlencode({"sender": "person", "email": "a@example.cz", "topic": "Byt pro rodinu.", "stamp": stamp}).encode()
    head = f"POST {FORM} HTTP/1.1\r\nHost: {site.netloc}\r\nConnection: close\r\nContent-Length: {len(sent)}\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    return site.send(head.encode() + sent).split()[1]


def opened_form(site):
    """The stamp of a form that somebody has just opened."""
    return re.search(rb'name="stamp" value="([^"]+)"', site.get(FORM)[2])[1].decode()


def expect_all(site, preview):
    """Everything that the installation has gathered is there."""
    assert "Jak to chodí dnes" in site.get("/jak-to-chodi/")[2].decode()
    assert site.get("/stara-adresa/")[1]["Location"] == "/jak-to-chodi/"
    assert site.get("/stazena/")[0] == 410
    assert site.get("/dokumenty/metodika.pdf")[2] == b"%PDF-1.7 of version 1.0"
    assert "První aktualita" in site.get("/aktuality.atom")[2].decode()
    assert "Koncept" in site.get(f"{urlsplit(preview).path}jak-to-chodi/")[2].decode()


def expect_new_page(site):
    """The page about help in its place in the menu, and that of the editors led elsewhere with its text."""
    body = site.get("/")[2].decode()
    header = body.partition("<header")[2].partition("</header>")[0]
    menu = re.findall(r'<li><a href="([^"]+)"', header)
    assert menu == ["/o-projektu/", "/obce/", "/kam-se-obratit/", "/kontaktni-centrum/", "/dokumenty/", "/aktuality/"]
    assert "Úřad obce s rozšířenou působností" in site.get("/kam-se-obratit/")[2].decode().replace("\u00a0", " ")
    assert "Naše rady." in site.get("/kam-se-obratit-2/")[2].decode().replace("\u00a0", " ")
    assert [site.get(address)[0] for address in ["/otazky/", "/slovnik/", "/slovnik/ethos/"]] == [404, 404, 404]


def test_an_installation_of_version_1_0_goes_on_and_its_code_runs_on_the_new_tables(
    tmp_path, old_code, installation, say
):
    for command in [["migrate", "--verbosity", "0"], ["load_content"], ["word_forms"]]:
        manage(old_code, installation, *command)
    seed = f"exec(open({str(SEED)!r}).read())"
    preview = manage(old_code, installation, "shell", "--verbosity", "0", "--command", seed).split()[-1]
    with serving(old_code, installation, tmp_path / "before.log") as site:
        expect_all(site, preview)
        stamp, other_stamp = opened_form(site), opened_form(site)
    manage(ROOT, installation, "migrate", "--verbosity", "0")
    loaded = manage(ROOT, installation, "load_content")
    # Whom a law makes responsible, in four situations; and 10 questions and 15 terms with 4 sources, as drafts.
    assert "125 entries loaded" in loaded
    assert "page:/kam-se-obratit/: already there, left as it is" in loaded
    assert "0 entries loaded" in manage(ROOT, installation, "load_content")
    checked = (
        "from django.contrib.auth.models import User; print(User.objects.get().check_password('dlouhe-tajne-heslo'))"
    )
    assert manage(ROOT, installation, "shell", "--verbosity", "0", "--command", checked) == "True\n"
    with serving(ROOT, installation, tmp_path / "after.log") as site:
        expect_all(site, preview)
        expect_new_page(site)
        assert ask_for_meeting(site, stamp) == b"303"
    with serving(old_code, installation, tmp_path / "back.log") as site:
        expect_all(site, preview)
        assert ask_for_meeting(site, other_stamp) == b"303"
        assert site.get("/kam-se-obratit/")[1]["Location"] == "/kam-se-obratit-2/"
        manage(old_code, installation, "shell", "--verbosity", "0", "--command", SAVE)
    with serving(ROOT, installation, tmp_path / "again.log") as site:
        assert "Znovu" in site.get("/jak-to-chodi/")[2].decode()
    say("version 1.0 → this code → version 1.0 on the new tables → this code: all was there, open forms were taken")
