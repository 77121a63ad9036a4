"""A municipality names the documents that are about it; its page shows those that readers may see."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from municipalities.models import Municipality
from pages.models import ContentVersion, Document, DocumentVersion, Page, PageVersion
from tests.admin_forms import form_data

pytestmark = pytest.mark.django_db


def document(title, **values):
    row = {"description": "O čem to je.", "year": 2020, "category": "koncepce", "publish_at": timezone.now(), **values}
    document = Document.objects.create(title=title, **row)
    DocumentVersion.objects.create(document=document, url="https://www.jh.cz/koncepce")
    return document


@pytest.fixture
def brno():
    return Municipality.objects.get(slug="brno")


def page_of(client, row):
    return client.get(row.get_absolute_url()).content.decode().replace("\u00a0", " ")


NONE_YET = "Z obce jsme tu zatím žádnou zprávu ani dokument nezveřejnili."


def test_page_shows_published_documents_only_and_says_so_without_any(client, brno):
    brno.documents.set([document("Koncept", publish_at=None)])
    assert NONE_YET in page_of(client, brno)
    assert "dokumenty projektu" not in page_of(client, brno)
    brno.documents.add(document("Koncepce bydlení Brno"))
    body = page_of(client, brno)
    assert NONE_YET not in body
    assert "Koncepce bydlení Brno (na webu www.jh.cz)" in body
    assert ">Koncept " not in body


def test_page_of_another_municipality_leads_to_the_documents_of_the_project(client, brno):
    brno.documents.add(document("Koncepce bydlení Brno"))
    body = page_of(client, Municipality.objects.get(slug="vir"))
    assert "Koncepce bydlení Brno" not in body
    assert NONE_YET in body
    assert 'mezi <a href="/dokumenty/">dokumenty projektu</a>.' in body


def test_news_and_documents_are_one_list_the_latest_first_each_with_its_kind_and_day(client, brno):
    news = Page.objects.create(address="/aktuality/seminar/", kind=Page.Kind.NEWS, menu_title="Seminář")
    PageVersion.objects.create(page=news, title="Seminář", publish_at=datetime(2026, 5, 2, 12, tzinfo=UTC))
    brno.news.add(news)
    for title, month in [("Koncepce", 4), ("Zpráva", 6)]:
        day = datetime(2026, month, 1, 12, tzinfo=UTC)
        with time_machine.travel(day, tick=False):
            brno.documents.add(document(title, publish_at=day))
    told = page_of(client, brno).partition("<h2>Zprávy a dokumenty</h2>")[2].partition("</section>")[0]
    lines = re.findall(r'<p class="found__kind">(\w+), <time[^>]*>(.*?)</time></p><h3><a [^>]*>(\w+)', told)
    assert lines == [
        ("Dokument", "1. 6. 2026", "Zpráva"),
        ("Aktualita", "2. 5. 2026", "Seminář"),
        ("Dokument", "1. 4. 2026", "Koncepce"),
    ]


def test_last_update_of_the_page_and_of_its_line_in_the_sitemap_is_that_of_its_newest_document(client, brno):
    brno.documents.add(document("Koncepce"))
    today = timezone.localdate().isoformat()
    assert f'<time datetime="{today}">' in page_of(client, brno).partition("Poslední aktualizace")[2]
    sitemap = client.get("/sitemap.xml").content.decode()
    assert f"/obce/brno/</loc><lastmod>{today}</lastmod>" in sitemap
    assert f"/obce/vir/</loc><lastmod>{today}</lastmod>" not in sitemap


def test_naming_a_document_is_a_change_of_content(brno):
    row, before = document("Koncepce"), ContentVersion.objects.current()
    brno.documents.add(row)
    named = ContentVersion.objects.current()
    assert named > before
    brno.documents.clear()
    assert ContentVersion.objects.current() > named


def test_an_editor_names_them_in_the_form_of_the_municipality(editor_client, client, brno):
    row = document("Koncepce", publish_at=timezone.now() - timedelta(days=1))
    address = reverse("admin:municipalities_municipality_change", args=[brno.pk])
    data = {**form_data(editor_client.get(address)), "documents": f"https://127.0.0.1{row.get_absolute_url()}?a"}
    assert editor_client.post(address, data).status_code == 302
    assert list(brno.documents.all()) == [row]
    assert "Koncepce (na webu" in page_of(client, brno)


def errors_of(editor_client, row, lines):
    address = reverse("admin:municipalities_municipality_change", args=[row.pk])
    answer = editor_client.post(address, {**form_data(editor_client.get(address)), "documents": lines})
    return answer.context["adminform"].form.errors["documents"] if answer.context else []


def test_a_name_will_do_where_it_means_one(editor_client, brno):
    for title in ["Koncepce", "Koncepce bydlení", "Metodika sociální práce"]:
        document(title)
    assert errors_of(editor_client, brno, "Koncepce\r\n\r\nsociální práce\r\n/dokumenty/koncepce/") == []
    assert {row.title for row in brno.documents.all()} == {"Koncepce", "Metodika sociální práce"}


def test_of_several_or_none_it_says_so(editor_client, brno):
    document("Koncepce bydlení")
    document("Koncepce dopravy")
    assert errors_of(editor_client, brno, "Koncepce\nneco") == [
        "„Koncepce“ může být /dokumenty/koncepce-bydleni/, /dokumenty/koncepce-dopravy/. Napište adresu.",
        "„neco“ mezi dokumenty není. Napište adresu, jak ji ukazuje prohlížeč.",
    ]
    assert len(errors_of(editor_client, brno, f"/aktuality/koncepce-dopravy/\n//[\n{'a' * 60_000}")) == 3
