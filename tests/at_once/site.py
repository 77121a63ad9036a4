"""Editors in a site of a test's own, as a fixture; tests/proof asks for it too."""

import pytest

from tests.at_once.desks import Desks


@pytest.fixture
def desks(committed, let_in):
    """Gives as many signed-in editors as are asked for."""
    return Desks(let_in)
