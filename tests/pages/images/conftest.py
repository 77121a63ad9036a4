"""Images as rows with their copies on the disk."""

from importlib import import_module
from pathlib import Path

import pytest

from pages.documents import apart
from tests.pages.images.sending import stored


@pytest.fixture(autouse=True)
def _read_here(monkeypatch):
    """Images are made in the process of the test; that of their own has tests/pages/uploads/test_images.py."""

    def run(function, path, *, memory, too_hard, **arguments):
        module, _, name = function.partition(":")
        with Path(path).open("rb") as file:
            return getattr(import_module(module), name)(file=file, **arguments)

    monkeypatch.setattr(apart, "run", run)


@pytest.fixture
def image(db):
    """One that somebody uploaded, in no text."""
    return stored()


@pytest.fixture
def publisher(client_of):
    return client_of("Vydavatel")


@pytest.fixture
def author(client_of):
    return client_of("Autor")
