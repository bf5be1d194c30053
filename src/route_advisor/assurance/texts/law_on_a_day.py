"""The law as it stands on a day: what begins and ends, what the numbers are, and what each rule says, line by line.

Scenarios about the law and not about a person: the second book beside the pages, that somebody can check against the Act.

    - name: What changes on 1 January 2023
      checked_by: dossier
      day: 2023-01-01
      expect:
        begins: [WI21-CLOCK-2]                     # exactly these rules hold on this day and not the day before
        ends: [WI21-CLOCK-1]                       # exactly these held the day before and not on this day
        numbers_begin: {plan_weeks: 10}            # exactly these numbers have a new value, or "none"
        numbers: {pvt_hours: 12}                   # these numbers have this value, new or not
        reads:                                     # what follows; the articles; who has the final word
          WI21-B1-2: [requires knm_exam, WI2021 art. 7 lid 1 onder b; BI2021 art. 3.5 lid 2 onder a, municipality]
          WI21-B1-3:                               # and, where somebody read them in the article: its conditions, and what its sentence tells
            - refers to municipality about level
            - WI2021 art. 17 lid 3
            - municipality
            - when regime wi2021, duty obliged, route b1 or onderwijs
            - tells may, hours_before_lower_level
          WI21-B1-1: when regime wi2021, duty obliged, route b1     # or its conditions alone
          pvt_hours: [hours, BI2021 art. 3.1 lid 3]      # of a number: its unit and its articles
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from route_advisor.assurance.texts.sentence_words import Patterns, tones
from route_advisor.dates import day_before
from route_advisor.documents.mistakes import did_you_mean
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.citation import Citation
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Concludes, Consequence, Dates, Eases, Fulfils, Refers, Releases, Requires, Rule

LAW_KEYS = frozenset({"begins", "ends", "numbers_begin", "numbers", "reads"})
"""What a scenario may expect of the law itself."""
NONE = "none"
PRACTICE = "practice"
"""Stands where a number has no article."""
WHEN, TELLS = "when ", "tells "
"""How the lines of a ledger begin that a rule need not have: its conditions, and what its sentence tells."""
NOTHING = "nothing"
"""Stands where a sentence has no number, no duty, no leave and no denial."""
_NOT_IN_FORCE = "is not in force on this day"


@dataclass(frozen=True)
class LawBook:
    """The rules by the id as written, and the numbers by name."""

    rules: Mapping[str, tuple[Rule, ...]]
    numbers: Mapping[str, Number]
    tones: Mapping[str, Patterns] = field(default_factory=dict, repr=False, compare=False)
    """The words by which a sentence tells a duty, a leave or a denial."""

    @classmethod
    def of(cls, rulebook: Rulebook) -> "LawBook":
        """The rules and numbers of a rulebook."""
        rules: dict[str, list[Rule]] = {}
        for rule in rulebook.rules:
            rules.setdefault(rule.written_as, []).append(rule)
        return cls({id_: tuple(written) for id_, written in rules.items()}, rulebook.numbers.by_name, tones(rulebook.folder))


def unknown_in_law(key: str, expected: Any, law: LawBook) -> Iterator[str]:  # noqa: ANN401 - any word of a scenario
    """Each mistake in an expectation of the law: a rule or number that is not there, or a line of another form."""
    if key in ("begins", "ends"):
        yield from _strangers(key, _list(expected), law.rules, "rule")
    elif not isinstance(expected, Mapping):
        yield f"{key} is {expected}; write names with what is expected of each"
    elif key == "reads":
        yield from _strangers(key, expected, {**law.rules, **law.numbers}, "rule or number")
        yield from (f"reads: {name} has {wanted}" for name, line in expected.items() if (wanted := _wrong_form(name, line, law)))
    else:
        yield from _strangers(key, expected, law.numbers, "number")
        yield from (
            f"{key}: {name} is {value}; a value is a whole number or none"
            for name, value in expected.items()
            if value != NONE and not isinstance(value, int)
        )


def _strangers(key: str, names: Sequence[str] | Mapping[str, Any], known: Mapping[str, Any], what: str) -> Iterator[str]:
    for name in names:
        if name not in known:
            yield f'{key}: "{name}" is not a {what}{did_you_mean(name, list(known))}'


def _wrong_form(name: str, line: object, law: LawBook) -> str | None:
    parts = [line] if isinstance(line, str) else line if isinstance(line, list) else []
    if not parts or not all(isinstance(part, str) for part in parts):
        return "another form; write a line, or a list of lines"
    firm, more = _lines(parts)
    if name in law.numbers:
        return None if len(firm) == 2 and not more else "another form; write [unit, articles]"
    if len(firm) in (0, 3):
        return None
    return f"another form; write [what follows, articles, who has the final word], {WHEN}… and {TELLS}… as far as you read them"


def _lines(parts: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """The lines that stand in their order, and those that begin with what they are about."""
    more = [part for part in parts if part.startswith((WHEN, TELLS))]
    return [part for part in parts if part not in more], more


def law_differences(expect: Mapping[str, Any], day: date, law: LawBook) -> Iterator[str]:
    """Each expectation of the law on a day that the rulebook does not meet: what was expected, and what it says."""
    for key, compared in _COMPARED.items():
        if key in expect:
            yield from compared(expect[key], day, law)


def _begins(expected: Any, day: date, law: LawBook) -> Iterator[str]:  # noqa: ANN401 - any word of a scenario
    yield from _exactly("begins", _list(expected), _in_force(law, day) - _in_force(law, day_before(day)))


def _ends(expected: Any, day: date, law: LawBook) -> Iterator[str]:  # noqa: ANN401 - any word of a scenario
    yield from _exactly("ends", _list(expected), _in_force(law, day_before(day)) - _in_force(law, day))


def _in_force(law: LawBook, day: date) -> set[str]:
    return {id_ for id_, written in law.rules.items() if day in written[0].in_force}


def _exactly(verb: str, expected: Sequence[str], found: set[str]) -> Iterator[str]:
    yield from (f"{name} {verb} on this day, and is not expected to" for name in sorted(found - set(expected)))
    yield from (f"{name} does not: it {verb} on another day" for name in sorted(set(expected) - found))


def _numbers_begin(expected: Mapping[str, Any], day: date, law: LawBook) -> Iterator[str]:
    changing = {name for name, number in law.numbers.items() if number.at(day) != number.at(day_before(day))}
    yield from _exactly("begins", list(expected), changing)
    yield from _numbers(expected, day, law)


def _numbers(expected: Mapping[str, Any], day: date, law: LawBook) -> Iterator[str]:
    for name, wanted in expected.items():
        found = law.numbers[name].at(day)
        if (NONE if found is None else found) != wanted:
            yield f"{name} is {NONE if found is None else found}, expected {wanted}"


def _reads(expected: Mapping[str, Sequence[str] | str], day: date, law: LawBook) -> Iterator[str]:
    for name, line in expected.items():
        firm, more = _lines(_list(line))
        found = number_line(law.numbers[name]) if name in law.numbers else rule_line(law.rules[name])
        if name in law.rules and day not in law.rules[name][0].in_force:
            yield f"{name} {_NOT_IN_FORCE}"
        yield from (f"{name} reads {one}, expected {other}" for one, other in zip(found, firm, strict=False) if one != other)
        for one in more:
            yield from _more(name, one, law)


def read_of(line: Sequence[str] | str) -> tuple[bool, bool]:
    """Of a line in a ledger: whether it reads what follows, the articles and the decider; and whether it reads the conditions."""
    firm, more = _lines(_list(line))
    return bool(firm), any(one.startswith(WHEN) for one in more)


def _more(name: str, line: str, law: LawBook) -> Iterator[str]:
    """The lines that a rule need not have. The order of conditions and of words says nothing."""
    written = law.rules[name]
    if line.startswith(WHEN):
        found, wanted = conditions_line(written), line
        if _conditions(found) != _conditions(wanted):
            yield f"{name} reads {found}, expected {wanted}"
    else:
        found = tells_line(written, law)
        if _listed(found, TELLS) != _listed(line, TELLS):
            yield f"{name} {found}, expected {line}"


def _conditions(line: str) -> frozenset[tuple[str, frozenset[str]]]:
    parts = (part.strip().partition(" ") for part in line.removeprefix(WHEN).split(","))
    return frozenset((fact, frozenset(words.split(" or "))) for fact, _, words in parts)


def _listed(line: str, key: str) -> frozenset[str]:
    return frozenset(part.strip() for part in line.removeprefix(key).split(",")) - {NOTHING}


_COMPARED = {"begins": _begins, "ends": _ends, "numbers_begin": _numbers_begin, "numbers": _numbers, "reads": _reads}


def number_line(number: Number) -> tuple[str, str]:
    """A number as a ledger has it: its unit and its articles."""
    return number.unit, _articles(number.law) or PRACTICE


def rule_line(written: Sequence[Rule]) -> tuple[str, str, str]:
    """A rule as a ledger has it: what follows (the same for each part, as one), its articles, and who has the final word."""
    return _what_follows(written), _articles(written[0].law), written[0].final_word


def conditions_line(written: Sequence[Rule]) -> str:
    """The conditions of a rule as a ledger has them: `when regime wi2021, route b1 or onderwijs`; `{part}` stands for each part."""
    return WHEN + ", ".join(f"{_fact(written, place)} {' or '.join(words)}" for place, (_, words) in enumerate(written[0].when))


def _fact(written: Sequence[Rule], place: int) -> str:
    names = [rule.when[place].fact for rule in written]
    return names[0] if len(set(names)) == 1 else names[0].replace(written[0].id.rpartition(":")[2], "{part}")


def tells_line(written: Sequence[Rule], law: LawBook) -> str:
    """What the sentence of a rule tells, as a ledger has it: a duty, leave or denial in its words, and the numbers it names."""
    says = written[0].says
    told = [
        tone
        for tone, words in law.tones.items()
        if any(words[lang].search(text) for lang, text in says.sentences().items() if lang in words)
    ]
    return TELLS + ", ".join([*told, *sorted(says.slots & set(law.numbers))] or [NOTHING])


def _articles(law: Sequence[Citation]) -> str:
    return "; ".join(citation.cite for citation in law)


def _what_follows(written: Sequence[Rule]) -> str:
    parts: dict[tuple[str, str], list[str]] = {}
    for rule in written:
        before, things, after = _sentence(rule.then)
        told_already = parts.setdefault((before, after), [])
        told_already += [thing for thing in things if thing not in told_already]
    told = " and ".join(" ".join(filter(None, (before, ", ".join(things), after))) for (before, after), things in parts.items())
    if len(written) > 1 and not any(parts.values()):
        told += f" for each of {', '.join(rule.id.rpartition(':')[2] for rule in written)}"
    return told


def _sentence(then: Consequence) -> tuple[str, tuple[str, ...], str]:
    """The verb, the parts it is about, and what stands behind them."""
    if isinstance(then, Concludes):
        return "concludes", (then.fact,), f"is {then.word}"
    if isinstance(then, Dates):
        return "dates", (then.clock,), ""
    if isinstance(then, Requires | Fulfils):
        return ("requires" if isinstance(then, Requires) else "fulfils"), then.components, _at(then.level)
    if isinstance(then, Releases | Eases):
        return _less(then)
    if isinstance(then, Refers):
        about = f"refers to {then.authority}" + (f" about {then.about}" if then.about else "")
        return f"{about} in place of an answer on" if then.components else about, then.components, ""
    step = f"suggests {then.step} with {then.authority}"
    during = f"while {then.during}" if then.components else ""
    until = f"{then.weeks_back} before the last day" if then.weeks_back else ""
    return f"{step} for" if then.components else step, then.components, " ".join(filter(None, (during, _at(then.level), until)))


def _less(then: Releases | Eases) -> tuple[str, tuple[str, ...], str]:
    return ("releases", then.components, "") if isinstance(then, Releases) else ("eases", then.components, f"to {then.level}")


def _at(level: str | None) -> str:
    return f"at {level}" if level else ""


def _list(value: Any) -> Sequence[str]:  # noqa: ANN401 - a word or a list of words
    return [value] if isinstance(value, str) else list(value)
