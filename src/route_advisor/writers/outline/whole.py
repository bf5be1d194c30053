"""An advice as an outline."""

from collections.abc import Iterator

from route_advisor.advice.model import Advice, Item
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Standing
from route_advisor.writers.outline.certainty import certainty_lines
from route_advisor.writers.outline.closing import decider_line, deciders, receipt_line, where_to_check
from route_advisor.writers.outline.components import found_parts, open_parts, parts_not_needed, still_counts, undecided_parts
from route_advisor.writers.outline.head import act_line, duty_line, route_line, term_line
from route_advisor.writers.outline.points import Kind, Outline, Point, Section
from route_advisor.writers.outline.questions import questions_section
from route_advisor.writers.outline.steps import line_to_know, steps_by_day, steps_of_one_kind
from route_advisor.writers.outline.told import conflict_line, not_used_lines
from route_advisor.writers.wording import Wording


def outline(advice: Advice, language: str, catalogue: Catalogue | None = None) -> Outline:
    """The advice in a language; what has no words in it is in English. The names are those of `catalogue`, else of the shipped rulebook."""
    words = Wording(catalogue or Rulebook.shipped().catalogue, language)
    return Outline(
        language=words.tag,
        direction=words.direction,
        title=words.label("title_advice", case_ref=advice.case_ref, day=words.day(advice.on)),
        head=(act_line(advice, words), duty_line(advice, words), route_line(advice, words), term_line(advice, words)),
        sections=tuple(section for section in _sections(advice, words) if section.points),
        deferral=f"{words.of(advice.deferral.says)} {where_to_check(advice, words)}",
        receipt=receipt_line(advice, words),
    )


def _sections(advice: Advice, words: Wording) -> Iterator[Section]:
    def those(*standings: Standing) -> list[Item]:
        return [item for item in advice.components if item.standing in standings]

    def section(kind: Kind, name: str, points: Iterator[Point]) -> Section:
        return Section(kind, words.label(f"heading_{name}"), tuple(points))

    settled, not_needed = those(Standing.DONE, Standing.RELEASED), those(Standing.NOT_NEEDED)
    yield section(Kind.TO_DO, "open", open_parts(those(Standing.OPEN), words))
    yield section(Kind.WAITING, "below_level", found_parts(those(Standing.BELOW_LEVEL), words))
    yield section(Kind.WAITING, "reported", found_parts(those(Standing.REPORTED), words))
    yield section(Kind.UNDECIDED, "cannot_tell", undecided_parts(those(Standing.CANNOT_TELL), words))
    yield section(Kind.SETTLED, "done", found_parts(settled, words))
    yield section(Kind.NOT_NEEDED, "not_needed", parts_not_needed(not_needed, len(advice.components), words))
    yield section(Kind.PROGRESS, "progress", (Point((), words.progress(one)) for one in advice.progress if still_counts(one)))
    yield from steps_by_day(advice.steps, words)
    yield section(Kind.KNOW, "know", (line_to_know(group, words) for group in steps_of_one_kind(advice.know, words)))
    yield questions_section(advice.questions, words)
    if advice.certainty is not None:
        yield section(Kind.CERTAINTY, "certainty", certainty_lines(advice.certainty, advice.components, words))
    yield section(Kind.CONFLICTS, "conflicts", (conflict_line(one, words) for one in advice.conflicts))
    yield section(Kind.NOT_USED, "not_used", not_used_lines(advice.not_used, words))
    yield section(
        Kind.DECIDERS, "who_decides", (decider_line(name, words, check=name in advice.check_contact) for name in deciders(advice, words))
    )
