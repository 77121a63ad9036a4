"""A site of a test's own, and editors in it, as fixtures; tests/proof asks for them too."""

import pytest

from tests.at_once.desks import Desks
from tests.own_database import own_database


@pytest.fixture
def db(django_db_setup, django_db_blocker, tmp_path):
    """In place of the one that rolls everything back: here it is committed, in a database of the test's own."""
    with django_db_blocker.unblock(), own_database(tmp_path):
        yield


@pytest.fixture
def desks(db, let_in):
    """Gives as many signed-in editors as are asked for."""
    return Desks(let_in)
