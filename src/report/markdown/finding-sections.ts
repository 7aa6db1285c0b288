import { evidenceLines } from '../evidence-text.ts';
import { groupBy } from '../group-by.ts';
import { isKnown, reasonText } from '../known.ts';
import { countText } from '../number-text.ts';
import type { Report, ReportFinding } from '../schema.ts';
import { ended, sentence } from '../sentences.ts';
import { subjectText } from '../subject-text.ts';
import { markdownText } from './markdown-text.ts';

const symbols = { error: '❌ error', warn: '⚠️ warn', info: 'ℹ️ info' } as const;
/** Of the room, the part that tables may take; explanations get the rest. */
const tableShare = 0.6;
const sectionCost = 300;

/** Findings by area in at most `room` bytes: first as many rows as fit, new ones and gravest first, then as many explanations. */
export function findingSections({ findings }: Report, room: number): string[] {
  const counted = findings.filter(({ suppressed }) => !suppressed).toSorted((a, b) => Number(isKnown(a)) - Number(isKnown(b)));
  const rows = fitting(
    counted.map((finding) => ({ finding, area: areaOf(finding), text: row(finding) })),
    room * tableShare,
  );
  const used = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const details = fitting(
    ruleGroups(rows.map(({ finding }) => finding)).map((group) => ({ area: areaOf(group[0]), text: explanation(group) })),
    room - used,
  );
  const areas = [...new Set(rows.map(({ area }) => area))];
  const sections = areas.map((area) =>
    section(
      area,
      rows.filter((it) => it.area === area),
      details.filter((it) => it.area === area),
    ),
  );
  const cut = counted.length - rows.length;
  return cut > 0 ? [...sections, `**${countText(cut)} more** did not fit here: see the report.`] : sections;
}

interface Block {
  readonly area: string;
  readonly text: string;
}

function section(area: string, rows: readonly Block[], details: readonly Block[]): string {
  const head = '| | finding | where | rule |\n| --- | --- | --- | --- |';
  const body = [`### ${markdownText(area)}`, [head, ...rows.map(({ text }) => text)].join('\n')];
  if (details.length === 0) return body.join('\n\n');
  const summary = '<details><summary>Why, what to do, and the numbers</summary>';
  return [...body, summary, ...details.map(({ text }) => text), '</details>'].join('\n\n');
}

function row(finding: ReportFinding): string {
  const { severity, message, subject, rule } = finding;
  const reason = reasonText(finding);
  const known = isKnown(finding)
    ? ` (known${reason && `: ${markdownText(reason)}`})`
    : finding.baseline === 'new'
      ? ' (new)'
      : '';
  return `| ${symbols[severity]}${known} | ${markdownText(message)} | ${markdownText(subjectText(subject))} | ${markdownText(rule)} |`;
}

type Group = readonly [ReportFinding, ...ReportFinding[]];
const proofLimit = 10;

function explanation(group: Group): string {
  const [{ rule, why, fix }] = group;
  const proofs = group.slice(0, proofLimit).flatMap(({ message, evidence }) => {
    const numbers = evidenceLines(evidence).map(({ label, text }) => `${label} ${text}`);
    return numbers.length > 0 ? [`- ${markdownText(message)}: ${markdownText(numbers.join(' · '))}`] : [];
  });
  const head = `**${markdownText(rule)}**\n\nWhy: ${markdownText(sentence(why))}<br>\nDo: ${markdownText(ended(fix))}`;
  return proofs.length > 0 ? `${head}\n\n${proofs.join('\n')}` : head;
}

/** The leading blocks that fit, sections counted. */
function fitting<T extends Block>(blocks: readonly T[], room: number): T[] {
  const areas = new Set<string>();
  let used = 0;
  const kept: T[] = [];
  for (const block of blocks) {
    used += Buffer.byteLength(block.text) + 2 + (areas.has(block.area) ? 0 : sectionCost);
    areas.add(block.area);
    if (used > room) break;
    kept.push(block);
  }
  return kept;
}

const ruleGroups = (findings: readonly ReportFinding[]): Group[] => [
  ...groupBy(findings, ({ rule, fix }) => `${rule}\0${fix}`).values(),
];

const areaOf = ({ rule }: ReportFinding): string => rule.split('/', 1).join();
