"""What somebody does who has a keyboard and no mouse.

A key is pressed on the element and not on the page: so Playwright waits for the page to which it leads, as for a click.
"""

import pytest


def tab_to(page, target):
    """Press Tab until the element has the focus; gives how often."""
    element = target.element_handle()  # it is looked for once, and not after each press
    for presses in range(200):
        if element.evaluate("element => element === document.activeElement"):
            return presses
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {target}")


def type_into(page, name, text):
    tab_to(page, page.get_by_label(name, exact=True))
    page.keyboard.type(text)


def press(page, name):
    _enter(page, page.get_by_role("button", name=name, exact=True))


def follow(page, name):
    _enter(page, page.get_by_role("link", name=name, exact=True))


def _enter(page, target):
    tab_to(page, target)
    target.press("Enter")
