"""The house can be walked floor by floor: a folder is a floor, and a module knows only its own folder and the floors below."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import route_advisor

PACKAGE = Path(route_advisor.__file__).parent

FLOORS = (
    "vocabulary",
    "dates",
    "visible",
    "limits",
    "messages",
    "errors",
    "version",
    "facts",
    "documents",
    "text",
    "rulebook",
    "personal_file",
    "derive",
    "reasoning",
    "advice",
    "writers",
    "advisor",
    "explanation",
    "verification",
    "topic_guide",
    "interview",
    "readers",
    "sheets",
    "caseload",
    "testing",
    "assurance",
    "mcp",
    "cli",
)
"""From the ground up, in the order in which a fact travels. A new module or folder has its place here, or a test fails."""

ROOMS_OF_ASSURANCE = ("texts", "check", "cases", "proof", "mutation", "change")
"""The floors inside `assurance/`, from the ground up."""

WITH_MORE = {"assurance.check", "testing"}
"""Folders whose face is a function of its own."""

NO_ROOMS = {"__init__", "__main__", "_rules"}


@cache
def modules() -> dict[str, Path]:
    """Every module of the package by its dotted name, without the faces of folders."""
    paths = sorted(path for path in PACKAGE.rglob("*.py") if "_rules" not in path.parts and path.stem not in NO_ROOMS)
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path for path in paths}


@cache
def imported(path: Path) -> tuple[str, ...]:
    """The modules and faces of this package that a file imports anywhere: lazily and for types too."""
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name.removeprefix("route_advisor.") for alias in node.names if alias.name.startswith("route_advisor")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "route_advisor":
            home = (node.module or "").partition(".")[2]
            for alias in node.names:
                name = f"{home}.{alias.name}".lstrip(".")
                found.append(name if name in modules() or name in folders() else home)
    return tuple(found)


@cache
def folders() -> set[str]:
    """Every folder of the package by its dotted name."""
    return {".".join(path.parent.relative_to(PACKAGE).parts) for path in PACKAGE.rglob("__init__.py")} - {""}


def floor(name: str) -> int:
    """On which floor a module or folder stands."""
    return FLOORS.index(name.split(".", maxsplit=1)[0])


def test_every_module_and_folder_has_its_floor():
    """A reader who walks up `src/route_advisor/` meets each of them once, where the table says."""
    assert {name.split(".")[0] for name in modules()} == set(FLOORS)
    assert {name.split(".")[1] for name in modules() if name.startswith("assurance.")} == set(ROOMS_OF_ASSURANCE)


@pytest.mark.parametrize("name", modules())
def test_a_module_imports_only_from_its_own_folder_and_from_floors_below(name):
    """The flow goes one way, also for what is imported late: nobody climbs back up."""
    above = [other for other in imported(modules()[name]) if floor(other) > floor(name)]
    assert above == []


@pytest.mark.parametrize("name", [name for name in modules() if name.startswith("assurance.")])
def test_a_room_of_assurance_imports_only_from_rooms_below(name):
    """Texts, checks, cases, proof, mutation, change: each rests on those before it."""
    own = ROOMS_OF_ASSURANCE.index(name.split(".")[1])
    rooms = [other.split(".")[1] for other in imported(modules()[name]) if other.startswith("assurance.")]
    assert [room for room in rooms if ROOMS_OF_ASSURANCE.index(room) > own] == []


def test_no_two_modules_import_each_other_in_a_circle():
    """Whichever module somebody opens first, they can read down to the ground."""
    graph = {name: {other for other in imported(path) if other in modules()} for name, path in modules().items()}
    assert tuple(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("folder", sorted(folders() - {"cli"}))  # which is the program itself
def test_each_folder_says_what_it_is_and_names_its_face(folder):
    """Its `__init__.py` says it, imports only from its own rooms, and lists in `__all__` what it hands on."""
    face = PACKAGE.joinpath(*folder.split("."), "__init__.py")
    tree = ast.parse(face.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree)
    names = {alias.asname or alias.name for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert folder in WITH_MORE or all(other.startswith(f"{folder}.") for other in imported(face))
    stated = [node for node in tree.body if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == "__all__"]
    assert folder in WITH_MORE or names == (set(ast.literal_eval(stated[0].value)) if stated else set())


def test_public_names_are_all_and_only_those_of_the_front_door():
    """`dir(route_advisor)` shows what apps may use; each name is there, says what it gives, and a typo gets a suggestion."""
    assert dir(route_advisor) == sorted(route_advisor.__all__)
    for name in set(route_advisor.__all__) - {"__version__"}:
        assert getattr(route_advisor, name).__doc__, name
    with pytest.raises(AttributeError, match='did you mean "advise"'):
        _ = route_advisor.advize


def test_what_is_imported_late_is_little_and_says_why():
    """Outside the command line only a comparison, a typo, a calendar, another language, a refusal, YAML, a page, a guide, an interview and a database are waited for."""
    late = [
        f"{name}:{node.lineno}"
        for name, path in modules().items()
        if not name.startswith("cli.")
        for function in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert len(late) <= 13, late


def test_only_the_engine_knows_durable_rules():
    """The rule engine can be replaced without touching its users."""
    knowing = {name for name, path in modules().items() if "import durable" in path.read_text(encoding="utf-8")}
    assert knowing <= {"reasoning.engine"}


def test_only_the_command_line_knows_typer_and_todays_date():
    """Below the command line time is a parameter."""
    for name, path in modules().items():
        text = path.read_text(encoding="utf-8")
        if not name.startswith("cli."):
            assert "import typer" not in text, path
            assert ".today()" not in text, path
            assert ".now(" not in text, path


def test_nothing_is_named_after_nothing():
    """Modules are named after things in the domain."""
    empty = {"utils", "helpers", "common", "core", "base", "models", "types", "misc"}
    assert not {name.rpartition(".")[2] for name in modules()} & empty
