import { evidenceLines } from '../evidence-text.ts';
import { durationText } from '../number-text.ts';
import type { Report, ReportOutcome } from '../schema.ts';
import { skipReasons } from '../skip-reasons.ts';
import { outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';
import { html, type Markup, name, prose } from './markup.ts';

/** What the verdict does not cover, what was cleared, and every rule that ran. */
export function coverageSection({ outcomes, rules }: Report): Markup {
  const by = (status: ReportOutcome['status']) => outcomes.filter((outcome) => outcome.status === status);
  const [clean, underpowered, skipped] = [by('clean'), by('underpowered'), skipReasons(outcomes)];
  return html`<section aria-labelledby="coverage-title">
<h2 id="coverage-title">What the verdict covers</h2>
<p>${counted(rules.length, 'rule')}: ${counted(clean.length, 'check')} clean, ${by('findings').length} with findings, ${underpowered.length} underpowered, ${by('skipped').length} skipped.</p>
${underpowered.length > 0 && folded('Too few data to say', ['rule', 'on', 'because'], underpowered.map(reasonRow), true)}
${
  skipped.length > 0 &&
  folded(
    'Skipped',
    ['because', 'rules'],
    skipped.map(({ reason, rules: ids }) => row([prose(reason), ids.join(', ')])),
    true,
  )
}
${clean.length > 0 && folded('Cleared, with the numbers that cleared it', ['rule', 'on', 'numbers'], clean.map(clearedRow))}
${folded('Rules', ['rule', 'severity', 'findings', 'time', 'what it finds'], rules.map(ruleRow))}
</section>
`;
}

type Cell = string | number | Markup | readonly Markup[];

const row = (cells: readonly Cell[]): Markup => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`;

const folded = (title: string, head: readonly string[], rows: readonly Markup[], open = false): Markup =>
  html`<details${open && ' open'}><summary>${title} (${rows.length})</summary><div class="scroll"><table>
<thead><tr>${head.map((text) => html`<th scope="col">${text}</th>`)}</tr></thead><tbody>${rows}</tbody></table></div></details>
`;

const reasonRow = ({ rule, subject, reason = '' }: ReportOutcome): Markup =>
  row([rule, name(outcomeText(subject)), prose(reason)]);

const clearedRow = ({ rule, subject, reason, evidence = {} }: ReportOutcome): Markup =>
  row([
    rule,
    name(outcomeText(subject)),
    [
      ...(reason === undefined ? [] : [html`${prose(reason)}. `]),
      name(
        evidenceLines(evidence)
          .map(({ label, text }) => `${label} ${text}`)
          .join(' · '),
      ),
    ],
  ]);

const ruleRow = ({ id, severity, findings, durationMs, summary }: Report['rules'][number]): Markup =>
  row([id, severity, findings, durationText(durationMs * 1000), prose(summary)]);
