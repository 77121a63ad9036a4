"""Questions with their answers in a browser: folded, opened by a link, a key or a printer; terms on their way."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.any_database]
QUESTION = "Komu Kontaktní centrum pomáhá?"
PLACE = "#otazka_komu-kontaktni-centrum-pomaha"


def answers_shown(page):
    return page.locator(".qa > div").evaluate_all(
        "(all) => all.filter((one) => one.checkVisibility({ contentVisibilityAuto: true }) && one.clientHeight).length"
    )


def test_an_answer_is_folded_until_its_question_is_opened_by_a_key(new_tab):
    page = new_tab(360)
    page.goto("/otazky/")
    assert answers_shown(page) == 0
    page.locator("summary", has_text=QUESTION).focus()
    page.keyboard.press("Enter")
    expect(page.locator(PLACE)).to_be_visible()


def test_a_link_to_an_answer_opens_it(new_tab):
    page = new_tab(360)
    page.goto(f"/otazky/{PLACE}")
    expect(page.locator(PLACE)).to_be_visible()
    assert answers_shown(page) == 1


def test_on_paper_every_answer_is_open(new_tab):
    page = new_tab(1000)
    page.goto("/otazky/")
    page.emulate_media(media="print")
    assert answers_shown(page) == page.locator(".qa").count() == 10


def test_a_term_leads_to_what_it_means(new_tab):
    page = new_tab(360)
    page.goto("/o-projektu/")
    page.get_by_role("link", name="lokální koncepci sociálního bydlení").click()
    expect(page.locator(":target dt")).to_have_text("Lokální koncepce sociálního bydlení")
    expect(page.locator(":target dt")).to_be_in_viewport()
