"""Prose: what can be stored is what the editor can make, and readers get it with anchors, headers and frames."""

import json
import re

import pytest
from django import forms
from django.db import connection, models
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import Page, PageVersion
from pages.richtext.field import RichTextField, RichTextFormField
from pages.richtext.html import EXTENSIONS, TAGS, URL_SCHEMES, outline, plain, sanitise

POLICY_OF_READERS = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


class Form(forms.Form):
    body = RichTextFormField(label="Text", required=False)


def policy(response):
    return set(response["Content-Security-Policy"].split("; "))


def test_vocabulary_follows_from_the_extensions_of_the_editor():
    words = ["p", "h2", "h3", "strong", "em", "sup", "br", "a", "ul", "ol", "li", "blockquote"]
    tables = ["table", "thead", "tbody", "tr", "th", "td"]
    figures = ["figure", "img", "figcaption", "cite"]
    assert sorted(TAGS) == sorted(words + tables + figures)
    assert sorted(URL_SCHEMES) == ["http", "https", "mailto", "tel"]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ('<h2 title="a" lang="en" id="b">x</h2>', "<h2>x</h2>"),
        ('<p><a href="/obce/" target="_blank" rel="x" title="y" class="z">x</a></p>', '<p><a href="/obce/">x</a></p>'),
        ('<ol start="5" type="a"><li>x</li></ol>', "<ol><li>x</li></ol>"),
        (
            '<table><tbody><tr><th colspan="2" rowspan="2" scope="col">x</th></tr></tbody></table>',
            "<table><tbody><tr><th>x</th></tr></tbody></table>",
        ),
        ("<title>soubor.docx</title><p>x</p>", "<p>x</p>"),
        ("<p><u>a</u><s>b</s><sub>c</sub><code>d</code></p>", "<p>abcd</p>"),
        ("<hr><img src=/x.png><iframe src=/></iframe><svg></svg>", ""),
    ],
)
def test_no_attribute_but_an_address_and_no_other_tag_is_stored(dirty, clean):
    assert sanitise(dirty) == clean
    assert sanitise(clean) == clean


def test_headers_of_a_table_say_what_they_stand_over():
    table = "<table><tbody>{}</tbody></table>"
    rows = "<tr><th>Obec</th><th>Byty</th></tr><tr><th>Most</th><td>1</td></tr><tr><td>Cheb</td><td>2</td></tr>"
    shown = outline(table.format(rows)).html
    assert re.findall(r"<th[^>]*>\w+", shown) == [
        '<th scope="col">Obec',
        '<th scope="col">Byty',
        '<th scope="row">Most',
    ]


def test_a_list_of_pairs_without_a_first_row_has_headers_of_rows_only():
    shown = outline("<table><tbody><tr><th>Obec</th><td>Most</td></tr></tbody></table>").html
    assert '<th scope="row">Obec</th>' in shown


def test_each_table_scrolls_in_a_frame_named_by_the_heading_before_it():
    table = "<table><tbody><tr><td>1</td></tr></tbody></table>"
    shown = outline(f"{table}<h2>Byty &amp; <em>domy</em></h2>{table}{table}<h3>Kraje</h3><p>a</p>{table}").html
    names = ["Tabulka", "Tabulka: Byty &amp; domy", "Tabulka: Byty &amp; domy 2", "Tabulka: Kraje"]
    frames = re.findall(r'<div role="region" aria-label="(.*?)" tabindex="0"><table>', shown)
    assert frames == names
    assert shown.count("</table></div>") == 4


def test_frames_are_no_text():
    body = "<h2>Byty</h2><table><tbody><tr><th>Obec</th></tr></tbody></table>"
    assert plain(outline(body).html) == "Byty\nObec"


def test_a_heading_with_a_sign_that_html_escapes_is_named_as_it_reads():
    assert outline("<h2>A &amp; B</h2>").headings == (("a-b", "A & B"),)


def test_the_field_can_stand_alone_in_any_form_and_tidies_up():
    form = Form({"body": '<div style="color:red">Volejte {{telefon}}.<script>x</script></div>'})
    assert form.is_valid()
    assert form.cleaned_data == {"body": "<p>Volejte {{telefon}}.</p>"}


def test_an_empty_editor_is_an_empty_text():
    form = Form({"body": "<p></p>"})
    assert form.is_valid()
    assert form.cleaned_data == {"body": ""}
    assert Form({}).is_valid()


def test_an_unknown_placeholder_is_refused_by_the_field():
    form = Form({"body": "<p>{{fax}}</p>"})
    (message,) = form.errors["body"]
    assert message.startswith("Značku {{fax}} neznáme.")


def test_the_same_text_in_the_shape_of_the_editor_is_no_change():
    stored = "<ul><li>a</li></ul>"
    assert not Form({"body": "<ul><li><p>a</p></li></ul>"}, initial={"body": stored}).has_changed()
    assert Form({"body": "<ul><li><p>b</p></li></ul>"}, initial={"body": stored}).has_changed()


def test_without_a_script_the_field_is_a_textarea_that_names_the_placeholders():
    html = str(Form(initial={"body": "<p>a</p>"})["body"])
    assert "&lt;p&gt;a&lt;/p&gt;</textarea>" in html
    assert "<li><code>{{telefon}}</code> – Telefon kontaktního centra</li>" in html
    assert "<button" not in html.partition("<template")[0]  # what only a script takes out of it
    assert "<script" not in html


def test_the_editor_is_given_the_same_list_of_extensions():
    html = str(Form()["body"])
    given = json.loads(re.search(r'data-rich-text="(.*?)"', html)[1].replace("&quot;", '"'))
    asked = {name for name, options in EXTENSIONS.items() if options}
    assert asked <= set(given)
    assert given["Heading"] == {"levels": [2, 3]}
    assert set(given) - asked == {"Picture", "Document", "Paragraph", "Text", "History", "Dropcursor", "Gapcursor"}


def test_migrations_know_a_text_field():
    assert RichTextField("text", blank=True).deconstruct()[1] == "django.db.models.TextField"


@pytest.mark.django_db
def test_whoever_saves_a_row_only_prose_is_stored():
    field = PageVersion._meta.get_field("body")
    assert isinstance(field, RichTextField)
    row = PageVersion(body="<p onclick=x>a</p><hr>")
    assert field.pre_save(row, add=True) == row.body == "<p>a</p>"
    assert isinstance(field, models.TextField)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/o-projektu/", "/neni/", "/sprava/login/"])
def test_the_editor_changes_nothing_in_the_policy_of_other_pages(client, address):
    assert policy(client.get(address)) == POLICY_OF_READERS


@pytest.mark.django_db
def test_a_page_with_the_editor_adds_one_nonce_and_its_own_preview_to_the_policy(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    first, second = (editor_client.get(f"/sprava/pages/page/{page.pk}/change/") for _ in range(2))
    nonces = [
        re.search(r'<script type="importmap" nonce="([^"]+)">', seen.content.decode())[1] for seen in [first, second]
    ]
    assert policy(first) - POLICY_OF_READERS == {
        f"script-src 'self' 'nonce-{nonces[0]}'",
        f"frame-src http://testserver/sprava/pages/page/{page.pk}/nahled/",
    }
    assert nonces[0] != nonces[1]
    assert policy(editor_client.get("/sprava/")) == POLICY_OF_READERS


@pytest.mark.django_db
def test_what_is_pasted_is_read_for_editors_alone(editor_client):
    html = (
        "<p>je <del>5</del>3<a href='#_ftn1' name='_ftnref1'>1</a></p><p><a href='#_ftnref1' name='_ftn1'>1</a> a</p>"
    )
    asked = {"html": html, "last_note": "7"}
    assert editor_client.post("/sprava/pages/page/vlozeni/", asked).json() == {
        "html": '<p>je 3<a id="odkaz-8" href="#poznamka-8">1</a></p>',
        "notes": '<p><a id="poznamka-8" href="#odkaz-8">1</a> a</p>',
        "left_out": "Z toho, co jste vložili, tu není: smazaný nebo přeškrtnutý text.",
    }
    assert editor_client.post("/sprava/pages/page/vlozeni/", {"last_note": "²"}).json()["html"] == ""
    with CaptureQueriesContext(connection) as asked_of_the_database:
        editor_client.post("/sprava/pages/page/vlozeni/", asked)
    assert all(query["sql"].startswith("SELECT") for query in asked_of_the_database)  # it waits for no writer
    assert editor_client.get("/sprava/pages/page/vlozeni/").status_code == 405
    assert Client().post("/sprava/pages/page/vlozeni/", asked).status_code == 302
