"""The command that writes down the word forms, and the processes that must do without its dictionary."""

import subprocess
import sys
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from municipalities.models import Municipality
from pages.models import ContentVersion, Page, PageVersion, WordForms

SERVING = """
import sys, django
django.setup()
from pages.registry import Entry
from socialnibydleni import urls, wsgi
from socialnibydleni.search import index
assert index.Index([Entry("/", "Obec")], {}).find("obec").total == 1
sys.exit("simplemma" in sys.modules)
"""


@pytest.mark.django_db
def test_forms_of_what_readers_see_are_written_and_only_a_change_moves_the_content():
    before = ContentVersion.objects.current()
    call_command("word_forms", stdout=StringIO())
    assert ContentVersion.objects.current() == before
    assert WordForms.objects.table()["obcemi"] == ["obec"]
    assert "kostelem" not in WordForms.objects.table()
    Municipality.objects.filter(slug="vir").update(name="Kostel")
    call_command("word_forms", stdout=StringIO())
    assert ContentVersion.objects.current() == before + 1
    assert WordForms.objects.table()["kostelem"] == ["kostel"]


@pytest.mark.django_db
def test_a_draft_gives_no_word_forms():
    PageVersion.objects.create(page=Page.objects.get(address="/"), title="Kostel")
    call_command("word_forms", stdout=StringIO())
    assert "kostelem" not in WordForms.objects.table()


@pytest.mark.process
def test_a_process_that_serves_does_not_load_the_dictionary():
    subprocess.run([sys.executable, "-c", SERVING], cwd=settings.BASE_DIR, check=True)
