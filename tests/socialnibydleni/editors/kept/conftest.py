"""An editor with all roles but that of the operator, and the browser in which he writes."""

import pytest
from django.contrib.auth.models import Group, User

from tests.socialnibydleni.editors.kept.writers import Writer


@pytest.fixture
def petra():
    user = User.objects.create_user("petra", is_staff=True)
    user.groups.set(Group.objects.all())
    return user


@pytest.fixture
def writer(let_in, petra):
    return Writer(let_in, petra)
