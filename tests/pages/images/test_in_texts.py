"""Images in texts: what readers, their programs and the gate get of a figure."""

import json
import re
from html import unescape

import feedparser
import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from pages import spelling
from pages.editing.paragraphs import Paragraph, paragraphs
from pages.models import PageVersion
from pages.richtext import figures, html
from pages.richtext.figures import Figure
from tests.admin_forms import publish, write_draft
from tests.free_pages import new_page, new_public_page, preview_link, withdraw
from tests.pages.images.sending import addresses, figure, stored

WORDS = st.text(st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"]), max_size=20).map(spelling.one_line)


def text(answer):
    return answer.content.decode()


def graph(body):
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', body)[1])["@graph"]


def enclosures(client):
    [entry] = feedparser.parse(client.get("/aktuality.atom").content).entries
    return [(one.href, one.type, one.length) for one in entry.enclosures]


@pytest.mark.django_db
def test_a_figure_has_copies_for_every_browser_and_says_what_it_shows(client, publisher):
    image = stored(1000, 700)
    page = new_public_page(publisher, body=f"<p>Začátek.</p>{figure(image)}<p>Konec.</p>")
    body = text(client.get(page.address))
    name, sizes = image.name_of(image.digest), "(min-width: 44rem) 42rem, calc(100vw - 2rem)"
    copies = {
        kind: f"/obrazky/{name}-480.{kind} 480w, /obrazky/{name}-1000.{kind} 1000w" for kind in ["avif", "webp", "jpg"]
    }
    shown = re.search(r"<figure>.*?</figure>", body, re.DOTALL)[0]
    assert unescape(shown).replace("\xa0", " ") == (
        f'<figure><picture><source type="image/avif" srcset="{copies["avif"]}" sizes="{sizes}">'
        f'<source type="image/webp" srcset="{copies["webp"]}" sizes="{sizes}">'
        f'<img src="/obrazky/{name}-1000.jpg" srcset="{copies["jpg"]}" sizes="{sizes}" width="1000" height="700"'
        ' alt="Ulice s domy, v jednom okně se svítí." loading="lazy" decoding="async"></picture>'
        "<figcaption>Večer <cite>Jana Malá</cite></figcaption></figure>"
    )
    assert len(body.encode()) < 40_000


@pytest.mark.django_db
def test_an_image_that_is_gone_shows_nothing_and_the_text_is_not_published_with_it(client, publisher, image):
    page = new_public_page(publisher, body=f"<p>Začátek.</p>{figure(image)}")
    image.delete()
    body = text(client.get(page.address))
    assert "Začátek." in body
    assert "<figure" not in body
    assert "Jana Malá" not in body
    address = reverse(
        "admin:pages_page_publish", args=[new_page(publisher, "Jiná", body=figure(image._meta.model(pk=99))).pk]
    )
    assert "obrázek „Večer“ už na webu není" in text(publisher.get(address)).replace("\xa0", " ")


@pytest.mark.django_db
def test_the_first_image_of_news_goes_with_them_to_networks_and_feeds(client, publisher):
    image = stored()
    page = new_public_page(publisher, kind="news", body=figure(image))
    largest = "http://127.0.0.1:8000" + addresses(image)[-2]
    assert largest.endswith("-600.jpg")
    body = text(client.get(page.address))
    assert f'<meta property="og:image" content="{largest}">' in body
    [article] = [node for node in graph(body) if node["@type"] == "NewsArticle"]
    assert article["image"] == largest
    assert enclosures(client) == [(largest, "image/jpeg", str(image.files.get(width=600, extension="jpg").size))]
    withdraw(publisher, page)
    assert enclosures(client) == []


@pytest.mark.django_db
def test_a_preview_of_news_hands_their_image_to_nobody_else(client, publisher):
    page = new_page(publisher, kind="news", body=figure(stored()))
    through = [client.get(f"/nahled/{preview_link(publisher).token}{page.address}")]
    through.append(publisher.get(f"/sprava/pages/page/{page.pk}/verze/1/"))
    for body in map(text, through):
        assert 'srcset="' in body
        assert re.findall(r'<meta property="og:image" content="[^"]*obraz[^"]*"', body) == []
        assert [node for node in graph(body) if "image" in node] == []


@pytest.mark.django_db
def test_the_snapshot_has_every_copy_that_readers_see_and_leads_to_it_and_has_no_other(publisher, image, tmp_path):
    other = stored(colour="red")
    page = new_public_page(publisher, body=figure(other, "Tajný dům"))
    write_draft(publisher, page, body=figure(image))
    publish(publisher, page)
    new_page(publisher, "Koncept", body=figure(other, "Tajný dům"))
    call_command("snapshot", tmp_path / "kopie")
    copies = {f"/{file.relative_to(tmp_path / 'kopie')}": file for file in (tmp_path / "kopie/obrazky").iterdir()}
    assert set(copies) == set(addresses(image))
    assert min(copy.stat().st_size for copy in copies.values()) > 500
    pages = [file.read_text() for file in (tmp_path / "kopie").rglob("*.html")]
    secret = ["Tajný", other.name_of(other.digest)]
    assert [body for body in pages if any(words in body for words in secret)] == []
    body = (tmp_path / "kopie/jak-to-chodi/index.html").read_text()
    assert f'srcset="../obrazky/{image.name_of(image.digest)}-480.avif 480w, ../obrazky/' in body


@pytest.mark.django_db
def test_whatever_writes_a_text_stores_figures_in_one_shape_alone(publisher):
    page = new_page(publisher)
    image = '<img src="https://jinde.cz/a.png" onerror="x()" alt="Dům" data-image="5">'
    below = "<figcaption>a<strong>b</strong><p>dál</p></figcaption>"
    body = f'<figure class="x">{image}{below}</figure><img src=x><figure>text</figure>'
    version = PageVersion.objects.create(page=page, title="x", body=body)
    assert version.body == '<figure><img data-image="5" alt="Dům"><figcaption>ab dál</figcaption></figure>text'


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            '<p>a<img data-image="3" alt="Dům">b</p>',
            '<p>a</p>\n<figure><img data-image="3" alt="Dům"></figure>\n<p>b</p>',
        ),
        (
            '<figure>\n<img alt="" data-image="3">\n<figcaption> <em>Dům</em> </figcaption></figure>',
            '<figure><img data-image="3" alt=""><figcaption>Dům</figcaption></figure>',
        ),
        ('<a href="/obce/"><figure><img data-image="3"></figure></a>', '<figure><img data-image="3"></figure>'),
        ('<img data-image="03"><img data-image="-1"><img data-image="9999999999"><p>a</p>', "<p>a</p>"),
        ('<figure><img src="x.png" alt="y"><figcaption>Dům</figcaption></figure>', "<p>Dům</p>"),
    ],
)
def test_a_figure_typed_by_hand_is_one_of_ours_and_no_other_is(typed, kept):
    assert html.tidied(typed) == kept
    assert html.tidied(kept) == kept


@pytest.mark.django_db
def test_whatever_an_image_says_stays_words(client, publisher, image):
    hostile = '"><script>alert(1)</script>'
    page = new_public_page(publisher, body=Figure(image.pk, hostile, hostile, hostile).html)
    body = text(client.get(page.address))
    assert "<script>alert" not in body
    assert 'alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"' in body


def test_a_difference_says_which_image_stands_there_and_what_it_says():
    assert paragraphs(Figure(5, "Dům", "Večer", "Jana").html + Figure(6, "").html + "<p>a <strong>b</strong></p>") == [
        Paragraph("obrázek", "č. 5, popis „Dům“. Večer Zdroj: Jana"),
        Paragraph("obrázek", "č. 6, jen zdobí."),
        Paragraph("odstavec", "a b (tučně)"),
    ]


def test_what_a_clipboard_had_of_pictures_is_counted():
    found = html.pasted(
        '<p>a</p><img src="file:///c:/x.png"><img src="data:image/png;base64,AAAA"><img data-image="4">'
    )
    assert found.html == '<p>a</p>\n<figure><img data-image="4"></figure>'
    assert found.left_out.startswith("Z toho, co jste vložili, tu není: obrázky (2).")


@given(st.integers(1, 999_999_999), st.none() | WORDS, WORDS, WORDS)
def test_a_figure_comes_back_as_it_was_whatever_its_words_are(key, alt, caption, source):
    written = Figure(key, alt, caption, source)
    assert html.sanitise(f"<p>a</p>{written.html}<p>b</p>") == f"<p>a</p>{written.html}<p>b</p>"
    assert figures.first_in(html.tidied(written.html)) == written
    assert figures.images_in(written.html) == {key}
