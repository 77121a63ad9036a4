"""The folder of the uploads, replaced as a whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import rmtree


@contextmanager
def replacing(folder: Path, new: Path) -> Iterator[None]:
    """Inside the block, and after it if it ended well, `new` stands in the place of `folder`; both on one disk."""
    new.mkdir(exist_ok=True)
    mode = folder.stat().st_mode if folder.exists() else 0o755
    for path in [new, *(path for path in new.rglob("*") if path.is_dir())]:
        path.chmod(mode & 0o777)
    if folder.exists() and os.geteuid() == 0:  # root may restore, but the site must be able to read it
        for path in [new, *new.rglob("*")]:
            os.chown(path, folder.stat().st_uid, folder.stat().st_gid)
    old = new.with_name("uploads-before")
    if folder.exists():
        folder.rename(old)
    try:
        new.rename(folder)
        yield
    except BaseException:
        if folder.exists():
            rmtree(folder)
        if old.exists():
            old.rename(folder)
        raise
