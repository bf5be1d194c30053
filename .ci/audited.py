"""What `.ci/audit` reads: the packages in a report of pip, and what pip-audit found out about them.

`audited.py REPORT` prints each package with its version; `audited.py FOUND SAID SERVICE` says what is known, and exits as `.ci/audit` does.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path


def needed(report: str) -> list[str]:
    """Each package that pip would install, with its version; not ourselves."""
    found = [one["metadata"] for one in json.loads(report)["install"]]
    return [f"{one['name']}=={one['version']}" for one in found if one["name"] not in ("route-advisor", "route_advisor")]


def judged(found: str, said: str, service: str) -> tuple[list[str], int]:
    """What to print, and the exit code: 0 none is known, 1 some are, 3 somebody could not be asked. What nobody was asked about is not safe."""
    try:
        packages = json.loads(found)["dependencies"]
    except (ValueError, KeyError):
        last = [line for line in said.splitlines() if line.strip() and not line.startswith(" ")][-1:]
        why = last[0].partition(":")[0].rpartition(".")[2] if last else "it said nothing"
        return [f"nothing was audited: the advisory service ({service}) could not be reached or gave no answer ({why[:80]})"], 3
    skipped = sorted(one["name"] for one in packages if "skip_reason" in one)
    if len(skipped) == len(packages):
        return [
            f"nothing was audited: the advisory service ({service}) knows none of these {len(packages)} packages; is it the real one?"
        ], 3
    weak = [(one, known) for one in packages for known in one.get("vulns", ())]
    lines = [
        f"{one['name']} {one['version']}: {known['id']}, mended in {', '.join(known['fix_versions']) or 'no version yet'}"
        for one, known in weak
    ]
    lines.append(f"{len(packages) - len(skipped)} packages asked about, {len(weak)} weaknesses known")
    if skipped:
        lines.append(f"not audited, as the service ({service}) does not know them: {', '.join(skipped)}")
    return lines, 1 if weak else 3 if skipped else 0


def main(arguments: Sequence[str]) -> int:
    """Print one or the other."""
    texts = [Path(one).read_text(encoding="utf-8") for one in arguments[:2]]
    if len(arguments) == 1:
        print("\n".join(needed(texts[0])))
        return 0
    lines, code = judged(*texts, arguments[2])
    print("\n".join(lines), file=sys.stderr if code == 3 else sys.stdout)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
