"""The directory: order, grammar, and what a municipality may never be."""

import csv
import re
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from municipalities.choices import Kind, LabelSide
from municipalities.models import Municipality
from pages.facts.regions import Region
from pages.models import Page, Project, Source
from socialnibydleni.content_files import CONTENT_DIR

pytestmark = pytest.mark.django_db


@pytest.fixture
def new():
    """A municipality that could be saved."""
    return Municipality(
        name="Úštěk",
        slug="ustek",
        kind=Kind.TOWN,
        region=Region.USTECKY,
        orp="Litoměřice",
        lau2_code="565814",
        lau1_code="CZ0423",
        source=Source.objects.get(key="project-document"),
    )


def test_list_is_in_the_czech_alphabet_with_praha_7_before_praha_14():
    names = [municipality.name for municipality in Municipality.objects.all()]
    assert names[0] == "Brno"
    assert names.index("Praha 7") + 1 == names.index("Praha 14")
    assert names[-4:] == ["Štětí", "Velké Hamry", "Veselíčko", "Vír"]


def test_a_new_municipality_takes_its_place_in_the_alphabet(new):
    new.save()
    names = [municipality.name for municipality in Municipality.objects.all()]
    assert names[names.index("Úštěk") - 1] == "Štětí"


def test_neighbours_follow_the_alphabet_and_end_at_its_ends(client):
    first, last = (client.get(f"/obce/{slug}/").content.decode() for slug in ["brno", "vir"])
    assert 'class="pager__next" href="/obce/chomutov/"' in first
    assert "pager__prev" not in first
    assert 'class="pager__prev" href="/obce/veselicko/"' in last
    assert "pager__next" not in last


def test_a_saved_municipality_has_a_page_for_its_text(new, client):
    new.save()
    assert (new.text.address, new.text.kind) == ("/obce/ustek/", Page.Kind.MUNICIPALITY)
    assert [page.address for page in new.text.trail] == ["/", "/obce/"]
    assert "<h1>Úštěk</h1>" in client.get("/obce/ustek/").content.decode()


def test_a_municipality_known_by_name_only_shows_no_empty_part(new, client):
    new.save()
    body = client.get("/obce/ustek/").content.decode()
    assert "Počet obyvatel" not in body
    assert "<dt>Okres</dt>" not in body
    assert "<dt>Web</dt>" not in body
    assert "None" not in body


@pytest.mark.parametrize(("slug", "kind"), [("praha-7", "městská část"), ("brno", "statutární město"), ("vir", "obec")])
def test_page_says_what_kind_of_municipality_it_is(client, slug, kind):
    assert f"<dd>{kind}</dd>" in client.get(f"/obce/{slug}/").content.decode()


def test_a_district_of_prague_is_not_called_a_municipality_of_a_district(client):
    body = client.get("/obce/praha-14/").content.decode()
    assert "Co městská část v\u00a0projektu dělá" in body
    assert "<dt>Okres</dt>" not in body


def test_population_stands_with_its_day_and_its_source(client):
    body = client.get("/obce/brno/").content.decode().replace("\u00a0", " ")
    assert "<dt>Obyvatel k 31. 12. 2020</dt><dd>382 405</dd>" in body
    assert (
        'Český statistický úřad, stav k <time datetime="2020-12-31">31. 12. 2020</time>, odkaz na něj neznáme.' in body
    )


def test_sources_say_of_what_they_are_the_source_and_whether_they_can_still_be_read(client):
    labels = {
        "/": ["Zdroj údajů o projektu"],
        "/o-projektu/": ["Zdroj údajů o projektu"],
        "/obce/": ["Zdroj údajů o účasti"],
        "/obce/brno/": ["Zdroj údaje o účasti", "Zdroj počtu obyvatel"],
        "/kontaktni-centrum/": ["Zdroj kontaktů"],
    }
    for address, expected in labels.items():
        body = client.get(address).content.decode().replace("\u00a0", " ")
        assert re.findall(r'<p class="provenance">([^:<]*): ', body) == expected, address
    document = Source.objects.get(key="project-document")
    about = client.get("/o-projektu/").content.decode().replace("\u00a0", " ")
    assert f'<a href="{document.url}">' in about
    assert " Dnešní podoba stránky se může lišit.</p>" in about
    document.is_offline = True
    document.save()
    about = client.get("/o-projektu/").content.decode().replace("\u00a0", " ")
    assert document.url not in about
    assert ", na webu už není." in about
    assert "Dnešní podoba" not in about


def test_the_fund_which_the_source_does_not_name_has_a_source_of_its_own_or_says_so(client):
    unsaid = "Fond vyplývá z\u00a0programu. Zdroj údajů o\u00a0projektu ho nejmenuje."
    assert unsaid in client.get("/o-projektu/").content.decode()
    project = Project.objects.get()
    project.fund_source = Source.objects.create(name="Pravidla programu", publisher="Úřad", dated_on="2015-05-06")
    project.save()
    about = client.get("/o-projektu/").content.decode()
    assert unsaid not in about
    assert "Zdroj údaje o\u00a0fondu: Pravidla programu" in about


def test_rows_equal_the_data_file_cell_by_cell():
    with (CONTENT_DIR / "municipalities.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            municipality = Municipality.objects.get(slug=row["slug"])
            for name, cell in row.items():
                value = getattr(municipality, name)
                assert (float(cell) == value) if isinstance(value, float) else (str(value) == cell), (row["name"], name)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("region", "CZ999", "není platná možnost"),
        ("kind", "vesnice", "není platná možnost"),
        ("label_side", "north", "není platná možnost"),
        ("lau2_code", "5655", "Kód má právě šest číslic."),
        ("lau1_code", "0423", "Kód okresu vypadá takto"),
        ("company_number", "123", "IČO má právě osm číslic."),
        ("latitude", 14.5, "Hodnota musí být větší nebo rovna 48.5."),
        ("longitude", 50.1, "Hodnota musí být menší nebo rovna 18.9."),
        ("lau2_code", "582786", "již existuje"),
        ("name", "Brno", "již existuje"),
    ],
)
def test_impossible_municipality_is_refused_in_czech(new, field, value, sentence):
    setattr(new, field, value)
    with pytest.raises(ValidationError) as refused:
        new.full_clean()
    assert sentence in str(refused.value.message_dict[field])


@pytest.mark.parametrize(
    "values",
    [
        {"region": "CZ999"},
        {"kind": "vesnice"},
        {"label_side": "north"},
        {"concept_url": "https://example.cz/"},
        {"concept_approved_on": "2018-05-16"},
        {"latitude": 50.5},
        {"latitude": 14.5, "longitude": 50.1},
        {"population": 5},
        {"website_verified_on": "2026-01-01"},
    ],
)
def test_database_refuses_the_impossible_too(new, values):
    for name, value in values.items():
        setattr(new, name, value)
    with pytest.raises(IntegrityError), transaction.atomic():
        new.save()


def test_one_coordinate_alone_is_explained(new):
    new.latitude = 50.5
    with pytest.raises(ValidationError, match="Doplňte obě souřadnice"):
        new.full_clean()


@pytest.mark.parametrize("field", ["concept_url", "concept_approved_on"])
def test_a_housing_concept_without_a_title_is_explained(new, field):
    setattr(new, field, "https://example.cz/" if field == "concept_url" else date(2018, 5, 16))
    with pytest.raises(ValidationError, match="doplňte název koncepce"):
        new.full_clean()


def test_labels_of_rows_loaded_earlier_are_turned_as_the_data_file_says():
    turned = dict(Municipality.objects.values_list("slug", "label_side"))
    Municipality.objects.update(label_side=LabelSide.RIGHT)
    migration = import_module("municipalities.migrations.0003_turn_first_labels")
    migration.turn_labels(apps, connection.SchemaEditorClass(connection))
    assert dict(Municipality.objects.values_list("slug", "label_side")) == turned
    assert len(set(turned.values())) == 4


def test_a_name_that_makes_no_address_is_explained(new):
    new.name, new.slug = "東京", ""
    with pytest.raises(ValidationError, match="Z tohoto názvu adresa nevznikne"):
        new.full_clean()


def test_an_address_made_twice_is_refused(new):
    new.name, new.slug = "Vir", ""
    with pytest.raises(ValidationError) as refused:
        new.full_clean()
    assert "již existuje" in str(refused.value.message_dict["slug"])


def test_address_left_empty_is_made_of_the_name(new):
    new.slug = ""
    new.full_clean()
    assert new.slug == "ustek"
