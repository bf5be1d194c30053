"""How much is read: every limit on what comes from outside, in one table.

A person's own file is far smaller than each of these; a file beyond one is refused with the limit in the message.
"""

from typing import Final

BYTES_OF_A_FILE: Final = 2_000_000
"""A personal file, a page of rules, or a scenario, in UTF-8."""

BYTES_WITHOUT_COMPILED_PARSER: Final = 100_000
"""YAML that only the slow parser can read: what the compiled one refuses, or any where it is not installed."""

VALUES_OF_A_FILE: Final = 20_000
"""Keys and values together in a personal file."""

VALUES_OF_A_PAGE: Final = 200_000
"""Keys and values together in a page of rules or of scenarios."""

DEPTH: Final = 20
"""Levels of lists and groups inside each other."""

DIGITS: Final = 18
"""Digits of a number."""

ITEMS_OF_A_LIST: Final = 500
"""Items of each list of a personal file; its JSON Schema says so as `maxItems`."""

MISTAKES_TOLD: Final = 20
"""Mistakes of one input that are told; more are counted."""

MISTAKES_OF_RULES_TOLD: Final = 200
"""Mistakes of a rulebook that are told: whoever writes it mends them together; more are counted."""

LONGEST_MESSAGE: Final = 1_000
"""Characters of one told mistake, and of each word or place that it names."""

BYTES_OF_A_MESSAGE: Final = 5_000_000
"""A file with DUO's messages about one person."""

DEPTH_OF_A_MESSAGE: Final = 30
"""Levels inside each other in DUO's messages."""

BYTES_OF_AN_ANSWER: Final = 500_000
"""What one call of the MCP server gives, in UTF-8: all of it or a line that says so, never a part."""

BYTES_OF_A_SHEET: Final = 20_000_000
"""A file with a list of clients: CSV, Excel, Parquet or JSON lines."""

BYTES_OF_A_WORKBOOK: Final = 100_000_000
"""What such a file holds once it is unpacked."""

SHEETS_OF_A_WORKBOOK: Final = 100
"""Sheets of a workbook."""

ROWS_OF_A_SHEET: Final = 50_000
"""Rows of a sheet."""

COLUMNS_OF_A_SHEET: Final = 1_000
"""Columns of a sheet, up to the last with anything in it."""

CELLS_OF_A_SHEET: Final = 1_000_000
"""Rows times columns of a sheet."""

ANSWERS_KEPT: Final = 100_000
"""Answers that one advisor keeps, of all days and all people together; then the oldest make room. 100,000 lives asked a few thousand questions."""
