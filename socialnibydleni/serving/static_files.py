"""The static files as they are served: our stylesheets without their comments, which speak to who reads the source."""

import re
from typing import Any

from django.core.files.base import ContentFile, File
from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = "css/"
_COMMENT = re.compile(rb"\s*/\*.*?\*/", re.DOTALL)


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """WhiteNoise's, whose every file has an address that never changes."""

    def _save(self, name: str, content: "File[Any]") -> str:
        if name.startswith(OURS):
            content = ContentFile(without_comments(b"".join(content.chunks())))
        return str(super()._save(name, content))


def without_comments(style: bytes) -> bytes:
    """A stylesheet of ours in, in which no text begins a comment; out comes the same without any."""
    return _COMMENT.sub(b"", style)
