import type { Value } from '../engine/sql.ts';
import type { Position } from '../errors.ts';
import type { Figure } from './figure.ts';
import type { Confidence, Evidence, Severity, Taxonomy } from './rule.ts';

/** What an outcome or a finding is about. */
export interface Subject {
  readonly dataset: string;
  readonly role: string;
  readonly against?: { readonly dataset: string; readonly role: string };
  /** Where it is about these columns alone. */
  readonly columns?: readonly string[];
}

export interface Found {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly columns: readonly string[];
  readonly evidence: Evidence;
  readonly severity: Severity;
  readonly confidence: Confidence;
  readonly coverage: 'exact' | 'sampled';
  readonly sql?: string;
  readonly fix?: string;
  readonly discriminator?: string;
  readonly location?: Position;
  readonly examples?: readonly Value[];
  readonly figures?: readonly Figure[];
}

/** What one rule said of one subject. */
export interface Outcome {
  readonly rule: string;
  readonly subject: Subject;
  readonly status: 'findings' | 'clean' | 'skipped' | 'underpowered' | 'crashed';
  readonly reason?: string;
  readonly evidence?: Evidence;
  readonly findings: readonly Found[];
  readonly durationMs: number;
}

/** What judge and report need to know of a rule that ran. */
export interface RuleFacts {
  readonly id: string;
  readonly severity: Severity;
  readonly summary: string;
  readonly why: string;
  readonly fix: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly taxonomy: Taxonomy;
  readonly confidence: Confidence;
  readonly tags: readonly string[];
  /** Absent for built-in rules. */
  readonly origin?: string;
}
