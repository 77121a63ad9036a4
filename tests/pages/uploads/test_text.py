"""What is read of each kind of file for the search, and that a bad page or a large file takes nothing else along."""

import io

import pytest
from pypdf import PageObject

from pages.uploads import judging, text
from tests.pages.documents import made_files as made
from tests.pages.uploads.made_inside import NAMES, ODF_NAMES, W

DOCX = f"<w:document {W}><w:p><w:r><w:t>Kaple</w:t></w:r><w:r><w:t xml:space='preserve'> u lesa</w:t></w:r></w:p>"
DOCX += "<w:p/><w:p><w:r><w:t>Druhý odstavec.</w:t></w:r></w:p></w:document>"
SHEET = (
    f'<sst xmlns="{NAMES}/spreadsheetml/2006/main"><si><t>Kaple u lesa</t></si><si><t>Druhý odstavec.</t></si></sst>'
)
SLIDE = '<p:sld xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:sld>'
ODT = f"<office:document-content {ODF_NAMES}><text:h>Kaple <text:span>u lesa</text:span></text:h>"
ODT += "<text:p>Druhý odstavec.</text:p></office:document-content>"
BOTH = ["Kaple u lesa\nDruhý odstavec."]


def office(*members):
    return made.archive([("[Content_Types].xml", "<x/>"), *members])


FILES = {
    "docx": office(("word/document.xml", DOCX), ("word/comments.xml", DOCX.replace("Kaple", "Poznámka"))),
    "xlsx": office(("xl/sharedStrings.xml", SHEET)),
    "pptx": office(
        *(
            (f"ppt/slides/slide{n}.xml", SLIDE.format(words))
            for n, words in [(10, "Druhý odstavec."), (2, "Kaple u lesa")]
        )
    ),
    "odt": made.archive([("mimetype", ""), ("content.xml", ODT)]),
    "csv": "Kaple u lesa\nDruhý odstavec.".encode("utf-8-sig"),
}


@pytest.mark.parametrize("extension", FILES)
def test_of_an_office_document_or_a_table_all_is_one_text_by_paragraphs(extension):
    assert text.text_of(io.BytesIO(FILES[extension]), extension) == BOTH


def test_a_pdf_is_read_page_by_page_and_its_lines_are_no_sentences():
    content = made.pdf_with_text(["Žádost o dávku podejte na úřa-", "dě práce. Řekněte si", "o pomoc."], [], ["Štětí"])
    assert judging.recognise("a.pdf", io.BytesIO(content), len(content), 10**6).extension == "pdf"
    said, empty, last = text.text_of(io.BytesIO(content), "pdf")
    assert (said, empty.strip(), last) == ("Žádost o dávku podejte na úřadě práce. Řekněte si o pomoc.", "", "Štětí")


def test_a_page_that_cannot_be_read_takes_no_other_along(monkeypatch):
    read = PageObject.extract_text

    def stumble(page):
        if page.page_number == 0:
            raise RecursionError
        return read(page)

    monkeypatch.setattr(PageObject, "extract_text", stumble)
    assert text.text_of(io.BytesIO(made.pdf_with_text(["První"], ["Druhá"])), "pdf") == ["", "Druhá"]


def test_no_more_is_kept_than_a_thick_book_has(monkeypatch):
    monkeypatch.setattr(text, "MOST_SIGNS", 10)
    monkeypatch.setattr(text, "MOST_PAGES", 2)
    assert text.text_of(io.BytesIO(made.pdf_with_text(["12345"], ["abcdef"], ["x"])), "pdf") == ["12345", "abcde"]
    assert text.text_of(io.BytesIO(made.pdf_with_text(["1"], ["2"], ["3"])), "pdf") == ["1", "2"]
