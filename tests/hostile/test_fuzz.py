"""A small part of what `fuzz.py` tries, in every run of the tests."""

import importlib.util
import random
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def fuzz():
    """The script beside this test, as a module."""
    spec = importlib.util.spec_from_file_location("fuzz", Path(__file__).with_name("fuzz.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("seed", range(4))
def test_a_mutated_input_is_answered_or_refused_as_promised(fuzz, seed):
    """No exception that is not documented, no forged line, and no planted personal value in a message."""
    for name, reader, text in fuzz.inputs(300, random.Random(seed)):  # noqa: S311 - chance, no secret
        _, fault = fuzz.outcome(reader, text)
        assert not fault, (name, text)


def test_the_fuzzer_sees_what_breaks_a_promise(fuzz):
    """A reader that raises, forges a line or repeats a value is found out."""
    from route_advisor import FileRefused

    def raises(_text):
        raise IndexError

    def repeats(_text):
        raise FileRefused(["file:1: Jansen is not a key"])

    assert fuzz.outcome(raises, "")[1].startswith("IndexError")
    assert "personal" in fuzz.outcome(repeats, "")[1]
    assert "visible" in fuzz.broken(("a\nb",))
