"""`route-advisor rules prove`: what holds for everybody, proven; or the smallest file for which it fails."""

import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from route_advisor.cli.answers import give, refuse_folder, tell, write_whole
from route_advisor.cli.options import Format, Language, OverlayFolders, RulesFolder, Shape, a_day
from route_advisor.cli.refusals import ExitCode, WrongUse
from route_advisor.cli.rulebooks import rulebook_of

if TYPE_CHECKING:
    from route_advisor.assurance.proof.certificate import Certificate, Compared
    from route_advisor.assurance.proof.overlay_proof import OverlayProof
    from route_advisor.assurance.proof.prove import Proof

OneDay = Annotated[
    date | None, typer.Option("--on", metavar="DATE", parser=a_day, help="Only the rules of this day; all days if left out.")
]
CertificatePath = Annotated[Path | None, typer.Option("--certificate", metavar="PATH", help="Write what was proven to this JSON file.")]
AgainstPath = Annotated[Path | None, typer.Option("--against", metavar="PATH", help="Compare with this certificate.")]
Workers = Annotated[int, typer.Option("--workers", min=1, max=64, help="Processes that share the days.")]


def prove(  # noqa: PLR0917 - an option each
    on: OneDay = None,
    certificate: CertificatePath = None,
    against: AgainstPath = None,
    workers: Workers = 1,
    lang: Language = "nl",
    format_: Format = Shape.TEXT,
    folder: RulesFolder = None,
    overlay: OverlayFolders = None,
) -> None:
    """Prove the claims and promises of a rulebook for everybody, on all days or on one.

    A claim that fails is told in one line, with the smallest file that shows it, ready to save as a scenario. Then, or where
    the proof differs from the certificate, the exit code is 4. With overlays it proves too that they leave the law as it was.
    """
    if find_spec("z3") is None:
        raise WrongUse("a proof needs z3; install it with: pip install 'route-advisor[proof]'")
    from route_advisor.assurance.proof.certificate import certificate_of, compared, read_certificate
    from route_advisor.assurance.proof.overlay_proof import overlay_proof
    from route_advisor.assurance.proof.prove import prove as proven

    if certificate is not None:
        refuse_folder(certificate)
    stands = read_certificate(against) if against is not None else None
    book = rulebook_of(folder, overlay)
    laid_over = overlay_proof(book) if book.overlays else None
    proof = proven(book, None if on is None else [on], workers=workers, progress=_progress())
    paper = certificate_of(proof)
    comparison = compared(stands, paper) if stands is not None else None
    give(_data(proof, paper, comparison, laid_over) if format_ is Shape.JSON else _text(proof, paper, comparison, laid_over, lang))
    if not proof.holds or (laid_over is not None and not laid_over.holds):
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)
    if certificate is not None:
        write_whole({certificate: paper.text()})
    if comparison is not None and comparison.differences:
        raise typer.Exit(ExitCode.RULEBOOK_REFUSED)


def _progress() -> Callable[[int, int], None] | None:
    """Counts the days on a terminal, and is silent elsewhere."""
    if not sys.stderr.isatty():
        return None

    def count(done: int, of: int) -> None:
        sys.stderr.write(f"\r{done} of {of} sets of rules{'' if done < of else chr(10)}")
        sys.stderr.flush()

    return count


def _text(proof: "Proof", paper: "Certificate", comparison: "Compared | None", laid_over: "OverlayProof | None", lang: str) -> str:
    from route_advisor.assurance.proof.overlay_proof import as_line

    overlays = as_line(laid_over) if laid_over is not None else ""
    for note in comparison.notes if comparison is not None else ():
        tell(f"other tools: {note}")
    return "\n".join([*_claims(proof, lang), *_compared(comparison), _counts(proof, paper)]) + "\n" + overlays


def _claims(proof: "Proof", lang: str) -> Iterator[str]:
    for claim in proof.claims:
        yield f"{'proven' if claim.proven else 'FAILS '}  {claim.id}: {claim.says.in_(lang)}"
        for failure in claim.failures:
            yield str(failure)
            if failure.scenario is not None:
                yield failure.scenario


def _compared(comparison: "Compared | None") -> Iterator[str]:
    if comparison is not None:
        yield from (f"certificate: {line}" for line in comparison.differences)
        if not comparison.differences:
            yield "The certificate says the same."


def _counts(proof: "Proof", paper: "Certificate") -> str:
    held = sum(claim.proven for claim in proof.claims)
    split = f", each split by {proof.split_by}" if proof.split_by else ""
    return f"{held} of {len(proof.claims)} claims proven, for {len(proof.days)} sets of rules{split}, over {paper.people.about} classes of people"


def _data(proof: "Proof", paper: "Certificate", comparison: "Compared | None", laid_over: "OverlayProof | None") -> str:
    failures = [failure._asdict() for failure in proof.failures]
    data: dict[str, object] = {"passed": proof.holds, "failures": failures, "certificate": json.loads(paper.text())}
    if laid_over is not None:
        data |= {"passed": proof.holds and laid_over.holds, "overlay": asdict(laid_over)}
    if comparison is not None:
        data |= {"passed": data["passed"] and not comparison.differences, "compared": comparison._asdict()}
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
