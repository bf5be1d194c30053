"""What can be wrong with a rulebook, and how much of the law it covers. Nothing here runs when somebody asks for advice.

Reading order, by command:

- `rules check`: `check/`, a module a topic.
- cases: `scenarios` (and `law_on_a_day`: the calendar and the ledger), `cases` (examples, scenarios and stories), `corpus` (hard cases).
- `rules coverage`: `rule_coverage`, `near_miss`; of the law itself: `coverage_of_law`; of scenarios: `scenario_coverage`.
- `rules mutate`: `mutants` lists the changes, `trials` tries one, `mutate` tries them all.
- `rules prove`: `symbolic` (rules as formulas), `promises` and `promised` (what the rulebook promises), `claims` and `rule_use` (what every
  rulebook must keep), `somebody` (the smallest person who shows a failure), `prove`, `certificate`; `overlay_proof` for municipalities.
- `rules diff`: `versions`, `paper` (what changed on the pages), `answers` and `people` (for whom it matters), `diff`, `diff_examples`.
- `rules quotes`: `law_texts`, `quotes`, `pins`.
"""
