"""The first lines: whose advice it is, the term, and what an expectation rests on."""

from collections.abc import Iterable, Iterator

from route_advisor.advice.model import Advice, AssumptionLine, NotDecided, ReportedRoute, RouteSupposed, Term, Why
from route_advisor.vocabulary import Basis, Outcome, Standing, Teller
from route_advisor.writers.screen.board import Head, TermLine
from route_advisor.writers.screen.words import ScreenWords


def head(advice: Advice, words: ScreenWords) -> Head:
    """Case, day, act, route, phase."""
    told = (_act(advice, words), *_route(advice, words), *_phase(advice, words))
    return Head(advice.case_ref, words.day(advice.on), told)


def _act(advice: Advice, words: ScreenWords) -> str:
    act = advice.regime
    if act.value is None:
        unknown = advice.duty.standing == Standing.CANNOT_TELL
        return words.label("screen_act_and_duty_unknown" if unknown else "screen_act_unknown")
    return _with(act.basis, words.head("act", act.value), words)


def _route(advice: Advice, words: ScreenWords) -> Iterator[str]:
    route = advice.route
    if isinstance(route, NotDecided):
        if not route.none_to_expect and advice.duty.standing != Standing.CANNOT_TELL:
            yield words.label("screen_route_not_decided")
    elif isinstance(route, RouteSupposed):
        yield words.label("screen_supposed", what=words.head("route", route.value))
    elif isinstance(route, ReportedRoute):
        yield words.label("screen_reported", what=words.head("route", route.value))
    else:
        yield words.head("route", route.value)


def _phase(advice: Advice, words: ScreenWords) -> Iterator[str]:
    """The phase where something is asked; else what became of the duty."""
    duty = advice.duty
    asked = any(item.standing is not Standing.NOT_NEEDED for item in advice.components)
    if duty.standing == Standing.CANNOT_TELL:
        if advice.regime.value is not None:
            yield words.label("screen_duty_unknown")
    elif duty.phase is not None and asked:
        yield words.phase(duty.phase)
    elif not (duty.standing == "obliged" and duty.basis is Basis.EXPECTED and advice.assumptions):  # a line of its own tells it
        known = duty.standing == "obliged"
        yield _with(duty.basis, words.label("screen_obliged") if known else words.head("duty", duty.standing), words)


def _with(basis: Basis, says: str, words: ScreenWords) -> str:
    """A word of the head, with its mark where it is expected or only reported."""
    if basis in (Basis.EXPECTED, Basis.REPORTED):
        return words.label(f"screen_{basis}", what=says)
    return says


def term(advice: Advice, words: ScreenWords) -> TermLine:
    """How much of the term has gone, what is left, its last day, and who says so."""
    told, name = advice.term, words.label("heading_term")
    if not isinstance(told, Term):
        return TermLine(name, None, (words.label(f"screen_term_{told}"),))
    whole = None if told.days_used is None else told.days_used + told.days_left
    gone = None if told.days_used is None or not whole else min(max(told.days_used / whole, 0.0), 1.0)
    return TermLine(name, gone, tuple(_days(advice, told, whole, words)))


def _days(advice: Advice, told: Term, whole: int | None, words: ScreenWords) -> Iterator[str]:
    source = words.label("screen_computed" if told.stated_last_day is None else "screen_as_duo")
    last = words.day(told.last_day)
    if told.last_day < advice.on:
        yield f"{words.label('screen_over', day=last)} ({source})"
    else:
        left = str(told.days_left)
        yield (
            words.label("screen_some_days_left", left=left)
            if whole is None
            else words.label("screen_days_left", left=left, whole=str(whole))
        )
        yield f"{words.legal_day(told.last_day)} ({source})"
    if told.other_last_day is not None:
        yield words.label("screen_or_day", day=words.day(told.other_last_day))
    if told.expected:
        yield words.label("screen_expected", what=words.label("heading_term").casefold())


def rests_on(advice: Advice, words: ScreenWords) -> Iterator[str]:
    """For what is expected or supposed: on what it rests, and who decides."""
    expected = [one for one in advice.assumptions if not one.supposed]
    if based := [one for one in expected if _because(one, words)]:
        because = _in_groups([why for one in based for why in one.because], words)
        granted = [words.fact_of_part(one.fact) for one in expected if one not in based]
        if granted:
            because.append(words.label("screen_taken_for_granted", what=", ".join(granted)))
        yield words.label("screen_rests_on", what=_assumed(based, words), because=", ".join(because), who=_deciders(based, words))
    elif Basis.EXPECTED in (advice.regime.basis, advice.duty.basis):  # nothing is assumed of who has no duty
        whys = dict.fromkeys([*advice.regime.why, *advice.duty.why])
        told = _in_groups(whys, words)
        act, duty = advice.regime.value, advice.duty.standing
        named = (words.head("act", act) if act is not None else "", "" if duty == Outcome.CANNOT_TELL else words.head("duty", duty))
        what = ", ".join(filter(None, named))
        yield words.label("screen_rests_on", what=what, because=", ".join(told), who=words.authority("duo"))
    if supposed := [one for one in advice.assumptions if one.supposed]:
        yield words.label("screen_supposes", what=_assumed(supposed, words), who=_deciders(supposed, words))


def _assumed(lines: list[AssumptionLine], words: ScreenWords) -> str:
    return ", ".join(_in_short(one, words) for one in lines)


def _in_short(one: AssumptionLine, words: ScreenWords) -> str:
    """Act and duty without the name of their fact, which says in which letter they stand."""
    if f"screen_act_{one.value}" in words.catalogue.labels:
        return words.head("act", one.value)
    if one.value == "obliged":
        return words.label("screen_obliged")
    return f"{words.fact_of_part(one.fact)}: {words.value(one.fact, one.value)}"


def _because(one: AssumptionLine, words: ScreenWords) -> tuple[str, ...]:
    """The facts that somebody told and that let it be expected, with who told them."""
    return tuple(dict.fromkeys(source for why in one.because for source in _sources(why, words)))


def _in_groups(whys: Iterable[Why], words: ScreenWords) -> list[str]:
    """Each fact that somebody told, once, with who told it; of one fact about several parts those parts together."""
    groups: dict[tuple[str, str], dict[str, None]] = {}
    for fact in (fact for why in whys for fact in why.facts):
        if (teller := fact.told_by[0].teller) not in (Teller.RULES, Teller.ASSUMPTION):
            parts = groups.setdefault((words.fact(fact.name), words.label(f"teller_{teller}")), {})
            parts.update(dict.fromkeys(filter(None, [words.part(fact.name)])))
    return [f"{name} ({', '.join(parts)}) ({teller})" if parts else f"{name} ({teller})" for (name, teller), parts in groups.items()]


def _sources(why: Why, words: ScreenWords) -> Iterator[str]:
    """The facts of a reason that somebody told, each with who told it."""
    for fact in why.facts:
        if fact.told_by[0].teller not in (Teller.RULES, Teller.ASSUMPTION):
            yield f"{words.fact_of_part(fact.name)} ({words.label(f'teller_{fact.told_by[0].teller}')})"


def _deciders(lines: list[AssumptionLine], words: ScreenWords) -> str:
    """Who decides about these; DUO about act and duty, whoever is asked about them."""
    entries = [words.catalogue.facts.get(one.fact) for one in lines]
    return words.listed(
        dict.fromkeys(words.authority("duo" if entry is None or entry.ask_whom is None else entry.ask_whom) for entry in entries)
    )
