import { formatPosition } from '../../errors.ts';
import { visible, visibleLines } from '../../text/visible.ts';
import { evidenceLines } from '../evidence-text.ts';
import { isKnown } from '../known.ts';
import { countText } from '../number-text.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { subjectText, subjectWithRows } from '../subject-text.ts';
import { counted } from '../words.ts';
import { textWidth } from '../wrap.ts';
import { field, labelled, type Page, type Paint, paragraph, proof } from './page.ts';

/** Findings of one rule and severity shown in full, and those shown at all, unless all is asked for. */
const fullLimit = 3;
const shownLimit = 50;
const evidenceLimit = 9;
const columnLimit = 12;

/** Findings that are not known, worst first; those of one rule and severity share its explanation. */
export function findingBlocks(page: Page, report: Report): string[] {
  const shown = report.findings.filter((finding) => (page.showSuppressed || !finding.suppressed) && !isKnown(finding));
  return groups(shown).flatMap((group) => [
    '',
    ...(group.length === 1 ? single(page, report, group) : several(page, report, group)),
  ]);
}

function single(page: Page, report: Report, [finding]: Group): string[] {
  return [
    ...heading(page, finding, [...originOf(finding, report), ...marks(finding)]),
    ...paragraph(page, finding.message, 2, page.paint.bold),
    '',
    ...field(page, 'where', whereOf(finding, report), 2),
    ...columns(page, finding, 2),
    ...field(page, 'why', finding.why, 2),
    ...field(page, 'do', finding.fix, 2),
    ...ignored(page, finding, 2),
    ...details(page, finding, 2),
  ];
}

/** What all findings have in common is said once. */
function several(page: Page, report: Report, group: Group): string[] {
  const [first] = group;
  const shared = (of: (finding: ReportFinding) => string) => group.every((finding) => of(finding) === of(first));
  const where = (finding: ReportFinding) => whereOf(finding, report);
  const notes = (finding: ReportFinding) => marks(finding).join(', ');
  const [sameWhere, sameFix, sameNotes] = [shared(where), shared(({ fix }) => fix), shared(notes)];
  const limit = page.verbose ? group.length : shownLimit;
  const rest = group.length - limit;
  return [
    ...heading(page, first, [counted(group.length, 'finding'), ...originOf(first, report), ...(sameNotes ? marks(first) : [])]),
    ...(sameWhere ? field(page, 'where', where(first), 2) : []),
    ...field(page, 'why', first.why, 2),
    ...(sameFix ? field(page, 'do', first.fix, 2) : []),
    ...group.slice(0, limit).flatMap((finding, i) => {
      const brief = !page.verbose && i >= fullLimit;
      return [
        ...(i <= fullLimit || page.verbose ? [''] : []),
        ...bullet(page, finding),
        ...(sameWhere ? [] : field(page, 'where', placeOr(finding, subjectText(finding.subject)), 4)),
        ...(sameNotes || notes(finding) === '' ? [] : field(page, 'note', notes(finding), 4)),
        ...ignored(page, finding, 4),
        ...columns(page, finding, 4),
        ...(sameFix ? [] : field(page, 'do', finding.fix, 4)),
        ...(brief ? [] : details(page, finding, 4)),
      ];
    }),
    ...(rest > 0 ? [page.paint.dim(`    and ${countText(rest)} more: -v shows all`)] : []),
  ];
}

const whereOf = (finding: ReportFinding, { datasets }: Report): string =>
  placeOr(finding, subjectWithRows(finding.subject, datasets));

/** What is found in no data set is found in a file. */
const placeOr = ({ subject, location }: ReportFinding, otherwise: string): string =>
  (subject.role === 'pipeline' || subject.role === 'configuration') && location ? formatPosition(location) : otherwise;

type Group = readonly [ReportFinding, ...ReportFinding[]];

/** Findings are sorted, so those of one rule and severity stand together. */
function groups(findings: readonly ReportFinding[]): Group[] {
  const found: [ReportFinding, ...ReportFinding[]][] = [];
  for (const finding of findings) {
    const last = found.at(-1);
    if (last && last[0].rule === finding.rule && last[0].severity === finding.severity) last.push(finding);
    else found.push([finding]);
  }
  return found;
}

function heading(page: Page, { severity, rule }: ReportFinding, notes: readonly string[]): string[] {
  const { symbol, colour } = severityStyle(page.paint, severity);
  const [title, after] = [visible(rule), notes.map((note) => ` · ${note}`).join('')];
  const first = `${colour(`${symbol} ${severity}`)}  ${title}`;
  const fits = textWidth(`${symbol} ${severity}  ${title}${after}`) <= page.width;
  return fits ? [first + page.paint.dim(after)] : [first, ...paragraph(page, notes.join(' · '), 2, page.paint.dim)];
}

function bullet(page: Page, { message, severity }: ReportFinding): string[] {
  const { colour } = severityStyle(page.paint, severity);
  return paragraph(page, message, 4, page.paint.bold).map((line, i) => (i === 0 ? `  ${colour('›')} ${line.slice(4)}` : line));
}

export function severityStyle(paint: Page['paint'], severity: ReportFinding['severity']): { symbol: string; colour: Paint } {
  return {
    error: { symbol: '✖', colour: paint.red },
    warn: { symbol: '▲', colour: paint.yellow },
    info: { symbol: '●', colour: paint.blue },
  }[severity];
}

const originOf = ({ rule }: ReportFinding, { rules }: Report): string[] =>
  rules.flatMap(({ id, origin }) => (id === rule && origin !== undefined ? [`from ${visible(origin)}`] : []));

const marks = ({ confidence, coverage, baseline }: ReportFinding): string[] => [
  ...(confidence === 'high' ? [] : [`${confidence} confidence`]),
  ...(coverage === 'sampled' ? ['estimated on a sample'] : []),
  ...(baseline === 'new' ? ['new'] : []),
];

const ignored = (page: Page, { suppressed }: ReportFinding, indent: number): string[] =>
  suppressed
    ? field(page, 'ignored', `${suppressed.reason}${suppressed.until ? ` (until ${suppressed.until})` : ''}`, indent)
    : [];

/** Only where the message has not named them all. */
function columns(page: Page, { subject, message }: ReportFinding, indent: number): string[] {
  if (subject.columns.every((column) => message.includes(column))) return [];
  const limit = page.verbose ? subject.columns.length : columnLimit;
  const rest = subject.columns.length - limit;
  const names = [...subject.columns.slice(0, limit), ...(rest > 0 ? [`${rest} more`] : [])].join(', ');
  return field(page, subject.columns.length === 1 ? 'column' : 'columns', names, indent);
}

export function details(page: Page, { evidence, examples, location, sql }: ReportFinding, indent: number): string[] {
  const lines = evidenceLines(evidence);
  return [
    ...proof(page, page.verbose ? lines : lines.slice(0, evidenceLimit), indent),
    ...(examples ? field(page, 'values', examples.map((value) => JSON.stringify(value)).join(', '), indent) : []),
    ...(location && page.verbose ? field(page, 'declared', formatPosition(location), indent) : []),
    ...(sql && page.verbose
      ? labelled(
          page,
          'sql',
          visibleLines(sql).map((line) => page.paint.dim(line)),
          indent,
        )
      : []),
  ];
}
