"""A personal file to fill in: what it may hold, for a route and a group, with the question behind each line.

It is made from the schema of the file and the texts of the facts; nothing is written twice.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from types import UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from route_advisor.advisor import Advisor
from route_advisor.derive.told import FEEDS, WITH_ITS_RECORD
from route_advisor.interview.reading import Reading, plain
from route_advisor.personal_file import SCHEMA, Duo, Duty, PersonalFile, PersonGroup, RegisteredPlan
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
    "purpose": "family",
    "born": "1990-01-15",
}
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
        kind, many = _kind(field.annotation)
        if isinstance(kind, type) and issubclass(kind, Record):
            yield from _leaves(kind, (*path, f"{name}[]" if many else name), f"{here}[]" if many else here)
        else:
            yield _Leaf((*path, name), here, _example(name, kind, field), _words(kind))


def _kind(annotation: Any) -> tuple[Any, bool]:  # noqa: ANN401 - whatever a field is annotated with
    """What one value is, and whether there may be several."""
    origin = get_origin(annotation)
    if origin is Annotated:
        return _kind(get_args(annotation)[0])
    if origin in (Union, UnionType):
        return _kind(next(one for one in get_args(annotation) if one is not type(None)))
    if origin is tuple:
        return _kind(get_args(annotation)[0])[0], True
    return annotation, False


def _words(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    return tuple(str(one) for one in get_args(kind)) if get_origin(kind) is Literal else ()


def _example(name: str, kind: Any, field: FieldInfo) -> str:  # noqa: ANN401 - as above
    if name in _EXAMPLES:
        return _EXAMPLES[name]
    if _words(kind):
        return _words(kind)[0]
    if _kind(field.annotation)[1]:
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
    asked: set[str] = set()
    for leaf in leaves:
        groups, new = leaf.path[:-1], False
        for place in range(_alike(groups, before), len(groups)):
            name, indent = groups[place].removesuffix("[]"), _indent(groups[:place])
            if place == 0:
                yield ""
                yield f"## {words.label(f'template_{name}')}"
            yield f"# {indent}{name}:"
            new, asked = groups[place].endswith("[]"), set()
        before = groups
        comment = _comment(leaf, words, book, on, asked)
        if comment:
            yield f"# {_indent(groups)}# {comment}"
        yield f"# {_indent(groups)[:-2] + '- ' if new else _indent(groups)}{leaf.path[-1]}: {_chosen(leaf, chosen)}"


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


def _comment(leaf: _Leaf, words: Wording, book: Rulebook, on: date, asked: set[str]) -> str:
    """The question behind a line, once in a record, and the words that the line can have."""
    key = leaf.path[-1]
    facts = [book.catalogue.facts[name] for name in FEEDS.get(leaf.pattern, ()) if name in book.catalogue.facts]
    fact = next((one for one in sorted(facts, key=lambda one: key not in one.name) if one.asks is not None), None)
    question = "" if fact is None else _asks(fact, words, book, on)
    told = "" if question in asked else question
    asked.add(question)
    allowed = words.label("template_words", words=", ".join(leaf.words)) if leaf.words else ""
    return " ".join(filter(None, (told, allowed)))


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
            yield f"#   - {{fact: {name}, word: {next(iter(fact.values))}}}"
