"""Whatever somebody writes on a page of an overlay: it is refused in plain lines, or it is proven to leave the law as it was."""

import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from route_advisor import Rulebook, RulebookRefused, lay_over
from route_advisor.assurance.proof.overlay_proof import overlay_proof

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "overlay-voorbeeldstad"
PAGES = {path.name: path.read_text(encoding="utf-8").splitlines() for path in sorted(EXAMPLE.glob("*.yaml"))}
REACHING = (
    "stage: components",
    "stage: [steps]",
    "stage:",
    "    then: {requires: map}",
    "    then: {refers: municipality, for: map}",
    "    then: {concludes: {duty: obliged}}",
    "    then: []",
    "    final_word: duo",
    "    final_word: nobody",
    "    when: {route: z}",
    "    open_norm: {en: We look at it., nl: Wij kijken ernaar.}",
    "  - id: WI21-MAP-1",
    "    law: []",
    "route: {values: {b1: {en: b1, nl: b1}}}",
    "duo: {reach: {en: x, nl: x}, checked_on: 2026-11-23}",
    "WI21-GROUND-1: {}",
    "  concluded: true",
    "  told_by: duo",
    "  for_each: [map, knm_exam]",
    "  decides: {en: all, nl: alles}",
    'code: "0363"',
    "code: 9999",
    "regulations: {WI2021: {name: x, url: https://x.example, in_force: {from: 2026-01-01}}}",
    "- a list",
    "*alias",
    "}",
    "",
)
"""Lines that reach for the law, and lines that break a page."""


def changed(page, places, lines):
    """The page with these lines in these places."""
    text = list(PAGES[page])
    for place, line in zip(places, lines, strict=False):
        text[place % len(text)] = line
    return "\n".join(text) + "\n"


def read(folder):
    """The rulebook with this overlay and no mistakes, or none and the mistakes."""
    try:
        return lay_over(Rulebook.shipped(), folder), ()
    except RulebookRefused as refused:
        return None, refused.mistakes


@settings(max_examples=2 * settings.default.max_examples)
@given(
    st.sampled_from(sorted(PAGES)),
    st.lists(st.integers(0, 80), min_size=1, max_size=3, unique=True),
    st.lists(st.sampled_from(REACHING) | st.text(max_size=20).filter(lambda text: "\n" not in text), min_size=1, max_size=3),
)
def test_a_page_is_refused_in_lines_or_proven(page, places, lines):
    """Each mistake names its page; what is read leaves every rule, fact, number, act and decider of the law as it was."""
    with tempfile.TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        shutil.copytree(EXAMPLE, own)
        (own / page).write_text(changed(page, places, lines), encoding="utf-8")
        book, mistakes = read(own)
        assert (book is None) is bool(mistakes)
        assert all(re.match(r"own/[\w.-]+(:\d+)?[:,] ", line) for line in mistakes), mistakes
        assert book is None or overlay_proof(book).broken == ()
