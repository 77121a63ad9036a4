"""Backups know no difference between a folder and a bucket, so they carry uploads from one to the other."""

import shutil

import pytest

from tests.bucket import running_store
from tests.socialnibydleni.backups.files import members
from tests.socialnibydleni.copies.kept_site import kept_site

pytestmark = pytest.mark.proof
UPLOADS = ["2026/zpráva o obcích.pdf", "prázdný.txt"]


@pytest.fixture
def store():
    with running_store() as store:
        yield store


def test_a_backup_of_a_folder_fills_a_bucket_and_one_of_that_a_folder(site, backup, store, tmp_path):
    _, before = site.state()
    with kept_site(tmp_path / "shared", UPLOADS_URL=store.address) as shared:
        assert shared.manage("restore", backup).startswith("Restored: ")
        assert sorted(store.names()) == [*UPLOADS, "web.txt"]
        assert [path.name for path in shared.media.rglob("*") if path.is_file()] == [".lock", "smazano.txt"]
        store.client.put_object(Bucket="soubory", Key=UPLOADS[0], Body=b"damaged")
        assert shared.manage("restore", backup, "--yes").startswith("Restored: ")
        assert store.client.get_object(Bucket="soubory", Key=UPLOADS[0])["ContentLength"] == 100_008
        store.client.delete_object(Bucket="soubory", Key=f"odlozene/{UPLOADS[0].rpartition('/')[2]}")
        assert shared.manage("backup", tmp_path / "shared.tar.gz").endswith("the database and 2 uploads.\n")
        done = shared.run("backup", tmp_path / "none.tar.gz", UPLOADS_URL="s3://a:b@127.0.0.1:1/soubory?tls=no")
        assert done.stderr.startswith("CommandError: No backup was made: The store of the uploads can't be used (")
        assert done.stderr.count("\n") == 1
        shutil.rmtree(shared.media)
    assert [*members(tmp_path / "shared.tar.gz")][:2] == [f"media/{name}" for name in UPLOADS]
    with kept_site(tmp_path / "folder") as folder:
        assert folder.manage("restore", tmp_path / "shared.tar.gz").startswith("Restored: ")
        assert folder.state()[1] == before
