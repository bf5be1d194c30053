"""What the person reads: first things first, in plain words, without rules and articles, and never a fine for who cannot get one."""

import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given, settings

from route_advisor import Rulebook, guide, load, write, write_guide
from route_advisor.advice.model import Advice, Term
from route_advisor.advice.steps import FIRST_DAYS
from route_advisor.testing import file_days, life_stories
from route_advisor.vocabulary import StepKind, Teller
from route_advisor.writers.outline import last_day_of
from route_advisor.writers.outline.first import route_to_get
from route_advisor.writers.person.build import letter
from route_advisor.writers.person.first_things import MOST_FIRST, in_order, tells_what_late_brings
from route_advisor.writers.talk.preparation import preparation
from route_advisor.writers.wording import Wording

EXAMPLES, DAY = Path(__file__).parents[2] / "examples", date(2026, 11, 23)
WORDS = Rulebook.shipped().catalogue
FORMS = ("text", "md", "html")
RULE = re.compile(r"\b(?:WI21|WI13|WI07|BOTH)-[A-Z]")
LAW = re.compile(r"\b(?:art\.|artikel(?:en)? \d|articles? \d|lid \d)", re.IGNORECASE)
FINE = re.compile(r"boete|\bfine[sd]?\b|terugbeta|repay|schuld\b|\bdebt", re.IGNORECASE)
FEW = settings(max_examples=15)


def face(advice: Advice, form: str, lang: str = "nl") -> str:
    """All that a person reads without opening the fold of the law, as plain words."""
    written = write(advice, form, lang=lang, reader="person", catalogue=WORDS)
    if form == "html":
        seen = re.sub(r'<style>.*?</style>|<title>.*?</title>|<details class="fold law">.*?</details>', " ", written, flags=re.DOTALL)
        written = unescape(re.sub(r"<[^>]+>", " ", seen))
    return " ".join(re.sub(r"\\([\\`*_\[\]<>|#~])", r"\1", written).split())


def shows_no_proof(advice: Advice) -> None:
    """No rule, article, hash, engine or package stands in any form."""
    cites = {law.cite for step in (*advice.steps, *advice.know) for law in step.law}
    for form in FORMS:
        read = face(advice, form)
        assert RULE.search(read) is None, RULE.search(read)
        assert LAW.search(read) is None, LAW.search(read)
        assert not [cite for cite in cites if cite in read]
        for word in (advice.receipt.rulebook_hash[:12], advice.receipt.engine, advice.receipt.package):
            assert word not in read


def keeps_every_day(advice: Advice) -> None:
    """Each day by which something must be done, and each that the law fixes, stands in every form; a day of the plan that passed is "now"."""
    words = Wording(WORDS, "nl")
    days = {last_day_of(step) for step in (*advice.steps, *advice.know) if step.day is not None or not step.passed} - {None}
    if isinstance(advice.term, Term):
        days.add(advice.term.last_day)
    for form in FORMS:
        read = face(advice, form)
        assert not [day for day in days if words.day(day) not in read], form


def asks_nothing_that_was_told(advice: Advice) -> None:
    """What a register or the person told, also where two of them differ, is never asked again."""
    whys = [why for item in advice.components for why in (*item.why, *item.unless)]
    lines = [fact for line in (*whys, *advice.steps, *advice.know) for fact in line.facts]
    told = {fact.name for fact in lines if fact.told_by[0].teller not in (Teller.RULES, Teller.ASSUMPTION)}
    told |= {conflict.fact for conflict in advice.conflicts}
    words, read = Wording(WORDS, "nl"), face(advice, "text")
    asked = {name: words.of(WORDS.facts[name].asks) for name in told if name in WORDS.facts and WORDS.facts[name].asks is not None}
    assert not [name for name, asks in asked.items() if asks in read and "{" not in asks]


def test_nobody_reads_a_rule_an_article_or_a_hash(all_advices):
    """In every example, in text, Markdown and the page before its last fold."""
    for advice in all_advices:
        shows_no_proof(advice)


def test_every_day_and_nothing_told_is_asked(all_advices):
    """In every example."""
    for advice in all_advices:
        keeps_every_day(advice)
        asks_nothing_that_was_told(advice)


@FEW
@given(file_days(life_stories()))
def test_it_is_so_for_any_file(twin, file_day):
    """No proof, every day, no told fact asked: for lives that nobody wrote an example of."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    shows_no_proof(advice)
    keeps_every_day(advice)
    asks_nothing_that_was_told(advice)


@FEW
@given(file_days(life_stories(groups=["asylum_status_holder"])))
def test_an_asylum_status_holder_reads_of_no_fine(twin, file_day):
    """In no form and no fold."""
    file, on = file_day
    advice = twin.advise(file, on=on)
    for form in FORMS:
        assert FINE.search(write(advice, form, reader="person")) is None
        assert FINE.search(write(advice, form, reader="talk")) is None


def test_the_page_holds_the_law_behind_its_last_fold_alone(amina):
    """Each article is a link there; the words before it hold none."""
    page = write(amina, "html", reader="person")
    before, _, fold = page.partition('<details class="fold law">')
    assert "wetten.overheid.nl" not in before
    assert {law.url for step in amina.steps for law in step.law} <= set(re.findall(r'href="([^"]+)"', unescape(fold)))


def test_at_most_three_things_come_first_and_at_most_three_questions(all_advices):
    """More at once is too much; who has something to do reads it first, and never a fine."""
    for advice in all_advices:
        told = letter(advice, "nl", WORDS)
        assert len(told.first.things) <= MOST_FIRST
        assert len(told.questions.things) <= 3
        assert told.first.things or told.first.intro
        assert not [thing for thing in told.first.things if FINE.search(thing.says + thing.more)]


def test_what_has_a_day_soon_comes_first_then_what_has_passed(advice_of):
    """An answer to a letter goes before what a passed term means, and both before catching up; a far day waits; what is only possible is last."""
    over = in_order(advice_of("term-over-family"), WORDS)
    assert over[0].says.nl.startswith("Beantwoord de vooraankondiging")
    assert over[1].topic == "term"
    assert [step.passed for step in over].index(True) > 1
    moved = in_order(advice_of("moved"), WORDS)
    assert moved[0].day is not None
    days = [last_day_of(step) for step in moved if not FIRST_DAYS.intersection(step.about)]
    assert days.index(None) < len(days) - 1
    assert moved[-1].kind is StepKind.MAY


def test_help_comes_before_what_being_late_can_bring(advice_of):
    """Who can get a fine reads whom to ask first, that it is no decision, and only then the lines of the law."""
    advice = advice_of("term-over-family")
    read = face(advice, "text")
    assert any(tells_what_late_brings(step, WORDS) for step in (*advice.steps, *advice.know))
    fine = FINE.search(read)
    assert fine is not None
    for help_ in ("Wie kunt u vragen?", "Zo maakt u bezwaar", "juridischloket.nl", "Het is geen besluit over u."):
        assert read.index(help_) < fine.start()


@pytest.mark.parametrize(("name", "said"), [("only-a-b1-letter", "moet inburgeren"), ("eu-citizen", "geen plicht hebt om in te burgeren")])
def test_what_is_only_expected_says_so_in_words_and_who_decides(advice_of, name, said):
    """Above all, with who decides; where a duty is expected the first thing is to find out, and every line that rests on it has its mark."""
    advice = advice_of(name)
    told = letter(advice, "nl", WORDS)
    assert told.notice == (f"Wij verwachten dat u {said}. Dat is nog niet beslist. DUO beslist.",)
    finds_out = [thing.says.startswith("Zoek dit uit: ") for thing in told.first.things]
    assert finds_out[0] if name == "only-a-b1-letter" else not any(finds_out)  # nobody looks for a letter where no duty is expected
    rest = [thing for block in (told.first, told.later, told.may) for thing in block.things][1:]
    marked = [thing for thing in rest if thing.mark]
    assert len(marked) >= len([step for step in advice.steps if step.expected]) / 4
    assert not [thing for thing in rest if not thing.mark and not thing.says.startswith("Zoek")]


def test_papers_that_differ_are_the_first_thing(advice_of):
    """Both are told with their dates, none is picked, and the route is not asked of the person."""
    told = letter(advice_of("pip-and-duo-differ"), "nl", WORDS)
    assert told.first.things[0].says == "Twee registraties noemen verschillende routes. Vraag eerst de gemeente en dan DUO."
    assert len(told.first.things[0].how) == 2
    assert "Welke route" not in face(advice_of("pip-and-duo-differ"), "text")


@pytest.mark.parametrize("form", FORMS)
def test_a_letter_ends_with_where_to_check_and_whom_to_ask(all_advices, form):
    """And that it is help and no decision."""
    for advice in all_advices:
        read = face(advice, form)
        assert read.endswith("Hebt u een vraag? Vraag uw gemeente of DUO.")
        assert "Deze lijst is hulp, geen besluit." in read[-300:]


def test_a_day_to_plan_by_is_never_told_as_a_day_of_law(all_advices):
    """`Doe dit vóór` is planning; the last day of a term or of an objection stands as such."""
    words = Wording(WORDS, "nl")
    for advice in all_advices:
        read = face(advice, "text")
        planned = {step.latest_sensible_day for step in advice.steps if step.latest_sensible_day and not step.passed}
        fixed = {step.day for step in advice.steps if step.day}
        assert not [day for day in fixed - planned if f"Doe dit vóór {words.day(day)}" in read]
        assert "laatste verstandige dag" not in read


def test_a_telephone_number_stays_whole(all_advices):
    """On one line, and in its order where the words around it run from right to left."""
    for advice in all_advices:
        told = [f"{thing.says} {thing.more}" for thing in letter(advice, "nl", WORDS).ask.things]
        assert not [one for one in told if re.search("[0-9] [0-9]", one)]
        assert any("050\u00a0599\u00a096\u00a000" in one for one in told)


def test_below_what_the_municipality_decides_stands_what_it_weighs(all_advices):
    """The name of a step alone, as to ask whether hours count, is nothing that anybody decides."""
    for advice in all_advices:
        open_norms = [step.open_norm.nl for step in advice.steps if step.open_norm is not None]
        _, *weighed = preparation(advice, "nl", WORDS).decides.things
        assert not [thing.says for thing in weighed if not any(norm in thing.more for norm in open_norms)]


def test_every_word_of_the_letter_and_the_talk_stands_in_the_rulebook(all_advices, monkeypatch):
    """Nobody reads the name of a label."""
    missing = set()
    label = Wording.label

    def noted(words: Wording, name: str, **values: str) -> str:
        missing.update({name} - words.catalogue.labels.keys())
        return label(words, name, **values)

    monkeypatch.setattr(Wording, "label", noted)
    for advice in all_advices:
        for reader in ("person", "talk"):
            write(advice, "text", reader=reader)
    assert missing == set()
    assert {f"person_{kind}_{word}" for kind in ("duty", "expected") for word in WORDS.facts["duty"].values} <= WORDS.labels.keys()


@pytest.mark.parametrize("lang", ["nl", "en", "nl-easy"])
def test_what_is_planned_for_today_is_to_be_done_today(twin, lang):
    """On the day itself nobody is told to do it before that day."""
    file = load(EXAMPLES / "near-finish.yaml")
    day = min(day for step in twin.advise(file, on=DAY).steps if (day := step.latest_sensible_day) is not None and step.day is None)
    today, before = (face(twin.advise(file, on=on), "text", lang) for on in (day, day - timedelta(days=1)))
    words = Wording(WORDS, lang)
    assert words.label("person_today") in today
    assert words.label("person_before", day=words.day(day)) not in today
    assert words.label("person_before", day=words.day(day)) in before


def test_a_letter_that_sends_somebody_for_the_route_does_not_ask_for_it_too(all_advices):
    """The errand and the question are one: where the route stands and who knows it."""
    sent = [advice for advice in all_advices if route_to_get(advice) is not None]
    assert len(sent) >= 2
    asked = WORDS.facts["route"].asks.nl
    assert [advice.case_ref for advice in sent if asked in face(advice, "text")] == []


@pytest.mark.parametrize("lang", ["nl", "en", "nl-easy"])
def test_no_part_is_named_twice(all_advices, lang):
    """What was counted of a part does not repeat the name above it."""
    for advice in all_advices:
        for part in (part for group in letter(advice, lang, WORDS).parts for part in group.parts):
            assert not [note for note in part.notes if note.casefold().startswith(f"{part.name.casefold()}: ")]


@pytest.mark.parametrize("lang", Rulebook.shipped().catalogue.spoken)
def test_a_telephone_number_stays_whole_wherever_it_is_told(advice_of, lang):
    """Between plain spaces it would break over two lines, and among Arabic words its groups would be read from the last to the first."""
    advice, told = advice_of("term-over-asylum"), guide("letter", on=advice_of("term-over-asylum").on)
    pages = [write(advice, form, lang=lang, reader=reader) for form in FORMS for reader in ("person", "talk")]
    pages += [write_guide(told, form, lang=lang) for form in ("text", "md", "html")]
    assert not [one for page in pages for one in re.findall(r"050\s599\s96\s00", unescape(page)) if one != "050\u00a0599\u00a096\u00a000"]
    assert all("050\u00a0599\u00a096\u00a000" in unescape(page) for page in pages)
