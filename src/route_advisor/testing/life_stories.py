"""Coherent lives, built forward in time: permit, registration, notice, intake, plan, lessons, exams, PVT, MAP, extra time, the end.

Every record fits the others as DUO's exchange asks (L- and D-rules of the law dossier), so a life gives no conflict on any day.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date
from typing import Any, Literal, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from route_advisor.dates import last_day_of_term, months_later, next_day, years_later
from route_advisor.personal_file import SCHEMA, PersonalFile
from route_advisor.rulebook.book import Rulebook
from route_advisor.testing.legal_days import days, edges_around, legal_edges

Group = Literal["asylum_status_holder", "family_or_other_migrant"]
Route = Literal["b1", "onderwijs", "z"]
Json = dict[str, Any]
T = TypeVar("T")

GROUPS: tuple[Group, ...] = ("asylum_status_holder", "family_or_other_migrant")
ROUTES: tuple[Route, ...] = ("b1", "onderwijs", "z")
_LATE = 8
"""Most lives reach one of the last chapters: there the facts meet."""
_SKILLS = ("reading", "listening", "writing", "speaking")
_FIRST_PERMITS = (date(2022, 1, 1), date(2024, 12, 31))
_PURPOSES = ("family", "non_temporary_humanitarian", "minister_of_religion")
_DETAILS: dict[tuple[str, str], tuple[str, ...]] = {
    ("asylum_status_holder", "asylum"): ("asylum_status_holder",),
    ("asylum_status_holder", "family"): ("family_reunifier_with_asylum_status_holder", "family_former_with_asylum_status_holder"),
    ("family_or_other_migrant", "family"): ("family_reunifier", "family_former"),
    ("family_or_other_migrant", "non_temporary_humanitarian"): ("other",),
    ("family_or_other_migrant", "minister_of_religion"): ("minister_of_religion",),
}
_FORGETTABLE = (
    ("person",),
    ("residence",),
    ("school",),
    ("statements",),
    *(("duo", key) for key in ("group", "term", "plan", "exemptions", "dispensations", "exams", "nt2_diplomas", "free_attempts")),
    *(
        ("municipality", key)
        for key in ("intake", "learnability_tests", "third_party_information", "plans", "offers", "hours", "pvt", "map")
    ),
)

_REMEMBERED_BY = {whole: st.sampled_from((False, *[True] * often)) for whole, often in ((False, 3), (True, 120))}


@st.composite
def life_stories(
    draw: st.DrawFn, *, reaches: str | None = None, groups: Sequence[Group] = GROUPS, routes: Sequence[Route] = ROUTES
) -> PersonalFile:
    """Files of one person under the 2021 Act, as they look after some chapter of `CHAPTERS`; `reaches` names the first that may be the last.

    About half of the files are complete; the others lack some groups, as files do. `routes` are the routes of the first plan.
    No register contradicts another on any day. Shrinks to the empty file: chapters, records and keys go that you do not need.

    >>> from hypothesis import given, settings
    >>> @settings(max_examples=5)
    ... @given(life_stories(reaches="plan", routes=["z"]))
    ... def test_the_first_plan_is_on_the_z_route(file):
    ...     assert file.municipality is None or not file.municipality.plans or file.municipality.plans[0].route == "z"
    >>> test_the_first_plan_is_on_the_z_route()
    """
    return _life(draw, reaches, _Life(draw, groups, routes))


@st.composite
def files_near_legal_edges(
    draw: st.DrawFn, *, reaches: str | None = None, groups: Sequence[Group] = GROUPS, routes: Sequence[Route] = ROUTES
) -> PersonalFile:
    """Life stories in which things happen when the law changes, and when a length of time that the law names has passed.

    A permit of 1 January 2022, a plan of 29 February, a letter on the last day of the ten weeks, an exam on the day of the plan: each day
    is one of `legal_edges()`, or one of the edges around an earlier day of the same life, wherever one is in reach.
    Otherwise as `life_stories`: no register contradicts another, and it shrinks to the empty file.

    >>> from hypothesis import given, settings
    >>> from route_advisor import advise
    >>> @settings(max_examples=5)
    ... @given(files_near_legal_edges(reaches="term_letter"))
    ... def test_the_term_of_duo_wins(file):
    ...     term = advise(file, on=date(2026, 11, 23)).term
    ...     assert isinstance(term, str) or term.stated_last_day in (None, term.last_day)
    >>> test_the_term_of_duo_wins()
    """
    return _life(draw, reaches, _Life(draw, groups, routes, near_edges=True))


def _life(draw: st.DrawFn, reaches: str | None, life: "_Life") -> PersonalFile:
    """What is forgotten, and how long the life is, are drawn first: so a counterexample loses groups and late chapters at once."""
    forgotten = draw(_forgotten())
    least = 0 if reaches is None else CHAPTERS.index(reaches) + 1
    lengths = tuple(range(least, len(CHAPTERS) + 1))
    for chapter in CHAPTERS[: draw(st.sampled_from((*lengths, *lengths[-_LATE:] * 2)))]:
        draw(_chapter(life, chapter))
    return PersonalFile.model_validate(life.papers(forgotten))


@st.composite
def _forgotten(draw: st.DrawFn) -> frozenset[tuple[str, ...]]:
    """Hardly anything for half of the files; of the others each group of records in one of four. Shrinks to everything.

    Every group is drawn for, and what is drawn always counts: so Hypothesis finds out alone which of them a counterexample needs.
    """
    remembered = _REMEMBERED_BY[draw(st.sampled_from((False, True)))]
    return frozenset([path for path in _FORGETTABLE if not draw(remembered)])


@st.composite
def _chapter(draw: st.DrawFn, life: "_Life", name: str) -> None:
    """One chapter, drawn as one piece, so that Hypothesis drops or simplifies it as one piece."""
    life.drawn_by(draw)
    _WRITE[name](life)


@st.composite
def _exam(draw: st.DrawFn, life: "_Life") -> Json:
    """One exam, some time later, drawn as one piece."""
    life.drawn_by(draw)
    return life.exam()


class _Life:
    """One person, and all that is on paper by `today`. Each chapter moves `today` on and adds its records."""

    def __init__(self, draw: st.DrawFn, groups: Sequence[Group], routes: Sequence[Route], *, near_edges: bool = False) -> None:
        self._draw = draw
        self._days = _days_near_edges if near_edges else _days_of_life
        self._passed: list[date] = []
        self._groups = groups
        self._routes = routes
        self.today = _FIRST_PERMITS[0]
        self.finished = False
        self.person: Json = {}
        self.residence: Json = {}
        self.duo: Json = {}
        self.municipality: Json = {}
        self.school: Json = {}
        self.statements: list[Json] = []

    def drawn_by(self, draw: st.DrawFn) -> None:
        """Draw what follows by this."""
        self._draw = draw

    # --- the chapters ----------------------------------------------------------------------------

    def permit(self) -> None:
        """The IND decides on a permit that gives the duty (WI2021 art. 3)."""
        self.group = self._one_of(self._groups)
        self.today = self._some_day(*_FIRST_PERMITS)
        kind = self._one_of([kind for group, kind in _DETAILS if group == self.group])
        title: Json = {"legal_basis": "asylum_fixed_term"} if kind == "asylum" else {"legal_basis": "regular_fixed_term", "purpose": kind}
        self.detailed = self._one_of(_DETAILS[self.group, kind])
        self.person = {
            "born": self._draw(days(years_later(self.today, -55), years_later(self.today, -18))),
            "nationalities": self._draw(st.lists(st.sampled_from(("SY", "TR", "ER", "US")), min_size=1, max_size=2, unique=True)),
        }
        self.residence = {
            "permits": [{**title, "decided": self.today, "valid_from": self.today, "valid_until": years_later(self.today, 5)}]
        }
        self.duty_starts = self.today

    def registration(self) -> None:
        """The municipality registers the person, first in a reception centre for some."""
        found = []
        if self.residence["permits"][0]["legal_basis"] == "asylum_fixed_term" and self._maybe():
            self._later(months=2)
            found.append({"municipality": "0050", "since": self.today, "until": self._later(months=8), "reception_centre": True})
            self._later(days=1)
        self._later(months=2)
        self.home = self._one_of(("0363", "0599"))
        self.residence["registrations"] = [*found, {"municipality": self.home, "since": self.today, "reception_centre": False}]

    def notice(self) -> None:
        """DUO writes that the person must integrate (BI2021 art. 5.3)."""
        self._later(months=3)
        self.duo = {
            "duty": {"obliged": True, "starts": self.duty_starts, "notified": self.today, "law": "wi2021"},
            "group": {"value": self.group, "detailed": self.detailed, "since": self.duty_starts},
            **{key: [] for key in ("exemptions", "dispensations", "exams")},
        }

    def intake(self) -> None:
        """The broad intake (WI2021 art. 14)."""
        invited = self._later(months=1)
        test = {"registered": self._later(months=1), "result": self._one_of(("unknown", "b1_feasible", "b1_not_feasible"))}
        self.municipality = {
            "intake": {"invited": invited, "completed": self._later(months=1)},
            "learnability_tests": [test],
            "plans": [],
        }
        if self._maybe():
            self.municipality["third_party_information"] = {"awaited": True, "received": self._later(months=1)}

    def plan(self) -> None:
        """The first plan, which starts the term (WI2021 art. 11 and 15). It never names A2 (L-3)."""
        self._later(months=3)
        route = self._one_of(self._routes)
        more: Json = {"level": "b1"} if route != "z" and self._maybe() else {}
        if route == "b1" and self.group == "asylum_status_holder" and self._maybe():
            more["estimated_hours"] = 900
        self._made({"dated": self.today, "route": route, "municipality": self.home, **more})
        self.term_starts = next_day(self.today)
        self.last_day = last_day_of_term(self.term_starts, _number("term_length", self.today))
        if self.group == "asylum_status_holder" and self._maybe():
            self.municipality["offers"] = [{"offered": self.today, "expected_start": self.term_starts, "expected_end": self.last_day}]

    def term_letter(self) -> None:
        """DUO writes the first and last day of the term."""
        self._later(months=1)
        self.duo["term"] = {"starts": self.term_starts, "last_day": self.last_day, "changed": self.today}

    def lessons(self) -> None:
        """Lessons at a school with the quality mark."""
        needed = _number("lessons_before_a2", self.today)
        self.hours = self._one_of((0, needed - 1, needed, needed + 1))
        since = self._later(months=2)
        self.school = {"courses": [{"kind": "dutch", "hours": self.hours, "quality_mark": True, "since": since}]}
        self.municipality["hours"] = [{"municipality": self.home, "known_until": self._later(months=9), "dutch_and_knm": self.hours}]
        if self._maybe():
            self.statements.append({"fact": "paid_work", "word": self._one_of(("works", "does_not_work")), "said": self.today})

    def first_exams(self) -> None:
        """Some exams, passed and failed, and sometimes a partial exemption or dispensation."""
        self._exams(most=3)
        if self._maybe():
            exemption = {"scope": "partial", "reason": "GED", "decision": self._one_of(("refused", "granted"))}
            self.duo["exemptions"].append({**exemption, "decided": self._later(months=1), "part": self._one_of(_SKILLS), "level": "b1"})
        if self._maybe():
            part = self._one_of(("knm", *_SKILLS))
            dispensation = {"scope": "partial", "ground": "medical_decision", "decision": self._one_of(("refused", "granted"))}
            self.duo["dispensations"].append({**dispensation, "decided": self._later(months=1), "part": part})

    def pvt(self) -> None:
        """The participation statement, signed once the term runs (D-4)."""
        hours = _number("pvt_hours", self.today)
        self.municipality["pvt"] = {"hours": self._one_of((hours, hours + 1)), "signed": self._in_term(months=3)}

    def map(self) -> None:
        """The final talk of the MAP, once the term runs (D-4). The onderwijsroute has no MAP."""
        if self._route() != "onderwijs":
            hours = _number("map_practical_hours", self.today)
            self.municipality["map"] = {"practical_hours": self._one_of((hours, hours + 1)), "final_talk": self._in_term(months=3)}

    def route_part(self) -> None:
        """What only one route has: the hours and the end of the Z-route (D-5), or the taalschakeltraject of the onderwijsroute."""
        route = self._route()
        if route == "z" and self._maybe():
            self.municipality["hours"][0] |= {"dutch_and_knm": 800, "participation": 800, "known_until": self._later(months=9)}
            self.municipality["z_route"] = {"completed": self._later(months=3)}
            self.finished = True
        if route == "onderwijs":
            started, last = self._in_term(months=3), self._later(months=9)
            how = self._one_of(("completed", "left", None))
            self.school["taalschakeltraject"] = {"started": started, **({how: last} if how is not None else {})}
            self.finished = how == "completed"

    def new_plan(self) -> None:
        """A later plan: after a move, on another route, or at a lower level. The term stays (WI2021 art. 11 lid 3)."""
        self._later(days=1)
        if self.finished:
            return
        old = self.municipality["plans"][-1]
        kind = self._one_of(("none", "move", "route", "level"))
        if kind == "move":
            self.home = "0014"
            self.residence["registrations"].append({"municipality": self.home, "since": self._later(months=1), "reception_centre": False})
            self._made({**old, "dated": self._later(months=2), "municipality": self.home})
        if kind == "route" and old["route"] == "onderwijs":
            self._made({"dated": self._later(months=2), "route": "b1", "level": "b1", "municipality": self.home})
        if kind == "level" and old["route"] == "b1" and self.hours >= _number("lessons_before_a2", self.today):
            lower = {"level": "a2"} if self._maybe() else {"level": "b1", "skill_levels": {self._one_of(_SKILLS): "a2"}}
            self._made({"dated": self._later(months=2), "route": "b1", "municipality": self.home, **lower})

    def later_exams(self) -> None:
        """More exams, at the level of the plan or another."""
        self._exams(most=5)

    def extra_time(self) -> None:
        """DUO adds time to the term (WI2021 art. 12); the start stays."""
        if self._maybe():
            first = self.duo["term"]
            self._later(months=2)
            longer = months_later(first["last_day"], self._one_of((3, 6)))
            self.duo["term"] = {
                "starts": first["starts"],
                "last_day": longer,
                "changed": self.today,
                "ground": "illness",
                "history": [{key: first[key] for key in ("last_day", "changed")}],
            }

    def end(self) -> None:
        """The duty ends: fulfilled, exempt, dispensed, or not obliged any more."""
        self._later(months=6)
        reason = self._one_of(("fulfilled", "exemption", "dispensation", "purpose_changed", "left_netherlands", "other"))
        duty = {**self.duo["duty"], "obliged": False, "ends": self.today, "changed": self.today, "reason_none": reason}
        running = {"obliged": True, "starts": self.duty_starts, "changed": self.duo["duty"]["notified"]}
        self.duo["duty"] = {**duty, "history": [running]}

    # --- what the chapters share -----------------------------------------------------------------

    def papers(self, forgotten: Collection[tuple[str, ...]]) -> Json:
        """The file, without what is forgotten."""
        groups = {
            "person": self.person,
            "residence": self.residence,
            "duo": self.duo,
            "municipality": self.municipality,
            "school": self.school,
            "statements": self.statements,
        }
        file: Json = {name: group for name, group in groups.items() if group}
        for *above, key in forgotten:
            holder = file.get(above[0], {}) if above else file
            holder.pop(key, None)
            if key in ("pvt", "map"):  # the end of the Z-route rests on both (D-5)
                holder.pop("z_route", None)
        return {"schema": SCHEMA, "case_ref": "fictional", **file}

    def _made(self, plan: Json) -> None:
        self.municipality["plans"].append(plan)
        levels = {plan.get("level"), *plan.get("skill_levels", {}).values()} - {None}
        registered = {"dated": plan["dated"], "route": plan["route"]}
        self.duo["plan"] = {**registered, "level": min(levels)} if levels else registered

    def _exams(self, most: int) -> None:
        self.duo["exams"] += self._draw(st.lists(_exam(self), max_size=most))

    def exam(self) -> Json:
        """One exam of some part, at some level, with some outcome."""
        part = self._one_of((*_SKILLS, "knm"))
        level, outcome = self._one_of(("a2", "b1", "b2")), self._one_of(("passed", "failed", "none"))
        levels = {} if part == "knm" else {"level": level}
        return {"part": part, **levels, "taken": self._later(months=2), "outcome": outcome}

    def _route(self) -> str:
        return str(self.municipality["plans"][-1]["route"])

    def _in_term(self, months: int) -> date:
        self.today = max(self.today, self.term_starts)
        return self._later(months=months)

    def _later(self, months: int = 0, days: int = 0) -> date:
        """Move `today` on, at least `days` (0 or 1) and at most that many months."""
        first = next_day(self.today) if days else self.today
        self.today = self._some_day(first, months_later(first, months))
        return self.today

    def _some_day(self, first: date, last: date) -> date:
        day = self._draw(self._days(first, last, self._passed))
        self._passed.append(day)
        return day

    def _one_of(self, values: Sequence[Any]) -> Any:  # noqa: ANN401 - words and numbers alike
        return self._draw(st.sampled_from(values))

    def _maybe(self) -> bool:
        return self._draw(st.booleans())


_WRITE: Mapping[str, Callable[[_Life], None]] = {
    "permit": _Life.permit,
    "registration": _Life.registration,
    "notice": _Life.notice,
    "intake": _Life.intake,
    "plan": _Life.plan,
    "term_letter": _Life.term_letter,
    "lessons": _Life.lessons,
    "first_exams": _Life.first_exams,
    "pvt": _Life.pvt,
    "map": _Life.map,
    "route_part": _Life.route_part,
    "new_plan": _Life.new_plan,
    "later_exams": _Life.later_exams,
    "extra_time": _Life.extra_time,
    "end": _Life.end,
}
CHAPTERS = tuple(_WRITE)
"""The chapters of a life, in order. A story stops after any of them; before the first there is only an empty file."""


def _days_of_life(first: date, last: date, _passed: Sequence[date]) -> SearchStrategy[date]:
    """Days as they come, half of them days on which the law changes. One choice a day, so that a life shrinks soon."""
    days_here = last.toordinal() - first.toordinal() + 1
    edges = _edges_between(first, last) or [first]
    return st.integers(0, 2 * days_here - 1).map(
        lambda place: date.fromordinal(first.toordinal() + place) if place < days_here else edges[place % len(edges)]
    )


def _days_near_edges(first: date, last: date, passed: Sequence[date]) -> SearchStrategy[date]:
    """Days on which the law changes, and as many on which a length of time that it names has passed since an earlier day."""
    of_law = _edges_between(first, last)
    of_life = sorted({edge for day in passed for edge in edges_around(day) if first <= edge <= last}) or of_law or [first]
    often = max(len(of_life) // max(len(of_law), 1), 1)
    return st.sampled_from([*of_life, *of_law * often, of_life[0]])


def _edges_between(first: date, last: date) -> list[date]:
    return [edge for edge in legal_edges() if first <= edge <= last]


def _number(name: str, on: date) -> int:
    value = Rulebook.shipped().numbers.at(name, on)
    assert value is not None, f"the shipped rulebook has {name} since 2022"  # noqa: S101 - the rulebook of this package
    return value
