"""What a declaration names is there: its fact and words in the catalogue, its lists and keys in a personal file."""

from datetime import date

import pytest

from route_advisor.derive.declarations import DECLARED
from route_advisor.derive.declared import Declarations, Declared, Records
from route_advisor.facts import ToldBy
from route_advisor.personal_file import CourseOffer, Municipality, PersonalFile
from route_advisor.vocabulary import Teller

ON = date(2026, 11, 23)
OFFERS = Records("municipality.offers[]", "municipal_record", by="offered", take="literacy")
LITERACY = Declared("offer", Teller.MUNICIPALITY, (OFFERS,), {None: "none", "other_script": None, "illiterate": "literacy"}, without="pip")


@pytest.mark.parametrize("fact", DECLARED, ids=lambda fact: f"{fact.fact}-{fact.told_by}")
def test_a_declaration_names_what_is_there(book, fact):
    """Nothing is mistyped: a key that no record has would only fail for the first person who has such a record."""
    entry = book.catalogue.facts[fact.fact]
    assert {word for word in fact.words.values() if word is not None} <= set(entry.values)
    for records in fact.records:
        group, _, key = records.at.partition(".")
        kind = _record_of(PersonalFile, group)
        kind = _record_of(kind, key.removesuffix("[]")) if key else kind
        assert records.fields <= {f"{records.at}.{key}" for key in kind.model_fields}


def _record_of(kind, key):
    """The kind of record under a key, alone or in a list."""
    todo = [kind.model_fields[key].annotation]
    for one in todo:
        if hasattr(one, "model_fields"):
            return one
        todo += getattr(one, "__args__", ())
    return pytest.fail(f"{key} holds no records")


@pytest.mark.parametrize(
    ("offers", "word", "document", "day"),
    [
        (None, None, None, None),
        ([], "none", "pip", None),
        ([("not_applicable", None)], "none", "pip", None),
        ([("other_script", None)], None, None, None),
        (
            [("illiterate", date(2026, 2, 1)), ("illiterate", date(2026, 1, 1)), ("other_script", None)],
            "literacy",
            "municipal_record",
            date(2026, 1, 1),
        ),
        ([("illiterate", None), ("illiterate", date(2026, 2, 1))], "literacy", "municipal_record", date(2026, 2, 1)),
        ([("illiterate", date(2026, 11, 24))], "none", "pip", None),
    ],
)
def test_the_highest_value_counts_told_by_its_earliest_record(offers, word, document, day):
    """A value without a word says nothing, one that is not named does not count, and what is dated later is not there yet."""
    listed = None if offers is None else tuple(CourseOffer(literacy=value, offered=offered) for value, offered in offers)
    said = [(one.word, one.told_by) for one in Declarations(LITERACY).said(Municipality(offers=listed), ON)]
    assert said == ([] if word is None else [(word, ToldBy(Teller.MUNICIPALITY, document, day))])
