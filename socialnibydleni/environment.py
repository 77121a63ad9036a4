"""The environment, read strictly: a missing or malformed value stops the start with one line that names it."""

import os
import re
from email.utils import getaddresses
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path
from typing import NoReturn
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

import psycopg
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.validators import validate_email
from environ import Env
from psycopg.conninfo import conninfo_to_dict

BASE_DIR = Path(__file__).resolve().parent.parent
MAIL_PORTS = {"consolemail": 0, "smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
DATABASE_OPTIONS: dict[str, dict[str, str | int]] = {
    "django.db.backends.sqlite3": {
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",  # readers never wait for the one writer
        "transaction_mode": "IMMEDIATE",  # a second writer waits at BEGIN instead of failing half-way through
        "timeout": 20,
    },
    "django.db.backends.postgresql": {"connect_timeout": 3, "application_name": "socialnibydleni"},
}
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]

env = Env()
if file := os.environ.get("ENV_FILE", str(BASE_DIR / ".env")):  # empty: what is in the environment is all
    env.read_env(file)


def stop(name: str, problem: str) -> NoReturn:
    """End the process with one line on standard error; nobody should have to read a traceback for a typing error."""
    raise SystemExit(f"{name}: {problem}")


def text(name: str, default: str | None = None) -> str:
    """The value of the variable `name`; without a default it must be there and not be empty."""
    value = os.environ.get(name, "").strip()  # not by env, for which $ at the beginning means another variable
    if not value and default is None:
        stop(name, "is not set; .env.example says what belongs there")
    return value or default or ""


def secret(name: str) -> str:
    """A random secret of at least 50 characters, as Django's deployment check asks."""
    value = text(name)
    if len(value) < 50 or len(set(value)) < 5:
        stop(name, "must be random and at least 50 characters long; make run writes one into .env")
    return value


def token(name: str) -> str:
    """A random secret of at least 32 characters that goes into a header as it is. Empty where none is set."""
    value = text(name, "")
    if value and not re.fullmatch(r"[A-Za-z0-9._~+/-]{32,}=*", value):  # RFC 6750, 2.1
        stop(name, "must be random, at least 32 characters long, letters and digits")
    return value


def flag(name: str, *, default: bool) -> bool:
    """A yes or no: true, yes, on, 1 or false, no, off, 0. Anything else is refused instead of meaning no."""
    words = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    value = text(name, "true" if default else "false").lower()
    if value not in words:
        stop(name, f"must be true or false, not {value!r}")
    return words[value]


def count(name: str, default: int | None) -> int:
    """A whole number from 0 up."""
    value = text(name, None if default is None else str(default))
    if not (value.isascii() and value.isdigit()):
        stop(name, f"must be a whole number from 0 up, not {value!r}")
    return int(value)


def internal_address(name: str) -> str:
    """A path that the proxy in front knows and no reader may ask for: /chranene/. Empty where none is set."""
    value = text(name, "")
    if value and not (value.startswith("/") and value.endswith("/") and value.strip("/") and value.isprintable()):
        stop(name, f"must begin and end with a slash, like /chranene/, not {value!r}")
    return value


def is_loopback(host: str) -> bool:
    """Whether this machine alone can reach the host (RFC 6761 for localhost)."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def site_url(name: str) -> SplitResult:
    """The public address of the site, scheme and host only; plain http is for this machine alone."""
    value = text(name).rstrip("/")
    try:
        url = urlsplit(value)
        host, _port = url.hostname, url.port
    except ValueError:
        stop(name, f"is not a web address: {value!r}")
    if url.scheme not in {"http", "https"} or not host:
        stop(name, f"must look like https://www.example.cz, not {value!r}")
    if url.path or url.query or url.fragment or url.username is not None:
        stop(name, f"must hold the scheme and the host only, not {value!r}")
    if url.scheme == "http" and not is_loopback(host):
        stop(name, f"must begin with https:// (http:// is for 127.0.0.1 and localhost only), not {value!r}")
    return url


def host_names(name: str) -> list[str]:
    """Names of hosts with a comma between them, in small letters: example.cz, stary.example.cz. Empty: none."""
    names = [each.strip().lower() for each in text(name, "").split(",") if each.strip()]
    for each in names:
        if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]+", each):  # RFC 1123, 2.1
            stop(name, f"must be names of hosts with commas between them, and {each!r} is none")
    return names


def database(name: str, default: str) -> dict:
    """Django's database settings from an address such as sqlite:///db.sqlite3 or postgres://user:secret@host/name."""
    return database_at(text(name, default), name)


def database_at(value: str, name: str) -> dict:
    """Django's settings for the database at an address, which `name` calls should it be none."""
    scheme = value.partition("://")[0]
    if "://" not in value or scheme not in {"sqlite", "postgres", "postgresql"}:
        stop(name, "must begin with sqlite:/// or postgres://")  # the value may hold a password, so it is not repeated
    _refuse_bare_signs(name, value)
    try:
        config = env.db_url_config(value) if scheme == "sqlite" else _postgresql(value)
    except (ImproperlyConfigured, ValueError, psycopg.Error):
        stop(name, "is not a database address")
    config["OPTIONS"] = {**DATABASE_OPTIONS[config["ENGINE"]], **config.get("OPTIONS", {})}
    return config


def _postgresql(value: str) -> dict:
    """As libpq itself reads it (PostgreSQL, 34.1.1.2)."""
    said = conninfo_to_dict(value)
    names = {"NAME": "dbname", "USER": "user", "PASSWORD": "password", "HOST": "host", "PORT": "port"}
    config = {key: str(said.pop(name, "")) for key, name in names.items()}
    for port in filter(None, config["PORT"].split(",")):  # of several hosts; libpq looks at them only to connect
        int(port)
    return {"ENGINE": "django.db.backends.postgresql", **config, "OPTIONS": said}


def _refuse_bare_signs(name: str, value: str) -> None:
    """Stop where a sign in a password would be taken for its end (RFC 3986, 3.2)."""
    before, at, _host = value.partition("://")[2].rpartition("@")
    if at and re.search("[/?#@]", before):
        stop(name, "in a user or password write @ as %40, / as %2F, ? as %3F and # as %23")


def uploads(name: str) -> dict[str, str | bool]:
    """Options of the store that has the uploads, from s3://KEY:SECRET@host:port/bucket?region=…&tls=no&ca=FILE.

    Empty where none is set: they lie in MEDIA_ROOT. Without a region it is us-east-1, as of most stores that are not
    Amazon's; `ca` is a file with the certificate of the authority that vouches for the store.
    """
    value = text(name, "")
    if not value:
        return {}
    if not value.startswith("s3://"):
        stop(name, "must look like s3://KEY:SECRET@host:port/bucket")  # it holds a secret, so it is not repeated
    try:
        url = urlsplit(value)
        port = f":{url.port}" if url.port else ""
        said = dict(parse_qsl(url.query, keep_blank_values=True, strict_parsing=True)) if url.query else {}
    except ValueError:
        stop(name, "is not the address of a store; in a key or secret write / as %2F, @ as %40 and + as %2B")
    bucket = url.path.strip("/")
    is_bucket = re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket)
    if not (url.hostname and url.username and url.password and is_bucket):
        stop(name, "must name key, secret, host and one bucket: s3://KEY:SECRET@host:port/bucket; / in them as %2F")
    if unknown := sorted(said.keys() - {"region", "tls", "ca"}):
        stop(name, f"knows region, tls and ca behind the question mark, not {unknown[0]!r}")
    if said.get("tls", "yes") not in {"yes", "no"}:
        stop(name, "says tls=yes or tls=no")
    if "ca" in said and not Path(said["ca"]).is_file():
        stop(name, f"names a file in ca that is not there: {said['ca']!r}")
    if find_spec("storages") is None or find_spec("boto3") is None:
        stop(name, "needs more packages: .venv/bin/pip install --require-hashes -r requirements-s3.txt")
    host = f"[{url.hostname}]" if ":" in url.hostname else url.hostname
    return {
        "endpoint_url": f"{'http' if said.get('tls') == 'no' else 'https'}://{host}{port}",
        "bucket_name": bucket,
        "access_key": unquote(url.username),
        "secret_key": unquote(url.password),
        "region_name": said.get("region", "us-east-1"),
        "verify": said.get("ca", True),
    }


def mail(name: str, default: str) -> dict:
    """Django's mail settings from an address such as smtp+tls://user:secret@mail.example.cz:587, or consolemail://."""
    value = text(name, default)
    scheme, separator, _rest = value.partition("://")
    if not separator or scheme not in MAIL_PORTS:
        stop(name, "must begin with smtp://, smtp+tls://, smtp+ssl:// or be consolemail://")  # it may hold a password
    _refuse_bare_signs(name, value)
    try:
        config = env.email_url_config(value)
    except (ImproperlyConfigured, ValueError):
        stop(name, "is not the address of a mail server")
    if config["EMAIL_FILE_PATH"] or "OPTIONS" in config:
        stop(name, "must end with the port")
    if scheme != "consolemail" and not config["EMAIL_HOST"]:
        stop(name, "names no mail server")
    if bool(config["EMAIL_HOST_USER"]) != bool(config["EMAIL_HOST_PASSWORD"]):
        stop(name, "must name both a user and a password, or neither")
    config["EMAIL_PORT"] = config["EMAIL_PORT"] or MAIL_PORTS[scheme]
    return config


def mail_address(name: str) -> str:
    """An e-mail address, with a name before it or without: Web <web@example.cz>. Empty where none is set."""
    value = text(name, "")
    if value:
        try:
            [(_name, address)] = getaddresses([value])
            validate_email(address)
        except (ValueError, ValidationError):
            stop(name, f"must be one e-mail address, not {value!r}")
    return value
