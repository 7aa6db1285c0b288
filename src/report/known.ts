import type { Report, ReportFinding } from './schema.ts';
import { counted } from './words.ts';

type Compared = NonNullable<Report['baselines']>[number];

export const isKnown = ({ baseline }: Pick<ReportFinding, 'baseline'>): boolean => baseline === 'unchanged';

/** Findings by severity, without those that are known or suppressed. */
export function newCounts({ findings }: Report): Readonly<Record<ReportFinding['severity'], number>> {
  const fresh = findings.filter((finding) => !finding.suppressed && !isKnown(finding));
  const count = (severity: string) => fresh.filter((finding) => finding.severity === severity).length;
  return { error: count('error'), warn: count('warn'), info: count('info') };
}

/** `mended in May, until 2027-03-01; see #12`; empty when nothing was written. */
export function reasonText({ known }: ReportFinding): string {
  if (!known) return '';
  const main = [known.reason, known.until && `until ${known.until}`].filter((part) => part).join(', ');
  return [main, known.note].filter((part) => part).join('; ');
}

/** What came of a baseline, on one line. */
export function comparedText({ path, kind, known, fixed, expired }: Compared): string {
  const prune = kind === 'baseline' && fixed.length > 0 ? ': `watertight baseline prune` takes them out' : '';
  return [
    `${path}: ${counted(known, 'finding')} known`,
    ...(expired > 0 ? [`${expired} expired`] : []),
    ...(fixed.length > 0 ? [`${fixed.length} fixed${prune}`] : []),
  ].join(', ');
}
