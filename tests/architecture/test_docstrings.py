"""Tests are sentences about promises, and public names say what they give."""

import ast
from pathlib import Path

TESTS = Path(__file__).parent.parent
SOURCE = TESTS.parent / "src" / "route_advisor"


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    """All functions of a file, nested in classes too."""
    return [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.FunctionDef)]


def test_every_test_says_what_it_promises():
    """A test without a docstring is a defect."""
    silent = [
        f"{path.name}:{node.lineno} {node.name}"
        for path in TESTS.rglob("test_*.py")
        for node in functions(path)
        if node.name.startswith("test_") and not ast.get_docstring(node)
    ]
    assert silent == []


def test_functions_stay_short():
    """Half of the functions have at most nine lines, and nine in ten at most twenty-five."""
    lengths = sorted((node.end_lineno or node.lineno) - node.lineno + 1 for path in SOURCE.rglob("*.py") for node in functions(path))
    assert lengths[len(lengths) // 2] <= 9
    assert lengths[len(lengths) * 9 // 10] <= 25
