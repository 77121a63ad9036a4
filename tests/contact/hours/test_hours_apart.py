"""What the form says of rows that overlap, and what the database says, is the same; also after every migration."""

from contextlib import suppress
from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from contact.editing.hours_forms import ConsultationHoursFormSet, HoursExceptionFormSet
from contact.models import ConsultationHours, HoursException
from tests.contact.editing import hours_form

pytestmark = pytest.mark.django_db
# Few values, so that rows meet each other; a time between two minutes among them.
CLOCKS = [time(0), time(9), time(10), time(10, 0, 30), time(10, 0, 30, 5), time(11), time(23, 59, 59, 999999)]
DAYS = [date.min, date(2026, 12, 1), date(2026, 12, 2), date(2027, 1, 1), date.max]
LATER = date(2100, 1, 1)
ASIDE = {ConsultationHours: {"weekday": 6}, HoursException: {"from_day": LATER, "through_day": LATER}}
IN_A_TEST = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def pairs(values):
    """Two of them in order, the same one twice too."""
    return st.lists(st.sampled_from(values), min_size=2, max_size=2).map(sorted)


def stretches():
    return st.lists(st.sampled_from(CLOCKS), min_size=2, max_size=2, unique=True).map(sorted)


@st.composite
def hours(draw):
    opens, closes = draw(stretches())
    first, last = draw(pairs(DAYS))
    first, last = (draw(st.sampled_from([limit, None])) for limit in (first, last))
    row = {"weekday": draw(st.integers(0, 1)), "opens_at": opens, "closes_at": closes}
    return ConsultationHours(centre_id=1, **row, valid_from=first, valid_through=last)


@st.composite
def exceptions(draw):
    first, last = draw(pairs(DAYS[1:4]))
    opens, closes = draw(st.one_of(stretches(), st.just((None, None))))
    row = {"from_day": first, "through_day": last, "opens_at": opens, "closes_at": closes}
    return HoursException(centre_id=1, **row, reason="školení")


class UndoneError(Exception):
    """Raised to roll back what was only a try."""


def is_refused(one, other):
    """Whether the database refuses the second row beside the first, as a new one and as one that changes."""
    refused = []
    for is_new in [True, False]:
        with suppress(UndoneError), transaction.atomic():
            one.save(force_insert=True)
            if not is_new:
                stored = type(other)(**_values(other) | ASIDE[type(other)])
                stored.save()
                other.pk = stored.pk
            try:
                with transaction.atomic():
                    other.save(force_insert=is_new)
                refused.append(False)
            except IntegrityError:
                refused.append(True)
            raise UndoneError
        one.pk = other.pk = None
    assert refused[0] == refused[1]
    return refused[0]


def _values(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key}


@pytest.fixture
def no_hours():
    ConsultationHours.objects.all().delete()
    HoursException.objects.all().delete()


@IN_A_TEST
@given(hours(), hours())
def test_the_database_refuses_just_the_hours_that_the_form_refuses(no_hours, one, other):
    earlier, later = sorted([one, other], key=ConsultationHoursFormSet.order)
    assert is_refused(one, other) == bool(ConsultationHoursFormSet.contradiction(earlier, later))


@IN_A_TEST
@given(exceptions(), exceptions())
def test_and_of_exceptions_on_the_same_days(no_hours, one, other):
    earlier, later = sorted([one, other], key=HoursExceptionFormSet.order)
    are_the_same = (one.from_day, one.through_day) == (other.from_day, other.through_day)
    assert is_refused(one, other) == (are_the_same and bool(HoursExceptionFormSet.contradiction(earlier, later)))


def test_rows_may_change_places_in_one_save(editor_client, no_hours):
    """Each would meet the other one, if they were saved one after the other."""
    first, second = (
        ConsultationHours.objects.create(centre_id=1, weekday=1, opens_at=time(opens), closes_at=time(opens + 2))
        for opens in (9, 11)
    )
    data = hours_form.typed(editor_client)
    data |= {"hours-0-opens_at": "11:00", "hours-0-closes_at": "13:00"}
    data |= {"hours-1-opens_at": "9:00", "hours-1-closes_at": "11:00"}
    shown = editor_client.post(hours_form.ADDRESS, data)
    assert editor_client.post(hours_form.ADDRESS, data | hours_form.seen(shown)).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.opens_at, second.opens_at) == (time(11), time(9))
    assert (first.valid_from, first.valid_through, second.valid_from, second.valid_through) == (None,) * 4
    assert [record.history_type for record in first.history.all()] == ["~", "+"]
