"""What an automatic check found waits for an editor, claims nothing by itself, and is nowhere public."""

import json

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from pages.models import AccessibilityStatement, AssessmentDraft, ContentVersion, KnownFault

pytestmark = pytest.mark.django_db
FORM, ADDRESS = "/sprava/pages/accessibilitystatement/1/change/", "/pristupnost/"
ACCEPT, DISCARD = (
    "/sprava/pages/accessibilitystatement/1/prijmout-posouzeni/",
    FORM.replace("change", "zahodit-posouzeni"),
)
CONTRAST = {"rule": "color-contrast", "page": "/obce/", "element": "h1", "help": "Elements must have contrast"}
FAILURES = [CONTRAST, {**CONTRAST, "element": "h2"}, {**CONTRAST, "page": "/"}, {**CONTRAST, "rule": "label"}]
WHAT = "Automatická kontrola našla porušené pravidlo „{}“. Počet stránek: {}, např. /obce/"
METHOD = "automatické posouzení nástrojem axe-core 4.12.1 na 2 stránkách"
GOOD = {
    "format": "socialnibydleni-assessment-1",
    "made_on": "2026-11-25",
    "tools": {"axe-core": "4.12.1", "Chromium": "140.0", "Playwright": "1.65.2"},
    "pages": ["/", "/obce/"],
    "failures": [],
    "undecided": 7,
}


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel("2026-11-25T12:00+01:00", tick=True):
        yield


@pytest.fixture
def load(tmp_path, capsys):
    """Loads a file; returns what the command prints."""

    def load(content=None, **changes):
        file = tmp_path / "posouzeni.json"
        file.write_bytes(json.dumps({**GOOD, **changes}).encode() if content is None else content)
        call_command("draft_assessment", str(file))
        return capsys.readouterr().out

    return load


def decide(client, address):
    """Press the button of the form as it is shown now; the messages on the next page."""
    loaded_at = AssessmentDraft.objects.get().loaded_at.isoformat()
    return said(client.post(address, {"loaded_at": loaded_at}, follow=True))


def said(response):
    assert response.redirect_chain == [(FORM, 302)]
    return [str(message) for message in response.context["messages"]]


def statement(**values):
    AccessibilityStatement.objects.update(**values)


def facts():
    row = AccessibilityStatement.objects.get()
    return row.status, str(row.assessed_on), row.method, row.assessed_by


def test_command_loads_the_file_as_the_only_draft(load):
    assert load(failures=FAILURES) == (
        "The assessment of 2026-11-25 waits for an editor: 2 pages, 4 failures, 7 undecided.\n"
    )
    load(made_on="2026-11-24", undecided=1)
    draft = AssessmentDraft.objects.get()
    assert (str(draft.made_on), draft.tools, draft.pages) == ("2026-11-24", GOOD["tools"], 2)
    assert (draft.failures, draft.undecided) == ([], 1)


def test_database_holds_one_draft(load):
    load()
    with pytest.raises(IntegrityError), transaction.atomic():
        AssessmentDraft.objects.create(
            pk=2, made_on="2026-11-25", tools={}, pages=1, failures=[], undecided=0, loaded_at=timezone.now()
        )


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "it is not JSON"),
        (b"[" * 200_000, "it is not JSON"),
        (b"\xff", "it is not UTF-8"),
        (b" " * 5_000_001, "it is larger than 5,000,000 bytes"),
        (b"[]", 'it is no assessment of this site: "format" is not "socialnibydleni-assessment-1"'),
        (b'{"format": "axe"}', 'it is no assessment of this site: "format" is not "socialnibydleni-assessment-1"'),
        (
            b'{"format": "socialnibydleni-assessment-1"}',
            "its entries are not failures, format, made_on, pages, tools, undecided",
        ),
    ],
)
def test_command_refuses_other_files_in_one_sentence_and_keeps_the_draft(load, content, reason):
    load()
    before = AssessmentDraft.objects.values().get()
    with pytest.raises(CommandError) as refused:
        load(content)
    assert str(refused.value).partition(" was not loaded: ")[2] == f"{reason}."
    assert AssessmentDraft.objects.values().get() == before


@pytest.mark.parametrize(
    ("entry", "value", "reason"),
    [
        ("made_on", "2026-11-26", "it is from the future: 2026-11-26"),
        ("made_on", "2026-02-30", '"made_on" is not a day such as 2026-11-25'),
        ("made_on", "2026-W48-1", '"made_on" is not a day such as 2026-11-25'),
        ("made_on", 20261125, '"made_on" is not a day such as 2026-11-25'),
        ("tools", {"Chromium": "140"}, '"tools" does not say the version of each tool, axe-core among them'),
        ("tools", {"axe-core": 4}, '"tools" does not say the version of each tool, axe-core among them'),
        ("tools", {"axe-core": "4\0"}, '"tools" does not say the version of each tool, axe-core among them'),
        ("tools", {"axe-core": "\ud800"}, '"tools" does not say the version of each tool, axe-core among them'),
        ("pages", [], '"pages" is not a list of addresses that begin with /'),
        ("pages", ["https://example.org/"], '"pages" is not a list of addresses that begin with /'),
        ("pages", [["/"]], '"pages" is not a list of addresses that begin with /'),
        ("pages", ["/", "/"], '"pages" names a page twice'),
        ("undecided", True, '"undecided" is not a number of checks'),
        ("undecided", -1, '"undecided" is not a number of checks'),
        ("undecided", 2**31, '"undecided" is not a number of checks'),
    ],
)
def test_command_refuses_a_file_with_a_wrong_entry(load, entry, value, reason):
    with pytest.raises(CommandError) as refused:
        load(**{entry: value})
    assert str(refused.value).partition(" was not loaded: ")[2] == f"{reason}."
    assert not AssessmentDraft.objects.exists()


@pytest.mark.parametrize(
    "failures",
    [{}, ["label"], [{"rule": "label"}], [{**CONTRAST, "page": "/jinde/"}], [{**CONTRAST, "rule": "A „rule“"}]],
)
def test_command_refuses_failures_that_name_no_rule_or_page(load, failures):
    with pytest.raises(CommandError, match='"failures" is not a list of rule, page, element and help'):
        load(failures=failures)


def test_command_says_that_there_is_no_such_file(tmp_path):
    with pytest.raises(CommandError, match=r"no-file can't be read: No such file or directory\."):
        call_command("draft_assessment", str(tmp_path / "no-file"))


def test_form_and_start_page_show_a_draft_and_readers_see_nothing(load, editor_client, client):
    assert b"Koncept posouzen" not in editor_client.get(FORM).content
    before, public = ContentVersion.objects.current(), client.get(ADDRESS).content
    load(failures=FAILURES)
    body = editor_client.get(FORM).content.decode().replace("\u00a0", " ")
    assert "Koncept posouzení z 25. 11. 2026</h2>" in body
    tools = "Chromium 140.0, Playwright 1.65.2, axe-core 4.12.1"
    assert f"Nástroje: {tools}. Stránek: 2. Závad: 4. Nerozhodnutých kontrol: 7." in body
    assert [f'formaction="{address}"' in body for address in [ACCEPT, DISCARD]] == [True, True]
    sections = editor_client.get("/sprava/").context["sections"]
    (lines,) = [section.lines for section in sections if section.title == "Přístupnost webu"]
    assert (lines[0].text.replace("\u00a0", " "), lines[0].url) == ("Koncept posouzení z 25. 11. 2026", FORM)
    assert (ContentVersion.objects.current(), client.get(ADDRESS).content) == (before, public)


def test_accepting_failures_claims_partial_conformity_and_makes_a_fault_of_each_rule(load, client_of, client):
    statement(assessed_by="Jana Nováková")
    load(failures=FAILURES)
    publisher = client_of("Vydavatel")
    assert decide(publisher, ACCEPT) == ["Posouzení jsme zapsali. Stav: částečně v souladu."]
    assert facts() == ("partial", "2026-11-25", METHOD, "")
    faults = [(fault.what, fault.mended_by) for fault in KnownFault.objects.all()]
    assert faults == [(WHAT.format("color-contrast", 2), None), (WHAT.format("label", 1), None)]
    assert not AssessmentDraft.objects.exists()
    record, fault = (model.history.latest("history_id") for model in [AccessibilityStatement, KnownFault])
    assert (record.history_user.username, fault.history_user.username) == ("Vydavatel", "Vydavatel")
    assert record.history_change_reason.replace("\u00a0", " ") == "přijat koncept posouzení z 25. 11. 2026"
    assert METHOD in client.get(ADDRESS).content.decode().replace("\u00a0", " ")


def test_a_fault_that_an_editor_has_described_is_not_added_again(load, editor_client):
    KnownFault.objects.create(statement_id=1, what="Nadpisy jsou bledé („color-contrast“).", mended_by="2027-01-31")
    load(failures=FAILURES)
    decide(editor_client, ACCEPT)
    whats = ["Nadpisy jsou bledé („color-contrast“).", WHAT.format("label", 1)]
    assert list(KnownFault.objects.values_list("what", flat=True)) == whats


def test_accepting_a_run_without_failures_leaves_the_status_to_the_editor(load, editor_client, client):
    load()
    (text,) = decide(editor_client, ACCEPT)
    assert text.startswith("Posouzení jsme zapsali. Stav souladu teď vyberte sami")
    assert facts() == ("not-assessed", "2026-11-25", METHOD, "")
    assert not KnownFault.objects.exists()
    body = client.get(ADDRESS).content.decode()
    assert ("Posouzení zatím neproběhlo" in body, "Posouzeno" in body) == (True, False)
    sections = editor_client.get("/sprava/").context["sections"]
    (lines,) = [section.lines for section in sections if section.title == "Přístupnost webu"]
    assert [line.text for line in lines] == ["Posouzení přístupnosti čeká na váš závěr"]


@pytest.mark.parametrize(
    ("failures", "status", "after"),
    [
        ([], "partial", ("partial", "2026-11-25", METHOD, "")),
        ([], "none", ("none", "2026-11-25", METHOD, "")),
        ([CONTRAST], "none", ("none", "2026-11-25", METHOD, "")),
        ([CONTRAST], "full", ("partial", "2026-11-25", METHOD, "")),
        ([], "full", ("full", "2026-10-05", "ručně", "SONS")),
    ],
)
def test_a_machine_never_claims_more_than_an_editor_did_nor_full_conformity(
    load, editor_client, failures, status, after
):
    statement(status=status, assessed_on="2026-10-05", method="ručně", assessed_by="SONS")
    load(failures=failures)
    decide(editor_client, ACCEPT)
    assert facts() == after
    assert not AssessmentDraft.objects.exists()


def test_method_fits_its_field_and_one_page_is_one_page(load, editor_client):
    load(tools={"axe-core": "4" * 400}, pages=["/"])
    assert AssessmentDraft.objects.get().method.startswith("automatické posouzení nástrojem axe-core 444")
    decide(editor_client, ACCEPT)
    assert len(facts()[2]) == 300
    load(pages=["/"])
    assert AssessmentDraft.objects.get().method == "automatické posouzení nástrojem axe-core 4.12.1 na 1 stránce"


def test_an_older_draft_does_not_replace_a_newer_assessment(load, editor_client):
    statement(status="partial", assessed_on="2026-11-26", method="ručně")
    load(failures=FAILURES)
    assert decide(editor_client, ACCEPT) == ["Prohlášení už má novější posouzení než tenhle koncept. Koncept zahoďte."]
    assert facts() == ("partial", "2026-11-26", "ručně", "")
    assert AssessmentDraft.objects.exists()


def test_discarding_deletes_the_draft_and_nothing_else(load, editor_client):
    before = facts()
    load(failures=FAILURES)
    assert decide(editor_client, DISCARD) == ["Koncept posouzení jste zahodili. Prohlášení se nezměnilo."]
    assert (facts(), AssessmentDraft.objects.exists(), KnownFault.objects.exists()) == (before, False, False)


@pytest.mark.parametrize("address", [ACCEPT, DISCARD])
def test_a_draft_that_the_editor_has_not_seen_is_not_decided_about(load, editor_client, address):
    load(failures=FAILURES)
    seen = AssessmentDraft.objects.get().loaded_at.isoformat()
    load()
    for loaded_at in [seen, "", "\0"]:
        (text,) = said(editor_client.post(address, {"loaded_at": loaded_at}, follow=True))
        assert text.startswith("Koncept, o kterém jste rozhodovali, už tu není")
    assert AssessmentDraft.objects.get().failures == []
    assert facts()[0] == "not-assessed"


@pytest.mark.parametrize("address", [ACCEPT, DISCARD])
@pytest.mark.parametrize("group", ["Autor", "Kontaktní centrum", "Správce"])
def test_only_who_may_change_the_statement_decides(load, client_of, client, group, address):
    load(failures=FAILURES)
    data = {"loaded_at": AssessmentDraft.objects.get().loaded_at.isoformat()}
    assert client_of(group).post(address, data).status_code == 403
    assert client.post(address, data)["Location"].startswith("/sprava/login/")
    assert client_of("Vydavatel").get(address).status_code == 405
    assert AssessmentDraft.objects.exists()
