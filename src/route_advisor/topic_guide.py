"""A guide about one topic: for everybody, or with what is known about one person."""

from collections.abc import Iterable
from datetime import date

from route_advisor.advice.guide_of import guide_of, guide_page
from route_advisor.advice.guided import Guide, GuideLine, PersonalGuide
from route_advisor.advice.lines import LineWriter
from route_advisor.advice.model import Advice, Term
from route_advisor.advice.planned import Plan
from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.facts import Facts
from route_advisor.personal_file import PersonalFile
from route_advisor.rulebook.guide_pages import GuidePage
from route_advisor.rulebook.money_owed import money_owed_in
from route_advisor.rulebook.rule import Rule, Verdict
from route_advisor.rulebook.topics import covered
from route_advisor.vocabulary import Grade, Outcome, Teller

_BETTER = (Outcome.APPLIES, None, Outcome.CANNOT_TELL, Outcome.DOES_NOT_APPLY)


def guide(topic: str, *, on: date, file: PersonalFile | None = None, advisor: Advisor | None = None) -> Guide:
    """The guide about a topic, by any word that people use for it (`b1`, `afschalen`, `extra tijd`), as the law is on that day.

    With a `file` each statement says whether it applies to that person as far as is known, and `person` holds what is on record about
    the topic. It decides nothing: who does stands in `deciders`. Its sentences are in all languages of the rulebook; `write_guide`
    writes it in one. Raises `NotInRulebook` where no guide is about it, with a suggestion, and with a file whatever `advise` raises.
    """
    advisor = advisor or shipped_advisor()
    if file is None:
        return guide_of(advisor.rulebook, topic, on=on)
    answer = advisor.answer(file, on=on)
    told = guide_of(advisor.rulebook, topic, on=on, outcomes=_outcomes(answer.verdicts, answer.facts))
    name, page = guide_page(advisor.rulebook, topic)
    lines = LineWriter(answer.facts, advisor.rulebook.numbers, on, answer.resting)
    related = tuple(one for one in told.related if not _frightens(one.topic, advisor, answer.facts))
    return _for_whom_it_is(told, advisor, answer.facts).model_copy(
        update={"related": related, "person": _person(name, page, advisor, advisor.advise(file, on=on), answer.facts, lines)}
    )


def _outcomes(verdicts: Iterable[Verdict], facts: Facts) -> dict[str, Outcome | None]:
    """What each rule, as written, is for this person; of one for several parts the best."""
    found: dict[str, Outcome | None] = {}
    for verdict in verdicts:
        rule, outcome = verdict.rule, verdict.outcome
        now = None if outcome is Outcome.DOES_NOT_APPLY and not _is_for_others(rule, facts) else outcome
        known = found.get(rule.written_id, Outcome.DOES_NOT_APPLY)
        found[rule.written_id] = min(known, now, key=_BETTER.index)
    return found


def _is_for_others(rule: Rule, facts: Facts) -> bool:
    """Whether a rule is about another act, group or route than that of this person."""
    return any(one.fact in _WHO_SOMEBODY_IS and facts.word(one.fact) not in (None, *one.words) for one in rule.when)


_WHO_SOMEBODY_IS = ("regime", "group", "route")
"""Facts that say for whom a rule is. Another fact may still change: a sentence stays useful to whoever it may come to concern."""


def _for_whom_it_is(guide: Guide, advisor: Advisor, facts: Facts) -> Guide:
    """The guide without what is about a fine or a loan of somebody else: what may not be told is left out, what helps stays."""
    topic = advisor.rulebook.topics.by_id[guide.topic]
    if topic.is_known_of(facts.word):
        return guide
    written = {rule.written_id: rule for rule in advisor.rulebook.rules}

    def kept(lines: Iterable[GuideLine]) -> tuple[GuideLine, ...]:
        return tuple(one for one in lines if one.for_you is Outcome.APPLIES or may_be_told(one))

    def may_be_told(line: GuideLine) -> bool:
        rules = (written[rule] for rule in line.rules)
        return money_owed_in(line.says) is None and any(not topic.told_to.keys() & {one.fact for one in rule.when} for rule in rules)

    questions = [one.model_copy(update={"answer": answer}) for one in guide.questions if (answer := kept(one.answer))]
    asked = tuple(one for one in questions if money_owed_in(one.asks) is None)
    return guide.model_copy(
        update={"is_": kept(guide.is_), "is_not": kept(guide.is_not), "applies": kept(guide.applies), "questions": asked}
    )


def _frightens(topic: str, advisor: Advisor, facts: Facts) -> bool:
    """Whether a page is about what being late can bring, for somebody of whom no paper says that it can be so."""
    entry = advisor.rulebook.catalogue.topics.get(topic)
    return entry is not None and entry.after_help and not advisor.rulebook.topics.by_id[topic].is_known_of(facts.word)


def _person(name: str, page: GuidePage, advisor: Advisor, advice: Advice, facts: Facts, lines: LineWriter) -> PersonalGuide:
    """What is on record about the topic, and what can be done: lines of the advice, and nothing else."""
    book = advisor.rulebook
    topics = [book.topics.by_id[one] for one in (name, *page.also) if one in book.topics.by_id]
    about = {rule.id for topic in topics for rule in covered(topic, book.in_force(advice.on))}
    parts = {topic.id for topic in topics} & set(book.catalogue.components)
    known = [facts.known[fact] for fact in page.theirs if fact in facts.known]
    asked = {fact for topic in topics for fact in topic.facts} | set(page.theirs)
    return PersonalGuide(
        case_ref=advice.case_ref,
        theirs=_theirs(page, facts),
        because=lines.fact_lines(fact for fact in known if fact.told_by[0].teller is not Teller.ASSUMPTION),
        reported=any(fact.grade is Grade.REPORTED for fact in known),
        expected=lines.is_expected(known) or any(fact.grade is Grade.EXPECTED for fact in known),
        items=tuple(item for item in advice.components if item.id in parts),
        chains=tuple(one for one in advice.plan.chains if one.component in parts) if isinstance(advice.plan, Plan) else (),
        term=advice.term if isinstance(advice.term, Term) and name == "term" else None,
        steps=tuple(step for step in (*advice.steps, *advice.know) if step.id in about or step.id.partition(":")[0] in about),
        questions=tuple(one for one in advice.questions if one.fact in asked or parts & {*one.unlocks}),
    )


def _theirs(page: GuidePage, facts: Facts) -> Outcome | None:
    """Whether the file has the words that the page names; `None` where it names none."""
    if not page.theirs:
        return None
    words = [(facts.word(fact), wanted) for fact, wanted in page.theirs.items()]
    if any(word is not None and word not in wanted for word, wanted in words):
        return Outcome.DOES_NOT_APPLY
    return Outcome.CANNOT_TELL if any(word is None for word, _ in words) else Outcome.APPLIES
