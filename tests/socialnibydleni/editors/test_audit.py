"""What the security officer reads: one JSON line each, without secrets."""

import json

import pytest
from django.db import transaction
from django.test import Client

from pages.models import Page
from socialnibydleni.editors import audit
from tests.admin_forms import change, publish, write_draft
from tests.door import PASSWORD, code_of, fail, give_code, give_password

pytestmark = pytest.mark.django_db


def test_sign_ins_and_failures_are_logged_without_secrets(client, enrolled, audit_lines):
    give_password(client, "spatne-heslo")
    give_password(client, PASSWORD, username=PASSWORD)
    give_password(client)
    code = code_of(enrolled)
    give_code(client, code)
    events = [(line["event"], line.get("user"), line.get("step")) for line in audit_lines()]
    assert events == [
        ("sign_in_failed", "novak", "password"),
        ("sign_in_failed", None, "password"),
        ("signed_in", "novak", None),
    ]
    assert not [secret for secret in [PASSWORD, "spatne-heslo", code] if secret in json.dumps(audit_lines())]


def test_what_was_rolled_back_leaves_no_line(editor, audit_lines):
    with transaction.atomic():
        audit.log("published", user=editor)
        transaction.set_rollback(True)
    audit.log("withdrawn", user=editor)
    assert [line["event"] for line in audit_lines()] == ["withdrawn"]


def test_publications_are_logged_without_their_text(editor_client, audit_lines):
    page = Page.objects.get(address="/o-projektu/")
    write_draft(editor_client, page, title="Tajné")
    publish(editor_client, page)
    (line,) = audit_lines()
    assert (line["event"], line["user"], line["address"]) == ("published", "editorka", "/o-projektu/")
    assert "Tajné" not in json.dumps(line, ensure_ascii=False)


def test_every_change_of_an_account_and_of_a_password_is_logged(editor_client, enrolled, audit_lines):
    change(editor_client, enrolled, last_name="Novák")
    new = "uplne-nove-heslo-1"
    own = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert editor_client.post("/sprava/password_change/", own).status_code == 302
    events = [(line["event"], line.get("account"), line.get("user")) for line in audit_lines()]
    assert ("account_changed", "novak", "editorka") in events
    assert ("password_changed", None, "editorka") in events
    assert new not in json.dumps(audit_lines())


def test_lock_outs_and_resets_are_logged(client, editor_client, enrolled, audit_lines):
    fail(Client())
    editor_client.post("/sprava/auth/user/", {"action": "reset_second_factor", "_selected_action": [enrolled.pk]})
    assert {"locked_out", "second_factor_reset"} <= {line["event"] for line in audit_lines()}
    assert audit_lines()[-1]["account"] == "novak"


def test_each_step_of_an_account_is_a_line_and_no_line_holds_the_link(editor_client, novak, audit_lines):
    page = f"/sprava/auth/user/{novak.pk}"
    address = editor_client.post(f"{page}/odkaz/").context["address"]
    token = address.partition("=")[2]
    new = {"odkaz": token, "new_password1": "uplne-nove-heslo-1", "new_password2": "uplne-nove-heslo-1"}
    Client().post("/sprava/heslo/", new)
    editor_client.post(f"{page}/vypnout/")
    editor_client.post(f"{page}/zapnout/")
    steps = [(line["event"], line["user"], line.get("account")) for line in audit_lines()]
    assert steps == [
        ("password_link_made", "editorka", "novak"),
        ("password_set", "novak", None),
        ("account_switched_off", "editorka", "novak"),
        ("account_switched_on", "editorka", "novak"),
    ]
    assert not [secret for secret in [token, new["new_password1"]] if secret in json.dumps(audit_lines())]
