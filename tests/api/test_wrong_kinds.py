"""What a caller hands over that is no file and no advice is refused in one line."""

from datetime import date

import pytest

from route_advisor import (
    Advisor,
    Interview,
    PersonalFile,
    RouteAdvisorError,
    Rulebook,
    advise,
    agenda,
    compare,
    find,
    guide,
    load,
    parse,
    timeline,
    who,
    why,
    write,
    write_pdf,
)

DAY = date(2026, 11, 23)
NO_FILES = ({"case_ref": "x"}, "case_ref: x", None, 3, ["x"], object())
OF_FILES = {
    "advise": lambda given: advise(given, on=DAY),
    "brief": lambda given: Advisor().brief(given, on=DAY),
    "verdicts": lambda given: Advisor().verdicts(given, on=DAY),
    "why": lambda given: why(given, "knm", on=DAY),
}
OF_ADVICES = {
    "write": write,
    "Advisor.write": lambda given: Advisor().write(given),
    "write_pdf": write_pdf,
    "timeline": timeline,
    "compare": lambda given: compare(given, given),
}


@pytest.mark.parametrize("given", NO_FILES, ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("call", OF_FILES)
def test_what_is_no_file_is_refused_and_told_how_to_make_one(call, given):
    """A dict too: every error is a RouteAdvisorError."""
    with pytest.raises(RouteAdvisorError, match=r"a personal file is needed; make one with load\(path\)") as refused:
        OF_FILES[call](given)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("given", [given for given in NO_FILES if given is not None], ids=lambda given: type(given).__name__)
def test_an_interview_and_a_guide_refuse_it_too(given):
    """With nothing given they start from nothing."""
    for call in (lambda: Interview(given, on=DAY), lambda: guide("knm", on=DAY, file=given)):
        with pytest.raises(RouteAdvisorError, match="a personal file is needed"):
            call()


@pytest.mark.parametrize("given", NO_FILES, ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("call", OF_ADVICES)
def test_what_is_no_advice_is_refused_and_told_how_to_make_one(call, given):
    """And nothing is written."""
    with pytest.raises(RouteAdvisorError, match="an advice is needed; make one with advise"):
        OF_ADVICES[call](given)


THINGS = (None, 3, object(), {"case_ref": "x"}, ["x"], PersonalFile(case_ref="x"))
DOORS = {
    "load": (load, ()),
    "parse": (lambda given: parse(given, "x"), ()),
    "find": (lambda given: list(find(given, on=DAY)), (list,)),
    "find among": (lambda given: list(find([given], on=DAY)), (PersonalFile,)),
    "agenda": (lambda given: list(agenda(given, on=DAY)), (list,)),
    "find by": (lambda given: list(find([], given, on=DAY)), ()),
    "guide": (lambda given: guide(given, on=DAY), ()),
    "why": (lambda given: why(PersonalFile(case_ref="x"), given, on=DAY), ()),
    "who": (lambda given: who(Rulebook.shipped(), given, on=DAY), (type(None),)),
    "who in": (lambda given: who(given, "knm", on=DAY), ()),
    "Advisor": (Advisor, (type(None),)),
    "assume": (lambda given: advise(PersonalFile(case_ref="x"), on=DAY, assume=given), (type(None), dict)),
    "assume the word": (lambda given: advise(PersonalFile(case_ref="x"), on=DAY, assume={"route": given}), ()),
    "a resource": (lambda given: advise(PersonalFile(case_ref="x"), on=DAY, resources=[given]), ()),
    "resources": (lambda given: advise(PersonalFile(case_ref="x"), on=DAY, resources=given), (type(None),)),
}


@pytest.mark.parametrize("given", THINGS, ids=lambda given: type(given).__name__)
@pytest.mark.parametrize("door", DOORS)
def test_every_door_refuses_another_kind_of_thing_in_one_line(door, given):
    """No door answers with an error of Python's own, and each says what is needed and how to make it."""
    call, fits = DOORS[door]
    if isinstance(given, fits):
        return
    with pytest.raises(RouteAdvisorError, match="needed; ") as refused:
        call(given)
    assert "\n" not in str(refused.value)
