"""What editors say became of an event: asked before it acts, at once for readers, taken back, and never twice."""

from datetime import UTC, date, datetime, time

import pytest
import time_machine
from django.urls import reverse

from pages.models import EventFacts, EventState, Page, PageVersion
from tests.admin_forms import form_data
from tests.free_pages import new_page

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 11, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def event():
    """An event that readers see."""
    return an_event("seminar", starts_at=time(9), ends_at=time(13), registration_url="https://example.cz/")


def an_event(slug, day=date(2027, 1, 12), publish_at=datetime(2026, 12, 1, tzinfo=UTC), **facts):
    page = Page.objects.create(address=f"/akce/{slug}/", kind="event", menu_title=slug.capitalize())
    version = PageVersion(page=page, number=1, title=slug.capitalize(), summary="", body="", publish_at=publish_at)
    version.event = EventFacts(starts_on=day, town="Praha", **facts)
    version.save()
    return page


def ask(client, page, act):
    return client.get(reverse(f"admin:pages_page_{act}", args=[page.pk]))


def say(client, page, act, asked=None, **typed):
    """Press the button of the question, which was just looked at or `asked` before."""
    sent = typed_in(asked or ask(client, page, act))
    return client.post(reverse(f"admin:pages_page_{act}", args=[page.pk]), {**sent, **typed})


def typed_in(answer):
    return {field.html_name: field.value() or "" for field in answer.context["form"]}


def kind(page):
    row = EventState.objects.filter(page=page).first()
    return (row.kind, row.reason) if row else None


def text_of(answer):
    return answer.content.decode().replace("\u00a0", " ")


def test_asking_changes_nothing_and_the_button_cancels_with_a_reason_for_readers(editor_client, event, audit_lines):
    asked = ask(editor_client, event, "cancelled")
    assert "E-mail neposíláme nikomu." in text_of(asked)
    assert kind(event) is None
    say(editor_client, event, "cancelled", asked, reason="Přednášející onemocněl.")
    assert kind(event) == ("cancelled", "Přednášející onemocněl.")
    (line,) = audit_lines()
    assert (line["event"], line["user"], line["address"]) == ("event_cancelled", "editorka", "/akce/seminar/")
    history = text_of(editor_client.get(reverse("admin:pages_page_history", args=[event.pk])))
    assert "editorka: zrušeno „Přednášející onemocněl.“" in history
    assert "zrušeno: Přednášející onemocněl" in text_of(editor_client.get("/sprava/"))


def test_without_a_reason_nothing_is_cancelled_and_nothing_typed_is_lost(editor_client, event):
    answer = say(editor_client, event, "cancelled", reason=" ")
    assert answer.context["form"].errors == {"reason": ["Napište, proč se akce ruší."]}
    answer = say(editor_client, event, "moved", starts_on="10. 1. 2027", ends_on="9. 1. 2027", reason="Nemoc")
    assert answer.context["form"].errors == {"ends_on": ["Konec je dřív než začátek."]}
    assert typed_in(answer)["reason"] == "Nemoc"
    answer = say(editor_client, event, "moved", starts_on="12. 1. 2027", starts_at="9", ends_at="13")
    assert "V tuto chvíli se akce koná už teď." in answer.context["form"].errors["starts_on"][0]
    assert kind(event) is None


def test_a_moved_event_stays_moved_when_it_is_full_and_goes_back_to_what_was_announced(editor_client, event):
    say(editor_client, event, "moved", starts_on="19. 1. 2027", starts_at="10", ends_at="12")
    say(editor_client, event, "full")
    form = text_of(editor_client.get(reverse("admin:pages_page_change", args=[event.pk])))
    assert "Úterý 19. 1. 2027, 10–12 hodin, původně úterý 12. 1. 2027, 9–13 hodin. Obsazeno." in form
    say(editor_client, event, "announced")
    assert (kind(event), event.event_state.now) == (("announced", ""), None)
    assert [row.kind for row in EventState.history.all()] == ["announced", "full", "moved"]


def test_two_who_decide_at_once_see_each_other(editor_client, client_of, event):
    other = client_of("Vydavatel")
    first, second = ask(editor_client, event, "cancelled"), ask(other, event, "full")
    say(editor_client, event, "cancelled", first, reason="Nemoc.")
    answer = say(other, event, "full", second)
    assert "Mezitím se změnilo, co čtenáři vidí." in answer.context["form"].non_field_errors()[0]
    assert kind(event) == ("cancelled", "Nemoc.")
    say(other, event, "full", answer)
    assert kind(event) == ("full", "")


@pytest.mark.parametrize("role", ["Autor", "Kontaktní centrum", "Správce"])
def test_who_may_not_publish_says_nothing_of_an_event(client_of, event, role):
    assert ask(client_of(role), event, "cancelled").status_code == 403


def test_an_author_is_told_whom_to_ask(client_of, event):
    client_of("Vydavatel")
    body = text_of(client_of("Autor").get(reverse("admin:pages_page_change", args=[event.pk])))
    assert "Požádejte ho: Vydavatel." in body
    assert "Zrušit akci…" not in body


def test_the_start_page_says_that_an_event_begins_before_readers_know_of_it(editor_client):
    an_event("brzky", date(2026, 12, 14), publish_at=None)
    an_event("daleky", date(2027, 5, 1), publish_at=None)
    body = text_of(editor_client.get("/sprava/"))
    assert body.count("a na webu není.") == 1
    assert "Akce začíná 14. 12. 2026 a na webu není." in body


def test_what_readers_do_not_see_has_no_such_buttons(editor_client):
    draft = an_event("koncept", publish_at=None)
    assert ask(editor_client, draft, "full").status_code == 302
    assert "Zrušit akci…" not in text_of(editor_client.get(reverse("admin:pages_page_change", args=[draft.pk])))
    home = Page.objects.get(address="/")
    assert ask(editor_client, home, "full").status_code == 302


def test_a_new_event_like_another_takes_all_but_its_days(editor_client, event):
    form = editor_client.get(reverse("admin:pages_page_add"), {"kind": "event", "podle": event.pk})
    typed = form_data(form)
    assert (typed["title"], typed["slug"], typed["town"]) == ("Seminar", "seminar-2", "Praha")
    days = {"starts_on", "starts_at", "ends_on", "ends_at", "registration_until_0", "registration_until_1"}
    assert {typed.get(name, "") for name in days} == {""}
    assert Page.objects.filter(kind="event").count() == 1
    editor_client.post(reverse("admin:pages_page_add"), {**typed, "starts_on": "9. 3. 2027"})
    version = PageVersion.objects.get(page__address="/akce/seminar-2/")
    assert (version.publish_at, version.event_facts.registration_url) == (None, "https://example.cz/")
    for key in ["0", "x", str(Page.objects.get(address="/").pk)]:
        answer = editor_client.get(reverse("admin:pages_page_add"), {"kind": "event", "podle": key})
        assert form_data(answer)["title"] == "", (key, answer.status_code)


def test_editors_list_what_comes_first_and_choose_what_is_over(editor_client):
    an_event("minula", date(2026, 11, 1))
    an_event("dnesni", date(2026, 12, 7), starts_at=time(8), ends_at=time(12))  # over at noon in Prague
    an_event("davna", date(2026, 1, 1))
    an_event("pozdejsi", date(2027, 3, 1))
    moved = an_event("blizka", date(2027, 1, 1))
    new_page(editor_client, "Bez dne", kind="event", slug="")
    say(editor_client, moved, "moved", starts_on="1. 5. 2027")
    say(editor_client, moved, "cancelled", reason="Nemoc.")
    address = reverse("admin:pages_eventpage_changelist")

    def listed(**query):
        return [page.menu_title for page in editor_client.get(address, query).context["cl"].result_list]

    assert listed() == ["Bez dne", "Pozdejsi", "Blizka", "Dnesni", "Minula", "Davna"]
    assert listed(kdy="nadchazejici") == ["Bez dne", "Pozdejsi", "Blizka"]
    assert listed(kdy="minule") == ["Dnesni", "Minula", "Davna"]
    assert listed(kdy="cokoliv") == listed()
    assert listed(q="davna") == ["Davna"]
    body = text_of(editor_client.get(address))
    assert "1. 5. 2027" in body.partition("Blizka")[2].partition("</tr>")[0]
    assert "zrušeno" in body.partition("Blizka")[2].partition("</tr>")[0]
