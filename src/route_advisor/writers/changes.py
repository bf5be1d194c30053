"""What differs between two advices, as text."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from textwrap import wrap

from route_advisor.advice.changes import Aspect, Changes, Difference, FactChange, Side, State
from route_advisor.advice.model import FactLine, Why
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Basis, Form, Level
from route_advisor.writers.translated import translated
from route_advisor.writers.wording import Wording

Style = Callable[[str], str]

NARROWEST = 30
MOST_RULES = 2
"""Rules behind one difference beyond these are left to the JSON form."""

_SENTENCES = (Aspect.STEP, Aspect.KNOW, Aspect.QUESTION, Aspect.CONFLICT)


def as_changes(changes: Changes, catalogue: Catalogue, *, lang: str = "nl", width: int = 100, heading: Style = str) -> str:
    """The differences by what they are about, each with the rule and the fact that makes it, and who gives the final answer."""
    words, columns = Wording(catalogue, lang), max(width, NARROWEST)
    lines = _Changes(words, columns, heading).lines(changes)
    return translated("\n".join(line.rstrip() for line in lines) + "\n", Form.TEXT, words, columns)


class _Changes:
    def __init__(self, words: Wording, width: int, heading: Style) -> None:
        self.words = words
        self.width = width
        self.heading = heading
        self.standings: dict[str, str | None] = {}

    def lines(self, changes: Changes) -> Iterator[str]:
        words = self.words
        self.standings = {one.name: one.after.word for one in changes.about(Aspect.COMPONENT) if one.after is not None}
        rulebooks = changes.before.rulebook_hash != changes.after.rulebook_hash
        sides = {name: self._side(side, with_rulebook=rulebooks) for name, side in (("before", changes.before), ("after", changes.after))}
        yield from map(self.heading, wrap(words.label("title_changes", **sides), self.width))
        if changes.nothing:
            yield words.label("changes_nothing")
        for about, found in groupby(changes.differences, key=lambda one: one.about):
            yield from ("", self.heading(words.in_capitals(words.label(f"changes_heading_{about}"))))
            for alike in _alike(found):
                yield from self._difference(*alike)
        yield ""
        places = words.listed((words.document(name) for name in changes.deferral.where_to_check), "or")
        yield from wrap(f"{words.of(changes.deferral.says)} {words.label('where_to_check', where=places)}", self.width)

    def _side(self, side: Side, *, with_rulebook: bool) -> str:
        words = self.words
        said = words.label("changes_side", case_ref=side.case_ref, day=words.day(side.on))
        if with_rulebook:
            said += ", " + words.label("changes_rulebook", hash=side.rulebook_hash.removeprefix("sha256:")[:8])
        supposed = [one.partition("=") for one in side.supposed]
        what = words.listed(f"{words.fact_of_part(fact)}: {words.value(fact, word)}" for fact, _, word in supposed) if supposed else ""
        return f"{said}, {words.label('changes_supposed', what=what)}" if what else said

    def _difference(self, one: Difference, *others: Difference) -> Iterator[str]:
        """One difference, with the other parts of which all the same is so."""
        yield from self._wrapped(self._said(one, *others), "- ", "  ")
        if one.about in _SENTENCES:
            known = [self._fact(fact) for fact in one.facts if fact.after is not None]
            causes = [*known, *(f"{self.words.component(part)}: {self._standing(part)}" for part in one.parts)]
            yield from self._cause("changes_because", causes[:MOST_RULES])
            return
        yield from self._cause("changes_by", [self._rule(why) for why in one.by[:MOST_RULES]])
        if not one.by:
            yield from self._cause("changes_no_longer", [self._rule(why) for why in one.no_longer[:MOST_RULES]])
        yield from self._cause("changes_because", [self._fact(fact) for fact in one.facts])

    def _cause(self, label: str, causes: Iterable[str]) -> Iterator[str]:
        said = "; ".join(causes)
        if said:
            yield from self._wrapped(self.words.label(label, what=said), "    ", "      ")

    def _said(self, one: Difference, *others: Difference) -> str:
        if one.about in _SENTENCES:
            return self._sentence(one)
        if one.about is Aspect.PROGRESS and (one.before is None or one.after is None):
            gone = "" if one.before is None else f" → {self.words.label('changes_not_counted')}"
            return f"{self._name(one)}: {self._state(one, one.after or one.before)}{gone}"
        levels = {state.level for state in (one.before, one.after) if state is not None}
        level = levels.pop() if len(levels) == 1 else None
        names = self.words.listed(map(self._name, (one, *others)))
        name = "" if one.name == one.about else f"{names}: "
        if level is not None:
            name = self.words.label("word_at_level", part=names, level=level.upper()) + ": "
        before, after = (self._state(one, state, level) for state in (one.before, one.after))
        if before == after and one.before is not None and one.after is not None:
            before, after = (f"{before}{told}" for told in self._what_differs(one.before, one.after))
        return f"{name}{before} → {after}"

    def _what_differs(self, before: State, after: State) -> tuple[str, str]:
        """What tells two sides with one word apart: the day of each, as of two plans with one route, or what each rests on."""
        words = self.words
        if before.first_day != after.first_day:
            no_day = words.label("changes_no_days")
            was, now = (no_day if state.first_day is None else words.day(state.first_day) for state in (before, after))
        else:
            was, now = ("" if state.basis is None else words.label(f"basis_{state.basis}") for state in (before, after))
        return f" ({was})", f" ({now})"

    def _standing(self, part: str) -> str:
        word = self.standings.get(part)
        return self.words.label("changes_not_there" if word is None else f"standing_{word}")

    def _name(self, one: Difference) -> str:
        if one.about is Aspect.PROGRESS:
            part, _, count = one.name.rpartition(".")
            name = self.words.label(f"count_{count}")
            return f"{self.words.component(part)}, {name}" if part else name
        return self.words.component(one.name)

    def _sentence(self, one: Difference) -> str:
        words, state = self.words, one.after or one.before
        says = "" if state is None or state.says is None else words.of(state.says)
        rule = f" [{one.name}]" if one.about in (Aspect.STEP, Aspect.KNOW) else ""
        if one.before is None or one.after is None:
            day = "" if state is None or state.last_day is None else f" ({words.day(state.last_day)})"
            return f"{words.label('changes_new' if one.before is None else 'changes_gone')}: {says}{day}{rule}"
        return f"{self._between(one.before, one.after)}: {says}{rule}"

    def _between(self, before: State, after: State) -> str:
        words = self.words
        if after.passed and not before.passed and after.last_day is not None:
            return f"{words.day(after.last_day)} {words.label('changes_passed')}"
        if before.last_day != after.last_day:
            days = [words.label("changes_no_days") if day is None else words.day(day) for day in (before.last_day, after.last_day)]
            return " → ".join(days)
        if before.expected != after.expected:
            return " → ".join(words.label("word_expected" if one.expected else "changes_same") for one in (before, after))
        return words.label("changes_other_words")

    def _state(self, one: Difference, state: State | None, level: Level | None = None) -> str:
        """One side; its level where the name does not say it for both."""
        words = self.words
        if state is None:
            return words.label("changes_not_there")
        if state.progress is not None:
            return words.progress(state.progress).partition(": ")[2] or words.progress(state.progress)
        said = self._word(one.about, state)
        if state.level is not None and state.level is not level:
            said += f", {words.label('word_level')} {state.level.upper()}"
        firmness = words.label("word_expected") if state.expected or state.basis is Basis.EXPECTED else ""
        if state.basis is Basis.REPORTED and one.about in (Aspect.ACT, Aspect.DUTY, Aspect.ROUTE):
            firmness = words.label("basis_reported")
        return f"{said} ({firmness})" if firmness else said

    def _word(self, about: Aspect, state: State) -> str:
        words = self.words
        if about is Aspect.TERM:
            if state.last_day is None:
                return (
                    words.label(f"word_{state.word}") if f"word_{state.word}" in words.catalogue.labels else words.label("changes_no_days")
                )
            last = words.day(state.last_day)
            return (
                words.label("term_until", last=last)
                if state.first_day is None
                else words.label("term_days", first=words.day(state.first_day), last=last)
            )
        if state.word is None:
            return words.label("changes_no_route" if about is Aspect.ROUTE else "changes_not_there")
        if about is Aspect.COMPONENT:
            return words.label(f"standing_{state.word}")
        return self._head(about, state.word)

    def _head(self, about: Aspect, word: str) -> str:
        """The word of the act, the duty, its phase or the route."""
        words = self.words
        if about is not Aspect.DUTY:
            return words.head("act" if about is Aspect.ACT else "route", word)
        if word == "cannot_tell":
            return words.label("changes_not_there")
        duty = words.catalogue.head.duty
        is_phase = duty is not None and duty.phase is not None and word in words.catalogue.facts[duty.phase].values
        return words.phase(word) if is_phase else words.head("duty", word)

    def _rule(self, why: Why) -> str:
        doubt = self.words.doubt(why.law)
        return f"{self.words.of(why.says)} [{', '.join(filter(None, (why.rule, why.law[0].cite, doubt)))}]"

    def _fact(self, fact: FactChange) -> str:
        was = "" if fact.before is None else f"{self._found(fact.before)} → "
        return f"{self.words.fact_of_part(fact.name)}: {was}{self._found(fact.after)}"

    def _found(self, line: FactLine | None) -> str:
        return self.words.label("changes_not_there") if line is None else self.words.found_briefly(line)

    def _wrapped(self, text: str, first: str, then: str) -> list[str]:
        return wrap(text, self.width, initial_indent=first, subsequent_indent=then, break_long_words=False, break_on_hyphens=False)


def _alike(differences: Iterable[Difference]) -> list[list[Difference]]:
    """Parts of which the same is so, by the same rules and facts, together; each other difference alone."""
    groups: dict[object, list[Difference]] = {}
    for one in differences:
        causes = tuple(
            (why.rule.partition(":")[0], why.says, tuple(fact.name for fact in why.facts))
            for why in (*one.by, *one.no_longer[: 0 if one.by else None])
        )
        key = (one.before, one.after, causes, one.facts) if one.about is Aspect.COMPONENT else one.name
        groups.setdefault(key, []).append(one)
    return list(groups.values())
