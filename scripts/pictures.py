"""Takes pictures of a running site: python scripts/pictures.py http://127.0.0.1:8000 FOLDER [BROWSER]."""

import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

PAGES = {
    "uvod": "/",
    "o-projektu": "/o-projektu/",
    "obce": "/obce/",
    "jindrichuv-hradec": "/obce/jindrichuv-hradec/",
    "praha-7": "/obce/praha-7/",
    "kontaktni-centrum": "/kontaktni-centrum/",
    "pristupnost": "/pristupnost/",
    "osobni-udaje": "/ochrana-osobnich-udaju/",
    "404": "/neni/",
}
LOOKS = {
    "360": {"viewport": {"width": 360, "height": 640}, "device_scale_factor": 2},
    "768": {"viewport": {"width": 768, "height": 1024}},
    "1440": {"viewport": {"width": 1440, "height": 900}},
    "1440-tmavy": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "360-tmavy": {"viewport": {"width": 360, "height": 640}, "color_scheme": "dark"},
    "vynucene-barvy": {"viewport": {"width": 1024, "height": 768}, "forced_colors": "active"},
}
PAPER = {"width": 794, "height": 1123}  # A4 at 96 dots an inch


def take(browser: Browser, site: str, folder: Path) -> None:
    """Save every page in every look, the first screen of a phone, and the page on paper."""
    for look, options in LOOKS.items():
        context = browser.new_context(locale="cs-CZ", timezone_id="Europe/Prague", **options)
        page = context.new_page()
        for name, address in PAGES.items():
            page.goto(site + address)
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            if look == "360":
                page.screenshot(path=folder / f"{name}-prvni-pohled.png")
        context.close()
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    for name, address in PAGES.items():
        page.goto(site + address)
        page.screenshot(path=folder / f"{name}-tisk.png", full_page=True)


if __name__ == "__main__":
    site, folder, *browser_path = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        executable = browser_path[0] if browser_path else None
        take(playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"]), site, Path(folder))
