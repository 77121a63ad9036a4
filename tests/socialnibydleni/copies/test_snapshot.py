"""The site as files: whole, right on any file server, and never half written."""

import json
import os
import re
import shutil
import stat
import threading
from datetime import date
from functools import partial
from hashlib import sha256
from http.client import HTTPConnection
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urljoin, urlsplit

import html5lib
import pytest
import time_machine
from django.contrib.redirects.models import Redirect
from django.core.management import CommandError, call_command
from django.db import transaction

from contact.models import ContactCentre
from municipalities.models import Municipality
from pages.models import ContentVersion, PageVersion
from tests.contact.hours.schedules import at

pytestmark = pytest.mark.django_db
ATTRIBUTES = {"href", "src", "action"}
CARD = re.compile(r'<meta property="og:image" content="http://127\.0\.0\.1:8000/(.*?)">')


class QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, *_args):
        pass


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, tmp_path_factory):
    """A snapshot of the content as it comes, made once: it has more than a hundred pages."""
    folder = tmp_path_factory.mktemp("made") / "kopie"
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("snapshot", folder)
        transaction.set_rollback(True)  # that it was made is noted
    return folder


@pytest.fixture
def folder(made, tmp_path):
    """A fresh snapshot, below a folder that is served: its links must not begin at the root."""
    return shutil.copytree(made, tmp_path / "kopie")


@pytest.fixture
def get(tmp_path):
    """Asks Python's own file server on the loopback: status, body, and the address it led to."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(QuietHandler, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever, args=[0.01])
        thread.start()

        def ask(address):
            connection = HTTPConnection("127.0.0.1", server.server_port, timeout=30)
            connection.request("GET", address)
            answer = connection.getresponse()
            body = answer.read()
            connection.close()
            if answer.status == 301:
                return ask(answer.headers["Location"])
            return answer.status, body.decode(errors="replace"), address

        yield ask
        server.shutdown()
        thread.join()


def links(body):
    """Every address that a page names in an attribute, a canonical one left out."""
    for element in html5lib.parse(body, namespaceHTMLElements=False).iter():
        if element.get("rel") != "canonical":
            yield from (element.get(name) for name in ATTRIBUTES & element.attrib.keys())


def test_every_link_of_every_page_leads_to_a_file_on_any_server(folder, get):
    waiting, seen = ["/kopie/"], {}
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        status, body, at = get(address)
        seen[address] = status
        for link in links(body) if at.endswith("/") else []:
            target = urlsplit(urljoin(at, link))
            if not target.netloc and target.scheme not in {"mailto", "tel", "webcal"}:
                waiting.append(target.path)
    assert set(seen.values()) == {200}
    assert len([address for address in seen if address.endswith("/")]) > 24
    assert not [address for address in seen if not address.startswith("/kopie/")]


def test_it_holds_every_public_address(folder, client):
    body = client.get("/sitemap.xml").content.decode()
    for address in [part.partition("</loc>")[0] for part in body.split("<loc>http://127.0.0.1:8000")[1:]]:
        assert (folder / address[1:] / "index.html").is_file(), address
    files = ["zmeny.atom", "sitemap.xml", "robots.txt", "kontaktni-centrum/hodiny.ics", "kontaktni-centrum/kontakt.vcf"]
    for name in [*files, "otevrena-data/katalog.jsonld", "otevrena-data/kontext.jsonld"]:
        assert (folder / name).read_bytes() == client.get(f"/{name}").content, name


def test_the_card_of_every_page_is_in_it(folder):
    named = {page: CARD.findall(page.read_text(encoding="utf-8")) for page in folder.rglob("index.html")}
    assert len([card for cards in named.values() for card in cards]) > 20
    assert {(folder / card).read_bytes()[:4] for cards in named.values() for card in cards} == {b"\x89PNG"}


def test_nothing_in_it_says_what_holds_just_now(client, tmp_path):
    ContactCentre.objects.update(hours_verified_on=date(2026, 11, 20))
    with time_machine.travel(at("2026-11-23 13:00"), tick=False):
        assert "status--on" in client.get("/").content.decode()
        call_command("snapshot", tmp_path / "kopie")
    for page in (tmp_path / "kopie").rglob("*.html"):
        assert "status--on" not in page.read_text(), page


def test_in_the_place_of_the_form_stand_phone_and_e_mail(folder):
    centre = ContactCentre.objects.get()
    assert "Formulářem teď chybu nahlásit nejde." in (folder / "nahlasit-chybu/index.html").read_text()
    body = (folder / "kontaktni-centrum/schuzka/index.html").read_text()
    assert "Formulářem teď o\u00a0schůzku požádat nejde." in body
    assert f'href="tel:{centre.phone}"' in body
    assert f'href="mailto:{centre.email}"' in body
    assert 'method="post"' not in body
    assert "Hledat tu teď nejde." in (folder / "hledat/index.html").read_text()
    ukrainian = (folder / "uk/hledat/index.html").read_text()
    assert '<html lang="uk">' in ukrainian
    assert "Пошук тут зараз не працює." in ukrainian
    assert 'href="../../" lang="cs"' in ukrainian


@pytest.mark.parametrize("name", ["404.html", "away.html"])
def test_pages_for_any_depth_link_from_the_root(folder, name):
    found = [link for link in links((folder / name).read_text()) if not link.startswith(("#", "mailto:", "tel:"))]
    assert not [link for link in found if not link.startswith(("/", "https://"))]
    assert "/obce/" in found


def test_the_manifest_names_every_file_with_its_checksum(folder):
    manifest = json.loads((folder / "snapshot.json").read_text())
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    del files["snapshot.json"]
    assert manifest["files"] == {name: sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert manifest["site"] == "http://127.0.0.1:8000"


def test_every_file_server_may_read_it_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    call_command("snapshot", tmp_path / "kopie")
    os.umask(before)
    folder = tmp_path / "kopie"
    modes = {path.is_dir(): stat.S_IMODE(path.stat().st_mode) for path in [folder, *folder.rglob("*")]}
    assert modes == {True: 0o755, False: 0o644}


def test_a_new_one_replaces_the_old_one_whole(folder, tmp_path):
    (folder / "stare.html").touch()
    call_command("snapshot", folder)
    assert not (folder / "stare.html").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["kopie"]


def test_what_is_no_snapshot_is_not_replaced(tmp_path):
    (tmp_path / "photo.jpg").touch()
    (tmp_path / "snapshot.json").write_text("[]")
    for directory in [tmp_path, tmp_path / "photo.jpg"]:
        with pytest.raises(CommandError, match=r"is not empty and no snapshot. Nothing was changed.$"):
            call_command("snapshot", directory)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["photo.jpg", "snapshot.json"]


def test_a_link_that_leads_nowhere_is_named_and_the_old_snapshot_stays(folder, tmp_path):
    text = PageVersion.objects.get(page__address="/o-projektu/")
    body = '<p><a href="/neni/">Tam</a> a <a href="/obce/#neni">jinam</a></p>'
    PageVersion._base_manager.filter(pk=text.pk).update(body=body)
    ContentVersion.objects.raise_number()
    before = (folder / "snapshot.json").read_bytes()
    with pytest.raises(CommandError) as stopped:
        call_command("snapshot", folder)
    assert str(stopped.value).splitlines() == [
        "No snapshot was made; these links lead nowhere:",
        "/o-projektu/ → /neni/ (404)",
        "/o-projektu/ → /obce/#neni (no such place on that page)",
    ]
    assert (folder / "snapshot.json").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["kopie"]


def test_a_page_that_fails_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(Municipality, "get_absolute_url", lambda self: f"/obce/{self.slug}-neni/")
    with pytest.raises(CommandError, match="/obce/ → /obce/brno-neni/ \\(404\\)"):
        call_command("snapshot", tmp_path / "kopie")
    assert list(tmp_path.iterdir()) == []


def test_old_addresses_lead_on(tmp_path, get):
    """A page can lead on under any file server; for a file the manifest says where it went."""
    new = {
        "/stare/misto/": "/obce/brno/",
        "/stary.pdf": "/otevrena-data/obce.csv",
        "/jinam": "https://www.mpsv.cz/",
        "/zaniklo/": "",
    }
    for old_path, new_path in new.items():
        Redirect.objects.create(site_id=1, old_path=old_path, new_path=new_path)
    call_command("snapshot", tmp_path / "kopie")
    _, body, at = get("/kopie/stare/misto/")
    assert list(links(body)) == ["../../obce/brno/"]
    assert 'content="0; url=../../obce/brno/"' in body
    assert "Podpora sociálního bydlení" in get(urljoin(at, "../../obce/brno/"))[1]
    assert list(links(get("/kopie/jinam")[1])) == ["https://www.mpsv.cz/"]
    redirects = json.loads((tmp_path / "kopie/snapshot.json").read_text())["redirects"]
    assert {address: redirects.get(address, "") for address in new} == new
