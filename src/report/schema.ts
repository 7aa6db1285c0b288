import { z } from 'zod';

const severity = z.enum(['error', 'warn', 'info']);
const scalar = z.union([z.number(), z.string(), z.boolean(), z.null()]);
const evidence = z.record(z.string(), z.union([scalar, z.array(z.union([z.number(), z.string(), z.null()]))]));
const subject = z.object({
  dataset: z.string(),
  role: z.string(),
  against: z.object({ dataset: z.string(), role: z.string() }).optional(),
  columns: z.array(z.string()),
});

const coverage = z.enum(['exact', 'sampled']);
const count = z.number().int().min(0);

/** Rows of one kind in each bin; `value` is the cell value it stands for, only with --show-values. */
const series = z.object({ name: z.string(), counts: z.array(count), value: scalar.optional() });

/** Counts that show a finding where its evidence cannot, the same bins for both series. */
const figure = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('histogram'),
    column: z.string(),
    scale: z.enum(['number', 'time']),
    series: z.tuple([series, series]),
    coverage,
    /** Width of the bins of times, in microseconds. */
    binMicros: z.number().optional(),
    /** One more than bins, in microseconds since 1970 for times; only with --show-values. */
    edges: z.array(z.number()).optional(),
  }),
  z.object({
    kind: z.literal('levels'),
    column: z.string(),
    series: z.tuple([series, series]),
    coverage,
    /** Whether the last bin holds all other levels. */
    others: z.boolean(),
    /** Only with --show-values. */
    levels: z.array(scalar).optional(),
  }),
  z.object({
    kind: z.literal('roc'),
    column: z.string(),
    points: z.array(z.tuple([z.number(), z.number()])),
    auc: z.number(),
    coverage,
  }),
]);

const finding = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{32}(:\d+)?$/),
  rule: z.string(),
  messageId: z.string(),
  message: z.string(),
  why: z.string(),
  fix: z.string(),
  severity,
  confidence: z.enum(['high', 'medium', 'low']),
  taxonomy: z.string().nullable(),
  subject,
  evidence,
  coverage,
  sql: z.string().optional(),
  /** Cell values; only with --show-values. */
  examples: z.array(scalar).optional(),
  figures: z.array(figure).optional(),
  location: z.object({ path: z.string(), line: z.number().int(), column: z.number().int() }).nullable(),
  suppressed: z.object({ reason: z.string(), until: z.string().nullable() }).nullable(),
  baseline: z.enum(['new', 'unchanged']).nullable(),
  /** Of a finding that is in the baseline: what people wrote there. */
  known: z
    .object({
      reason: z.string().nullable(),
      note: z.string().nullable(),
      until: z.string().nullable(),
      added: z.string().nullable(),
    })
    .optional(),
});

/** A finding of a baseline that is no more. */
const fixed = z.object({ fingerprint: z.string(), rule: z.string(), message: z.string().nullable(), subject });

const outcome = z.object({
  rule: z.string(),
  subject,
  status: z.enum(['findings', 'clean', 'skipped', 'underpowered', 'crashed']),
  reason: z.string().optional(),
  evidence: evidence.optional(),
});

/** The JSON report, the source of every other format. Arrays are sorted, so that two reports diff well. */
export const reportSchema = z.object({
  schema: z.literal('watertight/report/1'),
  tool: z.object({ name: z.literal('watertight'), version: z.string() }),
  run: z.object({
    id: z.string(),
    project: z.string().nullable(),
    startedAt: z.string(),
    durationMs: z.number(),
    status: z.enum(['pass', 'fail', 'error']),
    failOn: z.enum(['error', 'warn', 'info', 'never']),
    config: z.object({ path: z.string(), digest: z.string() }).nullable(),
    git: z.object({ commit: z.string(), branch: z.string().nullable(), dirty: z.boolean() }).nullable(),
    engine: z.string(),
    inferred: z.array(z.object({ fact: z.string(), value: z.string(), reason: z.string() })),
    /** Why the job could not be done, when status is `error`. */
    errors: z.array(z.string()),
    /** What the user should know of the run beyond its findings. */
    notices: z.array(z.string()),
  }),
  datasets: z.array(
    z.object({
      name: z.string(),
      role: z.string(),
      path: z.string(),
      format: z.string(),
      rows: z.number(),
      columns: z.array(z.object({ name: z.string(), type: z.string() })),
      version: z
        .object({
          system: z.string(),
          recorded: z.string(),
          actual: z.string().nullable(),
          state: z.enum(['match', 'mismatch', 'unchecked']),
          recordedIn: z.string(),
          reason: z.string().optional(),
        })
        .nullable(),
    }),
  ),
  rules: z.array(
    z.object({
      id: z.string(),
      severity,
      summary: z.string(),
      why: z.string(),
      fix: z.string(),
      confidence: z.enum(['high', 'medium', 'low']),
      taxonomy: z.string().nullable(),
      tags: z.array(z.string()),
      /** Where a rule comes from that is not built in. */
      origin: z.string().optional(),
      findings: z.number().int(),
      durationMs: z.number(),
    }),
  ),
  outcomes: z.array(outcome),
  findings: z.array(finding),
  /** What the findings were held against; absent when there was nothing. */
  baselines: z
    .array(
      z.object({
        path: z.string(),
        /** `baseline`: a reviewed file; `report`: an earlier report; `since`: one given with --since. */
        kind: z.enum(['baseline', 'report', 'since']),
        /** Its findings that are still there. */
        known: z.number().int(),
        /** Its findings that are no more, though their rule looked. */
        fixed: z.array(fixed),
        /** Its entries that no longer count because of their date. */
        expired: z.number().int(),
      }),
    )
    .optional(),
  summary: z.object({
    error: z.number().int(),
    warn: z.number().int(),
    info: z.number().int(),
    /** Findings an `ignore` entry covers, not counted by severity. */
    suppressed: z.number().int(),
    /** Findings of the baseline, among those counted by severity. */
    unchanged: z.number().int(),
    skipped: z.number().int(),
    underpowered: z.number().int(),
    crashed: z.number().int(),
  }),
});

export type Report = z.infer<typeof reportSchema>;
export type ReportFinding = Report['findings'][number];
export type ReportFigure = z.infer<typeof figure>;
export type ReportSeries = z.infer<typeof series>;
export type ReportOutcome = Report['outcomes'][number];
