"""The modules can be read top to bottom like a story."""

import ast
from pathlib import Path

import route_advisor

PACKAGE = Path(route_advisor.__file__).parent

READING_ORDER = [
    "errors",
    "vocabulary",
    "dates",
    "text",
    "citation",
    "facts",
    "strict_yaml",
    "mistakes",
    "catalogue",
    "numbers",
    "personal_file",
    "sayings",
    "duty_facts",
    "plan_facts",
    "term_facts",
    "result_facts",
    "extra_time_facts",
    "route_facts",
    "continuation_facts",
    "old_act_facts",
    "derive",
    "rule",
    "pages",
    "overlay",
    "rulebook",
    "stages",
    "reference",
    "tokens",
    "disagreement",
    "engine",
    "components",
    "completions",
    "changes",
    "version",
    "advice",
    "sentences",
    "lines",
    "certainty",
    "checklist",
    "steps",
    "questions",
    "advisor",
    "explanation",
    "who",
]
"""Each module may import only from those above it. The outer ring (readers, writers, assurance, cli, testing) comes last."""

OUTER_RING = {"readers", "writers", "assurance", "cli", "testing", "_rules", "__init__", "__main__"}


def module_imports(path: Path) -> set[str]:
    """The modules of this package that a file imports when it is imported itself."""
    found: set[str] = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module == "route_advisor":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("route_advisor."):
            found.add(node.module.split(".")[1])
    return found


def test_every_core_module_has_its_place_in_the_reading_order():
    """A new module is put where a reader expects it, or this test fails."""
    core = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or (path.is_dir() and (path / "__init__.py").is_file())}
    assert core - OUTER_RING == set(READING_ORDER)


def test_a_core_module_imports_only_from_those_above_it():
    """The flow goes one way: no core module knows a later one, and none knows the outer ring."""
    for place, name in enumerate(READING_ORDER):
        assert module_imports(PACKAGE / f"{name}.py") <= set(READING_ORDER[:place]), name


def test_only_the_engine_knows_durable_rules():
    """The rule engine can be replaced without touching its users."""
    knowing = {path.stem for path in PACKAGE.rglob("*.py") if "import durable" in path.read_text(encoding="utf-8")}
    assert knowing <= {"engine"}


def test_only_the_command_line_knows_typer_and_todays_date():
    """Below the command line time is a parameter."""
    for path in PACKAGE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "cli" not in path.relative_to(PACKAGE).parts:
            assert "import typer" not in text, path
            assert ".today()" not in text, path
            assert ".now(" not in text, path


def test_nothing_is_named_after_nothing():
    """Modules are named after things in the domain."""
    empty = {"utils", "helpers", "common", "core", "base", "models", "types", "misc"}
    assert not {path.stem for path in PACKAGE.rglob("*.py")} & empty
