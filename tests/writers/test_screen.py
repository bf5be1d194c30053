"""The screen of a caseworker: one client, 24 lines of 80 columns, no rule id, and nothing lost."""

import re
from datetime import date
from html import escape
from pathlib import Path
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from route_advisor import Advice, Rulebook, load, write
from route_advisor.advice.model import Resource, Term
from route_advisor.assurance.check.short import says_what_goes_before
from route_advisor.testing import file_days
from route_advisor.vocabulary import Standing
from route_advisor.writers.look import Look
from route_advisor.writers.screen.board import DIFFERS, EXPECTED, PASSED
from route_advisor.writers.screen.brief import as_brief
from route_advisor.writers.screen.build import board_of
from route_advisor.writers.screen.parts import SYMBOLS
from route_advisor.writers.screen.room import LINES
from route_advisor.writers.screen.steps import step_rows
from route_advisor.writers.screen.words import ScreenWords

EXAMPLES = Path(__file__).parents[2] / "examples"
ID = re.compile(r"\b(?:[A-Z]{2,4}[0-9]{2}|BOTH|GM[0-9]{4})-[A-Z]")
TO_THE_PERSON = re.compile(r"\b(u|uw|uzelf|you|your|yours|yourself)\b", re.IGNORECASE)
OF_A_FINE = re.compile(r"boete|terugbeta|\bfine|repay", re.IGNORECASE)
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def screen(advice: Advice, lang: str = "en", **wanted: object) -> str:
    """What a caseworker reads."""
    return write(advice, "text", lang=lang, reader="caseworker", **{"width": 80, **wanted})


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_example_fits_on_one_screen(lang, all_advices):
    """24 lines at 80 columns, without scrolling; what is not shown is counted."""
    assert {
        advice.case_ref: len(screen(advice, lang).splitlines()) for advice in all_advices if len(screen(advice, lang).splitlines()) > LINES
    } == {}


@pytest.mark.parametrize("width", [30, 44, 59, 60, 72, 80, 100, 120, 140])
def test_no_line_is_wider_than_asked(width, all_advices):
    """Tables in a wide window, lists in a narrow one; no line sticks out."""
    for advice in all_advices:
        for lang in ("nl", "en"):
            assert [line for line in screen(advice, lang, width=width).splitlines() if cell_len(line) > width] == []


def test_no_rule_id_without_the_key_and_every_step_with_it(all_advices):
    """`detail` shows each step with its rule and article, what is good to know, each question and what was not used."""
    for advice in all_advices:
        assert ID.search(screen(advice)) is None
        all_lines = " ".join(screen(advice, detail=True).split())
        for step in (*advice.steps, *advice.know):
            assert f"[{step.id}, {step.law[0].cite}]" in all_lines, step.id
            assert " ".join(step.says.en.split()) in all_lines


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_nobody_is_addressed(lang, all_advices):
    """It is about the client, and the municipality is we."""
    for advice in all_advices:
        assert [line for line in screen(advice, lang).splitlines() if TO_THE_PERSON.search(line)] == []


def test_each_part_stands_on_the_screen_or_is_counted(all_advices):
    """Each part of the duty has a row or stands in a line; of those that are not asked, those that find no room are counted."""
    for advice in all_advices:
        told = board_of(advice, "en", _catalogue())
        said = [*(item for item in advice.components if item.standing is not Standing.NOT_NEEDED or item.why)]
        assert sum(len(row.parts) for row in told.rows) + sum(group.count for group in told.groups) == len(said)


def test_each_symbol_has_its_word(all_advices):
    """A symbol never stands alone: the word of its standing is in the same line, that of a passed day in the heading."""
    for advice in all_advices:
        words = ScreenWords(_catalogue(), "en", advice.regime.value)
        told = board_of(advice, "en", _catalogue())
        known = {SYMBOLS[standing]: words.label(f"standing_{standing}") for standing in Standing}
        for one in (*told.rows, *told.groups):
            assert "expected" in one.standing if one.symbol == EXPECTED else one.standing.startswith(known[one.symbol])
        text = screen(advice)
        if any(line.startswith(PASSED) for line in text.splitlines()):
            assert "HAS PASSED)" in text or "NEXT, MOST URGENT FIRST" not in text


def test_what_is_expected_says_on_what_it_rests_and_who_decides(advice_of):
    """A mark at each line that rests on an expectation, and one line for all of them."""
    text = " ".join(screen(advice_of("only-a-b1-letter")).split())
    assert "≈ Expected: 2021 Act, must integrate; it rests on the route (client); DUO decides." in text
    assert "≈ open, expected" in text
    assert "≈ PVT: ask for the next date" in text


def test_sources_that_differ_are_named_with_whom_to_ask(advice_of):
    """Both say what they have, and none is picked."""
    assert "≠ the route: DUO: Z-route; us: B1 route; ask us first, then DUO" in screen(advice_of("pip-and-duo-differ"))


def test_parts_that_nobody_can_tell_share_a_line_with_the_question_that_opens_them(advice_of):
    """One line and one question, whoever knows the answer."""
    (line,) = [one for one in screen(advice_of("route-unknown"), width=120).splitlines() if one.startswith("? ")]
    assert line.endswith("depends on: the route (with us)")


def test_what_has_passed_comes_first_and_a_day_to_plan_never_looks_like_a_day_of_law(advice_of):
    """Overdue first; `plan` before the one, `by` before the other."""
    steps = board_of(advice_of("wi2013-asylum-over"), "en", _catalogue()).steps
    assert [step.passed for step in steps] == sorted((step.passed for step in steps), reverse=True)
    assert (steps[0].day, steps[1].day) == ("! by 11 Oct 2021", "! plan 6 Sep 2023")


def test_a_passed_term_has_its_day_and_only_a_letter_stands_before_what_has_passed(all_advices, book):
    """Whoever reads the days from the top reads what is overdue first: the term itself, then the days that were planned before its end."""
    seen = 0
    for advice in all_advices:
        rows = [row for row in step_rows(advice, ScreenWords(book.catalogue, "en", advice.regime.value)) if row.says]
        passed = [at for at, row in enumerate(rows) if row.passed]
        assert all(row.day.startswith(PASSED) for row in rows if row.passed)
        if passed and isinstance(advice.term, Term) and advice.term.last_day < advice.on:
            seen += 1
            before = [row.what for row in rows[: passed[0]]]
            assert len(before) <= 1, (advice.case_ref, before)
    assert seen > 3


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_what_goes_before_a_step_stands_behind_it_or_under_it(lang, all_advices):
    """Everywhere on a wide screen and with `detail`; at 80 columns wherever it fits behind the step, and under it as long as there are lines left."""
    small, wide, every = [], [], []
    for advice in all_advices:
        rows = [row for row in board_of(advice, lang, _catalogue()).steps if row.before]
        for found, how in ((small, {}), (wide, {"width": 160}), (every, {"detail": True})):
            text = " ".join(screen(advice, lang, **how).split())
            found += [f"{row.what} · {row.before}" in text or f"{row.what} {row.before}" in text for row in rows if row.what in text]
    assert all(wide)
    assert all(every)
    assert sum(small) > 0.8 * len(small)


def test_each_step_says_before_what_or_its_page_has_nothing_of_it(all_advices, book):
    """Whatever a page says of what goes before a step or of how long what follows takes has its few words on the screen of a caseworker."""
    rules = {rule.id: rule for rule in book.rules}
    for advice in all_advices:
        for step in advice.steps:
            assert (step.before_what is not None) >= bool(says_what_goes_before(rules[step.id])), step.id


def test_three_names_or_more_are_counted_in_a_step(advice_of):
    """The table above names the parts of one day; a step counts them, so that it stands on one line."""
    text = screen(advice_of("illness-with-dates"))
    assert "State exam Nt2 (4 parts): enrol · result: 7 weeks" in text
    assert "reading, listening," in text


def test_the_deciders_and_the_last_words_are_on_each_screen(all_advices):
    """The municipality reads that it decides itself, under the act of this client."""
    for advice in all_advices:
        assert "Help, no decision: the PIP, DUO and we give the final answer." in " ".join(screen(advice).split())
        assert "Decides: " in screen(advice)
    assert "Decides: we PIP (art. 15), PVT, MAP · DUO" in screen(all_advices[1])


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_whoever_has_asylum_reads_of_no_fine(lang, all_advices):
    """Also with every line shown."""
    for advice in all_advices:
        text = screen(advice, lang, detail=True)
        if any(fact.value == "asylum_status_holder" for step in (*advice.steps, *advice.know) for fact in step.facts):
            assert OF_A_FINE.search(text) is None, advice.case_ref


def test_a_colour_adds_nothing_that_is_not_said(amina):
    """On a terminal the same words stand in the same places; where nobody sees a colour there is none."""
    plain, coloured = screen(amina), screen(amina, terminal=True)
    assert STYLE.search(coloured)
    assert [line.rstrip() for line in STYLE.sub("", coloured).splitlines()] == plain.splitlines()
    assert STYLE.search(plain) is None


def test_markdown_holds_the_same_screen(amina):
    """Tables that a page of notes can show, the same steps, and the same last words."""
    page = write(amina, "md", lang="en")
    assert page.startswith("# amina-b1 · 2021 Act · B1 route")
    assert "| plan 27 Nov 2026 | DUO | KNM exam: practise and enrol | result: 9 weeks |" in page
    assert ID.search(page) is None
    assert "WI21-STEP-14" in write(amina, "md", lang="en", detail=True)


@settings(max_examples=25)
@given(file_days(), st.integers(30, 140))
def test_every_advice_has_a_screen(twin, file_day, width):
    """Whatever the file, the day and the window: no error, no line too wide, no id, and the last words."""
    file, on = file_day
    text = screen(twin.advise(file, on=on), "nl", width=width)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert "Hulp, geen besluit" in " ".join(text.split())


def test_the_page_holds_the_same_screen_with_every_step(all_advices):
    """Every text is escaped, each step stands in its table, and no key of the command line is named."""
    for advice in all_advices:
        page = write(advice, "html", lang="en", reader="caseworker")
        told = board_of(advice, "en", _catalogue())
        assert all(escape(step.what) in page for step in told.steps)
        assert ID.search(page) is None
        assert "--detail" not in page
        assert "Help, no decision" in page


def test_an_apps_offer_is_told_with_the_details_as_the_apps(amina):
    """Beside what is open, labelled; on the screen itself there is none."""
    offer = Resource(component="knm_exam", title="Practise KNM here", url="https://example.org/knm", by="the practice site")
    closed = Resource(component="reading", title="Read here", url="https://example.org/read", by="the practice site")
    advice = amina.model_copy(update={"resources": (offer, closed)})
    said = "KNM exam: Practise KNM here, https://example.org/knm (From the practice site, not from this guide)"
    assert said in " ".join(screen(advice, width=140, detail=True).split())
    assert "Read here" not in screen(advice, detail=True)
    assert "practice site" not in screen(advice)


def test_only_what_rests_on_a_supposition_is_marked(twin):
    """Three skills are done whatever one supposes about the fourth."""
    advice = twin.advise(load(EXAMPLES / "amina-b1.yaml"), on=date(2026, 11, 23), assume={"writing_result": "passed_b1"})
    text = " ".join(screen(advice).split())
    assert "✓ done (where ≈: expected): reading B1, listening B1, ≈ writing B1, speaking B1" in text
    assert "≈ Supposed by who asks: exam result (writing): passed at B1; DUO decides." in text


def test_each_authority_has_a_name_for_a_caseworker(book):
    """Nobody who works there reads of "your municipality", and no name fills a column."""
    for lang in ("nl", "en"):
        words = ScreenWords(book.catalogue, lang, "wi2021")
        for name, entry in book.catalogue.authorities.items():
            assert entry.to_caseworker is not None, name
            assert len(words.whom(name)) <= 16
            assert TO_THE_PERSON.search(words.authority(name)) is None


def test_no_name_of_a_fact_or_word_speaks_to_the_person(book):
    """Also those that no example shows: what is unknown, what was told, what sources say."""
    for lang in ("nl", "en"):
        words = ScreenWords(book.catalogue, lang, "wi2021")
        for name, entry in book.catalogue.facts.items():
            assert TO_THE_PERSON.search(words.fact_of_part(name)) is None, name
            assert [word for word in entry.values if TO_THE_PERSON.search(words.value(name, word))] == [], name


def test_text_from_a_message_cannot_act_on_the_screen(twin, b1_file):
    """Escape codes and characters that turn text around never reach a terminal, also with every line."""
    bad = "\x1b[31m red \u202e back"
    advice = twin.advise(b1_file(not_understood=[{"where": bad, "found": bad}]), on=date(2026, 11, 23))
    assert not [letter for letter in screen(advice, detail=True) if category(letter) in {"Cc", "Cf"} and letter != "\n"]


# --- one line a file ----------------------------------------------------------------------------------------


def brief(advices: list[Advice], width: int = 80, lang: str = "en") -> list[str]:
    """The lines of a table over files."""
    return as_brief((one, Look(lang, _catalogue(), width, str)) for one in advices).splitlines()


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
def test_a_file_has_one_line(width, all_advices):
    """As wide as asked, whatever the names of the cases are, and no word is cut."""
    lines = brief(all_advices, width)
    assert len(lines) == len(all_advices) + 1
    assert [line for line in lines if cell_len(line) > width] == []
    assert all(line.startswith(advice.case_ref) for line, advice in zip(lines[1:], all_advices, strict=True))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_step_in_a_line_says_something_and_is_never_cut_within_a_word_in_silence(lang, all_advices):
    """At 80 columns at least a whole word or the beginning of a long one, most steps with two words or more; what is left out has its mark."""
    whole = [next(iter(step_rows(one, ScreenWords(_catalogue(), lang, one.regime.value))), None) for one in all_advices]
    told = [line[line.rindex("  ") + 2 :] for line in brief(all_advices, 80, lang)[1:]]
    for step, says in zip(whole, told, strict=True):
        what = step.what if step is not None else says
        assert len(says) > len("…")
        assert what.startswith(says.rstrip("…"))
        rest = what[len(says.rstrip("…")) :]
        assert (says.endswith("…") and len(says.split()) == 1) or rest == "" or rest[0] in " :;,"
    assert sum(len(says.split()) > 1 for says in told) > len(told) * 2 // 3


def test_a_line_tells_act_route_days_open_parts_next_day_and_conflict(advice_of):
    """What a caseworker with thirty clients looks for."""
    heads, amina, differs = brief([advice_of("amina-b1"), advice_of("pip-and-duo-differ")], 100)
    assert heads.split() == ["Case", "Act", "Route", "Days", "Open", "Next", "day", DIFFERS, "Next"]
    assert amina.split("  ")[0] == "amina-b1"
    assert re.search(r" 2021 +B1 +109 +3 +plan 27 Nov 2026 +KNM exam: practise and enrol$", amina)
    assert re.search(r" 2021 +\? +374 +1\+\? +.*≠", differs)


def test_no_file_gives_no_table():
    """Where each file was refused, nothing is on stdout."""
    assert as_brief([]) == ""


def _catalogue():
    return Rulebook.shipped().catalogue


def test_a_day_in_a_catalogues_language_is_that_of_the_rulebook(amina):
    """A caseworker reads Dutch where the client reads easy Dutch: translations speak to the client."""
    assert write(amina, lang="nl-easy", reader="caseworker") == write(amina, lang="nl", reader="caseworker")
    assert date(2026, 11, 23).strftime("%d-%m-%Y") in write(amina, lang="nl-easy", reader="caseworker")


def test_a_day_by_which_the_municipality_makes_a_plan_stands_among_its_steps(advice_of):
    """It is a day of whoever reads the screen, and of the law: late on top, and after a move before what the client may ask later."""
    for case, day, what in (
        ("route-unknown", "! by 12 Oct 2026", "PIP at the latest"),
        ("moved", "by 14 Dec 2026", "PIP after the move at the latest"),
    ):
        row = next(row for row in board_of(advice_of(case), "en", _catalogue()).steps if row.what == what)
        assert (row.day, row.whom, row.passed) == (day, "us", day.startswith(PASSED))
        assert what in screen(advice_of(case))
    days = [row.day for row in board_of(advice_of("moved"), "en", _catalogue()).steps[:2]]
    assert days == ["by 14 Dec 2026", "by 17 Dec 2026"]
