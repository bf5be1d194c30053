"""From an advice to the letter: what to do first, how far, how long, whom to ask, what to tell us, and where to check."""

from collections.abc import Iterator, Sequence

from route_advisor.advice.model import (
    Advice,
    ConflictLine,
    NotDecided,
    Question,
    RouteDecision,
    Step,
    WhyNotUsed,
)
from route_advisor.personal_file import NOBODY
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Basis, Regime, Standing, Teller
from route_advisor.writers.outline import last_day_of, steps_of_one_kind, written
from route_advisor.writers.outline.first import no_duty_is_expected, route_to_get
from route_advisor.writers.person.first_things import MOST_FIRST, can_be_done_now, in_order, is_a_day_of_the_past, tells_what_late_brings
from route_advisor.writers.person.letter import Block, Law, Letter, Thing
from route_advisor.writers.person.parts import done_of_all, parts, sums, to_ask, together
from route_advisor.writers.person.wording import asked, days_left, fact_to_know, planned, sentence, sentences, thing
from route_advisor.writers.wording import Wording

MOST_QUESTIONS = 3
"""More questions at once are an interview."""

_HEADS = frozenset({"act", "duty"})
"""What an answer confirms that is only expected."""

_DAYS_A_MONTH = 30.44
_IN_MONTHS, _IN_WEEKS = 61, 21
"""From so many days on, days are told in months too, and in weeks."""


def letter(advice: Advice, language: str, catalogue: Catalogue) -> Letter:
    """The advice as the person reads it, in a language; what has no words in it is in English."""
    words = Wording(catalogue, language)
    ordered = in_order(advice, catalogue)
    own = frozenset(step.id for step in ordered)
    over = [step for step in ordered if is_a_day_of_the_past(step)]
    helps = [step for step in ordered if step not in over and not tells_what_late_brings(step, catalogue)]
    late = [step for step in (*ordered, *advice.know) if tells_what_late_brings(step, catalogue)]
    to_do = steps_of_one_kind([step for step in helps if can_be_done_now(step)], words)
    may = steps_of_one_kind([step for step in helps if not can_be_done_now(step)], words)
    know = steps_of_one_kind([step for step in (*over, *advice.know) if not tells_what_late_brings(step, catalogue)], words)
    first, rest, kinds = _first(advice, to_do, own, words)
    done, share = done_of_all(advice, words)
    return Letter(
        language=words.tag,
        direction=words.direction,
        title=words.label("person_title"),
        made=_made(advice, words),
        notice=tuple(_notice(advice, words)),
        first=Block(words.label("person_first"), first, "" if first else words.label("person_nothing_now")),
        standing=words.label("person_standing"),
        facts=tuple(filter(None, (*_because(advice, words), *_duty(advice, words), _route(advice, words)))),
        done=done,
        sums=sums(advice, words),
        share=share,
        parts=tuple(parts(advice, words)),
        time=words.label("person_time"),
        term=tuple(term_in_words(advice, words)),
        days=tuple(fact_to_know(group, words) for group in know if last_day_of(group[0]) is not None),
        timeline=words.label("person_timeline"),
        later=Block(words.label("person_later"), tuple(planned(group, own, advice, words) for group in rest)),
        may=Block(words.label("person_may"), tuple(thing(group, own, advice.on, words) for group in may)),
        know=Block(words.label("person_know"), tuple(_known(advice, know, words))),
        late=Block(
            words.label("person_late"),
            tuple(fact_to_know(group, words) for group in steps_of_one_kind(late, words)),
            words.label("person_late_intro"),
        ),
        ask=Block(words.label("person_ask_whom"), tuple(_contacts(advice, words))),
        disagree=Block(words.label("person_disagree"), tuple(_objections(advice, words))),
        questions=Block(
            words.label("person_questions"), tuple(asked(kind, words) for kind in kinds), words.label("person_questions_intro")
        ),
        how=words.label("person_how"),
        law_heading=words.label("person_law"),
        law=tuple(_law(advice, words)),
        closing=tuple(_closing(advice, words)),
    )


# --- what to do first ------------------------------------------------------------------------------------


def _made(advice: Advice, words: Wording) -> str:
    """The day, and the number under which somebody knows this person."""
    day = words.day(advice.on)
    return f"{day}." if advice.case_ref == NOBODY else words.label("person_made", day=day, case_ref=advice.case_ref)


def _first(
    advice: Advice, to_do: Sequence[list[Step]], own: frozenset[str], words: Wording
) -> tuple[tuple[Thing, ...], Sequence[list[Step]], Sequence[list[Question]]]:
    """The first things, the steps that follow, and the questions that are left.

    Papers that differ come first, then a route that nobody decided yet, then what is only expected. Nobody is sent to look for a letter where
    no duty is expected. Where there is little to do, an answer that opens something is the next thing.
    """
    none_expected, to_get = no_duty_is_expected(advice), route_to_get(advice)
    head = words.catalogue.head.route
    asks = [one for one in to_ask(advice) if to_get is None or head is None or one.fact != head.decided]  # the errand asks it
    kinds = together(asks, lambda question: (words.family(question.fact), question.found_in, question.ask_whom))
    confirm = [kind for kind in kinds[:1] if _is_expected(advice) and _settles_the_head(kind) and not none_expected]
    differs = [_differs(one, words) for one in advice.conflicts[:MOST_FIRST]]
    errand = [] if to_get is None else [_get_the_route(to_get, words, expected=_is_expected(advice))]
    already = len(differs) + len(errand) + len(confirm)
    shown = list(to_do[: max(MOST_FIRST - already, 0)])
    opening = [kind for kind in kinds if kind not in confirm and any(question.unlocks for question in kind) and not none_expected]
    fill = opening[: max(MOST_FIRST - already - len(shown), 0)]
    found = (
        *differs,
        *errand,
        *(_to_find_out(kind, words) for kind in confirm),
        *(planned(group, own, advice, words) for group in shown),
        *(_to_find_out(kind, words) for kind in fill),
    )
    left = [kind for kind in kinds if kind not in confirm and kind not in fill]
    return found, to_do[len(shown) :], left[:MOST_QUESTIONS]


def _to_find_out(kind: Sequence[Question], words: Wording) -> Thing:
    question = asked(kind, words)
    return Thing(words.label("person_find_out", question=question.says), question.more, how=question.how)


def _get_the_route(route: NotDecided, words: Wording, *, expected: bool) -> Thing:
    says, *more = sentences(words.of(route.errand))
    return Thing(sentence(says, words), " ".join(more), mark=words.label("word_expected") if expected else "")


def _settles_the_head(kind: Sequence[Question]) -> bool:
    return not _HEADS.isdisjoint(kind[0].unlocks)


def _is_expected(advice: Advice) -> bool:
    return Basis.EXPECTED in (advice.regime.basis, advice.duty.basis)


def _notice(advice: Advice, words: Wording) -> Iterator[str]:
    """What is only expected, and who decides; and what whoever asks supposes."""
    duty, act = advice.duty, advice.regime
    if duty.basis is Basis.EXPECTED and duty.standing != Standing.CANNOT_TELL:
        yield f"{_of_duty('person_expected', duty.standing, words)} {words.label('person_not_decided')}"
    elif act.basis is Basis.EXPECTED and act.value is not None:
        yield f"{words.label('person_act_expected', act=words.head('act', act.value))} {words.label('person_not_decided')}"
    for one in advice.assumptions:
        if one.supposed:
            yield words.label("person_supposed", fact=words.fact_of_part(one.fact), word=words.value(one.fact, one.value))


# --- how it stands ---------------------------------------------------------------------------------------


def _because(advice: Advice, words: Wording) -> Iterator[str]:
    """Why something is expected."""
    expected = [line for line in (advice.duty, advice.regime) if line.basis is Basis.EXPECTED]
    yield from dict.fromkeys(words.of(why.says) for line in expected for why in line.why[:1])


def _duty(advice: Advice, words: Wording) -> Iterator[str]:
    """The duty and its act, in a sentence each; what is only expected stands in the notice."""
    duty, act = advice.duty, advice.regime
    if duty.basis is not Basis.EXPECTED:
        yield _of_duty("person_duty", duty.standing, words)
    if duty.basis is Basis.REPORTED:
        yield words.label("person_you_told")
    if act.value is not None and duty.standing == "obliged":
        told = "person_act_expected" if act.basis is Basis.EXPECTED else "person_act"
        yield words.label(told, act=words.head("act", act.value))


def _of_duty(kind: str, standing: str, words: Wording) -> str:
    """The duty in a sentence; in the word of its fact where the rulebook has no sentence for it."""
    name = f"{kind}_{standing}"
    return words.label(name) if name in words.catalogue.labels else sentence(words.head("duty", standing), words)


def _route(advice: Advice, words: Wording) -> str:
    route, head = advice.route, words.catalogue.head.route
    if head is not None and any(one.fact == head.decided for one in advice.conflicts):
        return ""
    if isinstance(route, NotDecided):
        return words.of(route.errand)
    named = words.label("person_route", route=words.head("route", route.value))
    if isinstance(route, RouteDecision):
        document = words.document(route.document)
        if route.dated is None:
            return f"{named} {words.label('person_route_from', document=document)}"
        return f"{named} {words.label('person_route_of', document=document, day=words.day(route.dated))}"
    return f"{named} {words.of(route.errand)}"


def term_in_words(advice: Advice, words: Wording) -> Iterator[str]:
    """The first and the last day and how long is left, in plain words; where there are none, why."""
    term = advice.term
    if isinstance(term, str):
        if term != "not_needed":
            yield words.label(f"person_term_{term}")
        return
    first, last = term.starts, words.day(term.last_day)
    yield (
        words.label("person_term_until", last=last) if first is None else words.label("person_term_days", first=words.day(first), last=last)
    )
    if term.last_day < advice.on:
        yield words.label("person_term_passed")
    else:
        yield f"{days_left(term.days_left, words)} {_roughly(term.days_left, words)}".strip()
    if term.stated_last_day is None:
        yield words.label("person_term_computed")
    if (
        term.computed_last_day not in (None, term.stated_last_day)
        and term.stated_last_day is not None
        and term.computed_last_day is not None
    ):
        counted_from = "term_differs_old_act" if advice.regime.value == Regime.WI2013 else "term_differs"
        yield sentence(words.label(counted_from, day=words.day(term.computed_last_day)), words)
    if term.other_last_day is not None:
        yield sentence(words.label("term_other_day", day=words.day(term.other_last_day)), words)


def _roughly(days: int, words: Wording) -> str:
    """Many days in months, some in weeks; a few are told as they are."""
    if days >= _IN_MONTHS:
        return words.label("person_about_months", months=str(int(days / _DAYS_A_MONTH)))
    return words.label("person_about_weeks", weeks=str(days // 7)) if days >= _IN_WEEKS else ""


def _differs(conflict: ConflictLine, words: Wording) -> Thing:
    told = (sentence(f"{words.told_by(one.told_by)}: {words.value(conflict.fact, one.value)}", words) for one in conflict.sources)
    return Thing(words.of(conflict.says), how=tuple(told))


def _known(advice: Advice, know: Sequence[list[Step]], words: Wording) -> Iterator[Thing]:
    """What is good to know and has no day; and what the person told that changes nothing now."""
    yield from (fact_to_know(group, words) for group in know if last_day_of(group[0]) is None)
    told = [one for one in advice.not_used if one.told_by.teller is Teller.PERSON or one.reason is WhyNotUsed.LATER]
    if told:
        yield Thing(words.label("person_not_used"), how=tuple(dict.fromkeys(sentence(words.told(one), words) for one in told)))


# --- whom to ask -----------------------------------------------------------------------------------------


def asked_for_this(advice: Advice, words: Wording) -> list[str]:
    """Who decides, and with whom there is something to do; nobody twice."""
    steps = [step.with_ for step in advice.steps]
    open_parts = [
        item.final_word for item in advice.components if item.standing in (Standing.OPEN, Standing.BELOW_LEVEL, Standing.REPORTED)
    ]
    named = dict.fromkeys([*advice.deferral.who_decides, *open_parts, *steps])
    return [name for name in named if name != "yourself" and name in words.catalogue.authorities]


def _contacts(advice: Advice, words: Wording) -> Iterator[Thing]:
    for name in asked_for_this(advice, words):
        reach = words.reach(words.catalogue.authorities[name].reach)
        check = (sentence(words.label("check_current"), words),) if name in advice.check_contact else ()
        yield Thing(f"{words.capital(words.authority(name))}:", reach, how=check)


def _objections(advice: Advice, words: Wording) -> Iterator[Thing]:
    for name in advice.deferral.who_decides:
        objection = words.catalogue.authorities[name].object
        if objection is not None:
            yield Thing(words.of(objection))


def _closing(advice: Advice, words: Wording) -> Iterator[str]:
    """Where to check, whom to ask, and that this is help and no decision."""
    yield words.of(advice.deferral.says)
    yield words.label("where_to_check", where=words.listed((words.document(name) for name in advice.deferral.where_to_check), "or"))
    yield words.label("person_end", who=words.listed((words.authority(name) for name in advice.deferral.who_decides), "or"))


# --- the law, behind a fold ------------------------------------------------------------------------------


def _law(advice: Advice, words: Wording) -> Iterator[Law]:
    """Each sentence of a rule once, with its articles, in the order of the letter."""
    term = () if isinstance(advice.term, str) else advice.term.why
    whys = (*advice.regime.why, *advice.duty.why, *term, *(why for item in advice.components for why in item.why))
    seen: set[str] = set()
    steps = (*advice.steps, *advice.know)
    lines = [
        *((why.rule, why.says, why.law) for why in whys),
        *((step.id, step.says, step.law) for step in steps),
        *((policy.id, policy.says, policy.law) for step in steps for policy in step.own_policy),
    ]
    for rule, says, law in lines:
        if written(rule) not in seen:
            seen.add(written(rule))
            yield Law(words.of(says), law)
