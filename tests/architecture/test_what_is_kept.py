"""What a process keeps has an end, whatever it is asked: no day and no word of a file fills a cache for ever."""

import ast
from pathlib import Path

import route_advisor

PACKAGE = Path(route_advisor.__file__).parent

WITHOUT_AN_END = {
    "advice/line.py:_names": "the kinds of lines",
    "assurance/cases/checked_by.py:checked_by": "the words of scenarios",
    "assurance/texts/sentence_words.py:tones": "folders of a rulebook",
    "caseload/by_column/sql.py:_named": "the schemas of our SQL",
    "caseload/columns.py:file_type": "the types of a day in Arrow",
    "derive/told.py:_fed": "places of a file, and facts of the rulebook",
    "derive/told.py:_fields": "the kinds of records, and places of a file",
    "derive/told.py:_teller": "places of a file",
    "documents/mistakes.py:_groups": "the kinds of documents",
    "reasoning/tokens.py:name_hash": "names in rules",
}
"""Functions that keep every answer, and of what there are only so many."""


def _keeps_all(decorator: ast.expr) -> bool:
    """`@cache`, or `@lru_cache` without a size that ends."""
    if isinstance(decorator, ast.Name):
        return decorator.id == "cache"
    if not isinstance(decorator, ast.Call) or getattr(decorator.func, "id", "") != "lru_cache":
        return False
    sizes = [*decorator.args, *(one.value for one in decorator.keywords if one.arg == "maxsize")]
    return any(isinstance(size, ast.Constant) and size.value is None for size in sizes)


def test_what_is_kept_for_ever_is_of_the_program_and_never_of_who_asks():
    """A function that keeps every answer takes nothing, or something of which the rulebook or the program has only so many."""
    found = {
        f"{path.relative_to(PACKAGE).as_posix()}:{node.name}"
        for path in PACKAGE.rglob("*.py")
        if "_rules" not in path.parts and "testing" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.args.args and any(map(_keeps_all, node.decorator_list))
    }
    assert found == set(WITHOUT_AN_END)
