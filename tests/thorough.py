"""How much a test asks for: in make test a sharp example of each kind, in make proof (THOROUGH=1) all that there is.

A test that goes by it has the mark thorough, so that make proof runs it again; those of hypothesis have it anyhow.
"""

import os

THOROUGH = os.environ.get("THOROUGH") == "1"


def examples(few, many=500):
    """How many examples hypothesis makes up."""
    return many if THOROUGH else few


def some(everything, few):
    """At most `few` of them, from the first to the last at even distances."""
    everything = list(everything)
    if THOROUGH or len(everything) <= few:
        return everything
    step = (len(everything) - 1) / (few - 1)
    return [everything[round(number * step)] for number in range(few)]
