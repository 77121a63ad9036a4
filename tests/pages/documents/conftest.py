"""Documents as rows with their files on the disk."""

from importlib import import_module
from pathlib import Path

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from pages.documents import apart, stored_files
from pages.models import Document, DocumentVersion
from tests.pages.documents.made_files import pdf


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Uploads are read in the process of the test: one of their own takes half a second, and test_apart.py has it."""

    def run(function, path, **arguments):
        module, _, name = function.partition(":")
        with Path(path).open("rb") as file:
            return getattr(import_module(module), name)(file=file, **arguments)

    monkeypatch.setattr(apart, "run", run)


@pytest.fixture
def add_file():
    """Gives a document a version with a file."""

    def add(document, content=None, extension="pdf", **values):
        stored = stored_files.keep([pdf() if content is None else content])
        values = {"extension": extension, "original_name": f"soubor.{extension}", **values}
        return DocumentVersion.objects.create(
            document=document, stored_name=stored.name, size=stored.size, digest=stored.digest, **values
        )

    return add


@pytest.fixture
def make(add_file):
    """Makes a document that readers see, with a file; everything can be said otherwise."""

    def made(title="Metodika práce v bydlení", content=None, extension="pdf", url="", valid_from=None, **values):
        now = timezone.now()
        row = {
            "description": "Krok za krokem, jak obec zavede sociální bydlení.",
            "year": 2020,
            "category": "metodika",
            "publish_at": now,
            **values,
        }
        document = Document.objects.create(title=title, **row)
        moment = {"valid_from": valid_from or now}
        if url:
            DocumentVersion.objects.create(document=document, url=url, **moment)
        else:
            add_file(document, content, extension, **moment)
        return document

    return made


@pytest.fixture
def client_of(client, let_in):
    """Signs in a member of one group."""

    def sign_in_as(group):
        user = User.objects.create_user(group, is_staff=True)
        user.groups.set([Group.objects.get(name=group)])
        return let_in(client, user)

    return sign_in_as


@pytest.fixture
def publisher(client_of):
    return client_of("Vydavatel")
