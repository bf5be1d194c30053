"""What is on paper about one person: what DUO, the municipality, the school and the person each say, kept apart."""

from route_advisor.personal_file.duo import (
    Dispensation,
    Duo,
    Duty,
    DutyPeriod,
    ExamResult,
    Exemption,
    FreeAttempts,
    GroupPeriod,
    Nt2Diploma,
    PersonGroup,
    RegisteredPlan,
    StatedTerm,
    TermVersion,
)
from route_advisor.personal_file.file import SCHEMA, NotUnderstood, PersonalFile, wrong_words
from route_advisor.personal_file.fine import Fine
from route_advisor.personal_file.letters import Letter
from route_advisor.personal_file.life import Education, Life, PaidWork, Setback
from route_advisor.personal_file.municipality import (
    CourseOffer,
    Intake,
    LearnabilityTest,
    Map,
    MunicipalFine,
    Municipality,
    Plan,
    Pvt,
    RegisteredHours,
    SkillLevels,
    ThirdPartyInformation,
    ZRoute,
)
from route_advisor.personal_file.person import Person
from route_advisor.personal_file.personal_data import FORBIDDEN, forbidden_reason, looks_like_a_name, looks_like_bsn
from route_advisor.personal_file.record import NOBODY, CaseRef, Day, Hours, MunicipalityCode, Record
from route_advisor.personal_file.residence import Permit, Registration, Residence
from route_advisor.personal_file.school import Course, School, Taalschakeltraject
from route_advisor.personal_file.statements import Statement

__all__ = [
    "FORBIDDEN",
    "NOBODY",
    "SCHEMA",
    "CaseRef",
    "Course",
    "CourseOffer",
    "Day",
    "Dispensation",
    "Duo",
    "Duty",
    "DutyPeriod",
    "Education",
    "ExamResult",
    "Exemption",
    "Fine",
    "FreeAttempts",
    "GroupPeriod",
    "Hours",
    "Intake",
    "LearnabilityTest",
    "Letter",
    "Life",
    "Map",
    "MunicipalFine",
    "Municipality",
    "MunicipalityCode",
    "NotUnderstood",
    "Nt2Diploma",
    "PaidWork",
    "Permit",
    "Person",
    "PersonGroup",
    "PersonalFile",
    "Plan",
    "Pvt",
    "Record",
    "RegisteredHours",
    "RegisteredPlan",
    "Registration",
    "Residence",
    "School",
    "Setback",
    "SkillLevels",
    "StatedTerm",
    "Statement",
    "Taalschakeltraject",
    "TermVersion",
    "ThirdPartyInformation",
    "ZRoute",
    "forbidden_reason",
    "looks_like_a_name",
    "looks_like_bsn",
    "wrong_words",
]
