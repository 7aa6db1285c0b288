import { z } from 'zod';

const text = z.string().min(1);
const date = z.iso.date('must be a date such as `2027-03-01`');
const place = { dataset: z.string(), role: z.string() };

export const baselineEntrySchema = z.strictObject({
  rule: text.describe('The rule that found it'),
  ...place,
  against: z.strictObject(place).optional().describe('The other data set, when it is about two'),
  columns: z.array(z.string()).optional().describe('The columns it is about'),
  message: text.optional().describe('What it said when it was written down'),
  added: date.optional().describe('The day it was written down'),
  reason: text.optional().describe('Why it is accepted'),
  note: text.optional().describe('What else its readers should know'),
  until: date.optional().describe('The last day on which it counts'),
});

/** A reviewed baseline as written. */
export const baselineSchema = z.strictObject({
  schema: z.literal('watertight/baseline/1', 'must be `watertight/baseline/1`, the only version that this watertight reads'),
  findings: z
    .record(z.string().regex(/^[0-9a-f]{32}(:\d+)?$/, 'must be the fingerprint of a finding'), baselineEntrySchema)
    .describe('Known findings by fingerprint'),
});
export type BaselineEntry = z.infer<typeof baselineEntrySchema>;
