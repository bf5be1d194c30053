"""The certificate of a proof: what was proven of which rulebook, over how many classes of people, with which tools.

The same rulebook gives the same certificate, byte for byte, but for the tools. It stands beside the rules and is no part of their hash.
"""

import json
import platform
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from route_advisor.assurance.proof.claims import How
from route_advisor.assurance.proof.prove import Proof
from route_advisor.documents.regular_file import text_of
from route_advisor.errors import FileRefused
from route_advisor.limits import BYTES_OF_A_FILE
from route_advisor.version import __version__

SCHEMA = "certificate/1"
_FEW = 3


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Span(_Part):
    """The first and the last day on which one set of rules is in force."""

    first: date
    last: date


class People(_Part):
    """Over how many classes of people each claim was proven: exactly, and as a power of ten."""

    classes: str
    """A whole number, as text, because it is longer than JSON readers keep."""
    about: str
    left_out: tuple[Mapping[str, str], ...] = Field(description="People who cannot be.")


class CertifiedClaim(_Part):
    """One claim, in how many cases it was proven, and how."""

    id: str
    says: Mapping[str, str]
    how: How
    cases: int
    proven: bool


class Certificate(_Part):
    """What was proven of one rulebook."""

    schema_: str = Field(default=SCHEMA, alias="schema")
    rulebook: str
    """SHA-256 of its pages."""
    split_by: str | None
    days: tuple[Span, ...]
    people: People
    claims: tuple[CertifiedClaim, ...]
    tools: Mapping[str, str]

    def text(self) -> str:
        """The certificate as JSON, with sorted keys."""
        data = self.model_dump(mode="json", by_alias=True)
        return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


class Compared(NamedTuple):
    """How two certificates differ: which promises broke, how the law changed, and what is only told."""

    broken: tuple[str, ...]
    """Claims that were proven and are not, and claims that are gone: somebody promised more than this rulebook keeps."""
    changed: tuple[str, ...]
    """Other pages, days or people, and claims that hold of them still: write the certificate anew."""
    notes: tuple[str, ...]

    @property
    def differences(self) -> tuple[str, ...]:
        """All of which the certificate says otherwise than the proof: what broke first."""
        return self.broken + self.changed


def certificate_of(proof: Proof) -> Certificate:
    """The certificate of this proof, with the versions of the tools that run now."""
    return Certificate(
        rulebook=proof.rulebook_hash,
        split_by=proof.split_by,
        days=tuple(Span(first=first, last=last) for first, last in proof.days),
        people=People(
            classes=str(proof.classes), about=power_of_ten(proof.classes), left_out=tuple(one.sentences() for one in proof.left_out)
        ),
        claims=tuple(
            CertifiedClaim(id=one.id, says=one.says.sentences(), how=one.how, cases=one.cases, proven=one.proven)
            for one in sorted(proof.claims, key=lambda claim: claim.id)
        ),
        tools={"route-advisor": __version__, "z3-solver": version("z3-solver"), "python": platform.python_version()},
    )


def power_of_ten(number: int) -> str:
    """A large number in short: `about 10^89` is a one with 89 zeros, or more."""
    digits = len(str(number))
    return str(number) if digits <= _FEW else f"about 10^{digits - 1}"


def read_certificate(path: Path) -> Certificate:
    """A certificate from a file. Raises `FileRefused` with one line."""
    try:
        return Certificate.model_validate_json(text_of(path, BYTES_OF_A_FILE))
    except OSError as error:
        raise FileRefused([f"{path}: cannot be read ({error.strerror}); name a certificate that rules prove --certificate wrote"]) from None
    except (ValidationError, UnicodeDecodeError):
        raise FileRefused([f"{path}: this is no certificate; write one with rules prove --certificate {path}"]) from None


def compared(old: Certificate, new: Certificate) -> Compared:
    """How a certificate differs from the proof of today."""
    notes = [
        f"{name} was {old.tools.get(name, 'not used')}, and is {new.tools.get(name, 'not used')}"
        for name in sorted({*old.tools, *new.tools})
        if old.tools.get(name) != new.tools.get(name)
    ]
    claims = tuple(_different_claims({one.id: one for one in old.claims}, {one.id: one for one in new.claims}))
    broken = tuple(told for told, breaks in claims if breaks)
    return Compared(broken, (*_changes(old, new), *(told for told, breaks in claims if not breaks)), tuple(notes))


def _changes(old: Certificate, new: Certificate) -> Iterator[str]:
    for name, was, now in (
        ("schema", old.schema_, new.schema_),
        ("rulebook", old.rulebook, new.rulebook),
        ("split_by", old.split_by, new.split_by),
        ("classes of people", old.people.classes, new.people.classes),
        ("people left out", _sentences(old), _sentences(new)),
        ("days", _days(old), _days(new)),
    ):
        if was != now:
            yield f"{name}: the certificate says {was}, and the proof {now}"


def _sentences(certificate: Certificate) -> str:
    return " ".join(says.get("en", "") for says in certificate.people.left_out) or "nobody"


def _days(certificate: Certificate) -> str:
    gaps = any((later.first - earlier.last).days != 1 for earlier, later in pairwise(certificate.days))
    spans = f"{certificate.days[0].first} up to {certificate.days[-1].last}" if certificate.days else "no day"
    return f"{len(certificate.days)} sets of rules from {spans}{' with gaps' if gaps else ''}"


def _different_claims(old: Mapping[str, CertifiedClaim], new: Mapping[str, CertifiedClaim]) -> Iterator[tuple[str, bool]]:
    """Each claim that differs, and whether a promise breaks with it: it is gone, promises something else, or is no longer proven."""
    for id_ in sorted({*old, *new}):
        if id_ not in new:
            yield f"{id_}: the certificate has this claim, and the rulebook no longer", True
        elif id_ not in old:
            yield f"{id_}: the rulebook has this claim, and the certificate does not", not new[id_].proven
        elif old[id_] != new[id_]:
            keys = [key for key in CertifiedClaim.model_fields if getattr(old[id_], key) != getattr(new[id_], key)]
            told = ", ".join(f"{key} {getattr(old[id_], key)} became {getattr(new[id_], key)}" for key in keys)
            yield f"{id_}: {told}", old[id_].proven and (not new[id_].proven or "says" in keys)
