"""What every test may ask for: the site with its content loaded, as on the first day."""

import gc
import json
import subprocess
from functools import cache

import pytest
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test import Client, client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice
from hypothesis import settings as hypothesis

from contact.meetings import outbox
from pages.frame import memory
from socialnibydleni.management.commands import word_forms
from tests import prepared
from tests.loaded_facts import LoadedFacts
from tests.own_database import own_database
from tests.thorough import examples

# What a test asks for tells what it starts: a browser, or processes of the site; and so does its folder.
STARTS = {"playwright": "browser", "site": "process", "front": "process"}
START_PROCESSES = {"backups", "deploy", "proof"}
hypothesis.register_profile("ours", max_examples=examples(40))
hypothesis.load_profile("ours")
DATABASE = {"db", "transactional_db", "own_connection"}


@pytest.hookimpl(wrapper=True)  # around pytest-django, which sorts too
def pytest_collection_modifyitems(items):
    """Mark what needs more than this process, and bring the files into the order in which workers take them.

    What takes longest is begun first; and once Playwright's loop runs, the ORM would refuse to work in any later test.
    """
    for item in items:
        for fixture in STARTS.keys() & set(getattr(item, "fixturenames", [])):
            item.add_marker(STARTS[fixture])
        if START_PROCESSES & set(item.path.parts):
            item.add_marker("process")
        if "proof" in item.path.parts:
            item.add_marker("proof")
        if getattr(item.obj, "is_hypothesis_test", False):
            item.add_marker("thorough")
        if not _meets_a_database(item):
            item.add_marker("any_database")
    yield
    browser = {item.path for item in items if item.get_closest_marker("browser")}
    long = {item.path for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: (item.path in browser, item.path not in long))


def pytest_collection_finish():
    """What is there by now stays to the end, and the collector need not go through it after each few hundred objects.

    A page leaves tens of thousands behind; with this it costs a tenth less.
    """
    gc.freeze()
    gc.set_threshold(50_000)


def _meets_a_database(item):
    """Whoever starts nothing and asks for none of these is refused any database by pytest-django."""
    asked = DATABASE & set(getattr(item, "fixturenames", []))
    return bool(asked) or any(map(item.get_closest_marker, ["django_db", *STARTS.values()]))


@pytest.fixture(scope="session", autouse=True)
def _static_files():
    """Hashed static files, so that templates name the same addresses as in production."""
    from django.conf import settings  # noqa: PLC0415 - the settings may be read only inside a test run

    settings.STATIC_ROOT = prepared.static_files()


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    """What a test uploads stays in a folder of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords():
    """A hash that costs nothing: the real one takes a third of a second, and almost every test makes an account."""
    from django.conf import settings  # noqa: PLC0415 - as above

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session", autouse=True)
def _contexts_of_whole_pages():
    """Django's client copies the context of every fragment, a twentieth of what a page costs; it is the page's that
    tests ask for."""
    store = client.store_rendered_templates

    def store_outermost(kept, signal, sender, template, context, **named):
        if context.template is template:
            store(kept, signal, sender, template, context, **named)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(client, "store_rendered_templates", store_outermost)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings):
    """The database comes with its content: a copy of what is made once for all workers and running sites."""
    with prepared.content_in(connection):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    yield
    with django_db_blocker.unblock():
        _hang_up_on_threads()


def _hang_up_on_threads():
    """A thread that a test let serve keeps a connection of its own, and PostgreSQL drops no database in use."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture
def committed(django_db_setup, django_db_blocker, tmp_path):
    """In place of `db`, which rolls everything back: what threads do is committed, in a database of the test's own."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield


@pytest.fixture(scope="session")
def _loaded_facts():
    with pytest.MonkeyPatch.context() as patch:
        yield LoadedFacts(patch)


@pytest.fixture(autouse=True)
def _forget_held_facts(_loaded_facts, monkeypatch):
    """A test's rows are rolled back; what was held in memory must go with them, and nobody watches them any more."""
    monkeypatch.setattr(memory, "_is_watched", False)
    memory.forget()
    _loaded_facts.hold = True
    with connection.execute_wrapper(_loaded_facts.watch):
        yield


@pytest.fixture(scope="session", autouse=True)
def _word_forms_once():
    """The dictionary takes a second at each housekeeping, and most leave the site's words as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_forms, "forms_of", cache(word_forms.forms_of))
        yield


@pytest.fixture(autouse=True)
def _no_mail_in_the_background(monkeypatch):
    """A thread that sends mails would outlive its test; what is due stays where the test can see it."""
    monkeypatch.setattr(outbox, "wake", lambda: None)


@pytest.fixture
def audit_lines(db, monkeypatch):
    """Gives the lines written to the audit log from now on; a test never commits, so what is due then is done here."""
    written = []
    monkeypatch.setattr("socialnibydleni.editors.audit.logger.info", written.append)

    def lines():
        for _, write, _ in connection.run_on_commit:
            write()
        connection.run_on_commit.clear()
        return [json.loads(line) for line in written]

    return lines


@pytest.fixture(autouse=True)
def _no_process(request, monkeypatch):
    """make quick goes by the marks, so whatever has none starts nothing."""
    if not any(map(request.node.get_closest_marker, STARTS.values())):
        monkeypatch.setattr(subprocess, "Popen", _refuse)


def _refuse(command, *_arguments, **_options):
    pytest.fail(f"{command} is started: mark the test with process")


@pytest.fixture
def editor(django_user_model):
    """An editor who may do everything."""
    return django_user_model.objects.create_superuser("editorka", "editorka@example.cz", "dlouhe-tajne-heslo")


@pytest.fixture
def let_in():
    """Signs a user in with both factors, as the sign-in page would."""
    return _let_in


def _let_in(client, user):
    device = TOTPDevice.objects.create(user=user, confirmed=True)
    client.force_login(user)
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = device.persistent_id
    session.save()
    return client


@pytest.fixture
def client_of(let_in):
    """Gives a client of its own, signed in as a member of one group."""

    def sign_in_as(group):
        user = User.objects.create_user(group, is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        return let_in(Client(), user)

    return sign_in_as


@pytest.fixture
def editor_client(client, editor):
    return _let_in(client, editor)
