"""„Stránky“ in the admin, through its real addresses: what an editor does and what each step answers."""

import re
from datetime import UTC, datetime, timedelta

import html5lib
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from pages.models import Page, PageVersion
from tests.admin_forms import change, form_data, publish, write_draft
from tests.free_pages import withdraw

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)  # 13.00 in Prague
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
ADD = "/sprava/pages/page/add/"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def about():
    return Page.objects.get(address="/o-projektu/")


def url(name, page, *arguments):
    return reverse(f"admin:pages_page_{name}", args=[page.pk, *arguments])


def post_form(client, page, **values):
    """Send the page's form; whatever the answer is."""
    address = url("change", page)
    return client.post(address, {**form_data(client.get(address)), **values})


def said(response):
    """What the site tells the editor on the page after a redirect, or on the page itself."""
    return [str(message).replace("\u00a0", " ") for message in response.context["messages"]]


def errors(response):
    form = response.context["adminform"].form if "adminform" in response.context else response.context["form"]
    return {name: list(texts) for name, texts in form.errors.items()}


def add(client, **values):
    data = {"title": "Jak požádat", "summary": SUMMARY, "body": "<p>Text.</p>", **values}
    return client.post(ADD, {"base": "", "menu_title": "", "slug": "", "above": "", **data})


def test_saving_makes_a_draft_that_readers_do_not_see(editor_client, editor, about, client):
    draft = write_draft(editor_client, about, title="Nově", body="<h2>Část</h2><p onclick='x()'>Text</p>")
    assert (draft.number, draft.body, draft.created_by) == (2, "<h2>Část</h2>\n<p>Text</p>", editor)
    assert draft.publish_at is None
    assert "Nově" not in client.get("/o-projektu/").content.decode()


def test_saving_says_what_it_did_and_stays_in_the_form(editor_client, about):
    response = post_form(editor_client, about, title="Nově")
    assert response["Location"] == url("change", about)
    assert said(editor_client.get(response["Location"])) == [
        "Koncept je uložený jako verze 2. Čtenáři ho zatím nevidí."
    ]
    assert said(editor_client.get(post_form(editor_client, about)["Location"])) == [
        "Text se nezměnil, nová verze nevznikla."
    ]
    assert about.versions.count() == 2


def test_the_form_begins_with_the_newest_text_whether_published_or_not(editor_client, about):
    write_draft(editor_client, about, title="Nově")
    assert editor_client.get(url("change", about)).context["adminform"].form["title"].value() == "Nově"


def test_a_draft_may_have_any_fault_and_the_form_lists_them(editor_client, about):
    write_draft(editor_client, about, summary="Krátká.", body="<h3>Kdo</h3><p>Volejte 778 455 761.</p>")
    response = editor_client.get(url("change", about))
    assert [(problem.field, problem.is_error) for problem in response.context["problems"]] == [
        ("summary", True),
        ("body", True),
        ("body", True),
    ]
    way = '<a class="go" href="#id_summary"><span class="kind">Brání zveřejnění</span> Úvodní věta je moc krátká'
    assert way in response.content.decode()


def test_placeholders_that_nobody_knows_are_refused_and_the_text_stays_in_the_form(editor_client, about):
    response = post_form(editor_client, about, body="<p>{{telefonn}} a dál</p>", title="S {{telefon}}")
    assert set(errors(response)) == {"title", "body"}
    assert "{{telefonn}} a dál" in response.content.decode()
    assert about.versions.count() == 1


def test_publishing_needs_a_note_or_the_word_that_it_is_a_typo(editor_client, about, client):
    write_draft(editor_client, about, title="Nově")
    answer = editor_client.post(url("publish", about), {"number": 2, "_now": "1"})
    assert errors(answer) == {"change_note": ["Napište čtenářům, co se změnilo, nebo zaškrtněte opravu překlepu."]}
    both = {"number": 2, "_now": "1", "change_note": "Nově.", "is_typo_fix": "on"}
    assert list(errors(editor_client.post(url("publish", about), both))) == ["change_note"]
    assert "Nově" not in client.get("/o-projektu/").content.decode()
    publish(editor_client, about, change_note="", is_typo_fix="on")
    assert "<h1>Nově</h1>" in client.get("/o-projektu/").content.decode()


def test_a_note_holds_no_placeholders(editor_client, about):
    write_draft(editor_client, about)
    answer = editor_client.post(url("publish", about), {"number": 2, "_now": "1", "change_note": "Nově {{telefon}}."})
    assert errors(answer)["change_note"][0].startswith("Značky {{…}} jdou použít jen v textu")
    assert about.versions.get(number=2).publish_at is None


def test_a_note_is_told_to_readers(editor_client, about, client):
    write_draft(editor_client, about)
    publish(editor_client, about, change_note="Doplnili jsme víkendy.")
    body = client.get("/o-projektu/").content.decode()
    assert "Co se na stránce změnilo" in body
    assert "Doplnili jsme víkendy." in body


def test_a_first_publication_asks_for_no_note(editor_client, client):
    add(editor_client)
    page = Page.objects.get(address="/jak-pozadat/")
    form = editor_client.get(url("publish", page)).context["form"]
    assert set(form.fields) == {"on_day", "at_time", "confirmed", "number", "live"}
    publish(editor_client, page)
    assert "<h1>Jak požádat</h1>" in client.get("/jak-pozadat/").content.decode()


def test_the_gate_stops_publishing_and_nothing_else(editor_client, about, client):
    write_draft(editor_client, about, title="Nově", body="<p><a href='/neni/'>zde</a></p>")
    page = editor_client.get(url("publish", about))
    assert page.context["is_stopped"]
    assert "Zveřejnit teď" not in page.content.decode()
    answer = editor_client.post(url("publish", about), {"number": 2, "change_note": "Nově.", "_now": "1"})
    assert answer.status_code == 200
    assert about.versions.get(number=2).publish_at is None
    assert "Nově" not in client.get("/o-projektu/").content.decode()


def test_a_warning_does_not_stop_publishing(editor_client, about):
    write_draft(editor_client, about, body="<p>Pomáhá MPSV.</p>")
    page = editor_client.get(url("publish", about))
    assert [problem.is_error for problem in page.context["problems"]] == [False]
    publish(editor_client, about)
    assert about.versions.get(number=2).publish_at == NOON


def test_the_gate_looks_at_the_site_as_it_will_be_at_that_moment(editor_client, about):
    add(editor_client)
    other = Page.objects.get(address="/jak-pozadat/")
    PageVersion.objects.filter(page=other).update(publish_at=NOON + timedelta(days=2))
    write_draft(editor_client, about, body='<p><a href="/jak-pozadat/">Jak požádat</a></p>')
    data = {"number": 2, "change_note": "Nově.", "_later": "1", "on_day": "8. 12. 2026"}
    answer = editor_client.post(url("publish", about), data)
    assert [problem.is_error for problem in answer.context["problems"]] == [True]
    answer = editor_client.post(url("publish", about), {**data, "on_day": "10. 12. 2026"})
    assert answer.context["problems"] == []


def test_a_plan_is_seen_before_it_is_made(editor_client, about):
    write_draft(editor_client, about)
    data = {"number": 2, "change_note": "Nově.", "_later": "1", "on_day": "5. 1. 2027", "at_time": "8:30"}
    answer = editor_client.post(url("publish", about), data)
    assert ">Naplánovat na 5.\u00a01.\u00a02027 v 8.30</button>" in answer.content.decode()
    assert about.versions.get(number=2).publish_at is None
    data["confirmed"] = answer.context["form"]["confirmed"].value()
    answer = editor_client.post(url("publish", about), data, follow=True)
    assert said(answer) == ["Čtenáři uvidí verzi 2 od 5. 1. 2027 v 8.30."]
    assert about.versions.get(number=2).publish_at == datetime(2027, 1, 5, 7, 30, tzinfo=UTC)


def test_another_day_than_the_one_seen_is_shown_again(editor_client, about):
    write_draft(editor_client, about)
    data = {"number": 2, "change_note": "Nově.", "_later": "1", "on_day": "5. 1. 2027"}
    seen = editor_client.post(url("publish", about), data).context["form"]["confirmed"].value()
    answer = editor_client.post(url("publish", about), {**data, "on_day": "6. 1. 2027", "confirmed": seen})
    assert "Naplánovat na 6." in answer.content.decode()
    assert about.versions.get(number=2).publish_at is None


def test_a_planned_text_appears_by_itself(editor_client, about, client):
    write_draft(editor_client, about, title="Nově")
    data = {"number": 2, "change_note": "Nově.", "_later": "1", "on_day": "5. 1. 2027"}
    data["confirmed"] = editor_client.post(url("publish", about), data).context["form"]["confirmed"].value()
    editor_client.post(url("publish", about), data)
    eight = datetime(2027, 1, 5, 7, tzinfo=UTC)
    for moment, title in [(eight - timedelta(seconds=1), "O\u00a0projektu"), (eight, "Nově")]:
        with time_machine.travel(moment, tick=False):
            assert f"<h1>{title}</h1>" in client.get("/o-projektu/").content.decode()


def test_later_without_a_day_is_tomorrow_at_eight_and_is_confirmed_first(editor_client, about):
    write_draft(editor_client, about)
    answer = editor_client.post(url("publish", about), {"number": 2, "change_note": "Nově.", "_later": "1"})
    assert about.versions.get(number=2).publish_at is None
    assert "Naplánovat na 8. 12. 2026 v 8.00" in answer.content.decode().replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"_later": "1", "on_day": "7. 12. 2026", "at_time": "12:59"}, "on_day", "Tato chvíle už minula."),
        ({"_later": "1", "on_day": "7. 12. 2026", "at_time": "13:00"}, "on_day", "Tato chvíle už minula."),
        ({"_later": "1", "on_day": "nikdy"}, "on_day", "Zadejte platné datum."),
        ({"_later": "1", "on_day": "31. 10. 2027", "at_time": "2:30"}, "at_time", "V tuto hodinu se mění čas"),
        ({"_later": "1", "on_day": "28. 3. 2027", "at_time": "2:30"}, "at_time", "V tuto hodinu se mění čas"),
        ({"_now": "1", "on_day": "6. 1. 2027"}, "on_day", "Vyplnili jste den nebo hodinu."),
    ],
)  # fmt: skip
def test_a_moment_that_makes_no_sense_is_refused(editor_client, about, typed, field, sentence):
    write_draft(editor_client, about)
    answer = editor_client.post(url("publish", about), {"number": 2, "change_note": "Nově.", **typed})
    assert list(errors(answer)) == [field]
    assert errors(answer)[field][0].startswith(sentence)
    assert about.versions.get(number=2).publish_at is None


def test_what_was_written_meanwhile_is_not_published_unseen(editor_client, about):
    write_draft(editor_client, about, title="Jedna")
    write_draft(editor_client, about, title="Dvě")
    answer = editor_client.post(url("publish", about), {"number": 2, "change_note": "Nově.", "_now": "1"})
    assert errors(answer) == {"__all__": ["Mezitím vznikla verze 3. Podívejte se na ni, než text zveřejníte."]}
    form = answer.context["form"]
    assert (form["number"].value(), form["change_note"].value()) == (3, "Nově.")
    assert set(about.versions.exclude(number=1).values_list("publish_at", flat=True)) == {None}


def test_nothing_is_published_twice(editor_client, about):
    write_draft(editor_client, about)
    publish(editor_client, about)
    answer = editor_client.get(url("publish", about), follow=True)
    assert said(answer)[-1].startswith("Není co zveřejnit")


def test_the_second_editor_is_refused_with_both_texts_shown(editor_client, about, let_in, django_user_model):
    other = django_user_model.objects.create_superuser("jana", password="dlouhe-tajne-heslo")
    jana = let_in(Client(), other)
    opened = form_data(jana.get(url("change", about)))
    write_draft(editor_client, about, title="Od editorky", body="<p>Text editorky.</p>")
    answer = jana.post(url("change", about), {**opened, "title": "Od Jany", "body": "<p>Text Jany.</p>"})
    assert answer.status_code == 200
    (sentence,) = errors(answer)["__all__"]
    assert sentence.startswith("Mezitím tento text uložil někdo jiný (editorka): je z něj verze 2.")
    body = answer.content.decode()
    assert "<del>" in body
    assert "editorky" in body
    assert answer.context["adminform"].form["title"].value() == "Od Jany"
    assert about.versions.count() == 2
    # Having seen both, the second editor may decide for her own.
    data = form_data(answer)
    assert data["base"] == "2"
    assert jana.post(url("change", about), data).status_code == 302
    assert about.versions.get(number=3).title == "Od Jany"


def test_who_saves_what_is_already_there_passes_over_nobody(editor_client, about):
    opened = form_data(editor_client.get(url("change", about)))
    write_draft(editor_client, about, title="Nově")
    same = {**opened, "title": "Nově", "summary": SUMMARY, "body": "<p>Stačí napsat.</p>"}
    assert editor_client.post(url("change", about), same).status_code == 302
    assert about.versions.count() == 2


def test_versions_are_listed_compared_and_restored(editor_client, about):
    write_draft(editor_client, about, title="Dvě", body="<p>Text o víkendu.</p>")
    publish(editor_client, about)
    write_draft(editor_client, about, title="Tři", body="<p>Text o svátku.</p>")
    history = editor_client.get(url("history", about))
    assert [version.number for version, _ in history.context["rows"]] == [3, 2, 1]
    assert history.context["ticked"] == [3, 2]
    compared = editor_client.get(url("compare", about), {"verze": ["3", "2"]}).content.decode()
    assert '<del><span class="vh">smazáno: </span>víkendu.</del>' in compared
    assert '<ins><span class="vh">přidáno: </span>svátku.</ins>' in compared
    editor_client.post(url("restore", about, 1))
    assert about.versions.get(number=4).title == "O projektu"
    form = editor_client.get(url("publish", about)).context["form"]
    assert form["change_note"].value() == "Obnoveno z verze 1."


def read(response):
    return html5lib.parse(response.content.decode(), namespaceHTMLElements=False)


def words(element):
    return " ".join("".join(element.itertext()).split())


def test_the_difference_of_the_newest_text_to_that_of_readers_is_ticked_and_leads_on(editor_client, about):
    write_draft(editor_client, about, title="Dvě", body="<p>Text o víkendu.</p>")
    publish(editor_client, about)
    for title in ["Tři", "Čtyři"]:
        write_draft(editor_client, about, title=title)
    page = read(editor_client.get(url("history", about)))
    boxes = page.findall(".//input[@type='checkbox'][@name='verze']")
    assert [box.get("value") for box in boxes if box.get("checked") is not None] == ["4", "2"]
    page = read(editor_client.get(url("compare", about), {"verze": ["4", "2"]}))
    assert words(page.find(".//h1")) == "Co se změnilo mezi verzemi 2 a 4"
    chosen = [option.get("value") for option in page.iter("option") if option.get("selected") is not None]
    assert chosen == ["2", "4"]
    bar = page.find(".//div[@class='submit-row']")
    links = [(words(link), link.get("href")) for link in bar.iter("a")]
    assert links[1:] == [("Upravit verzi 4", url("change", about)), ("Zveřejnit verzi 4…", url("publish", about))]
    old = read(editor_client.get(url("compare", about), {"verze": ["1", "2"]})).find(".//div[@class='submit-row']")
    assert [words(link) for link in old.iter("a")] == ["Zpět na verze"]


def test_a_comparison_needs_two_versions(editor_client, about):
    for query in [{}, {"verze": "1"}, {"verze": ["x", "1"]}, {"verze": ["²", "1"]}, {"verze": ["1", "2", "3"]}]:
        answer = editor_client.get(url("compare", about), query, follow=True)
        assert said(answer) == ["Vyberte dvě verze, které chcete porovnat."]
    assert editor_client.get(url("compare", about), {"verze": ["1", "99"]}).status_code == 404


def test_a_plan_is_cancelled_among_the_versions(editor_client, about):
    draft = write_draft(editor_client, about)
    PageVersion.objects.filter(pk=draft.pk).update(publish_at=NOON + timedelta(days=1))
    assert "Zrušit plán" in editor_client.get(url("history", about)).content.decode()
    answer = editor_client.post(url("unschedule", about, 2), follow=True)
    assert said(answer) == ["Plán u verze 2 je zrušený."]
    assert "Zrušit plán" not in editor_client.get(url("history", about)).content.decode()
    answer = editor_client.post(url("unschedule", about, 2), follow=True)
    assert said(answer) == ["Zrušit jde jen to, co je teprve naplánované."]


def test_a_plan_is_cancelled_beside_the_text_too(editor_client, about):
    draft = write_draft(editor_client, about)
    PageVersion.objects.filter(pk=draft.pk).update(publish_at=NOON + timedelta(days=1))
    page = read(editor_client.get(url("change", about)))
    button = next(each for each in page.iter("button") if words(each).startswith("Zrušit plán"))
    form = page.find(f".//form[@id='{button.get('form')}']")
    assert said(editor_client.post(form.get("action"), follow=True)) == ["Plán u verze 2 je zrušený."]
    assert "Zrušit plán" not in editor_client.get(url("change", about)).content.decode()


def test_a_text_off_the_web_says_why_and_is_published_again_in_two_presses(editor_client, client):
    add(editor_client)
    page = Page.objects.get(address="/jak-pozadat/")
    publish(editor_client, page)
    withdraw(editor_client, page)
    form = editor_client.get(url("change", page))
    note = words(read(form).find(".//section[@aria-label='Mimo web']"))
    assert note.startswith("Mimo web od 7. 12. 2026 v 13.00. Důvod: „Už neplatí.“ Na adrese /jak-pozadat/")
    data = {**form_data(form), "_publish": "Zveřejnit znovu…"}
    assert 'value="Zveřejnit znovu…"' in form.content.decode()
    assert editor_client.post(url("change", page), data)["Location"] == url("publish", page)
    publish(editor_client, page)
    assert client.get("/jak-pozadat/").status_code == 200
    assert "Mimo web od" not in editor_client.get(url("change", page)).content.decode()


def test_before_a_text_is_published_its_editor_sees_it_and_where_it_will_stand(editor_client):
    def places(title):
        add(editor_client, title=title, kind="news")
        page = Page.objects.get(menu_title=title)
        shown = read(editor_client.get(url("publish", page)))
        assert [words(part) for part in shown.find(".//div[@class='as-read']")] == [title, SUMMARY, "Text."]
        publish(editor_client, page)
        return [words(place) for place in shown.findall(".//ul[@class='ticks']/li")]

    home = [[place for place in places(title) if "Úvodu" in place or "Aktualitách" in place] for title in "ABCD"]
    assert home == [
        ["v Aktualitách, které tím na webu přibudou", "na Úvodu"],
        ["první v Aktualitách", "na Úvodu"],
        ["první v Aktualitách", "na Úvodu"],
        ["první v Aktualitách", "na Úvodu místo „A“"],
    ]
    oldest = Page.objects.get(menu_title="A")
    write_draft(editor_client, oldest, title="A nově")
    again = read(editor_client.get(url("publish", oldest)))
    assert words(again.find(".//ul[@class='ticks']/li")) == "v Aktualitách na 4. místě"


def test_an_editor_is_called_by_name_wherever_a_text_says_who_wrote_it(editor_client, editor, about):
    editor.first_name, editor.last_name = "Věra", "Dvořáková"
    editor.save()
    opened = form_data(editor_client.get(url("change", about)))
    write_draft(editor_client, about)
    conflict = editor_client.post(url("change", about), {**opened, "title": "Jinak"})
    shown = [editor_client.get(url(name, about)) for name in ["history", "publish"]]
    shown += [conflict, editor_client.get(url("compare", about), {"verze": ["1", "2"]})]
    shown += [editor_client.get(address) for address in ["/sprava/pages/page/", "/sprava/"]]
    for page in shown:
        main = words(read(page).find(".//main"))
        assert "Věra Dvořáková" in main
        assert editor.username not in main


def test_a_draft_that_nobody_saw_is_deleted_after_a_question_that_says_what_goes(editor_client):
    add(editor_client)
    page = Page.objects.get(address="/jak-pozadat/")
    write_draft(editor_client, page, title="Jinak")
    question = read(editor_client.get(url("delete", page)))
    assert words(question.find(".//h1")) == "Smazat koncept „Jak požádat“?"
    assert [words(line) for line in question.findall(".//ul[@class='ticks']/li")] == [
        "Smaže se stránka /jak-pozadat/ a její 2 verze.",
        "Z jiných míst webu sem nic neodkazuje.",
    ]


def test_a_free_page_is_withdrawn_now_or_later(editor_client, client):
    add(editor_client)
    page = Page.objects.get(address="/jak-pozadat/")
    publish(editor_client, page)
    planned = {"_later": "1", "on_day": "8. 12. 2026", "reason": "Výzva skončí."}
    planned["confirmed"] = editor_client.post(url("withdraw", page), planned).context["form"]["confirmed"].value()
    editor_client.post(url("withdraw", page), planned)
    assert client.get("/jak-pozadat/").status_code == 200
    with time_machine.travel(datetime(2026, 12, 8, 7, tzinfo=UTC), tick=False):
        gone = client.get("/jak-pozadat/")
    assert gone.status_code == 410
    assert "Tuto stránku jsme vzali z webu" in gone.content.decode()


def test_a_fixed_page_has_nothing_to_withdraw(editor_client, about):
    assert "/stahnout/" not in editor_client.get(url("change", about)).content.decode()
    assert said(editor_client.get(url("withdraw", about), follow=True)) == ["Tady není co vzít z webu."]


def test_withdrawing_the_text_of_a_municipality_leaves_its_facts(editor_client, client):
    page = Page.objects.get(address="/obce/vir/")
    write_draft(editor_client, page, body="<p>Vlastní text Víru.</p>")
    publish(editor_client, page)
    assert "Vlastní text Víru." in client.get("/obce/vir/").content.decode()
    withdraw(editor_client, page)
    response = client.get("/obce/vir/")
    assert response.status_code == 200
    assert "Vlastní text Víru." not in response.content.decode()


def test_an_author_adds_a_page_and_moves_it_until_readers_know_it(editor_client, client_of):
    author = client_of("Autor")
    add(author)
    page = Page.objects.get(address="/jak-pozadat/")
    change(author, page, slug="jak-zadat")
    page.refresh_from_db()
    assert page.address == "/jak-zadat/"
    publish(editor_client, page)
    fields = author.get(url("change", page)).context["adminform"].form.fields
    assert set(fields) == {"base", "title", "summary", "body"}
    assert "slug" in editor_client.get(url("move", page)).context["form"].fields


@pytest.mark.parametrize("name", ["publish", "withdraw", "delete"])
def test_an_author_publishes_withdraws_and_deletes_nothing(client_of, about, name):
    author = client_of("Autor")
    add(author)
    page = Page.objects.get(address="/jak-pozadat/")
    assert author.get(url(name, page)).status_code == 403
    assert author.post(url(name, page), {"number": 1, "_now": "1", "post": "yes"}).status_code == 403
    assert page.versions.get().publish_at is None


@pytest.mark.parametrize("group", ["Kontaktní centrum", "Správce"])
def test_who_has_nothing_to_do_with_texts_reaches_none_of_it(client_of, about, group):
    stranger = client_of(group)
    for name in ["change", "history", "compare", "publish", "withdraw"]:
        assert stranger.get(url(name, about)).status_code == 403, name
    assert stranger.get(url("version", about, 1)).status_code == 403
    for name in ["restore", "unschedule"]:
        assert stranger.post(url(name, about, 1)).status_code == 403, name


def test_what_changes_something_asks_for_a_click(editor_client, about):
    for name in ["restore", "unschedule"]:
        assert editor_client.get(url(name, about, 1)).status_code == 405


def test_the_list_finds_pages_by_their_state(editor_client, about):
    write_draft(editor_client, about, title="Rozepsané")
    page = editor_client.get("/sprava/pages/page/", {"stav": "koncept"})
    assert [row.address for row in page.context["cl"].result_list] == ["/o-projektu/"]
    body = page.content.decode().replace("\u00a0", " ")
    assert re.findall(r"</svg>\s*([^<]+)</span>", body.partition("result_list")[2]) == [
        "zveřejněno 16. 9. 2020",
        "novější koncept",
    ]
    assert "Rozepsané" in body


def test_the_start_page_says_what_is_being_written_and_what_is_planned(editor_client, about):
    write_draft(editor_client, about, title="Rozepsané")
    planned = write_draft(editor_client, Page.objects.get(address="/obce/"), title="Plánované")
    PageVersion.objects.filter(pk=planned.pk).update(publish_at=NOON + timedelta(days=1))
    start = editor_client.get("/sprava/").context
    sections = {section.title: section.lines for section in start["sections"]}
    assert [line.text for line in sections["Rozepsané texty"]] == ["Rozepsané"]
    assert [line.text.replace("\u00a0", " ") for line in sections["Naplánováno"]] == [
        "Plánované: zveřejní se 8. 12. 2026 v 13.00"
    ]
    changes = {change.url for change in start["changes"]}
    assert changes == {url("compare", page) + "?verze=1&verze=2" for page in [about, planned.page]}


def test_a_draft_that_has_been_lying_for_long_says_so(editor_client, about):
    draft = write_draft(editor_client, about, title="Rozepsané")
    for age, is_long in [(timedelta(days=14), False), (timedelta(days=14, seconds=1), True)]:
        PageVersion._base_manager.filter(pk=draft.pk).update(created_at=NOON - age)
        sections = {section.title: section.lines for section in editor_client.get("/sprava/").context["sections"]}
        assert [line.note.endswith("leží už přes 14 dní") for line in sections["Rozepsané texty"]] == [is_long]
