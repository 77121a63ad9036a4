"""What nginx keeps to itself: no log of its names a reader, a query or a secret, and no old TLS is spoken."""

import socket
import ssl
import warnings
from ssl import TLSVersion

import pytest

from tests.deploy.fake_site import behind_nginx
from tests.deploy.front import log

pytestmark = pytest.mark.any_database

TOKEN, NUMBER = "12-1790000000-123456.AbCdEf_gh-2345", "2345abcd"
PREVIEWS = ["/nahled/", "//nahled/", "/./nahled/", "/x/../nahled/", "/Nahled/", "/NAHLED//", "/%6Eahled/", "/nahled%2F"]
PREVIEWS += ["/nahledy/", "/nahlde/", "/preview/", "/%2e/nahled/", "/n%C3%A1hled/", "/", "/obce/", "/nahled/./"]
RECEIVED = ["/kontaktni-centrum/schuzka/prijato/", "//kontaktni-centrum/schuzka//prijato/", "/./prijato/", "/Prijato/"]
RECEIVED += ["/uk/kontaktni-centrum/schuzka/prijato/"]
RECEIVED += ["/kontaktni-centrum/schuzka/./prijato/", "/kontaktni-centrum/schuzka/prijata/", "/schuzka/pri%6Aato/"]
RECEIVED += ["/nahlasit-chybu/prijato/", "//Nahlasit-chybu//./prijato/", "/nahlasit-chybu/prijata/"]


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    """nginx while the site is away, with a snapshot that it cannot read."""
    folder = tmp_path_factory.mktemp("alone")
    with behind_nginx(folder, is_there=(False,)) as (front, _):
        (folder / "snapshot/nahled").symlink_to("nahled")
        yield front


@pytest.mark.parametrize("address", [f"{place}{TOKEN}/obce/" for place in PREVIEWS])
def test_no_log_has_the_token_of_a_preview_however_its_address_is_spelt(alone, address):
    written = seen_in_logs(alone, address)
    assert "AbCd" not in written
    assert "123456." not in written


@pytest.mark.parametrize("number", [NUMBER, NUMBER.upper(), f"{NUMBER}/", f"./{NUMBER}/?x=1"])
@pytest.mark.parametrize("place", RECEIVED)
def test_no_log_has_the_number_of_a_request_however_its_address_is_spelt(alone, place, number):
    assert NUMBER not in seen_in_logs(alone, place + number).lower()


def test_the_log_says_what_was_asked_for_but_no_reader_and_no_query(alone):
    asked = [
        "/obce/chomutov/?tajne=1",
        "/dokumenty/vyzva-2.pdf",
        "/hledat/?q=tajemstvi",
        "/static/css/site.0a1b.css",
        "/",
    ]
    before = len(log(alone))
    asked += ["/kontaktni-centrum/schuzka/", "/nahlasit-chybu/?stranka=/tajne/"]
    for address in [*asked, f"/nahled/{TOKEN}/", f"/nahlasit-chybu/prijato/{NUMBER}/"]:
        alone.get(address)
    paths = [address.partition("?")[0] for address in asked] + ["/nahled/…", "/nahlasit-chybu/…"]
    assert [line["path"] for line in log(alone, before + 9)[before:]] == paths
    written = in_logs(alone)
    assert not [word for word in ["tajemstvi", "tajne", "127.0.0.1"] if word in written]


@pytest.fixture
def speak(alone):
    """Shakes hands in one version of TLS, however weak, so that it is nginx that refuses; gives what is then spoken."""

    def shake_hands(version):
        context = ssl.create_default_context(cafile=alone.folder / "fullchain.pem")
        context.set_ciphers("DEFAULT@SECLEVEL=0")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            context.minimum_version = context.maximum_version = version
        with (
            socket.create_connection(("127.0.0.1", alone.secure)) as connection,
            context.wrap_socket(connection, server_hostname="localhost") as secure,
        ):
            return secure.version()

    return shake_hands


def test_tls_of_today_is_spoken(speak):
    assert [speak(version) for version in [TLSVersion.TLSv1_2, TLSVersion.TLSv1_3]] == ["TLSv1.2", "TLSv1.3"]


@pytest.mark.parametrize("version", [TLSVersion.TLSv1, TLSVersion.TLSv1_1])
def test_tls_of_yesterday_is_refused(speak, version):
    with pytest.raises(ssl.SSLError, match="TLSV1_ALERT_PROTOCOL_VERSION"):
        speak(version)


def seen_in_logs(front, address):
    """All that nginx has written, once it has written of a request for the address."""
    before = len(log(front))
    front.get(address)
    log(front, before + 1)
    return in_logs(front)


def in_logs(front):
    return "".join(file.read_text() for file in front.folder.glob("*.log"))
