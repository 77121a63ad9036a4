"""The translations among the content: live with a new site, drafts on one that is there, each of a Czech version."""

import shutil
import tomllib

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pages.gate.parsed import parse
from pages.gate.words import SENTENCE_ENDS
from pages.languages.languages import ALL, CZECH, EASY, of_path
from pages.models import FactTranslation, Page, PageVersion
from pages.prose import publishing
from pages.prose.translations import czech_page, newer_czech
from socialnibydleni.content_files import CONTENT_DIR
from tests.translations import forget_translations

pytestmark = pytest.mark.django_db
FIRST_SET = ["/", "/kam-se-obratit/", "/kontaktni-centrum/", "/o-projektu/", "/obce/", "/ochrana-osobnich-udaju/"]
FIRST_SET += ["/pristupnost/"]
OTHERS = [language for language in ALL if language is not CZECH]


def translations():
    pages = Page.objects.filter(kind=Page.Kind.TRANSLATION)
    return PageVersion.objects.filter(page__in=pages).select_related("page", "translated_from__page")


def load(directory=CONTENT_DIR):
    call_command("load_content", directory=directory)


def test_a_new_site_has_the_first_set_in_every_language_as_long_as_in_czech():
    live = PageVersion.objects.shown(timezone.now()).select_related("page", "translated_from__page")
    by_address = {version.page.address: version for version in live}
    for language in OTHERS:
        for address in FIRST_SET:
            text = by_address[language.address_of(address)]
            parent = None if address == "/" else language.prefix
            assert (text.page.kind, text.page.parent and text.page.parent.address) == ("translation", parent)
            if czech := by_address.get(address):
                assert (text.translated_from, text.publish_at) == (czech, czech.publish_at)
            assert newer_czech(text, timezone.now()) is None
    assert translations().count() == len(OTHERS) * len(FIRST_SET)


def test_a_site_that_is_there_gets_them_once_as_drafts_and_keeps_what_editors_made_of_them():
    forget_translations()
    load()
    drafts = translations()
    assert (drafts.count(), drafts.exclude(publish_at=None).count()) == (len(OTHERS) * len(FIRST_SET), 0)
    page = Page.objects.get(address="/uk/o-projektu/")
    PageVersion.objects.create(page=page, title="Інша назва", translated_from=drafts.get(page=page).translated_from)
    Page.objects.get(address="/en/obce/").delete()
    load()
    assert publishing.newest(page).title == "Інша назва"
    assert not Page.objects.filter(address="/en/obce/").exists()


@pytest.mark.parametrize("had_the_words", [True, False])
def test_a_translation_is_of_the_files_czech_text_and_old_where_editors_wrote_another(tmp_path, had_the_words):
    forget_translations()
    about, files = Page.objects.get(address="/o-projektu/"), shutil.copytree(CONTENT_DIR, tmp_path / "content")
    first = publishing.newest(about)
    other = PageVersion(page=about, title="O projektu", body="<p>Jinak.</p>")
    other.save()
    publishing.publish(other, timezone.now())
    if not had_the_words:
        path = files / "pages/02-o-projektu.html"
        path.write_text(path.read_text(encoding="utf-8").replace("Pro koho je", "Komu pomáhá"), encoding="utf-8")
    load(files)
    text = translations().get(page__address="/en/o-projektu/")
    assert text.translated_from == first
    assert newer_czech(text, timezone.now()) == other


def test_other_words_of_a_newer_file_are_proposed_with_the_czech_text_that_they_translate(tmp_path):
    files = shutil.copytree(CONTENT_DIR, tmp_path / "content")
    for path, old, new in [
        (files / "pages/03-obce.html", "Ministerstvo jí s tím pomáhá.", "Ministerstvo jí pomáhá."),
        (files / "pages/uk/03-obce.html", "їй у цьому допомагає", "їй допомагає"),
    ]:
        path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    load(files)
    czech, text = (publishing.newest(Page.objects.get(address=address)) for address in ["/obce/", "/uk/obce/"])
    assert (czech.number, text.number, text.publish_at) == (2, 2, None)
    assert text.translated_from == czech


def test_a_translation_without_its_czech_file_is_named(tmp_path):
    files = shutil.copytree(CONTENT_DIR, tmp_path / "content")
    (files / "pages/en/02-o-projektu.html").rename(files / "pages/en/02-about.html")
    with pytest.raises(CommandError, match=r"02-about\.html: No such file"):
        load(files)


def test_our_own_easy_czech_has_ten_words_a_sentence_at_most():
    texts = [text for text in translations() if of_path(text.page.address) is EASY]
    blocks = [said for text in texts for said in [text.title, text.summary, *(b.text for b in parse(text.body).blocks)]]
    sentences = [sentence for block in blocks for sentence in SENTENCE_ENDS.split(block)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 10] == []


def test_a_translation_has_the_headings_and_items_of_its_czech_text():
    for text in translations():
        language, czech = of_path(text.page.address), text.translated_from
        if language is not EASY and czech and czech_page(text.page).address != "/ochrana-osobnich-udaju/":
            tags = [[block.tag for block in parse(version.body).blocks] for version in (text, czech)]
            assert tags[0] == tags[1], text.page.address


def test_what_is_translated_is_a_fact_of_the_files_and_both_languages_have_it():
    facts = (CONTENT_DIR / "facts.toml").read_text(encoding="utf-8")
    translated = tomllib.loads((CONTENT_DIR / "translations.toml").read_text(encoding="utf-8"))
    assert [czech for czech in translated if czech not in facts] == []
    rows = {(row.language, row.czech): row.text for row in FactTranslation.objects.all()}
    assert rows == {
        (language, czech): words[language] for czech, words in translated.items() for language in ["en", "uk"]
    }


def test_a_translated_fact_is_loaded_once_and_changed_by_editors_from_then_on():
    rows = FactTranslation.objects.filter(czech="Evropský sociální fond")
    rows.filter(language="uk").update(text="ЄСФ")
    rows.filter(language="en").delete()
    load()
    assert list(rows.values_list("language", "text")) == [("uk", "ЄСФ")]
