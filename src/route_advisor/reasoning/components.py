"""How verdicts combine into one standing per component, once, for all topics."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from route_advisor.rulebook.rule import Consequence, Eases, Fulfils, Refers, Releases, Requires, Rule, Verdict
from route_advisor.vocabulary import CLOSED, Level, Outcome, Standing


class Settled(NamedTuple):
    """Where one component stands, at which level, because of which verdicts, and unless what."""

    component: str
    standing: Standing
    level: Level | None = None
    why: tuple[Verdict, ...] = ()
    unless: tuple[Verdict, ...] = ()
    deferred: bool = False
    """An authority answers instead of this rulebook."""


def settled(components: Iterable[str], verdicts: Iterable[Verdict]) -> tuple[Settled, ...]:
    """One result for each component, in the order given."""
    about = _by_component(verdicts)
    return tuple(_settled(component, about.get(component, {})) for component in components)


def is_about_something(rule: Rule, results: Mapping[str, Settled]) -> bool:
    """Whether the line of a rule still has a component to be about: it names none, or one of them is not closed."""
    return not rule.needs_open or any(results[component].standing not in CLOSED for component in rule.needs_open)


_Kind = type[Consequence]
_LEVELS = tuple(Level)
"""Lowest first."""


def _by_component(verdicts: Iterable[Verdict]) -> Mapping[str, dict[_Kind, list[Verdict]]]:
    found: defaultdict[str, dict[_Kind, list[Verdict]]] = defaultdict(dict)
    refuted = Outcome.DOES_NOT_APPLY
    for verdict in verdicts:
        rule = verdict.rule
        if verdict.outcome is not refuted and rule.settles:
            for component in rule.settles:
                found[component].setdefault(type(rule.then), []).append(verdict)
    return found


def _settled(component: str, said: Mapping[_Kind, Sequence[Verdict]]) -> Settled:
    """Required − released = yours; yours and fulfilled = done; yours otherwise = open."""
    if not said:
        return Settled(component, Standing.NOT_NEEDED)
    requires, releases = said.get(Requires, ()), said.get(Releases, ())
    required = [verdict for verdict in requires if verdict.applies]
    deferred = [verdict for verdict in said.get(Refers, ()) if verdict.applies]
    if deferred and not required:
        return Settled(component, Standing.CANNOT_TELL, why=tuple(deferred), deferred=True)
    if not required:
        released = [verdict for verdict in releases if verdict.applies]
        unsettled = [verdict for verdict in (*requires, *said.get(Refers, ())) if verdict.cannot_tell]
        if unsettled and not any(verdict.firm for verdict in released):
            return Settled(component, Standing.CANNOT_TELL, why=tuple(unsettled))
        if released and not any(verdict.firm for verdict in released):
            return Settled(component, Standing.CANNOT_TELL, why=tuple(released))
        return Settled(component, Standing.NOT_NEEDED, why=tuple(released))
    released = [verdict for verdict in releases if verdict.firm]
    if released:
        return Settled(component, Standing.RELEASED, why=tuple(released))
    return _yours(component, required, said)


def _yours(component: str, required: list[Verdict], said: Mapping[_Kind, Sequence[Verdict]]) -> Settled:
    eased = [verdict for verdict in said.get(Eases, ()) if verdict.firm]
    level = _level(required, eased)
    unless = tuple([one for kind in (Releases, Eases) for one in said.get(kind, ()) if not one.firm])
    fulfils = [verdict for verdict in said.get(Fulfils, ()) if verdict.applies]
    reaching = [verdict for verdict in fulfils if _reaches(verdict, level)]
    registered = [verdict for verdict in reaching if verdict.firm]
    because = tuple(required + eased)
    if registered:
        return Settled(component, Standing.DONE, level, (*because, *registered))
    if reaching:
        return Settled(component, Standing.REPORTED, level, (*because, *reaching), unless)
    if fulfils:
        return Settled(component, Standing.BELOW_LEVEL, level, (*because, *fulfils), unless)
    return Settled(component, Standing.OPEN, level, because, unless)


def _level(required: Iterable[Verdict], eased: Iterable[Verdict]) -> Level | None:
    asked, lowered = _levels(required), _levels(eased)
    if asked:
        lowered.append(max(asked, key=_LEVELS.index))
    return min(lowered, key=_LEVELS.index, default=None)


def _levels(verdicts: Iterable[Verdict]) -> list[Level]:
    return [level for verdict in verdicts if (level := _level_of(verdict.rule)) is not None]


def _level_of(rule: Rule) -> Level | None:
    return getattr(rule.then, "level", None)


def _reaches(verdict: Verdict, level: Level | None) -> bool:
    passed = _level_of(verdict.rule)
    return level is None or passed is None or passed.reaches(level)
