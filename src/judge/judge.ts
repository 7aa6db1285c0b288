import type { Found, Outcome, RuleFacts } from '../check/outcome.ts';
import type { Severity } from '../check/rule.ts';
import type { Config } from '../config/config.ts';
import { type EffectiveSetting, severityOf } from '../config/rule-settings.ts';
import { type Baseline, compareBaseline, isPast, knownIn } from './baseline.ts';
import { fingerprints } from './fingerprint.ts';
import { applyIgnores } from './ignores.ts';
import { locate } from './locate.ts';
import type { Suppression } from './suppression.ts';
import { gates, type JudgedFinding, type Verdict } from './verdict.ts';
import { withoutValues } from './without-values.ts';

export interface JudgeInput {
  readonly outcomes: readonly Outcome[];
  /** Facts of every rule in `outcomes`. */
  readonly rules: readonly RuleFacts[];
  readonly config: Config;
  readonly now: Date;
  /** What is known and no longer makes the check fail. */
  readonly baselines?: readonly Baseline[];
  /** Why the job was not done in full, beyond crashed rules. */
  readonly errors?: readonly string[];
}

/** Severities after configuration, suppressions, baseline, and whether the check passes. */
export function judge({ outcomes, rules, config, now, baselines = [], errors = [] }: JudgeInput): Verdict {
  const settings = new Map(rules.map((rule) => [rule.id, severityOf(rule, config)]));
  const ignores = applyIgnores(config.ignore, now);
  const found = outcomes.flatMap(identified);
  const marks = fingerprints(found);
  const known = knownIn(baselines, now);

  const findings = found.map((finding, i): JudgedFinding => {
    const { examples, figures, ...facts } = finding;
    const fingerprint = marks[i] as string;
    const entry = known(fingerprint);
    return {
      ...facts,
      ...(config.showValues && examples && { examples }),
      ...(figures && { figures: config.showValues ? figures : figures.map(withoutValues) }),
      severity: settings.get(finding.rule)?.graded(finding.severity) ?? finding.severity,
      fingerprint,
      suppressed: ignores.suppression(finding),
      baseline: baselines.length ? (entry ? 'unchanged' : 'new') : null,
      known: entry ?? null,
      location: finding.location ?? locate(config, finding.subject, finding.columns),
    };
  });

  const incomplete = errors.length > 0 || outcomes.some(({ status }) => status === 'crashed');
  const failed = findings.some((finding) => gates(finding, config.failOn));
  return {
    status: incomplete ? 'error' : failed ? 'fail' : 'pass',
    failOn: config.failOn,
    findings,
    outcomes,
    rules: rules.map((rule) => ({ ...rule, severity: configured(settings.get(rule.id), rule) })),
    errors,
    notices: [],
    baselines: baselines.map((baseline) => compareBaseline(baseline, new Set(marks), outcomes, now)),
  };
}

/** How the entries by which the user accepts findings fared with what the rules found. */
export function suppressionsIn({ outcomes, config, now, baselines = [] }: Omit<JudgeInput, 'rules' | 'errors'>): Suppression[] {
  const found = outcomes.flatMap(identified);
  const marks = new Set(fingerprints(found));
  const ignores = applyIgnores(config.ignore, now);
  for (const finding of found) ignores.suppression(finding);
  const reviewed = baselines.filter(({ kind }) => kind === 'baseline').flatMap(({ findings }) => findings);
  return [
    ...ignores.used(outcomes),
    ...reviewed.map(
      ({ subject, fingerprint, ...entry }): Suppression => ({
        ...entry,
        fingerprint,
        kind: 'baseline',
        datasets: [subject.dataset],
        isExpired: isPast(entry.until, now),
        findings: marks.has(fingerprint) ? 1 : 0,
        looked: true,
      }),
    ),
  ];
}

/** A rule that is off may still have been asked for by name. */
const configured = (setting: EffectiveSetting | undefined, rule: RuleFacts): Severity =>
  setting === undefined || setting.severity === 'off' ? rule.severity : setting.severity;

const identified = ({ rule, subject, findings }: Outcome): (Found & Pick<Outcome, 'rule' | 'subject'>)[] =>
  findings.map((found) => ({ ...found, rule, subject }));
