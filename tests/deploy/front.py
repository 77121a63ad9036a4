"""The real nginx with the file of deploy/, everything in a folder of the test and on the loopback only."""

import contextlib
import http.client
import json
import os
import re
import secrets
import shutil
import socket
import ssl
import subprocess

import pytest

from tests.running_site import PATIENCE, ROOT, gunicorn

# As Debian's, with everything in a folder of the test.
MAIN = """
{user}
worker_processes 2;
pid {folder}/nginx.pid;
error_log {folder}/nginx.error.log;
events {{ worker_connections 768; }}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    gzip on;
    ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
    ssl_ciphers DEFAULT@SECLEVEL=0;
    include {folder}/site.conf;
}}
"""


SERVER = "    server 127.0.0.1:8000 max_fails=0;\n"


def find_nginx():
    """Where it is; with CI=true a missing one is a failure, never a silent skip.

    NGINX itself is a name that nginx reads, as the sockets of one that it is to take over from.
    """
    path = os.environ.get("NGINX_PROGRAM") or shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if not path:
        reason = "There is no nginx; scripts/find_nginx.py installs one."
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(reason)
    return path


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def site_file(folder, *, plain, secure, upstreams):
    """The file of deploy/ with other names, ports and paths; `upstreams` are the ports of one host or of several."""
    text = (ROOT / "deploy/nginx.conf").read_text()
    text = re.sub(r"^\s*listen \[::\].*\n", "", text, flags=re.MULTILINE)
    assert text.count(SERVER) == 1
    text = text.replace(SERVER, "".join(SERVER.replace("8000", str(port)) for port in upstreams))
    replaced = {
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "/etc/letsencrypt/live/www.example.cz": str(folder),
        "https://www.example.cz": f"https://localhost:{secure}",
        "Host www.example.cz": f"Host localhost:{secure}",
        "www.example.cz": "localhost",
        "/var/cache/socialnibydleni": f"{folder}/cache",
        "/var/log/nginx": str(folder),
        "/var/lib/socialnibydleni": str(folder),
        "/srv/socialnibydleni/current": str(folder),
        "/var/www/html": f"{folder}/acme",
    }
    for ours, theirs in replaced.items():
        assert ours in text, ours
        text = text.replace(ours, theirs)
    return text


class Front:
    """The site as readers meet it: through nginx, by TLS."""

    def __init__(self, site, folder, plain, secure, upstream=None):
        self.site, self.folder, self.plain, self.secure, self.upstream = site, folder, plain, secure, upstream
        self.trust = ssl.create_default_context(cafile=folder / "fullchain.pem")
        self._server = contextlib.ExitStack()

    def connection(self, source=""):
        """A connection of one reader; `source` is the address it comes from."""
        options = {"timeout": PATIENCE, "context": self.trust, "source_address": (source, 0) if source else None}
        return http.client.HTTPSConnection("localhost", self.secure, **options)

    def from_anywhere(self):
        """A connection of somebody whom the limits by address do not yet know."""
        return self.connection(f"127.0.{secrets.randbelow(250) + 2}.{secrets.randbelow(250) + 1}")

    def ask(self, method, address, body=None, **headers):
        """The status, the headers and the body of the answer."""
        with contextlib.closing(self.connection()) as connection:
            connection.request(method, address, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def get(self, address, **headers):
        return self.ask("GET", address, **headers)

    def ask_plainly(self, address, host="localhost"):
        """Without TLS: the status and where it leads."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.plain, timeout=PATIENCE)) as connection:
            connection.request("GET", address, headers={"Host": host})
            answer = connection.getresponse()
            return answer.status, answer.headers["Location"]

    def start_gunicorn(self):
        self._server.enter_context(gunicorn(self.site, socket.create_server(("127.0.0.1", self.upstream))))

    def stop_gunicorn(self):
        self._server.close()


def static_file(front):
    """The address of a file that nginx sends itself."""
    (file,) = (front.folder / "staticfiles/css").glob("site.????????????.css")
    return f"/static/css/{file.name}"


def log(front, at_least=0):
    """The lines of nginx's log, when there are so many: it writes one shortly after the answer has left."""
    for _ in range(100_000):
        whole, _, _ = (front.folder / "socialnibydleni.log").read_text().rpartition("\n")
        lines = whole.splitlines()
        if len(lines) >= at_least:
            return [json.loads(line) for line in lines]
    pytest.fail(f"{at_least} lines were to be in nginx's log, there are {len(lines)}")


def make_certificate(folder):
    """One that only this test trusts."""
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    command += ["-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    command += ["-keyout", folder / "privkey.pem", "-out", folder / "fullchain.pem"]
    subprocess.run(command, check=True, capture_output=True)


@contextlib.contextmanager
def nginx(folder):
    user = "user root;" if os.geteuid() == 0 else ""  # who else may enter the folder of the test
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    command = [find_nginx(), "-p", folder, "-c", folder / "nginx.conf", "-e", folder / "nginx.error.log"]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr
    subprocess.run(command, check=True)  # it comes back when its sockets listen
    try:
        yield
    finally:
        subprocess.run([*command, "-s", "stop"], check=True)
