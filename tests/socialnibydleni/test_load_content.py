"""Loading the content: once, remembered, and all or nothing."""

import shutil

import pytest
from django.core.management import CommandError, call_command

from contact.models import ConsultationHours, ContactCentre, Help, Situation
from municipalities.models import Municipality
from pages.models import LoadedEntry, Page, PageVersion, Project, Source
from pages.prose import publishing
from socialnibydleni.content_files import CONTENT_DIR
from tests.admin_forms import write_draft

pytestmark = pytest.mark.django_db
ENTRIES = 160  # of the data files


def load(directory=CONTENT_DIR, capsys=None):
    call_command("load_content", directory=directory)
    return capsys.readouterr().out if capsys else None


@pytest.fixture
def files(tmp_path):
    """A copy of the data files that a test may break."""
    return shutil.copytree(CONTENT_DIR, tmp_path / "content")


@pytest.fixture
def empty_site():
    Page.objects.update(parent=None)
    PageVersion.objects.exclude(translated_from=None).delete()
    for model in [PageVersion, Municipality, Page, ContactCentre, Help, Situation, Project, Source, LoadedEntry]:
        model.objects.all().delete()


def spoil(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_run_changes_nothing_and_says_so(capsys):
    assert load(capsys=capsys) == f"Content: 0 entries loaded, {ENTRIES} were loaded before.\n"


def test_what_an_editor_changed_or_deleted_stays_so(capsys):
    Project.objects.update(short_name="Přejmenováno")
    ConsultationHours.objects.first().delete()
    Municipality.objects.get(slug="vir").delete()
    Source.objects.filter(key="statistical-office").update(name="Jiný název")
    load()
    assert Project.objects.get().short_name == "Přejmenováno"
    assert ConsultationHours.objects.count() == 2
    assert not Municipality.objects.filter(slug="vir").exists()
    assert Source.objects.count() == 7


def test_a_new_entry_of_the_files_is_loaded_alone(files, capsys):
    with (files / "municipalities.csv").open("a", encoding="utf-8") as file:
        file.write("Úštěk,ustek,mesto,CZ042,Litoměřice,Litoměřice,CZ0423,565814,,,,right,,,,,\n")
    assert load(files, capsys) == f"Content: 1 entries loaded, {ENTRIES} were loaded before.\n"
    assert Municipality.objects.get(slug="ustek").latitude is None


def test_a_text_that_comes_with_an_update_waits_as_a_draft(capsys):
    address = "/slovnik/ethos/"
    PageVersion.objects.filter(page__address=address)._raw_delete("default")
    Page.objects.get(address=address).delete()
    LoadedEntry.objects.filter(key=f"page:{address}").delete()
    assert load(capsys=capsys) == f"Content: 1 entries loaded, {ENTRIES - 1} were loaded before.\n"
    draft = PageVersion.objects.get(page__address=address)
    assert (draft.publish_at, draft.source.key) == (None, "social-housing-concept")
    assert load(capsys=capsys) == f"Content: 0 entries loaded, {ENTRIES} were loaded before.\n"


def test_a_row_that_is_there_without_having_been_loaded_is_left_alone(capsys):
    LoadedEntry.objects.filter(key="project").delete()
    Project.objects.update(short_name="Obnoveno ze zálohy")
    assert "project: already there, left as it is" in load(capsys=capsys)
    assert Project.objects.get().short_name == "Obnoveno ze zálohy"


@pytest.mark.parametrize(
    ("name", "spoiling", "place"),
    [
        ("facts.toml", ("dated_on = 2020-09-16", "dated_on = yesterday"), r"facts\.toml: .*line 8"),
        ("facts.toml", ('fund = "', 'fond = "'), r"facts\.toml, \[project\], fond: there is no such field"),
        ("facts.toml", ("starts_on = 2016", "starts_on = 2026"), r"\[project\]: Konec realizace musí"),
        ("facts.toml", ('"+420778455761"', '"volejte"'), r"\[contact_centre\], phone: Telefon napište"),
        ("facts.toml", ("16:00:00", "11:00:00"), r"\[contact_centre\], hours, row 1: Konec musí"),
        ("facts.toml", ("[project]", "[projekt]"), r"facts\.toml: the table \[project\] is missing"),
        ("facts.toml", ('register = "statistical-office"', 'register = "x"'), r"line 2, register: there is no source"),
        ("municipalities.csv", ("CZ064", "CZ999"), r"municipalities\.csv, line 2, region: "),
        ("municipalities.csv", ("562971", "5629"), r"municipalities\.csv, line 3, lau2_code: Kód má právě šest číslic"),
        ("municipalities.csv", ("49.19516", "16.6"), r"municipalities\.csv, line 2, latitude: "),
        ("municipalities.csv", ("562971", "582786"), r"municipalities\.csv, line 3, lau2_code: .*existuje"),
        ("municipalities.csv", (",v Brně,Brna", ",v Brně"), r"municipalities\.csv, line 2: has fewer values"),
        ("municipalities.csv", (",v Brně,Brna", ",v Brně,Brna,x"), r"municipalities\.csv, line 2: has more values"),
        ("municipalities.csv", ("Brno,brno", '"Brno,brno'), r"municipalities\.csv, line \d+: "),
        ("pages/02-o-projektu.html", ("-->", ""), r"pages/02-o-projektu\.html: must begin with a comment"),
        ("pages/02-o-projektu.html", ('parent = "/"', 'parent = "/x/"'), r"projektu\.html, parent: there is no page"),
        ("pages/02-o-projektu.html", ('title = "O projektu"\nsummary', "summary"), r"o-projektu\.html, title: "),
    ],
)
def test_a_broken_file_gives_one_line_with_its_place_and_changes_nothing(empty_site, files, name, spoiling, place):
    spoil(files / name, *spoiling)
    with pytest.raises(CommandError, match=place) as refused:
        load(files)
    assert "\n" not in str(refused.value)
    assert str(refused.value).endswith("Nothing was changed.")
    assert not Source.objects.exists()
    assert not LoadedEntry.objects.exists()


def test_a_missing_file_is_named(empty_site, files):
    (files / "facts.toml").unlink()
    with pytest.raises(CommandError, match=r"facts\.toml: No such file"):
        load(files)


def test_a_file_in_another_encoding_is_named(empty_site, files):
    (files / "municipalities.csv").write_bytes("Štětí".encode("cp1250"))
    with pytest.raises(CommandError, match=r"municipalities\.csv, byte 0: is not UTF-8"):
        load(files)


def test_an_empty_site_is_filled(empty_site, capsys):
    load()
    assert Municipality.objects.count() == 16
    assert ConsultationHours.objects.count() == 3
    assert [row.situations.count() for row in Help.objects.all()] == [1, 4]
    assert PageVersion.objects.count() == 10 + 10 + 15 + 3 * 7


def test_other_words_of_a_newer_file_wait_as_a_draft_and_nothing_goes_public(client, files, capsys):
    before = client.get("/o-projektu/").content
    spoil(files / "pages/02-o-projektu.html", "Pro koho je", "Komu pomáhá")
    assert "page:/o-projektu/: the data file has other words now, they wait as a draft" in load(files, capsys=capsys)
    assert client.get("/o-projektu/").content == before
    draft = publishing.newest(Page.objects.get(address="/o-projektu/"))
    assert (draft.number, draft.publish_at) == (2, None)
    assert "Komu pomáhá" in draft.body
    assert "draft" not in load(files, capsys=capsys)  # the second time there is nothing new
    spoil(files / "pages/02-o-projektu.html", "Komu pomáhá", "Komu je určen")
    assert "wait as a draft" in load(files, capsys=capsys)


def test_a_text_that_an_editor_wrote_gets_no_other_words(editor_client, files, capsys):
    page = Page.objects.get(address="/o-projektu/")
    write_draft(editor_client, page)
    PageVersion.objects.filter(page=page).update(created_by=None)  # the account is gone since
    spoil(files / "pages/02-o-projektu.html", "Pro koho je", "Komu pomáhá")
    assert "draft" not in load(files, capsys=capsys)
    assert publishing.newest(page).number == 2
