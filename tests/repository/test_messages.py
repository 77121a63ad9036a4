"""What the public site says in its other languages: nothing is left out, nothing is old."""

import ast

import pytest
from django.utils.html import strip_tags

from pages.gate.words import SENTENCE_ENDS
from scripts import messages

pytestmark = pytest.mark.any_database

IN_CODE = {(said if isinstance(said, str) else said[0], context) for said, context in messages.messages()}


def said_in(language):
    return messages.read(messages.ROOT / "locale" / language / "LC_MESSAGES/django.po")


@pytest.mark.parametrize("path", messages.catalogues(), ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_compiled_catalogue_says_what_its_source_says_and_all_of_it(path):
    catalogue = messages.read(path)
    assert path.with_suffix(".mo").read_bytes() == messages.compiled(catalogue)
    assert [message.id for message in catalogue if not all(strings(message))] == []


@pytest.mark.parametrize("language", messages.WHOLE)
def test_every_message_of_the_site_is_in_the_language_and_none_that_is_no_more(language):
    assert {(singular(message), message.context) for message in said_in(language) if message.id} == IN_CODE
    assert [(message.id, errors) for message, errors in said_in(language).check()] == []


def test_no_message_hides_in_a_formatted_string_where_it_would_not_be_found():
    paths = [path for room in messages.ROOMS for path in (messages.ROOT / room).rglob("*.py")]
    found = []
    for path in paths:
        for formatted in (node for node in ast.walk(ast.parse(path.read_bytes())) if isinstance(node, ast.JoinedStr)):
            found += [path for node in ast.walk(formatted) if isinstance(node, ast.Name) and "gettext" in node.id]
    assert len(paths) > 100
    assert found == []


def test_easy_czech_says_only_otherwise_what_the_site_says():
    said = [message for message in said_in("cs_Easy") if message.id]
    assert {(singular(message), message.context) for message in said} <= IN_CODE
    assert [(message.id, errors) for message, errors in said_in("cs_Easy").check()] == []
    sentences = [each for message in said for each in SENTENCE_ENDS.split(strip_tags(message.string))]
    assert [each for each in sentences if len(each.split()) > 10 or "(" in each.replace("%(", "")] == []


def singular(message):
    return message.id if isinstance(message.id, str) else message.id[0]


def strings(message):
    return [message.string] if isinstance(message.string, str) else message.string
