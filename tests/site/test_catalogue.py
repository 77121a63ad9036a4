"""The catalogue of open data, by DCAT-AP-CZ, Rozhraní katalogů otevřených dat, 2024-05-28.

What the standard demands is written out here; scripts/validate_open_data.py asks its own schemas.
"""

import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages.models import TermsOfUse
from tests.admin_forms import change
from tests.open_data import FOLDER, document

pytestmark = pytest.mark.django_db

CONTEXT = (
    "https://ofn.gov.cz/dcat-ap-cz-rozhraní-katalogů-otevřených-dat/2024-05-28/kontexty/"
    "rozhraní-katalogů-otevřených-dat.jsonld"
)
SITE = "https://www.example.cz"
EU = "http://publications.europa.eu/resource/authority/"
TERMS = "https://data.gov.cz/podmínky-užití/"
FREE = {
    "works": f"{TERMS}neobsahuje-autorská-díla/",
    "database": f"{TERMS}není-autorskoprávně-chráněnou-databází/",
    "special_right": f"{TERMS}není-chráněna-zvláštním-právem-pořizovatele-databáze/",
    "personal_data": f"{TERMS}neobsahuje-osobní-údaje/",
}
KEYS = ["obce", "kontaktni-centrum", "pomoc", "dokumenty", "akce", "projekt"]
FILES = {"obce": ["obce.csv", "obce.geojson", "obce.jsonld"]}
FILES |= {key: [f"{key}.jsonld"] for key in KEYS[1:]}
FILES |= {key: [f"{key}.csv", f"{key}.jsonld"] for key in ["pomoc", "dokumenty", "akce"]}


@pytest.fixture(autouse=True)
def _public_address(settings):
    settings.SITE_URL = SITE  # the standard accepts https alone


@pytest.fixture
def use_terms(editor_client):
    def use(**changed):
        change(editor_client, TermsOfUse.objects.get(), **{**FREE, **changed})

    return use


def assert_text(value):
    assert list(value) == ["cs"]
    assert value["cs"].strip()


def test_the_catalogue_names_its_data_sets_and_who_offers_them(client):
    """„Třída: Katalog“: title, description, publisher, data sets; homepage and contact point."""
    catalogue = document(client, "katalog.jsonld")
    assert catalogue["@context"] == CONTEXT
    assert catalogue["typ"] == "Katalog"
    assert catalogue["iri"] == f"{SITE}{FOLDER}katalog.jsonld"
    assert_text(catalogue["název"])
    assert_text(catalogue["popis"])
    assert re.fullmatch(r"https://rpp-opendata\.egon\.gov\.cz/odrpp/zdroj/.+/00551023", catalogue["poskytovatel"])
    assert catalogue["kontaktní_bod"] == {
        "typ": "Organizace",
        "jméno": {"cs": "Kontaktní centrum"},
        "e-mail": "mailto:socialni.bydleni@mpsv.cz",
    }
    assert catalogue["domovská_stránka"] == f"{SITE}{FOLDER}"
    assert catalogue["datová_sada"] == [f"{SITE}{FOLDER}katalog/{key}.jsonld" for key in KEYS]


@pytest.mark.parametrize("key", KEYS)
def test_a_record_stands_at_the_address_that_identifies_it_with_all_that_it_must_have(client, key):
    """„Třída: Datová sada“: what is „Povinná“, and the law that marks open data."""
    record = document(client, f"katalog/{key}.jsonld")
    assert record["@context"] == CONTEXT
    assert record["typ"] == "Datová sada"
    assert record["iri"] == f"{SITE}{FOLDER}katalog/{key}.jsonld"
    assert_text(record["název"])
    assert_text(record["popis"])
    assert record["poskytovatel"] == document(client, "katalog.jsonld")["poskytovatel"]
    assert f"{EU}data-theme/SOCI" in record["téma"]
    assert all(re.fullmatch(rf"{EU}data-theme/[A-Z]{{4}}", theme) for theme in record["téma"])
    assert record["periodicita_aktualizace"] == f"{EU}frequency/IRREG"
    assert all(record["klíčové_slovo"]["cs"])
    assert record["prvek_rúian"] == ["https://linked.cuzk.cz/resource/ruian/stat/1"]
    assert record["právní_předpis"] == ["http://data.europa.eu/eli/dir/2019/1024/oj"]
    assert [re.fullmatch(r"https://ofn\.gov\.cz/[^/]+/2020-07-01/", address)[0] for address in record["specifikace"]]
    page, _, anchor = record["dokumentace"].partition("#")
    assert f'id="{anchor}"' in client.get(page.removeprefix(SITE)).content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_without_terms_of_use_nothing_is_claimed_and_no_file_is_offered(client, key):
    assert "distribuce" not in document(client, f"katalog/{key}.jsonld")
    assert "Podmínky užití zatím nejsou určené." in client.get(FOLDER).content.decode()


@pytest.mark.parametrize("key", KEYS)
def test_with_terms_of_use_every_file_is_offered_as_it_is_served(client, use_terms, key):
    """„Třída: Distribuce“ and „Distribuce - Soubor ke stažení“: what is „Povinná“."""
    use_terms()
    offered = document(client, f"katalog/{key}.jsonld")["distribuce"]
    assert [row["soubor_ke_stažení"] for row in offered] == [f"{SITE}{FOLDER}{name}" for name in FILES[key]]
    assert len({row["iri"] for row in offered}) == len(offered)
    for row in offered:
        served = client.get(row["soubor_ke_stažení"].removeprefix(SITE))["Content-Type"].partition(";")[0]
        assert row["typ"] == "Distribuce"
        assert row["iri"].startswith(f"{SITE}{FOLDER}katalog/{key}.jsonld#")
        assert row["přístupové_url"] == row["soubor_ke_stažení"]
        assert row["typ_média"] == f"http://www.iana.org/assignments/media-types/{served}"
        assert row["formát"] in {f"{EU}file-type/{code}" for code in ["CSV", "GEOJSON", "JSON_LD"]}
        assert row["podmínky_užití"] == {
            "typ": "Specifikace podmínek užití",
            "autorské_dílo": FREE["works"],
            "databáze_jako_autorské_dílo": FREE["database"],
            "databáze_chráněná_zvláštními_právy": FREE["special_right"],
            "osobní_údaje": FREE["personal_data"],
        }
        if "schéma" in row and row["schéma"].startswith(SITE):
            assert client.get(row["schéma"].removeprefix(SITE)).status_code == 200


def test_the_page_says_the_terms_in_words_with_a_link_to_each(client, use_terms):
    use_terms()
    page = client.get(FOLDER).content.decode()
    assert "Podmínky užití zatím" not in page
    for address, words in [(FREE["works"], "neobsahují autorská díla"), (FREE["personal_data"], "neobsahují osobní")]:
        assert f'<a href="{address}">{words}' in page


@pytest.mark.parametrize("name", FREE)
def test_terms_are_chosen_all_or_none(name):
    terms = TermsOfUse.objects.get()
    setattr(terms, name, FREE[name])
    with pytest.raises(ValidationError, match="Vyberte všechny čtyři podmínky, nebo žádnou"):
        terms.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        terms.save()


def test_a_licence_that_asks_for_an_author_names_the_ministry(client, use_terms):
    licence = "https://creativecommons.org/licenses/by/4.0/"
    use_terms(works=licence)
    terms = document(client, "katalog/obce.jsonld")["distribuce"][0]["podmínky_užití"]
    assert terms["autorské_dílo"] == licence
    assert terms["autor"] == {
        "cs": "Ministerstvo práce a sociálních věcí",
        "en": "Ministry of Labour and Social Affairs",
        "uk": "Міністерство праці та соціальних справ",
    }
    assert "autor_databáze" not in terms
