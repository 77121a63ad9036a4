"""Uploads that must be refused, each with its name, its content, and how the refusal begins."""

from tests.pages.documents import made_files as made

MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
VBA = "application/vnd.ms-office.vbaProject"
DTD = '<!DOCTYPE Types [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
BROKEN = "Soubor je poškozený, nejde otevřít."
SWELLS = "Soubor by se po rozbalení nafoukl"
MACROS = "Dokument obsahuje makra"
PROGRAM = "Uvnitř souboru je program"
LEADS_OUT = "Část souboru má v názvu cestu mimo něj."
DOUBLE = "Název souboru má dvě přípony."
LOCKED = "Dokument je zamčený heslem."
UNKNOWN = "Tento druh souboru neznáme."

# What takes long to make is made when it is asked for.
HOSTILE = {
    # name and size
    "nothing": ("metodika.pdf", b"", "Soubor je prázdný (0 bajtů)."),
    "too large": ("metodika.pdf", made.pdf(b"%" * 1_200_000), "Soubor má 1,2 MB, nejvýš může mít 1 MB."),
    "program behind pdf": ("faktura.pdf.exe", b"MZ" + bytes(100), DOUBLE),
    "pdf behind exe": ("faktura.exe.pdf", made.pdf(), DOUBLE),
    "docx behind pdf": ("faktura.docx.pdf", made.pdf(), DOUBLE),
    "right to left": ("metodika\u202efdp.docx", made.ooxml(), "V názvu souboru je neviditelný znak"),
    "zero width": ("meto\u200bdika.pdf", made.pdf(), "V názvu souboru je neviditelný znak"),
    "hidden file": (".pdf", made.pdf(), "V názvu souboru je cesta"),
    "no ending": ("metodika", made.pdf(), "Podle obsahu je to PDF, ale název říká něco jiného."),
    "pdf named docx": ("metodika.docx", made.pdf(), "Podle obsahu je to PDF, ale název říká něco jiného."),
    "docx named odt": ("metodika.odt", made.ooxml(), "Podle obsahu je to DOCX, ale název říká něco jiného."),
    "pdf named csv": ("obce.csv", made.pdf(), "Podle obsahu je to PDF, ale název říká něco jiného."),
    # something else than it says
    "html as pdf": ("metodika.pdf", made.HTML, "Je to webová stránka."),
    "html as docx": ("metodika.docx", b"\xef\xbb\xbf  <HTML><body>", "Je to webová stránka."),
    "svg as pdf": ("obr.pdf", b"<svg onload='alert(1)'/>", "Je to webová stránka."),
    "program as pdf": ("metodika.pdf", b"MZ\x90\x00" + bytes(64), PROGRAM),
    "elf as pdf": ("metodika.pdf", b"\x7fELF" + bytes(64), PROGRAM),
    "shell script as pdf": ("metodika.pdf", b"#!/bin/sh\nrm -rf /\n", PROGRAM),
    "picture as pdf": ("sken.pdf", b"\x89PNG\r\n\x1a\n" + bytes(64), "Je to obrázek."),
    "rtf": ("metodika.rtf", b"{\\rtf1 text}", "Je to RTF."),
    "old word": ("metodika.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Je to starý formát Office"),
    "docx under a password": ("metodika.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "Je to starý formát"),
    "rar": ("metodika.rar", b"Rar!\x1a\x07\x01\x00", "Je to archiv nebo je prázdný."),
    "plain text": ("metodika.txt", b"Ahoj", UNKNOWN),
    "noise as pdf": ("metodika.pdf", bytes(range(1, 256)) * 4, UNKNOWN),
    # PDF
    "page before pdf": ("metodika.pdf", made.HTML + made.pdf(), "Je to webová stránka."),
    "pdf without version": ("metodika.pdf", b"%PDF-x" + made.pdf()[8:], "PDF má poškozený začátek."),
    "pdf cut off": ("metodika.pdf", made.pdf()[:-30], "PDF není celé, chybí mu konec."),
    "page after pdf": ("metodika.pdf", made.pdf() + made.HTML, "Za koncem PDF je přilepená webová stránka."),
    "locked pdf": ("metodika.pdf", made.pdf(b"4 0 obj<</Encrypt 5 0 R>>endobj"), "PDF je zamčené heslem"),
    "pdf with a script": (
        "metodika.pdf",
        made.pdf(b"%" * 70_000 + b"4 0 obj<</S/JavaScript/JS(app.alert\\(1\\))>>endobj"),
        "PDF při otevření něco spouští",
    ),
    "pdf that starts a program": (
        "metodika.pdf",
        made.pdf(b"<</S/Launch/F(cmd.exe)>>"),
        "PDF při otevření něco spouští",
    ),
    # archives
    "plain zip": ("metodika.docx", made.archive([("a.txt", "a")]), "Archiv ZIP zveřejnit nejde."),
    "empty zip": ("metodika.docx", made.archive([]), "Je to archiv nebo je prázdný."),
    "zip cut off": ("metodika.docx", made.ooxml()[:-40], BROKEN),
    "zip after a program": ("metodika.docx", b"MZ" + made.ooxml(), PROGRAM),
    "zip bomb": ("metodika.docx", lambda: made.bomb(40 << 20), SWELLS),
    "zip bomb that lies about its size": ("metodika.docx", lambda: made.lying_bomb(made.bomb(40 << 20)), BROKEN),
    "zip bomb of many parts": (
        "metodika.docx",
        lambda: made.ooxml(more=[(f"word/{number}.bin", bytes(3_900_000)) for number in range(81)]),
        SWELLS,
    ),
    "zip bomb of shared bytes": ("metodika.docx", made.overlapping(3), SWELLS),
    "too many parts": (
        "metodika.docx",
        lambda: made.archive([(str(number), b"") for number in range(10_001)]),
        "Uvnitř souboru je 10001 částí",
    ),
    "path up": ("metodika.docx", made.ooxml(more=[("../../../etc/cron.d/x", "x")]), LEADS_OUT),
    "absolute path": ("metodika.docx", made.ooxml(more=[("/etc/passwd", "x")]), LEADS_OUT),
    "path of windows": ("metodika.docx", made.ooxml(more=[("..\\..\\x.xml", "x")]), LEADS_OUT),
    "drive of windows": ("metodika.docx", made.ooxml(more=[("C:x.xml", "x")]), LEADS_OUT),
    "program inside": (
        "metodika.docx",
        made.ooxml(more=[("word/embeddings/x.exe", "MZ")]),
        "Uvnitř dokumentu je schovaný",
    ),
    "script inside": ("text.odt", made.odf(more=[("Pictures/x.vbs", "x")]), "Uvnitř dokumentu je schovaný program."),
    "zip under a password": ("metodika.docx", made.encrypted(made.ooxml()), LOCKED),
    # OOXML
    "macro-carrying document": ("metodika.docx", made.ooxml(more=[("word/vbaProject.bin", "x")]), MACROS),
    "macro-enabled document": (
        "metodika.docm",
        made.archive(
            [("[Content_Types].xml", made.content_types(("word/document.xml", MACRO))), ("word/document.xml", "")]
        ),
        MACROS,
    ),
    "macros under another name": (
        "metodika.docx",
        made.ooxml(parts=[("word/harmless.bin", VBA)], more=[("word/harmless.bin", "x")]),
        MACROS,
    ),
    "macro type spelled by entities": (
        "metodika.docx",
        made.ooxml(parts=[("word/x.bin", VBA.replace("vba", "&#118;b&#97;"))]),
        MACROS,
    ),
    "sheet of macros": (
        "tabulka.xlsx",
        made.ooxml("xlsx", parts=[("xl/macrosheets/s1.xml", "application/vnd.ms-excel.macrosheet+xml")]),
        MACROS,
    ),
    "ActiveX": ("metodika.docx", made.ooxml(more=[("word/activeX/activeX1.bin", "x")]), MACROS),
    "two main parts": ("metodika.docx", made.ooxml(parts=[made.MAIN["xlsx"]]), "V souboru není dokument"),
    "no main part": ("metodika.docx", made.archive([("[Content_Types].xml", made.content_types())]), "V souboru není"),
    "main part missing": ("metodika.docx", made.ooxml(without_main=True), BROKEN),
    "billion laughs": ("metodika.docx", made.ooxml(dtd=DTD), BROKEN),
    "content types cut off": ("metodika.docx", made.archive([("[Content_Types].xml", "<Types><Over")]), BROKEN),
    # ODF
    "formula document": ("vzorec.odf", made.odf("formula"), "Tento druh dokumentu OpenDocument nezveřejňujeme."),
    "odt that lies": ("text.odt", made.odf(mimetype="text/html"), "Tento druh dokumentu OpenDocument nezveřejňujeme."),
    "odt with a packed type": ("text.odt", made.odf(stored=()), BROKEN),
    "odt without content": (
        "text.odt",
        made.archive([("mimetype", "application/vnd.oasis.opendocument.text")]),
        BROKEN,
    ),
    "odt with macros": ("text.odt", made.odf(more=[("Basic/Standard/Module1.xml", "x")]), MACROS),
    "odt under a password": ("text.odt", made.odf(manifest=made.manifest("<m:encryption-data/>")), LOCKED),
    # CSV
    "csv in Windows-1250": ("obce.csv", "obec;rok\nŠtětí;2020\n".encode("cp1250"), "Tabulka není v kódování UTF-8"),
    "csv in UTF-16": ("obce.csv", "obec;rok\n".encode("utf-16"), "Tabulka je v kódování UTF-16"),
    "csv with NUL": ("obce.csv", b"obec;rok\n\x00;1\n", "V souboru CSV jsou znaky, které do textu nepatří."),
    "html as csv": ("obce.csv", b"\n <script>alert(1)</script>", "Uvnitř souboru CSV je webová stránka"),
    "empty csv": ("obce.csv", b"\r\n\r\n", "V souboru CSV není žádná tabulka"),
    "ragged csv": (
        "obce.csv",
        b"a;b\n1;2\n3\n",
        "V tabulce CSV nemají řádky stejně sloupců: v hlavičce 2, v 3. řádku 1.",
    ),
    "csv with an open quotation mark": ("obce.csv", b'a;b\n"1;2\n', "Soubor CSV má pokažené uvozovky"),
    "csv with a formula": ("obce.csv", b"a;b\n=HYPERLINK(1);2\n", "Buňku v 2. řádku CSV by tabulkový program spustil"),
    "csv with a command": ("obce.csv", b"a;b\n1;+cmd|' /C calc'!A0\n", "Buňku v 2. řádku CSV by tabulkový program"),
}


def hostile(case):
    """The name, the content and the beginning of the refusal of a case."""
    name, content, beginning = HOSTILE[case]
    return name, content() if callable(content) else content, beginning
