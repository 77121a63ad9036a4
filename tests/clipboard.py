"""Clipboards of other programs and what should be stored of them; tests/pages/test_clipboard.py says where from."""

from pathlib import Path

_FOLDER = Path(__file__).parent / "pages/clipboard"
NAMES = sorted(path.name.partition(".")[0] for path in _FOLDER.glob("*.clean.html"))


def copied(name):
    """What the program put on the clipboard."""
    return (_FOLDER / f"{name}.html").read_text()


def clean(name):
    """The prose that should be stored of it."""
    return (_FOLDER / f"{name}.clean.html").read_text().strip()
