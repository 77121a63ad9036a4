"""The contact centre in other languages: its page, its form from the first look to the last mail, and who reads it."""

import html
import re
from datetime import timedelta

import html5lib
import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from contact.hours.clock import PRAGUE
from contact.hours.engine import Kind, state_at
from contact.hours.exceptions import week_hours
from contact.meetings import mail
from contact.models import ContactCentre, MeetingRequest, OutgoingMail
from pages.frame.door import WITHHELD
from pages.frame.offered import CORE
from pages.languages.languages import ALL, CZECH
from pages.models import FactTranslation, Page, PageVersion
from pages.prose import publishing
from pages.web.outage import AWAY
from tests.contact.hours.reading import days_in, spans_in, told_in, week_in
from tests.contact.hours.schedules import at
from tests.contact.meetings import asking, desk
from tests.contact.meetings.rows import NOW

pytestmark = pytest.mark.django_db

UKRAINIAN, ENGLISH = "/uk", "/en"
CZECH_LETTERS = set("ěščřžýůťďňĚŠČŘŽÝŮŤĎŇ")
LATER = NOW + timedelta(days=1)
MESSAGE = "Vezměte si občanku."
# By language: title of the form, of the list of faults, a fault of each kind, what is said once it came.
SAID = {
    UKRAINIAN: {
        "form": "Запит на зустріч",
        "faults": {
            "sender": "Виберіть, хто просить про зустріч.",
            "name": "Скоротіть, будь ласка, ім’я на 2 знаки. Сюди вміщується щонайбільше 100.",
            "phone": "Чеський номер має дев’ять цифр. До іноземного номера додайте код країни.",
            "topic": "Напишіть, про що буде зустріч. Досить одного речення.",
        },
        "error": "Помилка",
        "received": "Ми отримали ваш запит",
        "unstored": "На сайті збій, запит не збережено.",
        "too many": "Сьогодні ми вже не приймаємо нових запитів",
        "off": "Зараз попросити про зустріч через форму неможливо.",
        "subjects": ["Ваш запит на зустріч", "Запрошення на зустріч", "Скасування зустрічі"],
        "hello": "Добрий день!",
        "when": "Коли: середа, 02.12.2026, з 9:30 до 10:30",
        "summary": "Соціальне житло – зустріч у Контактному центрі",
        "name": "ukrajinština",
        "link": "Контакти українською",
    },
    ENGLISH: {
        "form": "Request for a meeting",
        "faults": {
            "sender": "Choose who is asking for a meeting.",
            "name": "Please shorten the name by 2 characters. There is room for 100.",
            "phone": "A Czech number has nine digits. Write a number from abroad with its country code.",
            "topic": "Write what the meeting is about. One sentence is enough.",
        },
        "error": "Error",
        "received": "We have received your request",
        "unstored": "The site has a fault and did not save your request.",
        "too many": "We cannot take any more requests today",
        "off": "You cannot ask for a meeting by the form at the moment.",
        "subjects": ["Your request for a meeting", "Invitation to a meeting", "Meeting cancelled"],
        "hello": "Hello,",
        "when": "When: Wednesday 2 December 2026, from 9:30 to 10:30",
        "summary": "Social housing – meeting at the Contact Centre",
        "name": "angličtina",
        "link": "Contact details in English",
    },
}


@pytest.fixture(params=SAID)
def first(request):
    """The first part of the addresses of a language whose core has a text."""
    speak(request.param)
    return request.param


def speak(first):
    for address in CORE:
        page, _ = Page.objects.get_or_create(
            address=f"{first}{address}", defaults={"kind": Page.Kind.TRANSLATION, "menu_title": "Title"}
        )
        if not PageVersion.objects.live(timezone.now()).filter(page=page).exists():
            source = PageVersion.objects.live(timezone.now()).get(page__address=address)
            PageVersion.objects.create(page=page, title="Title", translated_from=source, publish_at=source.publish_at)


def silence(first):
    """Nobody is offered the language any more."""
    publishing.withdraw(PageVersion.objects.get(page__address=f"{first}/o-projektu/"), timezone.now())


@pytest.fixture
def ask(client, first):
    """Opens the form in the language, fills it in and sends it; `changes` say what is filled in otherwise."""
    address = f"{first}{asking.ADDRESS}"

    def asked(extra=None, **changes):
        with asking.at_the_moment(NOW):
            stamp = asking.stamp_in(client.get(address))
        with asking.at_the_moment(NOW + asking.A_WHILE):
            return client.post(address, {**asking.ANSWERS, "web": "", "stamp": stamp, **changes}, **(extra or {}))

    return asked


def in_czech_letters(response):
    """What has letters of Czech alone though no `lang` around it says that it is Czech; below the header."""
    body = html5lib.parse(response.content.decode(), namespaceHTMLElements=False).find(".//main")
    return list(_texts(body, is_czech=False))


def _texts(element, *, is_czech):
    is_czech = element.get("lang", "cs" if is_czech else "") == "cs"
    said = [element.text or "", *(element.get(name, "") for name in ["aria-label", "alt", "title", "placeholder"])]
    yield from (text for text in said if not is_czech and CZECH_LETTERS & set(text))
    for child in element:
        yield from _texts(child, is_czech=is_czech)
        if not is_czech and CZECH_LETTERS & set(child.tail or ""):
            yield child.tail


def test_the_page_and_its_form_speak_the_language_and_lead_to_each_other(client, first):
    with asking.at_the_moment(NOW):
        centre = client.get(f"{first}/kontaktni-centrum/")
        form = client.get(f"{first}{asking.ADDRESS}")
    assert f'href="{first}{asking.ADDRESS}"' in centre.content.decode()
    assert 'id="schuzka"' in centre.content.decode()
    assert f'action="{first}{asking.ADDRESS}"' in form.content.decode()
    assert f'<a href="{first}/kontaktni-centrum/">' in form.content.decode()  # the page above it
    assert f"<title>{SAID[first]['form']} – " in form.content.decode()
    assert in_czech_letters(centre) == in_czech_letters(form) == []


def test_what_is_wrong_is_said_in_the_language(ask, first):
    answer = ask(sender="", name="J" * 102, phone="778 455 76", topic="")
    body = html.unescape(answer.content.decode()).replace("\xa0", " ")
    found = re.findall(rf'<p class="field__error" id="id_(\w+)_error">{SAID[first]["error"]}: (.*?)</p>', body)
    assert dict(found) == SAID[first]["faults"]
    assert f"<title>{SAID[first]['error']}: " in body
    assert in_czech_letters(answer) == []
    assert not MeetingRequest.objects.exists()


def test_who_asks_in_a_language_is_answered_in_it_and_the_centre_in_czech(client, ask, first):
    answer = ask(topic="Housing")
    row = MeetingRequest.objects.get()
    assert answer["Location"] == f"{first}{asking.ADDRESS}prijato/{row.reference}/"
    page = client.get(answer["Location"])
    assert SAID[first]["received"] in asking.shown(page)
    assert in_czech_letters(page) == []
    row.agreed_at, row.state = at("2026-12-02 09:30"), "agreed"
    row.message = MESSAGE
    mail.invite(row, LATER)
    mail.cancel(row, LATER)
    to_sender = list(row.mails.filter(recipient=row.email))
    assert [each.subject for each in to_sender] == [f"{said}: {row.reference}" for said in SAID[first]["subjects"]]
    for each in to_sender:
        assert each.body.startswith(f"{SAID[first]['hello']}\n\n")
        assert each.body.endswith(f"http://127.0.0.1:8000{first}/kontaktni-centrum/\n")
        assert not CZECH_LETTERS & set(
            each.body.replace(MESSAGE, "").replace("Na Maninách 876/7, Praha-Holešovice", "")
        )
    invitation = to_sender[1]
    assert f"{SAID[first]['when']}\n" in invitation.body
    assert f"\n\n{MESSAGE}\n\n" in invitation.body
    assert f"SUMMARY:{SAID[first]['summary']}" in invitation.calendar.replace("\r\n ", "")
    for each in row.mails.exclude(recipient=row.email):
        assert each.body.startswith("Dobrý den,\n\n")
        assert not re.search("[а-я]", each.body)
    assert "hledám pomoc s bydlením" in row.mails.get(kind="notice").body


def test_a_request_outlives_its_language_and_then_leads_to_the_czech_page(ask, first):
    ask()
    silence(first)
    row = MeetingRequest.objects.get()
    mail.notify(row, LATER)
    last = row.mails.filter(kind="acknowledgement").last()
    assert last.body.startswith(SAID[first]["hello"])
    assert last.body.endswith("http://127.0.0.1:8000/kontaktni-centrum/\n")


def test_the_staff_read_in_which_language_somebody_asked_and_that_their_words_stay(staff, ask, first):
    ask()
    row = MeetingRequest.objects.get()
    page = staff.get(desk.form_of(row)).content.decode()
    assert f"<dt>Jazyk formuláře</dt><dd>{SAID[first]['name']}</dd>" in page
    assert "vzkaz web nepřeloží" in page
    answer = staff.post(
        desk.form_of(row),
        {**desk.fields(staff.get(desk.form_of(row))), "state": "agreed", "message": MESSAGE}
        | desk.at_time(f"{timezone.localdate() + timedelta(days=8):%d. %m. %Y}", "10.00"),
    )
    assert f'<div class="mail__body" lang="{first[1:]}"><p>{SAID[first]["hello"]}' in answer.content.decode()


def test_a_czech_request_says_nothing_of_its_language(staff, client):
    asking.ask(client)
    row = MeetingRequest.objects.get()
    page = staff.get(desk.form_of(row)).content.decode()
    assert (row.language, "Jazyk formuláře" in page) == ("cs", False)


def test_an_answer_is_promised_in_a_language_only_in_words_of_its_own(ask, client, first):
    centre = ContactCentre.objects.get()
    centre.answers_within = "do tří pracovních dnů"
    centre.save()
    FactTranslation.objects.filter(czech=centre.answers_within).delete()
    address = f"{first}{asking.ADDRESS}"
    before = asking.shown(client.get(address))
    FactTranslation.objects.create(language=first[1:], czech=centre.answers_within, text="within N days")
    after = asking.shown(client.get(address))
    assert "within N days." in after
    assert before == after.replace(re.search(r"[^.]*within N days\.", after)[0], "")
    ask()
    assert "within N days." in OutgoingMail.objects.get(kind="acknowledgement").body


def test_too_many_and_a_form_that_is_off_are_told_in_the_language(client, ask, first, settings):
    settings.MEETING_LIMIT_PER_ADDRESS = 0
    answer = ask()
    assert (answer.status_code, SAID[first]["too many"] in asking.shown(answer)) == (429, True)
    asking.switch_off()
    page = client.get(f"{first}{asking.ADDRESS}")
    assert SAID[first]["off"] in asking.shown(page)
    assert in_czech_letters(page) == []


@pytest.mark.parametrize("is_known", [True, False])
def test_while_the_database_is_away_the_form_comes_back_in_the_language(first, is_known):
    client = Client(raise_request_exception=False)
    client.get("/")
    with asking.at_the_moment(NOW):
        stamp = asking.stamp_in(client.get(f"{first}{asking.ADDRESS}"))

    def refuse(*_query):
        assert not is_known
        raise OperationalError("could not connect")

    data = {**asking.ANSWERS, "web": "", "stamp": stamp}
    with connection.execute_wrapper(refuse), asking.at_the_moment(NOW + asking.A_WHILE):
        answer = client.post(f"{first}{asking.ADDRESS}", data, **({AWAY: True} if is_known else {}))
    assert answer.status_code == 503
    assert SAID[first]["unstored"] in asking.shown(answer)
    assert f'action="{first}{asking.ADDRESS}"' in answer.content.decode()
    assert f'name="stamp" value="{stamp}"' in answer.content.decode()
    assert asking.ANSWERS["topic"] in html.unescape(answer.content.decode())


def test_what_outlives_its_moment_says_nothing_of_it_in_any_language(client, first):
    ContactCentre.objects.update(hours_verified_on="2026-11-20")
    with asking.at_the_moment(at("2026-11-23 12:30")):
        live = asking.shown(client.get(f"{first}/kontaktni-centrum/"))
        withheld = client.get(f"{first}/kontaktni-centrum/", **{WITHHELD: True})
    now = {UKRAINIAN: "Зараз можна телефонувати", ENGLISH: "You can call now"}[first]
    assert (now in live, now in asking.shown(withheld)) == (True, False)
    assert in_czech_letters(withheld) == []


@pytest.mark.parametrize("moment", ["2026-11-25 12:50", "2026-11-25 17:00", "2026-12-25 10:00"])
@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_in_every_language_the_page_says_what_the_engine_knows(client, language, moment):
    for first in {"/uk", "/en", language.prefix.rstrip("/")} - {""}:
        speak(first)
    ContactCentre.objects.update(hours_verified_on="2026-11-20")
    schedule, now = ContactCentre.objects.with_hours().schedule, at(moment).astimezone(PRAGUE)
    with asking.at_the_moment(now):
        body = client.get(language.address_of("/kontaktni-centrum/")).content.decode()
    page = html5lib.parse(re.sub("[\u2060]", "", body).replace("\xa0", " "), namespaceHTMLElements=False).find(
        ".//main"
    )
    status, state = page.find(".//p[@class='status']/span"), state_at(schedule, now)
    status = page.find(".//p[@class='status status--on']/span") if status is None else status
    told = told_in(language.code, desk.words(status), now)
    ahead = state.next_opening
    assert (told.is_open, told.until, told.is_soon) == (
        state.kind is Kind.OPEN,
        state.until and state.until.time(),
        state.closes_soon,
    )
    assert told.opens == (ahead and (ahead.start.date(), ahead.start.time(), ahead.end.time()))
    wanted = {day: list(found) for day in range(7) if (found := week_hours(schedule, day, now.date()))}
    table = page.find(".//table[@class='hours']")
    if table is None:  # in easy Czech each day is a line
        lines = [line for line in map(desk.words, page.iter("li")) if line.startswith("v")]
        assert {day: found for line in lines for day, found in week_in(language.code, line).items()} == wanted
        return
    seen = {}
    for row in table.iterfind("tbody/tr"):
        cells = [desk.words(cell) for cell in row.iterfind("td/div/span[@class='vh']")]
        found = [stretch for cell in cells for stretch in spans_in(language.code, cell)]
        seen |= {day: found for day in days_in(language.code, desk.words(row.find("th"))) if found}
    assert seen == wanted


def test_the_czech_page_names_a_language_only_while_it_is_offered(client):
    others = [language for language in ALL if language is not CZECH]
    for language in others:
        if language.code in ("uk", "en"):
            speak(f"/{language.first}")
    page = client.get("/kontaktni-centrum/").content.decode()
    for first, said in SAID.items():
        lang, way = first[1:], f'<a href="{first}/kontaktni-centrum/" hreflang="{first[1:]}">'
        assert re.search(rf'<p class="note" lang="{lang}">[^<]+{way}', page)
        assert said["link"] in page.replace("\xa0", " ")
    silence(UKRAINIAN)
    page = client.get("/kontaktni-centrum/").content.decode()
    assert ('<p class="note" lang="en">' in page, '<p class="note" lang="uk">' in page) == (True, False)
