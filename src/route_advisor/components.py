"""How verdicts combine into one standing per component, once, for all topics."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from route_advisor.rule import Eases, Fulfils, Refers, Releases, Requires, Rule, Verdict
from route_advisor.vocabulary import Level, Outcome, Standing


@dataclass(frozen=True, slots=True)
class Settled:
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


_Kind = type[Requires] | type[Releases] | type[Eases] | type[Fulfils] | type[Refers]
_KINDS: tuple[_Kind, ...] = (Requires, Releases, Eases, Fulfils, Refers)


def _by_component(verdicts: Iterable[Verdict]) -> Mapping[str, dict[_Kind, list[Verdict]]]:
    found: dict[str, dict[_Kind, list[Verdict]]] = {}
    for verdict in verdicts:
        then = verdict.rule.then
        if verdict.outcome is Outcome.DOES_NOT_APPLY or not isinstance(then, _KINDS):
            continue
        for component in then.components:
            found.setdefault(component, {}).setdefault(type(then), []).append(verdict)
    return found


def _settled(component: str, said: Mapping[_Kind, Sequence[Verdict]]) -> Settled:
    """Required − released = yours; yours and fulfilled = done; yours otherwise = open."""
    requires, releases = said.get(Requires, ()), said.get(Releases, ())
    required = [verdict for verdict in requires if verdict.applies]
    deferred = [verdict for verdict in said.get(Refers, ()) if verdict.applies]
    if deferred and not required:
        return Settled(component, Standing.CANNOT_TELL, why=tuple(deferred), deferred=True)
    if not required:
        released = [verdict for verdict in releases if verdict.applies]
        unsettled = [verdict for verdict in (*requires, *said.get(Refers, ())) if verdict.cannot_tell]
        if unsettled and not any(verdict.established for verdict in released):
            return Settled(component, Standing.CANNOT_TELL, why=tuple(unsettled))
        if released and not any(verdict.established for verdict in released):
            return Settled(component, Standing.CANNOT_TELL, why=tuple(released))
        return Settled(component, Standing.NOT_NEEDED, why=tuple(released))
    released = [verdict for verdict in releases if verdict.established]
    if released:
        return Settled(component, Standing.RELEASED, why=tuple(released))
    return _yours(component, required, said)


def _yours(component: str, required: list[Verdict], said: Mapping[_Kind, Sequence[Verdict]]) -> Settled:
    eased = [verdict for verdict in said.get(Eases, ()) if verdict.established]
    level = _level(required, eased)
    unless = tuple(v for kind in (Releases, Eases) for v in said.get(kind, ()) if not v.established)
    fulfils = [verdict for verdict in said.get(Fulfils, ()) if verdict.applies]
    reaching = [verdict for verdict in fulfils if _reaches(verdict, level)]
    registered = [verdict for verdict in reaching if verdict.established]
    because = tuple(required + eased)
    if registered:
        return Settled(component, Standing.DONE, level, (*because, *registered))
    if reaching:
        return Settled(component, Standing.REPORTED, level, (*because, *reaching), unless)
    if fulfils:
        return Settled(component, Standing.BELOW_LEVEL, level, (*because, *fulfils), unless)
    return Settled(component, Standing.OPEN, level, because, unless)


def _level(required: Iterable[Verdict], eased: Iterable[Verdict]) -> Level | None:
    asked = [level for level in (_level_of(verdict.rule) for verdict in required) if level is not None]
    lowered = [level for level in (_level_of(verdict.rule) for verdict in eased) if level is not None]
    highest = max(asked, key=list(Level).index, default=None)
    return min([*lowered, *([highest] if highest else [])], key=list(Level).index, default=None)


def _level_of(rule: Rule) -> Level | None:
    return getattr(rule.then, "level", None)


def _reaches(verdict: Verdict, level: Level | None) -> bool:
    passed = _level_of(verdict.rule)
    return level is None or passed is None or passed.reaches(level)
