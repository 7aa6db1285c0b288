import { type Baseline, isPast, type KnownFinding } from '../judge/baseline.ts';
import { subjectText } from '../report/subject-text.ts';
import { counted } from '../report/words.ts';
import { visible } from '../text/visible.ts';

/** A baseline for people to read, by rule. */
export function listBaseline({ path, findings }: Baseline, now: Date): string {
  const sorted = findings.toSorted((a, b) => (a.rule + a.fingerprint < b.rule + b.fingerprint ? -1 : 1));
  const unexplained = findings.filter(({ reason }) => reason === undefined).length;
  const expired = findings.filter(({ until }) => isPast(until, now)).length;
  const summary = [
    counted(findings.length, 'known finding'),
    ...(unexplained > 0 ? [`${unexplained} without a reason`] : []),
    ...(expired > 0 ? [`${expired} expired`] : []),
  ];
  return `${[...sorted.map((entry) => item(entry, now)), `${visible(path)}: ${summary.join(', ')}`].join('\n')}\n`;
}

function item(entry: KnownFinding, now: Date): string {
  const { fingerprint, rule, subject, columns, message, reason, note, until, added } = entry;
  const fields: [string, string | undefined][] = [
    ['found', message],
    ['reason', reason],
    ['note', note],
    ['until', until && `${until}${isPast(until, now) ? ' (expired: it counts as new)' : ''}`],
    ['added', added],
    ['id', fingerprint],
  ];
  const columnText = columns.length > 0 ? ` · ${columns.join(', ')}` : '';
  return [
    `${visible(rule)} · ${visible(subjectText({ ...subject, columns: [...columns] } as Parameters<typeof subjectText>[0]))}${visible(columnText)}`,
    ...fields.flatMap(([label, text]) => (text === undefined ? [] : [`  ${label.padEnd(8)}${visible(text)}`])),
    '',
  ].join('\n');
}
