"""What editors do with a text, as operations: drafts, publication, plans, withdrawal, restoring."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from pages import registry, turns
from pages.models import ContentVersion, Document, Page, PageVersion
from pages.prose import publishing
from pages.prose.publishing import RefusedError
from pages.prose.states import in_state, in_time, states, version_states, with_states

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def own_page():
    return Page.objects.create(address="/zkouska/", menu_title="Zkouška", kind=Page.Kind.FREE)


def write(page, title, publish_at=None, **values):
    return PageVersion.objects.create(page=page, title=title, publish_at=publish_at, **values)


def live(page, moment=NOON):
    return PageVersion.objects.live(moment).get(page=page)


def told(page, moment=NOON):
    return [chip.words.replace("\u00a0", " ") for chip in states(with_states(Page.objects, moment).get(pk=page.pk))]


def test_versions_of_a_page_are_numbered_in_order(own_page):
    other = Page.objects.create(address="/jina/", menu_title="Jiná", kind=Page.Kind.FREE)
    assert [write(own_page, "A").number, write(other, "X").number, write(own_page, "B").number] == [1, 1, 2]


def test_the_database_gives_a_number_once(own_page):
    write(own_page, "A")
    with pytest.raises(IntegrityError), transaction.atomic():
        PageVersion.objects.bulk_create([PageVersion(page=own_page, title="B", number=1)])


def test_saving_the_same_text_again_makes_no_version(own_page, editor):
    text = {"title": "A", "summary": "Věta.", "body": "<p>Jedna.</p>\n<p>Dvě.</p>"}
    assert publishing.save_draft(PageVersion(page=own_page, **text), editor).number == 1
    respaced = {**text, "body": "<p>Jedna.</p><p onclick='x()'>Dvě.</p>"}
    assert publishing.save_draft(PageVersion(page=own_page, **respaced), editor) is None
    assert publishing.save_draft(PageVersion(page=own_page, **{**text, "title": "B"}), editor).number == 2


def test_a_page_of_editors_begins_with_a_draft_even_if_there_is_only_a_title(own_page, editor):
    assert publishing.save_draft(PageVersion(page=own_page, title="Jen nadpis"), editor).number == 1


def test_only_the_newest_version_is_published_and_only_once(own_page):
    first, second = write(own_page, "A"), write(own_page, "B")
    with pytest.raises(RefusedError, match="Mezitím vznikla verze 2"):
        publishing.publish(first, NOON)
    publishing.publish(second, NOON)
    with pytest.raises(RefusedError, match="Verze 2 už je zveřejněná nebo naplánovaná"):
        publishing.publish(second, NOON + HOUR)
    assert live(own_page) == second


def test_a_note_belongs_to_the_publication_and_is_set_with_it(own_page):
    write(own_page, "A", NOON - HOUR)
    second = write(own_page, "B")
    publishing.publish(second, NOON, "Doplnili jsme hodiny.")
    second.change_note = "Jinak."
    with pytest.raises(ValidationError, match="se už nemění"):
        second.save()


def test_a_typo_fix_keeps_the_public_day(own_page):
    write(own_page, "A", NOON - 48 * HOUR)
    fix = write(own_page, "B")
    publishing.publish(fix, NOON, "tohle se zahodí", is_typo_fix=True)
    assert (fix.change_note, live(own_page).title) == ("", "B")
    assert live(own_page).changed_on == (NOON - 48 * HOUR).date()
    again = write(own_page, "C")
    publishing.publish(again, NOON + HOUR, is_typo_fix=True)
    assert live(own_page, NOON + HOUR).changed_on == (NOON - 48 * HOUR).date()
    publishing.publish(write(own_page, "D"), NOON + 2 * HOUR, "Nově.")
    assert live(own_page, NOON + 2 * HOUR).changed_on == NOON.date()


def test_a_first_version_has_its_own_day_even_as_a_typo_fix(own_page):
    publishing.publish(write(own_page, "A"), NOON, is_typo_fix=True)
    assert live(own_page).changed_on == NOON.date()


def test_the_database_refuses_a_note_on_a_typo_fix(own_page):
    with pytest.raises(IntegrityError), transaction.atomic():
        write(own_page, "A", NOON, is_typo_fix=True, change_note="Nově.")


def test_a_plan_can_be_cancelled_as_long_as_nobody_saw_it(own_page, editor):
    before = ContentVersion.objects.current()
    version = write(own_page, "A", NOON + HOUR)
    publishing.unschedule(version, NOON, editor)
    assert version.publish_at is None
    assert ContentVersion.objects.current() > before + 1
    publishing.publish(version, NOON + 2 * HOUR)
    with pytest.raises(RefusedError, match="co je teprve naplánované"):
        publishing.unschedule(version, NOON + 2 * HOUR, editor)
    assert live(own_page, NOON + 2 * HOUR) == version


def test_a_planned_withdrawal_can_be_cancelled_too(own_page, editor):
    version = write(own_page, "A", NOON)
    publishing.withdraw(version, NOON + HOUR)
    publishing.unschedule(version, NOON, editor)
    assert (version.publish_at, version.withdrawn_at) == (NOON, None)


def test_cancelling_a_publication_takes_its_planned_withdrawal_along(own_page, editor):
    version = write(own_page, "A", NOON + HOUR, withdrawn_at=NOON + 2 * HOUR)
    publishing.unschedule(version, NOON, editor)
    assert (version.publish_at, version.withdrawn_at) == (None, None)


def test_a_withdrawn_text_is_gone_until_another_is_published(own_page):
    version = write(own_page, "A", NOON - HOUR)
    publishing.withdraw(version, NOON)
    with pytest.raises(RefusedError, match="už je mimo web"):
        publishing.withdraw(version, NOON + HOUR)
    assert not PageVersion.objects.shown(NOON).filter(page=own_page).exists()
    publishing.publish(write(own_page, "B"), NOON + HOUR)
    assert PageVersion.objects.shown(NOON + HOUR).get(page=own_page).title == "B"


def test_a_fixed_page_is_not_withdrawn():
    version = PageVersion.objects.get(page__address="/o-projektu/")
    with pytest.raises(RefusedError, match="Pevnou stránku nejde vzít z webu"):
        publishing.withdraw(version, NOON)


def test_restoring_makes_a_new_draft_that_says_where_it_comes_from(own_page, editor):
    first = write(own_page, "A", NOON - HOUR, body="<p>Staré.</p>")
    write(own_page, "B", NOON)
    draft = publishing.restore(first, editor)
    assert (draft.number, draft.title, draft.body, draft.publish_at) == (3, "A", "<p>Staré.</p>", None)
    assert (draft.change_note, draft.created_by) == ("Obnoveno z verze 1.", editor)
    assert publishing.restore(first, editor) is None
    assert live(own_page).title == "B"


def test_a_page_tells_what_readers_see_what_will_come_and_what_is_being_written(own_page):
    assert told(own_page) == ["zatím bez textu"]
    version = write(own_page, "A", created_at=NOON)
    assert told(own_page) == ["koncept"]
    publishing.publish(version, NOON + HOUR)
    assert told(own_page) == ["vyjde 5. 10. 2026 v 15.00"]
    write(own_page, "B", created_at=NOON)
    assert told(own_page, NOON + HOUR) == ["zveřejněno 5. 10. 2026", "novější koncept"]
    publishing.withdraw(version, NOON + 3 * HOUR)
    assert told(own_page, NOON + HOUR)[:2] == ["zveřejněno 5. 10. 2026", "z webu zmizí 5. 10. 2026 v 17.00"]
    assert told(own_page, NOON + 3 * HOUR) == ["mimo web od 5. 10. 2026 v 17.00", "novější koncept"]


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ([], set()),
        ([{}], {"koncept"}),
        ([{"publish_at": NOON + HOUR}], {"naplanovano"}),
        ([{"publish_at": NOON}], {"zverejneno"}),
        ([{"publish_at": NOON}, {}], {"zverejneno", "koncept"}),
        ([{"publish_at": NOON}, {"publish_at": NOON + HOUR}, {}], {"zverejneno", "naplanovano", "koncept"}),
        ([{"publish_at": NOON, "withdrawn_at": NOON + HOUR}], {"zverejneno", "naplanovano"}),
        ([{"publish_at": NOON - HOUR, "withdrawn_at": NOON}], {"stazeno"}),
        ([{"publish_at": NOON - HOUR, "withdrawn_at": NOON - HOUR}, {"publish_at": NOON}], {"zverejneno"}),
    ],
)
def test_a_page_is_found_by_each_of_its_states(own_page, versions, expected):
    for number, values in enumerate(versions):
        write(own_page, f"V{number}", **values)
    found = with_states(Page.objects.filter(pk=own_page.pk), NOON)
    assert {
        name for name in ["koncept", "naplanovano", "zverejneno", "stazeno"] if in_state(found, name, NOON)
    } == expected


def test_each_version_tells_what_became_of_it(own_page):
    withdrawn = write(own_page, "A", NOON - 4 * HOUR, withdrawn_at=NOON - 3 * HOUR)
    old, shown = write(own_page, "B", NOON - 2 * HOUR), write(own_page, "C", NOON - HOUR, withdrawn_at=NOON + 2 * HOUR)
    planned, passed_over, draft = write(own_page, "D", NOON + HOUR), write(own_page, "E"), write(own_page, "F")

    def told(version, moment=NOON):
        row = in_time(PageVersion.objects.all(), moment).get(pk=version.pk)
        return [chip.words.replace("\u00a0", " ") for chip in version_states(row, moment, is_newest=version == draft)]

    assert [told(version) for version in [withdrawn, old, shown, planned, passed_over, draft]] == [
        ["vzatá z webu 5. 10. 2026"],
        ["nahrazená 5. 10. 2026"],
        ["zveřejněno 5. 10. 2026", "z webu zmizí 5. 10. 2026 v 16.00"],
        ["vyjde 5. 10. 2026 v 15.00"],
        ["starší koncept"],
        ["koncept"],
    ]
    assert told(shown, NOON + HOUR) == told(shown, NOON + 3 * HOUR) == ["nahrazená 5. 10. 2026"]
    assert told(withdrawn, NOON - 3 * HOUR) == ["mimo web od 5. 10. 2026 v 11.00"]


def test_texts_and_documents_turn_at_every_moment_at_which_one_appears_or_goes(own_page):
    write(own_page, "A", NOON - HOUR, withdrawn_at=NOON + 2 * HOUR)
    write(own_page, "B", NOON + HOUR)
    Document.objects.create(title="Metodika", category="metodika", year=2020, publish_at=NOON + 3 * HOUR)
    facts, moments = registry.load_facts(), [NOON - 2 * HOUR]
    while moments[-1] < NOON + 3 * HOUR:
        moments.append(turns.next_change(facts, moments[-1]))
    assert moments[1:] == [NOON - HOUR, NOON + HOUR, NOON + 2 * HOUR, NOON + 3 * HOUR]
