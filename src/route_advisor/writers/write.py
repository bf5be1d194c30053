"""An advice, written for people and apps in the form they ask for."""

from collections.abc import Callable

from route_advisor.advice.model import Advice
from route_advisor.errors import NotAForm
from route_advisor.mistakes import did_you_mean
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.vocabulary import Form
from route_advisor.writers.html import as_html
from route_advisor.writers.ics import as_ics
from route_advisor.writers.json import as_json
from route_advisor.writers.markdown import as_markdown
from route_advisor.writers.text import as_text


def write(
    advice: Advice,
    to: str = Form.TEXT,
    *,
    lang: str = "nl",
    width: int = 100,
    heading: Callable[[str], str] = str,
    catalogue: Catalogue | None = None,
) -> str:
    """The advice as `text`, `md`, `html`, `ics` or `json`.

    `lang` is the language of its sentences (English where there are none in that language; JSON holds all of them). `width` in columns and
    `heading`, which styles a heading for a terminal, are for text. `catalogue` gives the names of parts and papers, else the shipped
    rulebook does; `Advisor.write` uses that of its own rulebook. Raises `NotAForm` for another form.
    """
    match to:
        case Form.TEXT:
            return as_text(advice, catalogue, lang=lang, width=width, heading=heading)
        case Form.MD:
            return as_markdown(advice, catalogue, lang=lang)
        case Form.HTML:
            return as_html(advice, catalogue, lang=lang)
        case Form.ICS:
            return as_ics(advice, catalogue, lang=lang)
        case Form.JSON:
            return as_json(advice)
        case _:
            raise NotAForm(f'"{to}" is not a form of an advice{did_you_mean(to, list(Form))} (allowed: {", ".join(Form)})')
