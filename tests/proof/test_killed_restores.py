"""Twenty restores, each killed at another moment: the site is the old one or the new one, and the next says which."""

from tests.socialnibydleni.backups.kills import kill_restores


def test_twenty_killed_restores_leave_the_old_site_or_the_new_one(tmp_path, say):
    are_new = kill_restores(tmp_path, 1, ["line"] * 10 + ["moment"] * 6)
    assert len(are_new) == 20
    say(f"{len(are_new)} restores killed; the site was the new one after {sum(are_new)} of them, and else the old one")
