import { visible, visibleLines } from '../../text/visible.ts';
import type { Format } from '../format.ts';
import { isKnown } from '../known.ts';
import { type Place, placeOf, placeOfRun } from '../place.ts';
import type { Report } from '../schema.ts';
import { outcomeText, subjectText } from '../subject-text.ts';
import { counted } from '../words.ts';

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly place: Place;
  readonly title: string;
  readonly lines: readonly string[];
}

/** GitHub shows ten of each level a step and drops the rest without a word; one notice is kept for ours. */
const caps: Readonly<Record<Level, number>> = { error: 10, warning: 10, notice: 9 };
const levels = { error: 'error', warn: 'warning', info: 'notice' } as const;

/** Workflow commands: annotations on a pull request. */
export const github: Format = {
  name: 'github',
  summary: 'GitHub workflow commands: annotations on a commit or a pull request',
  contentType: 'text/plain; charset=utf-8',
  render(report) {
    const all = [...failures(report), ...findings(report)];
    const shown = (['error', 'warning', 'notice'] as const).flatMap((level) =>
      all.filter((it) => it.level === level).slice(0, caps[level]),
    );
    const rest = all.length - shown.length;
    const known = report.findings.filter((finding) => isKnown(finding) && !finding.suppressed).length;
    const lines = [
      ...(rest > 0 ? [`${counted(rest, 'annotation')} more: see the job summary or the report`] : []),
      ...(known > 0 ? [`${counted(known, 'known finding')} of the baseline not shown`] : []),
    ];
    const more = { level: 'notice', place: placeOfRun(report), title: 'watertight', lines } as const;
    return [...shown, ...(lines.length > 0 ? [more] : [])].map(command).join('');
  },
};

function findings(report: Report): Annotation[] {
  return report.findings
    .filter((finding) => !finding.suppressed && !isKnown(finding))
    .map((finding) => ({
      level: levels[finding.severity],
      place: placeOf(finding, report),
      title: finding.rule,
      lines: [finding.message, `where: ${subjectText(finding.subject)}`, `why: ${finding.why}`, `do: ${finding.fix}`].map(
        visible,
      ),
    }));
}

function failures(report: Report): Annotation[] {
  const place = placeOfRun(report);
  const crashed = report.outcomes.filter(({ status }) => status === 'crashed');
  return [
    ...report.run.errors.map((error) => ({ level: 'error', place, title: 'watertight', lines: visibleLines(error) }) as const),
    ...crashed.map(({ rule, subject, reason = '' }) => {
      const lines = [`the rule crashed on ${visible(outcomeText(subject))}`, ...visibleLines(reason).slice(0, 1)];
      return { level: 'error', place, title: rule, lines } as const;
    }),
  ];
}

const command = ({ level, place, title, lines }: Annotation): string =>
  `::${level} file=${property(place.path)},line=${place.line},col=${place.column},title=${property(title)}::${data(lines.join('\n'))}\n`;

/** Escapes of the runner, as `@actions/core` writes them. */
const data = (text: string): string => text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (text: string): string => data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
