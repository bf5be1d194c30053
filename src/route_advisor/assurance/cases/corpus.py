"""Hard cases, each as small as it can be, with the answer that somebody judged; JSON, one case a file.

    {
      "name": "plan-of-29-february",
      "hard": "The term begins on 1 March of a leap year and ends in a year without 29 February.",
      "day": "2027-02-28",
      "file": {"municipality": {"plans": [{"dated": "2024-02-29", "route": "b1"}]}},
      "expected": {"term_last_day": "2027-02-28", "term": "last_six_months"},
      "source": "WI2021 art. 11 lid 1",
      "changes": [{"expected": "sha256:…", "because": "WI2021 art. 11 lid 1: three years from the day after the PIP"}]
    }

`file` is (part of) a personal file; `facts` are words that their keeper established; `said` are words of the person.
In `expected` stand components, facts, dates, rule ids and conflicts. Its digest is the last of `changes`, so that nobody changes an
answer without a line that names the source.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, ValidationError

from route_advisor.derive.file import facts_from
from route_advisor.documents.mistakes import did_you_mean, mistakes_of
from route_advisor.documents.regular_file import text_of
from route_advisor.documents.strict_yaml import read_yaml
from route_advisor.errors import FileRefused, NotInRulebook, RulebookRefused, RulesContradict
from route_advisor.facts import Fact, Facts, ToldBy
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.reasoning.components import settled
from route_advisor.reasoning.disagreement import Said
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.entries import Entry, LawDay
from route_advisor.rulebook.rule import Verdict
from route_advisor.vocabulary import Clock, Grade, Outcome, Teller

Json = Any
CONTRADICTION = "contradiction"
"""The one line of a case whose rules contradict each other."""


class Change(Entry):
    """The digest of an answer, and the source that made it the answer. Nobody judged it yet where `because` is empty."""

    expected: str
    because: str


class Case(Entry):
    """One hard case."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    hard: str
    day: LawDay
    file: dict[str, Json] = Field(default_factory=dict)
    facts: dict[str, str] = Field(default_factory=dict)
    said: dict[str, str] = Field(default_factory=dict)
    expected: Annotated[dict[str, str], Field(min_length=1)]
    source: str
    changes: Annotated[tuple[Change, ...], Field(strict=False, min_length=1)]

    def known(self, rulebook: Rulebook) -> Facts:
        """What is known in this case on its day. Raises `FileRefused` or `pydantic.ValidationError`."""
        facts = facts_on(the_file(self.file), self.day, rulebook)
        told = [_fact(name, word, rulebook, said=False) for name, word in self.facts.items()]
        told += [_fact(name, word, rulebook, said=True) for name, word in self.said.items()]
        return facts.with_facts(told)


def the_file(groups: Mapping[str, Json]) -> PersonalFile:
    """A personal file of these groups, with `schema` and `case_ref` filled in. Raises `pydantic.ValidationError`."""
    return PersonalFile.model_validate({"case_ref": "fictional", **groups, "schema": SCHEMA})


def facts_on(file: PersonalFile, day: date, rulebook: Rulebook) -> Facts:
    """What a rulebook may ask about this file on that day. Raises `FileRefused`."""
    return facts_from(file, on=day, book=rulebook)


def _fact(name: str, word: str, rulebook: Rulebook, *, said: bool) -> Fact:
    entry = rulebook.catalogue.fact(name)
    if word not in entry.values:
        raise FileRefused([f'"{word}" is not a word of {name}{did_you_mean(word, list(entry.values))}'])
    teller = Teller.PERSON if said else entry.told_by
    document = "own_words" if said else next(iter(entry.found_in), "rules")
    grade = Grade.REPORTED if said and not entry.establishes(teller) else Grade.ESTABLISHED
    return Fact(name, word, (ToldBy(teller, document),), grade)


def digest(expected: Mapping[str, str]) -> str:
    """A short name of an answer: the same for the same lines, in any order."""
    written = json.dumps(dict(sorted(expected.items())), ensure_ascii=False, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(written.encode()).hexdigest()[:16]}"


# --- reading --------------------------------------------------------------------------------------------


def read_cases(folder: Path, rulebook: Rulebook) -> tuple[Case, ...]:
    """The cases of a folder, by name. Raises `RulebookRefused`, with one line per mistake."""
    mistakes: list[str] = []
    found: list[Case] = []
    for path in sorted(folder.glob("*.json")):
        try:
            document = read_yaml(text_of(path, BYTES_OF_A_FILE), path.name)
            case = Case.model_validate(document.data)
        except FileRefused as refused:
            mistakes += refused.mistakes
        except ValidationError as error:
            mistakes += mistakes_of(error, document, root=Case)
        else:
            mistakes += [f"{path.name}: {one}" for one in (*_unsourced(case, path.stem), *_unreadable(case, rulebook))]
            found.append(case)
    if mistakes:
        raise RulebookRefused(mistakes)
    return tuple(found)


def _unsourced(case: Case, stem: str) -> Iterator[str]:
    """What is wrong with the name of a case, and with the sources of its answer."""
    if case.name != stem:
        yield f'its name is "{case.name}"; call the file {case.name}.json'
    last = case.changes[-1]
    if last.expected != digest(case.expected):
        yield (
            f"the expected answer changed: its digest is {digest(case.expected)}, and changes ends with {last.expected}; "
            "add a line to changes with this digest, and because: the source (act and article, or a message of DUO) that made it change"
        )
    for change in case.changes:
        if not change.because.strip():
            yield f"nobody judged {change.expected} yet; compare expected with the law, mend it, and name the source under because"


def _unreadable(case: Case, rulebook: Rulebook) -> Iterator[str]:
    catalogue = rulebook.catalogue
    rules = {rule.id for rule in rulebook.rules}
    known = {CONTRADICTION, *catalogue.components, *catalogue.facts, *Clock, *catalogue.conflicts, *rules}
    for line in case.expected:
        if line not in known:
            yield f'expected names "{line}", which is no component, fact, date, rule or conflict{did_you_mean(line, sorted(known))}'
    try:
        case.known(rulebook)
    except ValidationError as error:
        yield from (f"file: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    except FileRefused as refused:
        yield from refused.mistakes
    except NotInRulebook as unknown:
        yield str(unknown)


# --- answering ------------------------------------------------------------------------------------------


def answers(lines: Iterable[str], said: Said, rulebook: Rulebook) -> dict[str, str]:
    """What a reader (the engine, or its plain twin) says about these lines."""
    if isinstance(said, RulesContradict):
        return {CONTRADICTION: str(said)}
    verdicts, facts = said
    by_component = {one.component: one for one in settled(rulebook.catalogue.components, verdicts)}
    by_rule = {verdict.rule.id: verdict for verdict in verdicts}
    found: dict[str, str] = {}
    for line in lines:
        if line in by_component:
            one = by_component[line]
            found[line] = f"{one.standing} at {one.level}" if one.level else str(one.standing)
        elif line in rulebook.catalogue.conflicts:
            found[line] = "told" if any(conflict.id == line for conflict in facts.conflicts) else "not_told"
        elif line in set(Clock):
            found[line] = facts.dates[line].day.isoformat() if line in facts.dates else "unknown"
        elif line in rulebook.catalogue.facts:
            found[line] = facts.word(line) or "unknown"
        elif line == CONTRADICTION:
            found[line] = "none"
        else:
            found[line] = _verdict(by_rule.get(line))
    return found


def _verdict(verdict: Verdict | None) -> str:
    """The outcome of a rule, with what is missing where it cannot tell."""
    if verdict is None:
        return "not_in_force"
    if verdict.outcome is Outcome.CANNOT_TELL:
        return f"{verdict.outcome} without {', '.join(verdict.missing)}"
    return str(verdict.outcome)


# --- making a case smaller, and writing it down -----------------------------------------------------------


def smallest(file: PersonalFile, still: Callable[[PersonalFile], bool]) -> PersonalFile:
    """The file without all the groups, records and keys that can go while `still` holds. It must hold for the file itself."""
    groups = groups_of(file)
    while (fewer := next((one for one in _fewer(groups) if _holds(one, still)), None)) is not None:
        groups = fewer
    return the_file(groups)


def groups_of(file: PersonalFile) -> dict[str, Json]:
    """The groups of a file as JSON, without what is empty by itself."""
    return file.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude={"file_schema", "case_ref"})


def _holds(groups: Mapping[str, Json], still: Callable[[PersonalFile], bool]) -> bool:
    try:
        return still(the_file(groups))
    except ValidationError:
        return False


def _fewer(data: Json) -> Iterator[Json]:
    """Each way to leave out one part, the largest parts first."""
    if isinstance(data, Mapping):
        for key in data:
            yield {name: value for name, value in data.items() if name != key}
        for key, inner in data.items():
            yield from ({**data, key: less} for less in _fewer(inner))
    elif isinstance(data, (list, tuple)):
        for place in range(len(data)):
            yield [*data[:place], *data[place + 1 :]]
        for place, inner in enumerate(data):
            yield from ([*data[:place], less, *data[place + 1 :]] for less in _fewer(inner))


def write_case(case: Case, folder: Path) -> Path:
    """Write a case under its name, whole or not at all. Its path."""
    path = folder / f"{case.name}.json"
    data = {key: value for key, value in case.model_dump(mode="json").items() if value != {}}
    part = path.with_suffix(".part")
    part.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    part.replace(path)
    return path
