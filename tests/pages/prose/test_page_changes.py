"""What readers are told of a text that has changed, and of the day on which it did."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.admin_forms import publish, write_draft
from tests.free_pages import new_public_page, withdraw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def main_of(client, address):
    return text_of(client.get(address)).partition("<main")[2].partition("</main>")[0]


def days(client, page):
    """The day that readers are told: on the page, in the sitemap, in the feed."""
    shown = text_of(client.get(page.address)).partition("Poslední aktualizace")[2]
    entry = client.get("/sitemap.xml").content.decode().partition(f"{page.address}</loc><lastmod>")[2]
    feed = client.get("/zmeny.atom").content.decode()
    told = next(part for part in feed.split("<entry>") if f'{page.address}"' in part)
    news = re.search(r"<id>tag:127\.0\.0\.1,([\d-]+):", told)[1]
    return re.search(r'datetime="(.*?)"', shown)[1], entry[:10], news


def test_what_changed_stands_on_the_page_the_latest_first(desk, client):
    page = new_public_page(desk)
    assert "Co se na stránce změnilo" not in main_of(client, page.address)
    for day, note in enumerate(["Doplnili jsme adresu.", "Smazali jsme <b>starý</b> údaj."]):
        with time_machine.travel(NOW + timedelta(days=day + 1), tick=False):
            write_draft(desk, page, body=f"<p>Text {day}.</p>")
            publish(desk, page, change_note=note)
    write_draft(desk, page, body="<p>Koncept.</p>")
    with time_machine.travel(LATER, tick=False):
        changes = main_of(client, page.address).partition("<summary>Co se na stránce změnilo</summary>")[2]
    assert re.findall(r'<time datetime="(.*?)">.*?</time> – (.*?)</li>', changes) == [
        ("2026-11-26", "Smazali jsme &lt;b&gt;starý&lt;/b&gt; údaj."),
        ("2026-11-25", "Doplnili jsme adresu."),
    ]


def test_the_note_of_a_text_that_was_withdrawn_goes_with_it(desk, client):
    page = new_public_page(desk)
    for body, note in [("<p>Omyl.</p>", "Zveřejnili jsme omyl."), ("<p>Oprava.</p>", "Opravili jsme text.")]:
        write_draft(desk, page, body=body)
        publish(desk, page, change_note=note)
        if "omyl" in note:
            withdraw(desk, page)
    changes = main_of(client, page.address).partition("Co se na stránce změnilo")[2]
    assert ("Opravili jsme text." in changes, "omyl" in changes) == (True, False)


def test_a_corrected_misprint_keeps_the_day_that_readers_know(desk, client):
    page = new_public_page(desk)
    with time_machine.travel(LATER, tick=False):
        write_draft(desk, page, body="<p>Stačí napsat dopis.</p>")
        publish(desk, page, change_note=None, is_typo_fix="on")
        assert "Stačí napsat dopis." in main_of(client, page.address)
        assert days(client, page) == ("2026-11-24", "2026-11-24", "2026-11-24")
        write_draft(desk, page, body="<p>Stačí zavolat.</p>")
        publish(desk, page, change_note="Změnili jsme postup.")
        assert days(client, page) == ("2026-11-27", "2026-11-27", "2026-11-27")
