"""What no browser sends: a clear error or a stored row, never an error of ours, never markup on a page."""

import html
import logging
import re
from urllib.parse import quote_from_bytes, urlencode

import pytest

from contact.models import MeetingRequest
from tests.contact.meetings.asking import A_WHILE, ADDRESS, ANSWERS, at_the_moment, open_form
from tests.contact.meetings.rows import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
TEXTS = {
    "control characters": "".join(map(chr, range(32))) + "\x7f\x80\x9f konec",
    "a lone surrogate": "\ud83c konec",
    "noncharacters": "\ufdd0\ufdd1\uffff konec",
    "markup": '"><script>alert(1)</script><b id="cizi">x</b>',
    "the end of a field": '</textarea></form><b id="cizi">x</b><!-- \' --> {{ 1 }} {% x %}',
    "a header": "x\r\nBcc: cizi@example.org\r\n\r\n<b id='cizi'>",
    "emoji": "👩🏽‍🦽🏳️‍🌈 konec",
    "right to left": "\u202e\u2067שלום مرحبا\u2069 konec",
    "accents by the hundred": "a" + "\u0301" * 1500,
    "a very long word": "x" * 30_000,
    "numbers": "٠" * 50 + "½²",
    "nothing to see": "\u200b\u00ad\u2060",
    "SQL": "'; DROP TABLE contact_meetingrequest; -- %s %(x)s \\",
}


def urlencoded(fields):
    return urlencode(fields, doseq=True, errors="surrogatepass").encode()


def multipart(fields, header=""):
    parts = (f'--x\r\nContent-Disposition: form-data; name="{name}"{header}\r\n\r\n{text}\r\n' for name, text in fields)
    return ("".join(parts) + "--x--\r\n").encode("utf-8", "surrogatepass")


def with_file(fields):
    return multipart(fields).replace(b"--x--", multipart([("f", "x")], header='; filename="f"'))


def good(stamp):
    return {**ANSWERS, "web": "", "stamp": stamp}


# The body for a stamp, its type, and the statuses that are right.
BODIES = {
    "nothing": (lambda _: b"", FORM, {200}),
    "no type": (lambda _: b"abc", "", {200}),
    "JSON": (lambda _: b'{"topic": "x"}', "application/json", {200}),
    "half a percent code": (lambda stamp: urlencoded(good(stamp)) + b"&topic=%", FORM, {303}),
    "another charset": (lambda stamp: urlencoded(good(stamp)), f"{FORM}; charset=windows-1250", {303}),
    "no charset at all": (lambda stamp: urlencoded(good(stamp)), f"{FORM}; charset=hex", {303}),
    "letters of another charset": (
        lambda stamp: urlencoded(good(stamp)) + b"&topic=" + quote_from_bytes("Říčany".encode("cp1250")).encode(),
        FORM,
        {303},
    ),
    "every field twice": (lambda stamp: urlencoded({**good(stamp), "sender": ["person", "municipality"]}), FORM, {303}),
    "fields nobody asked for": (lambda stamp: urlencoded({**good(stamp), "state": "agreed", "note": "x"}), FORM, {303}),
    "broken off": (lambda stamp: urlencoded(good(stamp))[:-40], FORM, {200}),
    "10,000 fields": (lambda _: b"&".join(b"f%d=x" % number for number in range(10_000)), FORM, {400}),
    "10 MB": (lambda _: b"topic=" + b"x" * 10_000_000, FORM, {400}),
    "10 MB in a file": (
        lambda _: multipart([("topic", "x" * 10_000_000)], header='; filename="x.txt"'),
        MULTIPART,
        {400},
    ),
    "multipart": (lambda stamp: multipart(good(stamp).items()), MULTIPART, {303}),
    "multipart with a file": (lambda stamp: with_file(good(stamp).items()), MULTIPART, {303}),
    "multipart in escapes": (
        lambda stamp: multipart({**good(stamp), "topic": r"\ud800 \x00 konec"}.items()),
        f"{MULTIPART}; charset=unicode_escape",
        {303},
    ),
    "multipart without charset": (lambda stamp: multipart(good(stamp).items()), f"{MULTIPART}; charset=hex", {303}),
    "multipart without end": (lambda stamp: multipart(good(stamp).items())[:-60], MULTIPART, {200, 400}),
    "multipart without boundary": (lambda _: b"abc", "multipart/form-data", {400}),
    "multipart of 10,000 fields": (
        lambda _: multipart((f"f{number}", "x") for number in range(10_000)),
        MULTIPART,
        {400},
    ),
}


def post(client, body, content_type):
    with at_the_moment(NOW + A_WHILE):
        return client.generic("POST", ADDRESS, body, content_type=content_type)


def holds_only_our_markup(response):
    body = response.content.decode()
    return not re.search(r"<script(?! type=\"application/ld\+json\")|<b id=|<!--", body) and "Evropská unie" in body


FIELDS = [*ANSWERS, "web", "stamp"]


def in_time():
    """Each text in the field for long texts and in one of the others; in make proof each in each."""
    for number, (title, text) in enumerate(TEXTS.items()):
        for name in FIELDS:
            is_asked = name in ("topic", FIELDS[number % len(FIELDS)])
            yield pytest.param(name, text, id=f"{name}-{title}", marks=[] if is_asked else [pytest.mark.proof])


@pytest.mark.parametrize(("name", "text"), [*in_time()])
def test_any_text_in_any_field_is_stored_clean_or_given_back_as_text(client, name, text):
    response = post(client, urlencoded({**good(open_form(client)), name: text}), FORM)
    assert response.status_code in {200, 303}
    for row in MeetingRequest.objects.all():
        stored = [getattr(row, field) for field in ANSWERS]
        assert not [each for each in stored if re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", each)]
        assert not re.search(r"[\r\n\t]", "".join([row.name, row.email, row.phone]))
        response = client.get(response["Location"])
    assert holds_only_our_markup(response)


@pytest.mark.parametrize(("body", "content_type", "statuses"), BODIES.values(), ids=BODIES)
def test_any_body_is_a_row_or_a_clear_error_and_fills_no_log(client, caplog, body, content_type, statuses):
    with caplog.at_level(logging.ERROR):
        response = post(client, body(open_form(client)), content_type)
    assert response.status_code in statuses
    assert MeetingRequest.objects.count() == (response.status_code == 303)
    assert response.status_code == 303 or holds_only_our_markup(response)
    assert caplog.text == ""


def test_fields_that_nobody_asks_for_change_nothing(client):
    post(client, BODIES["fields nobody asked for"][0](open_form(client)), FORM)
    row = MeetingRequest.objects.get()
    assert (row.state, row.note) == ("new", "")


def test_markup_is_given_back_letter_by_letter(client):
    response = post(client, urlencoded({**ANSWERS, "topic": TEXTS["the end of a field"]}), FORM)
    given = re.search(r'<textarea name="topic"[^>]*>\s(.*?)</textarea>', response.content.decode(), re.DOTALL)[1]
    assert html.unescape(given) == TEXTS["the end of a field"]
