"""The files of backups: read, and made by hand."""

import gzip
import io
import json
import tarfile
from hashlib import sha256

# A change that an editor makes.
TEXT = "from pages.models import Project as P; p = P.objects.get(); p.short_name = 'Jiný název'; p.save()"


def members(file):
    with tarfile.open(file) as tar:
        return {member.name: tar.extractfile(member).read() for member in tar}


def packed(path, *files, kinds=()):
    """A file of the given members (name, content); `kinds` are members that are no files."""
    with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, 0) as gz, tarfile.open(fileobj=gz, mode="w") as tar:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for name, kind in kinds:
            member = tarfile.TarInfo(name)
            member.type, member.linkname = kind, "/etc/passwd"
            tar.addfile(member)
    return path


def altered(backup, target, database=None, more=(), **changes):
    """The backup with something else in it, and checksums that fit."""
    found = members(backup)
    manifest = json.loads(found.pop("manifest.json")) | changes
    found |= dict(more) | ({"database": database} if database is not None else {})
    manifest["files"] = {name: sha256(content).hexdigest() for name, content in found.items()}
    return packed(target, *found.items(), ("manifest.json", json.dumps(manifest).encode()))
