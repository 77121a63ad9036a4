"""The picture beside a shared link: of readers' titles only, at an address that is made of its words."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from municipalities.models import Municipality
from pages.frame.frame import Frame
from pages.models import Page, PageVersion, Project
from pages.prose.versions import Preview
from socialnibydleni.cards import drawing, pictures
from tests.contact.hours.schedules import at
from tests.listed import in_time

CARD = re.compile(r'<meta property="og:image" content="http://127\.0\.0\.1:8000(/karta-[0-9a-f]{12}\.png)">')
TITLES = st.text(st.sampled_from("ahoj světe, ЖИТЛО – „“ "), max_size=120)


@pytest.fixture
def drawn(monkeypatch):
    """What was drawn instead of being drawn, which takes a tenth of a second."""
    asked = []
    pictures._drawn.cache_clear()
    monkeypatch.setattr(drawing, "card", lambda words, _look: asked.append(words.title) or b"PNG")
    yield asked
    pictures._drawn.cache_clear()


@pytest.fixture
def card_of(client):
    """The address of a page's card, as its head names it."""
    return lambda address: CARD.findall(client.get(address).content.decode())


def say(page, title, moment=None):
    """A version of the page's text; without a moment it is a draft."""
    return PageVersion.objects.create(page=page, title=title, body="<p>Text.</p>", publish_at=moment)


def of_title(title):
    return pictures.address(title, Frame(timezone.now()))


@pytest.mark.django_db
def test_the_card_of_a_page_is_a_light_picture_of_the_shape_that_networks_show(client, card_of):
    [address] = card_of("/")
    answer = client.get(address)
    assert answer["Content-Type"] == "image/png"
    assert len(answer.content) <= 20_000
    with Image.open(BytesIO(answer.content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert "must-revalidate" in answer["Cache-Control"]


@pytest.mark.django_db
@pytest.mark.thorough
def test_every_page_has_the_card_of_its_heading(client, card_of, drawn):
    say(Municipality.objects.first().text, "Jiný nadpis", timezone.now())
    for address in in_time(client):
        [heading] = re.findall("<h1[^>]*>(.*?)</h1>", client.get(address).content.decode())
        [card] = card_of(address)
        drawn.clear()
        pictures._drawn.cache_clear()
        assert client.get(card).status_code == 200, address
        said = {text.replace("\u2060", "").replace("\u00a0", " ") for text in [heading, *drawn]}
        assert (len(drawn), len(said)) == (1, 1), address


@pytest.mark.django_db
def test_the_card_of_a_translation_says_all_in_its_language_in_signs_that_the_font_has(client, card_of):
    cards = pictures._cards(Frame(timezone.now()))
    said = {"/uk/o-projektu/": ("Про проєкт", "Підтримка соціального житла"), "/snadne/": (None, None)}
    for address, (title, name) in said.items():
        [card] = card_of(address)
        assert client.get(card).status_code == 200
        words = cards[card.removeprefix("/karta-").removesuffix(".png")]
        assert words[:2] == (title or words.title, name or Project.objects.get().short_name)
        assert [drawing.drawn(text) for text in words] == list(words)
    assert cards[card_of("/uk/o-projektu/")[0][7:-4]].whose.startswith("Проєкт Міністерства праці")


@pytest.mark.django_db
def test_the_answer_for_one_town_is_shared_by_the_card_of_the_whole_page(card_of):
    assert card_of("/kam-se-obratit/?obec=Štětí") == card_of("/kam-se-obratit/")


@pytest.mark.django_db
def test_a_title_has_a_card_from_its_hour_until_its_page_is_off(client, card_of, drawn):
    with time_machine.travel(at("2026-11-23 12:00"), tick=False) as clock:
        page = Page.objects.create(address="/plan/", kind=Page.Kind.FREE, menu_title="Plán")
        version = say(page, "Ještě nikdo neví", timezone.now() + timedelta(hours=1))
        address = of_title("Ještě nikdo neví")
        assert client.get(address).status_code == 404
        clock.shift(timedelta(hours=1))
        assert card_of("/plan/") == [address]
        assert client.get(address).content == b"PNG"
        version.withdrawn_at = timezone.now()
        version.save()
        assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_draft_has_no_card_and_its_preview_names_none(client, drawn):
    say(Page.objects.get(address="/o-projektu/"), "Tajný nadpis")
    assert client.get(of_title("Tajný nadpis")).status_code == 404
    assert drawn == []
    assert pictures.address("Tajný nadpis", Frame(timezone.now(), preview=Preview())) == ""


@pytest.mark.django_db
def test_another_title_has_another_address_and_the_old_one_leads_nowhere(client, card_of, drawn):
    [before] = card_of("/otevrena-data/")
    say(Page.objects.get(address="/otevrena-data/"), "Nový nadpis", timezone.now())
    [after] = card_of("/otevrena-data/")
    assert after != before
    assert [client.get(address).status_code for address in [before, after]] == [404, 200]


@given(TITLES)
def test_a_title_stands_whole_in_at_most_three_lines_or_ends_in_an_ellipsis(title):
    lines = drawing.lines(title)
    assert len(lines) <= drawing.MOST_LINES
    assert all(drawing._wide(line) <= drawing.WIDTH - 2 * drawing.LEFT for line in lines)
    if not lines or not lines[-1].endswith("…"):
        assert "".join(lines).replace(" ", "") == title.replace(" ", "")


def test_lines_of_a_title_are_of_much_the_same_length():
    assert drawing.lines("Pomáháme obcím zavádět sociální bydlení") == ["Pomáháme obcím", "zavádět sociální bydlení"]


def test_a_word_wider_than_the_card_goes_on_below():
    first, second = drawing.lines("Nejneobhospodařovávatelnějšího" * 2)
    assert first + second == "Nejneobhospodařovávatelnějšího" * 2


def test_the_font_has_every_sign_of_its_alphabet_and_others_are_left_out():
    font = ImageFont.truetype(drawing._FONT, 40)
    none = bytes(font.getmask("\uffff"))
    assert [chr(sign) for sign in drawing.ALPHABET if bytes(font.getmask(chr(sign))) == none] == [" ", "\xa0"]
    assert drawing.drawn("Byt 🏠 pro всіх\u2060") == "Byt  pro всіх"


def test_a_path_of_straight_lines_is_read_as_svg_means_it():
    assert list(drawing.shapes("M0 9V7h6v2zm4 1h1l-2-3z")) == [
        [(0, 9), (0, 7), (6, 7), (6, 9)],
        [(4, 10), (5, 10), (3, 7)],
    ]
