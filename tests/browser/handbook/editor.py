"""An editor who does what the handbook says, notes every word on the way and takes the pictures."""

import re
from dataclasses import dataclass, field
from datetime import date

from playwright.sync_api import Locator, Page, expect

from tests.browser.account import Account

# What stands on the buttons, links, labels and headings that can be seen now.
WORDS = """() => {
    const named = "a, button, label, legend, summary, h1, h2, h3, h4, h5, th, b, strong, [role=group],"
        + " input[type=submit], .state"
    const text = (element) => {
        if (element.matches("input")) return element.value
        if (element.matches("[role=group]")) return element.ariaLabel ?? ""
        const copy = element.cloneNode(true)
        copy.querySelectorAll(".visually-hidden, .vh").forEach((hidden) => hidden.remove())
        return copy.textContent
    }
    return [...document.querySelectorAll(named)].filter((one) => one.checkVisibility()).map(text)
}"""
# What differs at every start is shown as what does not: moments about now, the year that is to come, the link's token.
# Examples under the fields are left alone.
FREEZE = """(root, {nextYear, namedDays}) => {
    const moment = /(\\d{1,2})\\.\\s(\\d{1,2})\\.\\s(\\d{4})(?:((?:\\sv)?\\s)(\\d{1,2}[.:]\\d{2}))?/g
    const days = (day, month, year) => Math.abs(new Date(year, month - 1, day) - Date.now()) / 86_400_000
    const still = (text) => text.replace(moment, (whole, day, month, year, between, time) => {
        if (namedDays.includes(`${day}. ${month}.`) && Number(year) === nextYear) return whole.replace(year, "2027")
        if (days(day, month, year) > 9) return whole
        return time ? `5. 10. 2026${between}8.00` : "5. 10. 2026"
    }).replace(/http:\\/\\/127\\.0\\.0\\.1:\\d+\\/nahled\\/[^/]+/g, "https://www.example.cz/nahled/IjEi:1vBzQp:kd8F")
    const was = []
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
        const text = texts.currentNode
        if (!text.parentElement.closest(".help")) was.push([text, "data", text.data])
    }
    for (const input of root.querySelectorAll("input:not([type=checkbox], [type=radio], [type=file])")) {
        was.push([input, "value", input.value])
    }
    const changed = was.filter(([, , value]) => still(value) !== value)
    for (const [node, key, value] of changed) node[key] = still(value)
    window.melt = () => changed.forEach(([node, key, value]) => { node[key] = value })
}"""
PASTE = """(element, html) => {
    const data = new DataTransfer()
    data.setData("text/html", html)
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""
NAMED_DAYS = ["12. 1.", "22. 12.", "31. 12.", "5. 10."]
NEXT_YEAR = date.today().year + 1  # noqa: DTZ011 - which year it is here does not matter, only that it is to come


def plain(text: str) -> str:
    """The words of a label without what changes from page to page: its colon, the days behind it in brackets."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"( \([^)]*\))?:?$", "", text.rstrip(":")).strip()


@dataclass
class Picture:
    """What was pictured: pixels, size in CSS pixels, and the same as a screen reader would say it."""

    png: bytes
    width: int
    height: int
    shows: list[str]


@dataclass
class Editor:
    page: Page
    account: Account
    author: Page | None = None  # where somebody is in who may not publish
    words: set[str] = field(default_factory=set)
    pictures: dict[str, Picture] = field(default_factory=dict)

    def look(self) -> None:
        """Read the page."""
        year = str(NEXT_YEAR)
        self.words |= {plain(text).replace(f"5. 10. {year}", "5. 10. 2027") for text in self.page.evaluate(WORDS)}

    def start(self) -> None:
        self.page.goto("/sprava/")
        self.look()

    def click(self, element: Locator) -> None:
        """Click on what leads to another page, and read that."""
        with self.page.expect_navigation():
            element.click()
        self.look()

    def follow(self, name: str, within: str = "#content") -> None:
        """Click the first link of that name in the middle of the page."""
        self.click(self.page.locator(within).get_by_role("link", name=name, exact=True).first)

    def press(self, name: str) -> None:
        """Press the button of that name; without one the first whose name begins so and goes on unseen."""
        buttons = self.page.locator("#content")
        exact = buttons.get_by_role("button", name=name, exact=True)
        self.click(exact.first if exact.count() else buttons.get_by_role("button", name=name).first)

    def open(self, name: str, *names: str) -> None:
        """By a line of the menu, which is on every screen, and on by these links."""
        menu = self.page.get_by_role("navigation", name="Hlavní menu správy")
        if not menu.count():  # a public page
            self.start()
        self.click(menu.get_by_role("link", name=name))
        for link in names:
            self.follow(link)

    def look_at_deletion(self, link: str = "Smazat…") -> None:
        """Read the question that is asked before, and leave it."""
        self.follow(link)
        self.follow("Nechat")

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def paste(self, text: str) -> None:
        """Paste a paragraph into the text; it is there once the server has read it."""
        prose = self.page.locator(".ProseMirror")
        prose.evaluate(PASTE, f"<p>{text}</p>")
        expect(prose).to_contain_text(text)

    def said(self, text: str) -> None:
        """The site has answered so."""
        expect(self.page.locator("main, body > header").get_by_text(text).first).to_be_visible()
        self.look()

    def picture(self, name: str, element: Locator) -> None:
        element.evaluate(FREEZE, {"nextYear": NEXT_YEAR, "namedDays": NAMED_DAYS})
        box = element.bounding_box()
        # Where a link leads cannot be seen in a picture, and the token of a preview is another one each time.
        shows = [line for line in element.aria_snapshot().splitlines() if "- /url: " not in line]
        png = element.screenshot(animations="disabled")
        self.page.evaluate("window.melt()")
        self.pictures[name] = Picture(png, round(box["width"]), round(box["height"]), shows)
