"""`promises.yaml`: read strictly, each mistake with its page and line."""

import pytest

from route_advisor.assurance.proof.promises import read_promises
from route_advisor.errors import RulebookRefused
from route_advisor.rulebook.book import Rulebook

SAYS = "says: {en: So., nl: Zo.}"


def test_the_shipped_promises_are_read():
    """Each has an id of its own and one form, in the order of the page."""
    promises = read_promises(Rulebook.shipped())
    assert promises.split_by == "regime"
    assert len(set(promises.ids)) == len(promises.ids) >= 5
    assert {"acts-never-mix", "route-is-decided", "more-never-opens", "no-money-owed-by-asylum-status-holders"} <= set(promises.ids)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        (f"{{id: a, {SAYS}}}", "exactly one of never_says, stands, never_together, decided, told_once_known, more_never_opens; found none"),
        (f"{{id: a, {SAYS}, decided: letter, more_never_opens: true}}", "found decided, more_never_opens"),
        (f"{{id: a, {SAYS}, more_never_opens: false}}", "found more_never_opens"),
        (f"{{id: a, {SAYS}, decided: letter, while: {{duty: must}}}}", "while does not go with decided"),
        (f"{{id: a, {SAYS}, decided: lettre}}", '"lettre" is not in facts/; did you mean "letter"?'),
        (f"{{id: a, {SAYS}, told_once_known: [dutyy]}}", '"dutyy" is not in facts/; did you mean "duty"?'),
        (f"{{id: a, {SAYS}, more_never_opens: true, keeps: [dutyy]}}", '"dutyy" is not in facts/'),
        (f"{{id: a, {SAYS}, more_never_opens: true, keeps_dates: [term_ends]}}", "keeps_dates"),
        (f"{{id: a, {SAYS}, while: {{group: middle}}, never_says: [fine]}}", '"middle" is not a word of group'),
        (f"{{id: a, {SAYS}, while: {{grupo: old}}, never_says: [fine]}}", '"grupo" is not in facts/'),
        (f"{{id: a, {SAYS}, stands: {{exam: [shut]}}}}", '"shut"'),
        (f"{{id: a, {SAYS}, stands: {{exams: [open]}}}}", '"exams" is not in components.yaml; did you mean "exam"?'),
        (f"{{id: a, {SAYS}, never_together: [steps/]}}", "never_together"),
        (f"{{id: a, {SAYS}, never_together: [steps/, stairs/]}}", '"stairs/" is not a page or a folder with rules'),
        (f"{{id: a, {SAYS}, never_together: [steps/, parts/], besides: [T-NONE-1]}}", '"T-NONE-1" is not a rule or a fact'),
        (f"{{id: a, {SAYS}, law: [{{cite: LAW art. 1, checked_on: 2026-11-23}}], decided: letter}}", '"LAW art. 1" is not a citation'),
        (f"{{id: told, {SAYS}, decided: letter}}", "promise told: this id is used twice"),
        (f"{{id: a, {SAYS}, decidd: letter}}", '"decidd" is not a key'),
        ("{id: a, says: {en: So.}, decided: letter}", "nl"),
        (f"{{id: A B, {SAYS}, decided: letter}}", "id"),
    ],
)
def test_a_mistake_is_told_with_its_page_and_line(tiny, line, mistake):
    """One line, with what was found and what is allowed."""
    book = tiny({"promises.yaml": ("", f"  - {line}\n")})
    with pytest.raises(RulebookRefused, match=r"^promises\.yaml:10\b") as refused:
        read_promises(book)
    assert mistake in str(refused.value)


@pytest.mark.parametrize(
    ("old", "new", "mistake"),
    [
        ("split_by: duty", "split_by: dutty", 'promises.yaml:2: "dutty" is not in facts/; did you mean "duty"?'),
        ("promises:", f"nobody: [{{{SAYS}, is: {{grup: old}}}}]\npromises:", '"grup" is not in facts/'),
        ("promises:", f"nobody: [{{{SAYS}, is: {{group: odd}}}}]\npromises:", '"odd" is not a word of group'),
        ("promises:", "promise: []\npromises:", '"promise" is not a key'),
    ],
)
def test_a_mistake_above_the_promises_is_told(tiny, old, new, mistake):
    """The fact that splits the proof, and the people who cannot be."""
    with pytest.raises(RulebookRefused) as refused:
        read_promises(tiny({"promises.yaml": (old, new)}))
    assert mistake in str(refused.value)


def test_a_page_that_is_no_yaml_is_refused(tiny):
    """With its name and line, and without a traceback."""
    with pytest.raises(RulebookRefused, match=r"^promises\.yaml:"):
        read_promises(tiny({"promises.yaml": ("promises:", "promises: [")}))
