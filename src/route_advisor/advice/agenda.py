"""The days of many people in one list: those of the law and those of careful planning, which are different types."""

from datetime import date

from route_advisor.advice.line import Line
from route_advisor.advice.planned import LegalDate, PlanningDay
from route_advisor.text import Text


class AgendaDay(Line):
    """One day of one person: a `LegalDate` or a `PlanningDay`, what it is for in one sentence, and what it is about.

    `about` stays the same in a later advice on the same case.
    """

    case_ref: str
    file: str
    when: LegalDate | PlanningDay
    says: Text
    about: str

    @property
    def day(self) -> date:
        """The day itself."""
        return self.when.legal_date if isinstance(self.when, LegalDate) else self.when.planning_day

    @property
    def is_law(self) -> bool:
        """Whether the law or a decision fixes it."""
        return isinstance(self.when, LegalDate)

    @property
    def order(self) -> tuple[date, bool, str, str]:
        """Sort by this: the first day in front, and on one day what is law before what is planning."""
        return self.day, not self.is_law, self.case_ref, self.about
