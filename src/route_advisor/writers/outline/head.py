"""The head: act, duty, route and term."""

from collections.abc import Sequence

from route_advisor.advice.model import Advice, NotDecided, ReportedRoute, RouteSupposed, Why
from route_advisor.vocabulary import Basis, Regime, Standing
from route_advisor.writers.outline.points import Point, marked, references
from route_advisor.writers.wording import Wording


def act_line(advice: Advice, words: Wording) -> Point:
    """The act that governs, and what says so."""
    act = advice.regime
    heading = (words.label("heading_act"),)
    if act.value is None:
        return Point(heading, words.label("word_unknown"))
    notes, cited = _on_what(act.basis, act.why, words), act.basis is Basis.EXPECTED
    return Point(heading, words.head("act", act.value), notes, references(act.why[:1], words), cited=cited)


def duty_line(advice: Advice, words: Wording) -> Point:
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
    return Point((words.label("heading_duty"),), said, noted, references(shown, words), cited=duty.basis is Basis.EXPECTED)


def _on_what(basis: Basis, whys: Sequence[Why], words: Wording) -> tuple[str, ...]:
    """What a line of the head rests on; where it is only expected, because of what."""
    if basis is Basis.EXPECTED:
        return (words.label("word_expected"), *dict.fromkeys(words.of(why.says) for why in whys[:1]))
    return (words.label(f"basis_{basis}"),)


def route_line(advice: Advice, words: Wording) -> Point:
    """The route and who decided it, or the errand that gets one."""
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


def term_line(advice: Advice, words: Wording) -> Point:
    """The first and the last day, who says so, and the days that are left."""
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
    return Point(heading, days, (*other, source, left, *differs), references(term.why, words), marked(words, expected=term.expected))
