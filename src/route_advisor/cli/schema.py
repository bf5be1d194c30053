"""`route-advisor schema`: the JSON Schema of what goes in and what comes out, and a personal file to fill in."""

import json
from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, refuse_other_language
from route_advisor.cli.options import Language, OnDay
from route_advisor.cli.refusals import WrongUse
from route_advisor.cli.typed import today
from route_advisor.messages import Message

if TYPE_CHECKING:
    from route_advisor.interview.template import Group

DIALECT = "https://json-schema.org/draft/2020-12/schema"


class SchemaOf(StrEnum):
    """The documents that have a schema."""

    PERSONAL_FILE = "personal-file"
    ADVICE = "advice"
    INTERVIEW = "interview"
    CASELOAD = "caseload"


class RouteWord(StrEnum):
    """The routes, as they are typed."""

    B1 = "b1"
    ONDERWIJS = "onderwijs"
    Z = "z"


class GroupWord(StrEnum):
    """The groups, as they are typed."""

    ASYLUM = "asylum"
    OTHER = "other"


_GROUPS: Mapping[GroupWord, "Group"] = {GroupWord.ASYLUM: "asylum_status_holder", GroupWord.OTHER: "family_or_other_migrant"}


def schema(
    of: Annotated[SchemaOf, typer.Argument(metavar="personal-file|advice|interview|caseload", help="Which document.", show_default=False)],
    lang: Language = "nl",
    on: OnDay = None,
    *,
    template: Annotated[bool, typer.Option("--template", help="Of a personal file: a commented skeleton that loads.")] = False,
    route: Annotated[RouteWord | None, typer.Option("--route", help="With --template: only what can matter on this route.")] = None,
    group: Annotated[GroupWord | None, typer.Option("--group", help="With --template: only what can matter in this group.")] = None,
) -> None:
    """Print the JSON Schema of what goes in or comes out (of a caseload its columns), or a personal file to fill in."""
    if template and of is not SchemaOf.PERSONAL_FILE:
        raise WrongUse(Message("template_of_a_file"))
    if (route or group) and not template:
        raise WrongUse(Message("belongs_to_template"))
    give(_template(lang, on, route, group) if template else json.dumps(_schema(of), ensure_ascii=False, indent=2) + "\n")


def _template(lang: str, on: date | None, route: RouteWord | None, group: GroupWord | None) -> str:
    from route_advisor.advisor import shipped_advisor
    from route_advisor.interview.template import file_template

    advisor = shipped_advisor()
    refuse_other_language(advisor.rulebook.catalogue, lang)
    named = None if group is None else _GROUPS[group]
    return file_template(advisor, on=on or today(), lang=lang, route=None if route is None else route.value, group=named)


def _schema(of: SchemaOf) -> Mapping[str, object]:
    if of is SchemaOf.CASELOAD:
        return _columns()
    if of is SchemaOf.PERSONAL_FILE:
        from route_advisor.personal_file import PersonalFile

        found = PersonalFile.model_json_schema(by_alias=True, mode="validation")
    elif of is SchemaOf.INTERVIEW:
        from route_advisor.interview import Turn

        found = Turn.model_json_schema(by_alias=True, mode="serialization")
    else:
        from route_advisor.advice.model import Advice

        found = Advice.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": DIALECT, **found}


def _columns() -> Mapping[str, object]:
    try:
        from route_advisor.caseload.schema import described
    except ImportError:
        raise WrongUse(Message("needs_pyarrow")) from None
    return described()
