"""The editor of prose in the form of a page, and what somebody does in it who has no mouse."""

import pytest
from playwright.sync_api import expect

# Where in its text the cursor is, once the editor has heard of it.
CURSOR = """() => new Promise((tell) => {
    requestAnimationFrame(() => setTimeout(() => tell(getSelection().focusOffset)))
})"""
OUTSIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
UNDO = """
from pages.models import Image, PageVersion
PageVersion.objects.filter(created_by__username="{name}").delete()
Image.objects.filter(created_by__username="{name}").delete()
"""


def text(page):
    return page.get_by_role("textbox", name="Text:", exact=True)


def written(page):
    """What the editor has put into the form, without the paragraphs that it always has in items and cells."""
    html = page.locator("textarea[name=body]").input_value()
    for tag in ["li", "td", "th"]:
        html = html.replace(f"<{tag}><p>", f"<{tag}>").replace(f"</p></{tag}>", f"</{tag}>")
    return html


def one_to_the_left(page):
    """Move the cursor; for a blink after each letter the editor puts it back, and only a test is as quick as that."""
    before = page.evaluate(CURSOR)
    for _ in range(100):
        page.keyboard.press("ArrowLeft")
        if page.evaluate(CURSOR) == before - 1:
            return
    pytest.fail("the cursor does not move")


def use(page, tool):
    """Go to the toolbar and through it to a tool, as somebody without a mouse does."""
    toolbar = page.get_by_role("toolbar", name="Úprava textu")
    button = toolbar.get_by_role("button", name=tool, exact=True)
    page.keyboard.press("Escape")
    page.keyboard.press("Home")
    for _ in range(toolbar.get_by_role("button").count()):
        if button.evaluate("button => button === document.activeElement"):
            break
        page.keyboard.press("ArrowRight")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)
    return len(keys)


def save(page):
    page.get_by_role("button", name="Uložit koncept").click()
    expect(page.locator(".messagelist")).to_contain_text("Koncept je uložený")
