"""The editors' handbook: who reads it, that nothing in it leads nowhere, and that the whole admin leads to it."""

import json
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders
from django.urls import URLPattern, URLResolver, resolve, reverse

from pages.facts import review
from pages.models import Document, Page
from socialnibydleni.editors import groups, handbook
from socialnibydleni.editors.handbook import BEGINS, ENDS, FOLDER, PICTURE, TASKS, source

HANDBOOK = "/sprava/prirucka/"
ADDRESSES = [HANDBOOK, f"{HANDBOOK}cela/", *(f"{HANDBOOK}{task.slug}/" for task in TASKS)]
VOCABULARY = {"p", "ol", "ul", "li", "h2", "a", "img"}
MOST_STEPS = 7
MOST_BYTES = 400_000
LINK = re.compile(r'<p class="handbook-link"><a href="([^"]+)"><span [^>]+>\?</span>(?:Jak na to: )?([^<]+)</a></p>')


class Tags(HTMLParser):
    """The tags of a page with their attributes, and how many steps each of its lists has."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.open, self.steps = [], [], []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag == "ol":
            self.steps.append(0)
        if tag == "li" and self.open[-1] == "ol":
            self.steps[-1] += 1
        if tag != "img":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def alone(response):
    """Only the middle of a page, without header and menu."""
    return response.content.decode().partition('id="content-main"')[2].partition("<footer")[0]


def help_of(client, address):
    """Where „?“ leads from an address of the admin, and what it is called."""
    response = client.get(address)
    assert response.status_code == 200, address
    found = LINK.findall(response.content.decode())
    assert len(found) == 1, address
    return found[0]


@pytest.mark.django_db
@pytest.mark.parametrize("group", groups.NAMES)
def test_every_group_reads_every_page(client_of, group):
    client = client_of(group)
    assert {client.get(address).status_code for address in ADDRESSES} == {200}


@pytest.mark.django_db
def test_nobody_reads_it_who_is_not_signed_in(client):
    for address in ADDRESSES:
        assert client.get(address).headers["Location"] == f"/sprava/login/?next={address}"


@pytest.mark.django_db
def test_a_task_that_the_handbook_does_not_know_is_not_found(editor_client):
    assert editor_client.get(f"{HANDBOOK}nesmysl/").status_code == 404


@pytest.mark.django_db
def test_links_lead_to_pages_and_pictures_to_files(editor_client):
    page = "".join(alone(editor_client.get(address)) for address in ADDRESSES)
    for href in re.findall(r'<a href="([^"]+)"', page):
        match = resolve(re.sub(r"^\.\./", HANDBOOK, href))
        assert match.url_name.startswith("handbook"), href
        assert match.kwargs.get("slug", "telefon") in handbook.BY_SLUG, href
    pictures = re.findall(
        r'<img src="/static/handbook/([\w-]+)\.\w{12}\.webp" alt="[^"]+\." width="\d+" height="\d+">', page
    )
    assert len(pictures) == page.count("<img")
    assert all(finders.find(f"handbook/{name}.webp") for name in pictures)


@pytest.mark.django_db
def test_pages_follow_each_other_and_the_whole_has_all_of_them(editor_client):
    for before, after in pairwise(TASKS):
        assert f'<a href="{HANDBOOK}{after.slug}/" rel="next">' in alone(editor_client.get(f"{HANDBOOK}{before.slug}/"))
        assert f'<a href="{HANDBOOK}{before.slug}/" rel="prev">' in alone(editor_client.get(f"{HANDBOOK}{after.slug}/"))
    whole = alone(editor_client.get(f"{HANDBOOK}cela/"))
    assert re.findall(r"<h2 id=[^>]+>(.+)</h2>", whole) == [f"{n}. {task.title}" for n, task in enumerate(TASKS, 1)]
    assert whole.count("<h3>") == sum(source(task.slug).count("<h2>") for task in TASKS)
    assert whole.count("<img ") == sum(source(task.slug).count("<img ") for task in TASKS)


@pytest.mark.parametrize("slug", [task.slug for task in TASKS])
def test_a_page_is_short_and_plain(slug):
    tags = Tags(source(slug))
    assert {tag for tag, _ in tags.seen} <= VOCABULARY
    assert max(tags.steps) <= MOST_STEPS
    assert '"' not in re.sub(r"<[^>]*>", "", source(slug))


def test_there_are_as_many_files_as_tasks():
    assert {path.name for path in FOLDER.iterdir()} == {"pictures.json", *(f"{task.slug}.html" for task in TASKS)}


def test_pictures_are_known_kept_and_used_once_and_small():
    kept = list(Path(finders.find("handbook")).iterdir())
    known = json.loads((FOLDER / "pictures.json").read_text())
    used = [name for task in TASKS for name, _ in PICTURE.findall(source(task.slug))]
    assert sorted(used) == sorted(path.stem for path in kept) == sorted(known)
    assert sum(path.stat().st_size for path in kept) <= MOST_BYTES


def test_it_says_who_may_do_it_and_for_how_long_a_verification_holds():
    may = {task.slug: task.who for task in TASKS}
    assert may.pop("nahled") == ["Autor", "Vydavatel"]
    for task in ["telefon", "hodiny", "zavrit", "overit"]:
        assert may.pop(task) == ["Vydavatel", "Kontaktní centrum"]
    assert set(map(tuple, may.values())) == {("Vydavatel",)}
    assert f"Konzultační hodiny platí {review.HOURS_MONTHS} měsíců." in source("overit")
    assert f"Ostatní údaje se ověřují po {review.MONTHS} měsících." in source("overit")


def test_the_map_of_help_names_what_is_there():
    names = {pattern.name for pattern in _patterns(admin.site.get_urls())}
    for begin in BEGINS:
        assert f"{begin}_changelist" in names
    for end in ENDS:
        assert any(name and name.endswith(end) for name in names)
    assert {*BEGINS.values(), *ENDS.values()} <= set(handbook.BY_SLUG)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "slug"),
    [
        ("contact/openinghours/1/change/", "hodiny"),
        ("contact/openinghours/1/overit/hours_verified/", "overit"),
        ("contact/contactcentre/1/change/", "telefon"),
        ("contact/contactcentre/1/history/", "vratit"),
        ("contact/contactcentre/1/overit/verified/", "overit"),
        ("pages/page/", "text"),
        ("pages/page/add/", "text"),
        ("pages/notice/add/", "zavrit"),
        ("pages/previewlink/", "nahled"),
        ("pages/document/add/", "dokument"),
        ("municipalities/municipality/", "overit"),
    ],
)
def test_a_page_of_the_admin_leads_to_its_task(editor_client, address, slug):
    task = handbook.BY_SLUG[slug]
    assert help_of(editor_client, f"/sprava/{address}") == (f"{HANDBOOK}{slug}/", task.title)


@pytest.mark.django_db
def test_pages_of_a_text_and_a_document_lead_to_theirs(editor_client):
    page = Page.objects.get(address="/o-projektu/")
    document = Document.objects.create(title="Metodika", description="Jak na to.", year=2020, category="metodika")
    for name, row, slug in [
        ("pages_page_change", page, "text"),
        ("pages_page_history", page, "vratit"),
        ("pages_document_change", document, "dokument"),
        ("pages_document_history", document, "vratit"),
    ]:
        assert help_of(editor_client, reverse(f"admin:{name}", args=[row.pk]))[0] == f"{HANDBOOK}{slug}/", name


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["auth/user/", "contact/meetingrequest/", "zalozni-kody/", "password_change/"])
def test_a_page_without_a_task_leads_to_the_handbook(editor_client, address):
    assert help_of(editor_client, f"/sprava/{address}") == (HANDBOOK, "Příručka")


@pytest.mark.django_db
def test_the_door_the_handbook_and_a_popup_have_no_link_to_it(client, editor_client, client_of):
    assert not LINK.search(type(client)().get("/sprava/login/").content.decode())
    for address in [*ADDRESSES, "/sprava/pages/source/add/?_popup=1"]:
        assert not LINK.search(editor_client.get(address).content.decode()), address


def _patterns(urls):
    for url in urls:
        if isinstance(url, URLResolver):
            yield from _patterns(url.url_patterns)
        elif isinstance(url, URLPattern):
            yield url
