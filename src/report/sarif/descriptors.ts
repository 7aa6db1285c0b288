import { clip } from '../clip.ts';
import type { Report } from '../schema.ts';
import { sentence, whatAndDo } from '../sentences.ts';

type Rule = Pick<
  Report['rules'][number],
  'id' | 'severity' | 'summary' | 'why' | 'fix' | 'confidence' | 'taxonomy' | 'tags' | 'origin'
>;

/** SARIF's names of our severities, as a result's level. */
export const levels = { error: 'error', warn: 'warning', info: 'note' } as const;
const problemSeverities = { error: 'error', warn: 'warning', info: 'recommendation' } as const;

const textLimit = 1024;
const tagLimit = 10;

/** The rules that ran, and those a finding names though no rule of that id is listed. */
export function rulesOf({ rules, findings }: Report): Rule[] {
  const known = new Set(rules.map(({ id }) => id));
  const unlisted = new Map(findings.filter(({ rule }) => !known.has(rule)).map((finding) => [finding.rule, finding]));
  const described = [...unlisted].map(([id, { why, fix, severity, confidence, taxonomy }]) => ({
    ...{ id, severity, summary: id, why, fix, confidence, taxonomy, tags: [] },
  }));
  return [...rules, ...described];
}

/** A rule as GitHub code scanning wants it, with its documentation where there is one. */
export function descriptor(
  { id, severity, summary, why, fix, confidence, taxonomy, tags, origin }: Rule,
  docs: string | undefined,
) {
  const all = [...(taxonomy ? [`taxonomy/${taxonomy}`] : []), ...tags];
  return {
    id,
    shortDescription: { text: clip(sentence(summary), textLimit) },
    fullDescription: { text: clip(sentence(why), textLimit) },
    help: { text: whatAndDo(sentence(why), fix), markdown: docs ?? `**Why:** ${sentence(why)}\n\n**Do:** ${sentence(fix)}` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: all.slice(0, tagLimit),
      precision: confidence,
      'problem.severity': problemSeverities[severity],
      ...(origin && { origin }),
    },
  };
}
