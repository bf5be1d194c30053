"""The OpenAPI description: generated from our own models, with examples that were made by the service itself."""

from collections.abc import Callable
from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

EXAMPLE = {"case_ref": "amina", "municipality": {"plans": [{"dated": "2024-03-12", "route": "b1", "level": "b1"}]}}


def described(app: FastAPI, *bodies: type[BaseModel]) -> Callable[[], dict[str, Any]]:
    """How the service describes itself, with the schemas of what callers send beside those of what they get."""

    @cache
    def openapi() -> dict[str, Any]:
        found = get_openapi(title=app.title, version=app.version, summary=app.summary, description=app.description, routes=app.routes)
        _, sent = models_json_schema([(body, "validation") for body in bodies], ref_template="#/components/schemas/{model}")
        schemas = found["components"]["schemas"]
        for name, schema in sent["$defs"].items():
            schemas.setdefault(name, schema)
        for body in bodies:
            schemas[body.__name__]["examples"] = [
                {"on": "2026-11-23", "file": EXAMPLE, **({"line": "writing"} if "line" in body.model_fields else {})}
            ]
        return found

    return openapi
