"""An editor decides about what make proof found: with the keyboard, without JavaScript, on a phone too."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.keys import press

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
FORM = "/sprava/pages/accessibilitystatement/1/change/"
FAILURE = {"rule": "color-contrast", "page": "/", "element": "h1 > " * 50 + "a", "help": "Elements must have contrast"}
UNDO = """
from pages.models import AccessibilityStatement, AssessmentDraft, KnownFault
AssessmentDraft.objects.all().delete()
KnownFault.objects.all().delete()
statement = AccessibilityStatement.objects.get()
statement.status, statement.assessed_on, statement.method = "not-assessed", None, ""
statement.save()
"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("posuzovatelka", "Vydavatel")


@pytest.fixture
def load(site, tmp_path):
    """Loads a draft with one failure."""
    content = {
        "format": "socialnibydleni-assessment-1",
        "made_on": "2026-01-31",
        "tools": {"axe-core": "4.12.1"},
        "pages": ["/"],
        "failures": [FAILURE],
        "undecided": 0,
    }
    file = tmp_path / "posouzeni.json"
    file.write_text(json.dumps(content))
    yield lambda: site.manage("draft_assessment", str(file))
    site.manage("shell", "-c", UNDO)


@pytest.mark.parametrize("has_javascript", [True, False])
def test_draft_is_discarded_and_accepted_with_the_keyboard(new_tab, account, load, has_javascript):
    load()
    page = new_tab(1024, java_script_enabled=has_javascript)
    account.sign_in(page)
    page.goto(FORM)
    press(page, "Zahodit")
    expect(page.get_by_text("Koncept posouzení jste zahodili.")).to_be_visible()
    expect(page.get_by_role("region", name="Koncept posouzení")).to_have_count(0)
    load()
    page.goto(FORM)
    press(page, "Přijmout")
    expect(page.get_by_text("Posouzení jsme zapsali. Stav: částečně v souladu.")).to_be_visible()
    page.goto("/pristupnost/")
    expect(page.get_by_text("porušené pravidlo „color-contrast“")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_form_with_a_draft_and_the_box_fits_a_phone(new_tab, account, load, scheme):
    load()
    page = new_tab(360, color_scheme=scheme)
    account.sign_in(page)
    page.goto(FORM)
    page.get_by_text("Závady: pravidlo, stránka, prvek").click()
    box = page.get_by_role("region", name="Koncept posouzení")
    expect(box.get_by_role("listitem")).to_be_visible()
    assert violations(page) == {}
    for width in [360, 320]:
        page.set_viewport_size({"width": width, "height": 640})
        assert box.evaluate("box => box.scrollWidth - box.clientWidth") == 0
        place = box.bounding_box()
        assert place["x"] + place["width"] <= width
