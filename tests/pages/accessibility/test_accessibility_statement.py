"""The statement on accessibility: its faults with a day, its history, and the warning before it is out of date."""

import pytest
import time_machine
from django.contrib.auth.models import Group, User

from pages.models import AccessibilityStatement, ContentVersion, KnownFault
from tests.admin_forms import form_data

pytestmark = pytest.mark.django_db
ADDRESS, FORM = "/pristupnost/", "/sprava/pages/accessibilitystatement/1/change/"
WHAT = "Metodika z roku 2018 nemá nadpisy."


@pytest.fixture
def start_page(client, let_in, editor):
    """The lines of the start page on a day."""

    def lines(day):
        with time_machine.travel(f"{day}T12:00+01:00", tick=False):
            sections = let_in(client, editor).get("/sprava/").context["sections"]
        (found,) = [section.lines for section in sections if section.title == "Přístupnost webu"]
        return [line.text.replace("\u00a0", " ") for line in found]

    return lines


def text(client):
    return client.get(ADDRESS).content.decode().replace("\u00a0", " ").replace("\u2060", "")


def fault(**values):
    return KnownFault.objects.create(statement_id=1, what=WHAT, **values)


def test_statement_says_who_assessed_the_site_how_and_when_and_lists_faults_with_their_day(client):
    AccessibilityStatement.objects.update(
        status="partial", assessed_on="2026-10-05", method="vlastní posouzení", assessed_by="Jana Nováková, MPSV"
    )
    fault(mended_by="2027-03-31")
    fault()
    body = text(client)
    assert "Posouzeno 5. 10. 2026. Kdo web posoudil: Jana Nováková, MPSV. Způsob posouzení: vlastní posouzení." in body
    assert f'<li>{WHAT} Opravíme do <time datetime="2027-03-31">31. 3. 2027</time>.</li>' in body
    assert f"<li>{WHAT}</li>" in body
    assert body.index("Nesoulad s právními předpisy") < body.index(WHAT)


def test_feedback_goes_to_its_own_address_where_there_is_one(client):
    assert "O přístupnosti pište na" not in text(client)
    AccessibilityStatement.objects.update(feedback_email="pristupnost@mpsv.cz")
    assert 'O přístupnosti pište na <a href="mailto:pristupnost@mpsv.cz">' in text(client)


def test_faults_are_found_by_the_search_and_are_content(client):
    before = ContentVersion.objects.current()
    fault()
    assert ContentVersion.objects.current() > before
    assert ADDRESS in client.get("/hledat/?q=nadpisy").content.decode().partition("<main")[2].partition("</main>")[0]


@pytest.mark.parametrize(
    ("assessed_on", "revised_on", "day", "is_warned"),
    [
        ("2026-01-31", None, "2026-12-30", False),
        ("2026-01-31", None, "2026-12-31", True),
        ("2026-01-31", None, "2028-01-01", True),
        ("2026-01-31", "2026-11-30", "2026-12-31", False),
        ("2026-11-30", "2026-01-31", "2026-12-31", False),
    ],
)
def test_start_page_warns_from_the_eleventh_month(start_page, assessed_on, revised_on, day, is_warned):
    AccessibilityStatement.objects.update(
        status="full", method="x", assessed_on=assessed_on, revised_on=revised_on, assessed_by="x"
    )
    warned = ["Prohlášení o přístupnosti jste naposledy prošli 31. 1. 2026"] if is_warned else []
    assert start_page(day) == warned


def test_start_page_says_that_nobody_assessed_the_site_and_names_faults_past_their_day(start_page):
    fault(mended_by="2026-12-06")
    fault(mended_by="2026-12-07")
    fault()
    assert start_page("2026-12-07") == ["Přístupnost webu zatím nikdo neposoudil", f"Po termínu 6. 12. 2026: {WHAT}"]


def test_a_publisher_adds_a_fault_and_deletes_it_and_the_history_knows_both(client, let_in):
    user = User.objects.create_user("vydavatelka", is_staff=True)
    user.groups.set([Group.objects.get(name="Vydavatel")])
    publisher = let_in(client, user)
    data = {**form_data(publisher.get(FORM)), "faults-0-what": WHAT, "faults-0-mended_by": "31. 3. 2027"}
    assert publisher.post(FORM, {**data, "assessed_by": "Jana Nováková"}).status_code == 302
    row = KnownFault.objects.get()
    assert (row.what, str(row.mended_by)) == (WHAT, "2027-03-31")
    assert publisher.post(FORM, {**form_data(publisher.get(FORM)), "faults-0-DELETE": "on"}).status_code == 302
    assert not KnownFault.objects.exists()
    body = publisher.get("/sprava/pages/accessibilitystatement/1/history/").content.decode()
    assert "<strong>Kdo web posoudil:</strong> prázdné → Jana Nováková" in body
    assert [said in body for said in ["přidána", "smazána", WHAT, "31. 3. 2027"]] == [True] * 4
    newest, first = publisher.get("/sprava/").context["changes"]
    assert newest.text.startswith("Prohlášení o přístupnosti: smazáno: známá závada ")
    assert first.text.startswith("Prohlášení o přístupnosti: změněno: kdo web posoudil Jana Nováková; přidáno: známá ")
