"""Who may not publish asks for it, and hears what came of that."""

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Group, User
from django.test import Client
from django.urls import reverse

from contact.models import OutgoingMail
from pages.models import Page, PageVersion, PublicationRequest
from pages.prose import publishing, requests
from pages.prose.publishing import RefusedError
from socialnibydleni.editors import asked_mail
from tests.admin_forms import form_data, publish, write_draft
from tests.free_pages import delete

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)  # 13.00 in Prague
DAY = timedelta(days=1)
SUMMARY = "Tady se dozvíte, jak to v projektu chodí a na koho se obrátit."
NOTE = "Prosím do pátku."
ANSWER = "Doplňte prosím, kdy to je."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def author(client_of):
    return client_of("Autor")


@pytest.fixture
def publisher(client_of):
    return client_of("Vydavatel")


@pytest.fixture
def about(author):
    """With a draft that may be published."""
    page = Page.objects.get(address="/o-projektu/")
    write_draft(author, page, title="Nově", summary=SUMMARY, body="<p>Text.</p>")
    return page


def url(view, page):
    return reverse(f"admin:pages_page_{view}", args=[page.pk])


def words(answer):
    """What an editor reads on the page, with plain spaces."""
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", answer.content.decode())).replace("\xa0", " "))


def ask(client, page, note=NOTE):
    form = client.get(url("ask", page)).context["form"]
    return client.post(url("ask", page), {"number": form["number"].value(), "note": note})


def give_back(client, page, answer=ANSWER):
    form = client.get(url("give_back", page)).context["form"]
    return client.post(url("give_back", page), {"asked": form["asked"].value(), "answer": answer})


def start_page(client):
    lines = [line for section in client.get("/sprava/").context["sections"] for line in section.lines]
    return [line.text for line in lines if line.text.endswith(": Nově")]


def state_of(client, page):
    return words(client.get("/sprava/pages/page/?q=O projektu")).partition("Naposledy psáno")[2]


def test_an_author_asks_with_two_clicks_and_a_publisher_finds_it_with_two(author, publisher, about, client):
    data = form_data(author.get(url("change", about)))
    assert "Požádat o zveřejnění…" in author.get(url("change", about)).content.decode()
    saved = author.post(url("change", about), {**data, "_ask": "Požádat o zveřejnění…"})
    assert saved["Location"] == url("ask", about)
    assert "Vydavatel" in words(author.get(url("ask", about)))
    assert ask(author, about)["Location"] == url("change", about)
    assert "čeká na zveřejnění" in state_of(publisher, about)
    assert publisher.get("/sprava/pages/page/?stav=ceka").context["cl"].result_count == 1

    assert start_page(publisher) == ["Čeká na zveřejnění: Nově"]
    look = words(publisher.get(url("publish", about)))
    assert "Čeká na zveřejnění. Autor, 7. 12. 2026 v 13.00, verze 2. „Prosím do pátku.“" in look
    publish(publisher, about, change_note="Nový text.")
    assert "Nově" in client.get("/o-projektu/").content.decode()
    assert start_page(publisher) == []
    assert start_page(author) == ["Zveřejněno, jak jste žádali: Nově"]


def test_what_is_given_back_comes_with_words_until_somebody_writes_on(author, publisher, about):
    ask(author, about)
    assert "Toto pole je třeba vyplnit." in words(give_back(publisher, about, ""))
    assert give_back(publisher, about)["Location"] == url("change", about)
    assert start_page(author) == ["Vráceno k úpravě: Nově"]
    assert "vráceno k úpravě" in state_of(author, about)
    assert ANSWER in words(author.get(url("change", about)))
    assert start_page(publisher) == []
    write_draft(author, about, title="Nově", summary=SUMMARY, body="<p>V pondělí.</p>")
    assert "vráceno k úpravě" not in state_of(author, about)
    assert start_page(author) == []
    ask(author, about, note="")
    assert start_page(publisher) == ["Čeká na zveřejnění: Nově"]


def test_an_author_takes_a_request_back_and_nobody_elses(author, publisher, about, let_in):
    ask(author, about)
    other = User.objects.create_user("jiny", is_staff=True)
    other.groups.add(Group.objects.get(name="Autor"))
    let_in(Client(), other).post(url("take_back", about))
    assert start_page(publisher) == ["Čeká na zveřejnění: Nově"]
    author.post(url("take_back", about))
    assert start_page(publisher) == []
    assert "koncept" in state_of(author, about)


def test_what_was_asked_again_and_taken_back_is_no_longer_given_back(author, publisher, about):
    ask(author, about)
    give_back(publisher, about)
    ask(author, about)
    author.post(url("take_back", about))
    assert start_page(author) == []
    assert "vráceno" not in state_of(author, about)
    assert ANSWER not in words(author.get(url("change", about)))


def test_what_waits_on_is_told_by_no_second_mail(author, publisher, about):
    User.objects.filter(username="Vydavatel").update(email="vydavatel@example.org")
    ask(author, about)
    assert mails(NOON) == mails(NOON + DAY) == ["vydavatel@example.org"]


def test_a_newer_text_is_what_waits_and_both_are_told(author, publisher, about):
    ask(author, about)
    write_draft(author, about, title="Nově", summary=SUMMARY, body="<p>Jinak.</p>")
    assert start_page(publisher) == ["Čeká na zveřejnění: Nově"]
    assert "verze 2. Od té doby vznikla verze 3." in words(publisher.get(url("publish", about)))
    publish(publisher, about, change_note="Nový text.")
    assert start_page(publisher) == []


def test_a_plan_that_is_taken_back_lets_the_request_wait_again(author, publisher, about, editor):
    ask(author, about)
    version = publishing.newest(about)
    publishing.publish(version, NOON + DAY)
    assert start_page(publisher) == []
    publishing.unschedule(version, NOON, editor)
    assert start_page(publisher) == ["Čeká na zveřejnění: Nově"]


def test_asked_once_more_it_is_one_request_with_the_newest_note(author, publisher, about):
    ask(author, about)
    ask(author, about, "Už ne do pátku.")
    assert PublicationRequest.objects.waiting().count() == 1
    assert "Už ne do pátku." in words(publisher.get(url("publish", about)))


def test_a_text_with_a_fault_cannot_be_asked_for(author, about):
    write_draft(author, about, title="Nově", summary=SUMMARY, body='<p>Více <a href="/obce/">zde</a>.</p>')
    assert "Opravit text" in words(author.get(url("ask", about)))
    author.post(url("ask", about), {"number": 3})
    assert not PublicationRequest.objects.exists()


def test_who_was_looking_at_an_older_text_is_told_so(author, publisher, about):
    write_draft(author, about, title="Nově", summary=SUMMARY, body="<p>Jinak.</p>")
    told = words(author.post(url("ask", about), {"number": 2, "note": NOTE}))
    assert "Mezitím vznikla verze 3." in told
    assert NOTE in told
    assert not PublicationRequest.objects.exists()
    ask(author, about)
    ask(author, about, "Znovu.")
    first = PublicationRequest.objects.earliest("pk")
    told = words(publisher.post(url("give_back", about), {"asked": first.pk, "answer": ANSWER}))
    assert "Mezitím o zveřejnění požádal někdo znovu." in told
    assert ANSWER in told
    assert PublicationRequest.objects.waiting().exists()


def test_what_came_too_late_changes_nothing_and_says_why(author, publisher, about):
    ask(author, about)
    waiting = PublicationRequest.objects.get()
    publish(publisher, about, change_note="Nový text.")
    late = [
        author.get(url("ask", about), follow=True),
        author.post(url("take_back", about), follow=True),
        publisher.post(url("give_back", about), {"asked": waiting.pk, "answer": ANSWER}, follow=True),
    ]
    told = [words(answer) for answer in late]
    assert "Není o co žádat: poslední verze už je zveřejněná nebo naplánovaná." in told[0]
    assert ["Žádost už nečeká" in one for one in told[1:]] == [True, True]
    waiting.refresh_from_db()
    assert (waiting.ended_at, waiting.answer) == (None, "")


def test_only_who_may_publish_gives_back_and_only_who_may_write_asks(author, publisher, client_of, about):
    assert publisher.get(url("ask", about))["Location"] == url("publish", about)
    ask(author, about)
    assert author.get(url("give_back", about)).status_code == 403
    centre = client_of("Kontaktní centrum")
    assert [centre.get(url(view, about)).status_code for view in ["ask", "give_back"]] == [403, 403]
    assert author.get(url("take_back", about)).status_code == 405


def test_colleagues_who_left_leave_their_words(author, publisher, about):
    ask(author, about)
    User.objects.get(username="Autor").delete()
    assert "Účet, který už není, 7. 12. 2026 v 13.00, verze 2. „Prosím do pátku.“" in words(
        publisher.get(url("publish", about))
    )


def test_where_nobody_may_publish_the_author_is_told(author, about):
    assert "Teď tu nikdo zveřejňovat nemůže." in words(author.get(url("ask", about)))


def test_a_page_that_nobody_saw_goes_with_its_requests(author, publisher):
    page = Page.objects.create(address="/zkouska/", menu_title="Zkouška", kind=Page.Kind.FREE)
    write_draft(author, page, title="Nově", summary=SUMMARY, body="<p>Text.</p>")
    ask(author, page)
    assert delete(publisher, page).status_code == 302
    assert not PublicationRequest.objects.exists()


def mails(moment):
    asked_mail.tell(moment)
    return list(OutgoingMail.objects.filter(kind="editor").values_list("recipient", flat=True))


def test_people_hear_of_it_by_mail_once_a_day_and_read_nothing_of_the_text(author, publisher, about, clock):
    User.objects.filter(username__in=["Autor", "Vydavatel"]).update(email="autor@example.org")
    User.objects.filter(username="Vydavatel").update(email="vydavatel@example.org")
    assert mails(NOON) == []
    ask(author, about)
    assert mails(NOON) == ["vydavatel@example.org"]
    assert OutgoingMail.objects.get(kind="editor").body == (
        "Dobrý den,\n\nve správě webu:\n- na zveřejnění čeká 1 text,\n\nPodrobnosti jsou na Přehledu:\n"
        "http://127.0.0.1:8000/sprava/\n\nTakový e-mail vám přijde nejvýš jednou denně.\n\nWeb http://127.0.0.1:8000\n"
    )
    clock.shift(DAY / 24)
    ask(author, about, "Znovu.")
    assert mails(NOON + DAY / 24) == ["vydavatel@example.org"]
    clock.shift(DAY / 6)
    give_back(publisher, about)
    assert mails(NOON + DAY / 4) == ["vydavatel@example.org", "autor@example.org"]
    assert "k úpravě se vám vrátil 1 text" in OutgoingMail.objects.get(recipient="autor@example.org").body
    assert mails(NOON + 2 * DAY) == ["vydavatel@example.org", "autor@example.org"]
    assert not OutgoingMail.objects.filter(body__contains="Nově").exists()


def test_only_the_newest_draft_is_asked_about_and_an_answer_is_given_once(about, editor):
    asked, newest = about.versions.latest("number"), about.versions.count() + 1
    PageVersion.objects.create(page=about, number=newest, title="Ještě nověji")
    with pytest.raises(RefusedError, match=f"Mezitím vznikla verze {newest}"):
        requests.ask(asked, NOTE, NOON, editor)
    last = about.versions.latest("number")
    requests.ask(last, NOTE, NOON, editor)
    waiting = PublicationRequest.objects.get()
    requests.end(waiting, ANSWER, NOON, editor)
    with pytest.raises(RefusedError):
        requests.end(waiting, "", NOON + DAY, editor)
    assert PublicationRequest.objects.get().answer == ANSWER
    PageVersion.objects.filter(pk=last.pk).update(publish_at=NOON)
    with pytest.raises(RefusedError, match="už je zveřejněná nebo naplánovaná"):
        requests.ask(last, NOTE, NOON, editor)
