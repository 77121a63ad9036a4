"""What is asked of a file at one go, in the process that reads strange files."""

from typing import Any, BinaryIO

from pypdf import PdfReader

from pages.uploads.barriers.judge import barriers


def look(file: BinaryIO, extension: str) -> dict[str, Any]:
    """The barriers in a file, and how many pages it has, None where its kind does not say; as JSON takes them."""
    found = barriers(file, extension)
    return {"barriers": found, "pages": len(PdfReader(file).pages) if extension == "pdf" else None}
