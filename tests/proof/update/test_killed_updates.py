"""Install, update and rollback, killed before each program that they run: the site works, and the next run goes on."""

import itertools

import pytest

from tests.deploy.machine import SITE, Machine


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


def kill_everywhere(machine, command, *arguments, then=lambda: None, every=1):
    """Kill the command before its first program, its second and so on, until it comes to its end; give their number.

    With `every` it is only one of so many. After each kill `then` is done.
    """
    number = 1
    while (done := machine.run(command, *arguments, kill_at=number)).returncode:
        assert done.returncode == -9, done.stdout + done.stderr
        then()
        number += every
    return number - 1


def assert_works(machine, versions):
    """What serves is whole, and so is what would after a start, whichever version it is; nginx takes its file."""
    assert machine.serves in versions
    if (machine.code / "current").exists():
        assert machine.current in versions
        assert machine.tables >= machine.current
    units = machine.root / "etc/systemd/system"
    assert all(path.read_text().strip() for path in units.iterdir() if path.suffix in {".service", ".socket", ".timer"})
    machine.check_nginx()


def test_an_update_killed_anywhere_leaves_a_working_site_and_the_next_one_goes_on(machine, say):
    machine.installed()
    versions = itertools.count(2)

    def publish():
        version = next(versions)
        files = {f"deploy/{name}": f"# of version {version}\n" for name in ["nginx.conf", "socialnibydleni.service"]}
        machine.publish(version, **files)
        return version

    coming = [publish()]

    def go_on():
        (version,) = coming
        assert_works(machine, {version - 1, version})
        machine.do("update")
        assert_works(machine, {version})
        assert machine.site_file.read_text().endswith(f"# of version {version}\n")
        coming[:] = [publish()]

    number = kill_everywhere(machine, "update", then=go_on)
    assert_works(machine, {*coming})
    assert number > 60
    say(f"an update killed before each of its {number} programs; each time the site worked, and the next run went on")


def test_a_rollback_killed_anywhere_leaves_a_working_site(machine, say):
    machine.installed()
    machine.publish(2, **{"deploy/nginx.conf": "# of version 2\n"})
    machine.do("update")

    def go_on():
        assert_works(machine, {1, 2})
        machine.do("update")
        assert_works(machine, {2})
        assert machine.site_file.read_text().endswith("# of version 2\n")

    number = kill_everywhere(machine, "rollback", then=go_on)
    assert_works(machine, {1})
    assert number > 40
    say(f"a rollback killed before each of its {number} programs")


def test_code_that_lies_in_the_folder_itself_serves_however_its_first_update_is_killed(machine, say):
    machine.laid_as_before()
    machine.publish(2)
    machine.unpack_scripts()
    update = machine.root.parent / "deploy/update"

    def go_on():
        assert_works(machine, {1, 2})
        machine.do(update)
        assert_works(machine, {2})
        machine.lay_back()

    number = kill_everywhere(machine, update, then=go_on, every=5)
    assert_works(machine, {2})
    assert number > 60
    say(f"the first update of an installation of before, killed before every fifth of its {number} programs")


def test_an_install_that_is_killed_again_and_again_comes_to_its_end(machine, say):
    machine.publish(1)
    machine.clone()
    number = kill_everywhere(machine, "install", SITE)
    assert_works(machine, {1})
    say(f"an install killed {number} times")
