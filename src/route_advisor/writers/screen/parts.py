"""The parts: a row for what has something left to do, a line for what is done, not asked, or not to tell."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from route_advisor.advice.model import Advice, Item, Progress, Step
from route_advisor.advice.planned import Fit, Plan
from route_advisor.vocabulary import CLOSED, WAITING, Basis, Level, Standing, Teller
from route_advisor.writers.outline import last_day_of
from route_advisor.writers.outline.points import together
from route_advisor.writers.screen import board
from route_advisor.writers.screen.board import Group, Row
from route_advisor.writers.screen.steps import day_of
from route_advisor.writers.screen.words import ScreenWords

SYMBOLS = {
    Standing.OPEN: board.OPEN,
    Standing.BELOW_LEVEL: board.BELOW,
    Standing.REPORTED: board.REPORTED,
    Standing.DONE: board.DONE,
    Standing.RELEASED: board.RELEASED,
    Standing.NOT_NEEDED: board.NOT_NEEDED,
    Standing.CANNOT_TELL: board.CANNOT_TELL,
}
"""The symbol of each standing."""

_OF_SOMETHING_ELSE = ("days", "attempts")
"""Units of sums that say nothing about how much of a part is done: of a term, and of tries."""


def rows(advice: Advice, words: ScreenWords) -> Iterator[Row]:
    """The parts with something left to do; those that stand alike share a row."""
    waiting = [(item, _row(item, advice, words)) for item in advice.components if item.standing in WAITING]
    for group in together(waiting, lambda one: (one[1].level, one[1].standing, one[1].done, one[1].day, one[1].why)):
        first = group[0][1]
        parts = tuple(words.bare(item.id) for item, _ in group)
        yield Row(parts, first.level, first.symbol, first.standing, first.done, first.day, first.why)


def groups(advice: Advice, words: ScreenWords) -> Iterator[Group]:
    """What is done, released, not to tell, and not for this client: a line each."""
    for standing in (Standing.DONE, Standing.RELEASED, Standing.CANNOT_TELL, Standing.NOT_NEEDED):
        items = [item for item in advice.components if item.standing is standing and (item.why or standing is not Standing.NOT_NEEDED)]
        if items:
            yield _group(standing, items, advice, words)


def _group(standing: Standing, items: Sequence[Item], advice: Advice, words: ScreenWords) -> Group:
    expected = [item.expected for item in items]
    word = words.label(f"standing_{standing}")
    said = words.label("screen_expected", what=word) if any(expected) else word
    names = tuple(_done(item, words) if standing in CLOSED[:2] else words.bare(item.id) for item in items)
    if any(expected) and not all(expected):  # only some of them: those have the mark themselves
        names = tuple(f"{board.EXPECTED} {name}" if item.expected else name for item, name in zip(items, names, strict=True))
        said = words.label("screen_some_expected", what=word)
    if len(items) == len(advice.components) and standing not in CLOSED[:2]:
        names = (words.label("screen_all_parts", count=str(len(items))),)
    opens = _opened_by(items, advice, words) if standing is Standing.CANNOT_TELL else ""
    return Group(SYMBOLS[standing], said, names, len(items), opens)


# --- a row --------------------------------------------------------------------------------------------------


def _row(item: Item, advice: Advice, words: ScreenWords) -> Row:
    standing = words.label(f"standing_{item.standing}")
    return Row(
        parts=(words.bare(item.id),),
        level="" if item.level is None else item.level.upper(),
        symbol=board.EXPECTED if item.expected else SYMBOLS[item.standing],
        standing=f"{standing}, {words.label('word_expected')}" if item.expected else standing,
        done=_counted(item.progress, words) or _level_of_levels(item),
        day=_next_day(item, advice.steps, words),
        why="; ".join(_why(item, advice, words)),
    )


def _counted(counts: Iterable[Progress], words: ScreenWords) -> str:
    """The first sum of which something is needed: `12/40 uur`."""
    amount, unit = _amount(counts)
    own = f"screen_unit_{unit}"
    return words.label(own, amount=amount) if amount and own in words.catalogue.labels else amount


def _amount(counts: Iterable[Progress]) -> tuple[str, str]:
    """How much is done of what is needed, and its unit."""
    for one in counts:
        if one.done is not None and one.needed and one.unit not in _OF_SOMETHING_ELSE:
            return f"{one.done}/{one.needed}", one.unit
    return "", ""


def _level_of_levels(item: Item) -> str:
    """The level that was passed, of the level that is asked: `A2/B1`."""
    if item.standing is not Standing.BELOW_LEVEL or item.level is None:
        return ""
    passed = [level for why in item.why[-1:] for fact in why.facts for level in Level if fact.value.endswith(f"_{level}")]
    return f"{passed[-1].upper()}/{item.level.upper()}" if passed else ""


def _next_day(item: Item, steps: Iterable[Step], words: ScreenWords) -> str:
    """The first day that a step about this part names; one that has passed comes first."""
    dated = [step for step in steps if item.id in step.about and last_day_of(step) is not None]
    first = min(dated, key=lambda step: (not step.passed, last_day_of(step) or date.max), default=None)
    return "" if first is None else day_of(first, words)


def _why(item: Item, advice: Advice, words: ScreenWords) -> Iterator[str]:
    """Whether it still fits in the term, what was found or who asks it, and what is left of free attempts."""
    fit = _fit(item, advice)
    if fit is not None and fit is not Fit.FITS:
        yield words.label(f"screen_fit_{fit}")
    if item.standing is Standing.OPEN:
        yield from _asked_by(item, advice, words)
        yield from _reached(item, words)
    else:
        yield from _found(item, words)
    if item.standing is Standing.REPORTED:
        yield words.label("screen_confirms", who=words.authority(item.registered_by))
    for one in item.progress:
        if one.needed is None and one.left is not None and f"screen_{one.name}" in words.catalogue.labels:
            yield words.label(f"screen_{one.name}", left=str(one.left))


def _fit(item: Item, advice: Advice) -> Fit | None:
    chains = advice.plan.chains if isinstance(advice.plan, Plan) else ()
    return next((chain.fit for chain in chains if chain.component == item.id), None)


def _asked_by(item: Item, advice: Advice, words: ScreenWords) -> Iterator[str]:
    """What makes it part of the duty: the route; else the act. And that only something else than a number is left."""
    by_route = next((fact for why in item.why for fact in why.facts if fact.name == words.route_fact), None)
    if by_route is not None:
        value = words.value(by_route.name, by_route.value)
        yield f"{value} ({words.label('teller_person')})" if by_route.told_by[0].teller is Teller.PERSON else value
    elif advice.regime.value is not None:
        yield words.head("act", advice.regime.value)


def _reached(item: Item, words: ScreenWords) -> Iterator[str]:
    """Every sum of an open part is reached, and something else is left of it."""
    sums = [one for one in item.progress if one.needed and one.unit not in _OF_SOMETHING_ELSE]
    if sums and all(one.left == 0 for one in sums):
        yield words.label("screen_sums_reached")


def _found(item: Item, words: ScreenWords) -> Iterator[str]:
    """What was found, by the rule that settled the part, who told it and when."""
    for why in item.why[-1:]:
        for line in why.facts:
            if line.told_by[0].teller not in (Teller.RULES, Teller.ASSUMPTION):
                yield words.sources(line) if item.standing is Standing.BELOW_LEVEL else words.found_briefly(line)


# --- a group ------------------------------------------------------------------------------------------------


def _done(item: Item, words: ScreenWords) -> str:
    """`lezen B1`, `PVT 14/12`."""
    level = "" if item.level is None else item.level.upper()
    return " ".join(filter(None, (words.bare(item.id), level, _amount(item.progress)[0])))


def _opened_by(items: Sequence[Item], advice: Advice, words: ScreenWords) -> str:
    """The one fact on which most of these parts wait, and whom to ask; else what must be confirmed; else the question that settles most."""
    missing = Counter(name for item in items for name in {name for why in item.why for name in why.missing} if _is_asked(name, words))
    if missing and advice.duty.standing != Standing.CANNOT_TELL:
        return _depends(missing.most_common(1)[0][0], words)
    reported = [fact for item in items for why in item.why for fact in why.facts if fact.told_by[0].teller is Teller.PERSON]
    if reported and any(item.basis is Basis.REPORTED for item in items):
        told = dict.fromkeys(words.fact_of_part(fact.name) for fact in reported)
        return words.label("screen_once_confirmed", what=words.listed(told))
    names = {item.id for item in items}
    best = max(advice.questions, key=lambda question: len(names.intersection(question.unlocks)), default=None)
    return _depends(best.fact, words) if best is not None and names.intersection(best.unlocks) else ""


def _is_asked(name: str, words: ScreenWords) -> bool:
    """Somebody can be asked for it; what rules conclude cannot."""
    entry = words.catalogue.facts.get(name)
    return entry is not None and entry.asks is not None and entry.ask_whom is not None


def _depends(fact: str, words: ScreenWords) -> str:
    whom = words.catalogue.facts[fact].ask_whom if fact in words.catalogue.facts else None
    return words.label("screen_opens", question=words.fact_of_part(fact), ask=words.to_ask(whom or "duo"))
