"""Notices: a strip above every page that appears and goes by the moment."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contact.models import ContactCentre
from pages.frame import door, memory
from pages.models import Notice
from tests.admin_forms import change

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)  # 13.00 in Prague
HOUR = timedelta(hours=1)
ADD = "/sprava/pages/notice/add/"
TEXT = "Od 22. do 31. 12. na telefonu nejsme."


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


def notice(text=TEXT, starts_at=NOON - HOUR, ends_at=NOON + HOUR, **values):
    return Notice.objects.create(text=text, starts_at=starts_at, ends_at=ends_at, **values)


def strip_of(client, address="/", **extra):
    """What stands between the header and the page, as text with single spaces."""
    body = client.get(address, **extra).content.decode().partition("</header>")[2].partition("<main")[0]
    return " ".join(body.replace("\u00a0", " ").replace("\u2060", "").split())


def add(client, **values):
    data = {
        "text": TEXT,
        "link_text": "",
        "link_address": "",
        "starts_at_0": "7. 12. 2026",
        "starts_at_1": "8:00",
        "ends_at_0": "1. 1. 2027",
        "ends_at_1": "0:00",
    }
    return client.post(ADD, {**data, **values})


def errors(response):
    return [sentence for sentences in response.context["adminform"].form.errors.values() for sentence in sentences]


@pytest.mark.parametrize("address", ["/", "/obce/vir/", "/kontaktni-centrum/", "/hledat/?q=obec", "/neni/"])
def test_a_notice_stands_on_every_page(client, address):
    notice()
    assert TEXT in strip_of(client, address)


def test_it_appears_at_its_moment_and_is_gone_at_its_end(client):
    notice(starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    second = timedelta(seconds=1)
    for moment, is_there in [(HOUR - second, False), (HOUR, True), (2 * HOUR - second, True), (2 * HOUR, False)]:
        with time_machine.travel(NOON + moment, tick=False):
            assert (TEXT in strip_of(client)) is is_there, moment


def test_at_its_end_it_is_over_even_for_facts_that_were_read_before():
    row = notice()
    assert [row.is_shown(moment) for moment in [row.starts_at, row.ends_at]] == [True, False]


def test_pages_in_memory_end_with_the_next_notice():
    notice(starts_at=NOON + HOUR, ends_at=NOON + 2 * HOUR)
    assert memory.facts().until == NOON + HOUR
    with time_machine.travel(NOON + HOUR, tick=False):
        assert memory.facts().until == NOON + 2 * HOUR


def test_several_at_a_time_stand_in_the_order_in_which_they_began(client):
    notice("Druhé oznámení.", starts_at=NOON - HOUR)
    notice("První oznámení.", starts_at=NOON - 2 * HOUR)
    text = strip_of(client)
    assert text.index("První oznámení.") < text.index("Druhé oznámení.")


def test_without_a_notice_there_is_no_strip(client):
    notice(ends_at=NOON)
    assert strip_of(client) == ""


def test_what_outlives_its_moment_shows_none(client):
    notice()
    assert TEXT not in strip_of(client, **{door.WITHHELD: True})


def test_facts_in_it_come_from_the_rows_and_markup_is_text(client):
    notice(
        "Pište na {{e-mail}}, ne <script>alert(1)</script>.", link_text="Kdy & jak", link_address="/kontaktni-centrum/"
    )
    centre = ContactCentre.objects.get()
    text = strip_of(client)
    assert f'<a href="mailto:{centre.email}">' in text
    assert "&lt;script&gt;" in text
    assert '<a href="/kontaktni-centrum/">Kdy &amp; jak</a>' in text


def test_an_editor_writes_one_and_readers_see_it(editor_client, client):
    assert add(editor_client).status_code == 302
    assert TEXT in strip_of(client)
    assert "čtenáři ho vidí" in editor_client.get("/sprava/pages/notice/").content.decode()
    assert TEXT in editor_client.get("/sprava/").content.decode().replace("\u00a0", " ")


def test_a_changed_one_has_a_history(editor_client):
    row = notice()
    moments = {"starts_at_0": "7. 12. 2026", "starts_at_1": "8:00", "ends_at_0": "1. 1. 2027", "ends_at_1": "0:00"}
    change(editor_client, row, text="Dnes na telefonu nejsme.", **moments)
    assert [record.text for record in row.history.all()] == ["Dnes na telefonu nejsme.", TEXT]
    assert editor_client.get(reverse("admin:pages_notice_history", args=[row.pk])).status_code == 200


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"text": ""}, "Toto pole je třeba vyplnit."),
        ({"starts_at_0": "1. 1. 0001"}, "Zkontrolujte rok 1."),
        ({"ends_at_0": "1. 1. 9999"}, "Zkontrolujte rok 9999."),
        ({"text": "a" * 201}, "Tato hodnota má mít nejvýše 200 znaků"),
        ({"text": "Volejte 778 455 761."}, "Údaj „778 455 761“ je napsaný ručně"),
        ({"text": "Volejte {{telefonn}}."}, "Značku {{telefonn}} neznáme."),
        ({"text": "Více na www.example.cz."}, "Adresa „www.example.cz“ je napsaná jako text."),
        ({"link_text": "Víc"}, "K odkazu patří text i adresa."),
        ({"link_address": "/obce/"}, "K odkazu patří text i adresa."),
        ({"link_text": "zde", "link_address": "/obce/"}, "Odkaz „zde“ neříká, kam vede."),
        ({"link_text": "Naše obce", "link_address": "/neni/"}, "Odkaz „Naše obce“ vede na /neni/, ale"),
        ({"link_text": "Naše obce", "link_address": "http://a.cz/"}, "Odkaz „Naše obce“ má nezabezpečenou adresu."),
        ({"link_text": "Naše obce", "link_address": "javascript:x()"}, "Adresa odkazu začíná"),
        ({"link_text": "Naše {{telefon}}", "link_address": "/obce/"}, "Značky {{…}} jdou použít jen v textu"),
        ({"starts_at_0": "9. 12. 2026", "ends_at_0": "8. 12. 2026"}, "Konec musí být později než začátek."),
        ({"ends_at_0": "7. 12. 2026", "ends_at_1": "12:59"}, "Konec už minul, oznámení by nikdo neviděl."),
    ],
)  # fmt: skip
def test_what_would_be_wrong_above_every_page_is_refused_and_stays_in_the_form(editor_client, values, sentence):
    response = add(editor_client, **values)
    assert response.status_code == 200
    (said,) = errors(response)
    assert said.startswith(sentence)
    assert not Notice.objects.exists()
    assert response.context["adminform"].form["text"].value() == values.get("text", TEXT)


def test_the_database_refuses_an_end_before_the_beginning_and_half_a_link():
    for values in [{"ends_at": NOON - HOUR}, {"link_text": "Víc"}, {"link_address": "/obce/"}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            notice(**values)


def test_an_author_reads_notices_and_writes_none(client_of):
    row = notice()
    author = client_of("Autor")
    assert author.get(reverse("admin:pages_notice_change", args=[row.pk])).status_code == 200
    assert author.get(ADD).status_code == 403
    moments = {"starts_at_0": "7. 12. 2026", "starts_at_1": "8:00", "ends_at_0": "1. 1. 2027", "ends_at_1": "0:00"}
    old = f"/sprava/pages/notice/{row.pk}/history/{row.history.first().pk}/"
    assert author.post(old, {"text": "Autor to zveřejnil sám.", **moments}).status_code == 403
    row.delete()
    assert author.post(old, {"text": "Autor to zveřejnil sám.", **moments}).status_code == 403
    assert not Notice.objects.exists()


def test_its_form_shows_the_strip_as_readers_will_see_it_with_the_facts_in_it(editor_client):
    row = notice("Pište na {{e-mail}} & <b>volejte</b>.")
    page = (
        editor_client.get(reverse("admin:pages_notice_change", args=[row.pk])).content.decode().replace("\u00a0", " ")
    )
    strip = page.partition('id="strip"')[2].partition("</section>")[0]
    assert "socialni.bydleni@mpsv.cz" in strip
    assert "&amp; &lt;b&gt;volejte&lt;/b&gt;." in strip
    refused = add(editor_client, text="Zítra jinak.", ends_at_0="nikdy").content.decode()
    assert "Zítra jinak." in refused.replace("\u00a0", " ").partition('id="strip"')[2].partition("</section>")[0]


def test_two_at_the_same_time_are_told_of_each_other(editor_client):
    notice("Dřív.", ends_at=NOON)
    notice("Zároveň.", starts_at=NOON, ends_at=NOON + 48 * HOUR)
    answer = editor_client.get(add(editor_client)["Location"])
    said = [str(message) for message in answer.context["messages"]]
    beside = [sentence for sentence in said if "pruhů" in sentence]
    assert beside == ["Ve stejnou dobu tam bude víc pruhů nad sebou: „Dřív.“, „Zároveň.“."]
    later = editor_client.get(add(editor_client, starts_at_0="1. 2. 2027", ends_at_0="2. 2. 2027")["Location"])
    assert not [message for message in later.context["messages"] if "pruhů" in str(message)]


def test_its_moments_are_typed_and_shown_as_people_write_them(editor_client):
    assert (
        add(editor_client, starts_at_0="8. 12.", starts_at_1="9", ends_at_0="1.1.", ends_at_1="9.30").status_code == 302
    )
    row = Notice.objects.get()
    assert (row.starts_at, row.ends_at) == (
        datetime(2026, 12, 8, 8, tzinfo=UTC),
        datetime(2027, 1, 1, 8, 30, tzinfo=UTC),
    )
    page = editor_client.get(reverse("admin:pages_notice_change", args=[row.pk]))
    shown = re.findall(r'name="(?:starts|ends)_at_[01]" value="([^"]+)"', page.content.decode())
    assert shown == ["8. 12. 2026", "9.00", "1. 1. 2027", "9.30"]


def test_a_moment_keeps_its_seconds_when_its_form_is_saved(editor_client):
    row = notice(ends_at=NOON + HOUR + timedelta(seconds=7))
    address = reverse("admin:pages_notice_change", args=[row.pk])
    shown = re.findall(r'name="((?:starts|ends)_at_[01])" value="([^"]+)"', editor_client.get(address).content.decode())
    editor_client.post(address, {**dict(shown), "text": "Jinak.", "link_text": "", "link_address": ""})
    assert Notice.objects.get(text="Jinak.").ends_at == row.ends_at
