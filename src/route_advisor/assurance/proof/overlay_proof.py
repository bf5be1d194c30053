"""A proof that overlays leave the law as it was: no standing, level, conclusion, date or decider can differ.

It rests on the form of the rulebook and needs no solver. What a rule says depends on its conditions and on earlier stages alone. So
where every rule of law is there unchanged, and every other rule stands in the last stage and neither concludes, dates nor settles a
component, the rules of law say the same about everybody, and only they reach the checklist.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from route_advisor.advice.model import Advice
from route_advisor.rulebook.book import Rulebook
from route_advisor.rulebook.catalogue import Catalogue
from route_advisor.rulebook.entries import AuthorityEntry
from route_advisor.rulebook.rule import Refers, Rule, Suggests
from route_advisor.vocabulary import Stage, Teller

LAST = tuple(Stage)[-1]
CONTACT = frozenset({"reach", "object", "url", "checked_on"})
"""What an overlay may say about the authority of its own place."""

_TELLERS = frozenset({Teller.MUNICIPALITY, Teller.PERSON})


@dataclass(frozen=True, slots=True)
class OverlayProof:
    """What was compared, and each way in which the law is not as it was: none, where it is proven."""

    overlays: tuple[str, ...]
    """The code and hash of each overlay."""
    rules_of_law: int
    own_rules: int
    own_facts: int
    filled_norms: int
    broken: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """The overlays change nothing of the law."""
        return not self.broken


def overlay_proof(rulebook: Rulebook) -> OverlayProof:
    """Compare a rulebook with the law under its overlays. A rulebook without overlays is its own law, and the proof is empty."""
    law = rulebook.law
    own = rulebook.rules[len(law.rules) :]
    return OverlayProof(
        overlays=tuple(f"GM{one.code} {one.hash}" for one in rulebook.overlays),
        rules_of_law=len({rule.written_as for rule in law.rules}),
        own_rules=len({rule.written_as for rule in own}),
        own_facts=len(rulebook.catalogue.facts) - len(law.catalogue.facts),
        filled_norms=len({policy.id for rule in rulebook.rules for policy in rule.policies}),
        broken=(
            *_rules_of_law(law, rulebook),
            *(line for rule in own for line in _own_rule(rule, rulebook.catalogue)),
            *_kept("act", law.acts, rulebook.acts),
            *_kept("number", law.numbers.by_name, rulebook.numbers.by_name),
            *_catalogue(law.catalogue, rulebook.catalogue),
        ),
    )


def as_line(proof: OverlayProof) -> str:
    """The proof in one line, or a line for each way in which it fails; each line ends."""
    if not proof.holds:
        return "".join(f"{line}\n" for line in proof.broken)
    own = f"{proof.own_rules} own rules, {proof.own_facts} own facts and {proof.filled_norms} filled open norms"
    return f"{', '.join(one.partition(' ')[0] for one in proof.overlays)}: {own} leave all {proof.rules_of_law} rules of law as they were\n"


def _rules_of_law(law: Rulebook, rulebook: Rulebook) -> Iterator[str]:
    """Each rule of law stands in its place, word for word; what a municipality says about an open norm stands beside it."""
    for place, rule in enumerate(law.rules):
        found = rulebook.rules[place] if place < len(rulebook.rules) else None
        if found is None or any(getattr(found, one.name) != getattr(rule, one.name) for one in fields(Rule) if one.name != "policies"):
            yield f"rule {rule.id} of the law is not there as it was"
        elif found.policies and not (rule.open_norm is not None and law.catalogue.authorities[rule.final_word].municipal):
            yield f"rule {rule.id} has no open norm that a municipality weighs, and an overlay fills it"


def _own_rule(rule: Rule, catalogue: Catalogue) -> Iterator[str]:
    then = rule.then
    if rule.stage is not LAST:
        yield f"rule {rule.id} of an overlay stands in stage {rule.stage}, before the last"
    if not isinstance(then, Suggests | Refers) or (isinstance(then, Refers) and then.components):
        yield f"rule {rule.id} of an overlay settles, concludes or dates something"
    if not catalogue.authorities[rule.final_word].municipal:
        yield f"rule {rule.id} of an overlay gives the final word to {rule.final_word}"


def _kept(what: str, law: Mapping[str, object], now: Mapping[str, object]) -> Iterator[str]:
    yield from (f"{what} {name} of the law is not as it was" for name, entry in law.items() if now.get(name) != entry)


def _catalogue(law: Catalogue, now: Catalogue) -> Iterator[str]:
    for what in ("components", "conflicts", "labels", "countries", "otherwise", "deferral", "topics"):
        if getattr(law, what) != getattr(now, what):
            yield f"the {what} of the law are not as they were"
    yield from _kept("fact", law.facts, now.facts)
    yield from _kept("document", law.documents, now.documents)
    for name in now.facts.keys() - law.facts.keys():
        entry = now.facts[name]
        if entry.concluded or not _TELLERS.issuperset((entry.told_by, *entry.also_established_by)):
            yield f"fact {name} of an overlay is not told by the municipality or the person"
    if law.authorities.keys() != now.authorities.keys():
        yield "the authorities of the law are not those that were"
    for name in law.authorities.keys() & now.authorities.keys():
        yield from _authority(name, law.authorities[name], now.authorities[name])


def _authority(name: str, law: AuthorityEntry, now: AuthorityEntry) -> Iterator[str]:
    """Its name and what it decides stay, and all else unless it is the municipality's."""
    may_differ = CONTACT if law.municipal else frozenset()
    for one in set(AuthorityEntry.model_fields) - may_differ:
        if getattr(law, one) != getattr(now, one):
            yield f"{one} of the authority {name} is not as it was"


def law_of_advice(advice: Advice, rulebook: Rulebook) -> dict[str, object]:
    """All that an advice says by the law: the same with overlays and without, for any file and day.

    Left out are the overlays' own steps and questions, what they say about open norms, their contact points and the receipt.
    """
    rules = {rule.id for rule in rulebook.law.rules}
    own_facts = rulebook.catalogue.facts.keys() - rulebook.law.catalogue.facts.keys()
    questions = [one for one in advice.questions if rules.intersection(one.settles)]
    return {
        **{name: getattr(advice, name) for name in ("case_ref", "on", "regime", "duty", "route", "components", "term")},
        "deferral": advice.deferral,
        "conflicts": [one for one in advice.conflicts if one.fact not in own_facts],
        "steps": [step.model_copy(update={"own_policy": ()}) for step in (*advice.steps, *advice.know) if step.id in rules],
        "questions": [one.model_copy(update={"settles": tuple(id_ for id_ in one.settles if id_ in rules)}) for one in questions],
        "law_read_until": advice.receipt.law_read_until,
        "rules_used": [id_ for id_ in advice.receipt.rules_used if id_ in rules],
    }
