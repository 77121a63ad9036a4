"""Whose project this is stands in the content folder and in rows; the code, the looks and the tools fit any."""

from pathlib import Path

ROOT = Path(__file__).parents[2]
FACTS = ["zaměstnanost", "práce a sociálních", "00551023", "mpsv"]
WHERE = ["pages", "municipalities", "contact", "socialnibydleni", "templates", "static", "scripts", "deploy", "locale"]
# Migrations tell what once was; the content folder is where facts belong, and the handbook's pictures and what they
# show are taken of the site that it makes.
BUT = ["migrations", "__pycache__", "content", "pictures.json"]


def test_no_fund_programme_or_ministry_is_named_outside_the_content():
    files = [path for top in WHERE for path in (ROOT / top).rglob("*") if path.is_file()]
    files = [path for path in files if not set(BUT) & set(path.relative_to(ROOT).parts)]
    said = {path: path.read_bytes().decode("utf-8", errors="replace").lower() for path in files}
    assert len(files) > 500
    assert [f"{path.relative_to(ROOT)}: {fact}" for path, text in said.items() for fact in FACTS if fact in text] == []
