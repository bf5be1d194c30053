"""A law of three pages, about who must sit a swimming exam; and everybody whom a small rulebook knows, one by one."""

from collections.abc import Iterator, Mapping
from itertools import product

from route_advisor.assurance.proof.claims import Between
from route_advisor.assurance.proof.somebody import Known, Words
from route_advisor.rulebook.book import Rulebook

TEXT = "{{en: {0}, nl: {0}}}"


def rule(id_: str, when: str, then: str, says: str = "") -> str:
    """A rule as it is written; its examples are left as empty as a page allows."""
    says = says or f"This is {id_.lower()}."
    return f"""
  - id: {id_}
    says: {{en: "{says}", nl: "{says}"}}
    law: [{{cite: SWIM art. 1, checked_on: 2026-11-23}}]
    in_force: {{from: 2020-01-01}}
    when: {{{when}}}
    then: {{{then}}}
    final_word: pool
    examples:
      - {{name: it applies, given: {{{_given(when)}}}, expect: applies}}
      - {{name: it does not, given: {{}}, expect: does_not_apply}}
"""


def _given(when: str) -> str:
    """The facts with their first word each."""
    return when.replace("[", "").split("]")[0].split(", ")[0] if when else ""


def fact(name: str, words: str, more: str = "") -> str:
    """A fact that the pool knows."""
    values = ", ".join(f"{word}: {{en: {word}, nl: {word}}}" for word in words.split())
    asked = (
        ""
        if "concluded" in more
        else "asks: {en: 'Which?', nl: 'Welke?'}, found_in: [card], told_by: municipality, ask_whom: pool, why_we_ask: {en: So, nl: Zo}, "
    )
    return f"{name}: {{values: {{{values}}}, {asked}{more}}}\n"


FACTS = (
    fact("letter", "sent none")
    + fact("group", "young old")
    + fact("lengths", "few some many", "grows: true")
    + fact("duty", "must free", "concluded: true")
)

COMMON: Mapping[str, str] = {
    "acts.yaml": "SWIM: {name: The Swimming Act, bwb: BWBR0000001, in_force: {from: 2020-01-01}}\n",
    "authorities.yaml": "pool: {name: {en: the pool, nl: het bad}, decides: {en: Exams., nl: Examens.}, reach: {en: Call., nl: Bel.}, checked_on: 2026-11-23}\n",
    "documents.yaml": "card: {en: the card, nl: de kaart}\n",
    "conflicts.yaml": "{}\n",
    "head.yaml": "duty: {decided: duty}\n",
    "countries.yaml": "{}\n",
    "labels.yaml": "{}\n",
    "deferral.yaml": "deferral: {says: {en: Ask., nl: Vraag.}, who_decides: [pool], where_to_check: [card]}\n",
    "components.yaml": "exam: {name: {en: exam, nl: examen}, registered_by: pool, evidence: [card], final_word: pool}\n"
    "talk: {name: {en: talk, nl: gesprek}, registered_by: pool, evidence: [card], final_word: pool}\n",
}

DUTY = "topic: {en: Duty, nl: Plicht}\nstage: duty\nrules:\n" + "".join([
    rule("T-DUTY-1", "letter: sent", "concludes: {duty: must}"),
    rule("T-DUTY-2", "letter: none", "concludes: {duty: free}"),
])  # fmt: skip
EXAM = "topic: {en: Exam, nl: Examen}\nstage: components\nrules:\n" + "".join([
    rule("T-EXAM-1", "duty: must", "requires: exam"),
    rule("T-EXAM-2", "duty: free", "releases: [exam, talk]"),
    rule("T-EXAM-3", "lengths: [many]", "fulfils: exam"),
    rule("T-EXAM-4", "duty: must, group: old", "requires: talk"),
    rule("T-EXAM-5", "duty: must, group: young", "releases: talk"),
])  # fmt: skip
STEPS = "topic: {en: Steps, nl: Stappen}\nstage: steps\nrules:\n" + "".join([
    rule("T-STEP-1", "duty: must", "suggests: practise, with: pool, for: exam"),
    rule("T-STEP-2", "duty: must, group: old", "refers: pool, about: money", "You can get a fine."),
    rule("T-STEP-3", "duty: must, lengths: [some, many]", "dates: term_last_day"),
])  # fmt: skip
PROMISES = """
split_by: duty
promises:
  - {id: told, says: {en: All is told., nl: Alles is gezegd.}, told_once_known: [duty, group]}
  - {id: letter, says: {en: The letter decides., nl: De brief beslist.}, decided: letter}
  - {id: apart, says: {en: Free people never practise., nl: Wie vrij is oefent nooit.}, never_together: [duty/free.yaml, steps/]}
  - {id: more, says: {en: More never opens., nl: Meer opent nooit.}, more_never_opens: true, keeps: [duty], keeps_dates: [term_last_day]}
  - {id: no-fine, says: {en: The young read of no fine., nl: Jongeren lezen niet over boetes.}, while: {group: [young, unknown]}, never_says: ["fine*"]}
  - {id: free, says: {en: Who is free has no exam., nl: Wie vrij is heeft geen examen.}, while: {duty: free}, stands: {exam: [not_needed, cannot_tell]}}
"""
FREE = "topic: {en: Free, nl: Vrij}\nstage: steps\nrules:\n" + rule("T-FREE-1", "duty: free", "refers: pool, about: fun")

PAGES: Mapping[str, str] = {
    **COMMON,
    "facts.yaml": FACTS,
    "duty/duty.yaml": DUTY,
    "duty/free.yaml": FREE,
    "parts/exam.yaml": EXAM,
    "steps/steps.yaml": STEPS,
    "promises.yaml": PROMISES,
}


def everybody(rulebook: Rulebook) -> Iterator[Words]:
    """Each person that this rulebook can know of: each fact unknown, or with one of its words, firm or reported."""
    told = {name: entry for name, entry in rulebook.catalogue.facts.items() if not entry.concluded}
    ways = [[None, *(Known(word, firm) for word in entry.values for firm in (True, False))] for entry in told.values()]
    for known in product(*ways):
        yield {name: one for name, one in zip(told, known, strict=True) if one is not None}


def may_follow(now: Words, later: Words, between: Between, rulebook: Rulebook) -> bool:
    """Whether the second can be the first later."""
    if between is Between.KNOWS_MORE:
        return all(name in later and later[name].word == one.word and later[name].firm >= one.firm for name, one in now.items())
    if now.keys() != later.keys():
        return False
    return all(later[name].firm == one.firm and _grows(name, one.word, later[name].word, rulebook) for name, one in now.items())


def _grows(name: str, word: str, later: str, rulebook: Rulebook) -> bool:
    entry = rulebook.catalogue.facts[name]
    words = list(entry.values)
    return words.index(later) >= words.index(word) if entry.grows else word == later
