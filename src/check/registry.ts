import type { Role } from '../engine/table.ts';
import type { AnyRule, Confidence, Need, Severity, SubjectKind, Taxonomy } from './rule.ts';

/** A rule's facts without its code, which is loaded when the rule is to run. */
export interface RuleEntry {
  readonly id: string;
  readonly subject: SubjectKind;
  readonly roles?: readonly Role[];
  readonly unions?: boolean;
  readonly needs: readonly Need[];
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly taxonomy: Taxonomy;
  readonly since: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  /** Where a rule comes from that is not built in: the place in the configuration, a file or a package. */
  readonly origin?: string;
  load(): Promise<AnyRule>;
}

export function entryOf(rule: AnyRule): RuleEntry {
  return {
    id: rule.id,
    subject: rule.subject,
    ...(rule.roles && { roles: rule.roles }),
    ...(rule.unions !== undefined && { unions: rule.unions }),
    needs: rule.needs,
    severity: rule.severity,
    confidence: rule.confidence,
    taxonomy: rule.taxonomy,
    since: rule.since,
    tags: rule.tags ?? [],
    summary: rule.summary,
    why: rule.why,
    fix: rule.fix,
    load: async () => rule,
  };
}
