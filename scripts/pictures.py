"""Takes pictures of a running site: python scripts/pictures.py http://127.0.0.1:8000 FOLDER [BROWSER]."""

import re
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
    "otevrena-data": "/otevrena-data/",
    "404": "/neni/",
}
# What is there only once an editor has written it: the first of each kind in the sitemap; a free page is what is left.
KINDS = {
    "dokumenty": "/dokumenty/",
    "dokument": "/dokumenty/.+/",
    "aktuality": "/aktuality/",
    "aktualita": "/aktuality/.+/",
    "volna-stranka": "/[a-z0-9-]+/",
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


def pages_of(browser: Browser, site: str) -> dict[str, str]:
    """The addresses to look at, by the names of their pictures."""
    page = browser.new_page()
    sitemap = page.request.get(f"{site}/sitemap.xml").text()
    page.close()
    addresses = re.findall(rf"<loc>{re.escape(site)}(/.*?)</loc>", sitemap)
    found = dict(PAGES)
    for name, pattern in KINDS.items():
        new = [address for address in addresses if re.fullmatch(pattern, address) and address not in found.values()]
        if new:
            found[name] = new[0]
    return found


def take(browser: Browser, site: str, folder: Path) -> None:
    """Save every page in every look, the first screen of a phone, and the page on paper."""
    pages = pages_of(browser, site)
    for look, options in LOOKS.items():
        context = browser.new_context(locale="cs-CZ", timezone_id="Europe/Prague", **options)
        page = context.new_page()
        for name, address in pages.items():
            page.goto(site + address)
            page.screenshot(path=folder / f"{name}-{look}.png", full_page=True)
            if look == "360":
                page.screenshot(path=folder / f"{name}-prvni-pohled.png")
        context.close()
    page = browser.new_page(viewport=PAPER)
    page.emulate_media(media="print")
    for name, address in pages.items():
        page.goto(site + address)
        page.screenshot(path=folder / f"{name}-tisk.png", full_page=True)


if __name__ == "__main__":
    site, folder, *browser_path = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        executable = browser_path[0] if browser_path else None
        take(playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"]), site, Path(folder))
