"""The kinds of barriers, the worst first, and what editors and readers are told of each."""

from collections.abc import Mapping
from typing import NamedTuple

_WORD_TAGS = (
    "Ve Wordu: Soubor → Uložit jako → PDF → Možnosti → zaškrtněte „Značky struktury dokumentu pro usnadnění“. "
    "V LibreOffice: Soubor → Exportovat jako → PDF → zaškrtněte „Tagované PDF“. Tiskem do PDF se značky ztratí."
)
_DESCRIBE = "Klikněte na obrázek pravým tlačítkem, zvolte „{}“ a napište, co říká, nebo že jen zdobí."


class Barrier(NamedTuple):
    """A kind of barrier.

    Attributes:
        is_fault: it shuts a reader out; what is none makes reading hard.
        says: for editors, one sentence; with `{}` where the count stands.
        cures: how the program that made the file mends it, by the extension of the file; "" for any other.
        readers: what the public list says of it, a few words; "" where the list says nothing of the file.
    """

    is_fault: bool
    says: str
    cures: Mapping[str, str]
    readers: str

    def cure(self, extension: str) -> str:
        """The cure for a file with the extension."""
        return self.cures.get(extension) or self.cures.get("", "")


BARRIERS: Mapping[str, Barrier] = {
    "no-text": Barrier(
        True,
        "V souboru není text, jen obrázky stran (sken). Odečítač z něj nepřečte nic a nejde v něm hledat.",
        {
            "": "Nahrajte původní dokument, ze kterého se tisklo. Když není, převeďte sken na text programem OCR"
            " (v Acrobatu Naskenovat a OCR → Rozpoznat text) a zkontrolujte ho."
        },
        "sken bez textu",
    ),
    "no-tags": Barrier(
        True,
        "PDF nemá značky struktury. Odečítač nepozná nadpisy, seznamy ani tabulky a čte ho na přeskáčku.",
        {"": _WORD_TAGS},
        "bez značek pro odečítače",
    ),
    "no-language": Barrier(
        True,
        "Soubor neříká, v jakém je jazyce. Odečítač ho může číst s cizí výslovností.",
        {
            "pdf": "Ve Wordu označte celý text (Ctrl+A), zvolte Revize → Jazyk → Nastavit jazyk kontroly pravopisu →"
            " Čeština a PDF uložte znovu. V Acrobatu: Soubor → Vlastnosti → Další volby → Jazyk.",
            "odt": "V LibreOffice zvolte Nástroje → Jazyk → Pro celý text → Čeština a dokument uložte.",
            "odp": "V LibreOffice zvolte Nástroje → Možnosti → Jazyky → Výchozí jazyk Čeština a prezentaci uložte.",
            "": "Označte celý text (Ctrl+A), zvolte Revize → Jazyk → Nastavit jazyk kontroly pravopisu → Čeština a"
            " soubor uložte.",
        },
        "bez jazyka",
    ),
    "no-title": Barrier(
        False,
        "Soubor nemá vyplněný název. Odečítač i karta prohlížeče místo něj ukážou jméno souboru.",
        {
            "pdf": "Ve Wordu: Soubor → Informace → Název, pak PDF uložte znovu.",
            "odt": "V LibreOffice: Soubor → Vlastnosti → Popis → Název.",
            "ods": "V LibreOffice: Soubor → Vlastnosti → Popis → Název.",
            "odp": "V LibreOffice: Soubor → Vlastnosti → Popis → Název.",
            "": "Zvolte Soubor → Informace → Název a soubor uložte.",
        },
        "bez názvu uvnitř",
    ),
    "no-bookmarks": Barrier(
        False,
        "PDF má přes 20 stran a žádné záložky. Kdo ho čte, nemá obsah, podle kterého by přeskakoval.",
        {
            "": "Ve Wordu: Soubor → Uložit jako → PDF → Možnosti → zaškrtněte „Vytvořit záložky pomocí nadpisů“."
            " V LibreOffice zaškrtněte při exportu „Exportovat osnovu“."
        },
        "bez záložek",
    ),
    "no-headings": Barrier(
        False,
        "Dlouhý text nemá jediný nadpis udělaný stylem. Odečítač ho musí číst od začátku do konce.",
        {"": "Nadpisy označte stylem „Nadpis 1“, „Nadpis 2“, ne jen tučným písmem."},
        "bez nadpisů",
    ),
    "slide-without-title": Barrier(
        False,
        "Snímky bez nadpisu: {}. Odečítač podle nadpisů mezi snímky chodí.",
        {"": "Na každém snímku vyplňte pole pro nadpis; rozložení s ním vyberete v nabídce Domů → Rozložení."},
        "snímky bez nadpisu",
    ),
    "picture-without-words": Barrier(
        False,
        "Obrázky bez popisu: {}. Kdo nevidí, se nedozví, co na nich je.",
        {
            "pdf": "Popište je v programu, kde dokument vznikl (Zobrazit alternativní text), a PDF uložte znovu.",
            "odt": _DESCRIBE.format("Popis…"),
            "ods": _DESCRIBE.format("Popis…"),
            "odp": _DESCRIBE.format("Popis…"),
            "": _DESCRIBE.format("Zobrazit alternativní text"),
        },
        "obrázky bez popisu",
    ),
    "table-without-header": Barrier(
        False,
        "Tabulky bez označeného záhlaví: {}. Odečítač pak u čísla neřekne, co znamená.",
        {
            "xlsx": "Označte tabulku a zvolte Vložení → Tabulka → „Tabulka obsahuje záhlaví“.",
            "odt": "V tabulce zvolte Vlastnosti → Tok textu → zaškrtněte „Opakovat nadpis“.",
            "": "Klikněte do prvního řádku tabulky a zvolte Rozložení → Opakovat řádky záhlaví.",
        },
        "tabulky bez záhlaví",
    ),
    "no-header": Barrier(
        False,
        "První řádek tabulky nevypadá jako názvy sloupců: některý chybí, opakuje se, nebo je to číslo.",
        {"": "Do prvního řádku napište, co je v kterém sloupci, a soubor uložte znovu."},
        "bez názvů sloupců",
    ),
    "unreadable-font": Barrier(
        False,
        "Písma, ze kterých nejde přečíst text: {}. Odečítač i hledání z nich dostanou nesmysly.",
        {"": "Vytvořte PDF znovu přímo z původního programu (Uložit jako PDF), ne přes tiskárnu."},
        "písmo, které nejde přečíst",
    ),
    "unjudged": Barrier(
        False,
        "Nepodařilo se zjistit, jestli soubor přečte každý. Je příliš složitý, nebo v něm je něco poškozené.",
        {"": "Otevřete ho v původním programu, uložte znovu a nahrajte. Když to nepomůže, rozdělte ho na víc souborů."},
        "",
    ),
}

Barriers = list[tuple[str, int]]  # the kinds in one file, each with how often
UNJUDGED: Barriers = [("unjudged", 1)]
