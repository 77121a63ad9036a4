"""The editors' handbook: who reads it, that nothing in it leads nowhere, and what it offers to whom."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from pages.facts import review
from socialnibydleni.editors import groups
from socialnibydleni.editors.accounts import links
from socialnibydleni.editors.handbook.tasks import BY_SLUG, SUBJECTS, TASKS
from socialnibydleni.editors.handbook.texts import FOLDER, PICTURE, source

HANDBOOK = "/sprava/prirucka/"
ADDRESSES = [HANDBOOK, f"{HANDBOOK}cela/", *(f"{HANDBOOK}{task.slug}/" for task in TASKS)]
VOCABULARY = {"p", "ol", "ul", "li", "h2", "a", "img", "kbd"}
MOST_STEPS = 7
MOST_BYTES = 750_000


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
    """Only the middle of a page, without header and menu, with ordinary spaces."""
    return response.content.decode().replace("\u00a0", " ").partition('id="content-main"')[2].partition("<footer")[0]


def offered(body):
    """The slugs of the tasks that lead from the middle of a page, and what is said to be for others."""
    mine, _, others = body.partition('id="others"')
    slugs = re.compile(rf'<a href="{HANDBOOK}([\w-]+)/"')
    return slugs.findall(mine), slugs.findall(others)


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


def test_links_lead_to_tasks():
    for task in TASKS:
        for href in re.findall(r'<a href="([^"]+)"', source(task.slug)):
            other = re.fullmatch(r"\.\./([\w-]+)/", href)
            assert other, (task.slug, href)
            assert other[1] in BY_SLUG.keys() - {task.slug}, (task.slug, href)


@pytest.mark.django_db
def test_the_whole_has_all_tasks_and_their_pictures(editor_client):
    whole = alone(editor_client.get(f"{HANDBOOK}cela/"))
    assert re.findall(r"<h2 id=[^>]+>(.+)</h2>", whole) == [f"{n}. {task.title}" for n, task in enumerate(TASKS, 1)]
    assert whole.count("<h3>") == sum(source(task.slug).count("<h2>") for task in TASKS)
    pictures = re.findall(
        r'<img src="/static/handbook/([\w-]+)\.\w{12}\.webp" alt="[^"]+\." width="\d+" height="\d+">', whole
    )
    assert len(pictures) == whole.count("<img") == sum(source(task.slug).count("<img ") for task in TASKS)
    assert all(finders.find(f"handbook/{name}.webp") for name in pictures)


@pytest.mark.django_db
@pytest.mark.parametrize("group", groups.NAMES)
def test_a_role_is_offered_what_it_may_do_and_told_what_others_do(client_of, group):
    client = client_of(group)
    mine, others = offered(alone(client.get(HANDBOOK)))
    assert mine == [task.slug for task in TASKS if group in task.who]
    assert others == [task.slug for task in TASKS if group not in task.who]
    for task in TASKS:
        body = alone(client.get(f"{HANDBOOK}{task.slug}/"))
        assert (f'href="{task.begin_url}">{task.begin}</a>' in body) is (group in task.who), task.slug
        assert ("Na tohle vaše role nestačí." in body) is (group not in task.who), task.slug
        if group in task.who:
            assert client.get(task.begin_url, follow=True).status_code == 200, task.slug


@pytest.mark.django_db
def test_a_task_leads_to_the_others_of_its_subject(editor_client):
    for subject in SUBJECTS:
        first, *others = subject.tasks
        beside = alone(editor_client.get(f"{HANDBOOK}{first.slug}/")).partition('id="beside"')[2]
        assert offered(beside)[0] == [task.slug for task in others]


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


def test_it_says_who_may_do_it_and_for_how_long_things_hold():
    may = {task.slug: task.who for task in TASKS}
    assert may["sprava"] == may["prihlaseni"] == groups.NAMES
    assert may["text"] == may["nahled"] == may["dokument"] == ["Autor", "Vydavatel"]
    assert may["plan"] == may["oznameni"] == may["obec"] == may["podminky"] == ["Vydavatel"]
    assert may["telefon"] == may["hodiny"] == may["zavrit"] == may["overit"] == ["Vydavatel", "Kontaktní centrum"]
    assert may["hlaseni"] == ["Vydavatel", "Kontaktní centrum"]
    assert may["zadost"] == may["zrusit-schuzku"] == ["Kontaktní centrum"]
    assert may["ucet"] == may["ucet-kolegy"] == ["Správce"]
    assert all(may.values())
    assert f"Konzultační hodiny platí {review.HOURS_MONTHS} měsíců." in source("overit")
    assert f"Ostatní údaje se ověřují po {review.MONTHS} měsících." in source("overit")
    hours = links.LASTS.total_seconds() / 3600
    assert f"Odkaz platí {hours:.0f} hodin a jen jednou." in source("ucet")
