import type { Format } from '../format.ts';
import { newCounts } from '../known.ts';
import { datasetTable } from '../markdown/dataset-table.ts';
import { findingSections } from '../markdown/finding-sections.ts';
import { markdownText } from '../markdown/markdown-text.ts';
import type { Report } from '../schema.ts';
import { skipReasons } from '../skip-reasons.ts';
import { outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';

/** GitHub Flavored Markdown of less than 60 kB, for `$GITHUB_STEP_SUMMARY` and comments. */
export const markdown: Format = {
  name: 'markdown',
  summary: 'GitHub Flavored Markdown, for $GITHUB_STEP_SUMMARY and comments',
  contentType: 'text/markdown; charset=utf-8',
  render: (report) => {
    const before = [title(report), verdict(report), ...failures(report), ...datasetTable(report.datasets)];
    const after = uncovered(report);
    const room = 59_000 - Buffer.byteLength([...before, ...after].join('\n\n'));
    return `${[...before, ...findingSections(report, room), ...after].join('\n\n')}\n`;
  },
};

const title = ({ run }: Report): string =>
  `## ${{ pass: '✅', fail: '❌', error: '💥' }[run.status]} watertight: ${run.status}${run.project === null ? '' : ` (${markdownText(run.project)})`}`;

function verdict(report: Report): string {
  const { run, summary, baselines = [] } = report;
  const fresh = newCounts(report);
  const counts = [
    ...(fresh.error > 0 ? [counted(fresh.error, 'error')] : []),
    ...(fresh.warn > 0 ? [counted(fresh.warn, 'warning')] : []),
    ...(fresh.info > 0 ? [`${fresh.info} info`] : []),
  ];
  const fixed = baselines.reduce((sum, baseline) => sum + baseline.fixed.length, 0);
  const none = baselines.length > 0 ? 'No new findings' : 'No findings';
  const known = [
    ...(summary.unchanged > 0 ? [`${summary.unchanged} known, in the baseline`] : []),
    ...(summary.suppressed > 0 ? [`${summary.suppressed} suppressed`] : []),
    ...(fixed > 0 ? [`${fixed} of the baseline fixed`] : []),
  ];
  return [`**${counts.join(', ') || none}** (fails on: ${run.failOn})`, ...known].join(' · ');
}

/** Of the few that can be many, as many as a reader would look at. */
const listLimit = 10;

function failures({ run, outcomes }: Report): string[] {
  const crashed = outcomes.filter(({ status }) => status === 'crashed');
  const lines = [
    ...run.errors.map((error) => markdownText(error)),
    ...crashed.map(({ rule, subject, reason = '' }) =>
      markdownText(`${rule} crashed on ${outcomeText(subject)}: ${reason.split('\n', 1).join()}`),
    ),
  ];
  return lines.length === 0 ? [] : ['**The check is incomplete:**', bullets(lines)];
}

function uncovered({ run, outcomes }: Report): string[] {
  const by = (status: string) => outcomes.filter((outcome) => outcome.status === status);
  const lines = [
    ...by('underpowered').map(({ rule, subject, reason = '' }) =>
      markdownText(`underpowered: ${rule} on ${outcomeText(subject)}: ${reason}`),
    ),
    ...skipReasons(outcomes).map(({ reason, rules }) => markdownText(`skipped: ${reason} (${rules.join(', ')})`)),
  ];
  return [
    ...run.notices.slice(0, listLimit).map((notice) => `> ${markdownText(notice)}`),
    [
      `<details><summary>${counted(by('clean').length, 'check')} clean, ${by('skipped').length} skipped, ${by('underpowered').length} underpowered</summary>`,
      ...(lines.length > 0 ? [bullets(lines)] : []),
      '</details>',
    ].join('\n\n'),
  ];
}

function bullets(lines: readonly string[]): string {
  const rest = lines.length - listLimit;
  return [...lines.slice(0, listLimit), ...(rest > 0 ? [`and ${rest} more`] : [])].map((line) => `- ${line}`).join('\n');
}
