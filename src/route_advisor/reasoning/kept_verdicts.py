"""What every rule says of a person, out of answers that are kept by question: what a whole advice needs.

Rules that can depend on the same facts are one question. Its answer names, for the rules that are not refuted, the facts that hold and
those that are missing; who told these facts stands with the person. What rules conclude is kept with the rules that conclude it.

As in a brief, the answers to all questions are also kept together, with what is made of them: by all that is known of a person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from operator import itemgetter
from typing import Any, NamedTuple

from route_advisor.facts import Fact, Facts
from route_advisor.limits import ANSWERS_KEPT
from route_advisor.reasoning.assumptions import Assumed, Assumption, assuming, resting
from route_advisor.reasoning.kept import HEAD, Key, Memory, cone_of_head, key_of_head
from route_advisor.reasoning.question import Questions, Words, cones_of, widest
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Rule, Rules, Verdict
from route_advisor.vocabulary import Outcome

_ALSO = "what no rule asks"

_Facts = Callable[[Mapping[str, Fact]], tuple[Fact, ...]]
"""Takes the facts that hold out of all that are known."""

_Said = tuple[int, Outcome, _Facts, tuple[str, ...]]
"""What a rule says that is not refuted: its place, the outcome, which facts hold, and which are missing. Two hundred are read for a person."""


class Answer(NamedTuple):
    """The answer to one question: its rules that are not refuted, and of what its rules conclude the facts, and what was missing for them."""

    said: tuple[_Said, ...]
    concluded: tuple[Fact, ...]
    behind: tuple[tuple[str, tuple[str, ...]], ...]


class _Group(NamedTuple):
    """The rules of one question by their places, and the facts that they alone conclude."""

    places: tuple[int, ...]
    concludes: tuple[str, ...]


class _Together(NamedTuple):
    """The answers to all questions, and what was made of them: once for all people of whom the same is known."""

    assumptions: tuple[Assumption, ...]
    said: tuple[_Said, ...]
    """In the order of the rules."""
    concluded: tuple[Fact, ...]
    behind: Mapping[str, tuple[str, ...]]
    made: Any = None


class KeptVerdicts:
    """What the rules of one day and one set of municipal pages say, asked once for each question. Threads may share it.

    `make` makes of an answer what is kept with it: what hangs on the words of facts alone, whoever told them. `also` are facts on which
    that may hang, and no rule.
    """

    def __init__(self, rules: Rules, catalogue: Catalogue, memory: Memory, make: Callable[[Assumed], Any], also: frozenset[str]) -> None:
        self._make = make
        self._rules = rules
        self._refuted = [rule.refuted for rule in rules]
        self._store = memory.store()
        cones, self._groups, self._order = _grouped(rules)
        self._questions = Questions({HEAD: cone_of_head(rules, catalogue), **cones, _ALSO: also})
        by_name = self._questions.by_name
        self._head = by_name[HEAD]
        self._asked = tuple((about, by_name[about].words_of) for about in self._groups)

    def __len__(self) -> int:
        """How many answers are kept."""
        return len(self._store.by_key)

    def answer(self, facts: Facts, ask: Callable[[], Assumed]) -> tuple[Assumed, Any]:
        """All that is known, expected and concluded about a person, and what each rule says; and what is made of it.

        `ask` asks every evaluator, about everything, and is called only where an answer is not kept. Raises `EngineDisagreement` where
        somebody who is asked anew gets another answer than the one that was kept, and as `ask` does.
        """
        return self._store.answered(self._all_kept(facts), lambda: self._found(facts, ask()), _differences)

    def _all_kept(self, facts: Facts) -> tuple[Assumed, Any] | None:
        together, words = self._store.together, self._questions.words(facts)
        asked = (words, key_of_head(self._head, words, facts)) if facts.conflicts else words
        found: _Together | None = together.get(asked)
        if found is not None:
            return self._joined(facts, found), found.made
        found = self._put_together(facts, words)
        if found is None:
            return None
        answer = self._joined(facts, found)
        return answer, self._store.keep_together(together, asked, found._replace(made=self._make(answer))).made

    def _put_together(self, facts: Facts, words: Words) -> _Together | None:
        get = self._store.by_key.get
        assumptions = get(key_of_head(self._head, words, facts))
        if assumptions is None:
            return None
        if assumptions:
            words = self._questions.words(assuming(facts, assumptions))
        answers: list[Answer | None] = [get((about, words_of(words))) for about, words_of in self._asked]
        found = [one for one in answers if one is not None]
        if len(found) < len(answers):
            return None
        said = sorted([said for one in found for said in one.said], key=itemgetter(0))
        concluded = sorted([fact for one in found for fact in one.concluded], key=lambda fact: self._order[fact.name])
        return _Together(assumptions, tuple(said), tuple(concluded), dict(pair for one in found for pair in one.behind))

    def _joined(self, facts: Facts, together: _Together) -> Assumed:
        """What was answered, with the facts of this person and who told them."""
        assumptions = together.assumptions
        found = assuming(facts, assumptions).with_facts(together.concluded, together.behind)
        known, rules, verdicts = found.known, self._rules, [*self._refuted]
        standing: list[Verdict] = []
        made = tuple.__new__  # a third of the time of the constructor, and two hundred verdicts are made
        for place, outcome, holding, missing in together.said:
            verdict = verdicts[place] = made(Verdict, (rules[place], outcome, holding(known), missing))
            standing.append(verdict)
        return Assumed(found, tuple(verdicts), assumptions, resting(found, verdicts, assumptions), facts, tuple(standing))

    def _found(self, facts: Facts, answer: Assumed) -> tuple[Assumed, Any]:
        """What all evaluators said, kept from now on."""
        assumed = assuming(facts, answer.assumptions)
        words = self._questions.words(assumed)
        new: dict[Key, Any] = {key_of_head(self._head, self._questions.words(facts), facts): answer.assumptions}
        for about, words_of in self._asked:
            new[about, words_of(words)] = self._answer(self._groups[about], assumed, answer)
        self._store.keep(new)
        return answer, self._make(answer)

    def _answer(self, group: _Group, assumed: Facts, answer: Assumed) -> Answer:
        known, behind = answer.facts.known, answer.facts.behind
        concluded = [known[name] for name in group.concludes if name in known and known[name] != assumed.known.get(name)]
        waiting = [(name, behind[name]) for name in group.concludes if name in behind]
        verdicts = [(place, answer.verdicts[place]) for place in group.places]
        said = [
            _said(place, one.outcome, tuple([fact.name for fact in one.premises]), one.missing)
            for place, one in verdicts
            if one.outcome is not Outcome.DOES_NOT_APPLY
        ]
        return Answer(tuple(said), tuple(concluded), tuple(waiting))


def _differences(kept: tuple[Assumed, Any], found: tuple[Assumed, Any]) -> Iterable[str]:
    return (one.rule.id for one, other in zip(found[0].verdicts, kept[0].verdicts, strict=True) if one != other)


@lru_cache(ANSWERS_KEPT)
def _said(place: int, outcome: Outcome, holding: tuple[str, ...], missing: tuple[str, ...]) -> _Said:
    """One object for all people of whom a rule says the same."""
    return place, outcome, _facts_named(holding), missing


@lru_cache(ANSWERS_KEPT)
def _facts_named(names: tuple[str, ...]) -> _Facts:
    if len(names) > 1:
        return itemgetter(*names)
    return (lambda known: (known[names[0]],)) if names else lambda _: ()


def _grouped(rules: Rules) -> tuple[Mapping[str, frozenset[str]], Mapping[str, _Group], Mapping[str, int]]:
    """The questions by the id of a rule of each: their cones, their rules, and in which order rules conclude facts."""
    cone = cones_of(rules)
    concluding: defaultdict[str, list[Rule]] = defaultdict(list)
    for stage in rules.by_stage.values():
        for place in stage.concluding:
            concluding[rules[place].concludes or ""].append(rules[place])
    of_rule = [cone([rule]) for rule in rules]
    of_fact = {name: cone(several) for name, several in concluding.items()}
    wide = widest([*of_rule, *of_fact.values()])
    by_cone: dict[frozenset[str], tuple[list[int], list[str]]] = {one: ([], []) for one in wide.values()}
    for place, one in enumerate(of_rule):
        by_cone[wide[one]][0].append(place)
    for name, one in of_fact.items():
        by_cone[wide[one]][1].append(name)
    named = {(rules[places[0]].id if places else concludes[0]): cone for cone, (places, concludes) in by_cone.items()}
    groups = {about: _Group(tuple(by_cone[cone][0]), tuple(by_cone[cone][1])) for about, cone in named.items()}
    return named, groups, {name: place for place, name in enumerate(concluding)}
