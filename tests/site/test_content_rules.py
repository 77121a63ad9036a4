"""The rules of publishing over the whole site: its texts as loaded, the command, the editors' start page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission, User
from django.core.management import CommandError, call_command
from django.urls import reverse

from pages import registry
from pages.editing import gate_check
from pages.frame.frame import Frame
from pages.models import Page, PageVersion
from pages.registry import Line

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
TITLE, SUMMARY = "O projektu", "Ministerstvo pomáhá obcím připravit a vyzkoušet sociální bydlení."
COPY = (
    "Údaj „778 455 761“ je napsaný ručně a časem přestane platit. Nahraďte ho značkou {{telefon}}, web pak ukáže vždy"
)
COPY += " ten platný."


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOON, tick=False):
        yield


def write(body="<p>Volejte 778 455 761.</p>", publish_at=NOON - HOUR, address="/o-projektu/"):
    page = Page.objects.get(address=address)
    return PageVersion.objects.create(page=page, title=TITLE, summary=SUMMARY, body=body, publish_at=publish_at)


def found(client):
    sections = client.get("/sprava/").context["sections"]
    (lines,) = [section.lines for section in sections if section.title == "Nalezené závady"]
    return lines


def test_the_texts_as_loaded_break_no_rule():
    assert gate_check.live_problems(Frame(NOON)) == []


def test_the_command_prints_a_line_for_each_problem_and_fails_on_an_error(capsys):
    call_command("check_content")
    assert capsys.readouterr().out == ""
    write("<p>Pomáhá MPSV.</p>")
    call_command("check_content")
    assert capsys.readouterr().out.startswith("/o-projektu/ warning (body): Zkratku „MPSV“")
    write()
    with pytest.raises(CommandError, match=re.escape("Errors in what readers see: 1.")):
        call_command("check_content")
    assert capsys.readouterr().out == f"/o-projektu/ error (body): {COPY}\n"


def test_the_start_page_names_each_problem_and_leads_to_its_text(editor_client):
    assert found(editor_client) == []
    version = write()
    url = reverse("admin:pages_page_change", args=[version.page_id])
    assert found(editor_client) == [Line(f"O projektu: {COPY}", url, "", "Opravit", "bad")]
    write("<p>Pomáhá MPSV.</p>")
    assert [line.note for line in found(editor_client)] == ["jen doporučení"]


def test_the_start_page_looks_at_the_texts_once_a_content_version(editor_client, monkeypatch):
    found(editor_client)
    monkeypatch.setattr(gate_check, "live_problems", lambda _moment: pytest.fail("looked again"))
    assert found(editor_client) == []


def test_a_scheduled_text_is_checked_once_it_is_live(editor_client):
    write(publish_at=NOON + HOUR)
    assert found(editor_client) == []
    with time_machine.travel(NOON + HOUR, tick=False):
        assert len(found(editor_client)) == 1


def test_who_may_not_see_texts_is_not_told_of_their_problems(client, let_in):
    nobody = User.objects.create_user("host", is_staff=True)
    nobody.user_permissions.add(Permission.objects.get(codename="view_project"))
    sections = let_in(client, nobody).get("/sprava/").context["sections"]
    assert "Nalezené závady" not in [section.title for section in sections]


def test_a_draft_may_link_to_itself_and_to_what_is_live_when_it_will_be():
    body = '<h2>Kdy</h2><p><a href="#kdy">Kdy to bude</a> a <a href="/o-projektu/#brzy">Co bude brzy</a></p>'
    write("<h2>Brzy</h2>", publish_at=NOON + HOUR)
    draft = PageVersion(page=Page.objects.get(address="/obce/"), title=TITLE, summary=SUMMARY, body=body)
    (problem,) = gate_check.check(draft, NOON)
    assert problem.message.startswith("Odkaz „Co bude brzy“ vede na část #brzy stránky /o-projektu/, ale ta tam není.")
    assert gate_check.check(draft, NOON + HOUR) == []


def test_a_link_target_is_an_address_that_answers_and_its_anchors_are_on_the_page(client):
    for address, anchors in registry.link_targets(Frame(NOON)).items():
        response = client.get(address)
        assert response.status_code == 200, address
        if "text/html" in response["Content-Type"] and "schuzka" not in address and "hledat" not in address:
            main = response.content.decode().partition("<main")[2].partition("</main>")[0].partition(">")[2]
            assert set(re.findall(r'<(?:h2|div|aside|section|li|tr)[^>]* id="([^"]+)"', main)) == anchors, address


def test_checking_a_text_takes_a_number_of_queries_that_does_not_grow(django_assert_max_num_queries):
    pages = Page.objects.bulk_create(Page(address=f"/strana-{number}/", menu_title="S") for number in range(40))
    PageVersion.objects.bulk_create(
        PageVersion(page=page, title="S", body="<h2>Část</h2>", publish_at=NOON - HOUR) for page in pages
    )
    version = write()
    gate_check.check(version, NOON)  # the facts around every page are held from here on
    with django_assert_max_num_queries(16):
        gate_check.check(version, NOON)


@pytest.mark.parametrize("address", ["/zmeny.atom", "/sitemap.xml", "/otevrena-data/obce.csv", "/hledat/"])
def test_a_text_may_link_to_what_the_site_itself_has(address):
    assert gate_check.check(write(f'<p><a href="{address}">Co je na webu nového</a></p>'), NOON) == []
