import type { Position } from '../errors.ts';

/** An entry by which the user accepts findings, and how it fared in a run. */
export interface Suppression {
  /** `ignore` of the configuration, or an entry of a reviewed baseline. */
  readonly kind: 'ignore' | 'baseline';
  /** A rule id or `area/*`. */
  readonly rule: string;
  readonly datasets: readonly string[];
  readonly columns: readonly string[];
  /** Of a baseline's entry. */
  readonly fingerprint?: string;
  readonly reason?: string;
  /** ISO date. */
  readonly until?: string;
  readonly isExpired: boolean;
  /** Findings it covers, or would if it had not expired. */
  readonly findings: number;
  /** Whether a rule it names came to an end on data it names. */
  readonly looked: boolean;
  readonly position?: Position;
}
