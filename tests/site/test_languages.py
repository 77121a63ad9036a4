"""Pages in another language: offered once their core has a text, made of the same facts, stale by their versions."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from contact.models import ContactCentre
from pages.frame.frame import Frame
from pages.languages.languages import UKRAINIAN, czech_address
from pages.models import Page, PageVersion
from pages.prose import publishing
from pages.prose.translations import czech_page, newer_czech
from tests.translations import forget_translations

CORE = {"/": "Головна", "/o-projektu/": "Про проєкт", "/kontaktni-centrum/": "Контактний центр"}
OPEN = "2026-11-25T10:00+01:00"


def translate(address, title, **values):
    page = Page.objects.create(address=UKRAINIAN.address_of(address), kind=Page.Kind.TRANSLATION, menu_title=title)
    source = PageVersion.objects.live(timezone.now()).get(page__address=address)
    text = {"title": title, "publish_at": timezone.now(), **values}
    return PageVersion.objects.create(page=page, translated_from=source, **text)


def say(page, body, **how):
    """Publish a new text of the page now."""
    version = PageVersion(page=page, title="O projektu", body=body)
    version.save()
    publishing.publish(version, timezone.now(), **how)
    return version


@pytest.fixture
def untranslated(db):
    forget_translations()


def test_a_language_is_there_once_its_core_has_a_text(untranslated, client):
    ContactCentre.objects.update(hours_verified_on="2026-11-24")
    with time_machine.travel(OPEN, tick=False):
        for address, title in list(CORE.items())[:-1]:
            translate(address, title)
        assert client.get("/uk/").status_code == client.get("/uk/obce/vir/").status_code == 404
        assert "/uk/" not in client.get("/sitemap.xml").content.decode()
        translate("/kontaktni-centrum/", CORE["/kontaktni-centrum/"])
        page = client.get("/uk/kontaktni-centrum/").content.decode()
        assert "Контактний центр" in page
        assert "<strong>Зараз можна телефонувати</strong> до 13:00" in page.replace("\u00a0", " ")
        assert "/uk/kontaktni-centrum/" in client.get("/sitemap.xml").content.decode()
        assert "Teď můžete volat" in client.get("/kontaktni-centrum/").content.decode()
    assert client.get("/en/").status_code == client.get("/snadne/").status_code == 404


def test_no_page_without_a_text_in_the_language_stands_at_an_address_of_it(untranslated, client):
    for address, title in CORE.items():
        translate(address, title)
    for address in ["/uk/obce/", "/uk/pristupnost/", "/uk/kam-se-obratit/", "/uk/dokumenty/", "/uk/sprava/"]:
        assert client.get(address).status_code == 404, address


def test_a_translation_is_stale_once_the_czech_text_says_something_else_and_only_then(untranslated):
    translation = translate("/o-projektu/", "Про проєкт")
    page = czech_page(translation.page)

    def newer():
        return newer_czech(translation, timezone.now())

    assert page.address == czech_address(translation.page.address) == "/o-projektu/"
    assert newer() is None
    before = PageVersion.objects.live(timezone.now()).get(page=page)
    say(page, before.body + "<p>Překlep je pryč.</p>", is_typo_fix=True)
    assert newer() is None
    changed = say(page, "<p>Něco jiného.</p>")
    assert newer() == changed
    back = PageVersion(page=page, title=before.title, summary=before.summary, body=before.body)
    back.save()
    publishing.publish(back, timezone.now() + timedelta(hours=1))
    assert newer() == changed
    with time_machine.travel(timezone.now() + timedelta(hours=2)):
        assert newer() is None


def test_a_translation_is_of_its_own_page(untranslated):
    other = PageVersion.objects.live(timezone.now()).get(page__address="/")
    page = Page.objects.create(address="/uk/o-projektu/", kind=Page.Kind.TRANSLATION, menu_title="Про проєкт")
    with pytest.raises(ValidationError, match="jiné stránky"):
        PageVersion.objects.create(page=page, title="Про проєкт", translated_from=other)


def test_what_pages_share_is_made_in_czech_and_markup_by_language():
    frame = Frame(timezone.now())
    frame.made = {}
    kept = Template('{% load i18n site %}{% kept "day" %}{% translate "Den" %}{% endkept %}')
    with override("uk"):
        assert frame.shared("centre", lambda: reverse("contact:centre")) == "/kontaktni-centrum/"
        assert kept.render(Context({"frame": frame})) == "День"
    assert kept.render(Context({"frame": frame})) == "Den"
