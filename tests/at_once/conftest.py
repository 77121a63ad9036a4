"""Several editors at one site, each with a connection to the database of their own."""

import pytest

pytest.register_assert_rewrite("tests.at_once.writings")

from tests.at_once.site import desks  # noqa: E402, F401 - the line above must come first
