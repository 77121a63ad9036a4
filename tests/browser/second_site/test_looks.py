"""What is asked of the looks of any site, of the second one; see conftest.py for which that is."""

import pytest

# ruff: noqa: F401 - pytest finds the tests and their fixtures by these names
from tests.browser.test_accessibility import test_axe_finds_nothing_on_any_kind_of_page
from tests.browser.test_reflow import (
    test_no_page_scrolls_sideways_at_320_px,
    test_no_page_scrolls_sideways_when_only_the_text_is_doubled,
)

pytestmark = [pytest.mark.browser, pytest.mark.any_database, pytest.mark.proof]
