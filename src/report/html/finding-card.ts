import { formatPosition } from '../../errors.ts';
import { visibleLines } from '../../text/visible.ts';
import { evidenceLines } from '../evidence-text.ts';
import { reasonText } from '../known.ts';
import type { ReportFinding } from '../schema.ts';
import { ended, sentence } from '../sentences.ts';
import { subjectText } from '../subject-text.ts';
import { figures } from './figures.ts';
import { html, type Markup, name, prose } from './markup.ts';
import { severityTag } from './severity-tag.ts';

const columnLimit = 30;

/** One finding: what, where, why, what to do, the picture and numbers that prove it, and the SQL that gives them again. */
export function findingCard(
  finding: ReportFinding,
  { id, pictured }: { readonly id: string; readonly pictured: boolean },
): Markup {
  const { severity, rule, message, why, fix } = finding;
  const drawn = pictured ? figures(finding) : [];
  return html`<article class="finding ${severity}" id="${id}" data-severity="${severity}" aria-labelledby="${id}-title">
<p class="head">${severityTag(severity)} <span class="rule">${rule}</span>${marks(finding).map((mark) => html`<span>${mark}</span>`)}</p>
<h3 id="${id}-title">${prose(message)}</h3>
<div class="body${drawn.length !== 1 && ' wide'}">
<dl class="says">
<div><dt>Where</dt><dd>${where(finding)}</dd></div>
<div><dt>Why it matters</dt><dd>${prose(sentence(why))}</dd></div>
<div><dt>What to do</dt><dd class="do">${prose(ended(sentence(fix)))}</dd></div>
${suppression(finding)}${acceptance(finding)}
</dl>
${drawn.length > 0 && html`<div class="pictures">${drawn}</div>`}
</div>
${proof(finding)}${statement(finding.sql)}
</article>
`;
}

const marks = ({ confidence, coverage, baseline, suppressed, taxonomy }: ReportFinding): string[] => [
  ...(confidence === 'high' ? [] : [`${confidence} confidence`]),
  ...(coverage === 'sampled' ? ['estimated on a sample'] : []),
  ...(taxonomy === null ? [] : [`leakage ${taxonomy}`]),
  ...(baseline === null ? [] : [baseline === 'unchanged' ? 'in the baseline' : 'new']),
  ...(suppressed ? ['suppressed'] : []),
];

function where({ subject, location }: ReportFinding): Markup {
  const shown = subject.columns.slice(0, columnLimit);
  const rest = subject.columns.length - shown.length;
  return html`${name(subjectText(subject))}${shown.map((column, i) => html`${i === 0 ? ': ' : ', '}<bdi><code>${column}</code></bdi>`)}${
    rest > 0 && ` and ${rest} more columns`
  }${location && html`<br>declared in ${name(formatPosition(location))}`}`;
}

const suppression = ({ suppressed }: ReportFinding): Markup | false =>
  suppressed !== null &&
  html`<div><dt>Suppressed</dt><dd>${prose(suppressed.reason)}${suppressed.until !== null && ` (until ${suppressed.until})`}</dd></div>`;

function acceptance(finding: ReportFinding): Markup | false {
  const reason = reasonText(finding);
  return reason !== '' && html`<div><dt>Known</dt><dd>${prose(reason)}</dd></div>`;
}

function proof({ evidence, examples }: ReportFinding): Markup | false {
  const lines = [
    ...evidenceLines(evidence),
    ...(examples ? [{ label: 'values', text: examples.map((value) => JSON.stringify(value)).join(', ') }] : []),
  ];
  if (lines.length === 0) return false;
  return html`<details><summary>All numbers</summary><dl class="proof">
${lines.map(({ label, text }) => html`<div><dt>${name(label)}</dt><dd>${name(text)}</dd></div>`)}
</dl></details>`;
}

const statement = (sql: string | undefined): Markup | false =>
  sql !== undefined &&
  html`<details><summary>SQL that gives them again</summary><pre>${visibleLines(sql).map((line) => html`${line}\n`)}</pre></details>`;
