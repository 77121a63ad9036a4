"""Signs that nobody sees, in what editors paste: no form of the admin keeps them, and no search stumbles over them."""

import pytest
from django.test import Client

from contact.models import ContactCentre
from pages.models import AccessibilityStatement, Page
from tests.admin_forms import change, write_draft

pytestmark = pytest.mark.django_db
SHY, ZWSP, BOM = "\u00ad", "\u200b", "\ufeff"


def test_a_fact_is_stored_as_it_is_seen(editor_client):
    centre = ContactCentre.objects.get()
    change(editor_client, centre, street=f"Na Ma{SHY}ninách{ZWSP} 876/7{BOM}", _seen="1")
    centre.refresh_from_db()
    assert centre.street == "Na Maninách 876/7"


def test_a_row_below_a_fact_is_stored_as_it_is_seen(editor_client):
    statement = AccessibilityStatement.objects.get()
    fault = {"faults-0-what": f"Ma{SHY}pa{ZWSP} nemá popis.", "faults-TOTAL_FORMS": "1"}
    change(editor_client, statement, **fault)
    assert [row.what for row in statement.faults.all()] == ["Mapa nemá popis."]


def test_a_text_is_stored_as_it_is_seen_also_where_its_signs_are_written_as_entities(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    body = f"<p>By{SHY}d&shy;le&#8203;ní&zwnj;.</p>"
    draft = write_draft(editor_client, page, title=f"O pro{ZWSP}jektu", body=body)
    assert (draft.title, draft.body) == ("O projektu", "<p>Bydlení.</p>")


@pytest.mark.parametrize(
    ("phone", "email"),
    [
        ("778\u2011455\u2013762", "novy\u2011web@mpsv.cz"),
        (f"tel. 778{ZWSP}455{ZWSP}762", f"novy{SHY}-web@{ZWSP}mpsv.cz"),
        ("７７８\u00a0４５５\u202f７６２", "novy-web＠mpsv.cz"),
    ],
)
def test_the_centre_is_reached_the_same_way_however_that_was_pasted(editor_client, phone, email):
    centre = ContactCentre.objects.get()
    change(editor_client, centre, phone=phone, email=email)
    centre.refresh_from_db()
    assert (centre.phone, centre.email) == ("+420778455762", "novy-web@mpsv.cz")


def test_a_list_is_searched_by_what_is_seen(editor_client):
    answer = editor_client.get("/sprava/municipalities/municipality/", {"q": f"{ZWSP}Brn{SHY}o\u00a0"})
    assert [row.name for row in answer.context["cl"].result_list] == ["Brno"]


def test_who_pastes_a_name_gets_in_and_a_password_is_what_was_typed(django_user_model):
    password = f"heslo{ZWSP}s mezerou"
    django_user_model.objects.create_superuser("editorka", password=password)
    for typed, is_right in [(password.replace(ZWSP, ""), False), (password, True)]:
        answer = Client().post("/sprava/login/", {"username": f"edi{SHY}torka{BOM}", "password": typed})
        assert ("Heslo" in answer.content.decode()) is not is_right, typed
