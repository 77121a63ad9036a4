"""Queries and addresses that nobody thought of: an honest answer, never a failure of ours."""

from random import Random
from urllib.parse import quote

import pytest

from tests.thorough import examples

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]

LETTERS = "aábcčdďeéěfghiíjklmnňoópqrřsštťuúůvwxyýzž"
ODD = " \t\n\x00\x7f\u00a0\u200b\u202e\ud7ff\ufeff\U0001f3e0 .*+?^$()[]{}|\\/<>&\"'%;=#-_,:!@~`"
WORDS = ["obec", "bydlení", "Štětí", "praha 7", "konzultace", "telefon", "kde", "a", "<b>", "{{telefon}}", "%s"]
SEEN = {200, 301, 302, 404, 405}


def odd_text(random):
    """Words of the site, letters and whatever else keyboards and robots send, in any mixture."""
    pieces = [
        random.choice(WORDS)
        if random.random() < 0.4
        else "".join(random.choices(LETTERS + ODD, k=random.randint(0, 12)))
        for _ in range(random.randint(0, 6))
    ]
    return random.choice(["", " ", "-"]).join(pieces)


def test_random_queries_each_get_a_page(client):
    random = Random(20261124)
    for _ in range(examples(200, 1000)):
        query = odd_text(random)
        assert client.get("/hledat/", {"q": query}).status_code == 200, query


def test_broken_addresses_are_not_found_or_led_on(client):
    random = Random(42)
    known = [
        "obce/",
        "obce/brno/",
        "kontaktni-centrum/",
        "otevrena-data/",
        "sprava/",
        "sitemap.xml",
        "hledat/",
        "static/",
    ]
    for _ in range(examples(100, 500)):
        address = list(random.choice(known))
        for _ in range(random.randint(1, 3)):
            address.insert(random.randint(0, len(address)), random.choice([*LETTERS, *ODD, "..", "//"]))
        broken = "/" + quote("".join(address))
        assert client.get(broken).status_code in SEEN, broken
