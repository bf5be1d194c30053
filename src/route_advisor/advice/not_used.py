"""What was told and stands behind no line of the advice, with the reason: nothing is dropped in silence."""

from collections import defaultdict
from collections.abc import Sequence

from route_advisor.advice.lines import LineWriter, source_of
from route_advisor.advice.model import Item, NotUsed, Progress, Step, WhyNotUsed
from route_advisor.facts import Fact, Facts, Told
from route_advisor.reasoning.components import Settled
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Concludes, Dates, Fulfils, Refers, Releases, Requires, Rule, Rules, Suggests, Verdict
from route_advisor.vocabulary import CLOSED, Outcome, Standing

_RULED_OUT = (WhyNotUsed.OTHER_ACT, WhyNotUsed.NO_DUTY, WhyNotUsed.OTHER_ROUTE, WhyNotUsed.OTHER_SITUATION)
_UNREAD = "!not_understood"
"""What a reader could not place: each of them is a conflict of its own."""
_TWIN = "old_"
"""Facts that only an older act asks begin so; the same event may have a fact without it."""


def not_used(items: Sequence[Item], progress: Sequence[Progress], asking: "Asking", lines: LineWriter) -> tuple[NotUsed, ...]:
    """Each field and statement that no line rests on, in the order of the file; those of one record with one reason together."""
    counted = {name for item in items if item.progress for one in item.progress for name in (one.name, f"{one.name}:{item.id}")}
    counted |= {one.name for one in progress}
    records: defaultdict[str, list[tuple[Told, WhyNotUsed | None]]] = defaultdict(list)
    for one in lines.facts.told:
        records[one.record].append((one, _why(one, asking, counted)))
    idle = (group for record in records.values() for group in _together(record))
    return tuple(_line(those, why, asking, lines) for those, why in idle if why is not None)


def _together(record: Sequence[tuple[Told, WhyNotUsed | None]]) -> list[tuple[list[Told], WhyNotUsed | None]]:
    """The fields of a record as one, where the same is to be said of all of them."""
    if len(record) == 1 or len({why for _, why in record}) == 1:
        return [([one for one, _ in record], record[0][1])]
    return [([one], why) for one, why in record]


def _why(one: Told, asking: "Asking", counted: set[str]) -> WhyNotUsed | None:
    """Why nothing rests on this field; `None` where something does."""
    if one.later:
        return WhyNotUsed.LATER
    if one.superseded:
        return WhyNotUsed.SUPERSEDED
    if not one.feeds:
        return None if asking.in_conflict(one) else WhyNotUsed.NOT_ASKED
    first = WhyNotUsed.SETTLES_NOTHING
    for name in one.feeds:
        if name == _UNREAD or (name[0] == "#" and name[1:] in counted):
            return None
        if asking.is_told(name):
            reason = asking.why_not(name)
            if reason is None:
                return None
            first = reason if first is WhyNotUsed.SETTLES_NOTHING else first
    return first


def _line(those: Sequence[Told], reason: WhyNotUsed, asking: "Asking", lines: LineWriter) -> NotUsed:
    first = those[0]
    facts = tuple(dict.fromkeys(name for one in those for name in one.feeds if name[0] not in "#!" and name in asking.catalogue.facts))
    told = next((name for name in facts if asking.is_told(name)), None)
    because = asking.ruled_out_by(told) if told is not None and reason in _RULED_OUT else ()
    return NotUsed.unchecked(
        where=first.where if len(those) == 1 else first.record,
        kind=first.kind,
        values=tuple([one.word for one in those]),
        facts=facts,
        told_by=source_of(first.told_by),
        reason=reason,
        because=lines.fact_lines(because),
        nearest=asking.nearest(first.nearest, told),
    )


class Asking:
    """Which facts the lines of one advice rest on, and what rules the others out."""

    def __init__(
        self,
        facts: Facts,
        verdicts: Sequence[Verdict],
        results: Sequence[Settled],
        steps: Sequence[Step],
        rules: Rules,
        catalogue: Catalogue,
    ) -> None:
        """`verdicts` are those of `rules`, in their order; `steps` are all lines of the advice that name something to do or to know."""
        self.facts = facts
        self.catalogue = catalogue
        self._verdicts = verdicts
        self._results = {one.component: one for one in results}
        self._steps = {step.id for step in steps}
        self._rules = rules
        self._ruling_out: dict[str, tuple[Fact, ...]] = {}
        self._conflicts = {conflict.fact for conflict in facts.conflicts}
        self._found: dict[str, WhyNotUsed | None] = {}

    def is_told(self, fact: str) -> bool:
        """Somebody told it, or sources differ about it."""
        return fact in self.facts.known or fact in self._conflicts

    def in_conflict(self, one: Told) -> bool:
        """A conflict names this field by its own word, as a judgement that came too early."""
        word = one.kind.rpartition(".")[2]
        return any(word == value for conflict in self.facts.conflicts for value, _ in conflict.sources)

    def why_not(self, fact: str) -> WhyNotUsed | None:
        """Why no line rests on a fact; `None` where one does, or where sources differ about it."""
        if fact not in self._found:
            self._found[fact] = None  # what a rule concludes from itself adds nothing
            self._found[fact] = self._why_not(fact)
        return self._found[fact]

    def ruled_out_by(self, fact: str) -> tuple[Fact, ...]:
        """The facts that rule out the rule that comes nearest to asking this one."""
        if fact not in self._ruling_out:
            found = [false for rule in self._asking(fact) if (false := self._false(rule, fact))]
            self._ruling_out[fact] = min(found, key=lambda false: (len(false), [one.name for one in false]), default=())
        return self._ruling_out[fact]

    def nearest(self, declared: str | None, fact: str | None) -> str | None:
        """A fact about nearly the same that may be asked: the declared one, else that of another act about the same event."""
        twin = None if fact is None else fact.removeprefix(_TWIN) if fact.startswith(_TWIN) else _TWIN + fact
        other = declared or twin
        if other is None or other not in self.catalogue.facts:
            return None
        return other if self.why_not(other) in (None, WhyNotUsed.OTHER_SITUATION) else None

    def _why_not(self, fact: str) -> WhyNotUsed | None:
        if fact in self._conflicts or fact in self.catalogue.head.facts:
            return None
        asking, reached = self._rules.asking.get(fact, ()), False
        verdicts, refuted = self._verdicts, Outcome.DOES_NOT_APPLY
        for place, rule in asking:  # most facts are seen in a rule that stands, and then the others are not looked at
            if verdicts[place].outcome is not refuted:
                if self._is_seen(rule, fact):
                    return None
                reached = True
        for place, rule in asking:
            if verdicts[place].outcome is refuted and not self._is_ruled_out(rule, fact):
                if self._is_seen(rule, fact):
                    return None
                reached = True
        if reached:
            return WhyNotUsed.CLOSED_PART
        return self._by_head(self.ruled_out_by(fact)) if asking else WhyNotUsed.NOT_ASKED

    def _by_head(self, false: Sequence[Fact]) -> WhyNotUsed:
        head, names = self.catalogue.head, {fact.name for fact in false}
        lines = ((head.act, WhyNotUsed.OTHER_ACT), (head.duty, WhyNotUsed.NO_DUTY), (head.route, WhyNotUsed.OTHER_ROUTE))
        return next((reason for line, reason in lines if line is not None and line.decided in names), WhyNotUsed.OTHER_SITUATION)

    def _asking(self, fact: str) -> tuple[Rule, ...]:
        return tuple([rule for _, rule in self._rules.asking.get(fact, ())])

    def _outcome(self, rule: Rule) -> Outcome:
        return self._verdicts[self._rules.place[rule.id]].outcome

    def _is_ruled_out(self, rule: Rule, fact: str) -> bool:
        """Another fact keeps this rule from applying, whatever this one is."""
        known = self.facts.known
        for name, words in rule.when:  # noqa: SIM110 - a loop is faster here, and this runs for every fact
            if (other := known.get(name)) is not None and other.word not in words and name != fact:
                return True
        return False

    def _false(self, rule: Rule, fact: str) -> tuple[Fact, ...]:
        """The other facts that keep this rule from applying, whatever this one is."""
        known = self.facts.known
        false = [other for name, words in rule.when if name != fact and (other := known.get(name)) is not None and other.word not in words]
        return tuple(sorted(false) if len(false) > 1 else false)

    def _is_seen(self, rule: Rule, fact: str) -> bool:
        """Whether a reader could see what this rule says, or that it says nothing because of this fact."""
        then = rule.then
        if isinstance(then, Concludes):
            return self.why_not(then.fact) is None
        if isinstance(then, Requires | Releases | Dates):
            return True
        if isinstance(then, Suggests) or not rule.settles:
            return self._is_shown(rule)
        return any(self._weighs(fact, result, rule) for name in rule.settles if (result := self._results.get(name)) is not None)

    def _is_shown(self, rule: Rule) -> bool:
        """Whether a step stands in the advice, or would while something is left to do."""
        if self._outcome(rule) is Outcome.APPLIES:
            return rule.id in self._steps
        then = rule.then
        return not (isinstance(then, Suggests) and then.components) or any(self._waits(name, then.during) for name in then.components)

    def _waits(self, component: str, during: Standing) -> bool:
        result = self._results.get(component)
        return result is not None and (during is Standing.DONE or result.standing not in CLOSED)

    def _weighs(self, fact: str, result: Settled, rule: Rule) -> bool:
        """Whether this fact can still say where a component stands, or says it now."""
        if result.standing is Standing.NOT_NEEDED:
            return False
        if result.standing not in CLOSED or (result.standing is Standing.DONE and not isinstance(rule.then, Fulfils | Refers)):
            return True
        return any(one.name == fact for verdict in (*result.why, *result.unless) for one in verdict.premises)
