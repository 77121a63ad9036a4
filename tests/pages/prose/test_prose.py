"""Versions of prose: what is live is decided by the moment, and what was written never changes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import Http404

from pages.models import Page, PageVersion
from pages.richtext.html import outline, sanitise

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def fixed_page():
    return Page.objects.create(address="/zkouska/", menu_title="Zkouška")


@pytest.fixture
def municipal_page():
    return Page.objects.create(address="/obce/zkouska/", menu_title="Zkouška", kind=Page.Kind.MUNICIPALITY)


def write(page, title, publish_at=None, **values):
    return PageVersion.objects.create(page=page, title=title, publish_at=publish_at, **values)


def live_title(page, moment):
    return Page.objects.text_at(page.address, moment).title


def test_draft_is_never_live(fixed_page):
    write(fixed_page, "Koncept")
    assert live_title(fixed_page, NOON) == "Zkouška"


def test_scheduled_version_goes_live_at_its_moment_and_not_before(fixed_page):
    write(fixed_page, "První", NOON - HOUR)
    write(fixed_page, "Druhá", NOON)
    assert live_title(fixed_page, NOON - timedelta(microseconds=1)) == "První"
    assert live_title(fixed_page, NOON) == "Druhá"


def test_of_two_versions_of_one_moment_the_later_written_is_live(fixed_page):
    write(fixed_page, "Dřív napsaná", NOON)
    write(fixed_page, "Později napsaná", NOON)
    assert live_title(fixed_page, NOON) == "Později napsaná"


def test_each_page_has_at_most_one_live_version(fixed_page, municipal_page):
    for hours in range(5):
        write(fixed_page, f"A{hours}", NOON - hours * HOUR)
        write(municipal_page, f"B{hours}", NOON - hours * HOUR)
    live = PageVersion.objects.live(NOON).filter(page__in=[fixed_page, municipal_page])
    assert sorted(live.values_list("title", flat=True)) == ["A0", "B0"]


def test_withdrawn_text_never_falls_back_to_an_older_one(municipal_page):
    write(municipal_page, "Starší", NOON - 2 * HOUR)
    write(municipal_page, "Stažená", NOON - HOUR, withdrawn_at=NOON)
    assert live_title(municipal_page, NOON - timedelta(seconds=1)) == "Stažená"
    assert live_title(municipal_page, NOON) == "Zkouška"
    assert Page.objects.texts_of([municipal_page], NOON)[0].body == ""


def test_fixed_page_cannot_be_withdrawn(fixed_page):
    version = write(fixed_page, "Pevná", NOON)
    version.withdrawn_at = NOON + HOUR
    with pytest.raises(ValidationError, match="Pevnou stránku nejde vzít z webu"):
        version.full_clean()
    with pytest.raises(ValidationError, match="Pevnou stránku nejde vzít z webu"):
        version.save()


def test_unknown_address_is_not_found():
    with pytest.raises(Http404):
        Page.objects.text_at("/neni/", NOON)


@pytest.mark.parametrize("field", ["title", "summary", "body"])
def test_written_version_never_changes(fixed_page, field):
    version = write(fixed_page, "Hotová", NOON)
    setattr(version, field, "<p>Přepsáno</p>")
    with pytest.raises(ValidationError, match="se už nemění"):
        version.save()


def test_moment_of_publication_is_set_once(fixed_page):
    version = write(fixed_page, "Koncept")
    version.publish_at = NOON
    version.save()
    version.publish_at = NOON + HOUR
    with pytest.raises(ValidationError, match="se už nemění"):
        version.save()


def test_database_refuses_to_withdraw_what_was_never_published(municipal_page):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(municipal_page, "Koncept", withdrawn_at=NOON)
    with pytest.raises(IntegrityError), transaction.atomic():
        write(municipal_page, "Naopak", NOON, withdrawn_at=NOON - HOUR)


def test_text_is_cleaned_before_it_is_stored(fixed_page):
    version = write(fixed_page, "Čistá", NOON, body='<p onclick="x()">Ahoj<script>alert(1)</script></p>')
    assert version.body == "<p>Ahoj</p>"


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href="ftp://example.cz/">x</a>', "<a>x</a>"),
        ('<a href="https://example.cz/" target="_blank">x</a>', '<a href="https://example.cz/">x</a>'),
        ('<a href="/obce/">x</a>', '<a href="/obce/">x</a>'),
        ('<h1>x</h1><h2 id="a" style="color:red">y</h2>', "x<h2>y</h2>"),
        ("<img src=x onerror=alert(1)>", ""),
        ('<th scope="row" colspan="2">x</th>', "x"),
        ("<style>p{}</style><p>x</p>", "<p>x</p>"),
    ],
)
def test_vocabulary_of_prose_is_small(dirty, clean):
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


def test_headings_get_anchors_of_their_own():
    result = outline("<h2>Cíl projektu</h2><p>a</p><h2>Cíl <em>projektu</em></h2><h2>…</h2>")
    assert result.headings == (("cil-projektu", "Cíl projektu"), ("cil-projektu-2", "Cíl projektu"), ("cast", "…"))
    assert '<h2 id="cil-projektu-2">Cíl <em>projektu</em></h2>' in result.html


def test_a_draft_is_on_no_page(client):
    about = Page.objects.get(address="/o-projektu/")
    write(about, "Tajný koncept", body="<p>kanárek</p>")
    write(about, "Teprve bude", datetime(2099, 1, 1, tzinfo=UTC), body="<p>kanárek</p>")
    for address in ["/", "/o-projektu/", "/obce/", "/sitemap.xml"]:
        body = client.get(address).content.decode()
        assert "kanárek" not in body
        assert "Tajný koncept" not in body


def test_a_published_version_is_on_its_page_with_its_day(client):
    page = Page.objects.create(address="/stranka/", menu_title="Stránka", kind=Page.Kind.FREE)
    write(page, "Nový nadpis", NOON - 24 * HOUR, body="<h2>Část</h2><p>Text.</p>" * 3)
    body = client.get(page.address).content.decode()
    assert "<h1>Nový nadpis</h1>" in body
    assert '<a href="#cast">Část</a>' in body
    assert '<time datetime="2026-10-04">' in body.partition("Poslední aktualizace")[2]


def test_a_fixed_page_without_a_live_text_shows_its_facts_under_its_menu_title(client):
    PageVersion.objects.exclude(translated_from=None).delete()
    PageVersion.objects.all().delete()
    for address, title, fact in [
        ("/", "Úvod", "+420\u00a0778"),
        ("/o-projektu/", "O\u00a0projektu", "0.0/<wbr>15_017"),
        ("/obce/", "Spolupracující obce", "Velké Hamry"),
        ("/obce/vir/", "Vír", "Kraj Vysočina"),
        ("/kontaktni-centrum/", "Kontaktní centrum", "12\u2060–\u206016\u00a0hodin"),
        ("/pristupnost/", "Prohlášení o\u00a0přístupnosti", "Posouzení zatím neproběhlo."),
    ]:
        body = client.get(address).content.decode()
        assert f"<h1>{title}</h1>" in body
        assert fact in body, address


def test_a_municipality_speaks_with_its_own_text_and_else_with_that_of_all(client):
    shared = "Ministerstvo jí"
    assert shared in client.get("/obce/vir/").content.decode()
    write(
        Page.objects.get(address="/obce/vir/"),
        "Vír",
        NOON - 24 * HOUR,
        summary="Malá obec.",
        body="<p>Vlastní text.</p>",
    )
    body = client.get("/obce/vir/").content.decode()
    assert "Vlastní text." in body
    assert "Malá obec." in body
    assert shared not in body
