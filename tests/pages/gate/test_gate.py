"""The publishing gate: each rule with a text that breaks it alone, and the same text mended."""

import pytest

from pages.gate import RULES, problems
from pages.gate.parsed import parse
from pages.gate.terms import Context, Draft, Fact, Kind

TITLE = "Jak obce začínají"
SUMMARY = "Co obec udělá nejdřív, kdo jí s tím pomůže a kde se poradí."
CONTEXT = Context(
    address="/o-projektu/",
    targets={
        "/": frozenset(),
        "/obce/": frozenset(),
        "/o-projektu/": frozenset({"cil", "udaje"}),
        "/kontaktni-centrum/hodiny.ics": frozenset(),
    },
    facts=(
        Fact(Kind.PHONE, "+420601234567", "telefon"),
        Fact(Kind.PHONE, "+420602000111", "telefon", is_former=True),
        Fact(Kind.WORDS, "poradna@priklad.cz", "e-mail"),
        Fact(Kind.WORDS, "Dlouhá 12/3", "adresa"),
        Fact(Kind.WORDS, "v pondělí od 12 do 16", "hodiny"),
        Fact(Kind.WORDS, "pondělí 12–16", "hodiny"),
    ),
    host="www.priklad.cz",
    images={7},
    long_forms={"MPSV": "Ministerstvo práce a sociálních věcí"},
)
HTTPS = "https://web.example.cz/a?b=c"
SAFELINK = "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fweb.example.cz%2Fa%3Fb%3Dc&amp;data=05"
GOOGLE = "https://www.google.cz/url?sa=t&amp;url=https%3A%2F%2Fweb.example.cz%2Fa%3Fb%3Dc"
BY_HAND = "je napsaný ručně a časem přestane platit. Nahraďte ho značkou"
ALWAYS = "web pak ukáže vždy ten platný."


def link(href, text="Seznam obcí"):
    return f'<p><a href="{href}">{text}</a></p>'


def picture(alt='alt="Dvě ženy u stolu vyplňují žádost."', key=7, caption=""):
    below = f"<figcaption>{caption}<cite>Jana</cite></figcaption>" if caption else ""
    return f'<figure><img data-image="{key}" {alt}>{below}</figure>'


def said(title=TITLE, summary=SUMMARY, body=""):
    return [problem.message for problem in problems(title, summary, body, CONTEXT)]


BODIES = {  # what breaks one rule, the message, the mended twin
    "first heading": (
        "<h3>Kdo pomáhá</h3>",
        "První nadpis „Kdo pomáhá“ je úrovně 3. Změňte ho na úroveň 2.",
        "<h2>Kdo pomáhá</h2>",
    ),
    "heading jump": (
        "<h2>Kdo</h2><h4>Obec</h4>",
        "Nadpis „Obec“ je úrovně 4, před ním je úroveň 2. Změňte ho na úroveň 3.",
        "<h2>Kdo</h2><h3>Obec</h3><h2>Kdy</h2>",
    ),
    "empty heading": (
        "<h2>Kdo</h2><p>Pomáhá obec.</p><h2><strong> </strong></h2>",
        "Za textem „Pomáhá obec.“ je prázdný nadpis. Smažte ho, nebo do něj něco napište.",
        "<h2>Kdo</h2><p>Pomáhá obec.</p><h2><strong>Kdy</strong></h2>",
    ),
    "empty heading at the beginning": (
        "<h2></h2><p>Pomáhá obec.</p>",
        "Na začátku textu je prázdný nadpis. Smažte ho, nebo do něj něco napište.",
        "<p>Pomáhá obec.</p>",
    ),
    "bold paragraph": (
        "<p><strong>Kdo</strong> <strong>pomáhá</strong></p>",
        "Odstavec „Kdo pomáhá“ je celý tučný a vypadá jako nadpis. Udělejte z něj nadpis.",
        "<p><strong>Pomáhá obec.</strong></p><p><strong>Kdo</strong> pomáhá</p>"
        "<ul><li><p><strong>Obec</strong></p></li></ul><table><tr><th><strong>Kdo</strong></th><th>Kdy</th></tr></table>",
    ),
    "table header": (
        "<table><tr><td>Obec</td><td>Byty</td></tr></table>",
        "Tabulka „Obec Byty“ nemá záhlaví. Označte její první řádek nebo sloupec jako záhlaví.",
        "<table><tr><th>Obec</th><td>Byty</td></tr></table>",
    ),
    "table columns": (
        "<table><tr><th>Obec</th></tr><tr><td>Vír</td></tr></table>",
        "Tabulka „Obec Vír“ má jen jeden sloupec. Udělejte z ní seznam.",
        "<table><tr><th>Obec</th><th>Byty</th></tr><tr><td>Vír</td><td></td></tr></table>",
    ),
    "ragged table": (
        "<table><tr><th>Obec</th><th>Byty</th></tr><tr><td>Vír</td></tr></table>",
        "Tabulka „Obec Byty Vír“ má v řádku 2 méně buněk, než kolik má sloupců. Doplňte je, třeba prázdné.",
        "<table><tr><th>Obec</th><th>Byty</th></tr><tr><td>Vír</td><td></td></tr></table>",
    ),
    "image without a decision": (
        picture("", caption="Na úřadě"),
        "1. obrázek „Na úřadě“ neříká, co na něm je. Popište ho jednou větou, nebo zvolte, že jen zdobí.",
        picture('alt=""') + picture(),
    ),
    "image called as its file": (
        picture() + picture('alt="IMG_20260301"'),
        "2. obrázek má v popisu název souboru „IMG_20260301“. Napište místo něj, co na obrázku je.",
        picture() + picture('alt="Štětí"') + picture('alt="Praha 2026"'),
    ),
    "image that says too much": (
        picture(f'alt="{"Dům. " * 30}D"'),
        "1. obrázek má moc dlouhý popis, znaků má 151. Zkraťte ho, smí jich mít 150; zbytek patří do textu.",
        picture(f'alt="{"Dům. " * 29}Dům."'),
    ),
    "image that is gone": (
        picture(key=8),
        "1. obrázek už na webu není. Nahrajte ho znovu, nebo ho z textu odeberte.",
        picture(),
    ),
    "note without its text": (
        '<p>obec<a id="odkaz-1" href="#poznamka-1"><sup>1</sup></a></p>',
        "Odkaz „[1]“ patří k poznámce, ale jeho druhý konec v textu není. Smažte ho, nebo vložte znovu i poznámku.",
        '<p>obec<a id="odkaz-1" href="#poznamka-1"><sup>1</sup></a></p>'
        '<p><a id="poznamka-1" href="#odkaz-1"><sup>1</sup></a> Jen malá.</p>',
    ),
    "vague link": (
        link("/obce/", "Více informací zde…"),
        "Odkaz „Více informací zde…“ neříká, kam vede. Napište to, např. „Seznam obcí“.",
        link("/obce/", "Více o obcích"),
    ),
    "link named by its address": (
        link(HTTPS, "web.example.cz/a"),
        "Odkaz „web.example.cz/a“ má místo názvu adresu. Napište, kam vede.",
        link(HTTPS, "Příklad"),
    ),
    "vague link with signs that nobody sees": (
        link("/obce/", "z\u00add\u200be"),
        "Odkaz „zde“ neříká, kam vede. Napište to, např. „Seznam obcí“.",
        link("/obce/", "Se\u00adznam obcí"),
    ),
    "link without a word": (
        link("/obce/", " "),
        "Odkaz na /obce/ nemá žádný text. Napište, kam vede.",
        link("/obce/"),
    ),
    "one text, two targets": (
        link("/obce/") + link("/", "seznam obcí"),
        "Dva odkazy „seznam obcí“ vedou jinam: na /obce/ a na /. Pojmenujte je každý jinak.",
        link("/obce/") + link("/obce/", "seznam obcí") + link("/", "Úvod"),
    ),
    "link to nowhere": (
        "<p><a>Seznam obcí</a></p>",
        "Odkaz „Seznam obcí“ nikam nevede. Doplňte adresu, nebo odkaz zrušte.",
        link("/obce/"),
    ),
    "unsecured link": (
        link("http://web.example.cz/a?b=c"),
        f"Odkaz „Seznam obcí“ má nezabezpečenou adresu. Nahraďte ji touto: {HTTPS}",
        link(HTTPS),
    ),
    "Outlook link": (
        link(SAFELINK),
        f"Odkaz „Seznam obcí“ má adresu přes cizí přesměrování. Nahraďte ji touto: {HTTPS}",
        link("https://outlook.example.cz/?url=x"),
    ),
    "Google link": (
        link(GOOGLE),
        f"Odkaz „Seznam obcí“ má adresu přes cizí přesměrování. Nahraďte ji touto: {HTTPS}",
        link("https://www.google.cz/search?q=obce"),
    ),
    "unpublished target": (
        link("https://www.priklad.cz/neni/"),
        "Odkaz „Seznam obcí“ vede na https://www.priklad.cz/neni/, ale taková stránka na webu není. "
        "Opravte adresu, nebo tu stránku nejdřív zveřejněte.",
        link("https://www.priklad.cz/obce/?tisk=1") + link("/kontaktni-centrum/hodiny.ics", "Hodiny do kalendáře"),
    ),
    "target without slashes": (
        link("obce"),
        "Odkaz „Seznam obcí“ vede na obce, ale taková stránka na webu není. Nemá to být /obce/?",
        link("/obce/"),
    ),
    "address that is none": (
        link("https://[obce"),
        "Odkaz „Seznam obcí“ vede na https://[obce, ale taková stránka na webu není. "
        "Opravte adresu, nebo tu stránku nejdřív zveřejněte.",
        link("mailto:nekdo@example.cz"),
    ),
    "missing anchor": (
        link("#neni"),
        "Odkaz „Seznam obcí“ vede na část #neni stránky /o-projektu/, ale ta tam není. Vyberte z: #cil, #udaje.",
        link("#cil"),
    ),
    "anchor on a page without any": (
        link("/obce/#neni"),
        "Odkaz „Seznam obcí“ vede na část #neni stránky /obce/, ale ta tam není. Smažte konec adresy od znaku #.",
        link("/obce/"),
    ),
    "typed web address": (
        "<p>Víc je na www.example.cz.</p>",
        "Adresa „www.example.cz“ je napsaná jako text. Udělejte z ní odkaz.",
        f"<p>Víc má <a href='{HTTPS}'>Příklad</a>.</p>",
    ),
    "typed e-mail": (
        "<p>Pište na nekdo@example.cz.</p>",
        "Adresa „nekdo@example.cz“ je napsaná jako text. Udělejte z ní odkaz.",
        "<p>Pište na <a href='mailto:nekdo@example.cz'>nekdo@example.cz</a>.</p>",
    ),
    "web address under an image, where no link can be": (
        picture(caption="Zdroj: www.example.cz"),
        "Adresa „www.example.cz“ je napsaná jako text. Pod obrázkem odkaz být nemůže, dejte ho do textu.",
        picture(caption="Zdroj: Obec Vír"),
    ),
    "copied phone": (
        "<p>Volejte 601-23&nbsp;45 67.</p>",
        f"Údaj „601-23 45 67“ {BY_HAND} {{{{telefon}}}}, {ALWAYS}",
        "<p>Volejte {{telefon}}, ne 601 234 568 ani 1601 234 567.</p>",
    ),
    "copied phone with signs that nobody sees, wide digits and other hyphens": (
        "<p>Volejte 60\u200b1\u2011２34–5\u00ad67.</p>",
        f"Údaj „601-234-567“ {BY_HAND} {{{{telefon}}}}, {ALWAYS}",
        "<p>Volejte {{telefon}}, ne 60\u200b1\u2011２34–5\u00ad68.</p>",
    ),
    "copied phone in brackets for calls at home": (
        "<p>Volejte +420 (0)601 234 567.</p>",
        f"Údaj „+420 (0)601 234 567“ {BY_HAND} {{{{telefon}}}}, {ALWAYS}",
        "<p>Volejte {{telefon}}.</p>",
    ),
    "copied phone behind a link": (
        link("tel:+420601234567", "Volejte"),
        f"Údaj „+420601234567“ {BY_HAND} {{{{telefon}}}}, {ALWAYS}",
        link("tel:+420601234568", "Volejte"),
    ),
    "former phone": (
        "<p>Volejte 00420 602 000 111.</p>",
        f"Údaj „00420 602 000 111“ už neplatí. Nahraďte ho značkou {{{{telefon}}}}, {ALWAYS}",
        "<p>Volejte {{telefon}}.</p>",
    ),
    "copied e-mail": (
        "<p>Pište na Poradna@priklad.cz.</p>",
        f"Údaj „poradna@priklad.cz“ {BY_HAND} {{{{e-mail}}}}, {ALWAYS}",
        "<p>Pište na {{e-mail}}.</p>",
    ),
    "copied e-mail with signs that nobody sees": (
        "<p>Pište na pora\u00addna\u200b@priklad.cz.</p>",
        f"Údaj „poradna@priklad.cz“ {BY_HAND} {{{{e-mail}}}}, {ALWAYS}",
        "<p>Pište na {{e-mail}}.</p>",
    ),
    "copied e-mail behind an odd link": (
        link("mailto:poradna%E2%80%8B%40priklad.cz", "Napište"),
        f"Údaj „poradna@priklad.cz“ {BY_HAND} {{{{e-mail}}}}, {ALWAYS}",
        link("mailto:jana%40priklad.cz", "Napište"),
    ),
    "copied street": (
        "<p>Přijďte na adresu Dlouhá&nbsp;12/3, Praha.</p>",
        f"Údaj „Dlouhá 12/3“ {BY_HAND} {{{{adresa}}}}, {ALWAYS}",
        "<p>Přijďte na adresu Dlouhá 12/31.</p>",
    ),
    "copied hours": (
        "<p>Volejte ve středu a v pondělí od 12.00 do 16:00 hodin.</p>",
        f"Údaj „v pondělí od 12 do 16“ {BY_HAND} {{{{hodiny}}}}, {ALWAYS}",
        "<p>Volejte v pondělí od 12 do 16.30 hodin.</p>",
    ),
    "copied hours in a table": (
        "<table><tr><th>Pondělí:</th><td>12:00 – 16:00</td></tr></table>",
        f"Údaj „pondělí 12–16“ {BY_HAND} {{{{hodiny}}}}, {ALWAYS}",
        "<table><tr><th>Pondělí</th><td>2–16</td></tr></table>",
    ),
    "long sentence": (
        f"<p>Obec má {'velmi ' * 28}ráda.</p>",
        "Věta „Obec má velmi velmi velmi velmi velmi …“ je dlouhá, slov má 31. Zkuste ji rozdělit.",
        f"<p>Obec má {'velmi ' * 27}ráda. Obec čeká.</p>",
    ),
    "unexplained abbreviation": (
        "<p>Pomáhá MPSV.</p>",
        "Zkratku „MPSV“ text nevysvětluje. Napište nejdřív takhle: Ministerstvo práce a sociálních věcí (MPSV).",
        "<p>Pomáhá Ministerstvo práce a sociálních věcí (MPSV). V EU pomáhá MPSV v kapitole IV.</p>",
    ),
}


@pytest.mark.parametrize(("broken", "message", "mended"), BODIES.values(), ids=BODIES.keys())
def test_each_rule_speaks_of_its_text_alone_and_is_silent_once_that_is_mended(broken, message, mended):
    assert said(body=broken) == [message]
    assert said(body=mended) == []


@pytest.mark.parametrize(
    ("field", "broken", "message", "mended"),
    [
        ("title", "", "Chybí nadpis stránky. Doplňte ho.", "N"),
        ("title", "N" * 66, "Nadpis stránky je moc dlouhý, znaků má 66. Zkraťte ho, smí jich mít 65.", "N" * 65),
        ("summary", "U" * 49, "Úvodní věta je moc krátká, znaků má 49. Doplňte ji, má jich mít 50 až 160.", "U" * 50),
        (
            "summary",
            "U" * 161,
            "Úvodní věta je moc dlouhá, znaků má 161. Zkraťte ji, má jich mít 50 až 160.",
            "U" * 160,
        ),
        (
            "summary",
            "Zavolejte na 601 234 567, kdykoliv budete něco potřebovat.",
            "Údaj „601 234 567“ je napsaný ručně a časem přestane platit. "
            "Smažte ho tady a dejte do textu značku {{telefon}}.",
            "Zavolejte na naši linku, kdykoliv budete něco potřebovat.",
        ),
    ],
    ids=["no title", "long title", "short summary", "long summary", "fact in the summary"],
)
def test_title_and_summary_have_their_lengths_and_hold_no_fact(field, broken, message, mended):
    (problem,) = problems(**{"title": TITLE, "summary": SUMMARY, "body": "", field: broken}, context=CONTEXT)
    assert (problem.message, problem.field) == (message, field)
    assert said(**{field: mended}) == []


def test_only_the_rules_of_language_merely_warn():
    def is_error(body):
        (problem,) = problems(TITLE, SUMMARY, body, CONTEXT)
        return problem.is_error

    assert [name for name, (broken, _, _) in BODIES.items() if not is_error(broken)] == [
        "long sentence",
        "unexplained abbreviation",
    ]


def test_an_abbreviation_that_nobody_has_written_down_is_asked_for_in_general():
    assert said(body="<p>Pomáhá ZKRT.</p>") == [
        "Zkratku „ZKRT“ text nevysvětluje. Napište nejdřív celý název a zkratku dejte do závorky."
    ]
    assert said(body="<p>Pomáhá Evropský sociální fond plus (ESF+). Platí ho ESF+.</p>") == []


def test_errors_stand_before_warnings():
    found = problems("", SUMMARY, "<p>Pomáhá MPSV.</p><h2></h2>", CONTEXT)
    assert [problem.is_error for problem in found] == [True, True, False]


def test_every_rule_has_its_text():
    drafts = [Draft("", "", parse(broken)) for broken, _, _ in BODIES.values()]
    assert [rule.__name__ for rule in RULES if not any(any(rule(draft, CONTEXT)) for draft in drafts)] == []


@pytest.mark.parametrize(
    "alt",
    ["foto.JPG", "DSC01234.jpeg", "DSC_0012", "obrázek 3", "Snímek 12", "scan0001", "ulice-2026-03", "foto_domu_0001"],
)
def test_a_description_that_a_camera_or_a_program_gave_is_the_name_of_a_file(alt):
    assert "název souboru" in " ".join(said(body=picture(f'alt="{alt}"')))
