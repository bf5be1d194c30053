"""The shipped rulebook is compiled once, whoever asks."""

from datetime import date

from route_advisor import Advisor, Interview, PersonalFile, advise, agenda, find, guide, why

DAY = date(2026, 11, 23)
FILE = PersonalFile(case_ref="x")


def through_every_door():
    """One question at each door that answers from the shipped rulebook."""
    advise(FILE, on=DAY)
    why(FILE, "knm", on=DAY)
    guide("knm", on=DAY, file=FILE)
    Interview(FILE, on=DAY).next_question()
    list(find([FILE], on=DAY))
    list(agenda([FILE], on=DAY))


def test_no_door_compiles_the_shipped_rulebook_again(monkeypatch):
    """Whoever asks a thousand times pays for it once: each door takes the advisor that is kept."""
    through_every_door()
    made, compiles = [], Advisor.__init__

    def counted(self, *given, **named):
        made.append(self)
        compiles(self, *given, **named)

    monkeypatch.setattr(Advisor, "__init__", counted)
    through_every_door()
    assert made == []
