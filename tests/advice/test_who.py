"""Who decides this, where is it written, how do I object."""

from datetime import date

import pytest

from route_advisor.advice.who import who
from route_advisor.errors import NotInRulebook

DAY = date(2026, 11, 23)


def test_the_municipality_decides_on_the_map(book):
    """A component names who has the final word, with rules, articles, and how to reach and object."""
    (line, *_) = who(book, "map", on=DAY)
    assert line.authority == "municipality"
    assert "WI21-MAP-1" in line.rules
    assert any(cite.startswith("WI2021 art. 6") for cite in line.articles)
    assert line.object is not None
    assert line.checked_on <= DAY


@pytest.mark.parametrize(
    "topic", ["lower_level", "lower level", "term_starts", "route", "Z-route", "wi2013", "duo", "residence_purpose", "De term"]
)
def test_a_topic_may_be_any_word_of_the_pages(book, topic):
    """Components, facts and their words, referrals, dates, authorities and headings of pages are all understood."""
    assert all(line.rules and line.articles for line in who(book, topic, on=DAY))


ASKED = {
    "moving": ("verhuizing", "verhuisd", "andere gemeente", "moved"),
    "extra_time": ("verlenging", "uitstel", "extra tijd", "more time"),
    "lower_level": ("afschalen", "A2", "lager niveau", "600 uur"),
    "confirm_the_hours": ("urenverklaring", "uren"),
    "objection": ("bezwaar", "niet mee eens", "disagree"),
    "complaint": ("klacht", "complaint"),
    "childcare": ("kinderopvang", "kinderen"),
    "enrolment": ("DigiD", "inloggen"),
    "know_the_price": ("betalen", "kosten", "wie betaalt"),
    "illness": ("ziek", "zwanger", "baby", "mantelzorg"),
    "duty": ("moet ik inburgeren", "EU", "Turks", "Oekraïne", "kennismigrant", "plicht"),
    "regime": ("oude wet", "welke wet", "new act"),
    "term": ("drie jaar", "einddatum", "deadline"),
    "route": ("leerroute", "welke route"),
    "route_change": ("andere route", "schakelen", "wisselen"),
    "knm_exam": ("KNM", "kennis van de Nederlandse maatschappij"),
    "exemption": ("diploma", "basisexamen buitenland", "mbo", "pensioen", "17 jaar", "al lang hier"),
    "have_the_diploma_valued": ("diplomawaardering", "IDW"),
    "dispensation": ("ontheffing", "handicap", "medisch"),
    "ask_for_literacy_lessons": ("alfabetisering", "leren lezen en schrijven"),
    "work": ("werken", "fulltime", "vrije dag"),
    "unburdening": ("schulden", "debts"),
    "loan": ("lenen", "lening terugbetalen", "kwijtschelding"),
    "fine": ("boete", "te laat klaar"),
    "free_attempts": ("pogingen", "herkansing"),
    "exams": ("examen aanmelden", "staatsexamen", "boeken"),
    "results": ("uitslag", "Mijn Inburgering"),
    "letter": ("geen brief", "kennisgeving", "vooraankondiging"),
    "plan": ("PIP", "persoonlijk plan", "plan te laat"),
    "intake": ("brede intake", "leerbaarheidstoets", "oproep"),
    "naturalisation": ("paspoort", "naturalisatie"),
    "permit": ("verblijfsvergunning", "permanente vergunning", "scheiding", "scheiden"),
    "appeal": ("rechtbank", "beroep"),
    "guidance": ("begeleiding", "tolk", "klantmanager", "voortgangsgesprek"),
    "map": ("MAP", "module arbeidsmarkt en participatie"),
    "pvt": ("participatieverklaring",),
    "speaking": ("mondeling", "spreken"),
    "writing": ("schrijven", "schrijfvaardigheid"),
    "group": ("statushouder", "gezinsmigrant", "vluchteling"),
    "prepare_at_coa": ("azc", "opvang", "voorinburgering"),
    "assistance": ("bijstand", "uitkering", "taaleis"),
    "course": ("taalles", "cursus", "school kiezen", "school", "reiskosten"),
    "legal_help": ("advocaat", "lawyer", "rechtshulp"),
    "get_the_certificate": ("inburgeringsdiploma", "certificaat"),
}
"""What people ask (the list of their questions), and the topic that answers."""


@pytest.mark.parametrize(("topic", "word"), [(topic, word) for topic, words in ASKED.items() for word in words])
def test_the_words_that_people_use_lead_to_their_topic(book, topic, word):
    """Each answers with the topic that is meant, and with one authority to ask first."""
    assert book.topics.named(word).id == topic
    first = who(book, word, on=DAY)[0]
    assert first.authority == book.topics.by_id[topic].who
    assert first.rules or first.note is not None


def test_every_word_of_every_topic_answers_on_a_day_on_which_its_rules_are_in_force(book):
    """No word leads nowhere."""
    for word in book.topics.words():
        assert who(book, word, on=DAY), word


def test_how_long_it_takes_is_said_with_the_number_of_that_day(book):
    """A number of law stands in the sentence, not its name."""
    first = who(book, "extra tijd", on=DAY)[0]
    assert [text.en for text in first.takes] == ["DUO answers within 8 weeks."]
    assert all("{" not in text.nl for topic in book.topics.by_id for text in who(book, topic, on=DAY)[0].takes)


def test_a_word_nobody_uses_is_answered_with_a_suggestion(book):
    """A topic that is misspelt is not answered with silence."""
    with pytest.raises(NotInRulebook, match="did you mean"):
        who(book, "readnig", on=DAY)


def test_a_word_that_nobody_knows_is_answered_with_an_authority(book):
    """Never a word that only looks like it, and always somebody to ask."""
    for word in ("corona", "computer", "zwemles"):
        with pytest.raises(NotInRulebook, match="ask your municipality") as refused:
            who(book, word, on=DAY)
        assert "did you mean" not in str(refused.value)


def test_without_a_topic_every_authority_tells_its_topics(book):
    """The list of topics stands by authority, so that a reader can choose one; each topic once."""
    lines = {line.authority: line for line in who(book, on=DAY)}
    assert {"duo", "municipality"} <= set(lines)
    assert "pvt" in lines["municipality"].topics
    assert {rule for line in lines.values() for rule in line.rules} == {rule.written_as for rule in book.in_force(DAY)}


def test_every_topic_of_the_list_can_be_asked(book):
    """What `who` lists, `who` answers."""
    topics = {topic for line in who(book, on=DAY) for topic in line.topics}
    assert all(who(book, topic, on=DAY) for topic in topics)


def test_only_rules_in_force_that_day_answer(book):
    """The law of another day does not say who decides today."""
    day = date(2022, 6, 1)
    assert {rule for line in who(book, "plan_due", on=day) for rule in line.rules} <= {rule.written_as for rule in book.in_force(day)}


def test_a_topic_of_another_day_is_not_called_a_slip(book):
    """In 1900 no rule about the term is in force: the line names the day, and does not suggest the word that was typed."""
    with pytest.raises(NotInRulebook, match=r'^no rule in force on 1900-01-01 is about "term"; ask for another day$'):
        who(book, "term", on=date(1900, 1, 1))
