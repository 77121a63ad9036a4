"""Templates and stylesheet name the same things: no orphan style, no missing one."""

import gzip
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CSS = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/site.css").read_text(), flags=re.DOTALL)
EDITORS_ONLY = {"admin", "registration", "simple_history"}  # these wear sprava.css
TEMPLATES = [
    path
    for path in (ROOT / "templates").rglob("*.html")
    if path.relative_to(ROOT / "templates").parts[0] not in EDITORS_ONLY
]


def classes_in_stylesheet() -> set[str]:
    selectors = re.sub(r"\{[^{}]*\}", " ", CSS)
    return set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", selectors))


def classes_in_templates() -> set[str]:
    values = [value for path in TEMPLATES for value in re.findall(r'class="([^"]*)"', path.read_text())]
    return {name for value in values for name in re.sub(r"{%.*?%}|{{.*?}}", " ", value).split()}


def test_templates_and_stylesheet_name_the_same_classes():
    assert classes_in_templates() - classes_in_stylesheet() == set(), "without a style"
    assert classes_in_stylesheet() - classes_in_templates() == set(), "without a use"


def test_the_stylesheet_of_easy_czech_adds_to_what_is_there():
    easy = re.sub(r"/\*.*?\*/", "", (ROOT / "static/css/easy.css").read_text(), flags=re.DOTALL)
    assert set(re.findall(r"\.(-?[a-zA-Z_][\w-]*)", re.sub(r"\{[^{}]*\}", " ", easy))) <= classes_in_stylesheet()
    assert set(re.findall(r"(--[\w-]+)", easy)) <= set(re.findall(r"(--[\w-]+)", CSS))


def test_every_token_is_used_and_every_used_token_exists():
    assert set(re.findall(r"(?<![\w-])(--[\w-]+)\s*:", CSS)) == set(re.findall(r"var\((--[\w-]+)", CSS))


def test_colours_stand_in_tokens_and_nowhere_else():
    rules = CSS.partition("@layer base {")[2].partition("@layer print {")[0]
    own = re.findall(r"(?<![\w&-])#[0-9a-fA-F]{3,8}\b", rules)
    assert set(own) <= {
        "#fff",
        "#000",
        "#0007",
        "#6caef4",
        "#2362a2",
        "#fab413",
    }


def test_stylesheet_stays_small():
    assert len(gzip.compress((ROOT / "static/css/site.css").read_bytes(), 9)) <= 8600


def test_templates_carry_no_inline_style_and_no_executable_script():
    for path in TEMPLATES:
        text = path.read_text()
        assert not re.search(r"\bstyle=|<style|<script|\bon[a-z]+=\"", text), path


def test_every_drawing_has_a_size_of_its_own_for_who_gets_no_stylesheet():
    drawings = [tag for path in TEMPLATES for tag in re.findall(r"<svg [^>]*>", path.read_text())]
    assert [tag for tag in drawings if not re.search(r' width="[^"]+" height="', tag)] == [
        '<svg class="hero__sky" viewBox="0 0 1200 130" preserveAspectRatio="xMidYMax slice" aria-hidden="true">'
    ]
