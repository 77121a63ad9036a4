"""Files made in memory: whole ones of every kind that may be published, and what can be wrong with them."""

import io
import zipfile

HTML = b"<!doctype html><script>alert(1)</script>"
OOXML = "application/vnd.openxmlformats-officedocument"
MAIN = {
    "docx": ("word/document.xml", f"{OOXML}.wordprocessingml.document.main+xml"),
    "xlsx": ("xl/workbook.xml", f"{OOXML}.spreadsheetml.sheet.main+xml"),
    "pptx": ("ppt/presentation.xml", f"{OOXML}.presentationml.presentation.main+xml"),
}
ODF = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}
CSV = "obec;rok\r\nŠtětí;2020\r\n".encode()


def pdf(more=b"", version=b"1.7"):
    """A PDF of one page that everybody can read, though it has no title; `more` stands among its objects."""
    return (
        b"%PDF-" + version + b"\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/Lang(cs)"
        b"/MarkInfo<</Marked true>>/StructTreeRoot 91 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 90 0 R>>\nendobj\n"
        b"90 0 obj\n<</Length 26>>stream\nBT /F1 12 Tf (text) Tj ET \nendstream\nendobj\n"
        b"91 0 obj\n<</Type/StructTreeRoot/K[<</Type/StructElem/S/P>>]>>\nendobj\n" + more + b"\n"
        b"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    )


def pdf_with_text(*pages):
    """A PDF whose pages say these lines; its font knows which signs its codes stand for, as it should."""
    codes = {sign: code for code, sign in enumerate(sorted({*"".join(line for page in pages for line in page)}), 1)}
    known = "".join(f"<{code:04x}> <{sign.encode('utf-16-be').hex()}>\n" for sign, code in codes.items())
    signs = f"begincmap\n1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{len(codes)} beginbfchar\n{known}"
    objects = {
        1: b"<</Type/Catalog/Pages 2 0 R/Lang(cs)>>",
        3: b"<</Type/Font/Subtype/Type0/BaseFont/Made/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>",
        4: b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Made/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        b"/Supplement 0>>/DW 500>>",
        5: _stream(f"{signs}endbfchar\nendcmap\n".encode()),
    }
    for number, lines in enumerate(pages):
        at, shown = 6 + 2 * number, b"BT /F 12 Tf 50 800 Td 14 TL\n"
        for line in lines:
            shown += b"<%s> Tj T*\n" % "".join(f"{codes[sign]:04x}" for sign in line).encode()
        page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects |= {at: page % (at + 1), at + 1: _stream(shown + b"ET")}
    kids = b" ".join(b"%d 0 R" % (6 + 2 * number) for number in range(len(pages)))
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
    out, table = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", b""
    for number in sorted(objects):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    size = len(objects) + 1
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + end % (size, table, size, len(out))


def _stream(content):
    return b"<</Length %d>>\nstream\n%s\nendstream" % (len(content), content)


def archive(members, packing=zipfile.ZIP_DEFLATED, stored=("mimetype",)):
    """A ZIP of (name, content) pairs in their order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, content in members:
            packed.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_STORED if name in stored else packing)
    return out.getvalue()


def content_types(*parts, dtd=""):
    overrides = '<Default Extension="xml" ContentType="application/xml"/>'
    overrides += "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts)
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    name_space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'{head}{dtd}<Types xmlns="{name_space}">{overrides}</Types>'


def ooxml(extension="docx", more=(), parts=(), dtd="", without_main=False):
    """An OOXML document; `more` are members, `parts` more content types."""
    name, kind = MAIN[extension]
    members = [
        ("[Content_Types].xml", content_types((name, kind), *parts, dtd=dtd)),
        ("_rels/.rels", "<Relationships/>"),
    ]
    return archive([*members, *([] if without_main else [(name, "<x/>")]), *more])


def odf(extension="odt", more=(), mimetype="", manifest="<manifest/>", stored=("mimetype",)):
    kind = mimetype or f"application/vnd.oasis.opendocument.{ODF.get(extension, extension)}"
    members = [("mimetype", kind), ("content.xml", "<x/>"), ("META-INF/manifest.xml", manifest)]
    return archive([*members, *more], stored=stored)


def manifest(entries):
    return f'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{entries}</m:manifest>'


def bomb(size):
    """A document with a member of `size` zeros."""
    return ooxml(more=[("word/media/image1.bmp", bytes(size))])


def lying_bomb(packed):
    """The same archive whose directory tells a harmless size; the packed data do not."""
    at = packed.rindex(b"PK\x01\x02")
    return packed[: at + 24] + (10).to_bytes(4, "little") + packed[at + 28 :]


def overlapping(count, size=1 << 20):
    """An archive of many members that share the same packed bytes."""
    one = archive([("a", bytes(size))])
    start = one.rindex(b"PK\x01\x02")
    end = one.rindex(b"PK\x05\x06")
    entry = one[start:end]
    head = bytearray(one[end:])
    entries = b"".join(entry[:46] + bytes([65 + number % 26]) for number in range(count))
    head[8:10] = head[10:12] = count.to_bytes(2, "little")
    head[12:16] = len(entries).to_bytes(4, "little")
    return one[:start] + entries + bytes(head)


def encrypted(packed):
    """The same archive, said to be under a password."""
    out = bytearray(packed)
    for mark, offset in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)]:
        at = -1
        while (at := packed.find(mark, at + 1)) >= 0:
            out[at + offset] |= 1
    return bytes(out)


WHOLE = {
    "metodika.pdf": pdf(),
    "METODIKA.PDF": pdf(version=b"2.0"),
    "metodika.v2.2020.pdf": pdf(),
    "zápis z jednání (2).docx": ooxml("docx"),
    "obce.xlsx": ooxml("xlsx"),
    "prezentace.pptx": ooxml("pptx"),
    "text.odt": odf("odt"),
    "tabulka.ods": odf("ods"),
    "snímky.odp": odf("odp"),
    "obce.csv": CSV,
    "obce s BOM.csv": b"\xef\xbb\xbf" + CSV,
    "čárky.csv": 'obec,"název, dlouhý"\n"Vír","-5"\n+420778455761,x'.encode(),
    "jeden sloupec.csv": "obec\nVír\n".encode(),
}
