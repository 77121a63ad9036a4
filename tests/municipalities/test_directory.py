"""The directory and its map through their addresses: none, one, sixteen and two hundred municipalities."""

import gzip
import re

import pytest

from municipalities.choices import LabelSide
from municipalities.models import Municipality
from pages.facts.regions import Region
from pages.models import Source
from tests.admin_forms import change

pytestmark = pytest.mark.django_db

FIGURE = re.compile(r'<figure class="map">.*?</figure>', re.DOTALL)
LISTED = re.compile(r'<li><a href="(/obce/[a-z0-9-]+/)"><span>')
ON_MAP = re.compile(r'<a href="(/obce/[a-z0-9-]+/)" tabindex="-1">')


@pytest.fixture
def add():
    """Saves a municipality of the given number; coordinates spread over the country unless told otherwise."""

    def save(number, **values):
        spread = {"latitude": 49.0 + number % 15 / 10, "longitude": 13.0 + number // 15 / 4}
        return Municipality.objects.create(
            **{
                "name": f"Obec {number}",
                "slug": f"obec-{number}",
                "region": Region.VYSOCINA,
                "orp": "Bystřice nad Pernštejnem",
                "lau2_code": f"{100000 + number}",
                "lau1_code": "CZ0635",
                "source": Source.objects.get(key="project-document"),
                **spread,
                **values,
            }
        )

    return save


def show_only(*slugs):
    Municipality.objects.exclude(slug__in=slugs).update(is_published=False)


def body_of(client, address):
    return client.get(address).content.decode().replace("\u00a0", " ")


def dots(figure):
    return figure.count("<circle")


def test_every_listed_municipality_is_on_the_map_and_the_map_adds_none(client):
    body = body_of(client, "/obce/")
    assert len(LISTED.findall(body)) == 16
    assert ON_MAP.findall(body) == LISTED.findall(body)


def test_map_stands_after_the_list_and_is_for_the_mouse_alone(client):
    body = body_of(client, "/obce/")
    [figure] = FIGURE.findall(body)
    assert body.index("</ul>\n", body.index('class="places"')) < body.index(figure)
    assert figure.count('aria-hidden="true"') == 1
    assert figure.count("<a ") == figure.count('tabindex="-1"') == 16
    assert figure.count("<text") == 16


def test_regions_of_the_municipalities_are_told_from_the_others(client):
    [figure] = FIGURE.findall(body_of(client, "/obce/"))
    other, ours = re.findall(r'<path class="map__land(?: map__land--other)?" d="(.*?)"/>', figure)
    # Středočeský kraj has a second ring, around Praha.
    assert (other.count("M"), ours.count("M")) == (4, 11)


def test_map_and_outline_keep_their_budgets(client):
    for address, limit in [("/obce/", 3500), ("/", 1200), ("/obce/brno/", 1000)]:
        [figure] = FIGURE.findall(body_of(client, address))
        assert len(gzip.compress(figure.encode(), 9)) <= limit, address


def test_home_has_a_dot_with_its_name_for_each(client):
    [figure] = FIGURE.findall(body_of(client, "/"))
    assert dots(figure) == figure.count("<text") == 16


def test_a_municipality_is_named_on_its_map_among_the_others_and_covers_its_faint_dot(client):
    [figure] = FIGURE.findall(body_of(client, "/obce/brno/"))
    assert figure.count('<circle class="map__other"') == 16
    assert '<circle class="map__other" cx="481" cy="308" r="9"/>' in figure
    assert figure.partition('<circle class="map__here" cx="481" cy="308" r="17"/>')[2].count(">Brno</text>") == 1


def test_others_of_the_region_are_a_tap_away(client):
    def of_region(address):
        heading, links = re.search(r"<h2>(V.*?)</h2><ul class=\"chips\">(.*?)</ul>", body_of(client, address)).groups()
        return heading, re.findall(r'<a href="[^"]+">(.*?)</a>', links)

    assert of_region("/obce/steti/") == ("V Ústeckém kraji spolupracují i", ["Chomutov", "Kadaň", "Most"])
    assert of_region("/obce/vir/") == ("V Kraji Vysočina spolupracuje i", ["Křižánky"])
    assert of_region("/obce/praha-14/") == ("V hlavním městě Praze spolupracuje i", ["Praha 7"])
    assert "spolupracuj" not in body_of(client, "/obce/brno/").partition("map__here")[2].partition("</main>")[0]


def test_without_municipalities_there_is_no_map(client):
    show_only()
    for address in ["/", "/obce/"]:
        assert FIGURE.findall(body_of(client, address)) == []


@pytest.mark.parametrize(("slug", "word"), [("vir", "Obec"), ("praha-7", "Městská část")])
def test_a_municipality_that_is_alone_is_spoken_of_in_the_singular(client, slug, word):
    show_only(slug)
    assert "<h2>1&nbsp;spolupracující obec</h2>" in client.get("/").content.decode()
    assert ON_MAP.findall(body_of(client, "/obce/")) == [f"/obce/{slug}/"]
    detail = body_of(client, f"/obce/{slug}/")
    assert f'<p class="lead mt4">{word}, která s ministerstvem ověřuje sociální bydlení.' in detail
    assert 'class="pager"' not in detail


def test_two_hundred_municipalities_are_all_listed_and_their_labels_stay_apart(client, add):
    show_only()
    for number in range(200):
        add(number)
    body = body_of(client, "/obce/")
    [figure] = FIGURE.findall(body)
    assert len(LISTED.findall(body)) == dots(figure) == 200
    assert figure.count("<title>") + figure.count("<text") == 200
    assert 0 < figure.count("<text") < 200
    assert "<h2>200&nbsp;spolupracujících obcí</h2>" in client.get("/").content.decode()


def test_a_hidden_municipality_is_on_no_map(client):
    Municipality.objects.filter(slug="vir").update(is_published=False)
    assert "/obce/vir/" not in ON_MAP.findall(body_of(client, "/obce/"))
    assert [dots(figure) for figure in FIGURE.findall(body_of(client, "/"))] == [15]


def test_a_municipality_without_coordinates_is_in_the_list_and_on_no_map(client):
    Municipality.objects.filter(slug="vir").update(latitude=None, longitude=None)
    body = body_of(client, "/obce/")
    assert set(LISTED.findall(body)) - set(ON_MAP.findall(body)) == {"/obce/vir/"}
    assert FIGURE.findall(body_of(client, "/obce/vir/")) == []
    assert [dots(figure) for figure in FIGURE.findall(body_of(client, "/"))] == [15]


def test_a_long_name_is_listed_whole_and_its_dot_says_it_where_the_label_has_no_room(client, add):
    name = "Nová Ves pod Starým Hradem nad Dlouhou Řekou u Svatého Kopce"
    assert len(name) == 60
    add(1, name=name, latitude=49.8, longitude=15.4)
    body = body_of(client, "/obce/")
    assert f"<span>{name}</span>" in body
    assert f"<title>{name}</title></a>" in body
    assert "<text" not in FIGURE.findall(body_of(client, "/obce/obec-1/"))[0]
    assert f"<h1>{name}</h1>" in body_of(client, "/obce/obec-1/")


def test_an_editor_turns_a_label_to_another_side(client, editor_client):
    assert '<text x="133" y="139" text-anchor="middle">Kadaň</text>' in body_of(client, "/obce/")
    response = change(editor_client, Municipality.objects.get(slug="kadan"), label_side=LabelSide.LEFT)
    assert '<text x="123" y="122" text-anchor="end">Kadaň</text>' in body_of(client, "/obce/")
    assert "nevejdou" not in editor_client.get(response.url).content.decode()


def test_an_editor_is_told_which_labels_have_no_room(editor_client):
    response = change(editor_client, Municipality.objects.get(slug="chomutov"), label_side=LabelSide.RIGHT)
    page = editor_client.get(response.url).content.decode()
    assert "Na mapu se nevejdou popisky: Chomutov. Zkuste u nich nebo u sousedů jinou stranu." in page
    response = change(editor_client, Municipality.objects.get(slug="chomutov"), orp="Jirkov")
    assert "nevejdou" not in editor_client.get(response.url).content.decode()


def test_districts_are_called_districts_in_the_list_and_on_their_pages(client):
    body = body_of(client, "/obce/")
    named = re.findall(r"<span>([^<]+)</span><small>(městská část, .*?)</small>", body)
    assert named == [(f"Praha {number}", "městská část, Hlavní město Praha") for number in (7, 14)]
    for address in ["/obce/praha-7/", "/obce/praha-14/"]:
        detail = body_of(client, address)
        assert "Jedna z 16 obcí a městských částí, které s ministerstvem ověřují sociální bydlení." in detail
        assert '<aside class="card" aria-label="Městská část na mapě a v kraji">' in detail


def test_every_municipality_describes_itself_by_its_kind_and_place(client):
    head = client.get("/obce/kadan/").content.decode()
    assert (
        '<meta name="description" content="Kadaň, město, Ústecký kraj. Jedna z 16 obcí a městských částí, které '
        in head
    )


def concept_on(client, **values):
    vir = Municipality.objects.get(slug="vir")
    for name, value in values.items():
        setattr(vir, name, value)
    vir.save()
    found = re.search(r"<dt>Lokální koncepce sociálního bydlení</dt><dd>(.*?)</dd>", body_of(client, "/obce/vir/"))
    return found and found[1]


def test_a_housing_concept_is_shown_as_far_as_it_is_known(client):
    assert concept_on(client) is None
    assert concept_on(client, concept_title="Koncepce") == "Koncepce"
    url = "https://example.cz/koncepce.pdf"
    assert concept_on(client, concept_url=url) == f'<a href="{url}">Koncepce</a>'
    assert concept_on(client, concept_approved_on="2018-05-16").endswith("</a>, schválena 16. 5. 2018")
