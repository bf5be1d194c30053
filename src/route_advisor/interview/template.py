"""A personal file to fill in: what it may hold, for a route and a group, with the question behind each line.

It is made from the schema of the file and the texts of the facts; nothing is written twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Literal, NamedTuple, get_args, get_origin

from pydantic.fields import FieldInfo

from route_advisor.advisor import Advisor
from route_advisor.derive.told import FEEDS, WITH_ITS_RECORD
from route_advisor.interview.reading import Reading, plain
from route_advisor.personal_file import SCHEMA, Duo, Duty, PersonalFile, PersonGroup, RegisteredPlan
from route_advisor.personal_file.annotations import kind_of_value
from route_advisor.personal_file.record import Record
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import FactEntry
from route_advisor.rulebook.sentences import asked_sentence
from route_advisor.writers.wording import Wording

Route = Literal["b1", "onderwijs", "z"]
Group = Literal["asylum_status_holder", "family_or_other_migrant"]

_LEFT_OUT = ("history", "changed", "ground_code", "ground", "statements", "not_understood")
"""What registers keep and people do not fill in; statements have lines of their own."""
_LAST = ("ends", "until", "valid_until", "last_day", "expected_end")
"""Days at the end of something."""
_EXAMPLES: Mapping[str, str] = {
    "municipality": '"0363"',
    "nationalities": "[SY]",
    "month": '"2026-01"',
    "born": "1990-01-15",
    "purpose": "family",
    "decision": "refused",
    "offered": "2025-04-15",
    "started": "2025-05-01",
    "expected_start": "2025-05-01",
    "nt2_diplomas.dated": "2026-03-10",
    "eu_family_right": "false",
    "integrated_elsewhere_for_eu_long_term_status": "false",
    "treaty_exception": "false",
    "reception_centre": "false",
    "dated": "2025-03-12",
    "term.starts": "2025-03-13",
    "term.last_day": "2028-03-12",
    "level": "b1",
    "reading": "b1",
    "listening": "b1",
    "writing": "b1",
    "speaking": "b1",
    "taken": "2026-03-10",
    "awarded": "2026-03-10",
    "known_until": "2026-09-30",
    "signed": "2025-06-30",
    "since": "2025-01-15",
    "courses.since": "2025-05-01",
    "decided": "2026-05-20",
    "permits.decided": "2024-11-15",
    "permits.valid_from": "2024-11-15",
    "permits.valid_until": "2029-11-15",
    "scope": "partial",
    "exemptions.part": "speaking",
    "dispensations.part": "listening",
    "pvt.hours": "14",
    "practical_hours": "12",
    "courses.hours": "120",
    "dutch_and_knm": "120",
    "intake_dutch_and_knm": "20",
    "hours.participation": "40",
    "course_hours_set": "800",
    "participation_hours_at_most": "400",
    "education.from": "2026-09-01",
    "quality_mark": "true",
}
"""What stands on a line by its key, or by its group and its key: the days and words of one person, who has a plan and has begun."""

_SAID = ("none", "not_passed", "in_time")
"""What the example of a statement says, where its fact has such a word: nothing that a paper of the same person would deny."""

_OTHERWISE = (
    *("duo.duty.ends", "duo.duty.reason_none"),
    *("residence.registrations[].until", "school.courses[].until", "school.courses[].taalschakeltraject"),
    *("duo.exemptions[].starts", "duo.exemptions[].ends", "duo.dispensations[].participation_hours_at_most"),
    *(f"{who}.taalschakeltraject.{day}" for who in ("duo", "school") for day in ("completed", "ended", "left")),
    *("municipality.z_route.completed", "municipality.map.final_talk"),
)
"""Lines that are not so beside those above them: a duty that ended, a course that stopped. They stay a comment until somebody wants them."""

_OF_ANOTHER_ROUTE = {"z_route": "z", "taalschakeltraject": "onderwijs"}
"""Groups that only one route has: beside another they stay a comment."""

_FIRST_DAY, _LAST_DAY = "2025-01-15", "2027-12-31"
_NO_LEVEL = ("level", "skill_levels", "estimated_hours")
_NOT_OF: Mapping[str | None, tuple[str, ...]] = {"b1": ("z_route",), "onderwijs": ("z_route", *_NO_LEVEL), "z": _NO_LEVEL}
"""Keys that a route does not have: only the plan of the B1 route sets a level, and only the Z-route ends with its own talk."""


class _Leaf(NamedTuple):
    """One line of a file: the groups above it and its key, its place in the schema, an example, and the words that it can have."""

    path: tuple[str, ...]
    pattern: str
    example: str
    words: tuple[str, ...]


def file_template(advisor: Advisor, *, on: date, lang: str, route: Route | None = None, group: Group | None = None) -> str:
    """A commented personal file in YAML that loads as it is, with what can matter on this route and in this group.

    Each line that begins with `# ` may lose that sign; what stays a comment is unknown.
    """
    book = advisor.rulebook
    words = Wording(book.catalogue, lang)
    wanted = _wanted(advisor, on, route, group)
    leaves = [leaf for leaf in _leaves(PersonalFile) if _fits(leaf, wanted, route)]
    told = {fact for leaf in leaves for fact in FEEDS.get(leaf.pattern, ())}
    lines = [
        *_head(words),
        *_groups(leaves, words, book, on, {"route": route, "group": group}),
        *_statements(wanted - told, words, book, on, route, group),
    ]
    return "\n".join(lines) + "\n"


def _wanted(advisor: Advisor, on: date, route: Route | None, group: Group | None) -> frozenset[str]:
    """The facts that rules can still ask of somebody on this route and in this group; of anybody where neither is named."""
    duo = Duo(
        duty=Duty(obliged=True, law="wi2021"),
        group=None if group is None else PersonGroup(value=group),
        plan=None if route is None else RegisteredPlan(route=route),
    )
    known = PersonalFile(case_ref="template", duo=duo if route or group else None)
    reading = Reading(plain(advisor.rulebook.hash, advisor), known, on)
    return frozenset((*reading.missing, *reading.facts.known, "term", "plan", "notice"))


def _fits(leaf: _Leaf, wanted: frozenset[str], route: Route | None) -> bool:
    """It feeds a fact that is asked, or says of which day or part such a record is; a plan without levels has none."""
    keys = {one.removesuffix("[]") for one in leaf.path}
    if keys.intersection((*_LEFT_OUT, *_NOT_OF.get(route, ()))):
        return False
    if leaf.pattern in WITH_ITS_RECORD:
        record = leaf.pattern.rpartition(".")[0]
        return any(_is_fed(name, wanted) for pattern, names in FEEDS.items() if pattern.startswith(record) for name in names)
    return any(_is_fed(name, wanted) for name in FEEDS.get(leaf.pattern, ()))


def _is_fed(name: str, wanted: frozenset[str]) -> bool:
    if "{part}" in name:
        return any(one.endswith(name.replace("{part}", "")) for one in wanted)
    return name in wanted


# --- the schema ---------------------------------------------------------------------------------------------


def _leaves(model: type[Record], path: tuple[str, ...] = (), pattern: str = "") -> Iterator[_Leaf]:
    for key, field in model.model_fields.items():
        name = field.alias or key
        here = f"{pattern}.{key}".lstrip(".")
        kind, many = kind_of_value(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from _leaves(kind, (*path, f"{name}[]" if many else name), f"{here}[]" if many else here)
        else:
            yield _Leaf((*path, name), here, _example(path[-1].removesuffix("[]") if path else "", name, kind, field), _words(kind))


def _words(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    return tuple(str(one) for one in get_args(kind)) if get_origin(kind) is Literal else ()


def _example(group: str, name: str, kind: Any, field: FieldInfo) -> str:  # noqa: ANN401 - as above
    for known in (f"{group}.{name}", name):
        if known in _EXAMPLES:
            return _EXAMPLES[known]
    if _words(kind):
        return _words(kind)[0]
    if kind_of_value(field.annotation)[1]:
        return f"[{_FIRST_DAY}]"
    if kind is date:
        return _LAST_DAY if name in _LAST else _FIRST_DAY
    return "true" if kind is bool else "1"


# --- the lines ----------------------------------------------------------------------------------------------


def _head(words: Wording) -> Iterator[str]:
    yield f"## {words.label('template_head')}"
    yield f"## {words.label('template_unknown')}"
    yield f"## {words.label('template_no_names')}"
    yield f"schema: {SCHEMA}"
    yield "case_ref: my-file"


def _groups(leaves: Iterable[_Leaf], words: Wording, book: Rulebook, on: date, chosen: Mapping[str, str | None]) -> Iterator[str]:
    """Each line below the groups that it belongs to; the first line of a list begins with a dash."""
    before: tuple[str, ...] = ()
    asked: dict[str, str] = {}
    leaves = list(leaves)
    for leaf in leaves:
        groups, new = leaf.path[:-1], False
        for place in range(_alike(groups, before), len(groups)):
            name, indent = groups[place].removesuffix("[]"), _indent(groups[:place])
            if place == 0:
                yield ""
                yield f"## {words.label(f'template_{name}')}"
            inside = [one for one in leaves if one.path[: place + 1] == groups[: place + 1]]
            mark = "# " if all(_is_otherwise(one, chosen) for one in inside) else ""
            yield f"# {indent}{mark}{name}:"
            new = groups[place].endswith("[]")
        before = groups
        comment = _comment(leaf, words, book, on, asked)
        if comment:
            yield f"# {_indent(groups)}# {comment}"
        line = f"{leaf.path[-1]}: {_chosen(leaf, chosen)}"
        begins = f"{_indent(groups)}# " if _is_otherwise(leaf, chosen) else _indent(groups)[:-2] + "- " if new else _indent(groups)
        yield f"# {begins}{line}"


def _is_otherwise(leaf: _Leaf, chosen: Mapping[str, str | None]) -> bool:
    """It is not so beside the other lines."""
    others = {route for group, route in _OF_ANOTHER_ROUTE.items() if group in leaf.path}
    beside_asylum = leaf.pattern == "residence.permits[].purpose" and chosen["group"] != "family_or_other_migrant"
    return leaf.pattern in _OTHERWISE or beside_asylum or bool(others - {chosen["route"]})


def _alike(groups: tuple[str, ...], before: tuple[str, ...]) -> int:
    """How many groups from the top both have."""
    return next(
        (place for place, (one, other) in enumerate(zip(groups, before, strict=False)) if one != other), min(len(groups), len(before))
    )


def _indent(groups: tuple[str, ...]) -> str:
    return " " * sum(4 if one.endswith("[]") else 2 for one in groups)


def _chosen(leaf: _Leaf, chosen: Mapping[str, str | None]) -> str:
    for word in chosen.values():
        if word is not None and word in leaf.words:
            return word
    if leaf.pattern == "residence.permits[].legal_basis" and chosen.get("group") == "family_or_other_migrant":
        return "regular_fixed_term"
    return leaf.example


def _comment(leaf: _Leaf, words: Wording, book: Rulebook, on: date, asked: dict[str, str]) -> str:
    """The question behind a line and the words that the line can have. `asked` holds the key at which each question stands: it fits no other."""
    key = leaf.path[-1]
    own = "template_ask_" + "_".join(one.removesuffix("[]") for one in leaf.path[-2:])
    question = words.label(own) if own in words.catalogue.labels else _question(leaf, words, book, on)
    told = question if asked.setdefault(question, key) == key else ""
    allowed = words.label("template_words", words=", ".join(leaf.words)) if leaf.words else ""
    return " ".join(filter(None, (told, allowed)))


def _question(leaf: _Leaf, words: Wording, book: Rulebook, on: date) -> str:
    """That of the fact that the line feeds, if any. The question about one part stands at the key of that part alone."""
    key = leaf.path[-1]
    facts = [book.catalogue.facts[name] for name in FEEDS.get(leaf.pattern, ()) if name in book.catalogue.facts]
    fitting = [one for one in facts if one.asks is not None and (not one.for_each or one.name.startswith(f"{key}_"))]
    fact = next(iter(sorted(fitting, key=lambda one: key not in one.name)), None)
    return "" if fact is None else _asks(fact, words, book, on)


def _asks(fact: FactEntry, words: Wording, book: Rulebook, on: date) -> str:
    assert fact.asks is not None  # noqa: S101 - only a fact with a question comes here
    return words.of(asked_sentence(fact.asks, book.numbers, on))


def _statements(
    wanted: frozenset[str], words: Wording, book: Rulebook, on: date, route: Route | None, group: Group | None
) -> Iterator[str]:
    """What the person may say, with the words of each fact; the route and the group that were named stand there already."""
    named = {name: word for name, word in (("route", route), ("group", group)) if word is not None}
    yield ""
    yield f"## {words.label('template_statements')}"
    yield "statements:" if named else "# statements:"
    yield from (f"  - {{fact: {name}, word: {word}}}" for name, word in named.items())
    for name, fact in book.catalogue.facts.items():
        if name in wanted and fact.person_may_say and name not in named:
            allowed = words.label("template_words", words=", ".join(fact.values))
            yield f"#   # {_asks(fact, words, book, on)} {allowed}"
            word = next((one for one in _SAID if one in fact.values), next(iter(fact.values)))
            yield f"#   - {{fact: {name}, word: {word}}}"
