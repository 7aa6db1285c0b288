import { countText } from '../report/number-text.ts';
import type { Report, ReportFinding } from '../report/schema.ts';
import { subjectText } from '../report/subject-text.ts';
import { counted } from '../report/words.ts';
import { visible } from '../text/visible.ts';
import { compareReports } from './compare-reports.ts';
import type { Dropped } from './count-drops.ts';

const LIMIT = 20;

export interface Summed {
  readonly before?: Report;
  readonly after: Report;
  readonly written: readonly { readonly path: string; readonly rows: number }[];
  readonly dropped?: readonly Dropped[];
  readonly unmended?: readonly ReportFinding[];
  readonly notices: readonly string[];
}

/** What was found, written, and is left: the proof of a fix, for people. */
export function summaryText({ before, after, written, dropped = [], unmended = [], notices }: Summed): string {
  const rows = dropped.map(({ dataset, role, rows: lost, of, rules }) => {
    const name = dataset === role ? role : `${dataset} (${role})`;
    return line('dropped', `${countText(lost)} of ${counted(of, 'row')} of ${name}: ${rules.join(', ')}`);
  });
  const proof = before && compareReports(before, after);
  const lines = [
    ...(before ? [line('before', counts(before))] : []),
    ...rows,
    ...written.map((file) => line('wrote', `${file.path} (${counted(file.rows, 'row')})`)),
    ...(written.length ? [] : [line('wrote', 'nothing')]),
    ...notices.map((notice) => line('note', notice)),
    line('after', counts(after)),
    ...(proof
      ? [...findings('gone', proof.gone), ...findings('left', proof.left), ...findings('new', proof.fresh)]
      : findings('found', after.findings)),
    ...(unmended.length
      ? [
          line(
            'note',
            `no rows to drop would mend ${[...new Set(unmended.map(({ rule }) => rule))].join(', ')}: watertight explain says what does`,
          ),
        ]
      : []),
  ];
  return `${lines.map(visible).join('\n')}\n`;
}

const line = (label: string, text: string): string => `${label.padEnd(8)} ${text}`;

function counts({ run, summary }: Report): string {
  const found = [
    ...(summary.error ? [counted(summary.error, 'error')] : []),
    ...(summary.warn ? [counted(summary.warn, 'warning')] : []),
    ...(summary.info ? [`${summary.info} info`] : []),
  ];
  return `${found.join(', ') || 'no findings'}   ${run.status.toUpperCase()}`;
}

function findings(label: string, list: readonly ReportFinding[]): string[] {
  const rest = list.length - LIMIT;
  return [
    ...list
      .slice(0, LIMIT)
      .map(
        ({ severity, rule, subject, message }) =>
          `  ${label.padEnd(6)} ${severity.padEnd(5)} ${rule} · ${subjectText(subject)}: ${message}`,
      ),
    ...(rest > 0 ? [`  ${label.padEnd(6)} and ${countText(rest)} more`] : []),
  ];
}
