import type { Found, Outcome } from './outcome.ts';

/** A finding against train and validation together says nothing new when train alone already shows it. */
export function withoutEchoes(outcomes: readonly Outcome[]): Outcome[] {
  const key = (outcome: Outcome, { messageId, columns, discriminator }: Found) =>
    JSON.stringify([outcome.rule, outcome.subject.dataset, messageId, columns, discriminator]);
  const isUnion = ({ subject }: Outcome) => subject.against?.role === 'train+validation';
  const known = new Set(outcomes.filter((outcome) => !isUnion(outcome)).flatMap((o) => o.findings.map((found) => key(o, found))));
  return outcomes.map((outcome) => {
    if (!isUnion(outcome)) return outcome;
    const findings = outcome.findings.filter((found) => !known.has(key(outcome, found)));
    if (findings.length === outcome.findings.length) return outcome;
    if (findings.length) return { ...outcome, findings };
    return { ...outcome, status: 'clean', reason: 'nothing beyond what train alone shows', findings };
  });
}
