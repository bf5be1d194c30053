r"""Prove what a rulebook claims, for everybody and every day; or show the smallest person for whom it fails. Needs z3 (extra `proof`).

    from route_advisor import Rulebook
    from route_advisor.assurance.proof.prove import prove

    proof = prove(Rulebook.shipped())
    assert proof.holds, "\n".join(str(failure) for failure in proof.failures)

A set of rules in force is read once as formulas over all combinations of words and of "unknown" (`symbolic`). z3 then looks for
somebody who breaks a claim; nobody means that it is proven. What z3 finds the plain twin must confirm before it is believed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from itertools import repeat
from math import prod
from multiprocessing import get_context
from typing import NamedTuple

import z3

from route_advisor.assurance.proof.claims import (
    Between,
    Claim,
    DayOfLaw,
    How,
    Suspect,
    at,
    claims_of_every_rulebook,
    grown,
    knows_more,
    last_days,
    somebody_of,
)
from route_advisor.assurance.proof.promised import claims_promised
from route_advisor.assurance.proof.promises import Promises, read_promises
from route_advisor.assurance.proof.rule_use import InUse, in_use
from route_advisor.assurance.proof.somebody import Somebody, as_scenario, before, heard_now_and_later, smallest
from route_advisor.assurance.proof.symbolic import Formula, Kinds, any_of, kinds_of_words
from route_advisor.dates import FIRST_DAY, LAST_DAY
from route_advisor.errors import EngineDisagreement
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Rule
from route_advisor.text import Text, text_of

Progress = Callable[[int, int], None]
"""Told after each day how many are done, and of how many."""


class Failure(NamedTuple):
    """How a claim fails: one line, and the smallest file that shows it as a scenario, where a file can show it."""

    claim: str
    says: str
    about: str | None = None
    """The component, fact or rule that it is about, where it is about one."""
    scenario: str | None = None

    def __str__(self) -> str:
        return f"{self.claim}: {self.says}"


@dataclass(frozen=True, slots=True)
class ClaimProof:
    """One claim: its sentence, how it is proven, in how many cases (days × words of the fact that splits), and where it fails."""

    id: str
    says: Text
    how: How
    cases: int
    failures: tuple[Failure, ...] = ()

    @property
    def proven(self) -> bool:
        """Nobody breaks it."""
        return not self.failures


@dataclass(frozen=True, slots=True)
class Proof:
    """What was proven of one rulebook, for which days, and over how many classes of people."""

    rulebook_hash: str
    days: tuple[tuple[date, date], ...]
    """The first and the last day of each set of rules in force."""
    split_by: str | None
    classes: int
    """People who differ in no word that a rule tells apart, nor in who told it, are one class."""
    left_out: tuple[Text, ...]
    """People who cannot be."""
    claims: tuple[ClaimProof, ...]

    @property
    def holds(self) -> bool:
        """Every claim is proven."""
        return all(claim.proven for claim in self.claims)

    @property
    def failures(self) -> tuple[Failure, ...]:
        """All failures, in the order of the claims."""
        return tuple(failure for claim in self.claims for failure in claim.failures)


def prove(rulebook: Rulebook, on: Iterable[date] | None = None, *, workers: int = 1, progress: Progress | None = None) -> Proof:
    """Prove every claim of this rulebook and each promise of its `promises.yaml`, for all days, or for the days `on`.

    `workers` processes share the days. Raises `RulebookRefused` where `promises.yaml` has mistakes, and `EngineDisagreement`
    where the formulas say what the plain twin does not: then nothing is proven.
    """
    promises = read_promises(rulebook)
    work = _Work(rulebook, promises, kinds_of_words(rulebook.rules, rulebook.catalogue, promises.asks()))
    days = _days(rulebook, on)
    found = _all_days(work, days, workers, progress)
    cases = len(days) * len(list(_words_of_split(work)))
    suspicions = [suspicion for day in found for suspicion in day.suspicions]
    of_nobody = frozenset[str]() if on is not None else _of_nobody(work, found)
    claims = [_claim_proof(claim, suspicions, work, cases, of_nobody) for claim in _claims(work)]
    return Proof(
        rulebook_hash=rulebook.hash,
        days=tuple(days.items()),
        split_by=promises.split_by,
        classes=_classes(work.kinds),
        left_out=tuple(one.says for one in promises.nobody),
        claims=(*claims, *_rules_in_use(work, [day.in_use for day in found], days)),
    )


class _Work(NamedTuple):
    """What every day of a proof shares."""

    rulebook: Rulebook
    promises: Promises
    kinds: Kinds


class _Suspicion(NamedTuple):
    """Somebody for whom the formulas break a claim."""

    claim: str
    about: str
    somebody: Somebody
    day: tuple[date, date]


class _FoundOnDay(NamedTuple):
    suspicions: tuple[_Suspicion, ...]
    meant: frozenset[str]
    """The claims about some people only, of whom there are some on this day."""
    in_use: InUse


def _days(rulebook: Rulebook, on: Iterable[date] | None) -> dict[date, date]:
    """The first and last day of each set of rules in force, of those asked."""
    spans = {
        max(start, FIRST_DAY): min(end, LAST_DAY) for start, end in last_days(rulebook).items() if end >= FIRST_DAY and start <= LAST_DAY
    }
    if on is None:
        return spans
    asked = set(on)
    return {start: end for start, end in spans.items() if any(start <= day <= end for day in asked)}


def _classes(kinds: Kinds) -> int:
    """Each fact is unknown, or has a word of one of its kinds, established or reported."""
    return prod(1 + 2 * len(groups) for groups in kinds.values())


def _claims(work: _Work) -> tuple[Claim, ...]:
    return (*claims_of_every_rulebook(work.rulebook), *claims_promised(work.promises))


# --- one day ----------------------------------------------------------------------------------------------


def _all_days(work: _Work, days: Mapping[date, date], workers: int, progress: Progress | None) -> Sequence[_FoundOnDay]:
    homes = _homes(work.rulebook.rules, days)
    if workers <= 1 or len(days) <= 1:
        return list(_told(map(_prove_day, repeat(work), days.items(), (homes[day] for day in days)), len(days), progress))
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        found = pool.map(_prove_day, repeat(work), days.items(), [homes[day] for day in days])
        return list(_told(found, len(days), progress))


def _told(found: Iterable[_FoundOnDay], of: int, progress: Progress | None) -> Iterator[_FoundOnDay]:
    for done, day in enumerate(found, start=1):
        if progress is not None:
            progress(done, of)
        yield day


def _homes(rules: Iterable[Rule], days: Mapping[date, date]) -> Mapping[date, Sequence[Rule]]:
    """For each day the rules whose use is looked for there first: a rule at home on its last day."""
    homes: dict[date, list[Rule]] = {day: [] for day in days}
    for rule in rules:
        last = max((day for day in days if day in rule.in_force), default=None)
        if last is not None:
            homes[last].append(rule)
    return homes


def _prove_day(work: _Work, span: tuple[date, date], at_home: Sequence[Rule]) -> _FoundOnDay:
    day = DayOfLaw(work.rulebook, *span, work.kinds, work.promises)
    found = [suspicion for claim in _claims(work) for suspicion in _suspicions(claim, day)]
    return _FoundOnDay(tuple(found), _meant(_claims(work), day), in_use(day, at_home))


def _meant(claims: Iterable[Claim], day: DayOfLaw) -> frozenset[str]:
    solver = z3.Solver()
    solver.add(day.can_be(day.now))
    return frozenset(claim.id for claim in claims if claim.meant is not None and solver.check(claim.meant(day)) == z3.sat)


def _suspicions(claim: Claim, day: DayOfLaw) -> Iterator[_Suspicion]:
    waiting = [(z3.Bool(f"?{place}"), suspect) for place, suspect in enumerate(claim.suspects(day))]
    solver = z3.Solver()
    solver.add(day.can_be(day.now, claim.besides), *_between(claim.between, day), *(name == suspect.formula for name, suspect in waiting))
    for split in _splits(day):
        while waiting and solver.check(split, any_of(name for name, _ in waiting)) == z3.sat:
            model = solver.model()
            shown = [suspect for name, suspect in waiting if z3.is_true(model[name])]
            for suspect in shown:
                yield _Suspicion(claim.id, suspect.about, somebody_of(day, model, claim.between, suspect.on), (day.on, day.until))
            waiting = [(name, suspect) for name, suspect in waiting if not z3.is_true(model[name])]


def _between(between: Between | None, day: DayOfLaw) -> Iterator[Formula]:
    """How the person of a later moment relates to the same person now."""
    if between is None:
        return
    now, later = day.now.person, day.later.person
    yield day.can_be(day.later)
    if between is Between.KNOWS_MORE:
        yield knows_more(now, later)
    else:
        yield grown(now, later, (name for name, entry in day.rulebook.catalogue.facts.items() if entry.grows))


def _splits(day: DayOfLaw) -> Iterator[Formula]:
    """Everybody, in groups by the word of the fact that splits the proof; `unknown` is the last."""
    name = day.promises.split_by
    if name is None:
        yield z3.BoolVal(val=True)
        return
    yield from (day.now.holds(name, [word]) for word in day.rulebook.catalogue.facts[name].values)
    yield z3.Not(day.now.known(name))


def _words_of_split(work: _Work) -> Iterator[str | None]:
    name = work.promises.split_by
    yield from () if name is None else work.rulebook.catalogue.facts[name].values
    yield None


# --- what was found ---------------------------------------------------------------------------------------


def _of_nobody(work: _Work, found: Iterable[_FoundOnDay]) -> frozenset[str]:
    """The claims about people of whom there is nobody on any day: they promise nothing."""
    meant = frozenset[str]().union(*(day.meant for day in found))
    return frozenset(claim.id for claim in _claims(work) if claim.meant is not None) - meant


def _claim_proof(claim: Claim, suspicions: Iterable[_Suspicion], work: _Work, cases: int, of_nobody: frozenset[str]) -> ClaimProof:
    by_about: defaultdict[str, list[_Suspicion]] = defaultdict(list)
    for one in suspicions:
        if one.claim == claim.id:
            by_about[one.about].append(one)
    failures = [Failure(claim.id, line) for line in claim.lines(work.rulebook)]
    if claim.id in of_nobody:
        failures.append(Failure(claim.id, "nobody is ever meant, so this promise says nothing; mend while, or leave the promise out"))
    failures += [_failure(claim, found, work) for found in by_about.values()]
    return ClaimProof(claim.id, claim.says, claim.how, 1 if claim.how is How.STRUCTURE else cases, tuple(failures))


def _failure(claim: Claim, found: Sequence[_Suspicion], work: _Work) -> Failure:
    """The first day of those on which this fails, with the smallest person."""
    first = found[0]
    day = DayOfLaw(work.rulebook, *first.day, work.kinds, work.promises)
    suspect = next(one for one in claim.suspects(day) if one.about == first.about)
    somebody = smallest(first.somebody, suspect.shows, work.rulebook)
    if somebody is None:
        raise EngineDisagreement(
            f"the formulas and the plain twin disagree about {claim.id} ({first.about}) on {first.somebody.on.isoformat()}, "
            "so nothing is proven. Please report this line."
        )
    return _as_failure(claim, suspect, somebody, work, len(found))


def _as_failure(claim: Claim, suspect: Suspect, somebody: Somebody, work: _Work, days: int) -> Failure:
    now, later = heard_now_and_later(somebody, work.rulebook)
    about = "" if suspect.about in claim.id else f"{suspect.about} "
    earlier = before(somebody)
    known = f" (known before: {earlier})" if earlier else ""
    when = f"on {somebody.on.isoformat()}" + (f" and in {days - 1} later sets of rules" if days > 1 else "")
    scenario = as_scenario(f"{claim.id}, {suspect.about}: {claim.says.en}", suspect.articles, somebody, suspect.expect(now, later))
    return Failure(claim.id, f"{about}{suspect.says(now, later)}, {when}{known}", suspect.about, scenario)


# --- rules that nobody needs ------------------------------------------------------------------------------


def _rules_in_use(work: _Work, found: Iterable[InUse], days: Mapping[date, date]) -> tuple[ClaimProof, ClaimProof]:
    each = list(found)
    live = {id_ for one in each for id_ in one.live}
    busy = {id_ for one in each for id_ in one.busy}
    asked = [rule for rule in work.rulebook.rules if any(day in rule.in_force for day in days)]
    for span in reversed(_days(work.rulebook, None).items()):
        rest = [rule for rule in asked if rule.id not in busy and span[0] in rule.in_force]
        if rest:
            use = in_use(DayOfLaw(work.rulebook, *span, work.kinds, work.promises), rest)
            live, busy = live | use.live, busy | use.busy
    dead = [
        Failure(_DEAD, f"{at(rule)} ({rule.id}): nobody can come under it; mend its conditions", rule.id)
        for rule in asked
        if rule.id not in live
    ]
    idle = [
        Failure(_IDLE, f"{at(rule)} ({rule.id}): without it every answer stays the same; leave it out, or mend it", rule.id)
        for rule in asked
        if rule.id in live and rule.id not in busy
    ]
    return (
        ClaimProof(_DEAD, _DEAD_SAYS, How.Z3, len(asked), tuple(dead)),
        ClaimProof(_IDLE, _IDLE_SAYS, How.Z3, len(asked), tuple(idle)),
    )


_DEAD, _IDLE = "no-dead-rule", "no-idle-rule"
_DEAD_SAYS = text_of({"en": "Each rule applies to somebody on some day.", "nl": "Elke regel geldt op een dag voor iemand."})
_IDLE_SAYS = text_of({
    "en": "Without any one rule somebody would get another answer.",
    "nl": "Zonder één regel zou iemand een ander antwoord krijgen.",
})  # fmt: skip
