"""Who is asking: only what the declared proxies wrote counts."""

import pytest
from django.test import RequestFactory

from pages.web.proxies import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "peer", "client"),
    [
        (0, "", "192.0.2.1", "192.0.2.1"),
        (0, "198.51.100.1", "192.0.2.1", "192.0.2.1"),
        (1, "192.0.2.7", "10.0.0.1", "192.0.2.7"),
        (1, "198.51.100.1, 192.0.2.7", "10.0.0.1", "192.0.2.7"),
        (2, "198.51.100.1, 192.0.2.7, 10.0.0.2", "10.0.0.1", "192.0.2.7"),
        (2, "192.0.2.7", "10.0.0.1", "10.0.0.1"),
        (1, "", "10.0.0.1", "10.0.0.1"),
        (1, "192.0.2.7:4711", "10.0.0.1", "192.0.2.7"),
        (1, "unknown", "10.0.0.1", "10.0.0.1"),
        (1, "[2001:db8::1]:4711", "10.0.0.1", "2001:db8::"),
        (0, "", "2001:db8:0:0:dead::1", "2001:db8::"),
        (0, "", "::ffff:192.0.2.1", "192.0.2.1"),
        (0, "", "", ""),
    ],
)
def test_client_is_the_one_whom_our_outermost_proxy_saw(settings, proxies, forwarded, peer, client):
    settings.PROXY_COUNT = proxies
    request = RequestFactory().get("/", headers={"X-Forwarded-For": forwarded}, REMOTE_ADDR=peer)
    assert client_address(request) == client
