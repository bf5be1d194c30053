"""What only the law may say is refused in an overlay: one line each, with the page and line."""

import re

import pytest

from route_advisor import Rulebook, RulebookRefused, lay_over
from route_advisor.messages import said_in

FACT = """
gm9999_own:
  values: {some: {en: some, nl: wat}}
  asks: {en: Which?, nl: Welke?}
  found_in: [letter_municipality]
  told_by: municipality
  ask_whom: municipality
  why_we_ask: {en: It helps., nl: Het helpt.}
  person_may_say: true
"""
NORM = """
%s:
  id: GM9999-NORM-9
  says: {en: We look at it together., nl: Wij kijken er samen naar.}
  law: [{cite: GM9999INB art. 9, checked_on: 2026-11-23}]
  in_force: {from: 2026-01-01}
"""
NUMBER = "numbers:\n  %s: {source: us, checked_on: 2026-11-23, unit: years, values: {2022-01-01: 9}}\n"
CONTACT = "reach: {en: Call us., nl: Bel ons.}, checked_on: 2026-11-23"
SUGGESTS = "{suggests: gm9999_plan_map_talk, with: municipality, for: map}"


def refused(folder, book=None):
    """The mistakes for which an overlay is refused."""
    with pytest.raises(RulebookRefused) as told:
        lay_over(book or Rulebook.shipped(), folder)
    return told.value.mistakes


@pytest.mark.parametrize(
    ("then", "told"),
    [
        ("{requires: map}", "its verb is requires, which is for the law"),
        ("{releases: map}", "its verb is releases, which is for the law"),
        ("{eases: reading, to_level: a2}", "its verb is eases, which is for the law"),
        ("{fulfils: map}", "its verb is fulfils, which is for the law"),
        ("{concludes: {duty: obliged}}", "its verb is concludes, which is for the law"),
        ("{dates: plan_due}", "its verb is dates, which is for the law"),
        ("{refers: municipality, for: map}", "it refers for map, which settles a part of the duty"),
        ("{refers: duo, about: gm9999_term}", "it refers to duo, and who answers stands in the law"),
    ],
)
def test_a_verb_that_reaches_the_duty_is_refused(written, then, told):
    """An overlay suggests, or refers with about: it settles, concludes and dates nothing, and names no other decider."""
    (line,) = refused(written("map.yaml", SUGGESTS, then))
    assert re.match(r"own/map\.yaml:\d+, rule GM9999-MAP-2: ", line)
    assert told in line


@pytest.mark.parametrize(
    ("page", "old", "new", "told"),
    [
        ("map.yaml", "stage: steps", "stage: components", 'own/map.yaml:2: stage is "components"; the pages of an overlay have stage: steps'),
        ("map.yaml", "id: GM9999-MAP-2", "id: WI21-MAP-1", "rule WI21-MAP-1: this id is used twice"),
        ("map.yaml", "id: GM9999-MAP-2", "id: GM0363-MAP-2", "this id is not one of this municipality; begin it with GM9999-"),
        ("map.yaml", "id: GM9999-MAP-2", "id: GM9999-MAP-1", "rule GM9999-MAP-1: this id is used twice"),
        ("map.yaml", "cite: GM9999INB art. 4 lid 2", "cite: WI2021 art. 6 lid 1", "it cites no regulation of this municipality"),
        ("map.yaml", "cite: GM9999INB art. 4 lid 2", "cite: GM9999XXX art. 4", '"GM9999XXX" is not in acts.yaml'),
        ("map.yaml", f"then: {SUGGESTS}\n    final_word: municipality", f"then: {SUGGESTS}\n    final_word: duo", "final_word is duo"),
        ("map.yaml", "    when: {gm9999_map_form_sent: sent}", "    replaces: WI21-MAP-1\n    when: {gm9999_map_form_sent: sent}", "it replaces"),
        ("map.yaml", "en: Your MAP form was sent.", "en: You get a fine.", 'it says "fine"'),
        ("map.yaml", "numbers:\n", NUMBER % "our_weeks", "number our_weeks: this is not a name for a number of this municipality"),
        ("map.yaml", "numbers:\n", NUMBER % "term_length", "number term_length: this number stands on"),
        ("facts.yaml", None, FACT.replace("gm9999_own", "route"), "route is a fact of the law"),
        ("facts.yaml", None, FACT.replace("gm9999_own", "own"), '"own" is not a name for a fact of this municipality'),
        ("facts.yaml", None, FACT.replace("told_by: municipality", "told_by: duo"), "told by municipality, person"),
        ("facts.yaml", None, FACT + "  also_established_by: [duo]\n", "told by municipality, person"),
        ("facts.yaml", None, FACT + "  concluded: true\n", "gm9999_own is concluded; what follows is for the law"),
        ("facts.yaml", None, FACT + "  otherwise: some\n", "gm9999_own is known otherwise; what follows is for the law"),
        ("facts.yaml", None, FACT.replace("person_may_say: true", "person_may_say: false"), "can be told nowhere in a personal file"),
        ("facts.yaml", None, FACT.replace("letter_municipality", "own_paper"), '"own_paper" is not in documents.yaml'),
        ("facts.yaml", None, FACT.replace("It helps", "It saves a debt"), 'it says "debt"'),
        ("documents.yaml", None, "pip: {en: our PIP, nl: ons PIP}\n", "pip is a document of the law"),
        ("documents.yaml", None, "own_pip: {en: our PIP, nl: ons PIP}\n", "begin it with gm9999_"),
        ("documents.yaml", None, "gm9999_x: {en: the fine letter, nl: de boetebrief}\n", "speaks of that only beside an open norm"),
        ("authorities.yaml", None, f"duo: {{{CONTACT}}}\n", "duo is not the municipality's, so its contact points stay those of the law"),
        ("authorities.yaml", None, f"mayor: {{{CONTACT}}}\n", '"mayor" is not an authority of the law, and an overlay adds none'),
        ("authorities.yaml", None, "  decides: {en: all, nl: alles}\n", '"decides" is not a key of municipality'),
        ("authorities.yaml", "url: https://", "url: javascript://", "municipality.url is"),
        ("authorities.yaml", "en: Write to the mayor", "en: Pay back, or write to the mayor", 'it says "Pay back"'),
        ("open_norms.yaml", None, NORM % "WI21-GROUND-1", "duo weighs the open norm of WI21-GROUND-1"),
        ("open_norms.yaml", None, NORM % "WI21-AFTER-4", "ind weighs the open norm of WI21-AFTER-4"),
        ("open_norms.yaml", None, NORM % "WI21-CONS-23", "court weighs the open norm of WI21-CONS-23"),
        ("open_norms.yaml", None, NORM % "WI21-MAP-1", "WI21-MAP-1 has no open norm"),
        ("open_norms.yaml", None, NORM % "WI21-MAPP-1", 'WI21-MAPP-1 is not a rule of the law; did you mean "WI21-MAP-1"?'),
        ("open_norms.yaml", None, (NORM % "WI21-STEP-21").replace("GM9999-NORM-9", "GM9999-NORM-1"), "is used twice"),
        ("open_norms.yaml", None, (NORM % "WI21-STEP-21").replace("GM9999-NORM-9", "NORM-9"), "is not an id of this municipality"),
        ("open_norms.yaml", None, (NORM % "WI21-STEP-21").replace("GM9999INB", "WI2021"), "it cites no regulation of this municipality"),
        ("open_norms.yaml", None, (NORM % "WI21-STEP-21").replace("We look at it together.", "'In {our_weeks}.'"), "says {our_weeks}, which is not a number"),
        ("open_norms.yaml", None, (NORM % "WI21-STEP-21").replace("together", "before a fine"), 'it says "fine"'),
        ("overlay.yaml", "  GM9999WEB:", "  WI2021:", "WI2021 is an act of the law"),
        ("overlay.yaml", "  GM9999WEB:\n    name: P", "  OURS:\n    name: P", '"OURS" is not a name for a regulation of this municipality'),
        ("overlay.yaml", 'code: "9999"', 'code: "99"', 'code is "99"'),
        ("overlay.yaml", "municipality: Gemeente Voorbeeldstad\n", "", "municipality is missing; add it"),
        ("components.yaml", None, "map: {}\n", "components.yaml: only the law has this page"),
        ("labels.yaml", None, "word_why: {}\n", "labels.yaml: only the law has this page"),
        ("conflicts.yaml", None, "x: {}\n", "conflicts.yaml: only the law has this page"),
        ("acts.yaml", None, "x: {}\n", "acts.yaml: only the law has this page"),
        ("deferral.yaml", None, "x: {}\n", "deferral.yaml: only the law has this page"),
        ("more.yml", None, "topic: x\n", "own/more.yml: a page ends in .yaml; rename it"),
        ("more.yaml", None, "topic: [", "own/more.yaml:"),
    ],
)  # fmt: skip
def test_each_thing_that_an_overlay_may_not_do_is_refused_in_one_line(written, page, old, new, told):
    """Stages, ids, citations, deciders, names, facts, documents, contact points, open norms, acts and pages of the law."""
    (line,) = refused(written(page, old, new))
    assert told in line
    assert line.startswith("own/")


def test_all_mistakes_are_told_at_once(written):
    """Three mistakes on two pages: three lines, so that nobody mends them one by one."""
    written("map.yaml", "id: GM9999-MAP-2", "id: OWN-MAP-2")
    written("map.yaml", SUGGESTS, "{requires: map}")
    folder = written("open_norms.yaml", None, NORM % "WI21-GROUND-1")
    lines = refused(folder)
    assert len(lines) == 3
    assert {line.partition(":")[0] for line in lines} == {"own/map.yaml", "own/open_norms.yaml"}


def test_a_rule_of_law_that_speaks_of_a_fine_may_have_a_norm_that_does(written):
    """The municipality weighs WI21-CONS-1 itself, and its text is read only by who reads that rule."""
    folder = written("open_norms.yaml", None, (NORM % "WI21-CONS-1").replace("together", "before a fine"))
    policies = lay_over(Rulebook.shipped(), folder).overlays[0].policies
    assert "fine" in policies["WI21-CONS-1"].says.en


def test_a_folder_that_is_not_there_is_refused(tmp_path):
    """The line names the folder as it was typed, and what an overlay is."""
    (line,) = refused(tmp_path / "nowhere")
    assert line.startswith(f"{tmp_path / 'nowhere'}: there is no such folder; an overlay is a folder with overlay.yaml")


def test_a_folder_without_a_head_is_refused(tmp_path):
    """A folder of something else is not read as an overlay."""
    assert refused(tmp_path) == (f"{tmp_path.name}/overlay.yaml:1: this page is missing; add it",)


def test_a_second_overlay_of_one_municipality_is_refused(written, overlaid):
    """Two folders for one municipality would say different things to one person."""
    assert refused(written(), overlaid) == ("own/overlay.yaml: municipality 9999 has an overlay already; give one for each",)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("when: {gm9999_map_form_sent: sent}", "when: {gm9999_map_form_sent: gone}", "is geen woord van"),
        ("{gm9999_map_form_sent: not_sent}, expect: does_not_apply", "{gm9999_map_form_sent: sent}, expect: applies", "voorbeeld"),
        ("final_word: municipality", "", "ontbreekt"),
    ],
)
def test_a_mistake_in_a_rule_is_told_in_dutch_too(written, old, new, told):
    """Whoever writes for a municipality reads Dutch; the page, the line and the rule stand in front."""
    lines = [said_in(line, "nl") for line in refused(written("map.yaml", old, new))]
    assert any(re.match(r"own/map\.yaml:\d+, [\w ]+GM9999-MAP-\d: ", line) and told in line for line in lines), lines
