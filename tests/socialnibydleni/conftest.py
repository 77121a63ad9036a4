"""An editor before and after the first sign-in."""

import pytest
from django.contrib.auth.models import Group, User
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.door import PASSWORD


@pytest.fixture
def novak():
    """An editor who has an account and no second factor yet."""
    user = User.objects.create_user("novak", "novak@example.cz", PASSWORD, is_staff=True)
    user.groups.set([Group.objects.get(name="Vydavatel")])
    return user


@pytest.fixture
def enrolled(novak):
    """The same with a phone; its codes come from `code_of`."""
    TOTPDevice.objects.create(user=novak, confirmed=True)
    return novak
