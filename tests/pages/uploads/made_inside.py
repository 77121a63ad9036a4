"""Files made in memory for what stands inside them: PDF objects, relationships, fields, elements."""

import zlib

from tests.pages.documents import made_files as made

NAMES = "http://schemas.openxmlformats.org"
REL = f"{NAMES}/officeDocument/2006/relationships"
W = f'xmlns:w="{NAMES}/wordprocessingml/2006/main"'
ODF_NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ["office", "text", "draw", "table", "script", "presentation", "form", "meta"]
)
ODF_NAMES += ' xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:ooo="http://openoffice.org/2004/office"'
JS = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"


def pdf_of(*more, catalog=b"", page=b"", trailer=b"", behind=b"", update=b""):
    """A PDF with a right table: catalog, page tree, page, and `more` objects from number 4 on."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]" + page + b">>",
        *more,
    ]
    out, places = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"), []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n"
    whole = bytes(out) + end % (len(objects) + 1, table, len(objects) + 1, trailer, len(out))
    if update:  # a later revision of object 4
        table = b"xref\n4 1\n%010d 00000 n \n" % len(whole)
        revised = whole + b"4 0 obj\n%s\nendobj\n" % update
        end = b"%strailer\n<</Size %d/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n"
        whole = revised + end % (table, len(objects) + 1, len(out), len(revised))
    return whole + behind


def stream(content, entries=b""):
    return b"<<%s/Length %d>>\nstream\n%s\nendstream" % (entries, len(content), content)


def packed_pdf(*packed, catalog=b"", filters=b"/FlateDecode", pack=zlib.compress):
    """A PDF 1.5 whose objects from number 6 on stand packed in an object stream, with a table that is a stream too."""
    offsets = [sum(len(one) + 1 for one in packed[:place]) for place in range(len(packed))]
    index = b" ".join(b"%d %d" % (number, offset) for number, offset in enumerate(offsets, start=6)) + b"\n"
    body = pack(index + b"\n".join(packed))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        stream(body, b"/Type/ObjStm/N %d/First %d/Filter %s" % (len(packed), len(index), filters)),
    ]
    out, places = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    rows = [bytes(7), *(b"\x01" + place.to_bytes(4, "big") + bytes(2) for place in [*places, len(out)])]
    rows += [b"\x02" + (4).to_bytes(4, "big") + place.to_bytes(2, "big") for place in range(len(packed))]
    table = stream(
        zlib.compress(b"".join(rows)),
        b"/Type/XRef/W[1 4 2]/Size %d/Root 1 0 R/Filter/FlateDecode" % len(rows),
    )
    return out + b"5 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(out))


def linked(*actions):
    """A page with a link for each action."""
    links = b"".join(b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A %s>>" % action for action in actions)
    return pdf_of(page=b"/Annots[" + links + b"]")


def rels(*found):
    """Relationships of (kind, target), from outside; a third member "in" makes one inside."""
    each = "".join(
        f'<Relationship Id="r{number}" Type="{REL}/{kind}" Target="{target}"{"" if inside else MODE}/>'
        for number, (kind, target, *inside) in enumerate(found)
    )
    return f'<Relationships xmlns="{NAMES}/package/2006/relationships">{each}</Relationships>'


MODE = ' TargetMode="External"'


def docx(body="", *found, more=(), parts=()):
    """A DOCX with this in its body and these relationships; the main part stays as `made.ooxml` makes it."""
    xml = f"<w:document {W}><w:body>{body}</w:body></w:document>"
    members = [("word/body.xml", xml), ("word/_rels/document.xml.rels", rels(*found)), *more]
    return made.ooxml("docx", more=members, parts=parts)


def sheet(extension="xlsx", name="xl/worksheets/sheet1.xml", content="", *found, more=(), parts=()):
    """An XLSX or PPTX with one more part, its relationships, and more."""
    folder, _, last = name.rpartition("/")
    members = [(name, content), (f"{folder}/_rels/{last}.rels", rels(*found)), *more]
    return made.ooxml(extension, more=members, parts=parts)


def field(*runs):
    """A complex field whose instruction is cut into these runs; one of them may be a field itself."""
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    said = '<w:r><w:instrText xml:space="preserve">{}</w:instrText></w:r>'
    return begin + "".join(run if run.startswith("<") else said.format(run) for run in runs) + end


def odf(body="", extension="odt", more=(), entries=""):
    """An OpenDocument with this in one of its parts."""
    xml = f"<office:document-styles {ODF_NAMES}>{body}</office:document-styles>"
    return made.odf(extension, more=[("styles.xml", xml), *more], manifest=made.manifest(entries))
