"""Whatever a caller sends, the service keeps to its own description."""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

schemathesis = pytest.importorskip("schemathesis", reason="pip install schemathesis")
pytest.importorskip("fastapi", reason="pip install 'route-advisor[api]'")
sys.path.insert(0, str(Path(__file__).parents[2]))
from examples.api import app  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

contract = schemathesis.openapi.from_asgi("/openapi.json", app)


@contract.parametrize()
@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_answer_is_as_described(case):
    """No call ends in a server error, and each answer has a status, a media type and a shape that the description names."""
    case.call_and_validate(excluded_checks=[positive_data_acceptance])
