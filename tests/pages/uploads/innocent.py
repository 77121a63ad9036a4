"""Uploads that anybody may open, although some of what they hold looks like what is refused."""

from tests.pages.uploads.made_inside import (
    docx,
    field,
    linked,
    odf,
    packed_pdf,
    pdf_of,
    sheet,
    stream,
)

TEXT = b"BT /F1 12 Tf (Co je /JavaScript a /Launch) Tj ET"
FIELDS = b"/AcroForm<</Fields[4 0 R]/NeedAppearances true>>"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
SHAPE = "application/vnd.openxmlformats-officedocument"
CLICK = '<a:hlinkClick xmlns:a="a" action="ppaction://{}"/>'
CHART = "application/vnd.oasis.opendocument.chart"
STYLES = "http://purl.oclc.org/ooxml/officeDocument/relationships/styles"
STRICT = f'<Relationships xmlns="x"><Relationship Type="{STYLES}" Target="styles.xml"/></Relationships>'
DRAWING = '<svg xmlns:xlink="http://www.w3.org/1999/xlink"><image xlink:href="data:image/png;base64,AA"/></svg>'
SCRIPTS = '<office:script script:language="ooo:Basic"><ooo:libraries/></office:script>'

PDFS = {
    "a page": pdf_of(),
    "1,024 bytes behind the end": pdf_of(behind=b"\x00" * 1024),
    "remark of a mail program behind the end": pdf_of(behind=b"\r\n--hranice--\r\n"),
    "form to fill in": pdf_of(b"<</FT/Tx/T(jmeno)/Subtype/Widget/Rect[0 0 9 9]/V(/SubmitForm)>>", catalog=FIELDS),
    "form with a button that empties it": pdf_of(
        b"<</FT/Btn/T(znovu)/Subtype/Widget/Rect[0 0 9 9]/A<</S/ResetForm>>>>", catalog=FIELDS
    ),
    "links to the web, a mailbox and a telephone": linked(
        b"<</S/URI/URI(https://www.mpsv.cz)>>", b"<</S/URI/URI(mailto:a@b.cz)>>", b"<</S/URI/URI(TEL:+420778455761)>>"
    ),
    "link without a scheme": linked(b"<</S/URI/URI(www.mpsv.cz)>>"),
    "links to its own pages": linked(b"<</S/GoTo/D[3 0 R/Fit]>>", b"<</S/Named/N/NextPage>>"),
    "opened at a page": pdf_of(catalog=b"/OpenAction[3 0 R/FitH 800]"),
    "opened at a page by an action": pdf_of(catalog=b"/OpenAction<</S/GoTo/D[3 0 R/Fit]>>"),
    "outline": pdf_of(
        b"<</Type/Outlines/First 5 0 R/Last 6 0 R/Count 2>>",
        b"<</Title(a)/Parent 4 0 R/Next 6 0 R/Dest[3 0 R/Fit]>>",
        b"<</Title(b)/Parent 4 0 R/Prev 5 0 R/A<</S/GoTo/D[3 0 R/Fit]>>>>",
        catalog=b"/Outlines 4 0 R",
    ),
    "outline in a circle": pdf_of(b"<</First 4 0 R/Next 4 0 R/Parent 4 0 R/Title(a)>>", catalog=b"/Outlines 4 0 R"),
    "tagged": pdf_of(
        b"<</Type/StructTreeRoot/K 5 0 R>>",
        b"<</Type/StructElem/S/P/P 4 0 R/A[<</O/Layout/Placement/Block>>]/K 0>>",
        catalog=b"/MarkInfo<</Marked true>>/Lang(cs)/StructTreeRoot 4 0 R",
    ),
    "text about scripts": pdf_of(stream(TEXT), page=b"/Contents 4 0 R"),
    "title about programs": pdf_of(b"<</Title(Co je /Launch)>>", trailer=b"/Info 4 0 R"),
    "group that is transparent": pdf_of(page=b"/Group<</S/Transparency/CS/DeviceRGB>>"),
    "no attachment any more": pdf_of(catalog=b"/Names<</EmbeddedFiles<</Names[]>>>>"),
    "saved twice": pdf_of(b"(a)", update=b"(b)"),
    "packed objects": packed_pdf(b"<</S/GoTo/D[3 0 R/Fit]>>", b"(/JavaScript)", catalog=b"/OpenAction 6 0 R"),
    "table that is a little wrong": pdf_of(b"(a)").replace(b"0000000015", b"0000000011"),
}
DOCXS = {
    "links": docx("", *[("hyperlink", to) for to in ["https://mpsv.cz/?a=1&amp;b=2", "mailto:a@b.cz", "#cil"]]),
    "fields": docx(
        field(" TOC \\o &quot;1-3&quot; \\h ")
        + field(" PA", "GE ")
        + field(' HYPERLINK \\l "DDE" ')
        + field(' HYPERLINK "htt', 'ps://x.cz" \\t "_blank" ')
        + field(" DDEFINICE \\h ")
        + field(" MACROBUTTON NoMacro x "),
    ),
    "text about DDE": docx("<w:p><w:r><w:t>DDEAUTO cmd, vbaProject, oleObject</w:t></w:r></w:p>"),
    "picture and font": docx(
        "",
        ("image", "media/image1.png", "in"),
        ("font", "fonts/font1.odttf", "in"),
        more=[("word/media/image1.png", PNG), ("word/fonts/font1.odttf", b"x")],
        parts=[("word/media/image1.png", "image/png"), ("word/fonts/font1.odttf", f"{SHAPE}.obfuscatedFont")],
    ),
    "picture that Office lost": docx("", ("image", "NULL")),
    "signed": docx(
        more=[("_xmlsignatures/origin.sigs", b""), ("_xmlsignatures/sig1.xml", "<Signature/>")],
        parts=[("_xmlsignatures/origin.sigs", "application/vnd.openxmlformats-package.digital-signature-origin")],
    ),
    "XML of its own": docx(more=[("customXml/item1.xml", '<form action="https://x.cz"/>')]),
    "strict": docx(more=[("word/_rels/footnotes.xml.rels", STRICT)]),
    "UTF-16": docx(more=[("word/header1.xml", '<?xml version="1.0" encoding="UTF-16"?><x/>'.encode("utf-16"))]),
    "folder": docx(more=[("word/media/", b"")]),
}
XLSXS = {
    "formulas": sheet(content='<c><f>IF(A1="x|y!z",SUM(B1:B9),List2!A1)</f></c>'),
    "printer": sheet(
        more=[("xl/printerSettings/p1.bin", b"x")],
        content="<s/>",
        parts=[("xl/printerSettings/p1.bin", f"{SHAPE}.spreadsheetml.printerSettings")],
    ),
    "remark drawn by Excel": sheet(
        content="<s/>", more=[("xl/drawings/vmlDrawing1.vml", "<xml><div><br></div></xml>")]
    ),
    "link within": sheet("xlsx", "xl/drawings/d.xml", "<d/>", ("hyperlink", "#'List 2'!A1")),
}
PPTXS = {
    "clicks that turn pages": sheet("pptx", "ppt/slides/slide1.xml", CLICK.format("hlinkshowjump?jump=nextslide")),
    "link": sheet("pptx", "ppt/slides/slide1.xml", '<a:hlinkClick xmlns:a="a"/>', ("hyperlink", "https://x.cz")),
}
ODTS = {
    "links": odf("".join(f'<text:a xlink:href="{to}"/>' for to in ["https://www.mpsv.cz", "#cil", "mailto:a@b.cz"])),
    "picture and chart": odf(
        '<draw:image xlink:href="Pictures/a.png"/><draw:object xlink:href="./Object 1"/>'
        '<draw:image xlink:href="./ObjectReplacements/Object 1"/>',
        more=[
            ("Pictures/a.png", PNG),
            ("Object 1/content.xml", "<x/>"),
            ("Object 1/Pictures/a.png", PNG),
            ("ObjectReplacements/Object 1", b"x"),
        ],
        entries=f'<m:file-entry m:full-path="Object 1/" m:media-type="{CHART}"/>',
    ),
    "what LibreOffice leaves behind": odf(
        f'<office:scripts>{SCRIPTS}</office:scripts><table:dde-links/><meta:template xlink:href="../../a/dopis.ott"/>',
        more=[("Configurations2/accelerator/current.xml", b""), ("layout-cache", b"x"), ("Thumbnails/t.png", PNG)],
    ),
    "drawing with a picture": odf(more=[("Pictures/a.svg", DRAWING)]),
    "text about macros": odf("<text:p>script:event-listener, Basic/, DDE(</text:p>"),
}
ODSS = {"formulas": odf('<table:table-cell table:formula="of:=SUM([.A1:.A9])"/>', "ods")}
ODPS = {"clicks that turn pages": odf('<presentation:event-listener presentation:action="next-page"/>', "odp")}
CSVS = {
    "numbers": "a;b;c;d\n-5;−5;+420778455761;-12,5 %\n".encode(),
    "telephone with brackets": b"a;b\n+420 (778) 455 761;-(5)\n",
    "nothing known": "a;b;c\n-;–;+\n".encode(),
    "remarks": 'a;b\n"Cena, + DPH (21 %)";"byty:\n- první (3)\n- druhá!"\n'.encode(),
    "mail and equation": b"a;b\nx@y.cz;E=mc2\n",
    "formula made harmless": b"a;b\n'=1+1;2\n",
    "line breaks of old computers": b"a;b\r1;2\r3;4\r",
    "line of Unicode in a cell": "a;b\n1\u2028x;2\n".encode(),
}
INNOCENT = {
    f"{extension}: {case}": (f"soubor.{extension}", content)
    for extension, cases in [
        ("pdf", PDFS),
        ("docx", DOCXS),
        ("xlsx", XLSXS),
        ("pptx", PPTXS),
        ("odt", ODTS),
        ("ods", ODSS),
        ("odp", ODPS),
        ("csv", CSVS),
    ]
    for case, content in cases.items()
}
