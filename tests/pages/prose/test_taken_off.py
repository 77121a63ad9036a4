"""What readers saw is taken off the web with a reason, never deleted; what nobody saw may be deleted."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from municipalities.models import Municipality
from pages.models import Document, DocumentVersion, Notice, Page
from tests.admin_forms import form_data, publish, write_draft
from tests.free_pages import new_public_page, withdraw

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def text_of(response):
    return response.content.decode().replace("\u00a0", " ")


def url(name, row, *arguments):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk, *arguments])


def last_changes(desk):
    return [change.text for change in desk.get("/sprava/").context["changes"]]


def notice(starts_at=NOW - HOUR, ends_at=NOW + HOUR):
    return Notice.objects.create(text="Zavřeno.", starts_at=starts_at, ends_at=ends_at)


def document(publish_at):
    about = {"description": "Popis.", "year": 2020, "category": "metodika", "publish_at": publish_at}
    row = Document.objects.create(title="Metodika", **about)
    DocumentVersion.objects.create(document=row, url="https://www.mpsv.cz/metodika")
    return row


def municipality(is_published):
    values = Municipality.objects.values().get(slug="vir")
    for name in ["id", "text_id", "sort_key"]:
        del values[name]
    return Municipality.objects.create(
        **{**values, "name": "Nová", "slug": "nova", "lau2_code": "599999", "is_published": is_published}
    )


def hide(desk, row, reason="Obec z projektu odešla."):
    address = url("change", row)
    return desk.post(address, {**form_data(desk.get(address)), "is_published": "", "reason": reason})


# The reason


def test_a_text_is_taken_off_with_a_reason_that_editors_read_and_readers_do_not(desk, client):
    page = new_public_page(desk, slug="a")
    asked = desk.post(url("withdraw", page), {"_now": "1"})
    assert [*asked.context["form"].errors] == ["reason"]
    assert client.get("/a/").status_code == 200
    desk.post(url("withdraw", page), {"_now": "1", "reason": "Výzva skončila."})
    gone = client.get("/a/")
    assert (gone.status_code, "Výzva skončila." in text_of(gone)) == (410, False)
    assert "Důvod: Výzva skončila." in text_of(desk.get(url("history", page)))
    assert last_changes(desk)[0] == "Jak to chodí: vzato z webu, verze 1: Výzva skončila"


def test_a_cancelled_plan_to_take_a_text_off_takes_its_reason_along(desk):
    page = new_public_page(desk, slug="a")
    later = {"_later": "1", "on_day": "1. 12. 2026", "confirmed": "2026-12-01T08:00:00+01:00", "reason": "Výzva končí."}
    desk.post(url("withdraw", page), later)
    assert page.versions.get().withdrawal_reason == "Výzva končí."
    desk.post(url("unschedule", page, 1))
    assert (page.versions.get().withdrawal_reason, page.versions.get().withdrawn_at) == ("", None)


def test_a_document_is_taken_off_with_a_reason_that_its_history_keeps(desk, client):
    row = document(NOW - HOUR)
    data = {**form_data(desk.get(url("change", row))), "withdraw_now": "on", "upload": ""}
    assert [*desk.post(url("change", row), data).context["adminform"].form.errors] == ["reason"]
    assert desk.post(url("change", row), {**data, "reason": "Je nová."}).status_code == 302
    assert client.get("/dokumenty/metodika/").status_code == 410
    assert "Je nová." in text_of(desk.get(url("history", row)))
    assert last_changes(desk)[0] == "Dokument „Metodika“: vzato z webu: Je nová"
    again = {**form_data(desk.get(url("change", row))), "title": "Metodika 2020", "upload": ""}
    assert desk.post(url("change", row), again).status_code == 302, "asks for the reason once only"


# On the web again


@pytest.mark.parametrize("way", ["from the form", "from the versions"])
def test_a_text_that_was_taken_off_is_published_again_as_it_is(desk, client, way):
    page = new_public_page(desk, slug="a")
    withdraw(desk, page)
    if way == "from the form":
        data = {**form_data(desk.get(url("change", page))), "_publish": "1"}
        assert desk.post(url("change", page), data)["Location"] == url("publish", page)
    else:
        assert "Vrátit tento text" in text_of(desk.get(url("history", page)))
        desk.post(url("restore", page, 1))
    assert "Text je teď mimo web." in text_of(desk.get(url("publish", page)))
    publish(desk, page)
    assert "Stačí napsat." in text_of(client.get("/a/"))
    assert [version.body for version in page.versions.all()] == ["<p>Stačí napsat.</p>"] * 2


def test_saving_the_same_text_makes_no_version_only_because_it_was_taken_off(desk):
    page = new_public_page(desk, slug="a")
    withdraw(desk, page)
    desk.post(url("change", page), form_data(desk.get(url("change", page))))
    assert page.versions.count() == 1


# Deleting


SEEN = {
    "a notice that is shown": notice,
    "a notice that is over": lambda: notice(NOW - 2 * HOUR, NOW - HOUR),
    "a document": lambda: document(NOW),
    "a withdrawn document": lambda: Document.objects.create(
        title="M", year=2020, category="ostatni", publish_at=NOW - HOUR, withdrawn_at=NOW
    ),
    "a municipality": lambda: municipality(is_published=True),
}
UNSEEN = {
    "a notice to come": lambda: notice(NOW + HOUR, NOW + 2 * HOUR),
    "a draft of a document": lambda: document(None),
    "a planned document": lambda: document(NOW + HOUR),
    "a municipality that was never shown": lambda: municipality(is_published=False),
}


@pytest.mark.parametrize("kind", SEEN)
def test_what_readers_saw_is_deleted_neither_alone_nor_from_the_list(client_of, kind):
    with time_machine.travel(NOW - 3 * HOUR, tick=False):
        row = SEEN[kind]()
    publisher = client_of("Vydavatel")
    assert "deletelink" not in text_of(publisher.get(url("change", row)))
    assert publisher.post(url("delete", row), {"post": "yes"})["Location"] == url("change", row)
    assert "Smazat " in text_of(publisher.get("/sprava/"))
    _delete_from_the_list(publisher, row)
    assert type(row).objects.filter(pk=row.pk).exists()


@pytest.mark.parametrize("kind", UNSEEN)
def test_what_nobody_saw_is_deleted_and_the_start_page_tells_of_it(client_of, kind):
    row = UNSEEN[kind]()
    publisher = client_of("Vydavatel")
    _delete_from_the_list(publisher, row)
    assert type(row).objects.filter(pk=row.pk).exists()
    assert publisher.post(url("delete", row), {"post": "yes"}).status_code == 302
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert str(row) in last_changes(publisher)[0]
    assert last_changes(publisher)[0].endswith(": smazáno")
    assert LogEntry.objects.latest("pk").is_deletion()


def _delete_from_the_list(desk, row):
    opts = row._meta
    address = reverse(f"admin:{opts.app_label}_{opts.model_name}_changelist")
    desk.post(address, {"action": "delete_selected", "_selected_action": str(row.pk), "post": "yes"})


def test_a_notice_that_was_moved_to_later_after_readers_saw_it_stays(client_of):
    with time_machine.travel(NOW - HOUR, tick=False):
        row = notice(NOW - HOUR, NOW + HOUR)
    row.starts_at, row.ends_at = NOW + HOUR, NOW + 2 * HOUR
    row.save()
    client_of("Vydavatel").post(url("delete", row), {"post": "yes"})
    assert Notice.objects.filter(pk=row.pk).exists()


def test_a_municipality_that_nobody_saw_takes_its_text_along_and_may_come_again(client_of):
    row = municipality(is_published=False)
    client_of("Vydavatel").post(url("delete", row), {"post": "yes"})
    assert not Page.objects.filter(address="/obce/nova/").exists()
    assert municipality(is_published=True).text


# A municipality that is hidden


def test_a_hidden_municipality_answers_that_it_was_there_with_its_name_and_the_way_to_the_list(desk, client):
    row = Municipality.objects.get(slug="vir")
    assert [*hide(desk, row, reason="").context["adminform"].form.errors] == ["reason"]
    assert client.get("/obce/vir/").status_code == 200
    assert hide(desk, row).status_code == 302
    gone = client.get("/obce/vir/")
    main = text_of(gone).partition("<main")[2].partition("</main>")[0]
    assert gone.status_code == 410
    assert "<h1>Vír: stránku jsme vzali z webu</h1>" in main
    assert '<a href="/obce/">Které obce v projektu jsou</a>' in main
    assert "Obec z projektu odešla." not in text_of(gone)
    assert last_changes(desk)[0] == "Obec Vír: vzato z webu: Obec z projektu odešla"


def test_a_hidden_municipality_that_comes_back_is_there_again(desk, client):
    row = Municipality.objects.get(slug="vir")
    hide(desk, row)
    desk.post(url("change", row), {**form_data(desk.get(url("change", row))), "is_published": "on"})
    assert client.get("/obce/vir/").status_code == 200


def test_a_municipality_that_nobody_saw_yet_is_not_told_of(client):
    municipality(is_published=False)
    assert client.get("/obce/nova/").status_code == 404
    assert "Nová" not in text_of(client.get("/obce/nova/"))


def test_the_answer_of_a_hidden_municipality_takes_one_question(client, django_assert_max_num_queries):
    row = Municipality.objects.get(slug="vir")
    row.is_published = False
    row.save()
    client.get("/obce/")
    with django_assert_max_num_queries(3):
        client.get("/obce/vir/")


def test_a_draft_of_a_hidden_municipality_has_no_preview(desk):
    row = Municipality.objects.get(slug="vir")
    draft = write_draft(desk, row.text, body="<p>Nový text.</p>")
    hide(desk, row)
    answer = desk.get(url("version", draft.page, draft.number), follow=True)
    assert "Náhled teď nejde ukázat" in text_of(answer)
