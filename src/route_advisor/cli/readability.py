"""`route-advisor rules readability`: how easy the sentences are, and which to mend first."""

import json
from statistics import mean
from typing import Annotated

import typer

from route_advisor.cli.answers import give, refuse_other_language
from route_advisor.cli.options import Format, Language, RulesFolder, Shape
from route_advisor.cli.refusals import ExitCode


def readability(
    lang: Language = "nl",
    *,
    worst: Annotated[int, typer.Option("--worst", metavar="N", min=0, help="So many of the hardest sentences.")] = 10,
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
) -> None:
    """Score each sentence that a person can read, from 0 (hard) to 10 (easy), and name what must be mended.

    Long sentences, hard words and promises fail; in nl-easy a clause inside a sentence too. The words stand in sentence_words.yaml.
    """
    from route_advisor.assurance.texts.readability import Reader, measured
    from route_advisor.cli.rulebooks import rulebook_of

    book = rulebook_of(folder)
    refuse_other_language(book.catalogue, lang)
    reader, found = Reader(lang, book.folder), measured(book, lang)
    faults = [(one, fault) for one in found for fault in reader.faults(one)]
    hardest = sorted(found, key=lambda one: (one.score, -one.words))[:worst]
    if format_ is Shape.JSON:
        told = [{"place": one.place, "sentence": one.sentence, "says": fault} for one, fault in faults]
        scores = [{"place": one.place, "sentence": one.sentence, "score": one.score, "words": one.words} for one in found]
        give(json.dumps({"language": lang, "passed": not faults, "faults": told, "sentences": scores}, ensure_ascii=False, indent=2) + "\n")
    else:
        lines = [f"{one.place}: {one.sentence} ({fault})" for one, fault in faults]
        lines += [f"{one.score:2} {one.place}: {one.sentence}" for one in hardest]
        score = f"{mean(one.score for one in found):.1f} of 10" if found else "none"
        lines.append(f"{lang}: {len(found)} sentences, score {score}, {len(faults)} to mend")
        give("".join(f"{line}\n" for line in lines))
    if faults:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)
