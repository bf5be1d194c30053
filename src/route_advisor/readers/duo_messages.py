"""Models of the bodies that DUO's APIs return, each field named as the personal file names it, with DUO's own name as its alias.

Required is only what the personal file needs. An end that DUO gives as exclusive is read as the last day that counts.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from route_advisor.dates import FIRST_DAY, day_before
from route_advisor.personal_file import Day, Hours, MunicipalityCode
from route_advisor.personal_file.free_text import holds_identifying
from route_advisor.readers import duo_words as words

MESSAGES = (
    *("inburgeringsplicht", "inburgeringsplicht/historie", "doelgroep", "doelgroep/historie"),
    *("inburgeringstermijn", "inburgeringstermijn/historie", "verlengingsgronden"),
    *("PIP", "Inburgeringsaanbod", "instellingen", "lbt/resultaten", "lbt/examennummer"),
    *("map", "pvt", "zroute", "uren"),
    *("examens/resultaten", "examens/gratispogingen", "vrijstellingen", "ontheffingen"),
)
"""The messages that are understood: the last words of their path in DUO's APIs."""

_BY_FOLDED_NAME = {name.casefold(): name for name in MESSAGES}


def message_name(key: str) -> str | None:
    """The message that a key or file name stands for, or `None`.

    Capitals do not matter, and "-" or "_" may stand for "/". An offer may have the number of its school behind it.
    """
    name = re.sub(r"[-_/]+", "/", key).casefold()
    return _BY_FOLDED_NAME.get(re.sub(r"^(inburgeringsaanbod)/[a-z0-9]{10}$", r"\1", name))


def _one_of(meanings: Mapping[str, Any]) -> BeforeValidator:
    openings = {word.removesuffix("…"): meaning for word, meaning in meanings.items() if word.endswith("…")}

    def meaning(said: object) -> object:
        if isinstance(said, str):
            if said in meanings:
                return meanings[said]
            for opening, meant in openings.items():
                if said.startswith(opening):
                    return meant
        raise ValueError

    return BeforeValidator(meaning)


def _hundredths(score: object) -> int:
    if isinstance(score, str) and re.fullmatch(r"[0-9]{1,3},[0-9]{2}", score):
        return int(score.replace(",", ""))
    raise ValueError


def _of_nobody(text: str) -> str:
    if holds_identifying(text):
        raise ValueError
    return text


LastDay = Annotated[Day, Field(gt=FIRST_DAY), AfterValidator(day_before)]
Score = Annotated[int, BeforeValidator(_hundredths)]
Code = Annotated[str, Field(min_length=1, max_length=10), AfterValidator(_of_nobody)]
Ground = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_of_nobody)]
YesNo = Annotated[bool, _one_of(words.YES_NO)]
Route = Annotated[str, _one_of(words.ROUTES)]
Level = Annotated[str, _one_of(words.LEVELS)]
ExamLevel = Annotated[str, _one_of(words.EXAM_LEVELS)]
Skill = Annotated[str, _one_of(words.SKILLS)]
ExamPart = Annotated[str, _one_of(words.EXAM_PARTS)]
Outcome = Annotated[str, _one_of(words.OUTCOMES)]
ReasonWithoutOutcome = Annotated[str, _one_of(words.REASONS_WITHOUT_OUTCOME)]
ReasonWithoutDuty = Annotated[str, _one_of(words.REASONS_WITHOUT_DUTY)]
Group = Annotated[str, _one_of(words.GROUPS)]
DetailedGroup = Annotated[str, _one_of(words.DETAILED_GROUPS)]
AsylumRights = Annotated[str, _one_of(words.ASYLUM_RIGHTS)]
Literacy = Annotated[str, _one_of(words.LITERACY)]
Decision = Annotated[str, _one_of(words.DECISIONS)]
ExemptionReason = Annotated[str, _one_of(words.EXEMPTION_REASONS)]
DispensationGround = Annotated[str, _one_of(words.DISPENSATION_GROUNDS)]
Learnability = Annotated[str, _one_of(words.LEARNABILITY)]


def _duo(name: str) -> Any:  # noqa: ANN401 - pydantic's own type for a field
    return Field(default=None, alias=name)


def _needed(name: str) -> Any:  # noqa: ANN401 - pydantic's own type for a field
    return Field(alias=name)


class Message(BaseModel):
    """A body of DUO, or a part of one. A key that is not here is refused, so that the reader can name it."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    def told(self) -> dict[str, Any]:
        """What the message says, by the names of the personal file."""
        return {name: value for name, value in self if value is not None}


class DutyMessage(Message):
    """Inburgeringsplicht. Ends are inclusive."""

    obliged: bool = _needed("indicatorInburgeringsplicht")
    starts: Day | None = _duo("begindatum")
    ends: Day | None = _duo("einddatum")
    changed: Day | None = _duo("wijzigingsdatum")
    notified: Day | None = _duo("datumKennisgevingInburgeringsplicht")
    reason_none: ReasonWithoutDuty | None = _duo("redenGeenInburgeringsplicht")


class DutyPeriodMessage(Message):
    """One item of Inburgeringsplichthistorie. Ends are inclusive."""

    obliged: bool = _needed("indicatorInburgeringsplicht")
    starts: Day | None = _duo("begindatum")
    ends: Day | None = _duo("einddatum")
    changed: Day | None = _duo("wijzigingsdatum")


class GroupMessage(Message):
    """Doelgroep."""

    value: Group | None = _duo("indeling")
    since: Day | None = _duo("begindatum")
    detailed: DetailedGroup | None = _duo("gedetailleerdeDoelgroep")
    asylum_rights: AsylumRights | None = _duo("asielrechtenWijzigingVerblijfsdoel")


class GroupPeriodMessage(Message):
    """One item of Doelgroephistorie. Ends are inclusive."""

    value: Group | None = _duo("indeling")
    since: Day | None = _duo("begindatum")
    until: Day | None = _duo("einddatum")


class TermVersionMessage(Message):
    """One item of Inburgeringstermijnhistorie: no start, and an exclusive end."""

    last_day: LastDay = _needed("einddatum")
    changed: Day | None = _duo("wijzigingsdatum")
    ground_code: Code | None = _duo("verlengingsgrondcode")
    ground: Ground | None = _duo("verlengingsgrondomschrijving")


class TermMessage(TermVersionMessage):
    """Inburgeringstermijn, with an exclusive end."""

    starts: Day = _needed("startdatum")


class GroundMessage(Message):
    """One item of the list of Verlengingsgronden: what a code means."""

    code: Code = _needed("code")
    ground: Ground = _needed("omschrijving")


class PlanMessage(Message):
    """PIP. A missing level stays missing."""

    dated: Day = _needed("dagtekeningPip")
    route: Route = _needed("leerroute")
    level: Level | None = _duo("niveau")
    estimated_hours: Annotated[int, Field(ge=1, le=9999)] | None = _duo("geschatteIntensiteitB1Route")
    may_finish_education: bool | None = _duo("indicatorMagOpleidingAfmaken")
    literacy: Literacy | None = _duo("indicatorAlfabetiseringsonderwijs")


class MunicipalityPlanMessage(Message):
    """A PIP with the municipality that made it."""

    municipality: MunicipalityCode | None = _duo("gemeentecode")
    pip: PlanMessage = _needed("pip")


class OfferMessage(Message):
    """Inburgeringsaanbod. The expected end is exclusive."""

    offered: Day | None = _duo("datumInburgeringsaanbod")
    expected_start: Day | None = _duo("verwachteStartdatumOpleiding")
    expected_end: LastDay | None = _duo("verwachteEinddatumOpleiding")
    literacy: Literacy | None = _duo("indicatorAlfabetiseringsonderwijs")


class SchoolMessage(Message):
    """One item of the list of Instellingen. It says nothing about the person, so nothing of it is kept."""

    quality_mark_number: str | None = _duo("bow")
    education_number: str | None = _duo("brin")
    quality_mark: bool | None = _duo("indicatieBowKeurmerk")
    taalschakeltraject_mark: bool | None = _duo("indicatieTstKeurmerk")


class ExamNumberMessage(Message):
    """Examennummer of the learnability test. It identifies the person, so it is left out and nothing is kept."""


class LearnabilityTestMessage(Message):
    """One item of the results of the learnability test."""

    registered: Day = _needed("datumAfname")
    result: Learnability = _needed("resultaat")
    score_hundredths: Score | None = _duo("behaaldeScore")
    needed_hundredths: Score | None = _duo("benodigdeScore")


class MapMessage(Message):
    """DatumMap or ResultaatMap."""

    final_talk: Day | None = _duo("datumEindgesprekMap")
    culpable: YesNo | None = _duo("verwijtbaar")


class PvtMessage(Message):
    """DatumPvt or ResultaatPvt."""

    signed: Day | None = _duo("datumOndertekeningPvt")
    culpable: YesNo | None = _duo("verwijtbaar")


class ZRouteMessage(Message):
    """ResultaatZroute."""

    completed: Day | None = _duo("datumAfrondingZroute")


class CountMessage(Message):
    """A number of hours."""

    hours: Hours = _needed("uren")


class HoursMessage(Message):
    """GevolgdeUren of one municipality. `bekendTot` is exclusive."""

    municipality: MunicipalityCode | None = _duo("gemeentecode")
    known_until: LastDay | None = _duo("bekendTot")
    dutch_and_knm: CountMessage | None = _duo("ParticipatieAlsTaalles")
    intake_dutch_and_knm: CountMessage | None = _duo("TaallesEnKnmBredeIntake")
    participation: CountMessage | None = _duo("ParticipatieactiviteitenBredeIntake")

    def told(self) -> dict[str, date | str | int]:
        """What the message says, each count as its number of hours."""
        return {name: value.hours if isinstance(value, CountMessage) else value for name, value in super().told().items()}


class ExamResultMessage(Message):
    """One item of Examenresultaat."""

    part: ExamPart = _needed("onderdeel")
    taken: Day = _needed("examendatum")
    outcome: Outcome = _needed("resultaat")
    level: ExamLevel | None = _duo("niveau")
    no_outcome: ReasonWithoutOutcome | None = _duo("redenGeenResultaat")


class FreeAttemptsMessage(Message):
    """One item of GratisPogingTegoed."""

    part: ExamPart = _needed("onderdeel")
    left: Annotated[int, Field(ge=0, le=99)] = _needed("gratisPogingenTegoed")


class DecisionMessage(Message):
    """What each decision on an exemption or dispensation has."""

    decision: Decision = _needed("oordeel")
    decided: Day | None = _duo("datumOordeel")


class FullExemptionMessage(DecisionMessage):
    """GeheleVrijstelling."""

    reason: ExemptionReason | None = _duo("reden")


class TemporaryExemptionMessage(FullExemptionMessage):
    """TijdelijkeVrijstelling. Ends are inclusive."""

    starts: Day | None = _duo("startdatum")
    ends: Day | None = _duo("einddatum")


class PartialExemptionMessage(FullExemptionMessage):
    """GedeeltelijkeVrijstelling."""

    part: Skill | None = _duo("examenonderdeel")
    level: Level | None = _duo("examenniveau")


class FullDispensationMessage(DecisionMessage):
    """GeheleOntheffing."""

    ground: DispensationGround = _needed("grond")


class PartialDispensationMessage(FullDispensationMessage):
    """GedeeltelijkeOntheffing."""

    part: ExamPart | None = _duo("examenonderdeel")
    participation_hours_at_most: Hours | None = _duo("urenBelastbaarheidParticipatieactiviteit")


class ScopedMessage(Message):
    """A decision that stands under the name of its scope."""

    def scoped(self) -> Iterator[tuple[str, str, DecisionMessage]]:
        """Each decision in it: DUO's name of the scope, ours, and the decision."""
        for scope, field in type(self).model_fields.items():
            found = getattr(self, scope)
            if found is not None:
                yield str(field.alias), scope, found


class ExemptionMessage(ScopedMessage):
    """One item of Vrijstelling."""

    full: FullExemptionMessage | None = _duo("GeheleVrijstelling")
    temporary: TemporaryExemptionMessage | None = _duo("TijdelijkeVrijstelling")
    partial: PartialExemptionMessage | None = _duo("GedeeltelijkeVrijstelling")


class DispensationMessage(ScopedMessage):
    """One item of Ontheffing."""

    full: FullDispensationMessage | None = _duo("GeheleOntheffing")
    partial: PartialDispensationMessage | None = _duo("GedeeltelijkeOntheffing")
