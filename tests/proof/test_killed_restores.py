"""Twenty restores, each killed at another moment: the site is the old one or the new one, and the next says which."""

from tests.socialnibydleni.backups.kills import kill_restores


def test_twenty_killed_restores_leave_the_old_site_or_the_new_one(tmp_path, say):
    kills = kill_restores(tmp_path, 1, ["line"] * 14 + ["moment"] * 6)
    say(
        f"{len(kills)} restores killed; the site was the new one after {sum(is_new for _, is_new in kills)} of them "
        f"and else the old one: {', '.join(point for point, _ in kills)}"
    )
    assert {is_new for _, is_new in kills} == {False, True}
