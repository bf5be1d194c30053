"""Why a line stands as it does, as text: a proof that can be followed down to the facts."""

from collections.abc import Callable, Iterator
from textwrap import wrap

from route_advisor.advice.explained import MOST_FACTS, Change, ClosingFact, ClosingRule, ConditionLine, Explanation, RuleLine, SettledBy
from route_advisor.advice.model import LawLine
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Form, Outcome
from route_advisor.writers.translated import translated
from route_advisor.writers.wording import Wording

_SIGNS = {True: "+", False: "-", None: "?"}
"""Before a condition: it holds, it does not, nobody told us."""

_MOST_UNTOLD = 5
"""Facts that nobody told, on the first screen."""

Style = Callable[[str], str]


def as_proof(
    explanation: Explanation, catalogue: Catalogue, *, lang: str = "nl", width: int = 100, heading: Style = str, first: bool = False
) -> str:
    """The explanation as text: standing, why, why not the others, what would close or settle it, and who gives the final answer.

    With `first` it is one screen: what holds, and what would close or settle it. The proof of each rule is left out and counted.
    """
    words = Wording(catalogue, lang)
    told = _Proof(words, width)
    lines = told.first_lines(explanation, heading) if first else told.lines(explanation, heading)
    return translated("\n".join(line.rstrip() for line in lines) + "\n", Form.TEXT, words, width)


class _Proof:
    """Writes rules with their conditions; a rule that was shown is named and not shown again."""

    def __init__(self, words: Wording, width: int) -> None:
        self.words = words
        self.width = width
        self.shown: set[str] = set()

    def first_lines(self, explanation: Explanation, heading: Style) -> Iterator[str]:
        """What holds and what would close it, or on a topic what nobody told yet; the rest is counted."""
        yield from map(heading, wrap(self._title(explanation), self.width))
        yield self.words.label("title_why", case_ref=explanation.case_ref, day=self.words.day(explanation.on))
        parts = {
            "holds": list(self._holds(explanation)) or [self.words.label("word_nothing")],
            "closed_by": list(self._closed_by(explanation)),
            "settled_by": list(self._settled_by(explanation.settled_by)),
            "unknown": list(self._untold(explanation)) if explanation.standing is None else [],
        }
        for name, lines in parts.items():
            if lines:
                yield from ("", heading(self.words.in_capitals(self.words.label(f"heading_{name}"))), *lines)
        yield ""
        if explanation.note is not None and not explanation.why:
            yield from wrap(self.words.of(explanation.note), self.width)
        if explanation.name is not None and explanation.standing is None:
            yield from wrap(self.words.label("why_who", topic=self.words.of(explanation.name)), self.width)
        rules = len(explanation.why) + len(explanation.why_not) + explanation.left_out
        if rules:
            yield from wrap(self.words.label("why_more", count=str(rules)), self.width)
        yield from wrap(self._deferral(), self.width)

    def _untold(self, explanation: Explanation) -> Iterator[str]:
        """Each fact on which a rule of the topic waits, and what it must be; beyond a few they are counted."""
        waiting: dict[str, tuple[ConditionLine, str]] = {}
        for rule in explanation.why_not:
            unknown = [one for one in rule.conditions if one.holds is None]
            if rule.outcome is Outcome.CANNOT_TELL and unknown:
                waiting.setdefault(unknown[0].fact, (unknown[0], rule.rule))
        for condition, rule_id in list(waiting.values())[:_MOST_UNTOLD]:
            yield from self._wrapped(f"- {self.words.fact(condition.fact)}: {self._asked(condition)} [{rule_id}]", 0)
        if len(waiting) > _MOST_UNTOLD:
            yield self.words.label("screen_and_more", count=str(len(waiting) - _MOST_UNTOLD))

    def lines(self, explanation: Explanation, heading: Style) -> Iterator[str]:
        yield from map(heading, wrap(self._title(explanation), self.width))
        yield self.words.label("title_why", case_ref=explanation.case_ref, day=self.words.day(explanation.on))
        undecided = [rule for rule in explanation.why_not if rule.outcome is Outcome.CANNOT_TELL]
        refuted = [rule for rule in explanation.why_not if rule.outcome is not Outcome.CANNOT_TELL]
        topic = explanation.name if explanation.standing is None else None
        parts = (
            ("holds", list(self._holds(explanation))),
            ("closed_by", list(self._closed_by(explanation))),
            ("settled_by", list(self._settled_by(explanation.settled_by))),
            ("unknown", [line for rule in undecided for line in self._refutation(rule)]),
            ("why", [line for rule in explanation.why for line in self._proof(rule, 0)]),
            ("would_change", [] if topic else [line for change in explanation.would_change for line in self._change(change)]),
            ("not_now" if topic else "why_not", [line for rule in refuted for line in self._refutation(rule)]),
        )
        for name, lines in parts:
            if lines or name == "holds":
                yield from ("", heading(self.words.in_capitals(self.words.label(f"heading_{name}"))))
                yield from lines or [self.words.label("word_nothing")]
        yield ""
        if explanation.note is not None and not explanation.why:
            yield from wrap(self.words.of(explanation.note), self.width)
        if topic is not None:
            yield from wrap(self.words.label("why_who", topic=self.words.of(topic)), self.width)
        if explanation.left_out:
            yield from wrap(self.words.label("why_left_out", count=str(explanation.left_out)), self.width)
        yield from wrap(self._deferral(), self.width)

    def _holds(self, explanation: Explanation) -> Iterator[str]:
        """What holds, first: how a topic stands, and each rule that applies in one line."""
        for fact in explanation.found:
            expected = f" [{self.words.label('word_expected')}]" if explanation.expected else ""
            yield from self._wrapped(f"{self.words.fact(fact.name)}: {self.words.found_briefly(fact)}{expected}", 0)
        for rule in explanation.why:
            rests_on = [rule.rule, self._cited(rule.law[0]), *([self.words.label("word_expected")] if rule.expected else [])]
            yield from self._wrapped(f"- {self.words.of(rule.says)} [{', '.join(rests_on)}]", 0)

    def _title(self, explanation: Explanation) -> str:
        name = self.words.component(explanation.line) if explanation.name is None else self.words.of(explanation.name)
        if explanation.standing is None:
            return self.words.capital(name) if explanation.name is not None else name
        level = "" if explanation.level is None else f" ({self.words.label('word_level')} {explanation.level.upper()})"
        return f"{name}{level}: {self.words.label(f'standing_{explanation.standing}')}"

    def _deferral(self) -> str:
        words, deferral = self.words, self.words.catalogue.deferral
        places = words.listed((words.document(name) for name in deferral.where_to_check), "or")
        return f"{words.of(deferral.says)} {words.label('where_to_check', where=places)}"

    def _proof(self, rule: RuleLine, depth: int) -> Iterator[str]:
        """A rule, its articles with their addresses, and each condition down to what somebody told us."""
        if rule.rule in self.shown:
            return
        self.shown.add(rule.rule)
        yield from self._wrapped(self._said(rule), depth)
        for article in rule.law:
            yield from self._wrapped(f"{self.words.label('word_law')}: {self._article(article)} {article.url}", depth + 1)
        yield from self._open_norm(rule, depth + 1)
        for condition in rule.conditions:
            yield from self._condition(condition, depth + 1)
            for behind in condition.concluded_by:
                yield from self._proof(behind, depth + 3)

    def _refutation(self, rule: RuleLine) -> Iterator[str]:
        """A rule that does not decide the line, and the conditions that do not hold or are unknown."""
        yield from self._wrapped(f"{self._said(rule)} [{'; '.join(map(self._cited, rule.law))}]", 0)
        yield from self._open_norm(rule, 1)
        for condition in rule.conditions:
            if not condition.holds:
                yield from self._condition(condition, 1)

    def _said(self, rule: RuleLine) -> str:
        return f"{rule.rule} ({self.words.label(f'outcome_{rule.outcome}')}): {self.words.of(rule.says)}"

    def _article(self, law: LawLine) -> str:
        quote = "" if law.quote is None else f' "{law.quote}"'
        return law.cite + quote + self._doubt(law)

    def _cited(self, law: LawLine) -> str:
        return law.cite + self._doubt(law)

    def _doubt(self, law: LawLine) -> str:
        return "" if law.certainty == "read" else f" ({self.words.label(f'certainty_{law.certainty}')})"

    def _open_norm(self, rule: RuleLine | ClosingRule, depth: int) -> list[str]:
        if rule.open_norm is None:
            return []
        weighs = self.words.label("who_weighs", who=self.words.authority(rule.final_word))
        lines = self._wrapped(f"{weighs}: {self.words.of(rule.open_norm)}", depth)
        for policy in rule.own_policy:
            law = "; ".join(f"{self._article(article)} {article.url}" for article in policy.law)
            says = self.words.municipality_says(policy.municipality, policy.says)
            lines += self._wrapped(f"{says} [{policy.id}, {law}]", depth)
        return lines

    def _condition(self, condition: ConditionLine, depth: int) -> list[str]:
        words = self.words
        found = words.label("word_unknown") if condition.found is None else words.found(condition.found)
        needs = "" if condition.holds else f"; {words.label('word_needs')}: {self._asked(condition)}"
        return self._wrapped(f"{_SIGNS[condition.holds]} {words.fact(condition.fact)}: {found}{needs}", depth)

    def _asked(self, condition: ConditionLine) -> str:
        return self.words.listed((self.words.value(condition.fact, word) for word in condition.asks_for), "or")

    def _change(self, change: Change) -> Iterator[str]:
        words = self.words
        yield from self._wrapped(f"{change.rule}: {words.of(change.says)}", 0)
        for condition in change.needs:
            yield from self._wrapped(f"{words.label('word_needs')} {words.fact(condition.fact)}: {self._asked(condition)}", 1)
        yield from self._wrapped(f"{words.label('word_final_word')}: {words.authority(change.final_word)}", 1)

    def _closed_by(self, explanation: Explanation) -> Iterator[str]:
        """Each set of facts on one line, with who tells it, in which document, by which article it closes the line, and who decides."""
        for one in explanation.closed_by:
            needs = self.words.listed(self._closing_fact(fact, explanation.line) for fact in one.facts)
            rests_on = "; ".join(f"{rule.rule}, {self._cited(rule.law[0])}" for rule in one.rules)
            yield from self._wrapped(f"- {needs} [{rests_on}]" if rests_on else f"- {needs}", 0)
            for rule in one.rules:
                yield from self._open_norm(rule, 1)
            who = dict.fromkeys(self.words.authority(rule.final_word) for rule in one.rules)
            yield from self._wrapped(f"{self.words.label('word_final_word')}: {self.words.listed(who)}", 1) if who else ()
        if explanation.more_ways:
            yield from self._wrapped(self.words.label("closed_by_more", count=str(explanation.more_ways), most=str(MOST_FACTS)), 0)

    def _closing_fact(self, fact: ClosingFact, line: str) -> str:
        words = self.words
        name = words.fact(fact.fact) if words.part(fact.fact) == words.component(line) else words.fact_of_part(fact.fact)
        values = words.listed((words.value(fact.fact, word) for word in fact.words), "or")
        return f"{name}: {values} ({words.label(f'teller_{fact.told_by}')}, {words.document(fact.found_in[0])})"

    def _settled_by(self, settled_by: SettledBy | None) -> Iterator[str]:
        """The questions, where each answer stands, and in how many cases that is enough."""
        if settled_by is None:
            return
        if settled_by.certain is not None:
            standing = self.words.label(f"standing_{settled_by.certain}")
            yield from self._wrapped(f"- {self.words.label('whatever', what=standing)}", 0)
        for one in settled_by.questions:
            places = self.words.listed((self.words.document(place) for place in one.found_in), "or")
            ask = () if one.ask_whom == "yourself" else (self.words.label("ask_one", first=self.words.authority(one.ask_whom)),)
            yield from self._wrapped(f"- {self.words.of(one.asks)} ({'; '.join((places, *ask))})", 0)
        if settled_by.settled < settled_by.of:
            counts = {"settled": str(settled_by.settled), "of": str(settled_by.of)}
            yield from self._wrapped(self.words.label("settled_by_some", **counts), 0)

    def _wrapped(self, text: str, depth: int) -> list[str]:
        indent = "  " * depth
        return wrap(
            text, self.width, initial_indent=indent, subsequent_indent=indent + "  ", break_long_words=False, break_on_hyphens=False
        )
