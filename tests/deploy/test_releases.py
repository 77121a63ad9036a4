"""deploy/install, update and rollback on a machine in a folder, with small stand-ins for the site and the system."""

import re
import shutil
import subprocess

import pytest

from tests.deploy.machine import SITE, Machine
from tests.running_site import ROOT


@pytest.fixture
def machine(tmp_path):
    return Machine(tmp_path)


@pytest.fixture
def installed(machine):
    return machine.installed()


def test_the_site_is_installed_and_a_second_run_changes_nothing(machine):
    site = machine.installed()
    assert (site.serves, site.current) == (1, 1)
    before = site.files()
    assert "Make its first editor: " in site.do("install", SITE).splitlines()[-1]
    assert site.files() == before
    settings = (site.code / ".env").read_text()
    assert re.search(r"^SECRET_KEY=\w{64}$", settings, re.MULTILINE)
    assert "FORMER_HOSTS=example.cz\n" in settings
    nginx = site.site_file.read_text()
    assert "server_name www.example.cz example.cz;" in nginx
    assert "server_name example.cz;" in nginx
    assert f"ssl_certificate {site.root}/etc/ssl/socialnibydleni/fullchain.pem;" in nginx
    assert sorted(path.name for path in site.code.iterdir() if not path.name.startswith(".")) == [
        "current",
        "deploy",
        "releases",
    ]


def test_what_is_pasted_behind_the_install_is_left_for_the_shell(machine):
    machine.publish(1)
    machine.clone()
    pasted = f"{machine.code}/deploy/install {SITE} >/dev/null\necho the next line\n"
    shell = subprocess.run(
        ["sh"],
        input=pasted,
        env=machine.environment,
        capture_output=True,
        text=True,
        check=True,
        start_new_session=True,
    )
    assert shell.stdout == "the next line\n"


def test_a_certificate_comes_from_certbot_or_from_the_operator(installed, tmp_path):
    installed.do("install", SITE, "--certbot", "spravce@example.cz")
    assert "-d www.example.cz -d example.cz --deploy-hook" in (installed.root / "said").read_text()
    assert f"ssl_certificate {installed.root}/etc/letsencrypt/live/www.example.cz/fullchain.pem;" in (
        installed.site_file.read_text()
    )
    lies = installed.root / "etc/letsencrypt/live/www.example.cz"
    for name in ["fullchain.pem", "privkey.pem"]:
        shutil.copy(lies / name, tmp_path / name)
    installed.do("install", SITE, "--certificate", tmp_path / "fullchain.pem", tmp_path / "privkey.pem")
    given = installed.root / "etc/ssl/socialnibydleni/privkey.pem"
    assert given.resolve() == tmp_path / "privkey.pem"
    assert f"ssl_certificate_key {given};" in installed.site_file.read_text()


def test_an_update_serves_the_new_version_and_a_second_one_changes_nothing(installed):
    installed.publish(2)
    installed.asked()
    installed.do("update")
    assert (installed.serves, installed.current) == (2, 2)
    asked = [" ".join(line.split()[:2]) for line in installed.asked()]
    assert asked == [
        "2 collectstatic",
        "1 backup",
        "2 migrate",
        "2 load_content",
        "2 check",
        "2 shell",
        "2 snapshot",
    ]
    before = installed.files()
    installed.do("update")
    assert installed.files() == before
    # Pages that readers opened before name files of before.
    assert (installed.code / "current/staticfiles/site.1.css").exists()


@pytest.mark.parametrize("fails", ["collectstatic", "load_content", "check"])
def test_an_update_that_fails_says_where_and_leaves_what_serves(installed, fails):
    before = installed.files()
    installed.publish(2, fails=fails)
    said = installed.refusal("update")
    assert said.splitlines()[-1].startswith("Stopped while ")
    assert (installed.serves, installed.current) == (1, 1)
    of_release_1 = {path for path in before if "releases" in path.parts}
    assert {path: path.read_bytes() for path in of_release_1} == {path: before[path] for path in of_release_1}
    installed.publish(3)
    installed.do("update")
    assert installed.serves == 3
    assert len(list((installed.code / "releases").iterdir())) == 2


def test_a_version_that_does_not_start_gives_its_place_back(installed):
    installed.publish(2, **{"does-not-start": "", "deploy/nginx.conf": "# of version 2\n"})
    said = installed.refusal("update")
    assert "what served before is put back" in said
    assert re.search(r"^Stopped while letting \S+ serve\. What serves is what served before\.$", said, re.MULTILINE)
    assert (installed.serves, installed.current) == (1, 1)
    assert "# of version 2" not in installed.site_file.read_text()


def test_a_file_for_nginx_that_is_wrong_is_not_taken(installed):
    before = installed.site_file.read_text()
    installed.publish(2, **{"deploy/nginx.conf": "no such word;\n"})
    assert "nginx does not take it" in installed.refusal("update")
    assert (installed.serves, installed.site_file.read_text()) == (1, before)


def test_what_the_operator_changed_stays_and_what_is_new_comes(installed):
    mine = installed.site_file.read_text().replace(
        "max_fails=0;", "max_fails=0;\n    server 127.0.0.1:8001 max_fails=0;"
    )
    installed.site_file.write_text(mine)
    installed.publish(2, **{"deploy/nginx.conf": "# of version 2\n"})
    assert f"{installed.site_file} changes:\n      @@" in installed.do("update")
    assert installed.site_file.read_text() == f"{mine}# of version 2\n"
    # Both changed the same line: all of it stays, and what is new lies beside it.
    installed.site_file.write_text(f"{mine}# of mine\n")
    installed.publish(3, **{"deploy/nginx.conf": "# of version 3\n"})
    assert "stays as it was changed on this machine" in installed.do("update")
    assert installed.site_file.read_text() == f"{mine}# of mine\n"
    assert installed.site_file.with_name("socialnibydleni.ours").read_text().endswith("# of version 3\n")


def test_a_timer_that_is_switched_off_stays_off(installed):
    (installed.root / "said").write_text("")
    installed.publish(2, **{"deploy/socialnibydleni-copies.timer": "# later\n"})
    installed.do("update")
    said = (installed.root / "said").read_text()
    assert "daemon-reload" in said
    assert "enable" not in said


def test_the_version_of_before_comes_back_with_its_units_and_the_newer_one_again(installed):
    installed.publish(2, **{"deploy/nginx.conf": "# of version 2\n"})
    installed.do("update")
    installed.do("rollback")
    assert (installed.serves, installed.current) == (1, 1)
    assert "# of version 2" not in installed.site_file.read_text()
    assert (installed.code / "current/staticfiles/site.2.css").exists()
    installed.do("rollback")
    assert installed.serves == 2
    assert "# of version 2" in installed.site_file.read_text()


def test_data_come_back_only_when_asked_and_what_is_there_is_kept_first(installed):
    installed.publish(2)
    installed.do("update")
    (backup,) = installed.root.rglob("*-before-update.tar.gz")
    installed.asked()
    installed.do("rollback", "--data", backup, "--yes")
    asked = [line.split() for line in installed.asked()]
    kept = asked[2]
    assert kept[:2] == ["2", "backup"]
    assert kept[2].endswith("-before-rollback.tar.gz")
    assert asked[3] == ["2", "restore", str(backup), "--yes"]
    assert "There is no backup" in installed.refusal("rollback", "--data", installed.root / "none.tar.gz")


def test_without_a_version_of_before_there_is_no_way_back(installed):
    assert installed.refusal("rollback").startswith("There is no release to go back to.")


def test_code_that_lies_in_the_folder_itself_is_taken_over_and_comes_back(machine):
    site = machine.laid_as_before()
    site.publish(2)
    said = site.take_over()
    assert (site.serves, site.current) == (2, 2)
    assert "Requires=socialnibydleni.socket" in (site.root / "etc/systemd/system/socialnibydleni.service").read_text()
    assert "      @@" in said
    assert (site.code / "manage.py").exists()  # a way back
    site.do(site.code / "current/deploy/rollback")
    assert site.serves == 1
    site.do(site.code / "former/deploy/update")
    assert site.serves == 2
    site.publish(3)
    site.do(site.code / "current/deploy/update")
    assert site.serves == 3
    assert sorted(path.name for path in site.code.iterdir() if not path.name.startswith(".")) == [
        "current",
        "deploy",
        "former",
        "releases",
    ]


def test_what_lies_in_the_code_stops_the_update_for_it_would_be_left_behind(installed):
    path = installed.code / ".env"
    path.write_text(re.sub("MEDIA_ROOT=.*", "", path.read_text()))
    assert "MEDIA_ROOT must name a place outside of the code" in installed.refusal("update")


@pytest.mark.parametrize(
    ("version", "is_new"), [("1.22.1", False), ("1.25.0", False), ("1.25.1", True), ("1.26.3", True)]
)
def test_http2_is_said_as_this_nginx_knows_it(machine, version, is_new):
    nginx = machine.bin / "nginx"
    nginx.write_text(nginx.read_text().replace("1.22.1", version))
    machine.code.mkdir()
    (machine.code / ".env").write_text(f"SITE_URL={SITE}\n")
    shell = f". {ROOT}/deploy/common.sh; render {ROOT}/deploy/nginx.conf"
    said = subprocess.run(["sh", "-c", shell], env=machine.environment, capture_output=True, text=True, check=True)
    listens = re.findall(r"^ *(listen .*443.*|http2.*)$", said.stdout, re.MULTILINE)
    ours = [
        "listen 443 ssl{} default_server;",
        "listen [::]:443 ssl{} default_server;",
        *["listen 443 ssl{};", "listen [::]:443 ssl{};"] * 2,
    ]
    if is_new:
        assert [line for line in listens if line != "http2 on;"] == [line.format("") for line in ours]
        assert listens.count("http2 on;") == 3
    else:
        assert [line.partition(";")[0] + ";" for line in listens] == [line.format(" http2") for line in ours]
