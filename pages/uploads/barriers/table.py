"""CSV: the first row names the columns (RFC 4180, 2.3; W3C, Model for Tabular Data, 8)."""

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

_NUMBER = re.compile(r"[\d\s.,:/%+-]+$")


def barriers(file: BinaryIO) -> Iterator[str]:
    """„no-header“ where a name in the first row is missing, stands twice or is a number."""
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        first = next((line for line in text if line.strip("\r\n")), "")
    finally:
        text.detach()
    delimiter = max(";,\t", key=first.count)
    names = [name.strip() for name in next(csv.reader([first], delimiter=delimiter), [])]
    if not all(names) or len(set(names)) < len(names) or any(map(_NUMBER.match, names)):
        yield "no-header"
