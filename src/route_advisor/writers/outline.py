"""What an advice says, in the order in which people read it; the writers only give it a shape."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from route_advisor.advice.model import (
    Advice,
    Certainty,
    ComponentCertainty,
    ConflictLine,
    Item,
    LawLine,
    Likelihood,
    NotDecided,
    NotUsed,
    OverlayLine,
    Progress,
    Question,
    ReportedRoute,
    RouteSupposed,
    Step,
    Still,
    Why,
    WhyNotUsed,
)
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.text import Text
from route_advisor.vocabulary import CLOSED, WAITING, Basis, Regime, Standing, Teller
from route_advisor.writers.wording import Wording

MOST_QUESTIONS = 5
"""Kinds of questions beyond these are counted, not shown."""

MOST_SIDE_QUESTIONS = 2
"""Of questions about something beside the parts, as a loan or a letter, fewer are shown."""

_IN_HAND = (Teller.PERSON, Teller.SCHOOL)
"""Whoever told these wonders where they stay; what registers hold is counted."""

MOST_PARTS = 3
"""More parts that an answer can settle are counted, not named."""

T = TypeVar("T")


class Kind(StrEnum):
    """What the points of a section are, so that a writer can give each its own shape."""

    TO_DO = "to_do"
    WAITING = "waiting"
    UNDECIDED = "undecided"
    SETTLED = "settled"
    NOT_NEEDED = "not_needed"
    PROGRESS = "progress"
    STEPS = "steps"
    KNOW = "know"
    QUESTIONS = "questions"
    CERTAINTY = "certainty"
    CONFLICTS = "conflicts"
    NOT_USED = "not_used"
    DECIDERS = "deciders"


@dataclass(frozen=True, slots=True)
class Reference:
    """A rule, the articles it rests on, and a warning where one of them was not read."""

    rule: str
    law: tuple[LawLine, ...]
    doubt: str


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to tell: what it is about, a sentence, what goes with it, and what it rests on."""

    about: tuple[str, ...]
    says: str
    notes: tuple[str, ...] = ()
    rests_on: tuple[Reference, ...] = ()
    mark: str = ""
    """`expected` where it rests on an assumption; else nothing."""
    cited: bool = False
    """Its article stands beside it, also in a short form."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its points; `more` counts those that are not shown."""

    kind: Kind
    heading: str
    points: tuple[Point, ...]
    more: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """An advice in one language. There is none without who gives the final answer."""

    language: str
    title: str
    head: tuple[Point, ...]
    sections: tuple[Section, ...]
    deferral: str
    receipt: str


def outline(advice: Advice, language: str, catalogue: Catalogue | None = None) -> Outline:
    """The advice in a language; what has no words in it is in English. The names are those of `catalogue`, else of the shipped rulebook."""
    words = Wording(catalogue or Rulebook.shipped().catalogue, language)
    return Outline(
        language=words.spoken_language,
        title=words.label("title_advice", case_ref=advice.case_ref, day=words.day(advice.on)),
        head=(_act(advice, words), _duty(advice, words), _route(advice, words), _term(advice, words)),
        sections=tuple(section for section in _sections(advice, words) if section.points),
        deferral=f"{words.of(advice.deferral.says)} {_where_to_check(advice, words)}",
        receipt=_receipt(advice, words),
    )


def _sections(advice: Advice, words: Wording) -> Iterator[Section]:
    def those(*standings: Standing) -> list[Item]:
        return [item for item in advice.components if item.standing in standings]

    def section(kind: Kind, name: str, points: Iterator[Point]) -> Section:
        return Section(kind, words.label(f"heading_{name}"), tuple(points))

    settled, not_needed = those(Standing.DONE, Standing.RELEASED), those(Standing.NOT_NEEDED)
    yield section(Kind.TO_DO, "open", _open(those(Standing.OPEN), words))
    yield section(Kind.WAITING, "below_level", _found(those(Standing.BELOW_LEVEL), words))
    yield section(Kind.WAITING, "reported", _found(those(Standing.REPORTED), words))
    yield section(Kind.UNDECIDED, "cannot_tell", _cannot_tell(those(Standing.CANNOT_TELL), words))
    yield section(Kind.SETTLED, "done", _found(settled, words))
    yield section(Kind.NOT_NEEDED, "not_needed", _not_needed(not_needed, len(advice.components), words))
    yield section(Kind.PROGRESS, "progress", (Point((), words.progress(one)) for one in advice.progress if _still_counts(one)))
    yield from _steps_by_day(advice.steps, words)
    yield section(Kind.KNOW, "know", (_to_know(group, words) for group in steps_of_one_kind(advice.know, words)))
    yield _missing(advice.questions, words)
    if advice.certainty is not None:
        yield section(Kind.CERTAINTY, "certainty", _certainty(advice.certainty, advice.components, words))
    yield section(Kind.CONFLICTS, "conflicts", (_conflict(one, words) for one in advice.conflicts))
    yield section(Kind.NOT_USED, "not_used", _not_used(advice.not_used, words))
    yield section(
        Kind.DECIDERS, "who_decides", (_decider(name, words, check=name in advice.check_contact) for name in _deciders(advice, words))
    )


# --- the head: act, duty, route, term ---------------------------------------------------------------


def _act(advice: Advice, words: Wording) -> Point:
    act = advice.regime
    heading = (words.label("heading_act"),)
    if act.value is None:
        return Point(heading, words.label("word_unknown"))
    notes, cited = _on_what(act.basis, act.why, words), act.basis is Basis.EXPECTED
    return Point(heading, words.head("act", act.value), notes, _references(act.why[:1], words), cited=cited)


def _duty(advice: Advice, words: Wording) -> Point:
    """The duty, and its phase where a part is asked at all. A reason that stands with the act is not said twice."""
    duty = advice.duty
    asked = any(item.standing is not Standing.NOT_NEEDED for item in advice.components)
    phase = () if duty.phase is None or not asked else (words.phase(duty.phase),)
    said = words.label("standing_cannot_tell") if duty.standing == Standing.CANNOT_TELL else words.head("duty", duty.standing)
    if duty.basis is Basis.EXPECTED and duty.why[:1] == advice.regime.why[:1]:
        return Point((words.label("heading_duty"),), said, (words.label("expected_likewise"), *phase))
    expected = _on_what(duty.basis, duty.why, words) if duty.basis in (Basis.EXPECTED, Basis.REPORTED) else ()
    shown = duty.why[:1] if duty.basis is Basis.EXPECTED else duty.why
    noted = (*expected[:1], *phase, *expected[1:])  # a sentence comes last
    return Point((words.label("heading_duty"),), said, noted, _references(shown, words), cited=duty.basis is Basis.EXPECTED)


def _on_what(basis: Basis, whys: Sequence[Why], words: Wording) -> tuple[str, ...]:
    """What a line of the head rests on; where it is only expected, because of what."""
    if basis is Basis.EXPECTED:
        return (words.label("word_expected"), *dict.fromkeys(words.of(why.says) for why in whys[:1]))
    return (words.label(f"basis_{basis}"),)


def _route(advice: Advice, words: Wording) -> Point:
    route, heading = advice.route, (words.label("heading_route"),)
    if isinstance(route, NotDecided):
        return Point(heading, words.label("word_none" if route.none_to_expect else "word_not_decided"), (words.of(route.errand),))
    if isinstance(route, RouteSupposed):
        return Point(heading, words.head("route", route.value), (words.label("word_supposed"), words.of(route.errand)))
    if isinstance(route, ReportedRoute):
        return Point(heading, words.head("route", route.value), (words.label("basis_reported"), words.of(route.errand)))
    dated = "" if route.dated is None else f", {words.day(route.dated)}"
    return Point(heading, words.head("route", route.value), (words.document(route.document) + dated, words.authority(route.decided_by)))


def _days_of(left: int, whole: int, words: Wording) -> str:
    return words.label("term_days_left", left=str(left), whole=str(whole))


def _term(advice: Advice, words: Wording) -> Point:
    term, heading = advice.term, (words.label("heading_term"),)
    if isinstance(term, str):
        return Point(heading, words.label("standing_not_needed" if term == "not_needed" else f"word_{term}"))
    stated, computed = term.stated_last_day, term.computed_last_day
    last = words.day(term.last_day)
    days = (
        words.label("term_until", last=last) if term.starts is None else words.label("term_days", first=words.day(term.starts), last=last)
    )
    source = words.label("term_computed" if stated is None else "term_stated")
    counted_from = "term_differs_old_act" if advice.regime.value == Regime.WI2013 else "term_differs"
    whole = None if term.days_used is None else term.days_used + term.days_left
    left = words.label("days_left", left=str(term.days_left)) if whole is None else _days_of(term.days_left, whole, words)
    differs = (words.label(counted_from, day=words.day(computed)),) if computed is not None and stated not in (None, computed) else ()
    other = () if term.other_last_day is None else (words.label("term_other_day", day=words.day(term.other_last_day)),)
    return Point(heading, days, (*other, source, left, *differs), _references(term.why, words), _mark(words, expected=term.expected))


# --- what a line rests on -----------------------------------------------------------------------------


def _mark(words: Wording, *, expected: bool) -> str:
    """What stands beside a line that rests on an assumption."""
    return words.label("word_expected") if expected else ""


def _references(lines: Iterable[Why | Step], words: Wording) -> tuple[Reference, ...]:
    """What lines rest on: each written rule once, also where it speaks of several components."""
    found: dict[str, Reference] = {}
    for line in lines:
        rule = written(line.rule if isinstance(line, Why) else line.id)
        found.setdefault(rule, Reference(rule, line.law, words.doubt(line.law)))
        for policy in line.own_policy if isinstance(line, Step) else ():
            found.setdefault(policy.id, Reference(policy.id, policy.law, words.doubt(policy.law)))
    return tuple(found.values())


def written(rule: str) -> str:
    """The id as it stands on the page: `WI21-LANG-1` for `WI21-LANG-1:reading`."""
    return rule.partition(":")[0]


def _rules(whys: Iterable[Why]) -> tuple[str, ...]:
    return tuple(written(why.rule) for why in whys)


def _together(things: Iterable[T], alike: Callable[[T], object]) -> list[list[T]]:
    """Things that are alike, in the order of the first of each kind."""
    groups: defaultdict[object, list[T]] = defaultdict(list)
    for thing in things:
        groups[alike(thing)].append(thing)
    return list(groups.values())


# --- components ---------------------------------------------------------------------------------------


def _open(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components that are open for the same reason share its sentence."""
    for group in _together(items, lambda item: (_rules(item.why), _rules(item.unless), item.level, item.progress)):
        about = tuple(_at_level(words.component(item.id), item, words) for item in group)
        notes = (*_counted(group[0], words), *_unless(group[0], words), *_check_current(group[0].why, words))
        mark = _mark(words, expected=group[0].expected)
        yield Point(about, _because(group, words), notes, _references(group[0].why, words), mark)


def _counted(item: Item, words: Wording) -> tuple[str, ...]:
    """How much of a component is done and left."""
    return tuple(words.progress(one) for one in item.progress)


def _check_current(whys: Iterable[Why], words: Wording) -> tuple[str, ...]:
    return (words.label("check_current"),) if any(why.check_current for why in whys) else ()


def _at_level(name: str, item: Item, words: Wording) -> str:
    return name if item.level is None else words.label("word_at_level", part=name, level=item.level.upper())


def _because(group: Sequence[Item], words: Wording) -> str:
    """The sentences of the rules, each said once for all components."""
    names = [words.component(item.id) for item in group]
    reasons = zip(*(item.why for item in group), strict=True)
    return " ".join(words.for_all([words.of(why.says) for why in reason], names) for reason in reasons)


def _unless(item: Item, words: Wording) -> tuple[str, ...]:
    """What would close the component, or make it lighter, once somebody confirms it."""
    checks = list(dict.fromkeys(check for why in item.unless for check in _checks(why, words)))
    return (words.label("unless_check", what=words.listed(checks, "or")),) if checks else ()


def _checks(why: Why, words: Wording) -> Iterator[str]:
    yield from (words.fact(name) for name in why.missing)
    if not why.missing:
        yield from _told(why, words)


def _told(why: Why, words: Wording) -> tuple[str, ...]:
    """The facts of a rule that somebody told us, not those that rules concluded."""
    return tuple(words.found_briefly(line) for line in why.facts if line.told_by[0].teller is not Teller.RULES)


def _found(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components with a result: what it is, told by whom, and who still has to confirm it."""
    for group in _together(
        items, lambda item: (item.level, _rules(item.why[-1:]), _result(item, words), item.registered_by, item.progress)
    ):
        first = group[0]
        names = [words.component(item.id) for item in group]
        said = [words.of(why.says) for item in group for why in item.why[-1:]]
        about = (_at_level(words.listed(names), first, words),)
        says = words.for_all(said, names) if said else ""
        notes = (*_result(first, words), *_counted(first, words), *_to_confirm(first, words))
        yield Point(about, says, notes, _references(first.why[-1:], words), _mark(words, expected=first.expected))


def _result(item: Item, words: Wording) -> tuple[str, ...]:
    """What was found, by the rule that settled the component: the last of its reasons."""
    return tuple(told for why in item.why[-1:] for told in _told(why, words))


def _to_confirm(item: Item, words: Wording) -> tuple[str, ...]:
    if item.standing is not Standing.REPORTED:
        return ()
    where = words.listed((words.document(name) for name in item.evidence), "or")
    return (words.label("to_confirm", who=words.authority(item.registered_by), where=where),)


def _cannot_tell(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components that wait for the same missing facts, or whose answer somebody else gives."""
    for group in _together(items, lambda item: (_missing_facts(item, words) or _rules(item.why), item.progress)):
        missing = _missing_facts(group[0], words)
        about = (words.listed(words.component(item.id) for item in group),)
        whys = [why for item in group for why in item.why]
        says = f"{words.label('word_missing')}: {words.listed(missing)}" if missing else _because(group, words)
        waits = (words.label("once_confirmed"),) if not missing and group[0].basis is Basis.REPORTED else ()
        yield Point(about, says, (*waits, *_counted(group[0], words)), _references(whys, words))


def _missing_facts(item: Item, words: Wording) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.fact(name) for why in item.why for name in why.missing))


def _not_needed(items: Sequence[Item], every: int, words: Wording) -> Iterator[Point]:
    """In one line, whose names are counted where it is each of the `every` components; one that no rule speaks about is left out."""
    told = [item for item in items if item.why]
    if told:
        names = words.listed(words.component(item.id) for item in told) if len(told) < every else words.label("no_part", count=str(every))
        mark = _mark(words, expected=any(item.expected for item in told))
        yield Point((), names, (), _references([why for item in told for why in item.why], words), mark)


def _still_counts(one: Progress) -> bool:
    """Something is left of it, or nobody says how much is needed; what is complete or only planned helps nobody on."""
    return bool(one.left) or (one.needed is None and one.done is not None)


# --- steps, questions, conflicts, who decides ---------------------------------------------------------


def _steps_by_day(steps: Sequence[Step], words: Wording) -> Iterator[Section]:
    """First the steps with a day, whoever they are with, the first day first; then those without, by authority."""
    dated = [step for step in steps if last_day_of(step) is not None]
    undated = [step for step in steps if last_day_of(step) is None]
    own = frozenset(step.id for step in steps)
    points = tuple(_dated(group, own, words) for group in steps_of_one_kind(dated, words))
    yield Section(Kind.STEPS, words.label("heading_steps_by_day"), points)
    yield from (_steps(group, words) for group in _together(undated, lambda step: step.with_))


def last_day_of(step: Step) -> date | None:
    """The day that stands with a step: a date that the law fixes, or the last one that makes sense."""
    return step.day or step.latest_sensible_day


def _dated(group: Sequence[Step], own: frozenset[str], words: Wording) -> Point:
    """A step with its day; `own` are the rules that stand as a step of their own, and are not said again beside another."""
    first = group[0]
    day = words.legal_day(first.day) if first.day is not None else words.planned_day(first.latest_sensible_day or date.max)
    mark = _mark(words, expected=first.expected)
    if FIRST_DAYS.intersection(first.about):
        about = words.label("step_now" if first.days_left is None else "step_later")  # the sentence itself names the day
        return Point((about,), in_one(group, words), tuple(_errand(group, "", words)), _references(group, words), mark)
    if first.passed:
        return Point(
            (words.label("step_passed", day=words.day(last_day_of(first) or date.max)),),
            in_one(group, words),
            tuple(_after_the_day(group, own, words)),
            _references(group, words),
            mark,
        )
    whom = f"{words.label('word_with')} {words.authority(first.with_)}"
    return Point((day,), in_one(group, words), (whom, *_errand(group, "", words)), _references(group, words), mark)


def _after_the_day(group: Sequence[Step], own: frozenset[str], words: Wording) -> Iterator[str]:
    """The day has passed: whom to ask what is still possible, and what the law lets you ask, up to which day."""
    first = group[0]
    said = [_still(one, words) for one in first.still if one.rule not in own]
    if words.catalogue.authorities[first.with_].municipal or not said:
        said.insert(0, words.label("step_passed_ask", who=words.authority(first.with_)))
    elif any(one.until is not None for one in first.still):
        said.insert(0, words.label("step_passed_go_on"))
    yield " ".join(said).rstrip(".")
    yield from _errand(group, "", words)


def _still(still: Still, words: Wording) -> str:
    says = words.of(still.says)
    return says if still.until is None else words.label("step_still_until", what=says.rstrip("."), day=words.day(still.until))


def _to_know(group: Sequence[Step], words: Wording) -> Point:
    mark = _mark(words, expected=group[0].expected)
    return Point((), in_one(group, words), tuple(_errand(group, "", words)), _references(group, words), mark)


def _steps(steps: Sequence[Step], words: Wording) -> Section:
    """The steps with one authority; the place where they are all done stands in the heading."""
    whom, places = steps[0].with_, {words.of(step.where).rstrip(".") for step in steps if step.where is not None}
    heading = words.label("heading_steps") + ("" if whom == "yourself" else f" {words.label('word_with')} {words.authority(whom)}")
    here = places.pop() if len(places) == 1 else ""
    points = tuple(_step(group, here, words) for group in steps_of_one_kind(steps, words))
    return Section(Kind.STEPS, f"{heading} ({here})" if here else heading, points)


def _step(group: Sequence[Step], here: str, words: Wording) -> Point:
    mark = _mark(words, expected=group[0].expected)
    return Point((), in_one(group, words), tuple(_errand(group, here, words)), _references(group, words), mark)


def steps_of_one_kind(steps: Iterable[Step], words: Wording) -> list[list[Step]]:
    """Steps that differ only in their component together, in the order of the first of each kind."""
    return _together(steps, lambda step: _kind_of_step(step, words))


def in_one(group: Sequence[Step], words: Wording) -> str:
    """The sentence of steps of one kind, said once for all their components."""
    return _of_steps(group, _says, words)


def _kind_of_step(step: Step, words: Wording) -> object:
    texts = (step.says, step.where, step.before, step.takes)
    bare = tuple(None if text is None else words.without(words.of(text), _part_of(step, words)) for text in texts)
    return written(step.id), last_day_of(step), step.kind, bare


def _part_of(step: Step, words: Wording) -> str:
    return words.component(step.about[0]) if len(step.about) == 1 else ""


def _of_steps(group: Sequence[Step], which: Callable[[Step], Text | None], words: Wording) -> str:
    said = [words.of(text) for text in map(which, group) if text is not None]
    return words.for_all(said, [_part_of(step, words) for step in group]) if said else ""


def _errand(group: Sequence[Step], here: str, words: Wording) -> Iterator[str]:
    """Where, before what, how long it takes, and who weighs or decides."""
    first = group[0]
    if first.days_left is not None and not FIRST_DAYS.intersection(first.about):
        yield words.label("days_left", left=str(first.days_left))
    for name, which in (("word_where", _where), ("word_before", _before), ("word_takes", _takes)):
        said = _of_steps(group, which, words).rstrip(".")
        if said and said != here:
            yield f"{words.label(name)}: {said}"
    if first.check_current:
        yield words.label("check_current")
    if first.open_norm is not None:
        if words.label("decides", who=words.authority(first.final_word)).casefold() not in words.of(first.says).casefold():
            yield words.label("who_weighs", who=words.authority(first.final_word))
        yield from (words.municipality_says(policy.municipality, policy.says) for policy in first.own_policy)
    elif first.final_word != first.with_:
        yield f"{words.label('word_final_word')}: {words.authority(first.final_word)}"


def _says(step: Step) -> Text | None:
    return step.says


def _where(step: Step) -> Text | None:
    return step.where


def _before(step: Step) -> Text | None:
    return step.before


def _takes(step: Step) -> Text | None:
    return step.takes


def _missing(questions: Sequence[Question], words: Wording) -> Section:
    """The first kinds of questions, one after another: whoever answers one can tick it off."""
    kinds = _together(questions, lambda question: (words.family(question.fact), question.found_in, question.ask_whom))
    shown = _shown(kinds)
    rest = len(kinds) - len(shown)
    more = f"+{rest} {words.label('word_more')}" if rest > 0 else ""
    points = tuple(_question(kind, words) for kind in shown)
    return Section(Kind.QUESTIONS, words.label("heading_questions"), points, more)


def _shown(kinds: Sequence[list[Question]]) -> list[list[Question]]:
    """The first kinds, in their order; of those that settle no part, the act, the duty or the term only a few."""
    shown: list[list[Question]] = []
    for kind in kinds:
        settles = any(question.unlocks for question in kind)
        few = sum(not any(one.unlocks for one in other) for other in shown) < MOST_SIDE_QUESTIONS
        if len(shown) < MOST_QUESTIONS and (settles or few):
            shown.append(kind)
    return shown


def _question(kind: Sequence[Question], words: Wording) -> Point:
    """What to ask, what the answer tells, where it is written first, and whom to ask."""
    first = kind[0]
    place = () if first.found_in[0] == "own_words" else (words.document(first.found_in[0]),)
    ask = () if first.ask_whom == "yourself" else (_ask((first.ask_whom,), words),)
    return Point((), _asked(kind, words), (*place, *ask, *_unlocked(kind, words)))


def _unlocked(kind: Sequence[Question], words: Wording) -> tuple[str, ...]:
    """What the answer can settle; components beyond a few are counted."""
    names = dict.fromkeys(name for question in kind for name in question.unlocks)
    heads = [words.label(f"word_{name}_settled") for name in names if name in ("act", "duty", "term")]
    parts = [words.component(name) for name in names if name in words.catalogue.components]
    told = [*heads, *(parts if len(parts) <= MOST_PARTS else [words.label("parts_settled", count=str(len(parts)))])]
    return (words.label("unlocks", what=words.listed(told)),) if told else ()


def _asked(kind: Sequence[Question], words: Wording) -> str:
    """Questions of one kind about several components, asked once, with what the answer tells."""
    parts = [words.part(question.fact) for question in kind]
    asks = words.for_all([words.of(question.asks) for question in kind], parts)
    return f"{asks} {words.for_all([words.of(question.why_we_ask) for question in kind], parts)}"


def _ask(whom: Sequence[str], words: Wording) -> str:
    first, *then = (words.authority(name) for name in whom)
    return words.label("ask_then", first=first, then=", ".join(then)) if then else words.label("ask_one", first=first)


def _certainty(certainty: Certainty, items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """What holds although facts are missing, where the checklist does not say it, and the answers that settle most."""
    told = [(item, _whatever(one, item, words)) for one, item in zip(certainty.components, items, strict=True)]
    for group in _together([one for one in told if one[1]], lambda one: one[1]):
        yield Point((words.listed(words.component(item.id) for item, _ in group),), words.label("whatever", what=group[0][1]))
    if certainty.settle_most:
        names = words.listed(dict.fromkeys(words.fact_of_part(name) for name in certainty.settle_most))
        yield Point((), words.label("settle_most", what=names))


def _whatever(one: ComponentCertainty, item: Item, words: Wording) -> str:
    if not one.unknown or one.certain is Standing.CANNOT_TELL:
        return ""
    if one.certain is not None:
        return words.label(f"standing_{one.certain}")
    if item.standing is not Standing.CANNOT_TELL:
        return ""
    if set(one.possible) <= set(CLOSED):
        return words.label("certain_closed")
    return words.label("certain_yours") if one.yours is Likelihood.CERTAIN else ""


def _conflict(conflict: ConflictLine, words: Wording) -> Point:
    told = (f"{words.told_by(one.told_by)}: {words.value(conflict.fact, one.value)}" for one in conflict.sources)
    return Point((words.fact_of_part(conflict.fact),), words.of(conflict.says), (*told, _ask(conflict.ask, words)))


def _not_used(left_out: Sequence[NotUsed], words: Wording) -> Iterator[Point]:
    """What was told and not used, by its reason, with what is asked instead; what only registers hold is counted."""
    shown = [one for one in left_out if one.told_by.teller in _IN_HAND or one.nearest is not None or one.reason is WhyNotUsed.LATER]
    for group in _together(shown, lambda one: (one.reason, one.because)):
        because = [f"{words.fact(fact.name)}: {words.value(fact.name, fact.value)}" for fact in group[0].because]
        reason = words.label(f"not_used_{group[0].reason}") + (f" ({words.listed(because)})" if because else "")
        asked = dict.fromkeys(words.fact_of_part(one.nearest) for one in group if one.nearest is not None)
        told = dict.fromkeys(words.told(one) for one in group)
        yield Point((), f"{'; '.join(told)}: {reason}", (words.label("not_used_nearest", fact=words.listed(asked)),) if asked else ())
    if len(shown) < len(left_out):
        yield Point((), words.label("not_used_registers", count=str(len(left_out) - len(shown))))


def _deciders(advice: Advice, words: Wording) -> Iterator[str]:
    """Who decides by the deferral, then everyone with the final word on something that is still to do."""
    components = (item.final_word for item in advice.components if item.standing in WAITING)
    steps = (name for step in advice.steps for name in (step.with_, step.final_word))
    for name in dict.fromkeys([*advice.deferral.who_decides, *components, *steps]):
        if name != "yourself" and name in words.catalogue.authorities:
            yield name


def _decider(name: str, words: Wording, *, check: bool) -> Point:
    authority = words.catalogue.authorities[name]
    reach = f"{words.of(authority.reach)} ({words.label('check_current')})" if check else words.of(authority.reach)
    objection = () if authority.object is None else (f"{words.label('to_object')} {words.of(authority.object)}",)
    return Point((words.authority(name),), words.of(authority.decides), (reach, *objection))


def _where_to_check(advice: Advice, words: Wording) -> str:
    return words.label("where_to_check", where=words.listed((words.document(name) for name in advice.deferral.where_to_check), "or"))


def _receipt(advice: Advice, words: Wording) -> str:
    receipt = advice.receipt
    read_until = words.day(receipt.law_read_until)
    told = words.label("receipt", hash=receipt.rulebook_hash[:12], day=read_until, engine=receipt.engine, package=receipt.package)
    return " ".join([told + "." if receipt.overlays else told, *(_overlay(one, words) for one in receipt.overlays)])


def _overlay(overlay: OverlayLine, words: Wording) -> str:
    """Whose own pages are in this advice, or why they are not."""
    said = {"municipality": overlay.municipality, "code": overlay.code}
    if overlay.used:
        return words.label("receipt_overlay", **said, day=words.day(overlay.checked_on), hash=overlay.hash[:12])
    if len(overlay.file_names) == 1:
        return words.label("receipt_overlay_elsewhere", **said, named=overlay.file_names[0])
    return words.label("receipt_overlay_unclear", **said)
