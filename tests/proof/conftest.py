"""What the proofs share."""

import os

import pytest


@pytest.fixture
def say(capsys):
    """Shows a line of figures: they are what make proof is for."""
    kind = os.environ.get("DATABASE_URL", "").partition(":")[0]

    def say(text):
        with capsys.disabled():
            print(f"\n{kind}: {text}")  # noqa: T201

    return say
