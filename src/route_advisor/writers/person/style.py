"""How the pages look: on a telephone, on a wide screen, by night, and on paper. Nothing is loaded, and nothing moves."""

BASE = """
:root { color-scheme: light dark; --ink: #14202b; --soft: #45525e; --paper: #ffffff; --card: #f2f6f9; --line: #8a97a3; --main: #0b4a75;
  --done: #1d6b3f; --day: #7a2e00; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef2f5; --soft: #c3ccd4; --paper: #14191e; --card: #1f272e; --line: #8592a0;
  --main: #9bd0f5; --done: #8fd6ac; --day: #ffc9a3; } }
* { box-sizing: border-box; }
html { font: 100%/1.5 "Noto Sans", "Noto Sans Arabic", "Noto Sans Ethiopic", system-ui, sans-serif; background: var(--paper);
  color: var(--ink); -webkit-text-size-adjust: 100%; }
body { margin: 0 auto; max-width: 44rem; padding: .6rem 1rem 2rem; overflow-wrap: break-word; }
h1 { font-size: 1.35rem; line-height: 1.25; margin: 0; color: var(--main); }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 1.6rem 0 .4rem; break-after: avoid; }
h3 { font-size: 1rem; margin: .9rem 0 .2rem; break-after: avoid; }
p { margin: .25rem 0; } ul, ol { margin: .25rem 0; padding-inline-start: 1.3rem; } li { margin: .45rem 0; break-inside: avoid; }
a { color: var(--main); }
.made, .mark, .small { color: var(--soft); font-size: .875rem; }
.mark { border: 1px solid var(--line); border-radius: .25rem; padding: 0 .3rem; white-space: nowrap; }
.notice { border-inline-start: .25rem solid var(--main); padding-inline-start: .7rem; margin: .35rem 0; line-height: 1.3; }
.when { color: var(--day); font-weight: 600; }
.bar { display: block; block-size: .7rem; max-inline-size: 22rem; border: 1px solid var(--line); border-radius: .35rem; overflow: hidden;
  background: var(--paper); margin: .3rem 0; }
.bar > span { display: block; block-size: 100%; background: var(--done); -webkit-print-color-adjust: exact; print-color-adjust: exact; }
summary { cursor: pointer; color: var(--main); font-weight: 600; padding: .35rem 0; }
summary:focus-visible, a:focus-visible { outline: .2rem solid var(--main); outline-offset: .15rem; border-radius: .2rem; }
.closing { border-block-start: 2px solid var(--main); margin-block-start: 1.6rem; padding-block-start: .6rem; font-weight: 600; }
"""
"""What every page for people shares. Sizes are relative, so that a page grows with the letters; sides are those of the reading direction."""

LETTER = """
.first > h2 { margin: .45rem 0 .25rem; font-size: 1.1rem; }
.first > ol { list-style: none; padding: 0; margin: 0; counter-reset: thing; }
.first > ol > li { counter-increment: thing; background: var(--card); border-radius: .5rem; padding: .4rem .6rem .3rem 2.5rem; margin: 0 0 .45rem;
  position: relative; }
[dir=rtl] .first > ol > li { padding: .4rem 2.5rem .3rem .6rem; }
.first > ol > li::before { content: counter(thing); position: absolute; inset-inline-start: .6rem; inset-block-start: .4rem;
  inline-size: 1.35rem; block-size: 1.35rem; line-height: 1.35rem; text-align: center; border-radius: 50%; background: var(--main);
  color: var(--paper); font-weight: 700; font-size: .9rem; -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.first li p { line-height: 1.3; } .first p, .first ul { margin: .1rem 0; } .first details { margin: 0; }
.first summary { padding: .15rem 0; font-size: .9rem; line-height: 1.4; }
.says { font-weight: 600; }
.parts { list-style: none; padding: 0; } .parts > li { margin: .5rem 0; }
.parts h3 { margin-block-start: .8rem; } .symbol { display: inline-block; inline-size: 1.3rem; }
.circle { inline-size: .75rem; block-size: .75rem; border: 2px solid var(--done); border-radius: 50%; margin-inline-end: .5rem;
  -webkit-print-color-adjust: exact; print-color-adjust: exact; }
.full { background: var(--done); } .half { background: linear-gradient(to right, var(--done) 50%, transparent 50%); }
details { margin: .3rem 0; } details > ul { margin-block-start: 0; }
.fold > summary { border-block-start: 1px solid var(--line); margin-block-start: .8rem; padding-block: .6rem; }
.fold h2 { display: inline; font-size: 1.05rem; }
@page { size: A4; margin: 14mm 16mm; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --card: #fff; --line: #777; --main: #0b4a75; --done: #1d6b3f; --day: #7a2e00; }
  html { font-size: 10pt; line-height: 1.35; } body { max-width: none; padding: 0; }
  h2 { margin-block: .8rem .25rem; } h3 { margin-block-start: .5rem; } p { margin: .12rem 0; } li { margin: .2rem 0; } .how { padding: 0; margin: 0; } .how > li { display: inline; }
  .parts > li { margin: .1rem 0; } .parts > li p { display: inline; margin-inline-start: .4rem; } .parts > li .bar + p { margin-inline-start: 0; } .closing { break-inside: avoid; margin-block-start: 1rem; }
  .first > ol > li { border: 1px solid var(--line); }
  details::details-content { content-visibility: visible; display: block; block-size: auto; }
  details:not(.fold) > summary, .law, .picture { display: none; }
  .fold > summary { list-style: none; } a { color: inherit; text-decoration: none; }
}
"""

TALK = """
body { max-width: 60rem; }
.sides > section { break-inside: avoid; padding-block-start: .05rem; }
@media (min-width: 48rem) { .sides { columns: 2; column-gap: 1.6rem; } }
.tick { list-style: none; padding-inline-start: 0; } .tick > li { padding-inline-start: 1.6rem; position: relative; margin: .3rem 0; }
.tick > li::before { content: ""; position: absolute; inset-inline-start: .1rem; inset-block-start: .25rem; inline-size: .8rem;
  block-size: .8rem; border: 1.5px solid currentcolor; border-radius: .1rem; }
h2 { margin-block-start: 1rem; border-block-end: 1px solid var(--line); }
.sides p { margin: .15rem 0; } .agreed { border-collapse: collapse; inline-size: 100%; table-layout: fixed; }
.agreed th { text-align: start; font-size: .875rem; } .agreed td { border-block-end: 1px solid var(--line); block-size: 1.7rem; }
.agreed th:first-child { inline-size: 55%; }
@page { size: A4; margin: 12mm 14mm; }
@media print {
  :root { --ink: #000; --soft: #333; --paper: #fff; --card: #fff; --line: #777; --main: #000; --done: #333; --day: #000; }
  html { font-size: 9pt; line-height: 1.3; } body { max-width: none; padding: 0; } .sides { columns: 2; column-gap: 1.6rem; }
  h1 { font-size: 13pt; } h2 { font-size: 10.5pt; margin-block-start: .6rem; } li, .tick > li { margin: .15rem 0; }
  .closing { margin-block-start: .5rem; padding-block-start: .3rem; } .agreed td { block-size: 1.6rem; }
  a { color: inherit; text-decoration: none; }
}
"""
