"""The forms of short texts in a personal file, each with the message that says it to people: nobody has to read a pattern."""

CASE_REF = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"
COUNTRY = r"^[A-Z]{2}$"
MUNICIPALITY = r"^[0-9]{4}$"
NAME = r"^[a-z][a-z0-9_]{0,63}$"
MONTH = r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])$"

SAID = {
    CASE_REF: "form_of_a_case_ref",
    COUNTRY: "form_of_a_country",
    MUNICIPALITY: "form_of_a_municipality",
    NAME: "form_of_a_name",
    MONTH: "form_of_a_month",
}
