"""A restore that is killed leaves the old site or the new one. tests/proof kills more of them."""

import pytest

from tests.socialnibydleni.backups.kills import kill_restores


@pytest.mark.proof
def test_a_killed_restore_leaves_the_old_site_or_the_new_one_and_the_next_says_which(tmp_path):
    kill_restores(tmp_path, 5, ["line"])
