"""Whether a file is a table in CSV that every program reads alike (RFC 4180) and none runs (OWASP, CSV injection)."""

import csv
import re
from collections.abc import Iterator
from io import TextIOWrapper
from itertools import chain
from typing import BinaryIO

from pages.uploads.kinds import CSV, Kind, RefusedError, head

LONGEST_LINE = 1 << 20  # characters; Excel's widest table with eleven digits in every cell is shorter

_DELIMITERS = ";,\t"
_CONTROL = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f"
_MARKUP = re.compile(r"\s*<(!doctype|html|head|body|script|svg|\?xml)\b", re.IGNORECASE)
# The four that begin a formula, also as wide as a Chinese sign and as small ones: Excel in East Asia takes those too.
_EQUALS, _PLUS = "=@＝＠﹦﹫", "+-＋－﹢﹣"
# Few rows have one of these, and a row without them is innocent at once.
_SUSPECT = re.compile(rf"[{_CONTROL}]|(?<!\w)[{re.escape(_EQUALS + _PLUS)}]")
_CONTROLS = re.compile(f"[{_CONTROL}]")
_SPLIT = re.compile("[;,\t\r\n]")
_NUMBER = re.compile(r"[+\-\d\s.,:/%()]*$")  # -5, +420 (778) 455 761
_REACHES_OUT = re.compile(r"\b(HYPERLINK|WEBSERVICE|IMPORT[A-Z]+|IMAGE|DDE|RTD|CALL|EXEC|REGISTER)\s*\(", re.IGNORECASE)
_BLANK = '"\ufeff\u200b\u2060 \u00a0\t\r\n\v\f\u3000'
_CURE = "V Excelu zvolte Uložit jako a typ „CSV UTF-8“."


def check(file: BinaryIO) -> Kind:
    """Refuse what is no text in UTF-8, no table, or would be run as a formula; read row by row, however large it is.

    Raises:
        RefusedError: with a Czech sentence.
    """
    start = head(file, 1024)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedError(f"Tabulka je v kódování UTF-16, které web nenabízí. {_CURE}")
    if _MARKUP.match(start.decode("utf-8-sig", "ignore")):
        raise RefusedError("Uvnitř souboru CSV je webová stránka, ne tabulka. Uložte tabulku znovu jako CSV.")
    file.seek(0)
    text = TextIOWrapper(file, encoding="utf-8-sig", newline="")
    try:
        _check_rows(_lines(text))
    except UnicodeDecodeError:
        raise RefusedError(
            f"Tabulka není v kódování UTF-8, asi je ve Windows-1250, a lidem by se rozsypala čeština. {_CURE}"
        ) from None
    except csv.Error:
        raise RefusedError("Soubor CSV má pokažené uvozovky, tabulka se nedá přečíst. Uložte ji znovu.") from None
    finally:
        text.detach()  # the file stays open for whoever opened it
    return CSV


def _lines(text: TextIOWrapper) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise RefusedError("Řádek v souboru CSV je delší než milion znaků. Uložte tabulku znovu jako CSV.")
        yield line


def _check_rows(lines: Iterator[str]) -> None:
    first = next((line for line in lines if line.strip("\r\n")), None)
    if first is None:
        raise RefusedError("V souboru CSV není žádná tabulka, je prázdný.")
    delimiter = max(_DELIMITERS, key=first.count)
    rows = filter(None, csv.reader(chain([first], lines), delimiter=delimiter, strict=True))
    width = 0
    for number, row in enumerate(rows, start=1):
        width = width or len(row)
        if len(row) != width:
            raise RefusedError(
                f"V tabulce CSV nemají řádky stejně sloupců: v hlavičce {width}, v {number}. řádku {len(row)}."
                " Doplňte je."
            )
        if _SUSPECT.search("\n".join(row)):
            _check_cells(number, row)


def _check_cells(number: int, row: list[str]) -> None:
    """A cell is judged also as whoever opens it with another delimiter, or reads line by line, would cut it."""
    for cell in row:
        if _CONTROLS.search(cell):
            raise RefusedError("V souboru CSV jsou znaky, které do textu nepatří. Uložte tabulku znovu jako CSV.")
        if _is_formula(cell.lstrip(_BLANK)) or any(_calls(piece.lstrip(_BLANK)) for piece in _SPLIT.split(cell)):
            raise RefusedError(
                f"Buňku v {number}. řádku CSV by tabulkový program spustil jako vzorec. "
                "Uložte tabulku s hodnotami místo vzorců."
            )


def _is_formula(cell: str) -> bool:
    """A plus or dash alone also begins numbers and remarks: then a bracket or what DDE needs must follow."""
    return cell.startswith(tuple(_EQUALS)) or (
        cell.startswith(tuple(_PLUS)) and not _NUMBER.match(cell) and not {"|", "!", "("}.isdisjoint(cell)
    )


def _calls(piece: str) -> bool:
    """The same behind a comma or a line break, where a dash is mostly a bullet and brackets are prose."""
    return piece.startswith(tuple(_EQUALS)) or (
        piece.startswith(tuple(_PLUS)) and ("!" in piece.partition("|")[2] or bool(_REACHES_OUT.search(piece)))
    )
