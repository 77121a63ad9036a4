"""Whether a translation is stale, after any history of it and of its Czech text: as the definition says, told anew.

Stale: the Czech text has a newer live version that is no mere correction and says something else. Newer is what readers
met later; than a text that no reader has met yet, what was written later.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.models import Page, PageVersion
from pages.prose import publishing, translations
from tests.thorough import examples

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 11, 25, 10, tzinfo=UTC)
SAID = ["<p>Jedna.</p>", "<p>Dva.</p>", "<p>Tři.</p>"]
MODES = ["draft", "publish", "correct", "plan"]
ACTS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(SAID), st.sampled_from(MODES)),
    st.tuples(st.just("translate"), st.booleans()),
    st.tuples(st.just("restore"), st.integers(1, 6)),
    st.sampled_from([("withdraw",), ("take back",), ("pass",)]),
)


def is_stale(known, versions, now):
    """The definition, over all versions of the Czech page as rows hold them."""
    met = sorted((v for v in versions if v.publish_at and v.publish_at <= now), key=lambda v: (v.publish_at, v.number))
    if not met or (met[-1].withdrawn_at and met[-1].withdrawn_at <= now):
        return False
    is_met = known in met
    newer = met[met.index(known) + 1 :] if is_met else [v for v in met if v.number > known.number]
    return met[-1] in newer and met[-1].body != known.body and any(not v.is_typo_fix for v in newer)


def write(page, now, body, mode):
    publishing.save_draft(PageVersion(page=page, title="Zkouška", body=body), None)
    if mode != "draft":
        at = now + timedelta(minutes=30) if mode == "plan" else now
        publishing.publish(publishing.newest(page), at, is_typo_fix=mode == "correct")


def withdraw(page, now):
    for live in PageVersion.objects.live(now).filter(page=page):
        publishing.withdraw(live, now)


def take_back(page, now):
    for planned in PageVersion.objects.scheduled(now).filter(page=page)[:1]:
        publishing.unschedule(planned, now, None)


def restore(page, _now, number):
    for version in PageVersion.objects.filter(page=page, number=number):
        publishing.restore(version, None)


def translate(page, now, is_newest):
    source = publishing.newest(page) if is_newest else PageVersion.objects.shown(now).filter(page=page).first()
    if source:
        ukrainian = Page.objects.get(address="/uk/zkouska/")
        PageVersion.objects.create(page=ukrainian, title="Проба", translated_from=source, publish_at=now)


DONE = {"write": write, "withdraw": withdraw, "take back": take_back, "restore": restore, "translate": translate}
BEGINNING = [("write", SAID[0], "publish"), ("translate", False)]


@settings(max_examples=examples(8, 200), deadline=None)
@given(st.lists(ACTS, min_size=4, max_size=14))
def test_a_translation_is_stale_after_any_history_exactly_as_the_definition_says(acts):
    with transaction.atomic(), time_machine.travel(BEGAN, tick=False) as clock:
        page = Page.objects.create(address="/zkouska/", kind=Page.Kind.FREE, menu_title="Zkouška")
        ukrainian = Page.objects.create(address="/uk/zkouska/", kind=Page.Kind.TRANSLATION, menu_title="Проба")
        now = BEGAN
        for what, *how in BEGINNING + acts:
            now += timedelta(hours=1) if what == "pass" else timedelta(minutes=1)
            clock.move_to(now)
            with suppress(publishing.RefusedError):  # what can't be done just now changes nothing
                DONE.get(what, lambda *_: None)(page, now, *how)
            versions = list(PageVersion.objects.filter(page=page))
            for translation in PageVersion.objects.filter(page=ukrainian):
                newer = translations.newer_czech(translation, now)
                assert (newer is not None) is is_stale(translation.translated_from, versions, now), what
        transaction.set_rollback(True)
