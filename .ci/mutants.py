"""Mutants of functions: made by the operators of mutmut, and put into a program that already runs.

A mutant is the text of one function with one change. It takes the place of the function by its code object, so that whoever holds the
function calls the mutant, and nothing is slower while no mutant is active. Decorators are no part of what is changed.
"""

import __future__

import ast
import importlib
import inspect
import re
import sys
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from functools import cached_property
from hashlib import sha256
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import cast

import libcst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.file_mutation import Mutation, create_mutations, deep_replace

UNWRAPPED = re.compile(r"^( *)@(?:property|cached_property|cache|contextmanager)$", re.MULTILINE)
"""Decorators that mutmut would pass over with their functions; what they decorate is found beneath them."""

BENEATH = ("fget", "func", "__wrapped__", "__func__")


@dataclass(frozen=True)
class Mutant:
    """One function with one change: where it stands, its lines before and after, and the lines of which a test must run one to notice it."""

    module: str
    file: str
    owner: str
    function: str
    before: str
    after: str
    starts: int
    reached_by: tuple[int, int]
    place: int

    @cached_property
    def id(self) -> str:
        """The same for as long as the function is written as it is."""
        text = sha256(f"{self.before}\0{self.after}\0{self.place}".encode()).hexdigest()[:10]
        return f"{self.module}:{self.where}:{text}"

    @property
    def where(self) -> str:
        """The function, with its class."""
        return f"{self.owner}.{self.function}" if self.owner else self.function

    @property
    def was(self) -> str:
        """The lines that are changed."""
        return self._lines("-")

    @property
    def becomes(self) -> str:
        """The lines that take their place."""
        return self._lines("+")

    def _lines(self, sign: str) -> str:
        diff = list(unified_diff(self.before.splitlines(), self.after.splitlines(), lineterm="", n=0))[2:]
        return "\n".join(line[1:].strip() for line in diff if line.startswith(sign))

    def activate(self) -> None:
        """From now on this process calls the mutant. Raises `ValueError` where its closure is not that of the function."""
        function, mutant = _function(sys.modules[self.package_module], self.owner, self.function), self._made()
        function.__code__, function.__defaults__, function.__kwdefaults__ = mutant.__code__, mutant.__defaults__, mutant.__kwdefaults__

    @property
    def package_module(self) -> str:
        """The name by which the module is imported."""
        return ".".join(Path(self.file).with_suffix("").parts[1:])

    def _made(self) -> FunctionType:
        text = f"class {self.owner}:\n{textwrap.indent(self.after, '    ')}" if self.owner else self.after
        names = dict(vars(sys.modules[self.package_module]))
        exec(compile(text, self.file, "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True), names)  # noqa: S102
        return _beneath(inspect.getattr_static(names[self.owner], self.function) if self.owner else names[self.function])

    def written(self, root: Path) -> str:
        """The text of the whole file with this change."""
        lines = (root / self.file).read_text().splitlines()
        length = len(self.before.splitlines())
        indent = "    " if self.owner else ""
        return "\n".join([*lines[: self.starts - 1], textwrap.indent(self.after, indent).rstrip(), *lines[self.starts - 1 + length :], ""])


def module_of(file: str) -> str:
    """The name of a module within its package, as `derive.plan`."""
    return ".".join(Path(file).with_suffix("").parts[2:])


def mutants_of(root: Path, file: str) -> list[Mutant]:
    """Every mutant of a file below `root`, in the order of its functions."""
    text = UNWRAPPED.sub(r"\1#", (root / file).read_text())
    module, mutations, _, _ = create_mutations(file, text)
    where = MetadataWrapper(module, unsafe_skip_copy=True).resolve(PositionProvider)
    statements = Statements(text)
    found: dict[str, Mutant] = {}
    for function, owner in _functions(module):
        first, last = where[function].start.line, where[function].end.line
        body = where[function.body].start.line
        for place, one in enumerate(mutation for mutation in mutations if mutation.contained_by_top_level_function is function):
            at = where.get(one.original_node)
            reached = statements.around(at.start.line, body, last) if at is not None else (body, last)
            before, after = _text(module, function), _text(module, _changed(function, one))
            mutant = Mutant(module_of(file), file, owner, function.name.value, before, after, first, reached, place)
            found[mutant.id] = mutant
    return list(found.values())


def _functions(module: libcst.Module) -> Iterator[tuple[libcst.FunctionDef, str]]:
    """Each function of a file and each method of its classes, with the name of the class."""
    for statement in module.body:
        if isinstance(statement, libcst.FunctionDef):
            yield statement, ""
        if isinstance(statement, libcst.ClassDef):
            yield from ((one, statement.name.value) for one in statement.body.body if isinstance(one, libcst.FunctionDef))


def _changed(function: libcst.FunctionDef, mutation: Mutation) -> libcst.FunctionDef:
    return cast("libcst.FunctionDef", deep_replace(function, mutation.original_node, mutation.mutated_node))


def _text(module: libcst.Module, function: libcst.FunctionDef) -> str:
    """A function as it is written, from its first decorator or `def` on."""
    return module.code_for_node(function.with_changes(leading_lines=()))


class Statements:
    """The statements of a file by line."""

    def __init__(self, text: str) -> None:
        self._all = [one for one in ast.walk(ast.parse(text)) if isinstance(one, ast.stmt)]

    def around(self, line: int, first: int, last: int) -> tuple[int, int]:
        """The lines that run where something on this line of a function body matters: its statement or the head of it, else the body."""
        inside = [one for one in self._all if first <= one.lineno <= line <= (one.end_lineno or one.lineno)]
        innermost = max(inside, key=lambda one: (one.lineno, -(one.end_lineno or 0)), default=None)
        if innermost is None or isinstance(innermost, ast.FunctionDef | ast.ClassDef | ast.Match | ast.Try):
            return first, last
        body: Sequence[ast.stmt] = getattr(innermost, "body", ())
        return innermost.lineno, body[0].lineno - 1 if body and body[0].lineno > innermost.lineno else innermost.end_lineno or last


def _function(module: ModuleType, owner: str, name: str) -> FunctionType:
    return _beneath(inspect.getattr_static(getattr(module, owner) if owner else module, name))


def _beneath(held: object) -> FunctionType:
    """The function that a decorator wraps."""
    while not isinstance(held, FunctionType) or hasattr(held, "__wrapped__"):
        held = next(getattr(held, name) for name in BENEATH if getattr(held, name, None) is not None)
    return held


def import_mutated(mutant: Mutant, root: Path) -> None:
    """Whoever imports the module of a mutant in this process gets the mutant: for what runs when modules are imported."""
    written = mutant.written(root)

    class Mutated(SourceFileLoader):
        def get_code(self, fullname: str) -> CodeType:
            return compile(written, self.get_filename(fullname), "exec", dont_inherit=True)

    class Finder:
        @staticmethod
        def find_spec(name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
            spec = PathFinder.find_spec(name, path, target) if name == mutant.package_module else None
            if spec is not None and spec.origin is not None:
                spec.loader = Mutated(name, spec.origin)
            return spec

    sys.meta_path.insert(0, Finder())  # type: ignore[arg-type]
    importlib.invalidate_caches()
