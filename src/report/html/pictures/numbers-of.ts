import type { ReportFinding } from '../../schema.ts';

/** The finite numbers of evidence; keys of other values are absent. */
export function numbersOf({ evidence }: ReportFinding): Readonly<Partial<Record<string, number>>> {
  return Object.fromEntries(
    Object.entries(evidence).flatMap(([key, value]) => (typeof value === 'number' ? [[key, value]] : [])),
  );
}

/** What the held-out and the fit data are called. */
export const sidesOf = ({ subject }: ReportFinding): { readonly fit: string; readonly heldOut: string } => ({
  fit: subject.against?.dataset ?? 'train',
  heldOut: subject.dataset,
});
