"""Files that everybody can read, and the same with one barrier each, made in memory."""

import io
import re
import zlib

from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    NameObject,
    TextStringObject,
)

from tests.pages.documents.made_files import archive, ooxml
from tests.pages.uploads.made_inside import pdf_of

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DRAWING = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
PICTURE = 'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
CORE = '<c:coreProperties xmlns:c="urn:c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title></c:coreProperties>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
ODF_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short if long is None else long}:1.0"'
    for short, long in [("text", None), ("table", None), ("draw", "drawing"), ("presentation", None)]
)
ODF_SPACES += ' xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"'
ODF_SPACES += ' xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:style="urn:style"'
ODF_SPACES += ' xmlns:xlink="http://www.w3.org/1999/xlink"'


def pdf(*, pages=1, text=True, tags=True, language="cs", title="Metodika", bookmarks=None, alt="Graf", unicode=True):
    """A PDF of so many pages; each argument takes one thing away that a reader needs."""
    writer = PdfWriter()
    name, put = NameObject, writer._add_object
    font = DictionaryObject({name("/Type"): name("/Font"), name("/Subtype"): name("/Type0")})
    font[name("/Encoding")] = name("/Identity-H")
    if unicode:
        stream = DecodedStreamObject()
        stream.set_data(b"1 begincodespacerange <00> <ff> endcodespacerange")
        font[name("/ToUnicode")] = put(stream)
    fonts = DictionaryObject({name("/Font"): DictionaryObject({name("/F1"): put(font)})})
    for _ in range(pages):
        page = writer.add_blank_page(595, 842)
        content = DecodedStreamObject()
        content.set_data(b"BT /F1 12 Tf (Metodika) Tj ET" if text else b"q 595 0 0 842 0 0 cm /I1 Do Q")
        page[name("/Contents")], page[name("/Resources")] = put(content), fonts
    root = writer._root_object
    if tags:
        figure = DictionaryObject({name("/Type"): name("/StructElem"), name("/S"): name("/Figure")})
        if alt:
            figure[name("/Alt")] = TextStringObject(alt)
        tree = DictionaryObject({name("/Type"): name("/StructTreeRoot"), name("/K"): ArrayObject([put(figure)])})
        figure[name("/P")] = put(tree)
        root[name("/StructTreeRoot")] = put(tree)
        root[name("/MarkInfo")] = DictionaryObject({name("/Marked"): BooleanObject(True)})
    if language:
        root[name("/Lang")] = TextStringObject(language)
    if title:
        writer.add_metadata({"/Title": title})
    if bookmarks is None:
        bookmarks = pages > 20
    if bookmarks:
        writer.add_outline_item(title="Začátek", page_number=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def docx(*, title="Metodika", language="cs-CZ", headings=True, alt="Graf", header=True, decorative=False):
    mark = "<w:tblHeader/>" if header else ""
    rows = f"<w:tr><w:trPr>{mark}</w:trPr></w:tr><w:tr/>"
    decoration = '<a:ext xmlns:a="urn:a" xmlns:d="urn:d"><d:decorative val="1"/></a:ext>' if decorative else ""
    picture = f'<wp:docPr id="1" name="Obrázek 1" descr="{alt}">{decoration}</wp:docPr><pic:pic/>'
    style = '<w:pPr><w:pStyle w:val="Nadpis1"/></w:pPr>' if headings else ""
    body = f"<w:p>{style}</w:p>" + "<w:p/>" * 50
    document = f"<w:document {W} {DRAWING} {PICTURE}>{body}<w:tbl>{rows}</w:tbl>{picture}</w:document>"
    lang = f'<w:docDefaults><w:lang w:val="{language}"/></w:docDefaults>' if language else ""
    styles = f'<w:styles {W}>{lang}<w:style w:styleId="Nadpis1"><w:name w:val="heading 1"/></w:style></w:styles>'
    return _ooxml("docx", {"word/document.xml": document, "word/styles.xml": styles}, title)


def pptx(*, title="Metodika", language="cs-CZ", slide_title=True, alt="Graf", first_row=True):
    place = '<p:ph type="title"/>' if slide_title else "<p:ph/>"
    picture = f'<p:pic><p:nvPicPr><p:cNvPr id="2" name="x" descr="{alt}"/></p:nvPicPr><p:blip/></p:pic>'
    picture = picture.replace("<p:pic>", "", 1).replace("</p:pic>", "<p:pic/>")
    table = f'<a:tbl><a:tblPr firstRow="{int(first_row)}"/><a:tr/><a:tr/></a:tbl>'
    lang = f'<a:rPr lang="{language}"/>' if language else ""
    slide = f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a">{place}{picture}{table}{lang}</p:sld>'
    return _ooxml("pptx", {"ppt/slides/slide1.xml": slide}, title)


def xlsx(*, title="Metodika", is_table=True, alt="Graf"):
    parts = {
        "xl/worksheets/sheet1.xml": "<worksheet><row/><row/></worksheet>",
        "xl/drawings/drawing1.xml": f'<d xmlns:x="urn:x"><x:cNvPr id="1" descr="{alt}"/><x:pic/></d>',
    }
    if is_table:
        parts["xl/tables/table1.xml"] = "<table/>"
    return _ooxml("xlsx", parts, title)


def _ooxml(extension, parts, title):
    more = [*parts.items(), ("docProps/core.xml", CORE.format(title))]
    return ooxml(extension, more=[(name, text) for name, text in more], without_main="word/document.xml" in parts)


def odt(*, title="Metodika", language="cs", headings=True, alt="Graf", header=True):
    head = "<table:table-header-rows/>" if header else ""
    table = f"<table:table>{head}<table:table-row/><table:table-row/></table:table>"
    frame = f"<draw:frame><draw:image/><svg:desc>{alt}</svg:desc></draw:frame>"
    body = ("<text:h/>" if headings else "") + "<text:p/>" * 50
    return _odf("odt", f"{body}{table}{frame}", title, language)


def odp(*, title="Metodika", language="cs", slide_title=True, alt="Graf"):
    place = f'<draw:frame presentation:class="{"title" if slide_title else "outline"}"/>'
    frame = f"<draw:frame><draw:image/><svg:title>{alt}</svg:title></draw:frame>"
    return _odf("odp", f"<draw:page>{place}{frame}</draw:page>", title, language)


def ods(*, title="Metodika", alt="Graf"):
    return _odf("ods", f"<draw:frame><draw:image/><svg:desc>{alt}</svg:desc></draw:frame>", title, "")


def _odf(extension, content, title, language):
    kind = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}[extension]
    lang = f'<style:x fo:language="{language}"/>' if language else ""
    return archive(
        [
            ("mimetype", f"application/vnd.oasis.opendocument.{kind}"),
            ("content.xml", f'<o:document-content xmlns:o="{OFFICE}" {ODF_SPACES}>{content}</o:document-content>'),
            ("styles.xml", f'<o:document-styles xmlns:o="{OFFICE}" {ODF_SPACES}>{lang}</o:document-styles>'),
            ("meta.xml", f'<m xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></m>'),
            ("META-INF/manifest.xml", "<manifest/>"),
        ]
    )


def csv(text="obec;rok\r\nŠtětí;2020\r\n"):
    return text.encode()


# Twenty that everybody can read.
WHOLE = {
    "one.pdf": pdf(),
    "short.pdf": pdf(pages=20, bookmarks=False),
    "long.pdf": pdf(pages=30),
    "english.pdf": pdf(language="en-GB"),
    "without pictures.pdf": pdf(alt="Mapa obcí"),
    "many pages.pdf": pdf(pages=120),
    "one.docx": docx(),
    "decorative picture.docx": docx(alt="", decorative=True),
    "ukrainian.docx": docx(language="uk-UA"),
    "one.pptx": pptx(),
    "english.pptx": pptx(language="en-GB"),
    "one.xlsx": xlsx(),
    "one.odt": odt(),
    "slovak.odt": odt(language="sk"),
    "one.odp": odp(),
    "one.ods": ods(),
    "semicolons.csv": csv(),
    "commas.csv": csv('obec,"název, dlouhý"\nVír,x\n'),
    "one column.csv": csv("obec\nVír\n"),
    "with mark.csv": b"\xef\xbb\xbf" + csv(),
}
# Twenty with one barrier each.
BARRED = {
    "scan.pdf": (pdf(text=False), "no-text"),
    "untagged.pdf": (pdf(tags=False), "no-tags"),
    "no language.pdf": (pdf(language=""), "no-language"),
    "no title.pdf": (pdf(title=""), "no-title"),
    "long without bookmarks.pdf": (pdf(pages=21, bookmarks=False), "no-bookmarks"),
    "picture.pdf": (pdf(alt=""), "picture-without-words"),
    "font.pdf": (pdf(unicode=False), "unreadable-font"),
    "no language.docx": (docx(language=""), "no-language"),
    "no title.docx": (docx(title=""), "no-title"),
    "no headings.docx": (docx(headings=False), "no-headings"),
    "picture.docx": (docx(alt=""), "picture-without-words"),
    "table.docx": (docx(header=False), "table-without-header"),
    "slide.pptx": (pptx(slide_title=False), "slide-without-title"),
    "picture.pptx": (pptx(alt=" "), "picture-without-words"),
    "table.pptx": (pptx(first_row=False), "table-without-header"),
    "table.xlsx": (xlsx(is_table=False), "table-without-header"),
    "no language.odt": (odt(language=""), "no-language"),
    "table.odt": (odt(header=False), "table-without-header"),
    "slide.odp": (odp(slide_title=False), "slide-without-title"),
    "numbers.csv": (csv("obec;2020\r\nŠtětí;5\r\n"), "no-header"),
}


def _loop():
    """A drawing that is drawn in itself, for ever."""
    resources = b"/Resources<</XObject<</X 4 0 R>>>>"
    return pdf_of(b"<</Type/XObject/Subtype/Form/Length 0" + resources + b">>stream\n\nendstream", page=resources)


def _deep(levels):
    return f"<w:document {W}>{'<w:tbl>' * levels}{'</w:tbl>' * levels}</w:document>"


def many_drawings(count):
    """Drawings of which each is drawn in all others."""
    names = b"".join(b"/X%d %d 0 R" % (number, number) for number in range(4, 4 + count))
    resources = b"/Resources<</XObject<<" + names + b">>>>"
    form = b"<</Type/XObject/Subtype/Form/Length 0" + resources + b">>stream\n\nendstream"
    return pdf_of(*[form] * count, page=resources)


_BOMB = zlib.compress(bytes(200 << 20), 9)
# Twenty that are broken or mean ill.
HOSTILE = {
    "nothing.pdf": b"",
    "noise.pdf": bytes(range(256)) * 64,
    "cut off.pdf": pdf(pages=30)[:-2000],
    "no table.pdf": re.sub(rb"xref.*trailer", b"trailer", pdf(), flags=re.DOTALL),
    "table that lies.pdf": re.sub(rb"\d{10} 00000 n", b"9999999999 00000 n", pdf()),
    "page tree in a circle.pdf": pdf_of().replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"),
    "drawing in itself.pdf": _loop(),
    "language that is none.pdf": pdf_of(catalog=b"/Lang[1 2]/MarkInfo 7/StructTreeRoot(x)/Outlines[]"),
    "title that is none.pdf": pdf_of(b"<</Title<</A 1>>>>", trailer=b"/Info 4 0 R"),
    "structure in a circle.pdf": pdf_of(
        b"<</S/Figure/P 4 0 R/K 4 0 R>>", catalog=b"/StructTreeRoot 4 0 R/MarkInfo<</Marked true>>"
    ),
    "bomb.pdf": pdf_of(
        b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(_BOMB), _BOMB), page=b"/Contents 4 0 R"
    ),
    "three thousand scans.pdf": pdf(pages=3000, text=False),
    "bomb.docx": ooxml("docx", more=[("word/styles.xml", b"<a>" + bytes(64 << 20))]),
    "deep.docx": ooxml("docx", more=[("word/document.xml", _deep(5000))], without_main=True),
    "entities.docx": ooxml("docx", more=[("word/styles.xml", '<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>')]),
    "without its text.docx": ooxml("docx", without_main=True),
    "without its text.odt": archive([("mimetype", "application/vnd.oasis.opendocument.text")]),
    "no archive.xlsx": b"PK\x03\x04" + bytes(100),
    "strange signs.csv": "obec;rok\r\nŠtětí;2020".encode("cp1250"),
    "one long line.csv": b'"' + b"a" * (4 << 20),
}
