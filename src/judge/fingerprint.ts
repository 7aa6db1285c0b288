import { createHash } from 'node:crypto';
import type { Subject } from '../check/outcome.ts';

export interface Identity {
  readonly rule: string;
  readonly subject: Subject;
  readonly columns: readonly string[];
  readonly messageId: string;
  readonly discriminator?: string;
}

/** 32 hex digits made of what a finding is about, never of values, counts or paths: new data leaves it as it was. */
export function fingerprint({ rule, subject, columns, messageId, discriminator = messageId }: Identity): string {
  const against = subject.against ? [subject.against.dataset, subject.against.role] : [];
  const parts = ['1', rule, subject.dataset, subject.role, ...against, columns.toSorted().join('\x1f'), discriminator];
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}

/** Fingerprints of findings in the order given; the second and later of one identity get `:2`, `:3`, … */
export function fingerprints(identities: readonly Identity[]): string[] {
  const seen = new Map<string, number>();
  return identities.map((identity) => {
    const base = fingerprint(identity);
    const nth = (seen.get(base) ?? 0) + 1;
    seen.set(base, nth);
    return nth === 1 ? base : `${base}:${nth}`;
  });
}
