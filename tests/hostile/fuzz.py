"""Many mutated inputs through each reader: `python tests/hostile/fuzz.py --inputs 100000 --seed 20261128`.

Never a traceback or an undocumented exception, never over a second or 300 MB, never a control character, a second line or a planted
personal value in a message. What breaks a promise is printed with its input; the exit code is then 1.
"""

import argparse
import json
import random
import re
import resource
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from route_advisor import FileRefused, RouteAdvisorError, parse
from route_advisor.readers.duo import import_duo
from route_advisor.sheets.importing import import_sheet

ROOT = Path(__file__).resolve().parents[2]
SECRETS = ("111222333", "Jansen", "jan@example.org", "Ng")
"""Planted in inputs; found in a message as words they are a fault. A slip of two letters inside one of our own words is told."""
_SECRET = re.compile("|".join(re.escape(one) if len(one) > 2 else rf"\b{one}\b" for one in SECRETS))
SLOWEST, MOST_MEMORY = 1.0, 300
"""Seconds of processor time for one input, and MB for all of them: on a busy machine the clock says nothing."""
OFTEN = 10_000
"""After so many inputs it says how far it is."""
PIECES = (
    *("\x00", "\x1b[31m", "\u202e", "\x9b", "\ud800", "\ufeff", "\U0010ffff", "\u2028", "\n", "\t", "\r"),
    *(
        '"',
        "'",
        "{",
        "}",
        "[",
        "]",
        ":",
        "- ",
        "? ",
        "&a",
        "*a",
        "!!python/object:os.system",
        "<<: *a",
        "%YAML 1.1\n",
        "---\n",
        "...\n",
        "#",
        "|",
        ">",
    ),
    *(r"\UFFFFFFFF", r"\x", r"\ud83d", "1e999", "-0", "0x1F", "9" * 40, "2024-02-30", "null", "true", "~", "[x", "a()"),
    *SECRETS,
)
Reader = Callable[[str], object]


def main() -> int:
    """0 where every input was answered or refused as promised."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=20261128)
    options = parser.parse_args()
    told: Counter[str] = Counter()
    faults = 0
    slowest = 0.0
    for number, (name, reader, text) in enumerate(inputs(options.inputs, random.Random(options.seed)), 1):  # noqa: S311 - chance, no secret
        began = time.thread_time()
        what, fault = outcome(reader, text)
        spent = time.thread_time() - began
        slowest = max(slowest, spent)
        told[f"{name}: {what}"] += 1
        if fault or spent > SLOWEST:
            faults += 1
            say(f"{number}: {name}: {fault or f'{spent:.1f} s'}: {text[:300]!r}")
        if number % OFTEN == 0:
            sys.stderr.write(f"{number:,} inputs, {faults} faults\n")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for line, count in sorted(told.items()):
        say(f"{line}: {count}")
    say(f"slowest {slowest * 1000:.0f} ms, most memory {memory} MB, {faults} faults")
    return 1 if faults or memory > MOST_MEMORY else 0


def say(line: str) -> None:
    """A line of the report."""
    sys.stdout.write(line + "\n")


def inputs(count: int, chance: random.Random) -> Iterator[tuple[str, Reader, str]]:
    """Names of readers, readers, and texts that were changed at random."""
    files = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples").glob("*.yaml"))]
    files += [parse(text, "example").model_dump_json(by_alias=True, exclude_none=True) for text in files]
    lists = [path.read_text(encoding="utf-8-sig") for path in sorted((ROOT / "examples" / "sheets").glob("*.csv"))]
    messages = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "examples" / "duo").rglob("*.json"))]
    with TemporaryDirectory() as folder:

        def duo(text: str) -> object:
            path = Path(folder) / "person.json"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            return import_duo(path)

        def sheet(text: str) -> object:
            path = Path(folder) / "list.csv"
            path.write_bytes(text.encode("utf-8", "surrogatepass"))
            found = import_sheet(path)
            told = (*(str(says) for _, says in (*found.notes.cells, *found.notes.bad)), found.report.model_dump_json())
            if fault := broken(told):
                raise ValueError(fault)
            return found

        for number in range(count):
            if number % 20 == 1:
                yield "sheet", sheet, changed(_few_rows(chance.choice(lists), chance), chance)
            elif messages and number % 10 == 0:
                yield "duo", duo, changed(chance.choice(messages), chance)
            else:
                yield "file", lambda text: parse(text, "hostile"), changed(chance.choice(files), chance)


def _few_rows(text: str, chance: random.Random) -> str:
    """The headers of a list and a row of it, so that most changes meet a cell that is read."""
    head, *rows = text.splitlines()
    return f"{head}\n{chance.choice(rows)}\n"


def changed(text: str, chance: random.Random) -> str:
    """The text with a few pieces left out, put in, doubled or moved."""
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(text) + 1)
        end = min(len(text), start + chance.randint(0, 30))
        match chance.randrange(5):
            case 0:
                text = text[:start] + text[end:]
            case 1:
                text = text[:start] + chance.choice(PIECES) + text[start:]
            case 2:
                text = text[:start] + chance.choice(PIECES) + text[end:]
            case 3:
                text = text[:end] + text[start:end] * chance.randint(1, 50) + text[end:]
            case 4:
                text = text[:start] + json.dumps(chance.choice(PIECES)) + text[start:]
    return text


def outcome(reader: Reader, text: str) -> tuple[str, str]:
    """Whether the text was read or refused, and the promise that was broken, if any."""
    try:
        reader(text)
    except FileRefused as refused:
        return "refused", broken(refused.mistakes)
    except RouteAdvisorError as error:
        return type(error).__name__, broken((str(error),))
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        return "raised", f"{type(error).__name__}: {error}"
    return "read", ""


def broken(lines: tuple[str, ...]) -> str:
    """What is wrong with the lines of a refusal."""
    for line in lines:
        if len(line.splitlines()) != 1 or {unicodedata.category(sign) for sign in line} & {"Cc", "Cf", "Cs", "Zl", "Zp"}:
            return f"not one visible line: {line!r}"
        if _SECRET.search(line):
            return f"a personal value is repeated: {line!r}"
    return ""


if __name__ == "__main__":
    sys.exit(main())
