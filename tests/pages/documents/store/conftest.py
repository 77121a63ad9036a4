import pytest

from socialnibydleni import environment
from tests.bucket import running_store


@pytest.fixture(scope="session")
def _store():
    with running_store() as store:
        yield store


@pytest.fixture
def store(_store, in_bucket_at):
    """The site keeps its uploads in a bucket, which is empty."""
    _store.empty()
    in_bucket_at(_store.address)
    return _store


@pytest.fixture
def in_bucket_at(settings, monkeypatch):
    """Says where the bucket is, as UPLOADS_URL would."""

    def set_to(address):
        monkeypatch.setenv("UPLOADS_URL", address)
        options = environment.uploads("UPLOADS_URL")
        there = {"BACKEND": "pages.documents.store.bucket.BucketStorage", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": there}

    return set_to
