import { visible, visibleLines } from '../../text/visible.ts';
import { evidenceLines } from '../evidence-text.ts';
import { comparedText, isKnown, newCounts } from '../known.ts';
import { countText, durationText } from '../number-text.ts';
import type { Report, ReportOutcome } from '../schema.ts';
import { skipReasons } from '../skip-reasons.ts';
import { outcomeText } from '../subject-text.ts';
import { counted } from '../words.ts';
import { severityStyle } from './findings.ts';
import { field, type Page, paragraph, proof } from './page.ts';

/** What was cleared, what went wrong with the run itself, the verdict, and what the verdict does not cover. */
export function footer(page: Page, report: Report): string[] {
  const by = (status: ReportOutcome['status']) => report.outcomes.filter((outcome) => outcome.status === status);
  return [
    ...(page.verbose ? cleared(page, by('clean')) : []),
    ...failures(page, report.run.errors, by('crashed')),
    '',
    verdict(page, report),
    ...notes(page, report, by),
  ];
}

function failures(page: Page, errors: readonly string[], crashed: readonly ReportOutcome[]): string[] {
  const { paint } = page;
  const loud = (text: string) => paint.red.bold(text);
  return [
    ...errors.flatMap((error) => ['', ...paragraph(page, `✖ the check is incomplete: ${error}`, 0, loud)]),
    ...crashed.flatMap(({ rule, subject, reason = 'no reason given' }) => {
      const [first = '', ...stack] = visibleLines(reason);
      return [
        '',
        ...paragraph(page, `✖ ${rule} crashed on ${outcomeText(subject)}: ${first}`, 0, loud),
        ...(page.verbose ? stack.map((line) => paint.dim(`  ${line}`)) : []),
      ];
    }),
  ];
}

function verdict({ paint }: Page, report: Report): string {
  const { run, summary, baselines } = report;
  const fresh = newCounts(report);
  const found = (['error', 'warn', 'info'] as const).filter((severity) => fresh[severity] > 0);
  const texts = { error: counted(fresh.error, 'error'), warn: counted(fresh.warn, 'warning'), info: `${fresh.info} info` };
  const none = baselines?.length ? 'no new findings' : 'no findings';
  const counts = [
    ...found.map((severity) => severityStyle(paint, severity).colour(texts[severity])),
    ...(found.length === 0 ? [run.errors.length ? 'nothing checked' : none] : []),
    ...(summary.unchanged > 0 ? [paint.dim(`${summary.unchanged} known`)] : []),
    ...(summary.crashed > 0 ? [paint.red(`${counted(summary.crashed, 'check')} crashed`)] : []),
  ];
  const worst = run.status === 'error' ? 'error' : found[0];
  const { symbol, colour } = worst ? severityStyle(paint, worst) : { symbol: '✔', colour: paint.green };
  const status = { pass: paint.green.bold('PASS'), fail: paint.red.bold('FAIL'), error: paint.red.bold('ERROR') }[run.status];
  const reason = run.status === 'error' ? 'the check is incomplete' : `fail_on: ${run.failOn}`;
  return `${colour(symbol)} ${counts.join(', ')}   ${status} ${paint.dim(`(${reason})`)}`;
}

type By = (status: ReportOutcome['status']) => readonly ReportOutcome[];

function notes(page: Page, { summary, run, rules, outcomes, findings, baselines = [] }: Report, by: By): string[] {
  const note = (label: string, texts: readonly string[]) =>
    texts.flatMap((text, i) => field(page, i === 0 ? label : '', text, 2, 14));
  const hidden = summary.suppressed > 0 && !page.showSuppressed ? ': --show-suppressed shows them' : '';
  const example = findings.find((finding) => !finding.suppressed && !isKnown(finding))?.rule;
  return [
    '',
    ...note('clean', [
      `${countText(by('clean').length)} of ${counted(outcomes.length, 'check')}, ${counted(rules.length, 'rule')}, in ${durationText(run.durationMs * 1000)}`,
    ]),
    ...note('skipped', skipped(page, by('skipped'))),
    ...note(
      'underpowered',
      by('underpowered').map(({ rule, subject, reason = '' }) => `${rule} on ${outcomeText(subject)}: ${reason}`),
    ),
    ...note('suppressed', summary.suppressed > 0 ? [`${counted(summary.suppressed, 'finding')}${hidden}`] : []),
    ...note('baseline', baselines.filter(({ kind }) => kind !== 'since').map(comparedText)),
    ...note('since', baselines.filter(({ kind }) => kind === 'since').map(comparedText)),
    ...note('notice', run.notices),
    ...(example === undefined
      ? []
      : [
          '',
          page.paint.dim(
            `  watertight explain ${visible(example)}${page.verbose ? '' : '   (-v: all numbers and the SQL behind them)'}`,
          ),
        ]),
  ];
}

/** Reasons named without `--verbose`, unless one alone would be left out. */
const MOST_REASONS = 4;

/** `14: needs time (9 rules) · needs serving data (5 rules)`. */
function skipped({ verbose }: Page, outcomes: readonly ReportOutcome[]): string[] {
  const reasons = skipReasons(outcomes);
  if (verbose) return reasons.map(({ reason, rules }) => `${reason}: ${rules.join(', ')}`);
  if (reasons.length === 0) return [];
  const named = reasons.length > MOST_REASONS + 1 ? reasons.slice(0, MOST_REASONS) : reasons;
  const left = reasons.length - named.length;
  const texts = named.map(({ reason, rules }) => `${reason} (${counted(rules.length, 'rule')})`);
  return [`${outcomes.length}: ${[...texts, ...(left > 0 ? [`${left} other reasons (-v names them)`] : [])].join(' · ')}`];
}

function cleared(page: Page, clean: readonly ReportOutcome[]): string[] {
  if (clean.length === 0) return [];
  return [
    '',
    page.paint.bold('Cleared'),
    ...clean.flatMap(({ rule, subject, reason, evidence = {} }) => [
      `${page.paint.green('✔')} ${visible(rule)} ${page.paint.dim(`· ${visible(outcomeText(subject))}`)}`,
      ...(reason ? paragraph(page, reason, 2) : []),
      ...proof(page, evidenceLines(evidence), 2),
    ]),
  ];
}
