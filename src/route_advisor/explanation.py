"""Why this line, why not that one, and what would change it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import prod
from typing import Any, NamedTuple, NoReturn

from route_advisor.advice.claims import as_told
from route_advisor.advice.explained import (
    MOST_FACTS,
    Change,
    ClosedBy,
    ClosingFact,
    ClosingRule,
    ConditionLine,
    Explanation,
    RuleLine,
    SettledBy,
)
from route_advisor.advice.lines import LineWriter, law_of
from route_advisor.advice.questions import question_about
from route_advisor.advice.steps import steps
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import NotInRulebook
from route_advisor.facts import UNKNOWN, Facts
from route_advisor.messages import Message
from route_advisor.personal_file import PersonalFile
from route_advisor.reasoning.assumptions import Assumed
from route_advisor.reasoning.changes import Answers, Closing, closings
from route_advisor.reasoning.completions import Cone, completions
from route_advisor.reasoning.components import Settled, settled
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.rule import Concludes, Condition, Eases, Fulfils, Refers, Releases, Requires, Rule, Suggests, Verdict
from route_advisor.rulebook.sentences import spoken_sentence
from route_advisor.rulebook.topics import plain
from route_advisor.text import Text
from route_advisor.vocabulary import WAITING, Standing, Teller


def why(
    file: PersonalFile,
    line: str,
    *,
    on: date,
    advisor: Advisor | None = None,
    assume: Mapping[str, str] | None = None,
    everything: bool = False,
) -> Explanation:
    """Why a component, a rule or all on a topic stands as it does for this person on that day.

    `line` is any word that people use for a component or a topic (`writing`, `mondeling`, `extra tijd`, `boete`), or a rule (`WI21-B1-1`).
    On a topic each rule says which of its conditions hold, which do not, and which nobody told. Rules of the act that does not govern, and
    on a topic rules that this person cannot come under, are counted in `left_out`, and are told with `everything`.

    Raises `NotInRulebook` where the rulebook has no such line, with a suggestion.
    """
    refuse_other_kind(line, str, needed="a_word", hint="make_a_word")
    advisor = advisor or shipped_advisor()
    answer = advisor.answer(file, on=on, assume=assume)
    asked = _Asked(file.case_ref, line, on, everything)
    return _explained(asked, answer, advisor, advisor.rulebook_for(answer.facts))


def why_on_facts(facts: Facts, line: str, *, on: date, advisor: Advisor, case_ref: str = "facts") -> Explanation:
    """As `why` with `everything`, for facts that you derived yourself; see `Advisor.advise_on_facts`."""
    asked = _Asked(case_ref, line, on, everything=True)
    return _explained(asked, advisor.answer_on_facts(facts, on=on), advisor, advisor.rulebook.law)


class _Asked(NamedTuple):
    """What is asked: about which case, which line, on which day, and whether rules about others are told too."""

    case_ref: str
    line: str
    on: date
    everything: bool


def _explained(asked: _Asked, answer: Assumed, advisor: Advisor, book: Rulebook) -> Explanation:
    facts, verdicts, line = answer.facts, answer.verdicts, asked.line
    explainer = _Explainer(facts, verdicts, LineWriter(facts, advisor.rulebook.numbers, asked.on, answer.resting))
    topic = None if line in book.catalogue.components else book.topics.named(line)
    component = line if topic is None else topic.id
    if component in book.catalogue.components:
        return _of_component(component, explainer, asked, advisor, book)
    chosen = [verdict for verdict in verdicts if line.upper() in (verdict.rule.id.upper(), (verdict.rule.written_as or "").upper())]
    if chosen:
        return explainer.rules(asked.case_ref, line, chosen)
    on_topic = [one for one in verdicts if (line in topics_of(one.rule) if topic is None else topic.is_about(one.rule))]
    silent = _silent(on_topic, answer, explainer.lines, book)
    speaking = [one for one in on_topic if one.rule.id not in silent]
    told = [one for one in speaking if one.applies or _may_read(one.rule, facts, book)]
    shown = [one for one in told if asked.everything or not _about_others(one, facts, book)]
    if not shown and not (topic is not None and on_topic):
        _refuse(line, advisor, asked.on)
    explanation = explainer.rules(asked.case_ref, line if topic is None else topic.id, shown)
    found = [] if topic is None else [facts.known[name] for name in topic.facts if name in facts.known]
    more = {
        "name": None if topic is None else topic.name,
        "found": explainer.lines.fact_lines(found),
        "left_out": len(told) - len(shown),
        "note": None if topic is None else topic.note,
    }
    return explanation.model_copy(update=more)


def _silent(on_topic: Sequence[Verdict], answer: Assumed, lines: LineWriter, book: Rulebook) -> set[str]:
    """The lines that apply and that the advice does not tell, as their part is closed or stands elsewhere: they hold for nobody now."""
    results = as_told(settled(book.catalogue.components, answer.verdicts), answer.verdicts, answer.facts)
    told = {step.id for step in steps([one for one in answer.verdicts if one.applies], results, lines)}
    said = [one.rule for one in on_topic if one.applies and isinstance(one.rule.then, Suggests | Refers) and not one.rule.settles]
    return {rule.id for rule in said if rule.id not in told}


def _of_component(component: str, explainer: "_Explainer", asked: _Asked, advisor: Advisor, book: Rulebook) -> Explanation:
    (result,) = settled([component], explainer.verdicts)
    explanation = explainer.component(asked.case_ref, result)
    more = _what_helps(result, explainer, advisor.cones(asked.on)[component], book)
    if not asked.everything:
        others = {one.rule.id for one in explainer.verdicts if _of_another_act(one.rule, explainer.facts, book)}
        kept = tuple(line for line in explanation.why_not if line.rule not in others)
        more |= {"why_not": kept, "left_out": len(explanation.why_not) - len(kept)}
    return explanation.model_copy(update=more)


def _refuse(line: str, advisor: Advisor, on: date) -> NoReturn:
    book = advisor.rulebook
    here = [rule for rule in book.rules if line in (rule.id, rule.written_as)]
    if any(rule.municipality is not None and on in rule.in_force for rule in here):
        raise NotInRulebook(Message("rule_of_a_municipality", line=line, municipality=here[0].municipality))
    if here:
        raise NotInRulebook(Message("rule_not_in_force", line=line, day=on.isoformat()))
    topics = sorted({topic for rule in book.in_force(on) for topic in topics_of(rule)})
    known = [*book.catalogue.components, *topics, *book.topics.words(), *(rule.id for rule in book.rules)]
    hint = did_you_mean(plain(line), known)
    raise NotInRulebook(Message("not_a_line", line=line, hint=hint, parts=tuple(one.name for one in book.catalogue.components.values())))


def topics_of(rule: Rule) -> tuple[str, ...]:
    """The topics under which `why` finds a rule: its page, as `extra-time`, and what it is about, as `extra_time` or `extra-time`."""
    page = rule.page.rpartition("/")[2].removesuffix(".yaml")
    about = getattr(rule.then, "about", None)
    return tuple(dict.fromkeys(filter(None, (page, about, about and about.replace("_", "-")))))


def _about_others(verdict: Verdict, facts: Facts, book: Rulebook) -> bool:
    """Whether a rule is of another act, expects what is decided, or asks a word that this person cannot come to.

    Who somebody is does not change.
    """
    expects = (decided for decided, expected in book.catalogue.head.expected.items() if verdict.rule.concludes in expected)
    if _of_another_act(verdict.rule, facts, book) or any(decided in facts for decided in expects):
        return True
    return any(_cannot_come(condition, facts, book.catalogue) for condition in verdict.rule.when)


def _may_read(rule: Rule, facts: Facts, book: Rulebook) -> bool:
    """Whether a rule that does not apply may be told to this person: nobody reads of a fine or a loan that is not known to concern them."""
    return all(topic.may_tell(rule, facts.word) for topic in book.topics.by_id.values() if topic.told_to and topic.is_about(rule))


def _cannot_come(condition: Condition, facts: Facts, catalogue: Catalogue) -> bool:
    word, entry = facts.word(condition.fact), catalogue.facts.get(condition.fact)
    if word is None or word in condition.words or entry is None or entry.concluded:
        return False
    return not set(condition.words).intersection(entry.words_to_come(facts.word))


def _of_another_act(rule: Rule, facts: Facts, book: Rulebook) -> bool:
    """Whether the rule is of an act that does not govern this person."""
    act = book.catalogue.head.act
    governs = None if act is None else facts.word(act.decided)
    return governs is not None and any(one.fact == act.decided and governs not in one.words for one in rule.when if act is not None)


class _Explainer:
    def __init__(self, facts: Facts, verdicts: Sequence[Verdict], lines: LineWriter) -> None:
        self.facts = facts
        self.verdicts = verdicts
        self.lines = lines

    def component(self, case_ref: str, result: Settled) -> Explanation:
        about = [verdict for verdict in self.verdicts if _concerns(verdict, result.component)]
        because = {verdict.rule.id for verdict in (*result.why, *result.unless)}
        others = [verdict for verdict in about if verdict.rule.id not in because]
        return Explanation(
            case_ref=case_ref,
            on=self.lines.on,
            line=result.component,
            standing=result.standing,
            level=result.level,
            why=tuple(self._rule_line(verdict) for verdict in result.why),
            why_not=tuple(self._rule_line(verdict) for verdict in (*result.unless, *others)),
            would_change=(),
        )

    def rules(self, case_ref: str, line: str, chosen: Sequence[Verdict]) -> Explanation:
        applying = [verdict for verdict in chosen if verdict.applies]
        others = [verdict for verdict in chosen if not verdict.applies]
        return Explanation(
            case_ref=case_ref,
            on=self.lines.on,
            line=line,
            standing=None,
            level=None,
            why=tuple(self._rule_line(verdict) for verdict in applying),
            why_not=tuple(self._rule_line(verdict) for verdict in others),
            would_change=tuple(self._change(verdict) for verdict in others),
        )

    def _change(self, verdict: Verdict) -> Change:
        conditions = self._conditions(verdict.rule, ())
        return Change(
            rule=verdict.rule.id,
            says=self._says(verdict.rule),
            needs=tuple(condition for condition in conditions if not condition.holds),
            final_word=verdict.rule.final_word,
        )

    def _says(self, rule: Rule) -> Text:
        return spoken_sentence(rule.says, self.lines.numbers, self.facts.dates, self.lines.on) or rule.says

    def _rule_line(self, verdict: Verdict, above: tuple[str, ...] = ()) -> RuleLine:
        rule = verdict.rule
        return RuleLine(
            rule=rule.id,
            outcome=verdict.outcome,
            says=self._says(rule),
            law=law_of(rule, self.lines.on),
            final_word=rule.final_word,
            open_norm=rule.open_norm,
            conditions=self._conditions(rule, above),
            own_policy=self.lines.own_policy(rule),
            expected=verdict.applies and self.lines.is_expected(verdict.premises),
        )

    def _conditions(self, rule: Rule, above: tuple[str, ...]) -> tuple[ConditionLine, ...]:
        return tuple(self._condition(condition, (*above, rule.id)) for condition in rule.when)

    def _condition(self, condition: Condition, above: tuple[str, ...]) -> ConditionLine:
        fact = self.facts[condition.fact]
        found = None if fact is UNKNOWN else self.lines.fact_lines([fact])[0]
        return ConditionLine(
            fact=condition.fact,
            asks_for=condition.words,
            holds=None if fact is UNKNOWN else fact.word in condition.words,
            found=found,
            concluded_by=tuple(self._rule_line(verdict, above) for verdict in self._behind(condition.fact) if verdict.rule.id not in above),
        )

    def _behind(self, name: str) -> Iterator[Verdict]:
        """The rules that concluded a fact; where nothing did, those that could have and cannot tell."""
        fact = self.facts[name]
        concluded_by = set() if fact is UNKNOWN else {told.document for told in fact.told_by if told.teller is Teller.RULES}
        for verdict in self.verdicts:
            if isinstance(verdict.rule.then, Concludes) and verdict.rule.then.fact == name:
                behind = verdict.cannot_tell if fact is UNKNOWN else verdict.rule.id in concluded_by
                if behind:
                    yield verdict


def _concerns(verdict: Verdict, component: str) -> bool:
    kinds = (Requires, Releases, Eases, Fulfils, Refers)
    return isinstance(verdict.rule.then, kinds) and component in verdict.rule.then.components


# --- what would close it, and what would settle it --------------------------------------------------------


def _what_helps(result: Settled, explainer: _Explainer, cone: Cone, book: Rulebook) -> dict[str, Any]:
    """What a person can still do about a component: bring what closes it, or answer what settles it."""
    lines, catalogue = explainer.lines, book.catalogue
    answers = Answers(cone, tuple(completions(cone, explainer.facts, catalogue)))
    stays_open = answers.certain == {Standing.CANNOT_TELL}
    if result.standing in WAITING or (stays_open and not result.deferred):
        found = closings(cone, book.in_force(lines.on), explainer.facts, catalogue)
        few = [one for one in found if len(one.change) <= MOST_FACTS]
        return {"closed_by": tuple(_closed_by(few, lines, catalogue)), "more_ways": len(found) - len(few)}
    if result.standing is Standing.CANNOT_TELL and not stays_open:
        return {"settled_by": _settled_by(answers, result.component, lines, catalogue)}
    return {}


def _settled_by(answers: Answers, component: str, lines: LineWriter, catalogue: Catalogue) -> SettledBy:
    smallest = answers.smallest()
    return SettledBy(
        questions=tuple(question_about(name, (component,), catalogue, lines.numbers, lines.on) for name in smallest.facts),
        settled=smallest.settled,
        of=smallest.of,
        certain=min(answers.certain) if len(answers.certain) == 1 else None,
    )


def _closed_by(found: Iterable[Closing], lines: LineWriter, catalogue: Catalogue) -> Iterator[ClosedBy]:
    """A line for each set; sets that differ in words alone, and close it by the same rules, have one line together."""
    alike: defaultdict[object, list[Closing]] = defaultdict(list)
    for one in found:
        names = tuple(sorted(name for name, _ in one.change))
        alike[names, one.result.standing, tuple(verdict.rule.id for verdict in one.rules)].append(one)
    for group in sorted(alike.values(), key=lambda group: _rank(group[0])):
        words = _words_together([one.change for one in group])
        for needs in [words] if words is not None else [{name: (word,) for name, word in one.change} for one in group]:
            yield _closing_line(needs, group[0], lines, catalogue)


def _rank(closing: Closing) -> tuple[int, int, int]:
    """Fewest facts first; then a pass or a talk before a decision, and a decision on one component before one on all."""
    rules = [verdict.rule for verdict in closing.rules]
    kinds = [_KINDS.index(type(rule.then)) for rule in rules if type(rule.then) in _KINDS]
    return len(closing.change), min(kinds, default=len(_KINDS)), max((len(rule.settles) for rule in rules), default=0)


_KINDS = (Fulfils, Eases, Releases)


def _words_together(changes: Sequence[frozenset[tuple[str, str]]]) -> dict[str, tuple[str, ...]] | None:
    """For each fact all words of these changes; nothing where not every combination of those words is among them."""
    words: defaultdict[str, list[str]] = defaultdict(list)
    for name, word in (pair for change in changes for pair in change):
        if word not in words[name]:
            words[name].append(word)
    return {name: tuple(some) for name, some in words.items()} if prod(map(len, words.values())) == len(changes) else None


def _closing_line(needs: Mapping[str, tuple[str, ...]], closing: Closing, lines: LineWriter, catalogue: Catalogue) -> ClosedBy:
    return ClosedBy(
        facts=tuple(_closing_fact(name, needs[name], catalogue) for name in sorted(needs, key=lambda name: catalogue.place[name])),
        standing=closing.result.standing,
        rules=tuple(_closing_rule(verdict.rule, lines) for verdict in closing.rules),
    )


def _closing_fact(name: str, words: tuple[str, ...], catalogue: Catalogue) -> ClosingFact:
    entry = catalogue.facts[name]
    return ClosingFact(fact=name, words=words, told_by=entry.told_by, found_in=entry.found_in)


def _closing_rule(rule: Rule, lines: LineWriter) -> ClosingRule:
    return ClosingRule(
        rule=rule.id,
        says=lines.spoken(rule.says) or rule.says,
        law=law_of(rule, lines.on),
        final_word=rule.final_word,
        open_norm=rule.open_norm,
        own_policy=lines.own_policy(rule),
    )
