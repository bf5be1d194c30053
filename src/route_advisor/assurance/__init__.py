"""What can be wrong with a rulebook, and how much of the law it covers. Nothing here runs when somebody asks for advice.

Reading order, from the ground up; a room imports only from those before it:

- `texts/`: the texts of law (`law_texts`, `quotes`, `pins` for `rules quotes`), `coverage_of_law`, and the `law_on_a_day`: calendar and ledger.
- `check/`: what a stern reader finds on the pages (`rules check`), a module a topic.
- `cases/`: `scenarios`, `rule_cases` (examples, scenarios and stories of a rule), the `corpus` of hard files; what they leave untried:
  `rule_coverage` with `near_miss` (`rules coverage`), `scenario_coverage`.
- `proof/` (`rules prove`): `symbolic` (rules as formulas), `promises` and `promised` (what the rulebook promises), `claims` and `rule_use` (what
  every rulebook must keep), `somebody` (the smallest person who shows a failure), `prove`, `certificate`; `overlay_proof` for municipalities.
- `mutation/` (`rules mutate`): `mutants` lists the changes, `trials` tries one, `mutate` tries them all.
- `change/` (`rules diff`): `versions`, `paper` (what changed on the pages), `answers` and `people` (for whom it matters), `diff`,
  `diff_examples`, `comparison` (how it is told).
"""
