"""A rulebook of an invented act, whole and small, in which a test seeds one fault."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

PAGES = {
    "acts.yaml": """\
        GARDEN:
          name: Garden Act
          bwb: BWBR9999999
          in_force: {from: 2020-01-01}
          text_read: 2024-01-01
        """,
    "authorities.yaml": """\
        office:
          name: {en: the garden office, nl: het tuinloket}
          decides: {en: who waters., nl: wie giet.}
          reach: {en: Call the office., nl: Bel het loket.}
          checked_on: 2026-11-01
        """,
    "components.yaml": """\
        watering:
          name: {en: watering, nl: gieten}
          registered_by: office
          evidence: [garden_card]
          final_word: office
        """,
    "documents.yaml": """\
        garden_card: {en: the garden card, nl: de tuinkaart}
        """,
    "conflicts.yaml": "{}\n",
    "countries.yaml": "{}\n",
    "labels.yaml": """\
        word_why: {en: why, nl: waarom}
        """,
    "deferral.yaml": """\
        deferral:
          says: {en: This is no decision., nl: Dit is geen besluit.}
          who_decides: [office]
          where_to_check: [garden_card]
        """,
    "facts.yaml": """\
        garden:
          values: {held: {en: a garden, nl: een tuin}, none: {en: no garden, nl: geen tuin}}
          asks: {en: Do you have a garden?, nl: Hebt u een tuin?}
          found_in: [garden_card]
          told_by: municipality
          ask_whom: office
          why_we_ask: {en: Only gardens are watered., nl: Alleen een tuin krijgt water.}
        duty:
          values: {obliged: {en: you must water, nl: u moet gieten}}
          concluded: true
        """,
    "discretion.yaml": "- redelijkerwijs\n- naar het oordeel\n",
    "retired.yaml": "- GARDEN-OLD-1\n",
    "garden/duty.yaml": """\
        topic: {en: The duty, nl: De plicht}
        stage: duty
        rules:
          - id: GARDEN-DUTY-1
            says:
              en: You have a garden, so you water it.
              nl: U hebt een tuin, dus u giet.
            law: [{cite: GARDEN art. 1, quote: wie een tuin heeft, checked_on: 2026-11-01}]
            in_force: {from: 2020-01-01, until: 2022-12-31}
            when: {garden: held}
            then: {concludes: {duty: obliged}}
            final_word: office
            examples:
              - {name: a garden, given: {garden: held}, expect: applies}
              - {name: no garden, given: {garden: none}, expect: does_not_apply}
          - id: GARDEN-DUTY-2
            says:
              en: You have a garden. Water it every week.
              nl: U hebt een tuin. Giet elke week.
            law: [{cite: GARDEN art. 1, quote: wie een tuin heeft, checked_on: 2026-11-01}]
            in_force: {from: 2023-01-01}
            replaces: GARDEN-DUTY-1
            when: {garden: held}
            then: {concludes: {duty: obliged}}
            final_word: office
            examples:
              - {name: a garden, given: {garden: held}, expect: applies}
              - {name: no garden, given: {garden: none}, expect: does_not_apply}
        """,
    "garden/watering.yaml": """\
        topic: {en: Watering, nl: Gieten}
        stage: components
        applies_to: {duty: obliged}
        numbers:
          watering_hours:
            law: [{cite: GARDEN art. 2 lid 1, checked_on: 2026-11-01}]
            unit: hours
            values:
              2020-01-01: 6
              2023-01-01: 8
              2026-01-01: null
        rules:
          - id: GARDEN-WATER-1
            says:
              en: You water for {watering_hours} hours.
              nl: U giet {watering_hours} uur.
            law: [{cite: GARDEN art. 2 lid 1, quote: giet ten minste acht uur, checked_on: 2026-11-01}]
            in_force: {from: 2020-01-01}
            then: {requires: watering}
            final_word: office
            examples:
              - {name: a gardener, given: {duty: obliged}, expect: applies}
              - {name: nobody knows, given: {duty: unknown}, expect: cannot_tell}
          - id: GARDEN-WATER-2
            says:
              en: The office can set fewer hours.
              nl: Het loket kan minder uren bepalen.
            short: {en: Ask for fewer hours, nl: Vragen om minder uren}
            law: [{cite: GARDEN art. 2 lid 2, quote: indien redelijkerwijs niet gegoten kan worden, checked_on: 2026-11-01}]
            in_force: {from: 2020-01-01}
            when: {garden: held}
            then:
              suggests: ask_for_fewer
              with: office
              where: {en: The garden office., nl: Het tuinloket.}
              for: watering
            final_word: office
            open_norm:
              en: The office weighs whether you can water.
              nl: Het loket weegt of u kunt gieten.
            examples:
              - {name: a garden, given: {garden: held}, expect: applies}
              - {name: no garden, given: {garden: none}, expect: does_not_apply}
        """,
}


@pytest.fixture
def garden(tmp_path: Path) -> Callable[..., Path]:
    """The folder of the invented rulebook: `garden(page, old, new)` writes it with one text replaced, the first time it stands there."""

    def write(page: str = "", old: str = "", new: str = "") -> Path:
        folder = tmp_path / "garden-rules"
        for name, text in PAGES.items():
            written = dedent(text)
            if name == page:
                assert old in written
                written = written.replace(old, new, 1)
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(written, encoding="utf-8")
        return folder

    return write
