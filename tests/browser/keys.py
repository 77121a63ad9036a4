"""What somebody does who has a keyboard and no mouse."""

import pytest


def tab_to(page, target):
    """Press Tab until the element has the focus; gives how often."""
    for presses in range(200):
        if target.evaluate("element => element === document.activeElement"):
            return presses
        page.keyboard.press("Tab")
    pytest.fail(f"Tab does not reach {target}")


def type_into(page, name, text):
    tab_to(page, page.get_by_label(name, exact=True))
    page.keyboard.type(text)


def press(page, name):
    tab_to(page, page.get_by_role("button", name=name, exact=True))
    page.keyboard.press("Enter")


def follow(page, name):
    tab_to(page, page.get_by_role("link", name=name, exact=True))
    page.keyboard.press("Enter")
