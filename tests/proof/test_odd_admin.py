"""Two thousand odd addresses of the admin."""

from random import Random

import pytest

from tests.socialnibydleni.editors.odd_admin import failures
from tests.socialnibydleni.editors.test_odd_admin import OF_FILTERS


@OF_FILTERS
@pytest.mark.django_db
def test_two_thousand_odd_addresses_of_the_admin_are_no_failures(editor_client, say):
    found, counted = failures(editor_client, Random(2000), 2000)
    say(f"2,000 odd addresses of the admin: {len(found)} failures; {dict(counted)}")
    assert not found, "\n".join(found)
