import { z } from 'zod';
import { declaredAt } from '../../src/check/declared-at.ts';
import { clean, defineRule } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import type { Feature } from '../../src/features/feature.ts';
import { independence } from '../../src/measure/columns/independent-rows.ts';
import { comparableColumns } from '../../src/measure/rows/matched-rows.ts';
import { type ConstraintKind, violations } from '../../src/measure/shift/declared-constraints.ts';
import { explainShift } from '../../src/measure/shift/explain-shift.ts';
import { countBroken, type LearnedConstraint, learnedConstraints } from '../../src/measure/shift/learned-constraints.ts';
import { logBinomialUpperTail } from '../../src/stats/binomial.ts';
import { requiredZ } from '../../src/stats/multiple-testing.ts';
import { zOfLogTail } from '../../src/stats/normal.ts';

export default defineRule({
  id: 'schema/constraint',
  subject: 'dataset',
  needs: [],
  severity: 'error',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['schema'],
  summary: 'Values that break what was declared of them, or what holds in every row of train',
  why: 'such values are mistakes, or mean something that the model and its preprocessing do not know',
  fix: 'correct the values where they are made, or the declaration',
  messages: {
    min: '{{rows}} rows of {{column}} are below the declared minimum',
    max: '{{rows}} rows of {{column}} are above the declared maximum',
    nullable: '{{rows}} rows of {{column}} are missing, which the declaration forbids',
    values: '{{rows}} rows of {{column}} have a value that is not among those declared',
    pattern: '{{rows}} rows of {{column}} do not match the declared pattern',
    unique: '{{rows}} rows of {{column}} repeat a value that was declared unique',
    monotonic: '{{rows}} rows of {{column}} run against the declared order',
    negative: '{{share|percent}} of {{column}} is negative, and none of it in {{train}}',
    fraction: '{{share|percent}} of {{column}} has a fraction, and none of it in {{train}}',
    shape: '{{share|percent}} of {{column}} is written in a form that {{train}} never has',
  },
  options: z.strictObject({
    share: z.number().min(0).max(1).default(0.01).describe('Share of rows that must break what train keeps'),
    minRows: z.number().int().min(2).default(100).describe('Values that each side must have for what is learned from train'),
  }),
  async check({ table, peers, declared, columnRole, options, report }) {
    const given = table.columns.flatMap((column) => declared.features.get(column.name) ?? []);
    const broken = await Promise.all(given.map((feature) => violations(table, table.column(feature.name)!, feature)));
    const untold: string[] = [];
    for (const { kind, column, rows, statement } of broken.flat()) {
      if (rows === undefined) untold.push(column.name);
      if (!rows) continue;
      const feature = declared.features.get(column.name)!;
      const at = declaredAt(feature, kind);
      report({
        messageId: kind,
        data: { column: column.name, rows },
        columns: [column],
        evidence: { rows, ...limitsOf(kind, feature), ...at },
        // A key of the table that was described need not be one of a table made from it.
        ...(kind === 'unique' && at.declaredAt !== undefined && { severity: 'warn' as const }),
        // Declared values may be values of cells.
        ...(kind !== 'values' && { sql: statement }),
        discriminator: kind,
      });
    }
    const summary = { declaredConstraints: broken.flat().length, ...(untold.length && { orderUnknown: untold }) };
    const train = table.role === 'train' ? undefined : peers.find(({ role }) => role === 'train');
    if (!train) return clean({ ...summary, learnedColumns: 0 });
    const columns = comparableColumns(train, table).filter(
      ({ name }) => columnRole(name) === 'feature' && !isConstrained(declared.features.get(name)),
    );
    const [first, second] = await Promise.all([train.frame(), table.frame()]);
    const independent = independence(first, second, declared.entity);
    const required = requiredZ(columns.length);
    const suspects = columns.flatMap((column) => learnedConstraints(first, second, column));
    const worth = suspects.filter(({ broken, of }) => of > 0 && broken / of > options.share / 2);
    await Promise.all(
      worth.map(async (constraint: LearnedConstraint) => {
        const [before, after] = await Promise.all([countBroken(train, constraint), countBroken(table, constraint)]);
        const share = after.broken / Math.max(1, after.of);
        if (before.broken || share <= options.share || Math.min(before.of, after.of) < options.minRows) return;
        const [n, m] = [Math.max(1, before.of * independent.fit), Math.floor(after.of * independent.heldOut)];
        const z = zOfLogTail(logBinomialUpperTail(Math.floor(share * m), m, Math.min(1, 1 / n)));
        if (z < required || (table.role === 'serving' && explainShift(first, second, constraint.column))) return;
        report({
          messageId: constraint.kind,
          data: { column: constraint.column.name, share, train: train.role },
          columns: [constraint.column],
          severity: 'warn',
          confidence: 'medium',
          evidence: { rows: after.broken, share, ofRows: after.of, trainRows: before.of, z, requiredZ: required },
          ...(constraint.kind !== 'shape' && {
            sql: sql`SELECT sum(CASE WHEN ${constraint.breaks} THEN 1 ELSE 0 END) AS n FROM ${identifier(table.role)}`,
          }),
          discriminator: constraint.kind,
        });
      }),
    );
    return clean({ ...summary, learnedColumns: columns.length });
  },
});

/** What the user declares replaces what is learned; a foreign description does where it constrains the values. */
function isConstrained(feature: Feature | undefined): boolean {
  if (!feature) return false;
  if (feature.origin.kind !== 'foreign') return true;
  return CONSTRAINTS.some((kind) => feature[kind] !== undefined);
}

const CONSTRAINTS = ['min', 'max', 'values', 'pattern', 'monotonic'] as const;

function limitsOf(kind: ConstraintKind, feature: { readonly min?: number; readonly max?: number }) {
  if (kind === 'min' && feature.min !== undefined) return { declaredMin: feature.min };
  return kind === 'max' && feature.max !== undefined ? { declaredMax: feature.max } : {};
}
