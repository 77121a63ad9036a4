"""What people read before they run anything: short enough to be read, and it leads nowhere that is not there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAPERS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
NAMES = {str(paper.relative_to(ROOT)): paper.read_text() for paper in PAPERS}

pytestmark = pytest.mark.any_database


def anchors(text):
    """The anchors of a document's headings, as the places where code is shown make them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(name):
    """Each link of a document within the repository: the file, and the anchor in it or an empty text."""
    for target in re.findall(r"\]\((?!https?://|mailto:)([^)]+)\)", NAMES[name]):
        path, _, anchor = target.partition("#")
        yield target, (ROOT / name).parent / path if path else ROOT / name, anchor


@pytest.mark.parametrize(("name", "most"), [("README.md", 130), ("CONTRIBUTING.md", 60)])
def test_what_is_read_first_is_short(name, most):
    assert len(NAMES[name].splitlines()) <= most


@pytest.mark.parametrize("name", NAMES)
def test_every_link_in_the_documents_leads_somewhere(name):
    broken = [target for target, path, _ in links(name) if not path.exists()]
    astray = [
        target
        for target, path, anchor in links(name)
        if anchor and path.exists() and anchor not in anchors(path.read_text())
    ]
    assert broken + astray == []


def test_every_document_is_reached_from_the_readme():
    reached, waiting = set(), ["README.md"]
    while waiting:
        name = waiting.pop()
        reached.add(name)
        found = {str(path.resolve().relative_to(ROOT)) for _, path, _ in links(name)}
        waiting += sorted(found & set(NAMES) - reached)
    assert reached == set(NAMES)


def test_every_make_target_that_the_documents_name_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target for text in NAMES.values() for target in re.findall(r"(?:`|^    )make ([a-z-]+)", text, re.MULTILINE)
    }
    assert {"run", "test"} <= named
    assert named - targets == set()


def test_every_path_that_the_documents_name_is_there():
    paths = {
        path
        for text in NAMES.values()
        for path in re.findall(r"`((?:\w[\w.-]*/)+[\w.-]*)`", text)
        if (ROOT / path.partition("/")[0]).is_dir()
    }
    assert len(paths) > 30
    assert sorted(path for path in paths if not (ROOT / path).exists()) == []


def test_every_setting_is_in_the_table_for_operators_and_in_the_example():
    settings = (ROOT / "socialnibydleni/settings.py").read_text()
    read = set(re.findall(r'environment\.\w+\(\s*"([A-Z_]+)"', settings))
    example = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
    table = NAMES["docs/operation.md"].replace("`…_TOTAL`", "`MEETING_LIMIT_TOTAL`")
    named = set(re.findall(r"`([A-Z_]+)`", "\n".join(re.findall(r"^\| `.*", table, re.MULTILINE))))
    assert read - example == set()
    assert read - named == set()
