"""Texts that try to become script, typed into the editors' forms and looked at wherever editors meet them again."""

from datetime import UTC, datetime
from itertools import chain

import pytest
from django.urls import reverse

from pages.models import Page, PageVersion
from tests.admin_forms import form_data
from tests.hostile import ALL, EACH, FILLED, HARMLESS, REFUSED, faults, parsed, words_of
from tests.thorough import some

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.thorough]

# A text in which the gate finds much, so that what it says stands on the pages around it.
FAULTY = f'{HARMLESS}<p><a href="/neni/">zde</a> MPSV {"slovo " * 40}</p>'
LONG_AGO = datetime(2021, 1, 4, 8, tzinfo=UTC)
LAST_CHANGES = 15  # on the start page
NOTE_LENGTH = 200
CONTENT = {"content"}  # the class of what is inside the frame of the admin


@pytest.fixture
def vir():
    """A page with as many harmless versions as the list of versions shows at once."""
    page = Page.objects.get(address="/obce/vir/")
    PageVersion.objects.bulk_create(
        PageVersion(page=page, number=number, title="A", body=HARMLESS, publish_at=LONG_AGO, change_note="B")
        for number in range(1, 51)
    )
    return page


def url(name, page, *arguments):
    return reverse(f"admin:pages_page_{name}", args=[page.pk, *arguments])


def typed(text):
    """What an editor fills in: the text as body, its words everywhere else."""
    words = words_of(text)
    return {"title": words, "summary": words, "menu_title": words[:60], "body": text}


def publish(version, note):
    """Without asking the gate, which would let few of them pass."""
    PageVersion.objects.filter(pk=version.pk).update(publish_at=LONG_AGO, change_note=note)


@pytest.fixture
def read(editor_client):
    """A page of the admin as a browser understands it."""

    def read(address, **query):
        response = editor_client.get(address, query)
        assert response.status_code == 200
        return parsed(response.content.decode())

    return read


@pytest.fixture
def send(editor_client, vir):
    """Sends the page's form, on top of the newest version."""
    data = form_data(editor_client.get(url("change", vir)))

    def send(**values):
        newest = vir.versions.order_by("-number").first()
        return editor_client.post(url("change", vir), data | {"base": newest.number} | values)

    return send


@pytest.fixture
def save(send, vir):
    """Saves a draft and says which version it became."""

    def save(**values):
        answer = send(**values)
        assert answer.status_code == 302, answer.context["errors"]
        return vir.versions.order_by("-number").first()

    return save


@pytest.mark.any_database
@pytest.mark.parametrize("section", EACH)
def test_editors_meet_a_hostile_text_as_text_or_not_at_all(read, save, vir, section, subtests):
    def seen(version, before):
        """Form, difference and preview of a version, and what in each is filled by its text."""
        yield read(url("change", vir)), CONTENT
        yield read(url("compare", vir), verze=[before.number, version.number]), CONTENT
        yield read(url("version", vir, version.number)), FILLED

    def around():
        """Where its words stand beside those of the last ones."""
        addresses = [reverse("admin:index"), reverse("admin:pages_page_changelist"), url("history", vir)]
        yield from ((read(address), CONTENT) for address in addresses)

    first, last = save(title="C", summary="D", body=HARMLESS), save(title="E", summary="F", body=FAULTY)
    publish(last, "F")
    harmless, harmless_around = list(seen(last, first)), list(around())
    for number, (name, text) in enumerate(EACH[section].items(), 1):
        with subtests.test(name):
            last, before = save(**typed(text)), last
            publish(last, words_of(text))
            pages = zip(seen(last, before), harmless, strict=True)
            if number % LAST_CHANGES == 0 or number == len(EACH[section]):
                pages = chain(pages, zip(around(), harmless_around, strict=True))
            for (page, filled), (known, _) in pages:
                assert list(faults(page, known, filled)) == []


def test_a_hostile_note_stays_in_the_form_as_text(editor_client, save, vir, subtests):
    def sent(note):
        """The form of publishing, sent with a note that goes with no mere correction."""
        answer = editor_client.post(url("publish", vir), {"change_note": note, "is_typo_fix": "on", "_now": "1"})
        assert list(answer.context["form"].errors) == ["number", "change_note"]
        return parsed(answer.content.decode())

    save(title="Jak to chodí", summary="Tady se dozvíte, jak to v projektu chodí a kde se zeptat.", body="<p>Ano.</p>")
    harmless = sent("Doplnili jsme telefon.")
    for notes in some(packed(map(words_of, ALL.values()), NOTE_LENGTH), 12):
        with subtests.test(notes):
            assert list(faults(sent(notes), harmless, CONTENT)) == []


def packed(texts, length):
    """As many texts as there is room for in one, one after the other."""
    whole = ""
    for text in texts:
        if len(whole) + len(text) >= length:
            yield whole
            whole = ""
        whole += f" {text}"
    yield whole


@pytest.mark.parametrize("name", REFUSED)
def test_a_refused_text_stays_in_the_form_as_text(send, vir, name):
    harmless = parsed(send(body="<p>{{telefonn}}</p>").content.decode())
    answer = send(body=REFUSED[name])
    assert list(answer.context["adminform"].form.errors) == ["body"]
    assert list(faults(parsed(answer.content.decode()), harmless, CONTENT)) == []
    assert vir.versions.count() == 50
