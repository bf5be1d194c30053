"""Whole conversations, as they stand on a screen. Each page in `conversations/` is one; what stands behind `>` was typed.

A page is read as a person reads it, and approved so: the first lines say who it is, in which language and on how many columns.
"""

from datetime import date
from pathlib import Path

import pytest

from route_advisor import Interview, load, parse
from route_advisor.cli.conversation import PROMPT, Conversation, day_typed
from route_advisor.writers.personal_file_yaml import personal_file_yaml
from route_advisor.writers.wording import Wording

DAY = date(2026, 11, 23)
PAGES = sorted((Path(__file__).parent / "conversations").glob("*.txt"))


def held(advisor, lang, columns, typed, file=None):
    """The lines of a conversation in which this was typed, and the interview that came of it."""
    shown, answers = [], iter(typed)

    def listen(prompt):
        try:
            answer = next(answers)
        except StopIteration:
            raise EOFError from None
        shown.append(f"{prompt}{answer}".rstrip())
        return answer

    conversation = Conversation(Wording(advisor.rulebook.catalogue, lang), columns, shown.append, listen)
    interview = conversation.held(Interview(file, on=DAY, advisor=advisor))
    conversation.find_out(interview)
    return shown, interview


@pytest.fixture(scope="module", params=PAGES, ids=lambda path: path.stem)
def page(request, quick):
    """A page: its columns, its lines, those that were shown now, and the interview."""
    head, _, body = request.param.read_text(encoding="utf-8").partition("\n\n")
    said = dict(line.split(": ", 1) for line in head.splitlines())
    lines = body.rstrip("\n").splitlines()
    typed = [line.removeprefix(PROMPT.strip()).strip() for line in lines if line.startswith(PROMPT.strip())]
    columns = int(said["columns"])
    shown, interview = held(quick, said["lang"], columns, typed)
    return columns, lines, shown, interview


def test_a_conversation_is_as_it_was_approved(page):
    """Question after question, in the words that somebody read and approved."""
    _, lines, shown, _ = page
    assert shown == lines


def test_no_line_is_wider_than_the_screen(page):
    """Also on forty columns, and with nothing that acts on a terminal."""
    columns, _, shown, _ = page
    assert max(map(len, shown)) <= columns
    assert all(line.isprintable() for line in shown)


def test_the_file_of_a_conversation_loads_and_gives_the_same_advice(page, quick):
    """Round trip: what is written is what was told."""
    interview = page[3]
    again = parse(personal_file_yaml(interview.file), "inburgering.yaml")
    assert again == interview.file
    assert quick.advise(again, on=DAY) == interview.advice


# --- what is typed ------------------------------------------------------------------------------------------


def test_stopping_keeps_what_was_answered(quick):
    """`s`, or the end of what is typed."""
    _, stopped = held(quick, "nl", 80, ["4", "1", "s"])
    _, ended = held(quick, "nl", 80, ["4", "1"])
    assert stopped == ended
    assert [one.question for one in stopped.answered] == ["papers", "route"]


def test_going_back_asks_the_question_before_once_more(quick):
    """And at the first question it says so."""
    shown, interview = held(quick, "en", 80, ["b", "4", "b", "5"])
    assert "This is the first question." in shown
    assert [one.answer for one in interview.answered] == [("not_yet",)]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("9", "That is not a number of this list. Type 1 up to 5."),
        ("one", "That is not a number of this list. Type 1 up to 5."),
        ("1 5", '"I have no letter about it yet" goes with no other answer. Choose again.'),
        ("\x1b[2J", "That is not a number of this list. Type 1 up to 5."),
        ("²", "That is not a number of this list. Type 1 up to 5."),
    ],
)
def test_what_is_no_answer_is_told_and_asked_again(quick, typed, says):
    """One line that says what can be typed; nothing is taken for an answer."""
    shown, interview = held(quick, "en", 80, [typed])
    assert says in shown
    assert interview.answered == ()


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("12-3-2024", date(2024, 3, 12)),
        ("12 03 2024", date(2024, 3, 12)),
        ("12/3/2024", date(2024, 3, 12)),
        ("2024-03-12", date(2024, 3, 12)),
        ("31-2-2024", None),
        ("maart 2024", None),
        ("12-3-24", None),
    ],
)
def test_a_day_is_read_as_people_write_it(typed, day):
    """Day first, or year first; a day that does not exist is none."""
    assert day_typed(typed) == day


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1-1-2027", "That day is still to come. Look at the date on the paper."),
        ("gisteren", "I cannot read that day. Type it as day-month-year: 12-3-2024"),
    ],
)
def test_a_day_that_cannot_be_is_told(quick, typed, says):
    """And asked again."""
    shown, _ = held(quick, "en", 80, ["3", typed])
    assert says in shown


def test_somebody_with_a_full_file_is_told_that_it_is_enough(quick):
    """Amina needs no question; she may get some that only add a tip."""
    shown, interview = held(quick, "nl", 80, [""], load("examples/amina-b1.yaml"))
    assert any(line.startswith("Dit is genoeg voor uw lijst.") for line in shown)
    assert interview.answered == ()
