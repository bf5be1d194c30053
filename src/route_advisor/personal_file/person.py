"""What the population register (BRP) knows of the person."""

from route_advisor.personal_file.record import Country, Day, Many, Record


class Person(Record):
    """As the population register (BRP) has it."""

    born: Day | None = None
    nationalities: Many[Country] | None = None
