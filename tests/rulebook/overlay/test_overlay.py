"""A municipality's own pages in the advice: what they add, to whom, and what the receipt says."""

from datetime import date

import pytest

from route_advisor import Advice, Advisor, FileRefused, Rulebook, lay_over, why
from route_advisor.advice.who import who
from route_advisor.assurance.check import check
from route_advisor.errors import NotInRulebook
from route_advisor.vocabulary import Standing
from route_advisor.writers.html import as_html
from route_advisor.writers.ics import as_ics
from route_advisor.writers.markdown import as_markdown
from route_advisor.writers.proof import as_proof
from route_advisor.writers.rule_page import as_rule_page
from route_advisor.writers.text import as_text

DAY = date(2026, 11, 23)
WRITERS = [as_text, as_markdown, as_html]
SAID = [{"fact": "gm9999_map_form_sent", "word": "sent", "said": date(2026, 11, 2)}]


def own(advice):
    """The ids of the municipality's own steps."""
    return [step.id for step in (*advice.steps, *advice.know) if step.id.startswith("GM9999-")]


# --- what it adds -----------------------------------------------------------------------------------------


def test_its_steps_are_shown_with_its_citation_and_lead_time(with_overlay, amina):
    """The MAP form and its lead time, each with the article of the municipality's own regulation and its address."""
    steps = {step.id: step for step in with_overlay.advise(amina(), on=DAY).steps}
    form = steps["GM9999-MAP-1"]
    assert form.takes.en == "The talk follows within 6 weeks."
    assert [(line.cite, line.url) for line in form.law] == [
        ("GM9999INB art. 4 lid 1", "https://voorbeeldstad.example/beleidsregels-inburgering-2026")
    ]
    assert form.about == ("map",)
    assert form.final_word == "municipality"


def test_a_number_in_the_official_collection_gives_the_address(written):
    """A regulation with a CVDR number is read on lokaleregelgeving.overheid.nl, in its current text."""
    old = "url: https://voorbeeldstad.example/beleidsregels-inburgering-2026"
    book = lay_over(Rulebook.shipped(), written("overlay.yaml", old, "cvdr: CVDR123456"))
    assert book.rule("GM9999-MAP-1").law[0].url(DAY) == "https://lokaleregelgeving.overheid.nl/CVDR123456"


def test_its_question_is_asked_after_those_of_the_law(with_overlay, amina):
    """The MAP form is asked last: what the law asks stands first, in its own order."""
    questions = with_overlay.advise(amina(), on=DAY).questions
    assert questions[-1].fact == "gm9999_map_form_sent"
    assert questions[-1].settles == ("GM9999-MAP-2",)


def test_an_answer_to_its_question_shows_its_step(with_overlay, amina):
    """The person says that the form was sent: the next step is the date of the talk."""
    advice = with_overlay.advise(amina(statements=SAID), on=DAY)
    assert "GM9999-MAP-2" in own(advice)
    assert advice.component("map").standing is Standing.OPEN


def test_what_it_says_about_an_open_norm_stands_beside_the_norm(with_overlay, amina):
    """The norm of the law stays; the municipality's words carry its own id, name and article."""
    step = next(step for step in with_overlay.advise(amina(), on=DAY).steps if step.id == "WI21-B1-3")
    (policy,) = step.own_policy
    assert step.open_norm.en.startswith("The municipality weighs your effort")
    assert (policy.id, policy.municipality) == ("GM9999-NORM-1", "Gemeente Voorbeeldstad")
    assert policy.law[0].cite == "GM9999INB art. 7"


@pytest.mark.parametrize(("on", "said"), [(date(2025, 12, 31), False), (date(2026, 1, 1), True)])
def test_its_words_hold_from_their_first_day(with_overlay, amina, on, said):
    """Before the municipality's policy rules were in force, nothing of them is printed."""
    advice = with_overlay.advise(amina(), on=on)
    assert any(step.own_policy for step in (*advice.steps, *advice.know)) is said
    assert bool(own(advice)) is said


# --- to whom it speaks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("registered", "planned", "used"),
    [
        ("9999", "9999", True),
        ("9999", None, True),
        (None, "9999", True),
        (None, None, True),
        ("0363", "0363", False),
        ("0363", None, False),
        (None, "0363", False),
        ("0363", "9999", False),
        ("9999", "0363", False),
    ],
)
def test_it_speaks_only_to_people_of_its_municipality(with_overlay, amina, registered, planned, used):
    """Its own people, and a file that names no municipality; never where registration or plan names another."""
    advice = with_overlay.advise(amina(registered, planned), on=DAY)
    assert bool(own(advice)) is used
    assert any(step.own_policy for step in (*advice.steps, *advice.know)) is used
    assert ("Voorbeeldstad" in as_html(advice).split("<footer>")[0]) is used
    (line,) = advice.receipt.overlays
    assert line.used is used


def test_who_moved_away_gets_no_lines_of_the_old_municipality(with_overlay, amina):
    """A newer registration elsewhere, or one that ended, is enough: the old plan no longer tells who helps."""
    home = {"municipality": "9999", "since": date(2024, 1, 15)}
    moved = [{**home, "until": date(2026, 10, 4)}, {"municipality": "0363", "since": date(2026, 10, 5)}]
    for homes in (moved, moved[:1]):
        advice = with_overlay.advise(amina(**{"residence.registrations": homes}), on=DAY)
        assert own(advice) == []
    assert own(with_overlay.advise(amina(**{"residence.registrations": moved}), on=date(2026, 10, 4)))


def test_a_reception_centre_is_no_home(with_overlay, amina):
    """The municipality of the plan helps, not that of the centre."""
    centre = [{"municipality": "0050", "since": date(2026, 1, 1), "reception_centre": True}]
    assert own(with_overlay.advise(amina(**{"residence.registrations": centre}), on=DAY))


def test_of_several_overlays_each_person_gets_their_own(written, overlaid, amina):
    """One rulebook serves several municipalities; a file that names none gets the lines of none."""
    folder = written(name="elders")
    for path in folder.glob("*.yaml"):
        path.write_text(path.read_text(encoding="utf-8").replace("9999", "9998").replace("Voorbeeldstad", "Elders"), encoding="utf-8")
    advisor = Advisor(lay_over(overlaid, folder), use_engine=False)
    for code in ("9999", "9998"):
        advice = advisor.advise(amina(code, code), on=DAY)
        assert {step.id[:6] for step in (*advice.steps, *advice.know) if step.id.startswith("GM")} == {f"GM{code}"}
        assert [one.code for one in advice.receipt.overlays if one.used] == [code]
        assert ("Elders" in advisor.words_for(advice).authority("municipality").reach.nl) is (code == "9998")
    nobody = advisor.advise(amina(None, None), on=DAY)
    assert not any(step.id.startswith("GM") for step in (*nobody.steps, *nobody.know))
    assert advisor.words_for(nobody).authority("municipality").reach == Rulebook.shipped().catalogue.authority("municipality").reach
    assert "vertelt niet welke gemeente" in as_text(nobody, width=1000)


def test_an_answer_to_its_question_is_no_mistake_after_a_move(with_overlay, amina):
    """A file of somebody who moved still holds it; without the overlay at all nobody knows the question."""
    moved = amina("0363", "0363", statements=SAID)
    assert own(with_overlay.advise(moved, on=DAY)) == []
    with pytest.raises(FileRefused, match=r"statements\[0\]\.fact .* is not a fact"):
        Advisor(use_engine=False).advise(moved, on=DAY)


def test_the_engine_agrees_with_its_twin_on_an_overlay(overlaid, with_overlay, amina):
    """Its rules run in the engine too, and only for the people to whom they speak."""
    advisor = Advisor(overlaid)
    for code in ("9999", "0363"):
        file = amina(code, code, statements=SAID)
        assert advisor.verdicts(file, on=DAY) == with_overlay.verdicts(file, on=DAY)


# --- the receipt ------------------------------------------------------------------------------------------


def test_the_receipt_names_the_overlay(with_overlay, overlaid, amina):
    """Name, code, hash and the day on which it was checked; the hash of the rulebook covers both."""
    receipt = with_overlay.advise(amina(), on=DAY).receipt
    (line,) = receipt.overlays
    (overlay,) = overlaid.overlays
    assert (line.municipality, line.code, line.checked_on, line.hash) == ("Gemeente Voorbeeldstad", "9999", DAY, overlay.hash)
    assert receipt.rulebook_hash == overlaid.hash != Rulebook.shipped().hash
    assert receipt.law_read_until == with_overlay.rulebook.acts["WI2021"].text_read


def test_an_advice_without_overlay_has_none_in_its_receipt(twin, amina):
    """Nothing changes for who gives no overlay."""
    advice = twin.advise(amina(), on=DAY)
    assert advice.receipt.overlays == ()
    assert "Voorbeeldstad" not in as_html(advice)


def test_one_byte_of_any_page_changes_the_hash(overlaid, written):
    """Also a comment, on every page of the overlay; the same pages give the same hash in another folder."""
    assert lay_over(Rulebook.shipped(), written(name="same")).hash == overlaid.hash
    pages = ("overlay.yaml", "authorities.yaml", "documents.yaml", "facts.yaml", "map.yaml", "open_norms.yaml")
    hashes = {lay_over(Rulebook.shipped(), written(page, None, "#", name=page)).hash for page in pages}
    assert len(hashes | {overlaid.hash}) == len(pages) + 1


def test_an_advice_with_an_overlay_survives_its_json(with_overlay, amina):
    """Apps store and send it like any other."""
    advice = with_overlay.advise(amina(), on=DAY)
    assert Advice.model_validate_json(advice.model_dump_json()) == advice


# --- the writers ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_writer_says_what_is_the_municipalitys_own(with_overlay, amina, writer, lang):
    """Its step by id, its word about a norm by name and id, and the receipt by name, code and hash."""
    advice = with_overlay.advise(amina(), on=DAY)
    written = " ".join(writer(advice, lang=lang).replace("\\", "").split())
    says = {"nl": "Gemeente Voorbeeldstad zegt zelf: Wij vragen uw docent", "en": "Gemeente Voorbeeldstad itself says: We ask your teacher"}
    for part in ("GM9999-MAP-1", "GM9999-NORM-1", says[lang], "(GM9999)", advice.receipt.overlays[0].hash[:12]):
        assert part in written


@pytest.mark.parametrize("writer", WRITERS)
def test_every_writer_says_that_an_overlay_was_left_out(with_overlay, amina, writer):
    """A caseworker who gave the wrong folder reads why its lines are not there."""
    written = " ".join(writer(with_overlay.advise(amina("0363", "0363"), on=DAY)).replace("\\", "").split())
    assert "Weggelaten: de eigen regels van Gemeente Voorbeeldstad (GM9999). Dit dossier noemt een andere gemeente (GM0363)." in written


def test_a_letter_has_its_contact_point_and_its_articles_as_links(with_overlay, amina):
    """The reader sees whose telephone number it is, and can open the municipality's own regulation."""
    letter = with_overlay.write(with_overlay.advise(amina(), on=DAY), "html").replace("\u00a0", " ")
    assert "Gemeente Voorbeeldstad: Bel het team Inburgering, 000 000 00 00" in letter
    assert '<a href="https://voorbeeldstad.example/beleidsregels-inburgering-2026">GM9999INB art. 7</a>' in letter


def test_a_calendar_names_the_overlay(with_overlay, amina):
    """Its entries are read apart from the letter."""
    assert "GM9999" in as_ics(with_overlay.advise(amina(), on=DAY)).replace("\r\n ", "")


def test_the_proof_of_a_line_shows_what_the_municipality_says(with_overlay, amina):
    """`why` prints the norm of the law, then the municipality's words with their address."""
    explanation = why(amina(), "WI21-B1-3", on=DAY, advisor=with_overlay)
    proof = as_proof(explanation, with_overlay.rulebook.catalogue, lang="en", width=1000)
    assert "itself says: We ask your teacher" in proof
    assert "[GM9999-NORM-1, GM9999INB art. 7 https://voorbeeldstad.example/" in proof


def test_a_line_of_another_municipality_is_refused_by_name(with_overlay, amina):
    """`why GM9999-MAP-1` for somebody of elsewhere says whose rule it is."""
    with pytest.raises(NotInRulebook, match="is of municipality 9999"):
        why(amina("0363", "0363"), "GM9999-MAP-1", on=DAY, advisor=with_overlay)


def test_the_page_of_a_rule_shows_what_the_municipality_says(overlaid):
    """A policy officer sees the norm and the words that fill it."""
    page = as_rule_page(overlaid.written("WI21-B1-3"), overlaid.catalogue, lang="nl", on=DAY, width=1000)
    assert "Gemeente Voorbeeldstad zegt zelf: Wij vragen uw docent" in page


# --- who decides, and the check ---------------------------------------------------------------------------


def test_who_decides_stays_and_how_to_reach_them_is_new(overlaid, book):
    """Every topic has the same deciders, rules and articles; only the municipality's contact points differ, under its name."""
    before, now = who(book, on=DAY), who(overlaid, on=DAY)
    for old, new in zip(before, now, strict=True):
        contact = {"reach", "object", "url", "checked_on"} if old.authority == "municipality" else set()
        same = [name for name in old.__dataclass_fields__ if name not in contact]
        assert [getattr(old, name) for name in same] == [getattr(new, name) for name in same]
    (municipality,) = [line for line in now if line.authority == "municipality"]
    assert municipality.reach.en.startswith("Gemeente Voorbeeldstad: Call the Inburgering team")


def test_the_check_reads_an_overlay_as_sternly_as_the_law(overlaid, written):
    """Its examples are run too: a wrong one is named with its page and line."""
    assert check(overlaid, DAY).mistakes == ()
    old = "{name: the form was sent, given: {gm9999_map_form_sent: sent}, expect: applies}"
    wrong = lay_over(Rulebook.shipped(), written("map.yaml", old, old.replace("sent: sent", "sent: not_sent")))
    (mistake,) = check(wrong).mistakes
    assert (mistake.page, mistake.about) == ("own/map.yaml", "rule GM9999-MAP-2")
