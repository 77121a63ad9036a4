"""Events: written, moved, cancelled, announced after all, and written once more for another day."""

from playwright.sync_api import expect

from tests.browser.handbook.editor import NEXT_YEAR, Editor


def event(editor: Editor) -> None:
    page = editor.page
    editor.open("Akce", "Napsat akci")
    editor.fill("Nadpis:", "Seminář o lokální koncepci")
    editor.fill("Úvodní věta:", "Projdeme spolu krok za krokem, jak obec napíše lokální koncepci.")
    editor.fill("Začíná dne:", f"12. 1. {NEXT_YEAR}")
    editor.fill("V kolik začíná:", "9")
    editor.fill("V kolik končí:", "13")
    editor.fill("Název místa:", "Kontaktní centrum")
    editor.fill("Obec:", "Praha-Holešovice")
    editor.fill("Přihláška e-mailem:", "seminare@example.cz")
    editor.paste("Začneme tím, co už obec má.")
    editor.picture("akce", page.locator(".event").first)
    editor.press("Zveřejnit…")
    editor.press("Zveřejnit teď")
    editor.follow("Zrušit akci…")
    editor.picture("akce-zrusit", page.locator(".card.confirm"))
    editor.press("Zrušit akci")
    editor.said("Opravte")
    editor.fill("Proč:", "Přednášející onemocněl.")
    editor.press("Zrušit akci")
    editor.said("Čtenáři vidí, že se akce nekoná.")
    editor.follow("Vrátit do stavu oznámeno…")
    editor.press("Vrátit do stavu oznámeno")
    editor.follow("Jiný termín…")
    editor.fill("Začíná dne:", f"19. 1. {NEXT_YEAR}")
    editor.press("Přesunout akci")
    editor.said("Čtenáři vidí nový termín.")
    editor.follow("Je obsazeno…")
    editor.press("Je obsazeno")
    editor.said("Čtenáři vidí, že je obsazeno.")
    editor.follow("Nová akce podle této")
    expect(page.get_by_label("Začíná dne:")).to_have_value("")
    editor.fill("Začíná dne:", f"9. 3. {NEXT_YEAR}")
    editor.press("Uložit koncept")
    editor.said("Koncept je uložený")
