"""The promises of a rulebook as claims: each form of `promises.yaml` as formulas, and as the plain twin would show it broken."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from itertools import combinations
from typing import Any

import z3

from route_advisor.assurance.proof.claims import (
    Between,
    Claim,
    DayOfLaw,
    Suspect,
    articles_of,
    at,
    is_told,
    outcome,
    told,
)
from route_advisor.assurance.proof.promises import Promise, Promises
from route_advisor.assurance.proof.somebody import Heard
from route_advisor.assurance.proof.symbolic import Formula, Place, all_of, any_of
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.rule import Dates, Refers, Rule, Suggests
from route_advisor.text import Text
from route_advisor.vocabulary import CLOSED, Outcome, Standing, Teller

_OPENED = (Standing.OPEN, Standing.BELOW_LEVEL, Standing.CANNOT_TELL)


def claims_promised(promises: Promises) -> Iterator[Claim]:
    """A claim for each promise, in the order of the page."""
    for promise in promises.each:
        suspects, between = _FORMS[promise.form]
        yield Claim(
            f"promise:{promise.id}",
            promise.says,
            partial(suspects, promise),
            between,
            lines=partial(_on_the_pages, promise),
            meant=partial(_meant_people, promise) if promise.while_ else None,
        )


def _on_the_pages(promise: Promise, rulebook: Rulebook) -> Iterator[str]:
    """What the pages themselves have against this promise."""
    if promise.decided is not None:
        yield from _who_decides(promise.decided, rulebook)
    if promise.more_never_opens and not any(entry.grows for entry in rulebook.catalogue.facts.values()):
        yield "no fact grows, so this promise says nothing; write grows: true in facts/, or leave the promise out"


def _meant_people(promise: Promise, day: DayOfLaw) -> Formula:
    return told(day.now, promise.while_)


def _articles(promise: Promise, rules: Iterable[Rule] = ()) -> tuple[str, ...]:
    return tuple(cite.cite for cite in promise.law) or articles_of(rules)


# --- words that are never said ----------------------------------------------------------------------------


def _never_says(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    pattern = _any_word(promise.never_says or ())
    meant = told(day.now, promise.while_)
    for rule in day.rules:
        for text, in_step in _texts(rule):
            said = next((found[0] for says in text.sentences().values() if (found := pattern.search(says))), None)
            on = day.sayable(text, rule) if said is not None else None
            if on is not None:
                read = day.now.is_read(rule) if in_step else z3.Or(day.now.is_read(rule), day.now.applies[rule.id])
                yield Suspect(
                    rule.id,
                    z3.And(meant, read),
                    partial(_is_read, promise, rule, in_step),
                    _always(f'is read, and says "{said}"'),
                    _expects({"never_says": [said]}),
                    _articles(promise, [rule]),
                    on,
                )


def _any_word(words: Iterable[str]) -> re.Pattern[str]:
    """Any of these words; `*` stands for letters of the same word."""
    each = "|".join(r"\w*".join(re.escape(part) for part in word.split("*")) for word in words)
    return re.compile(rf"\b(?:{each})\b", re.IGNORECASE)


def _texts(rule: Rule) -> Iterator[tuple[Text, bool]]:
    """The texts of a rule, and whether they are read only in a step."""
    yield rule.says, False
    is_step = isinstance(rule.then, Suggests) or (isinstance(rule.then, Refers) and not rule.then.components)
    more = (rule.short, rule.before_what, rule.open_norm, *(getattr(rule.then, key, None) for key in ("where", "before", "takes")))
    yield from ((text, True) for text in more if is_step and isinstance(text, Text))


def _is_read(promise: Promise, rule: Rule, in_step: bool, now: Heard, _later: Heard) -> bool:
    if now.told is None or not is_told(now, promise.while_):
        return False
    if in_step:
        return any(step.id == rule.id for step in now.told.steps)
    return rule.id in now.told.read or outcome(now, rule) is Outcome.APPLIES


# --- where a component stands -----------------------------------------------------------------------------


def _stands(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    meant = told(day.now, promise.while_)
    for component, allowed in (promise.stands or {}).items():
        yield Suspect(
            component,
            z3.And(meant, z3.Not(day.now.standing(component, *allowed))),
            partial(_stands_elsewhere, promise, day.rulebook, component),
            lambda now, _later, component=component, rulebook=day.rulebook: f"is {_standing(now, rulebook, component)}",  # type: ignore[misc]
            _expects({component: str(allowed[0])}),
            _articles(promise, day.now.about(component)),
        )


def _stands_elsewhere(promise: Promise, rulebook: Rulebook, component: str, now: Heard, _later: Heard) -> bool:
    return is_told(now, promise.while_) and _standing(now, rulebook, component) not in (promise.stands or {})[component]


def _standing(heard: Heard, rulebook: Rulebook, component: str) -> Standing | None:
    return None if heard.told is None else heard.settled(rulebook)[component].standing


def _told_once_known(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    names = promise.told_once_known or ()
    known = all_of(day.now.known(name) for name in names)
    silent = Place(Standing.NOT_NEEDED, silent=True)
    for component in day.rulebook.catalogue.components:
        yield Suspect(
            component,
            z3.And(known, day.now.places[component][silent]),
            partial(_is_silent, names, day.rulebook, component),
            _always("is no part, and no rule says why"),
            _expects({"explains": [component]}),
            _articles(promise, day.now.about(component)),
        )


def _is_silent(names: Iterable[str], rulebook: Rulebook, component: str, now: Heard, _later: Heard) -> bool:
    if now.told is None or any(name not in now.told.facts for name in names):
        return False
    found = now.settled(rulebook)[component]
    return found.standing is Standing.NOT_NEEDED and not found.why


# --- rules that never meet --------------------------------------------------------------------------------


def _never_together(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    for one, other in combinations(promise.never_together or (), 2):
        groups = [_meant(promise, day.rules, page) for page in (one, other)]
        yield Suspect(
            f"{one} and {other}",
            all_of(any_of(day.now.applies[rule.id] for rule in group) for group in groups),
            lambda now, _later, pages=(one, other): all(_applying(promise, now, page) for page in pages),  # type: ignore[misc]
            lambda now, _later, pages=(one, other): f"{' and '.join(_applying(promise, now, page)[0] for page in pages)} both apply",  # type: ignore[misc]
            lambda now, _later, page=other: {_applying(promise, now, page)[0]: str(Outcome.DOES_NOT_APPLY)},  # type: ignore[misc]
            _articles(promise, [group[0] for group in groups if group]),
        )


def _meant(promise: Promise, rules: Iterable[Rule], page: str) -> list[Rule]:
    return [rule for rule in rules if rule.page.startswith(page) and not {rule.concludes, rule.written_as} & {*promise.besides}]


def _applying(promise: Promise, heard: Heard, page: str) -> list[str]:
    verdicts = heard.told.verdicts if heard.told is not None else ()
    return [rule.id for rule in _meant(promise, (verdict.rule for verdict in verdicts if verdict.applies), page)]


# --- facts that somebody decides --------------------------------------------------------------------------


def _decided(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    fact = promise.decided or ""
    for rule in day.rules:
        if any(asked.fact == fact for asked in rule.when):
            yield Suspect(
                rule.id,
                z3.And(z3.Not(day.now.known(fact)), day.now.applies[rule.id]),
                partial(_applies_without, fact, rule),
                _always(f"applies while {fact} is unknown"),
                _expects({rule.id: str(Outcome.CANNOT_TELL)}),
                _articles(promise, [rule]),
            )


def _applies_without(fact: str, rule: Rule, now: Heard, _later: Heard) -> bool:
    return now.told is not None and fact not in now.told.facts and outcome(now, rule) is Outcome.APPLIES


def _who_decides(fact: str, rulebook: Rulebook) -> Iterator[str]:
    entry = rulebook.catalogue.facts[fact]
    yield from (f"{at(rule)}: it concludes {fact}, which somebody decides" for rule in rulebook.rules if rule.concludes == fact)
    if entry.concluded or entry.establishes(Teller.PERSON):
        yield f"fact {fact}: told_by names {entry.told_by}; name the authority that decides it"


# --- more of what grows -----------------------------------------------------------------------------------


def _more_never_opens(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    for component in day.rulebook.catalogue.components:
        yield Suspect(
            component,
            z3.And(day.now.standing(component, *CLOSED), day.later.standing(component, *_OPENED)),
            partial(_opens, day.rulebook, component),
            partial(_from_to, day.rulebook, component),
            lambda now, _later, component=component, rulebook=day.rulebook: {component: str(_standing(now, rulebook, component))},  # type: ignore[misc]
            _articles(promise, day.now.about(component)),
        )
    yield from _dates_that_go(promise, day)
    for name in promise.keeps:
        yield from _words_that_change(promise, day, name)


def _opens(rulebook: Rulebook, component: str, now: Heard, later: Heard) -> bool:
    return _standing(now, rulebook, component) in CLOSED and _standing(later, rulebook, component) in _OPENED


def _from_to(rulebook: Rulebook, component: str, now: Heard, later: Heard) -> str:
    return f"goes from {_standing(now, rulebook, component)} to {_standing(later, rulebook, component)}"


def _dates_that_go(promise: Promise, day: DayOfLaw) -> Iterator[Suspect]:
    for rule in day.rules:
        if isinstance(rule.then, Dates) and rule.then.clock in promise.keeps_dates:
            yield Suspect(
                rule.id,
                z3.And(day.now.applies[rule.id], z3.Not(day.later.applies[rule.id])),
                lambda now, later, rule=rule: outcome(now, rule) is Outcome.APPLIES and outcome(later, rule) not in (None, Outcome.APPLIES),  # type: ignore[misc]
                _always("applied, and does no longer"),
                _expects({rule.id: str(Outcome.APPLIES)}),
                _articles(promise, [rule]),
            )


def _words_that_change(promise: Promise, day: DayOfLaw, name: str) -> Iterator[Suspect]:
    for word in day.rulebook.catalogue.facts[name].values:
        had = day.now.holds(name, [word])
        yield Suspect(
            f"{name} {word}",
            z3.And(had, z3.Not(day.later.holds(name, [word]))),
            lambda now, later, word=word: _word(now, name) == word and later.told is not None and _word(later, name) != word,  # type: ignore[misc]
            lambda _now, later: f"becomes {_word(later, name) or 'unknown'}",
            _expects({name: word}),
            _articles(promise, [rule for rule in day.rules if rule.concludes == name]),
        )


def _word(heard: Heard, name: str) -> str | None:
    return None if heard.told is None else heard.told.facts.word(name)


def _always(says: str) -> Callable[[Heard, Heard], str]:
    return lambda _now, _later: says


def _expects(expect: Mapping[str, Any]) -> Callable[[Heard, Heard], Mapping[str, Any]]:
    return lambda _now, _later: expect


_Form = tuple[Callable[[Promise, DayOfLaw], Iterator[Suspect]], Between | None]
_FORMS: Mapping[str, _Form] = {
    "never_says": (_never_says, None),
    "stands": (_stands, None),
    "told_once_known": (_told_once_known, None),
    "never_together": (_never_together, None),
    "decided": (_decided, None),
    "more_never_opens": (_more_never_opens, Between.GROWN),
}
