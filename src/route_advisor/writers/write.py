"""An advice, written for people and apps: for the reader and in the form they ask for."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TypeVar

from route_advisor.advice.model import Advice
from route_advisor.documents.mistakes import did_you_mean, refuse_other_kind
from route_advisor.errors import NotAForm
from route_advisor.messages import Message
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Form, Reader
from route_advisor.writers.html import as_html
from route_advisor.writers.ics import as_ics
from route_advisor.writers.json import as_json
from route_advisor.writers.look import Look, Writer
from route_advisor.writers.markdown import as_markdown
from route_advisor.writers.pdf.printing import printed, ready
from route_advisor.writers.text import as_text
from route_advisor.writers.translated import translated
from route_advisor.writers.wording import Wording, language

_Word = TypeVar("_Word", Form, Reader)


def write(  # noqa: PLR0913 - the front door names every choice, and each has its usual answer
    advice: Advice,
    to: str = Form.TEXT,
    *,
    lang: str = "nl",
    reader: str | None = None,
    width: int = 100,
    heading: Callable[[str], str] = str,
    terminal: bool = False,
    detail: bool = False,
    catalogue: Catalogue | None = None,
    reminders: bool = False,
) -> str:
    """The advice as `text`, `md`, `html`, `ics` or `json`; its timeline alone as `svg`.

    `reader` is `person`, `caseworker`, `lawyer` or `talk`; left out, a page and a calendar are for the person and the rest is for a
    caseworker. JSON holds all for every reader. `lang` is the language of its sentences, one of `Catalogue.spoken`. What a
    catalogue does not translate stands between ‹ and ›; the answer says so, and who read the translation. JSON is Dutch and
    English; of a catalogue it holds what is translated too (`tr`, or `tr-x-draft` where nobody reviewed it).

    `width` in columns and `heading`, which styles a heading for a terminal, are for text, and `terminal` gives a caseworker's screen its
    colours. With `detail` a caseworker reads every line, with its rule; without it one screen. `catalogue` gives the names of parts and
    papers, else the shipped rulebook does; `Advisor.write` uses that of its own rulebook. A calendar holds the days of the law; with
    `reminders` also those of the plan, marked as planning.

    Raises `NotAForm` for another form, reader or language, or where there is no such form for that reader.
    """
    refuse_other_kind(advice, Advice, needed="an_advice", hint="make_an_advice")
    writer = writer_for(to, reader)
    words = catalogue or Rulebook.shipped().catalogue
    look = Look(language(lang, words), words, width, heading, reminders, terminal, detail)
    written = writer(advice, look)
    return written if writer in _NOT_TRANSLATED else translated(written, Form(to), Wording(look.catalogue, lang), width)


def write_pdf(advice: Advice, *, lang: str = "nl", reader: str | None = None, catalogue: Catalogue | None = None) -> bytes:
    """The letter to the person, or for a talk its page, as a tagged PDF (PDF/UA-1, A4) with its letters embedded.

    `lang`, `reader` and `catalogue` are those of `write`. Raises `NotAForm` for another reader or language, and `FormNotInstalled` where the extra
    `pdf` is not installed.
    """
    refuse_other_kind(advice, Advice, needed="an_advice", hint="make_an_advice")
    words = catalogue or Rulebook.shipped().catalogue
    spoken = language(lang, words)  # told before what this machine lacks
    writer = paper_for(reader)
    look = Look(spoken, words, 0, str)
    return printed(translated(writer(advice, look), Form.HTML, Wording(look.catalogue, lang), 0))


def paper_for(reader: str | None = None) -> Writer:
    """Who writes the page of a PDF for that reader. Raises `NotAForm` for one who has none, and `FormNotInstalled` where none can be made."""
    who = Reader.PERSON if reader is None else _one_of(Reader, reader, "reader")
    if who not in _ON_PAPER:
        raise NotAForm(Message("no_form_for", form="pdf", who=who, allowed=", ".join(_WRITERS[who])))
    ready()
    return _ON_PAPER[who]


def writer_for(to: str, reader: str | None = None) -> Writer:
    """Who writes an advice in that form for that reader. Raises `NotAForm`, in one line with what is allowed."""
    form = _one_of(Form, to, "form")
    if form is Form.PDF:
        raise NotAForm(Message("pdf_is_bytes"))
    if form is Form.JSON:
        if reader is not None:
            raise NotAForm(Message("json_for_every_reader"))
        return _json
    who = _FIRST_READER[form] if reader is None else _one_of(Reader, reader, "reader")
    writer = _WRITERS[who].get(form)
    if writer is None:
        raise NotAForm(Message("no_form_for", form=form, who=who, allowed=", ".join(_WRITERS[who])))
    return writer


def _one_of(kind: type[_Word], word: str, what: str) -> _Word:
    try:
        return kind(word)
    except ValueError:
        allowed = ", ".join(kind)
        raise NotAForm(
            Message("not_of_an_advice", word=word, what=Message(f"word_{what}"), hint=did_you_mean(word, list(kind)), allowed=allowed)
        ) from None


# --- each reader's writers -------------------------------------------------------------------------------


def _json(advice: Advice, look: Look) -> str:
    return as_json(advice, Wording(look.catalogue, look.lang))


def _when_asked(module: str, name: str) -> Writer:
    """A writer of this folder that is imported when somebody asks for it: whoever wants JSON does not wait for a letter or a screen."""

    def write(advice: Advice, look: Look) -> str:
        writer: Writer = getattr(import_module(f"route_advisor.writers.{module}"), name)
        return writer(advice, look)

    return write


def _text(advice: Advice, look: Look) -> str:
    return as_text(advice, look.catalogue, lang=look.lang, width=look.width, heading=look.heading)


def _markdown(advice: Advice, look: Look) -> str:
    return as_markdown(advice, look.catalogue, lang=look.lang)


def _html(advice: Advice, look: Look) -> str:
    return as_html(advice, look.catalogue, lang=look.lang)


def _ics(advice: Advice, look: Look) -> str:
    return as_ics(advice, look.catalogue, lang=look.lang, reminders=look.reminders)


def _svg(advice: Advice, look: Look) -> str:
    written: str = import_module("route_advisor.writers.timeline.svg").as_timeline_svg(advice, look.catalogue, lang=look.lang)
    return written


_FIRST_READER: Mapping[Form, Reader] = {
    Form.TEXT: Reader.CASEWORKER,
    Form.MD: Reader.CASEWORKER,
    Form.HTML: Reader.PERSON,
    Form.ICS: Reader.PERSON,
    Form.SVG: Reader.PERSON,
}
"""Whom a form is for where nobody says it."""

_screen, _screen_notes = _when_asked("screen.terminal", "as_screen"), _when_asked("screen.markdown", "as_screen_page")
_screen_page = _when_asked("screen.page", "as_page")

_WRITERS: Mapping[Reader, Mapping[Form, Writer]] = {
    Reader.PERSON: {
        Form.TEXT: _when_asked("person.text", "as_text"),
        Form.MD: _when_asked("person.markdown", "as_markdown"),
        Form.HTML: _when_asked("person.page", "as_html"),
        Form.ICS: _ics,
        Form.SVG: _svg,
    },
    Reader.CASEWORKER: {Form.TEXT: _screen, Form.MD: _screen_notes, Form.HTML: _screen_page, Form.ICS: _ics, Form.SVG: _svg},
    Reader.LAWYER: {Form.TEXT: _text, Form.MD: _markdown, Form.HTML: _html},
    Reader.TALK: {
        Form.TEXT: _when_asked("talk.text", "as_text"),
        Form.MD: _when_asked("talk.text", "as_markdown"),
        Form.HTML: _when_asked("talk.page", "as_html"),
    },
}
"""Each reader's writers: another face of the advice takes its place here, as a function of the advice and the look.

The lawyer's are the whole proof, and stay so.
"""

_ON_PAPER: Mapping[Reader, Writer] = {
    Reader.PERSON: _when_asked("person.page", "on_paper"),
    Reader.TALK: _when_asked("talk.page", "as_html"),
}
"""Each reader's page as a PDF holds it."""

_NOT_TRANSLATED = (_screen, _screen_notes, _screen_page)
"""Writers that speak the languages of the rulebook itself, and no catalogue's."""
