"""The screen of a caseworker."""

import re
from datetime import date

import pytest

from route_advisor import Rulebook, load, write
from route_advisor.vocabulary import Standing
from route_advisor.writers.outline import MOST_QUESTIONS, MOST_SIDE_QUESTIONS, Kind, outline
from route_advisor.writers.text import as_text
from route_advisor.writers.wording import joined

IN_THE_TERM = date(2025, 2, 6)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_typical_file_fits_on_one_screen(lang, amina):
    """A caseworker reads a file in progress without scrolling far: at most 88 lines of 100 columns, with numbers, reasons to ask and what is not used."""
    assert len(as_text(amina, lang=lang, width=100).splitlines()) <= 88


@pytest.mark.parametrize("width", [40, 72, 100, 120])
def test_lines_keep_to_the_width(width, all_advices):
    """No line of words is longer than asked."""
    for advice in all_advices:
        long = [line for line in as_text(advice, width=width).splitlines() if len(line) > width]
        assert not [line for line in long if " " in line.strip("- ")], long


def test_the_deferral_and_the_receipt_come_last(all_advices):
    """Whoever reads to the end reads who decides, and what the advice rests on."""
    for advice in all_advices:
        last = " ".join(as_text(advice, lang="en").rsplit("\n\n", 1)[1].split())
        assert last.startswith(advice.deferral.says.en)
        assert last.endswith(advice.receipt.package)
        assert advice.receipt.rulebook_hash[:12] in last
        assert advice.receipt.engine in last


def test_every_component_that_matters_is_named(all_advices):
    """What is open, reported, below the level, done or not to be told stands in the text by its name."""
    for advice in all_advices:
        text = " ".join(as_text(advice, lang="en").split())
        for item in advice.components:
            if item.standing is not Standing.NOT_NEEDED:
                assert Rulebook.shipped().catalogue.components[item.id].name.en.split(" (")[0] in text, (advice.case_ref, item.id)


def test_every_open_component_shows_its_rule_and_article(all_advices):
    """Each open line can be followed to the law."""
    for advice in all_advices:
        text = " ".join(as_text(advice).split())
        for item in advice.components:
            if item.standing is Standing.OPEN:
                assert re.search(rf"\[(verwacht; )?{item.why[0].rule}, {re.escape(item.why[0].law[0].cite)}", text), (
                    advice.case_ref,
                    item.id,
                )


def test_open_components_have_a_line_each(twin, b1_file):
    """Four exams that are open for one reason are four lines to tick off, with the reason said once."""
    advice = twin.advise(b1_file(), on=IN_THE_TERM)
    lines = as_text(advice, lang="en").splitlines()
    assert {f"- {name}, level B1" for name in ("reading", "listening", "writing", "speaking")} <= set(lines)
    assert " ".join(lines).count("four Dutch exams") == 1


def test_what_may_release_a_component_is_said_once(twin, b1_file):
    """Where exemptions are unknown the line says what to check, once for all that share it."""
    file = b1_file(duo={"exemptions": None, "dispensations": None})
    text = as_text(twin.advise(file, on=IN_THE_TERM), lang="en")
    assert " ".join(text.split()).count("Check whether this makes a difference: exemption or dispensation") == 1


def test_components_that_are_not_needed_share_one_line(amina):
    """ONA belongs to the older act: it is named once, with the other parts that are none for this person."""
    text = " ".join(as_text(amina, lang="en").split())
    (line,) = re.findall(r"NO SEPARATE PART FOR YOU NOW: [^A-Z]*.*?ONA\b", text)
    assert "course hours" in line
    assert len(re.findall(r"\bONA\b", text)) == 1


def test_a_reported_result_says_who_confirms_it(advice_of):
    """What the person told stands apart, with who registers it."""
    text = " ".join(as_text(advice_of("knm-reported"), lang="en").split())
    assert "REPORTED, NOT YET CONFIRMED" in text
    assert "DUO confirms this" in text


def test_sources_that_differ_are_all_named_with_whom_to_ask(advice_of):
    """We pick no side: each source with its word, and whom to ask first and then."""
    text = " ".join(as_text(advice_of("pip-and-duo-differ"), lang="en").split())
    assert "Z-route" in text
    assert "B1 route" in text
    assert "ask your municipality first, then DUO" in text


def test_steps_that_differ_in_their_component_are_one_step(twin, b1_file):
    """Four enrolments for four exams are one errand."""
    advice = twin.advise(b1_file(), on=IN_THE_TERM)
    told = [point.says for section in outline(advice, "en").sections if section.kind is Kind.STEPS for point in section.points]
    assert sum("Enrol for the state exam" in says for says in told) == 1
    assert sum("reading, listening, writing and speaking" in says for says in told) == 1


def test_more_questions_are_counted_and_not_shown(advice_of):
    """The screen holds the first kinds of questions and the number of the rest."""
    advice = advice_of("nothing-known")
    (section,) = [one for one in outline(advice, "en").sections if one.kind is Kind.QUESTIONS]
    assert len(section.points) <= MOST_QUESTIONS
    assert re.fullmatch(r"\+[1-9][0-9]* more", section.more)


def test_few_questions_are_about_something_beside_the_parts(advice_of):
    """A question about a loan or a letter does not push out one that settles a part."""
    advice = advice_of("certificate-on-paper")
    (section,) = [one for one in outline(advice, "en").sections if one.kind is Kind.QUESTIONS]
    beside = [point for point in section.points if not any(note.startswith("settles") for note in point.notes)]
    assert len(beside) <= MOST_SIDE_QUESTIONS < len(section.points)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_a_sentence_ends_with_its_full_stop(all_advices, lang, form):
    """No semicolon and no second full stop stands behind a sentence, in any form and language."""
    for advice in all_advices:
        assert re.search(r"[.?!][;.](\s|$)", write(advice, form, lang=lang)) is None, advice.case_ref


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("the 2021 Act", "decided"), "the 2021 Act; decided"),
        (("the 2021 Act", "expected", "You have a plan."), "the 2021 Act; expected. You have a plan."),
        (("Ask DUO.", "where: by phone"), "Ask DUO. Where: by phone"),
        (("", "Ask DUO."), "Ask DUO."),
        ((), ""),
    ],
)
def test_sentences_and_notes_are_joined_as_people_write(parts, said):
    """A space behind a sentence, a semicolon between what is none."""
    assert joined(parts) == said


def test_a_reason_is_said_once_in_the_head(advice_of):
    """Where the act and the duty are expected for one reason it stands with the act, with its article, and the duty points at it."""
    text = " ".join(as_text(advice_of("eu-citizen"), lang="en").split())
    assert text.count("The Act makes an exception.") == 1
    assert "[WI21-EXC-1, WI2021 art. 3 lid 2 onder a]" in text
    assert "expected, for the same reason" in text


def test_a_first_day_is_no_last_day(twin, b1_file):
    """Among steps by their last day, the day from which extra time can be asked is told as later."""
    text = " ".join(as_text(twin.advise(b1_file(), on=IN_THE_TERM), lang="en").split())
    assert "- Later: You can ask DUO for extra time" in text


def test_sources_that_differ_about_two_exams_name_each_exam(advice_of):
    """Whoever has a paper that DUO does not have reads which exam it is about."""
    assert "exam result (speaking)" in " ".join(as_text(advice_of("certificate-on-paper"), lang="en").split())


def test_who_has_no_part_left_reads_no_list_of_parts(advice_of):
    """Where no part is asked the parts are counted."""
    assert "NO SEPARATE PART FOR YOU NOW: all 13 parts" in as_text(advice_of("wi2013-fulfilled-then-fined"), lang="en")


def test_what_a_person_must_weigh_is_shown(advice_of):
    """An open norm is marked with who weighs it."""
    assert "Your municipality weighs this" in " ".join(as_text(advice_of("amina-b1"), lang="en").split())


def test_a_rule_that_is_our_own_reading_is_marked(twin, file_of):
    """A line that rests on our own reading of an article says so, in the brackets behind it."""
    file = file_of(duo={"duty": {"obliged": True, "law": "wi2007"}})
    text = " ".join(as_text(twin.advise(file, on=IN_THE_TERM), lang="en").split())
    assert "WI07-ACT-1, WW2012 art. X lid 2, uncertain: our own reading" in text


def test_headings_can_be_styled_and_nothing_else(amina):
    """A terminal may show headings in bold; without a style the text is plain."""
    styled = as_text(amina, heading=lambda text: f"<{text}>")
    assert re.sub(r"^<(.*)>$", r"\1", styled, flags=re.MULTILINE) == as_text(amina)
    assert styled.startswith("<Checklist")


def test_no_slot_is_left_open(all_advices):
    """A person never reads a name between braces."""
    for advice in all_advices:
        for lang in ("nl", "en"):
            assert not re.search(r"[{}]", as_text(advice, lang=lang))


def test_write_gives_this_text(amina):
    """`write(advice, reader="lawyer")` gives the whole proof."""
    assert write(amina, lang="en", reader="lawyer", width=80) == as_text(amina, lang="en", width=80)


def test_a_component_whose_reason_cannot_be_said_is_still_named(amina):
    """A sentence that needs a date nobody told is left out, and its component stays."""
    silent = tuple(item.model_copy(update={"why": ()}) for item in amina.components)
    text = as_text(amina.model_copy(update={"components": silent}), lang="en")
    assert all(name in text for name in ("reading", "writing", "KNM exam", "PVT"))


def test_the_same_is_not_said_beside_a_step_and_as_a_step(twin):
    """Who is past the last day reads once that DUO must be asked now, however many steps are late."""
    file = load("examples/term-over-family.yaml")
    text = " ".join(as_text(twin.advise(file, on=date(2026, 11, 23)), lang="en").split())
    assert text.count("Your last day has passed.") == 1


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_who_decides_is_said_once_in_a_line(all_advices, lang):
    """A sentence that ends with "DUO decides" is not followed by "DUO weighs this"."""
    for advice in all_advices:
        assert (
            re.search(r"(DUO|IND) (beslist|decides)\. (De |The )?(DUO|IND) (weegt|weighs)", " ".join(as_text(advice, lang=lang).split()))
            is None
        )


def test_a_part_that_waits_for_a_confirmed_route_says_so(advice_of):
    """The hours of another route are not gone before a paper confirms the route that the person told."""
    text = " ".join(as_text(advice_of("only-a-b1-letter"), lang="en").split())
    assert "Certain once what you told us is confirmed" in text


@pytest.mark.parametrize("kind", [Kind.STEPS, Kind.KNOW])
def test_each_line_on_an_expectation_carries_its_mark(all_advices, kind):
    """Also a line to know, and a step with a day."""
    for advice in all_advices:
        lines = {line.id for line in (*advice.steps, *advice.know) if line.expected}
        for section in outline(advice, "en").sections:
            for point in section.points if section.kind is kind else ():
                expected = any(rule.rule == line.partition(":")[0] for rule in point.rests_on for line in lines)
                assert bool(point.mark) is expected, (advice.case_ref, point.says)
