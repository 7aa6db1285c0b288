import { isKnown } from '../known.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { subjectText } from '../subject-text.ts';
import { counted } from '../words.ts';
import { findingCard } from './finding-card.ts';
import { html, type Markup, name, prose } from './markup.ts';
import { severityTag } from './severity-tag.ts';

/** Findings that are pictured, and those that are shown in full; beyond them there is a line each. */
const pictureLimit = 200;
const cardLimit = 1000;

/** Search, a list of all findings, those that are new first, and each in full. */
export function findingsSection({ findings, baselines = [] }: Report, showSuppressed: boolean): Markup {
  const shown = findings
    .filter(({ suppressed }) => showSuppressed || !suppressed)
    .toSorted((a, b) => Number(isKnown(a)) - Number(isKnown(b)));
  const gone = fixed(baselines.flatMap((baseline) => baseline.fixed));
  if (shown.length === 0) return html`<section id="findings"><h2>Findings</h2><p>None.</p>${gone}</section>`;
  const short = shown.length - cardLimit;
  return html`<section id="findings" aria-labelledby="findings-title">
<h2 id="findings-title">Findings</h2>
${list(shown)}
${searchForm(shown)}
${shown.slice(0, cardLimit).map((finding, i) => findingCard(finding, { id: idOf(finding, i), pictured: i < pictureLimit }))}
${short > 0 && html`<p>${counted(short, 'more finding')} in the list above; the JSON report has all of them.</p>`}
${gone}
</section>
`;
}

const idOf = ({ fingerprint }: ReportFinding, i: number): string => `f${i}-${fingerprint.slice(0, 8)}`;

const list = (shown: readonly ReportFinding[]): Markup => html`<div class="scroll"><table class="list">
<thead><tr><th scope="col">severity</th><th scope="col">finding</th><th scope="col">where</th><th scope="col">rule</th></tr></thead>
<tbody>${shown.map(
  (finding, i) => html`<tr data-severity="${finding.severity}"><td>${severityTag(finding.severity)}</td>
<td>${i < cardLimit ? html`<a href="#${idOf(finding, i)}">${prose(finding.message)}</a>` : prose(finding.message)}</td>
<td>${name(subjectText(finding.subject))}</td><td class="rule">${finding.rule}${isKnown(finding) && ' (known)'}${finding.baseline === 'new' && ' (new)'}</td></tr>`,
)}</tbody>
</table></div>`;

type Fixed = NonNullable<Report['baselines']>[number]['fixed'];

/** Findings of a baseline that are no more. */
const fixed = (gone: Fixed): Markup | false =>
  gone.length > 0 &&
  html`<details><summary>Fixed: in the baseline, and found no more (${gone.length})</summary><ul>
${gone.slice(0, cardLimit).map(({ rule, message, subject }) => html`<li><span class="rule">${rule}</span> on ${name(subjectText(subject))}${message !== null && html`: ${prose(message)}`}</li>`)}
</ul></details>`;

const searchForm = (shown: readonly ReportFinding[]): Markup => html`<form class="search" id="search" role="search" hidden>
<input type="search" name="words" aria-label="Words that findings must hold" placeholder="Search findings" autocomplete="off">
${(['error', 'warn', 'info'] as const)
  .filter((severity) => shown.some((finding) => finding.severity === severity))
  .map((severity) => html`<label><input type="checkbox" value="${severity}" checked> ${severityTag(severity)}</label>`)}
<output name="count" aria-live="polite"></output>
</form>`;
