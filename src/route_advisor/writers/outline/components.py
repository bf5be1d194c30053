"""The components, by where they stand."""

from collections.abc import Iterable, Iterator, Sequence

from route_advisor.advice.model import Item, Progress, Why
from route_advisor.vocabulary import Basis, Standing, Teller
from route_advisor.writers.outline.points import Point, marked, references, rules_of, together
from route_advisor.writers.wording import Wording


def open_parts(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components that are open for the same reason share its sentence."""
    for group in together(items, lambda item: (rules_of(item.why), rules_of(item.unless), item.level, item.progress)):
        about = tuple(_at_level(words.component(item.id), item, words) for item in group)
        notes = (*_counted(group[0], words), *_unless(group[0], words), *_check_current(group[0].why, words))
        mark = marked(words, expected=group[0].expected)
        yield Point(about, _because(group, words), notes, references(group[0].why, words), mark)


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


def found_parts(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components with a result: what it is, told by whom, and who still has to confirm it."""
    for group in together(
        items, lambda item: (item.level, rules_of(item.why[-1:]), _result(item, words), item.registered_by, item.progress)
    ):
        first = group[0]
        names = [words.component(item.id) for item in group]
        said = [words.of(why.says) for item in group for why in item.why[-1:]]
        about = (_at_level(words.listed(names), first, words),)
        says = words.for_all(said, names) if said else ""
        notes = (*_result(first, words), *_counted(first, words), *_to_confirm(first, words))
        yield Point(about, says, notes, references(first.why[-1:], words), marked(words, expected=first.expected))


def _result(item: Item, words: Wording) -> tuple[str, ...]:
    """What was found, by the rule that settled the component: the last of its reasons."""
    return tuple(told for why in item.why[-1:] for told in _told(why, words))


def _to_confirm(item: Item, words: Wording) -> tuple[str, ...]:
    if item.standing is not Standing.REPORTED:
        return ()
    where = words.listed((words.document(name) for name in item.evidence), "or")
    return (words.label("to_confirm", who=words.authority(item.registered_by), where=where),)


def undecided_parts(items: Sequence[Item], words: Wording) -> Iterator[Point]:
    """Components that wait for the same missing facts, or whose answer somebody else gives."""
    for group in together(items, lambda item: (_missing_facts(item, words) or rules_of(item.why), item.progress)):
        missing = _missing_facts(group[0], words)
        about = (words.listed(words.component(item.id) for item in group),)
        whys = [why for item in group for why in item.why]
        says = f"{words.label('word_missing')}: {words.listed(missing)}" if missing else _because(group, words)
        waits = (words.label("once_confirmed"),) if not missing and group[0].basis is Basis.REPORTED else ()
        yield Point(about, says, (*waits, *_counted(group[0], words)), references(whys, words))


def _missing_facts(item: Item, words: Wording) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words.fact(name) for why in item.why for name in why.missing))


def parts_not_needed(items: Sequence[Item], every: int, words: Wording) -> Iterator[Point]:
    """In one line, whose names are counted where it is each of the `every` components; one that no rule speaks about is left out."""
    told = [item for item in items if item.why]
    if told:
        names = words.listed(words.component(item.id) for item in told) if len(told) < every else words.label("no_part", count=str(every))
        mark = marked(words, expected=any(item.expected for item in told))
        yield Point((), names, (), references([why for item in told for why in item.why], words), mark)


def still_counts(one: Progress) -> bool:
    """Something is left of it, or nobody says how much is needed; what is complete or only planned helps nobody on."""
    return bool(one.left) or (one.needed is None and one.done is not None)
