"""How an address is asked for, and which never is."""

import ipaddress

import pytest
from hypothesis import example, given
from hypothesis import strategies as some

from pages.external.addresses import LONGEST, canonical, is_public, led_to, target


@pytest.mark.parametrize(
    ("href", "asked"),
    [
        ("https://www.mpsv.cz", "https://www.mpsv.cz/"),
        (" HTTPS://WWW.Mpsv.CZ./A/?B=c#d ", "https://www.mpsv.cz/A/?B=c"),
        ("http://a.cz:80/", "http://a.cz/"),
        ("https://a.cz:8443/x", "https://a.cz:8443/x"),
        ("https://háčky.cz/tři kusy?q=kůň", "https://xn--hky-ela4t.cz/t%C5%99i%20kusy?q=k%C5%AF%C5%88"),
        ("https://a.cz/100%25/%C5%99", "https://a.cz/100%25/%C5%99"),
        ("https://[2001:718::1]/", "https://[2001:718::1]/"),
        ("ftp://a.cz/", ""),
        ("mailto:a@a.cz", ""),
        ("/obce/", ""),
        ("https://jana:heslo@a.cz/", ""),
        ("https://a.cz:22/", ""),
        ("https://a.cz:99999/", ""),
        ("https://[::1/", ""),
        ("https:///cesta", ""),
        (f"https://a.cz/{'x' * LONGEST}", ""),
        (f"https://{'x' * 64}.cz/", ""),
    ],
)  # fmt: skip
def test_an_address_is_asked_for_in_one_spelling_or_not_at_all(href, asked):
    assert canonical(href) == asked


@given(some.text())
@example("https://a.cz/\r\nHost: inside")
@example("https://a.cz\u2028.b/?\x00")
@example("https://\ud800.cz/\ud800")
@example("؛ ؟")
def test_whatever_is_asked_for_is_one_line_of_ascii_and_stays_the_same(text):
    for href in [text, f"https://a.cz/{text}", f"https://{text}/"]:
        asked = canonical(href)
        assert asked == "" or (asked.isascii() and asked.isprintable() and " " not in asked)
        assert asked == "" or canonical(asked) == asked
        assert asked == "" or target(asked).host


@pytest.mark.parametrize(
    ("location", "leads"),
    [
        ("/nova/", "https://a.cz/nova/"),
        ("//b.cz/x", "https://b.cz/x"),
        ("?q=1", "https://a.cz/x/?q=1"),
        ("http://b.cz/", "http://b.cz/"),
        ("/ř/".encode().decode("latin-1"), "https://a.cz/%C5%99/"),
        ("file:///etc/passwd", ""),
        ("https://[::1/", ""),
        ("/ř/", ""),  # no head of an answer has that
    ],
)
def test_a_redirect_leads_to_another_address_that_is_asked_or_nowhere(location, leads):
    assert led_to("https://a.cz/x/", location) == leads


NUMBERS = some.ip_addresses()


@given(NUMBERS)
@example(ipaddress.ip_address("224.0.1.1"))
@example(ipaddress.ip_address("192.88.99.1"))
@example(ipaddress.ip_address("::ffff:8.8.8.8"))
@example(ipaddress.ip_address("fec0::1"))
def test_no_number_is_public_that_python_does_not_call_global(number):
    """The other way round does not hold: what Python calls global has tunnels, and depends on its release."""
    if is_public(str(number)):
        assert number.is_global
        assert not any([number.is_private, number.is_multicast, number.is_reserved, number.is_link_local])


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "195.113.144.230", "172.32.0.1", "100.128.0.1", "2001:718::1", "2a00::1"]
)
def test_what_everybody_can_reach_is_public(number):
    assert is_public(number)


@pytest.mark.parametrize("words", ["", "localhost", "127.1", "0x7f000001", "2130706433", "1.2.3.4.5"])
def test_what_is_no_number_is_not_public(words):
    assert not is_public(words)
