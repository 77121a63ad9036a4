"""What axe says of the editors' pages."""

from axe_playwright_python.sync_playwright import Axe

# What axe finds in the stock admin's own markup: its filters' links are less than 24 px high. A name that is found no
# more must go from here too.
OF_THE_STOCK_ADMIN = {"target-size"}


def violations(page):
    """What is found wrong, by rule, each with the elements it concerns."""
    page.wait_for_load_state()  # a page that a click has asked for may be there by half
    found = Axe().run(page, options={"rules": {"target-size": {"enabled": True}}}).response["violations"]
    return {violation["id"]: [node["html"][:200] for node in violation["nodes"]] for violation in found}
