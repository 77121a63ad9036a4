"""One version as readers would see it, for editors."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from municipalities.models import Municipality
from pages.models import Page, PageVersion
from tests.admin_forms import publish, write_draft
from tests.free_pages import new_page, new_public_page

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


@pytest.fixture
def history(desk):
    """A free page with a version in every state, oldest first: old, live, scheduled, draft."""
    page = new_public_page(desk, "Nejstarší", slug="stranka")
    write_draft(desk, page, title="Zveřejněná")
    publish(desk, page)
    write_draft(desk, page, title="Naplánovaná")
    PageVersion.objects.filter(page=page, number=3).update(publish_at=NOW + timedelta(days=1))
    write_draft(desk, page, title="Rozepsaná")
    return page


def shown(desk, page, number):
    return desk.get(f"/sprava/pages/page/{page.pk}/verze/{number}/")


@pytest.mark.parametrize(
    ("number", "title", "bar"),
    [
        (1, "Nejstarší", "Náhled. Verze 1, nahrazená 24. 11. 2026."),
        (2, "Zveřejněná", "Náhled. Verze 2, zveřejněno 24. 11. 2026."),
        (3, "Naplánovaná", "Náhled, nezveřejněno. Verze 3, vyjde 25. 11. 2026 v 13.00."),
        (4, "Rozepsaná", "Náhled, nezveřejněno. Verze 4, koncept."),
    ],
)
def test_an_editor_sees_each_version_as_readers_would(desk, client, history, number, title, bar):
    response = shown(desk, history, number)
    body = text_of(response)
    assert f"<h1>{title}</h1>" in body
    assert bar in re.sub("<[^>]*>", "", body.partition('class="infobar"')[2].partition("</section>")[0])
    assert f'<a href="/sprava/pages/page/{history.pk}/change/">Zpět k úpravám</a>' in body
    assert "no-store" in response["Cache-Control"].split(", ")
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "<h1>Zveřejněná</h1>" in text_of(client.get("/stranka/"))


def test_the_preview_of_a_version_is_the_page_of_readers_but_for_its_bar(desk, client, history):
    before, _, bar = text_of(shown(desk, history, 2)).partition('<section class="infobar"')
    public = re.sub('<meta property="og:image"[^>]*>', "", text_of(client.get("/stranka/")))  # what is shared is public
    assert (before + bar.partition("</section>")[2]).split() == public.split()


def test_a_withdrawn_version_can_still_be_looked_at_by_editors(desk, client, history):
    PageVersion.objects.filter(page=history, number=2).update(withdrawn_at=NOW)
    assert client.get("/stranka/").status_code == 410
    assert "<h1>Zveřejněná</h1>" in text_of(shown(desk, history, 2))


def test_the_version_of_a_hidden_municipality_is_explained_instead_of_shown(desk):
    Municipality.objects.filter(slug="vir").update(is_published=False)
    page = Page.objects.get(address="/obce/vir/")
    write_draft(desk, page, title="Vír", body="<p>Chystaný text.</p>")
    response = desk.get(f"/sprava/pages/page/{page.pk}/verze/1/", follow=True)
    assert response.redirect_chain[0][0] == f"/sprava/pages/page/{page.pk}/change/"
    assert "obec, ke které text patří, na webu není vidět" in text_of(response)


def test_the_preview_of_one_version_shows_no_draft_of_another_page(desk, history):
    new_page(desk, "Cizí koncept", above="/stranka/")
    assert "Cizí koncept" not in text_of(shown(desk, history, 2))


def test_a_version_is_shown_to_editors_only(client, history):
    response = shown(client, history, 4)
    assert (response.status_code, response["Location"].partition("?")[0]) == (302, "/sprava/login/")
