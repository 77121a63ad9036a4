"""Questions and terms in the admin: the one form of a page, with what is theirs, and lists of their own."""

import pytest
from django.urls import reverse

from pages.models import Page, PageVersion, Source
from pages.prose import publishing
from tests.admin_forms import change, publish, write_draft
from tests.free_pages import new_page

pytestmark = pytest.mark.django_db
ADD = reverse("admin:pages_page_add")


def new_question(editor_client, title="Kdy zavíráte?", **values):
    return new_page(editor_client, title, **{"kind": "question", "reader": "obec", "position": 0, **values})


def new_term(editor_client, title="Xylofon", **values):
    return new_page(editor_client, title, **{"kind": "term", "source": "", "provision": "", **values})


def law():
    return Source.objects.get(key="social-services-act")


def test_a_question_stands_below_all_others_under_an_address_from_its_words(editor_client, client):
    page = new_question(editor_client)
    assert (page.address, page.parent.address, page.reader) == ("/otazky/kdy-zavirate/", "/otazky/", "obec")
    publish(editor_client, page)
    assert "Kdy zavíráte?" in client.get("/otazky/").content.decode().replace("\u00a0", " ")


def test_a_question_without_who_asks_is_not_saved(editor_client):
    data = {"kind": "question", "title": "Kdy?", "reader": "", "position": 0}
    answer = editor_client.post(f"{ADD}?kind=question", data)
    assert answer.context["adminform"].form.errors.keys() == {"reader"}
    assert not Page.objects.filter(address="/otazky/kdy/").exists()


@pytest.mark.parametrize(
    ("kind", "there", "not_there"),
    [
        ("question", ["reader", "position"], ["source", "provision", "above"]),
        ("term", ["source", "provision"], ["reader", "position", "above"]),
        ("free", ["above"], ["reader", "position", "source", "provision"]),
        ("neni", ["above"], ["reader", "source"]),
    ],
)
def test_the_form_asks_what_belongs_to_the_kind(editor_client, kind, there, not_there):
    fields = editor_client.get(f"{ADD}?kind={kind}").context["adminform"].form.fields
    assert {*there} <= fields.keys()
    assert not {*not_there} & fields.keys()


def test_a_term_is_saved_without_its_source_and_published_only_with_it(editor_client, client):
    page = new_term(editor_client)
    address = reverse("admin:pages_page_publish", args=[page.pk])
    problems = [problem.field for problem in editor_client.get(address).context["problems"] if problem.is_error]
    assert problems == ["source"]
    editor_client.post(address, {"number": 1, "_now": "1"})
    assert client.get("/slovnik/xylofon/").status_code == 404
    change(editor_client, page, source=law().pk, provision="§ 3")
    publish(editor_client, page)
    assert "§ 3" in client.get("/slovnik/xylofon/").content.decode().replace("\u00a0", " ")


def test_another_source_is_another_version_and_the_difference_names_it(editor_client):
    page = new_term(editor_client, source=law().pk, provision="§ 3")
    change(editor_client, page, provision="§ 4")
    assert list(page.versions.order_by("number").values_list("provision", flat=True)) == ["§ 3", "§ 4"]
    compared = editor_client.get(reverse("admin:pages_page_compare", args=[page.pk]), {"verze": [1, 2]})
    said = [part for block in compared.context["difference"].blocks for part in block.parts if part.kind == "zdroj"]
    assert {piece.text for piece in said[0].pieces if piece.mark} == {"3", "4"}


def test_an_older_text_comes_back_with_its_source(editor_client):
    page = new_term(editor_client, source=law().pk, provision="§ 3")
    change(editor_client, page, source=Source.objects.get(key="prague-act").pk, provision="")
    editor_client.post(reverse("admin:pages_page_restore", args=[page.pk, 1]))
    restored = publishing.newest(page)
    assert (restored.number, restored.source, restored.provision) == (3, law(), "§ 3")


def test_who_asks_is_changed_of_a_question_that_readers_know_by_moving_it(editor_client):
    page = Page.objects.get(address="/otazky/kdo-projekt-dela/")
    address = reverse("admin:pages_page_move", args=[page.pk])
    form = editor_client.get(address).context["form"]
    data = {name: form[name].value() for name in form.fields} | {"reader": "hledam", "position": 7}
    editor_client.post(address, data)
    page.refresh_from_db()
    assert (page.reader, page.position, page.address) == ("hledam", 7, "/otazky/kdo-projekt-dela/")


def test_lists_have_their_own_kind_alone_and_pages_have_none_of_them(editor_client):
    question, term = new_question(editor_client), new_term(editor_client)
    for name, shown in [("questionpage", {question}), ("termpage", {term}), ("page", set())]:
        its_list = editor_client.get(reverse(f"admin:pages_{name}_changelist")).context["cl"]
        rows = {page.pk for page in its_list.result_list}
        assert {page for page in (question, term) if page.pk in rows} == shown, name


def test_before_it_is_published_the_editor_reads_where_it_will_stand(editor_client):
    for page, place in [
        (new_question(editor_client), "mezi otázkami a odpověďmi, pod nadpisem „Jsem z obce“"),
        (new_term(editor_client, source=law().pk), "ve Slovníku, a odkážou na to texty, které pojem použijí"),
    ]:
        shown = editor_client.get(reverse("admin:pages_page_publish", args=[page.pk]))
        assert shown.context["places"][:2] == [f"na adrese {page.address}", place]


def test_a_question_keeps_to_its_list_on_every_step(editor_client):
    page = new_question(editor_client)
    write_draft(editor_client, page, title="Kdy zavíráte dnes?")
    for name in ["change", "history", "publish", "delete"]:
        body = editor_client.get(reverse(f"admin:pages_page_{name}", args=[page.pk])).content.decode()
        assert '<a href="/sprava/pages/questionpage/">Otázky a odpovědi</a>' in body, name


def test_a_page_that_is_no_question_can_have_no_reader():
    page = Page(address="/xylofon/", kind=Page.Kind.FREE, menu_title="X", reader="obec")
    with pytest.raises(Exception, match="Jinam to nepatří"):
        page.full_clean()


def test_a_version_never_changes_its_source():
    version = PageVersion.objects.filter(page__kind=Page.Kind.TERM).first()
    version.provision = "§ 99"
    with pytest.raises(Exception, match="nemění"):
        version.save()
