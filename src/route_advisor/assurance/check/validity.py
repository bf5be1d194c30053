"""Days: a dated number without gaps, and a rule whose successor begins on the day after it ends."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from route_advisor.assurance.check.findings import Finding, Gravity
from route_advisor.assurance.check.written import WrittenPages
from route_advisor.dates import LAST_DAY, day_before, days_between, next_day
from route_advisor.rulebook.numbers import Number
from route_advisor.rulebook.rule import Rule


def validity(pages: WrittenPages) -> Iterator[Finding]:
    """Each gap, overlap or idle day in the values of a number, and between a rule and the one that replaces it."""
    for number in pages.rulebook.numbers.by_name.values():
        yield from _values(number, pages)
    replaced = _replaced(pages)
    yield from _successors(pages, replaced)
    yield from _without_successor(pages, replaced)


# --- dated numbers --------------------------------------------------------------------------------------


def _values(number: Number, pages: WrittenPages) -> Iterator[Finding]:
    def at(day: date, says: str) -> Finding:
        return pages.at_number(number, says, "values", day.isoformat())

    first, value = number.values[0]
    if value is None:
        yield at(first, "the first value is null; start with the first day on which the law has this number")
    for (_, before), (day, after) in pairwise(number.values):
        if before == after:
            yield at(day, f"the value of {day} is that of the day before; leave it out")
        elif before is None:
            yield at(day, f"the number has no value up to {day}; a number that comes back is another number, with its own name")
    yield from _out_of_order(number, pages)
    starts = min((citation.act.in_force.start for citation in number.law), default=first)
    if first < starts:
        yield at(first, f"it starts on {first}, before its act was in force ({starts}); mend the day or the article")


def _out_of_order(number: Number, pages: WrittenPages) -> Iterator[Finding]:
    data = pages.document(number.page).data
    written = list(data["numbers"][number.name]["values"]) if isinstance(data, Mapping) else []
    for earlier, later in pairwise(str(day) for day in written):
        if later < earlier:
            yield pages.at_number(number, f"{later} stands below {earlier}; write the days in their order", "values", later)


# --- a rule and its successor ---------------------------------------------------------------------------


def _replaced(pages: WrittenPages) -> Mapping[str, tuple[Rule, ...]]:
    """The successors of each rule, by the id of the old rule."""
    found: dict[str, tuple[Rule, ...]] = {}
    for rule in pages.once():
        if rule.replaces is not None:
            found[rule.replaces] = (*found.get(rule.replaces, ()), rule)
    return found


def _successors(pages: WrittenPages, replaced: Mapping[str, tuple[Rule, ...]]) -> Iterator[Finding]:
    by_id = {rule.written_as: rule for rule in pages.once()}
    for old_id, successors in replaced.items():
        for rule in successors:
            if old_id not in by_id or old_id == rule.written_as:
                says = f'replaces "{old_id}", which is not another rule of this rulebook; name the rule that ended'
                yield pages.at_rule(rule, says, "replaces")
            elif (says_days := _days_between(by_id[old_id], rule)) is not None:
                yield pages.at_rule(rule, says_days, "in_force")
        for again in successors[1:]:
            says = f"replaces {old_id}, and so does {successors[0].written_as}; a rule has one successor"
            yield pages.at_rule(again, says, "replaces")


def _days_between(old: Rule, new: Rule) -> str | None:
    """What is wrong with the days of a rule and its successor; `None` where one ends the day before the other begins."""
    ends, starts = old.in_force.until, new.in_force.start
    if ends == LAST_DAY:
        return f"replaces {old.written_as}, which has no last day; end that rule with until: {day_before(starts)}"
    days = days_between(next_day(ends), starts)
    if days == 0:
        return None
    what = f"overlaps {old.written_as} by {_days(-days)}" if days < 0 else f"leaves a gap of {_days(days)} after {old.written_as}"
    return f"{what}: that rule ends on {ends} and this one begins on {starts}; begin on the day after"


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _without_successor(pages: WrittenPages, replaced: Mapping[str, tuple[Rule, ...]]) -> Iterator[Finding]:
    for rule in pages.once():
        ended = rule.in_force.until != LAST_DAY
        in_force = pages.written(rule).get("in_force")
        says_so = isinstance(in_force, Mapping) and "followed_by" in in_force
        if ended and not says_so and rule.written_as not in replaced and not _ended_with_its_act(rule):
            says = "it ended, and no rule replaces it; name it under replaces of its successor, or write followed_by: nothing"
            yield pages.at_rule(rule, says, "in_force", gravity=Gravity.WARNING)
        elif says_so and rule.written_as in replaced:
            successor = replaced[rule.written_as][0].written_as
            yield pages.at_rule(rule, f"it says followed_by: nothing, and {successor} replaces it; keep one", "in_force")


def _ended_with_its_act(rule: Rule) -> bool:
    return any(citation.act.in_force.until == rule.in_force.until for citation in rule.law)
