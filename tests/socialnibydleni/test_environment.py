"""The environment: a missing or malformed value stops the start with one line that names it."""

import os
import re
import runpy
import subprocess
import sys
from pathlib import Path
from unittest import mock

import pytest

from socialnibydleni import environment

ROOT = Path(environment.BASE_DIR)
SECRET = "q8Zt4mXw2Lr7Vn5Bk1Hs9Dp3Jf6Gc0Ya8Zt4mXw2Lr7Vn5Bk1Hs9"


@pytest.fixture
def variable(monkeypatch):
    return monkeypatch.setenv


@pytest.mark.parametrize(
    ("value", "scheme", "host"),
    [
        ("https://www.example.cz", "https", "www.example.cz"),
        ("https://www.example.cz/", "https", "www.example.cz"),
        ("http://127.0.0.1:8000", "http", "127.0.0.1"),
        ("http://localhost:8123", "http", "localhost"),
        ("http://[::1]:8000", "http", "::1"),
    ],
)
def test_address_of_the_site_is_understood(variable, value, scheme, host):
    variable("SITE_URL", value)
    url = environment.site_url("SITE_URL")
    assert (url.scheme, url.hostname) == (scheme, host)
    assert url.geturl() == value.rstrip("/")


@pytest.mark.parametrize(
    "value",
    [
        "",
        "www.example.cz",
        "ftp://www.example.cz",
        "http://www.example.cz",
        "http://127.0.0.1.example.cz",
        "https://",
        "https://www.example.cz/obce/",
        "https://www.example.cz?x=1",
        "https://user@www.example.cz",
        "https://www.example.cz:http",
        "https://[::1",
    ],
)
def test_malformed_address_of_the_site_stops_the_start(variable, value):
    variable("SITE_URL", value)
    with pytest.raises(SystemExit, match=r"^SITE_URL: "):
        environment.site_url("SITE_URL")


@pytest.mark.parametrize(("value", "meaning"), [("true", True), ("ON", True), ("0", False), ("no", False), ("", True)])
def test_flag_is_yes_or_no_and_its_default_when_empty(variable, value, meaning):
    variable("DEBUG", value)
    assert environment.flag("DEBUG", default=True) is meaning


def test_flag_that_is_neither_stops_the_start(variable):
    variable("DEBUG", "maybe")
    with pytest.raises(SystemExit, match=r"^DEBUG: must be true or false, not 'maybe'$"):
        environment.flag("DEBUG", default=False)


@pytest.mark.parametrize("value", ["-1", "one", "1.5", "²"])
def test_number_that_is_none_stops_the_start(variable, value):
    variable("PROXY_COUNT", value)
    with pytest.raises(SystemExit, match=r"^PROXY_COUNT: must be a whole number"):
        environment.count("PROXY_COUNT", 0)


@pytest.mark.parametrize("value", ["", "short", "a" * 60])
def test_weak_secret_stops_the_start_and_is_not_repeated(variable, value):
    variable("SECRET_KEY", value)
    with pytest.raises(SystemExit, match=r"^SECRET_KEY: ") as stopped:
        environment.secret("SECRET_KEY")
    assert "aaaa" not in str(stopped.value)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            "postgres://web:a%40b%2Fc%23d%3Fe+f@db.example.cz:5433/web%20site",
            "web a@b/c#d?e+f db.example.cz 5433 web site",
        ),
        ("postgres://web:a:b@[::1]/web", "web a:b ::1  web"),
        ("postgresql://%2Frun%2Fpostgresql/web+site", "  /run/postgresql  web+site"),
        ("postgres:///web?host=/run/postgresql&sslmode=require", "  /run/postgresql  web"),
    ],
)
def test_the_address_of_postgresql_is_read_as_libpq_reads_it(variable, value, said):
    variable("DATABASE_URL", value)
    found = environment.database("DATABASE_URL", "sqlite://:memory:")
    assert " ".join(found[name] for name in ["USER", "PASSWORD", "HOST", "PORT", "NAME"]) == said
    assert found["OPTIONS"].get("sslmode") == ("require" if "sslmode" in value else None)


@pytest.mark.parametrize("sign", "/?#@")
@pytest.mark.parametrize("scheme", ["postgres", "smtp"])
def test_a_bare_sign_in_a_password_is_named_and_the_password_is_not(variable, scheme, sign):
    variable("ADDRESS", f"{scheme}://web:tajne{sign}heslo@host.example.cz/x")
    with pytest.raises(SystemExit, match=r"^ADDRESS: in a user or password write @ as %40, / as %2F") as stopped:
        (environment.mail if scheme == "smtp" else environment.database)("ADDRESS", "")
    assert "heslo" not in str(stopped.value)


def test_a_value_that_begins_with_a_dollar_is_that_value(variable):
    variable("SECRET_KEY", f"${SECRET}")
    assert environment.secret("SECRET_KEY") == f"${SECRET}"


def test_the_address_of_a_store_is_read_with_its_key(variable):
    variable("UPLOADS_URL", "s3://KLIC:T%2Faj+ne%40@s3.example.cz:9000/soubory?region=eu-central-1")
    assert environment.uploads("UPLOADS_URL") == {
        "endpoint_url": "https://s3.example.cz:9000",
        "bucket_name": "soubory",
        "access_key": "KLIC",
        "secret_key": "T/aj+ne@",
        "region_name": "eu-central-1",
        "verify": True,
    }
    variable("UPLOADS_URL", f"s3://a:b@[::1]/soubory?tls=no&ca={__file__}")
    found = environment.uploads("UPLOADS_URL")
    assert (found["endpoint_url"], found["verify"]) == ("http://[::1]", __file__)
    variable("UPLOADS_URL", "")
    assert environment.uploads("UPLOADS_URL") == {}


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("https://a:tajne@s3.example.cz/soubory", "must look like s3://"),
        ("s3://a:ta/jne@s3.example.cz/soubory", "must name key|is not the address"),
        ("s3://s3.example.cz/soubory", "must name key"),
        ("s3://a:tajne@s3.example.cz", "must name key"),
        ("s3://a:tajne@s3.example.cz/soubory/hloubeji", "must name key"),
        ("s3://a:tajne@s3.example.cz:port/soubory", "is not the address"),
        ("s3://a:tajne@s3.example.cz/soubory?tls=maybe", "says tls=yes or tls=no"),
        ("s3://a:tajne@s3.example.cz/soubory?acl=public", "knows region, tls and ca .*, not 'acl'"),
        ("s3://a:tajne@s3.example.cz/soubory?ca=/nowhere.pem", "names a file in ca that is not there"),
    ],
)
def test_a_malformed_store_stops_the_start_and_its_secret_is_not_repeated(variable, value, problem):
    variable("UPLOADS_URL", value)
    with pytest.raises(SystemExit, match=f"^UPLOADS_URL: (?:{problem})") as stopped:
        environment.uploads("UPLOADS_URL")
    assert "jne" not in str(stopped.value)


def test_a_store_without_its_packages_stops_the_start_with_what_to_install(variable, monkeypatch):
    variable("UPLOADS_URL", "s3://a:b@s3.example.cz/soubory")
    monkeypatch.setattr(environment, "find_spec", lambda _name: None)
    with pytest.raises(SystemExit, match=r"^UPLOADS_URL: needs more packages: .* -r requirements-s3\.txt$"):
        environment.uploads("UPLOADS_URL")


def test_nginx_is_not_asked_for_files_that_it_has_not():
    variables = {"UPLOADS_URL": "s3://a:b@s3.example.cz/soubory", "X_ACCEL_PREFIX": "/chranene/"}
    with mock.patch.dict(os.environ, variables), pytest.raises(SystemExit, match=r"^X_ACCEL_PREFIX: "):
        runpy.run_path(str(ROOT / "socialnibydleni/settings.py"))


@pytest.mark.parametrize(
    "value",
    [
        *["mysql://localhost/x", "db.sqlite3", "postgres://user:heslo@host:port/x", "postgres://user:heslo%zz@host/x"],
        "postgres://user:heslo@host/x?unknown=1",
    ],
)
def test_malformed_database_stops_the_start_and_its_password_is_not_repeated(variable, value):
    variable("DATABASE_URL", value)
    with pytest.raises(SystemExit, match=r"^DATABASE_URL: ") as stopped:
        environment.database("DATABASE_URL", "sqlite://:memory:")
    assert "heslo" not in str(stopped.value)


@pytest.mark.parametrize(
    ("value", "host", "port", "secure"),
    [
        ("smtp://mail.example.cz", "mail.example.cz", 25, None),
        ("smtp+tls://mail.example.cz", "mail.example.cz", 587, "EMAIL_USE_TLS"),
        ("smtp+ssl://mail.example.cz/", "mail.example.cz", 465, "EMAIL_USE_SSL"),
        ("smtp+tls://[::1]:2525", "::1", 2525, "EMAIL_USE_TLS"),
    ],
)
def test_mail_server_is_understood(variable, value, host, port, secure):
    variable("EMAIL_URL", value)
    found = environment.mail("EMAIL_URL", "consolemail://")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == (host, port)
    assert {name for name in ["EMAIL_USE_TLS", "EMAIL_USE_SSL"] if found.get(name)} == ({secure} - {None})


def test_password_of_the_mail_server_may_hold_anything(variable):
    variable("EMAIL_URL", "smtp+tls://web%40example.cz:a%2Fb%3Fc%23d%40e+f@mail.example.cz")
    found = environment.mail("EMAIL_URL", "consolemail://")
    assert (found["EMAIL_HOST_USER"], found["EMAIL_HOST_PASSWORD"]) == ("web@example.cz", "a/b?c#d@e+f")


@pytest.mark.parametrize("value", ["", "consolemail://"])
def test_without_a_mail_server_mails_are_printed(variable, value):
    variable("EMAIL_URL", value)
    found = environment.mail("EMAIL_URL", "consolemail://")
    assert found["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ("mail.example.cz", "must begin with smtp://"),
        ("https://web:heslo@mail.example.cz", "must begin with smtp://"),
        ("smtps://web:heslo@mail.example.cz", "must begin with smtp://"),
        ("smtp://", "names no mail server"),
        ("smtp://web:heslo@", "names no mail server"),
        ("smtp://web:heslo@mail.example.cz:port", "is not the address of a mail server"),
        ("smtp://web:heslo@mail.example.cz:99999", "is not the address of a mail server"),
        ("smtp://web:heslo@[::1", "is not the address of a mail server"),
        ("smtp://web:heslo@mail.example.cz/cesta", "must end with the port"),
        ("smtp://web:heslo@mail.example.cz?timeout=5", "must end with the port"),
        ("smtp://web@mail.example.cz", "must name both a user and a password"),
        ("smtp://:heslo@mail.example.cz", "must name both a user and a password"),
    ],
)
def test_malformed_mail_server_stops_the_start_and_its_password_is_not_repeated(variable, value, problem):
    variable("EMAIL_URL", value)
    with pytest.raises(SystemExit, match=f"^EMAIL_URL: {problem}") as stopped:
        environment.mail("EMAIL_URL", "consolemail://")
    assert "heslo" not in str(stopped.value)
    assert len(str(stopped.value).splitlines()) == 1


@pytest.mark.parametrize("value", ["", "web@example.cz", "Podpora bydlení <web@example.cz>"])
def test_address_of_the_site_s_mails_is_understood(variable, value):
    variable("MAIL_FROM", value)
    assert environment.mail_address("MAIL_FROM") == value


@pytest.mark.parametrize("value", ["web", "web@", "web@example.cz, jiny@example.cz", "Web <web>"])
def test_malformed_address_of_the_site_s_mails_stops_the_start(variable, value):
    variable("MAIL_FROM", value)
    with pytest.raises(SystemExit, match=r"^MAIL_FROM: must be one e-mail address"):
        environment.mail_address("MAIL_FROM")


def start(*command, **variables):
    """A fresh process with this environment alone."""
    variables = {"ENV_FILE": "", "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(
        [sys.executable, *command], env=variables, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )


GOOD = {"SITE_URL": "https://www.example.cz", "SECRET_KEY": SECRET, "PROXY_COUNT": "1"}


@pytest.mark.process
@pytest.mark.parametrize("name", ["SITE_URL", "SECRET_KEY", "PROXY_COUNT"])
def test_a_missing_value_ends_every_command_with_one_line(name):
    ended = start("manage.py", "check", **{**GOOD, name: ""})
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines() == [f"{name}: is not set; .env.example says what belongs there"]


@pytest.mark.process
def test_no_env_of_a_developer_reaches_the_tests(tmp_path):
    """As if it lay in this folder, where it may lie."""
    (tmp_path / ".env").write_text("SITE_URL=http://127.0.0.1:8271\nDEBUG=true\n")
    code = "from tests.settings import DEBUG, SITE_URL; print(DEBUG, SITE_URL)"
    ended = start("-c", code, ENV_FILE=str(tmp_path / ".env"))
    assert ended.stdout == "False http://127.0.0.1:8000\n"


@pytest.mark.process
def test_gunicorn_ends_with_one_line_instead_of_trying_again():
    ended = start("-m", "gunicorn", "-c", "deploy/gunicorn.conf.py", "socialnibydleni.wsgi", BIND="127.0.0.1:0")
    assert ended.returncode != 0
    assert "SITE_URL: is not set" in ended.stderr
    assert "Traceback" not in ended.stderr


def settings_of(**variables):
    names = ["ALLOWED_HOSTS", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SESSION_COOKIE_SECURE"]
    names += ["SECURE_PROXY_SSL_HEADER", "DEBUG", "SITE_URL", "MAILS_WAIT"]
    empty = dict.fromkeys(["PROXY_COUNT", "DEBUG", "DATABASE_URL", "SECURITY_CONTACT", "EMAIL_URL"], "")
    with mock.patch.dict(os.environ, {**empty, **variables}):
        found = runpy.run_path(str(ROOT / "socialnibydleni/settings.py"))
    return {name: found[name] for name in names}


def test_https_address_alone_decides_hosts_redirect_hsts_and_cookies():
    assert settings_of(**GOOD) == {
        "ALLOWED_HOSTS": ["www.example.cz"],
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31_536_000,
        "SESSION_COOKIE_SECURE": True,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"),
        "DEBUG": False,
        "SITE_URL": "https://www.example.cz",
        "MAILS_WAIT": True,
    }


def test_mails_wait_for_a_server_on_a_public_site_alone():
    assert settings_of(**GOOD, EMAIL_URL="smtp://127.0.0.1:25")["MAILS_WAIT"] is False
    assert settings_of(SITE_URL="http://127.0.0.1:8000", SECRET_KEY=SECRET)["MAILS_WAIT"] is False


def test_loopback_address_needs_no_proxy_and_believes_none():
    found = settings_of(SITE_URL="http://127.0.0.1:8123", SECRET_KEY=SECRET)
    assert found["ALLOWED_HOSTS"] == ["127.0.0.1", "localhost", "[::1]"]
    assert (found["SECURE_SSL_REDIRECT"], found["SESSION_COOKIE_SECURE"]) == (False, False)
    assert found["SECURE_PROXY_SSL_HEADER"] is None


def test_example_file_names_every_variable_that_the_settings_read():
    read = (ROOT / "socialnibydleni/settings.py").read_text()
    names = set(re.findall(r'environment\.\w+\("([A-Z_]+)"', read))
    assert names == set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
