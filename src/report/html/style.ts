/** The page's one style sheet. Colours of data are Okabe and Ito's (2008), told apart without colour by patterns and names. */
export const style = `
:root { color-scheme: light dark;
  --paper: #fff; --ink: #1a1d21; --soft: #59626d; --line: #d5dae0; --card: #f7f8fa; --shade: #e9edf2; --link: #0a58a6; --focus: #0a58a6;
  --error: #b42318; --warn: #8a5300; --info: #0a58a6; --pass: #126b3a;
  --error-back: #fdecea; --warn-back: #fdf3e0; --info-back: #e8f1fb; --pass-back: #e6f5ec;
  --fit: #56b4e9; --fit-line: #0072b2; --held-out: #f2c14e; --held-out-line: #b35900; --plain: #dfe3e8; --plain-line: #7a838e; }
@media (prefers-color-scheme: dark) { :root {
  --paper: #14171a; --ink: #e7eaee; --soft: #a3acb7; --line: #343b43; --card: #1c2024; --shade: #272d33; --link: #7cbcff; --focus: #7cbcff;
  --error: #ff9a8f; --warn: #f0b95a; --info: #7cbcff; --pass: #6fd79a;
  --error-back: #3a1b19; --warn-back: #362a13; --info-back: #152a40; --pass-back: #13301f;
  --fit: #0f5c8c; --fit-line: #56b4e9; --held-out: #8a5a00; --held-out-line: #f0b23e; --plain: #333a42; --plain-line: #98a2ad; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; overflow-wrap: break-word; }
main, header, footer { max-width: 68rem; margin: 0 auto; padding: 0 1.25rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
code, pre, .rule { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: .9em; }
code { background: var(--shade); border-radius: 3px; padding: .05em .3em; }
h1 { font-size: 1rem; margin: 0; font-weight: 600; }
h2 { font-size: 1.25rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1.1rem; line-height: 1.4; margin: .5rem 0 .75rem; }
.skip { position: absolute; left: -99rem; } .skip:focus { left: 1rem; top: 1rem; background: var(--paper); padding: .5rem; }
.patterns { position: absolute; }
header { padding-top: 1.5rem; }
.verdict { margin: 1rem 0; padding: 1.1rem 1.25rem; border-radius: 10px; border: 1px solid currentColor; border-left-width: 10px; }
.verdict.pass { color: var(--pass); background: var(--pass-back); } .verdict.fail, .verdict.error { color: var(--error); background: var(--error-back); }
.verdict strong { display: block; font-size: 1.9rem; line-height: 1.2; } .verdict p { margin: .25rem 0 0; color: var(--ink); }
.facts { display: flex; flex-wrap: wrap; gap: .2rem 1.5rem; margin: 0; color: var(--soft); font-size: .9rem; }
.facts div { display: flex; gap: .4rem; } .facts dt::after { content: ":"; } .facts dd { margin: 0; color: var(--ink); }
.trouble { border-left: 4px solid var(--error); padding: .1rem 1rem; background: var(--error-back); }
.notices { border-left: 4px solid var(--warn); padding: .1rem 1rem; background: var(--warn-back); }
.search { display: flex; flex-wrap: wrap; align-items: center; gap: .6rem 1rem; margin: 1.5rem 0 0; } .search[hidden] { display: none; }
.search input[type=search] { flex: 1 1 16rem; font: inherit; padding: .45rem .7rem; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: 6px; }
.search output { color: var(--soft); font-size: .9rem; min-width: 9rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: .92rem; } caption { text-align: left; color: var(--soft); padding-bottom: .3rem; }
th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); } th { font-weight: 600; }
tbody th { font-weight: 500; } td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.tag { display: inline-block; white-space: nowrap; border-radius: 4px; padding: .05rem .5rem; font-size: .85rem; font-weight: 600; border: 1px solid currentColor; }
.tag.error { color: var(--error); background: var(--error-back); } .tag.warn { color: var(--warn); background: var(--warn-back); } .tag.info { color: var(--info); background: var(--info-back); }
.match { color: var(--pass); } .mismatch { color: var(--error); font-weight: 600; } .unchecked { color: var(--soft); }
.finding { border: 1px solid var(--line); border-radius: 10px; padding: 1rem 1.25rem 1.1rem; margin: 1rem 0; background: var(--card); border-left: 6px solid var(--line); }
.finding.error { border-left-color: var(--error); } .finding.warn { border-left-color: var(--warn); } .finding.info { border-left-color: var(--info); }
.finding .head { display: flex; flex-wrap: wrap; align-items: baseline; gap: .3rem .8rem; margin: 0; color: var(--soft); font-size: .9rem; }
.finding .rule { color: var(--ink); }
.finding .body { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1.15fr); gap: 1rem 2rem; } .finding .body.wide { grid-template-columns: minmax(0, 1fr); } .wide .says, .wide .pictures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 17rem), 1fr)); gap: 0 2rem; } .wide .pictures { grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
.finding dl.says { margin: 0; } .says dt { font-weight: 600; font-size: .85rem; color: var(--soft); } .says dd { margin: 0 0 .8rem; }
.says dd.do { border-left: 4px solid var(--pass); padding-left: .75rem; }
bdi, code, .rule { overflow-wrap: anywhere; } td bdi, td.rule { overflow-wrap: break-word; }
.proof { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 0 2rem; margin: .3rem 0; font-size: .9rem; }
.proof div { display: flex; justify-content: space-between; gap: .75rem; border-bottom: 1px solid var(--line); padding: .15rem 0; } .proof dt { color: var(--soft); } .proof dd { margin: 0; text-align: right; font-variant-numeric: tabular-nums; }
.list td:nth-child(3) { min-width: 9rem; }
figure { margin: 0 0 1.25rem; } figcaption { font-weight: 600; font-size: .92rem; margin-bottom: .35rem; }
.plot { display: block; width: 100%; max-width: 460px; height: auto; font: 12.5px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; } .plot text { white-space: pre; }
.key { list-style: none; display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; padding: 0; margin: .35rem 0; font-size: .88rem; }
rect.fit { fill: var(--fit); stroke: var(--fit-line); } rect.heldOut { fill: url(#hatch); stroke: var(--held-out-line); } rect.plain { fill: url(#dots); stroke: var(--plain-line); }
.note { margin: .25rem 0; color: var(--soft); font-size: .85rem; }
details > summary { cursor: pointer; color: var(--link); font-size: .9rem; padding: .15rem 0; width: fit-content; }
pre { margin: .4rem 0; padding: .7rem .9rem; background: var(--shade); border-radius: 6px; white-space: pre-wrap; }
footer { color: var(--soft); font-size: .85rem; margin-top: 3rem; padding-bottom: 2rem; }
@media (max-width: 46rem) { .list th:nth-child(n+3), .list td:nth-child(n+3) { display: none; } .finding .body { grid-template-columns: minmax(0, 1fr); } main, header, footer { padding-left: .9rem; padding-right: .9rem; } .finding { padding: .8rem .9rem; } }
@media print {
  :root { --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --card: #fff; --shade: #f1f1f1; --link: #000;
    --error: #8f1a11; --warn: #6b4000; --info: #063f78; --pass: #0b4f2a; --error-back: #fff; --warn-back: #fff; --info-back: #fff; --pass-back: #fff;
    --fit: #56b4e9; --fit-line: #0072b2; --held-out: #f2c14e; --held-out-line: #b35900; --plain: #dfe3e8; --plain-line: #7a838e; }
  body { font-size: 10pt; } .body { gap: .5rem 1.5rem; } details > summary { list-style: none; color: var(--soft); } pre { font-size: 8pt; } main, header, footer { max-width: none; padding: 0; } .search, .skip { display: none; }
  .finding { background: none; } figure, tr, .verdict, .proof div, .finding .head, h3 { break-inside: avoid; } h2, h3, .finding .head { break-after: avoid; }
  .wide .pictures { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .finding details::details-content { content-visibility: visible; display: block; } details.numbers { display: none; }
  .plot rect, .plot circle, .plot path, .key rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
