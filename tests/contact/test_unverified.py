"""While nobody has verified the contact centre lately, its pages say what they know of it, and nothing as of now."""

import re
from datetime import date

import pytest
import time_machine
from django.utils import timezone
from django.utils.translation import override

from contact.models import ContactCentre, HoursException
from pages.frame.filled import told
from pages.frame.frame import Frame
from pages.models import Page
from pages.typography import WORD_JOINER
from tests.admin_forms import publish, write_draft

pytestmark = pytest.mark.django_db


def read(client, address="/kontaktni-centrum/"):
    body = client.get(address).content.decode().replace("&nbsp;", " ").replace("\u00a0", " ").replace(WORD_JOINER, "")
    return body.replace('<time datetime="2020-09-16">', "").replace("</time>", "")


@pytest.fixture(autouse=True)
def _in_june():
    with time_machine.travel("2027-06-28T10:00+02:00", tick=False):
        yield


@pytest.fixture
def _verified():
    day = date(2027, 6, 1)
    ContactCentre.objects.update(verified_on=day, hours_verified_on=day)


@pytest.mark.parametrize("address", ["/", "/kontaktni-centrum/", "/obce/vir/", "/neni/"])
def test_who_may_reach_nobody_is_led_to_write_first(client, address):
    body = read(client, address)
    assert body.index('class="btn btn--main" href="mailto:') < body.index('class="btn" href="tel:')


@pytest.mark.usefixtures("_verified")
@pytest.mark.parametrize("address", ["/", "/kontaktni-centrum/", "/obce/vir/", "/neni/"])
def test_verified_hours_put_the_phone_first(client, address):
    body = read(client, address)
    assert body.index('class="btn btn--main" href="tel:') < body.index('class="btn" href="mailto:')


def test_old_hours_and_contacts_say_of_when_they_are_and_never_that_they_hold(client):
    centre = read(client)
    assert "<caption>Konzultační hodiny ověřené 16. 9. 2020</caption>" in centre
    assert "Telefon a e-mail jsme naposledy ověřili 16. 9. 2020." in centre
    assert "Adresu jsme naposledy ověřili 16. 9. 2020." in centre
    assert "Kontakty jsme naposledy ověřili 16. 9. 2020. Odpověď může trvat déle." in " ".join(centre.split())
    for said in [
        "Kdy můžete volat",
        "Na telefonu jsme jen",
        "Napište nebo zavolejte",
        "webcal:",
        "Na telefonu jsme v ",
    ]:
        assert said not in centre, said
    assert "Telefon podle hodin ověřených 16. 9. 2020: pondělí 12–16" in read(client, "/")
    form = " ".join(read(client, "/kontaktni-centrum/schuzka/").split())
    assert "Kontakty jsme naposledy ověřili 16. 9. 2020. Odpověď může trvat déle." in form
    assert "Odeslat žádost" in form


@pytest.mark.usefixtures("_verified")
def test_verified_hours_and_contacts_need_no_reserve(client):
    centre = read(client)
    assert "<caption>Kdy můžete volat</caption>" in centre
    assert "Odpověď může trvat déle" not in centre
    assert "Adresu jsme" not in centre
    assert "Telefon obvykle: pondělí 12–16, středa a pátek 9–13 hodin." in read(client, "/")


@pytest.mark.usefixtures("_verified")
def test_days_without_the_phone_say_just_that_and_other_hours_say_which(client):
    def told():
        heading, days = re.search(r'<div class="note"><h2>(.*?)</h2>\s*<ul>(.*?)</ul>', read(client)).groups()
        return heading, re.findall(r"<li>(\w+) <time[^>]*>(.*?)</li>", days)

    reason = "(Den slovanských věrozvěstů Cyrila a Metoděje)"
    assert told() == ("Kdy na telefonu nebudeme", [("pondělí", f"5. 7. 2027 {reason}")])
    day = date(2027, 7, 7)
    HoursException.objects.create(
        centre_id=1, from_day=day, through_day=day, opens_at="8:00", closes_at="9:00", reason="služba"
    )
    days = [("pondělí", f"5. 7. 2027: bez telefonu {reason}"), ("středa", "7. 7. 2027: 8–9 hodin (služba)")]
    assert told() == ("Výjimky v příštích 30 dnech", days)


def test_hours_of_the_week_are_heard_in_words(client):
    seen, heard = '<span aria-hidden="true">9–13 hodin</span>', '<span class="vh">od 9 do 13 hodin</span>'
    assert read(client).count(seen + heard) == 2


def test_hours_that_nobody_ever_verified_say_so(client):
    ContactCentre.objects.update(verified_on=None, hours_verified_on=None)
    centre = read(client)
    assert "<caption>Konzultační hodiny, které zatím nikdo neověřil</caption>" in centre
    assert "Telefon a e-mail jsme zatím neověřili." in centre
    assert "Telefon podle neověřených hodin: pondělí 12–16" in read(client, "/")


def test_a_typed_closure_is_told_after_the_weeks_verification_has_run_out(client, editor_client):
    ContactCentre.objects.update(hours_verified_on=date(2026, 11, 30))
    days = {"from_day": date(2027, 6, 30), "through_day": date(2027, 7, 2)}
    HoursException.objects.create(centre_id=1, **days, reason="stěhování")
    open_day = date(2027, 7, 7)
    HoursException.objects.create(
        centre_id=1, from_day=open_day, through_day=open_day, opens_at="8:00", closes_at="9:00", reason="služba"
    )
    centre = read(client)
    told = centre.partition("<h2>Kdy na telefonu nebudeme</h2>")[2].partition("</ul>")[0]
    assert "30. 6. 2027" in told
    assert "stěhování" in told
    assert "Den slovanských věrozvěstů" in told
    assert "služba" not in told  # that somebody answers needs a verification
    with time_machine.travel("2027-07-01T10:00+02:00", tick=False):
        for address in ["/", "/kontaktni-centrum/", "/obce/vir/"]:
            assert "Dnes na telefonu nejsme." in read(client, address), address
            assert "Důvod: stěhování." in read(client, address), address


def test_prose_that_names_the_hours_says_when_they_were_verified(client, editor_client):
    page = Page.objects.get(address="/o-projektu/")
    write_draft(editor_client, page, body="<p>Voláte nám {{hodiny}}.</p>")
    publish(editor_client, page, change_note="Doplnili jsme hodiny.")
    assert "ve středu a v pátek od 9 do 13 hodin (ověřeno 16. 9. 2020)." in read(client, "/o-projektu/")
    for language, said in [
        ("uk", "з 9:00 до 13:00 (перевірено 16.09.2020)"),
        ("en", "from 9 am to 1 pm (checked on 16 September 2020)"),
        ("cs-easy", "od 9 do 13 hodin, ověřeno 16. září 2020"),
    ]:
        with override(language):
            assert told(Frame(timezone.now()))["hodiny"].replace("\u00a0", " ").endswith(said)
    ContactCentre.objects.update(hours_verified_on=date(2027, 6, 1))
    ContactCentre.objects.get().save()
    assert "ve středu a v pátek od 9 do 13 hodin." in read(client, "/o-projektu/")
