"""Clipboards of other programs and what should be stored of them; richtext/test_clipboard.py says where from."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "pages/richtext/clipboard"
NAMES = sorted(path.name.partition(".")[0] for path in _FOLDER.glob("*.clean.html"))

PICTURE, COMMENTS, STRUCK, HIDDEN = "obrázky (1)", "komentáře", "smazaný nebo přeškrtnutý text", "skrytý text"
LEFT_OUT = {
    "excel": [HIDDEN],
    "google_docs_export": [PICTURE, COMMENTS, STRUCK],
    "libreoffice_notes": [PICTURE, STRUCK, HIDDEN],
    "outlook_newsletter": [PICTURE, HIDDEN],
    "web_page": ["obrázky (2)", HIDDEN],
    "word_review": [PICTURE, COMMENTS, STRUCK, HIDDEN],
}
ADD = " Obrázky vložte po jednom: uložte je do počítače a klikněte v liště na „Obrázek“."
LEFT_OUT = {
    name: f"Z toho, co jste vložili, tu není: {', '.join(parts)}.{ADD if 'obrázky' in parts[0] else ''}"
    for name, parts in LEFT_OUT.items()
}


def copied(name):
    """What the program put on the clipboard."""
    return (_FOLDER / f"{name}.html").read_text()


def clean(name):
    """The prose that should be stored of it."""
    return (_FOLDER / f"{name}.clean.html").read_text().strip()
