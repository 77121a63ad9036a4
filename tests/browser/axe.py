"""What axe says of the editors' pages."""

from axe_playwright_python.base import AXE_SCRIPT
from axe_playwright_python.sync_playwright import Axe

# The one rule that knows the colours, and the one that knows sizes.
CONTRAST, SIZES = "color-contrast", "target-size"


# Axe reads whatever lies half under a bar that stays in the window as a small target.
STAND_STILL = """() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync("body:has(#header) :is(#header, #menu, .submit-row, .tools) { position: relative !important }")
    document.adoptedStyleSheets = [sheet]
}"""


def run(page, options):
    """What axe answers; it is brought into each page once."""
    script = "null" if page.evaluate("'axe' in window") else AXE_SCRIPT
    return Axe(script).run(page, options={"resultTypes": ["violations"], "preload": False, **options}).response


def is_dark(page):
    """Whether the page is looked at in its dark colours; then it was in its light ones too, by all rules."""
    return page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def violations(page, *, only_look=False):
    """What is found wrong, by rule, each with the elements it concerns; by all rules where it is looked at but once."""
    page.wait_for_load_state()  # a page that a click has asked for may be there by half
    page.evaluate(STAND_STILL)
    only_contrast = is_dark(page) and not only_look
    options = {"runOnly": [CONTRAST]} if only_contrast else {"rules": {SIZES: {"enabled": True}}}
    found = run(page, options)["violations"]
    page.evaluate("document.adoptedStyleSheets = []")
    return {violation["id"]: [node["html"][:200] for node in violation["nodes"]] for violation in found}
