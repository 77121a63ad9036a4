"""Texts that try to become script in what is said of an image: wherever readers, editors or programs meet it."""

import json
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
import time_machine
from django.urls import reverse

from pages.editing.version_views import CHOSEN
from pages.models import Page, PageVersion
from pages.richtext.figures import Figure
from pages.richtext.html import sanitise
from tests.free_pages import preview_link
from tests.hostile import ALL, dangers, faults, parsed, structured_data, words_of
from tests.pages.images.sending import row

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 10, 5, 4, tzinfo=UTC)
NEWS = "/aktuality/dum/"
NAME = "'\"><img src=x onerror=alert(1)>.jpg"
# One in four: all of them are looked at elsewhere.
WORDS = [words_of(text).replace("{", "(").replace("}", ")") for text in [*ALL.values()][::4]]
# As nobody but a stranger writes figures; `7` is an image that is there.
IMAGE = '<img data-image="7" alt="a">'
TYPED = [
    '<figure><img data-image="7" alt="a" onerror="alert(1)" onload="alert(1)" style="x:y"></figure>',
    '<figure><img data-image="7" src="javascript:alert(1)" srcset="https://example.org/x.png 1w" alt="a"></figure>',
    f'<figure onclick="alert(1)">{IMAGE}<figcaption><script>alert(1)</script>a</figcaption></figure>',
    f'<figure>{IMAGE}<figcaption><cite><a href="javascript:alert(1)">a</a></cite></figcaption></figure>',
    f"<figure>{IMAGE}<figcaption><svg><style><img src=x onerror=alert(1)></style></svg></figcaption></figure>",
    '<figure><figure><img data-image="7" alt="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"></figure></figure>',
    '<figure><img data-image=\'7" onerror="alert(1)\' alt="a"></figure>',
    "<img data-image=7 alt=a\tonerror=alert(1)//>",
    f"<figure>\0000000{IMAGE}\0001\0</figure>",
]


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def desk(client_of):
    """The editor's browser; `client` is that of a reader."""
    return client_of("Vydavatel")


@pytest.fixture
def image():
    return row("5a" * 32, NAME, 7)


def figures(image, words):
    return "".join(Figure(image.pk, each, each, each).html for each in words)


def news(body):
    """News with this text; the same page with another text where it is there."""
    above = Page.objects.get(address="/aktuality/")
    page, _ = Page.objects.get_or_create(address=NEWS, defaults={"kind": "news", "menu_title": "Dům", "parent": above})
    PageVersion.objects.create(page=page, title="Dům", summary="Stojí.", body=body, publish_at=NOW)
    return page


def images_said(page):
    return [each.get("alt") for each in page.iterfind(".//main//figure//img")]


def shown(desk, client, page):
    """The pages on which somebody meets the image, by name."""
    version = page.versions.latest("id")
    addresses = {
        "list": reverse("admin:pages_image_changelist"),
        "image": reverse("admin:pages_image_change", args=[7]),
        "form": reverse("admin:pages_page_change", args=[page.pk]),
        "history": reverse("admin:pages_page_history", args=[page.pk]),
        "version": reverse("admin:pages_page_version", args=[page.pk, version.number]),
        "difference": f"{reverse('admin:pages_page_compare', args=[page.pk])}?{CHOSEN}=1&{CHOSEN}={version.number}",
        "start": "/sprava/",
    }
    found = {name: desk.get(address) for name, address in addresses.items()}
    found["page"], found["list of news"] = client.get(NEWS), client.get("/aktuality/")
    found["preview"] = client.get(f"/nahled/{preview_link(desk).token}{NEWS}")
    found["search"] = client.get("/hledat/", {"q": "alert"})
    return {name: parsed(answer.content.decode()) for name, answer in found.items() if answer.status_code == 200}


def test_what_is_said_of_an_image_is_words_on_every_page(desk, client, image, subtests):
    news(figures(image, ["a"] * len(WORDS)))
    harmless = shown(desk, client, news(figures(image, ["alert b"] * len(WORDS))))
    seen = shown(desk, client, news(figures(image, WORDS)))
    assert set(seen) == set(harmless)
    assert len(seen) == 11
    for name, page in seen.items():
        with subtests.test(name):
            known = harmless[name]
            scripts = [
                ({key: script.attrib[key] for key in script.attrib if key != "nonce"}, script.text)
                for script in known.iter("script")
            ]
            assert list(dangers(page, scripts)) == []
            assert {element.tag for element in page.iter()} == {element.tag for element in known.iter()}
    assert images_said(seen["page"]) == images_said(seen["preview"])
    assert len(images_said(seen["page"])) == len(WORDS)
    assert structured_data(seen["page"]) == structured_data(harmless["page"])


def test_a_figure_typed_by_hand_brings_nothing_of_its_own(client, image, subtests):
    news(Figure(7, "a", "a", "a").html)
    harmless = parsed(client.get(NEWS).content.decode())
    page = Page.objects.get(address=NEWS)
    for body in TYPED:
        with subtests.test(body):
            assert sanitise(sanitise(body)) == sanitise(body)
            raw = news("")
            PageVersion._base_manager.filter(pk=raw.versions.latest("id").pk).update(body=body.replace("\0", ""))
            seen = parsed(client.get(page.address).content.decode())
            assert list(faults(seen, harmless)) == []


def test_programs_get_what_is_said_of_an_image_as_words(desk, client, image, monkeypatch):
    page = news(figures(image, WORDS))
    feed = ElementTree.fromstring(client.get("/aktuality.atom").content)
    links = [
        link.get("href") for link in feed.iter("{http://www.w3.org/2005/Atom}link") if link.get("rel") == "enclosure"
    ]
    assert links == [f"http://127.0.0.1:8000/obrazky/{image.name_of(image.digest)}-600.jpg"]
    monkeypatch.setattr("pages.images.uploading.prepared", lambda upload: [])
    monkeypatch.setattr("pages.images.uploading.keep", lambda copies, name, user: image)
    body = {"title": "Dům", "summary": "Stojí.", "body": figures(image, [word[:9] + "." * 160 for word in WORDS])}
    answers = [
        desk.post(reverse("admin:pages_image_upload")),
        desk.post(reverse("admin:pages_page_check", args=[page.pk]), body),
    ]
    for answer in answers:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert json.loads(answers[0].content) == {"image": 7, "name": NAME}
    assert len(json.loads(answers[1].content)["problems"]) >= len(WORDS)
