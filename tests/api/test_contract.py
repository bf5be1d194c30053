"""Whatever a caller sends, the service keeps to its own description."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

ROOT = Path(__file__).parents[2]
CALLS = ("/advise", "/write", "/next-question", "/why", "/compare", "/rules/{rule}", "/schema/{document}", "/health")


@pytest.fixture(scope="module")
def contract():
    """The description of the service, read when the first test asks."""
    pytest.importorskip("fastapi", reason="pip install 'route-advisor[api]'")
    schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
    sys.path.insert(0, str(ROOT))
    from examples.api import app

    return schemathesis.openapi.from_asgi("/openapi.json", app)


def test_every_call_is_tried(contract):
    """A call that is added is added here."""
    assert {one.ok().path for one in contract.get_all_operations()} == set(CALLS)


@pytest.mark.parametrize("path", CALLS)
def test_an_answer_is_as_described(contract, path):
    """No call ends in a server error, and each answer has a status, a media type and a shape that the description names."""
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    (operation,) = [one.ok() for one in contract.get_all_operations() if one.ok().path == path]

    @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy())
    def kept(case):
        case.call_and_validate(excluded_checks=[positive_data_acceptance])  # words of the rulebook are in no schema

    kept()
