"""Two hosts that share a database and a bucket, each with a folder of its own, and an editor who works on either."""

import contextlib
import http.client
import re
import secrets
import socket
import time
from urllib.parse import urlsplit

from tests.bucket import running_store
from tests.pages.documents.made_files import pdf
from tests.pages.documents.typed import ADD, LIST, TYPED
from tests.prepared import WITH_CONTENT
from tests.proof.crowd import HiddenFields
from tests.proof.hosts import host, wait_until
from tests.running_site import PATIENCE
from tests.socialnibydleni.copies.kept_site import kept_site

# Gives the key of a session that has both factors.
SIGN_IN = """
from django.contrib.auth.models import Group, User
from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
user = User.objects.create_user("novak", is_staff=True)
user.groups.set([Group.objects.get(name="Vydavatel")])
device = TOTPDevice.objects.create(user=user, confirmed=True)
client = Client()
client.force_login(user)
session = client.session
session[DEVICE_ID_SESSION_KEY] = device.persistent_id
session.save()
print(session.session_key)
"""


class Pair:
    """The hosts, the store, the site whose commands an operator gives, and the session of an editor."""

    def __init__(self, hosts, store, site, session):
        self.hosts, self.store, self.site, self.session = hosts, store, site, session
        self._public = urlsplit(site.environment["SITE_URL"]).netloc

    def ask(self, host, method, address, body=None, **headers):
        """What that host answers: status, headers, body."""
        with contextlib.closing(http.client.HTTPConnection(host.netloc, timeout=PATIENCE)) as connection:
            connection.request(method, address, body, {"Host": self._public, **headers})
            answer = connection.getresponse()
            return answer.status, answer.headers, answer.read()

    def edit(self, host, address, **typed):
        """Fill in a form of the admin on that host and send it; where the answer leads."""
        cookies = f"sessionid={self.session}"
        status, headers, page = self.ask(host, "GET", address, Cookie=cookies)
        assert status == 200, headers.get("Location")
        cookies += "; " + next(each.partition(";")[0] for each in headers.get_all("Set-Cookie") if "csrf" in each)
        fields = HiddenFields(page.decode()).found | typed
        kind, body = _multipart(fields)
        status, headers, page = self.ask(host, "POST", address, body, **{"Content-Type": kind, "Cookie": cookies})
        assert status == 302, page.decode()
        return headers["Location"]

    def upload(self, host, title, content=None):
        """Upload a document on that host and publish it; where its form is."""
        file = pdf() if content is None else content
        self.edit(host, ADD, **{**TYPED, "title": title, "upload": file, "publish_now": "on"})
        _, _, page = self.ask(host, "GET", LIST, Cookie=f"sessionid={self.session}")
        return re.search(rf'href="({LIST}\d+/change/)[^"]*">{title}<', page.decode())[1]

    def seconds_until(self, host, address, is_so):
        """How long it takes from now until that host answers with what we wait for."""
        began = time.monotonic()
        wait_until(lambda: is_so(*self.ask(host, "GET", address)))
        return time.monotonic() - began


def _multipart(fields):
    border = secrets.token_hex(16)
    parts = []
    for name, value in fields.items():
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"'
        if isinstance(value, bytes):
            parts += [f'{head}; filename="a.pdf"\r\nContent-Type: application/pdf\r\n\r\n'.encode(), value, b"\r\n"]
        else:
            parts.append(f"{head}\r\n\r\n{value}\r\n".encode())
    return f"multipart/form-data; boundary={border}", b"".join([*parts, f"--{border}--\r\n".encode()])


@contextlib.contextmanager
def pair_of_hosts(folder):
    """Both serve when it begins."""
    with contextlib.ExitStack() as stack:
        store = stack.enter_context(running_store())
        listeners = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(2)]
        ports = [listener.getsockname()[1] for listener in listeners]
        ours = {"SITE_URL": f"http://127.0.0.1:{ports[0]}", "UPLOADS_URL": store.address}
        site = stack.enter_context(kept_site(folder / "site", WITH_CONTENT, **ours))
        session = site.python(SIGN_IN)
        hosts = []
        for port, listener in zip(ports, listeners, strict=True):
            environment = {**site.environment, "MEDIA_ROOT": str(folder / f"media-{port}"), "WEB_CONCURRENCY": "2"}
            hosts.append(stack.enter_context(host(folder, environment, listener)))
        pair = Pair(hosts, store, site, session)
        for each in hosts:
            wait_until(lambda: pair.ask(each, "GET", "/")[0] == 200)  # noqa: B023
        yield pair
