import type { KnownFinding } from '../judge/baseline.ts';
import type { ReportFinding } from '../report/schema.ts';

/** A reported finding as one that is known. */
export const knownFrom = ({ fingerprint, rule, message, subject }: ReportFinding): KnownFinding => {
  const { columns, dataset, role, against } = subject;
  return { ...{ fingerprint, rule, message, columns }, subject: { dataset, role, ...(against && { against }) } };
};
