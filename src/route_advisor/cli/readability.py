"""`route-advisor rules readability`: how easy the sentences are, and which to mend first."""

import json
from dataclasses import replace
from pathlib import Path
from statistics import mean
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, refuse_other_language
from route_advisor.cli.options import Format, Language, RulesFolder, Shape
from route_advisor.cli.refusals import ExitCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from route_advisor.assurance.texts.frequency import Frequent
    from route_advisor.assurance.texts.readability import Measured


def readability(
    lang: Language = "nl",
    *,
    words: Annotated[
        Path, typer.Option("--frequent", metavar="DIR", help="Lists of frequent words (nl.txt, en.txt); those of a checkout.")
    ] = Path("tests/law/frequent"),
    worst: Annotated[int, typer.Option("--worst", metavar="N", min=0, help="So many of the hardest sentences.")] = 10,
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
) -> None:
    """Score each sentence that a person can read, from 0 (hard) to 10 (easy), and name what must be mended.

    Long sentences, hard words and promises fail; in nl-easy a clause inside a sentence too. The words stand in sentence_words.yaml. With a list of
    frequent words at hand it says how many words are rare.
    """
    from route_advisor.assurance.texts.readability import Reader, measured
    from route_advisor.cli.rulebooks import rulebook_of

    book = rulebook_of(folder)
    refuse_other_language(book.catalogue, lang)
    reader, found = Reader(lang, book.folder), measured(book, lang)
    faults = [(one, fault) for one in found for fault in reader.faults(one)]
    frequent = reader.frequent(words, book.catalogue.glossary)
    rare = {one: () if frequent is None else frequent.rare(one.sentence) for one in found}
    hardest = sorted(found, key=lambda one: (one.score, -len(rare[one]), -one.words))[:worst]
    if format_ is Shape.JSON:
        told = [{"place": one.place, "sentence": one.sentence, "says": fault} for one, fault in faults]
        scores = [
            {"place": one.place, "sentence": one.sentence, "score": one.score, "words": one.words, "rare": list(rare[one])} for one in found
        ]
        give(json.dumps({"language": lang, "passed": not faults, "faults": told, "sentences": scores}, ensure_ascii=False, indent=2) + "\n")
    else:
        lines = [f"{one.place}: {one.sentence} ({fault})" for one, fault in faults]
        lines += [f"{one.score:2} {one.place}: {one.sentence}{_rare(rare[one])}" for one in hardest]
        score = f"{mean(one.score for one in found):.1f} of 10" if found else "none"
        lines.append(f"{lang}: {len(found)} sentences, score {score}, {len(faults)} to mend")
        lines.append(_share(frequent, found, rare, words))
        give("".join(f"{line}\n" for line in lines))
    if faults:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _rare(words: "Sequence[str]") -> str:
    return f" (rare: {', '.join(dict.fromkeys(words))})" if words else ""


def _share(frequent: "Frequent | None", found: "Sequence[Measured]", rare: "Mapping[Measured, Sequence[str]]", folder: Path) -> str:
    """How many words are rare, in all and in a sentence; or that no list was found."""
    if frequent is None:
        return f"no list of frequent words in {folder}; rare words were not counted (--frequent DIR)"
    every = sum(len(frequent.words_of(one.sentence)) for one in found)
    several = sum(len(rare[one]) for one in found)
    without = sum(not rare[one] for one in found)
    kept = sum(len(replace(frequent, kept=frozenset()).rare(one.sentence)) for one in found) - several
    says = f"rare words: {several} of {every} ({several / max(every, 1):.1%}); {without} of {len(found)} sentences have none"
    return f"{says}; {kept} more ({kept / max(every, 1):.1%}) are names and words that the language keeps"
