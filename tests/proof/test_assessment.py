"""Every page against WCAG 2.2 A and AA as far as axe can tell; what it finds is written down for the editors.

manage.py draft_assessment takes the file; ASSESSMENT names another place for it.
"""

import json
import os
import re
from contextlib import contextmanager
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from pages.accessibility.assessment import FORMAT, TOOL, read
from tests import chromium
from tests.running_site import ROOT, running_site

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

FILE = Path(os.environ.get("ASSESSMENT") or ROOT / "test-results" / "posouzeni.json")
OTHERS = ["/hledat/", "/hledat/?q=obec", "/hledat/?q=nesmysl", "/kontaktni-centrum/schuzka/", "/neni/"]
WIDTHS, SCHEMES = [360, 1440], ["light", "dark"]
OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # axe leaves it out unless asked
    "resultTypes": ["violations", "incomplete"],
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    chromium.require()
    with running_site(tmp_path_factory.mktemp("site"), WEB_CONCURRENCY="1") as site:
        yield site


@pytest.fixture
def assess(site):
    """Writes what axe finds on pages into a file; returns the file's content. `style` is put on each page first."""

    def run(addresses, file, style=""):
        with open_browser() as browser:
            found = look_at(site, browser, addresses, style)
            tools = {"Chromium": browser.version, "Playwright": version("playwright"), TOOL: found["axe"]}
        today = datetime.now(ZoneInfo("Europe/Prague")).date()
        lines = {(rule, page, element): said for rule, page, element, said in found["violations"]}
        assessment = {
            "format": FORMAT,
            "made_on": today.isoformat(),
            "tools": tools,
            "pages": addresses,
            "failures": [
                {"rule": rule, "page": page, "element": element, "help": said}
                for (rule, page, element), said in lines.items()
            ],
            "undecided": len({place[:3] for place in found["incomplete"]}),
        }
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(assessment, ensure_ascii=False, indent=1) + "\n")
        read(file.read_text(), today)  # manage.py would take it
        return assessment

    return run


@contextmanager
def open_browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**chromium.LAUNCH)
        yield browser
        browser.close()


def look_at(site, browser, addresses, style):
    """(rule, page, element, help) of what axe says is wrong and of what it can't decide, and axe's own version."""
    found = {"violations": [], "incomplete": []}
    for scheme in SCHEMES:
        looks = {"color_scheme": scheme, "reduced_motion": "reduce", "locale": "cs-CZ"}
        page = browser.new_context(base_url=site.url, **looks).new_page()
        for address in addresses:
            page.goto(address)
            page.evaluate(
                "style => { const sheet = new CSSStyleSheet(); sheet.replaceSync(style);"
                " document.adoptedStyleSheets = [sheet] }",
                style,
            )
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 640})
                response = Axe().run(page, options=OPTIONS).response
                found["axe"] = response["testEngine"]["version"]
                for kind in ["violations", "incomplete"]:
                    found[kind] += [
                        (rule["id"], address, one_line(node["target"]), one_line([rule["help"]]))
                        for rule in response[kind]
                        for node in rule["nodes"]
                    ]
    return found


def one_line(parts):
    return " ".join(" ".join(map(str, parts)).split())[:300]


def test_axe_finds_nothing_on_any_page_in_any_look(site, assess):
    _, _, sitemap = site.get("/sitemap.xml")
    pages = re.findall(rf"<loc>{re.escape(site.url)}(/.*?)</loc>", sitemap.decode())
    assert "/" in pages
    assert assess([*pages, *(address for address in OTHERS if address not in pages)], FILE)["failures"] == []


def test_a_failure_is_written_down_once_with_its_page_and_element(assess, tmp_path):
    assessment = assess(["/"], tmp_path / "posouzeni.json", "h1 { color: #ccc }")
    failures = assessment["failures"]
    assert [(failure["rule"], failure["page"], failure["element"]) for failure in failures] == [
        ("color-contrast", "/", "h1")
    ]
    assert json.loads((tmp_path / "posouzeni.json").read_text()) == assessment
