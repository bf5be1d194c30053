"""What the page asks of Python: the next question, the advice as a person reads it, a file. JSON in, JSON out.

Nothing is kept between two calls but interviews that were made already; each call holds all that it is about.
"""

import json
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from route_advisor import Interview, NotAnAnswer, PersonalFile, RouteAdvisorError, parse
from route_advisor.advisor import shipped_advisor
from route_advisor.errors import Refused
from route_advisor.interview import Choice, Question
from route_advisor.messages import said_in
from route_advisor.personal_file import NOBODY
from route_advisor.vocabulary import Reader
from route_advisor.writers.wording import Wording

MOST_KEPT, MOST_PARTS = 60, 5
KEPT_AS = "mijn-inburgering.yaml"
_DAY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
Json = dict[str, Any]

_kept: dict[str, Interview] = {}


def asked(request: str) -> str:
    """The answer to one request: `do`, `lang`, and the state that the page holds (`on`, `file`, `answered`).

    A mistake of the person is told as `refused`, a list of lines.
    """
    read = json.loads(request)
    try:
        answer = _DOES[read["do"]](read)
    except RouteAdvisorError as error:
        told = error.mistakes if isinstance(error, Refused) else [str(error)]
        answer = {"refused": [said_in(line, read["lang"]) for line in told]}
    return json.dumps(answer, ensure_ascii=False)


# --- the interview ---------------------------------------------------------------------------------------


def view(interview: Interview, words: Wording) -> Json:
    """One turn with every text in one language, as the page shows it."""
    question, progress = interview.next_question(), interview.progress
    shown = {
        "question": None if question is None else {**_shown(question, words), "number": _number(question, interview, words)},
        "done": progress.answered,
        "whole": progress.answered + max(progress.useful, 1),
        "enough": interview.enough,
        "enough_says": words.label("ask_done" if question is None else "ask_enough"),
        "find_out_heading": words.label("ask_find_out"),
        "find_out": [
            {"asks": words.of(one.asks), "where": list(_where(one, words))}
            for one in interview.find_out
            if one.ask_whom is not None and one.ask_whom.word != "yourself"
        ],
    }
    return {**shown, "notes": list(words.notes(json.dumps(shown, ensure_ascii=False)))}


def _shown(question: Question, words: Wording) -> Json:
    return {
        "id": question.id,
        "kind": question.kind,
        "asks": words.of(question.asks),
        "answers": [_choice(one, words) for one in question.answers],
        "none": words.label("ask_none") if any(one.levels for one in question.answers) else None,
        "why": list(_why(question, words)),
    }


def _choice(one: Choice, words: Wording) -> Json:
    return {"word": one.word, "says": words.of(one.says), "alone": one.alone, "levels": [_choice(level, words) for level in one.levels]}


def _number(question: Question, interview: Interview, words: Wording) -> str:
    number, left = str(interview.progress.answered + 1), interview.progress.useful - 1
    if not question.useful:
        return words.label("ask_number_more", number=number)
    return words.label("ask_number_last", number=number) if left <= 0 else words.label("ask_number", number=number, left=str(left))


def _why(question: Question, words: Wording) -> Iterator[str]:
    if question.why is not None:
        yield words.label("ask_why", why=words.of(question.why))
    if question.settles:
        parts = [words.of(one.says) for one in question.settles if one.word in words.catalogue.components]
        heads = [words.of(one.says) for one in question.settles if one.word not in words.catalogue.components]
        told = parts if len(parts) <= MOST_PARTS else [words.label("parts_settled", count=str(len(parts)))]
        yield words.label("ask_settles", what=words.listed([*heads, *told]))
    yield from _where(question, words)


def _where(question: Question, words: Wording) -> Iterator[str]:
    papers = [words.of(one.says) for one in question.found_in if one.word != "own_words"]
    if papers:
        yield words.label("ask_where", where=words.listed(papers, "or"))
    if question.ask_whom is not None and question.ask_whom.word != "yourself":
        yield words.label("ask_whom", whom=words.of(question.ask_whom.says))


def _turn(read: Json) -> Json:
    return view(_interview(read), _words(read))


def _answer(read: Json) -> Json:
    """The answers with one more. An answer that cannot be so is refused in words of the reader."""
    interview, given = _interview(read), read["given"]
    question = interview.next_question()
    try:
        after = interview.answer(given)
    except NotAnAnswer:
        return {"refused": list(_refusal(question, given, _words(read)))}
    answered = [one.model_dump(mode="json") for one in after.answered]
    _keep(_key({**read, "answered": answered}), after)
    return {"answered": answered}


def _refusal(question: Question | None, given: object, words: Wording) -> Iterator[str]:
    """Why it cannot be so; nothing where the page says it in its own words."""
    if question is None:
        return
    alone = next((one for one in question.answers if one.alone and isinstance(given, list) and one.word in given), None)
    if alone is not None:
        yield words.label("ask_not_together", answer=words.of(alone.says))
    elif question.not_after is not None and _DAY.fullmatch(str(given)) and str(given) > question.not_after.isoformat():
        yield words.label("ask_later_day")


# --- the advice ------------------------------------------------------------------------------------------


def _written(read: Json) -> Json:
    """The advice in a form for a reader, as the library writes it."""
    interview = _interview(read)
    return {
        "text": interview.advisor.write(
            interview.advice, read["form"], lang=read["lang"], reader=read.get("reader", Reader.PERSON), reminders=read["form"] == "ics"
        )
    }


def _file(read: Json) -> Json:
    return {"text": _yaml(_interview(read).file)}


def _open(read: Json) -> Json:
    """The chosen files as one file to go on with. Whatever DUO's say of who somebody is stays out of it, and so out of the history of the tab."""
    from route_advisor.readers.chosen import read_chosen  # noqa: PLC0415 - nobody waits for DUO's messages to read a question

    found = read_chosen({one["name"]: one["text"] for one in read["files"]}, NOBODY)
    return {"file": {"name": KEPT_AS, "text": _yaml(found)}}


def _yaml(file: PersonalFile) -> str:
    from route_advisor.writers.personal_file_yaml import personal_file_yaml  # noqa: PLC0415 - nobody waits for YAML to read a question

    return personal_file_yaml(file)


# --- what was asked before -------------------------------------------------------------------------------


def _interview(read: Json) -> Interview:
    key = _key(read)
    if key not in _kept:
        _keep(key, Interview(_file_of(read), on=date.fromisoformat(read["on"]), answered=read["answered"]))
    return _kept[key]


def _file_of(read: Json) -> PersonalFile | None:
    file = read["file"]
    return None if file is None else parse(file["text"], file["name"])


def _key(read: Json) -> str:
    return json.dumps([read["on"], read["file"], read["answered"]])


def _keep(key: str, interview: Interview) -> None:
    if len(_kept) >= MOST_KEPT:
        _kept.clear()
    _kept[key] = interview


def _words(read: Json) -> Wording:
    return Wording(shipped_advisor().rulebook.catalogue, read["lang"])


def _forget(_: Json) -> Json:
    _kept.clear()
    return {}


_DOES: dict[str, Callable[[Json], Json]] = {
    "turn": _turn,
    "answer": _answer,
    "written": _written,
    "file": _file,
    "open": _open,
    "forget": _forget,
}
