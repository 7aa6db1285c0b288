import { visible } from '../../text/visible.ts';
import { isKnown, reasonText } from '../known.ts';
import { countText } from '../number-text.ts';
import type { Report } from '../schema.ts';
import { subjectText } from '../subject-text.ts';
import { details, severityStyle } from './findings.ts';
import { field, type Page, paragraph } from './page.ts';

const shownLimit = 20;

/** Findings that are known, briefly, and those of a baseline that are no more. */
export function knownFindings(page: Page, { findings, baselines = [] }: Report): string[] {
  const known = findings.filter((finding) => isKnown(finding) && !finding.suppressed);
  const fixed = baselines.flatMap((baseline) => baseline.fixed);
  return [
    ...section(page, 'Known', known, (finding) => {
      const { symbol, colour } = severityStyle(page.paint, finding.severity);
      const reason = reasonText(finding);
      return [
        `${colour(symbol)} ${visible(finding.rule)} ${page.paint.dim(`· ${visible(subjectText(finding.subject))}`)}`,
        ...paragraph(page, finding.message, 2),
        ...(reason ? field(page, 'known', reason, 2) : []),
        ...(page.verbose ? details(page, finding, 2) : []),
      ];
    }),
    ...section(page, 'Fixed', fixed, ({ rule, message, subject }) => [
      `${page.paint.green('✔')} ${visible(rule)} ${page.paint.dim(`· ${visible(subjectText(subject))}`)}`,
      ...(message === null ? [] : paragraph(page, message, 2, page.paint.dim)),
    ]),
  ];
}

function section<T>(page: Page, title: string, items: readonly T[], lines: (item: T) => readonly string[]): string[] {
  if (items.length === 0) return [];
  const limit = page.verbose ? items.length : shownLimit;
  const rest = items.length - limit;
  return [
    '',
    page.paint.bold(title),
    ...items.slice(0, limit).flatMap(lines),
    ...(rest > 0 ? [page.paint.dim(`  and ${countText(rest)} more: -v shows all`)] : []),
  ];
}
