"""An editor puts an image into a text: by the keyboard, from the clipboard, and hears what the site says of it."""

import base64
import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.prose import save, text, use, written
from tests.browser.test_accessibility import looks
from tests.pages.uploads.made_images import drawn, saved

pytestmark = [pytest.mark.browser, pytest.mark.any_database]

ALT = "Dvě ženy u stolu vyplňují žádost."
PASTE_FILE = """([content, type]) => {
    const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
    const clipboardData = new DataTransfer()
    clipboardData.items.add(new File([bytes], "snimek.png", { type }))
    clipboardData.setData("text/html", "<img src='https://jinde.example.cz/a.png'>")
    const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true })
    document.activeElement.dispatchEvent(event)
}"""


@pytest.fixture(scope="module")
def account(make_account):
    return make_account("obrazarka", "Autor")


def file(name="ulice.jpg", content=None):
    return {"name": name, "mimeType": "image/jpeg", "buffer": saved(drawn(900, 600)) if content is None else content}


def test_an_image_is_put_in_changed_and_removed_by_the_keyboard(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440))
    page.keyboard.type("Nad ním.")
    use(page, "Obrázek")
    dialog = page.get_by_role("dialog", name="Obrázek")
    expect(dialog.get_by_label("Soubor s obrázkem")).to_be_focused()
    dialog.get_by_role("button", name="Vložit obrázek").press("Enter")
    expect(dialog.get_by_role("alert")).to_have_text("Nejdřív vyberte soubor s obrázkem.")
    dialog.get_by_label("Soubor s obrázkem").set_input_files(file("kresba.jpg", b"<svg/>"))
    expect(dialog.get_by_role("alert")).to_contain_text("Je to SVG")
    dialog.get_by_label("Soubor s obrázkem").set_input_files(file())
    expect(dialog.get_by_role("status")).to_have_text("Obrázek ulice.jpg je nahraný.")
    dialog.get_by_label("Obrázek něco říká").press("Space")
    dialog.get_by_label("Popis obrázku").focus()
    page.keyboard.type("a" * 151)
    expect(dialog.locator(".counter--bad")).to_have_text("151 ze 150 znaků")
    for look in looks(page):
        assert violations(page) == {}, look
    dialog.get_by_label("Popis obrázku").fill(ALT)
    dialog.get_by_label("Zdroj").fill("Jana Malá")
    dialog.get_by_role("button", name="Vložit obrázek").press("Enter")
    expect(dialog).to_be_hidden()
    figure = text(page).get_by_role("figure")
    expect(figure).to_contain_text(f"Popis: „{ALT}“")
    assert figure.locator("img").evaluate("image => image.decode().then(() => image.naturalWidth)") == 480
    [key] = re.findall(r'data-image="([0-9]+)"', written(page))
    below = "<figcaption><cite>Jana Malá</cite></figcaption>"
    assert f'<p>Nad ním.</p><figure><img data-image="{key}" alt="{ALT}">{below}</figure>' in written(page)
    save(page)
    figure.click()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Popis obrázku")).to_have_value(ALT)
    dialog.get_by_label("Jen zdobí").press("Space")
    dialog.get_by_role("button", name="Použít").press("Enter")
    expect(figure).to_contain_text("Jen zdobí.")
    assert f'<img data-image="{key}" alt="">' in written(page)
    use(page, "Obrázek")
    dialog.get_by_role("button", name="Odebrat obrázek").press("Enter")
    expect(figure).to_have_count(0)
    assert complaints == []


def test_a_pasted_image_is_offered_and_what_is_none_is_said(new_tab, write):
    page = write(new_tab(390))
    page.evaluate(PASTE_FILE, [base64.b64encode(saved(drawn(), "PNG")).decode(), "image/png"])
    dialog = page.get_by_role("dialog", name="Obrázek")
    expect(dialog.get_by_role("status")).to_have_text("Obrázek snimek.png je nahraný.")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(text(page)).to_be_focused()
    assert "figure" not in written(page)
    page.route("**/nahrat/", lambda route: route.fulfill(status=200, body="<h1>Přihlášení</h1>"))
    page.evaluate(PASTE_FILE, [base64.b64encode(saved(drawn(), "PNG")).decode(), "image/png"])
    expect(dialog.get_by_role("alert")).to_contain_text("Obrázek se nenahrál.")


def test_what_is_wrong_with_an_image_is_marked_on_it_and_mended_in_its_dialog(new_heard_tab, write, complaints):
    page = write(new_heard_tab(1440, 900))
    page.keyboard.type("Nad ním.")
    use(page, "Obrázek")
    dialog = page.get_by_role("dialog", name="Obrázek")
    dialog.get_by_label("Soubor s obrázkem").set_input_files(file())
    expect(dialog.get_by_role("status")).to_have_text("Obrázek ulice.jpg je nahraný.")
    dialog.get_by_label("Popisek pod obrázkem").fill("Zavolejte na 778 455 761, paní Malá je tam celý den.")
    dialog.get_by_role("button", name="Vložit obrázek").press("Enter")
    found = page.get_by_role("region", name="Kontrola textu").get_by_role("listitem")
    expect(found).to_have_text([re.compile("1. obrázek „Zavolejte.*neříká"), re.compile("Údaj „778 455 761“")])
    figure = text(page).get_by_role("figure")
    expect(figure).to_have_class(re.compile(r"\bflaw\b"))
    page.get_by_label("Úvodní věta").focus()
    page.keyboard.press("F8")
    expect(figure).to_have_class(re.compile(r"\bhere\b"))
    expect(text(page)).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_label("Obrázek něco říká")).to_be_focused()
    page.keyboard.press("Space")
    dialog.get_by_label("Popis obrázku").fill("IMG_20260301.jpg")
    dialog.get_by_role("button", name="Použít").press("Enter")
    expect(found.first).to_contain_text("má v popisu název souboru")
    found.first.get_by_role("button", name="Upravit obrázek").click()
    expect(dialog.get_by_label("Popis obrázku")).to_be_focused()
    dialog.get_by_label("Popis obrázku").fill(ALT)
    dialog.get_by_role("button", name="Použít").press("Enter")
    expect(found).to_have_count(1)
    found.get_by_role("button", name="Upravit obrázek").click()  # and not a fact in the place of the image
    dialog.get_by_label("Popisek pod obrázkem").fill("")
    dialog.get_by_role("button", name="Použít").press("Enter")
    expect(found).to_have_count(0)
    expect(figure).not_to_have_class(re.compile(r"\bflaw\b"))
    assert complaints == []
