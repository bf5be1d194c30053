"""Any valid personal file: what the schema allows, as contradictory as can be.

Files are drawn from the schema itself, so that a key added there is tested here at once.
"""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from hypothesis import reject
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from pydantic import ValidationError

from route_advisor import personal_file
from route_advisor.personal_file import SCHEMA, PersonalFile, Record
from route_advisor.rulebook import Rulebook
from route_advisor.testing.legal_days import days

_LONGEST_LIST = 4
_CLOSE_TOGETHER = 5
_PATTERNS: Mapping[str, SearchStrategy[str]] = {
    personal_file.COUNTRY_PATTERN: st.sampled_from(("SY", "TR", "NL", "DE", "CH", "US")),
    personal_file.MUNICIPALITY_PATTERN: st.sampled_from(("0363", "0599", "0014")),
}
