"""`route-advisor schema`: the JSON Schema of what goes in and what comes out."""

import json
from enum import StrEnum
from typing import Annotated

import typer

from route_advisor.cli.answers import give

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaOf(StrEnum):
    """The documents that have a schema."""

    PERSONAL_FILE = "personal-file"
    ADVICE = "advice"


def schema(of: Annotated[SchemaOf, typer.Argument(metavar="personal-file|advice", help="Which document.", show_default=False)]) -> None:
    """Print the JSON Schema of what goes in or comes out."""
    if of is SchemaOf.PERSONAL_FILE:
        from route_advisor.personal_file import PersonalFile

        found = PersonalFile.model_json_schema(by_alias=True, mode="validation")
    else:
        from route_advisor.advice.model import Advice

        found = Advice.model_json_schema(by_alias=True, mode="serialization")
    give(json.dumps({"$schema": DIALECT, **found}, ensure_ascii=False, indent=2) + "\n")
