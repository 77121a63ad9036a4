"""Somebody at work who counts what it takes: with a mouse, or with the keyboard alone."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from tests.browser.keys import tab_to

# For a browser in which no form saves itself: what its script asks is answered here.
SAVES_NOTHING = """
const ask = window.fetch
const isOurs = (address) => String(address).includes("/rozepsane/prubezne/")
window.fetch = (...asked) => (isOurs(asked[0]) ? Promise.resolve(Response.json({ others: [] })) : ask(...asked))
"""


@dataclass
class Work:
    """What a task took: presses of buttons, links and boxes; fields written in; keys beside those; pages that came."""

    clicks: int = 0
    fields: int = 0
    keys: int = 0
    screens: int = 0

    @property
    def actions(self):
        return self.clicks + self.fields


@dataclass
class Mouse:
    """Clicks on things and types into them."""

    page: Page
    work: Work = field(default_factory=Work)

    def __post_init__(self):
        self.page.on("framenavigated", self._arrive)

    def _arrive(self, _frame):
        self.work.screens += 1

    def begin(self):
        """A new task; gives what it will have taken."""
        self.work = Work()
        return self.work

    def press(self, name, **options):
        self.use(self.page.get_by_role("button", name=name, **options).first)

    def follow(self, name, **options):
        self.use(self.page.get_by_role("link", name=name, **options).first)

    def check(self, name, **options):
        self.use(self.page.get_by_label(name, **options).first, "Space")

    def fill(self, name, text, **options):
        self.write(self.page.get_by_label(name, **options).first, text)
        self.work.fields += 1

    def use(self, target, _key="Enter"):
        self.work.clicks += 1
        target.click()

    def write(self, target, text):
        target.click()
        target.fill(text)


class Keyboard(Mouse):
    """Comes to things by Tab."""

    def use(self, target, key="Enter"):
        self.work.clicks += 1
        self._go(target)
        self.work.keys += 1
        target.press(key)

    def write(self, target, text):
        self._go(target)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _go(self, target):
        expect(target).to_be_visible()
        self.work.keys += tab_to(self.page, target)
