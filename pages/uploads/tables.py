"""Whether a file is a table in CSV that every program reads alike (RFC 4180)."""

import csv
import re
from typing import BinaryIO

from pages.uploads.kinds import CSV, Kind, RefusedError

_DELIMITERS = ";,\t"
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(!doctype|html|head|body|script|svg|\?xml)\b", re.IGNORECASE)
_FORMULA = re.compile(r"\s*([=@]|[+-].*[|!(])")
_CURE = "V Excelu zvolte Uložit jako a typ „CSV UTF-8“."


def check(file: BinaryIO) -> Kind:
    """Refuse what is no text in UTF-8, no table, or would be run as a formula.

    Raises:
        RefusedError: with a Czech sentence.
    """
    file.seek(0)
    text = _text(file.read())
    if "\x00" in text or _CONTROL.search(text):
        raise RefusedError("V souboru CSV jsou znaky, které do textu nepatří. Uložte tabulku znovu jako CSV.")
    if _MARKUP.match(text):
        raise RefusedError("Uvnitř souboru CSV je webová stránka, ne tabulka. Uložte tabulku znovu jako CSV.")
    _check_rows(text)
    return CSV


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(f"Tabulka je v kódování UTF-16, které web nenabízí. {_CURE}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(
            f"Tabulka není v kódování UTF-8, asi je ve Windows-1250, a lidem by se rozsypala čeština. {_CURE}"
        ) from None


def _check_rows(text: str) -> None:
    first = text.lstrip("\r\n").splitlines()[:1]
    if not first:
        raise RefusedError("V souboru CSV není žádná tabulka, je prázdný.")
    delimiter = max(_DELIMITERS, key=first[0].count)
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True) if row]
    except csv.Error:
        raise RefusedError("Soubor CSV má pokažené uvozovky, tabulka se nedá přečíst. Uložte ji znovu.") from None
    width = len(rows[0])
    for number, row in enumerate(rows, start=1):
        if len(row) != width:
            raise RefusedError(
                f"V tabulce CSV nemají řádky stejně sloupců: v hlavičce {width}, v {number}. řádku {len(row)}."
                " Doplňte je."
            )
        if any(map(_FORMULA.match, row)):
            raise RefusedError(
                f"Buňku v {number}. řádku CSV by tabulkový program spustil jako vzorec. "
                "Uložte tabulku s hodnotami místo vzorců."
            )
