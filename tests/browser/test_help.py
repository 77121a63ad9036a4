"""From home to who helps in one tap, by keyboard too, and on one sheet of paper."""

import io

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser import axe

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
HELP = "/kam-se-obratit/"


def test_home_leads_to_help_in_one_tap_and_help_to_who_helps_in_another(new_tab):
    page = new_tab(360, 640)
    page.goto("/")
    page.get_by_role("link", name="Hledáte bydlení pro sebe?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kam se obrátit")
    page.get_by_role("link", name="Úřad obce s rozšířenou působností").first.click()
    expect(page.locator(":target h3")).to_be_in_viewport()


def test_a_town_is_typed_and_a_mistake_is_told_at_the_field(new_tab):
    page = new_tab(360, 640)
    page.goto(HELP)
    field = page.get_by_label("Obec nebo město")
    field.fill("Horní Dolní")
    with page.expect_navigation():
        field.press("Enter")
    field = page.get_by_label("Obec nebo město")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description(
        "Ukážeme vám, kdo může pomoci a pod který úřad obec patří. "
        "Tuto obec neznáme. Zkuste název úřadu, pod který patří."
    )
    assert axe.violations(page) == {}
    field.fill("steti")
    with page.expect_navigation():
        field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kam se obrátit: Štětí")
    expect(page.get_by_label("Obec nebo město")).to_have_value("Štětí")


@pytest.mark.parametrize("address", [HELP, f"{HELP}?obec=%C5%A0t%C4%9Bt%C3%AD"])
def test_help_is_printed_on_one_sheet(new_tab, address):
    page = new_tab(1440)
    page.goto(address)
    sheets = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    assert len(sheets) == 1
    text = sheets[0].extract_text()
    assert "Zajistí nezbytnou pomoc" in text
    assert "zeptejte se na úřadě své obce" in text
