"""An advice as the `advice/1` document, for apps."""

from route_advisor.advice.model import Advice


def as_json(advice: Advice) -> str:
    """The advice as JSON in every language at once; the same advice gives the same bytes."""
    return advice.model_dump_json(indent=2) + "\n"
