"""Facts inside prose: written once in their rows, shown in every text that names them."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError

from contact.models import ConsultationHours, ContactCentre
from pages import registry
from pages.editing import gate_check
from pages.frame import filled
from pages.frame.frame import Frame
from pages.models import Page, PageVersion, Project

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
ABOUT = "/o-projektu/"
PHONE = '<a href="tel:+420778455761">+420&nbsp;778&nbsp;455&nbsp;761</a>'
HOURS = "v pondělí od 12 do 16 hodin, ve středu a v pátek od 9 do 13 hodin"
CHOICE = "{{název-projektu}}, {{registrační-číslo}}, {{telefon}}, {{e-mail}}, {{hodiny}}, {{adresa}}"
ALL = "{{telefon}}, {{e-mail}}, {{adresa}}, {{hodiny}}"


@pytest.fixture(autouse=True)
def _verified():
    ContactCentre.objects.update(hours_verified_on=NOON.date())


def write(body, **values):
    page = Page.objects.get(address=ABOUT)
    return PageVersion.objects.create(page=page, **{"title": "T", "body": body, "publish_at": NOON, **values})


def main_of(client):
    return client.get(ABOUT).content.decode().partition("<h1>")[2].partition("</main>")[0]


def shown(body):
    return filled.outline(body, Frame(NOON)).html


def test_prose_says_the_facts_of_the_rows():
    email = '<a href="mailto:socialni.bydleni@mpsv.cz">socialni.bydleni@mpsv.cz</a>'
    assert shown(f"<p>{ALL}</p>") == f"<p>{PHONE}, {email}, Na Maninách 876/7, Praha-Holešovice, {HOURS}</p>"


def test_prose_says_the_facts_of_the_project():
    name = "Sociální bydlení – metodická a informační podpora v oblasti sociálních agend"
    assert shown("{{název-projektu}}, {{registrační-číslo}}") == f"{name}, CZ.03.2.63/0.0/0.0/15_017/0003539"


def test_a_changed_phone_number_is_in_prose_at_the_next_request(client):
    write("<p>Volejte {{ Telefon }}.</p>")
    assert '<a href="tel:+420778455761">' in main_of(client)
    centre = ContactCentre.objects.get()
    centre.phone = "+420601234567"
    centre.save()
    assert '<p>Volejte <a href="tel:+420601234567">' in main_of(client)
    assert "778" not in main_of(client)


def test_hours_in_prose_are_those_of_the_day():
    ConsultationHours.objects.filter(weekday=0).update(valid_from="2026-10-06")
    assert shown("{{hodiny}}") == "ve středu a v pátek od 9 do 13 hodin"


@pytest.mark.parametrize(
    "body", ["<p>{{telefon}}{{e-mail}}{{adresa}}{{hodiny}}{{název-projektu}}</p>", "<p>{{uz-neni}}</p>"]
)
def test_what_is_not_known_is_shown_as_nothing(body):
    ContactCentre.objects.all().delete()
    Project.objects.all().delete()
    assert shown(body) == "<p></p>"


def test_a_fact_inside_a_link_is_text_because_links_do_not_nest():
    body = '<p><a href="/obce/">Volejte <strong>{{telefon}}</strong></a> nebo {{telefon}}</p>'
    phone = "+420&nbsp;778&nbsp;455&nbsp;761"
    assert shown(body) == f'<p><a href="/obce/">Volejte <strong>{phone}</strong></a> nebo {PHONE}</p>'


def test_a_fact_cannot_bring_in_more_than_the_vocabulary():
    ContactCentre.objects.update(street='<img src=x onerror="alert(1)">')
    assert shown("{{adresa}}") == '&lt;img src=x onerror="alert(1)"&gt;, Praha-Holešovice'


def test_search_finds_the_fact_as_text_and_never_the_braces():
    write(f"<p>{ALL}</p>")
    (entry,) = [entry for entry in registry.entries(NOON) if entry.address == ABOUT]
    street = "Na Maninách 876/7, Praha-Holešovice"
    phone = "+420\u00a0778\u00a0455\u00a0761"
    assert entry.body.splitlines()[0] == f"{phone}, socialni.bydleni@mpsv.cz, {street}, {HOURS}"
    assert "{{" not in entry.body


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("<p>{{fax}}</p>", f"Značku {{{{fax}}}} neznáme. Můžete použít: {CHOICE}."),
        ("<p>{{telefon}</p>", f"Dvojité složené závorky jsou jen pro značky. Můžete použít: {CHOICE}."),
        ("<p>{{<em>telefon</em>}}</p>", f"Dvojité složené závorky jsou jen pro značky. Můžete použít: {CHOICE}."),
        ('<p><a href="{{telefon}}">x</a></p>', "Značka {{…}} nejde použít v adrese odkazu, jen v textu."),
    ],
    ids=["unknown", "not closed", "cut by a tag", "in an address"],
)
def test_braces_that_would_not_be_filled_are_refused_at_saving(body, message):
    for save in [write, lambda body: PageVersion(title="T", body=body).clean()]:
        with pytest.raises(ValidationError) as refused:
            save(body)
        assert refused.value.message_dict == {"body": [message]}


@pytest.mark.parametrize("field", ["title", "summary"])
def test_titles_take_no_placeholder(field):
    with pytest.raises(ValidationError) as refused:
        write("", **{field: "{{telefon}}"})
    assert refused.value.message_dict == {field: ["Značky {{…}} jdou použít jen v textu stránky."]}


def test_a_copied_registration_number_is_found():
    (problem,) = gate_check.check(write("<p>Číslo CZ.03.2.63/0.0/0.0/15_017/0003539.</p>", summary="S" * 50), NOON)
    assert problem.message.startswith("Údaj „CZ.03.2.63/0.0/0.0/15_017/0003539“ je napsaný ručně")
    assert "{{registrační-číslo}}" in problem.message


def test_a_former_fact_typed_in_prose_is_found():
    centre = ContactCentre.objects.get()
    centre.phone, centre.email, centre.street = "+420601234567", "nova@priklad.cz", "Nová 1"
    centre.save()
    monday = ConsultationHours.objects.get(weekday=0)
    monday.closes_at = "15:30"
    monday.save()
    body = "<p>778 455 761, socialni.bydleni@mpsv.cz, Na Maninách 876/7, v pondělí od 12 do 16 hodin</p>"
    former = [problem for problem in gate_check.check(write(body), NOON) if "už neplatí" in problem.message]
    assert sorted(problem.place.words for problem in former) == [
        "778 455 761",
        "Na Maninách 876/7",
        "socialni.bydleni@mpsv.cz",
        "v pondělí od 12 do 16",
    ]
