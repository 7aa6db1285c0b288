import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { repeatsIn } from '../../src/measure/rows/repeats.ts';

/** Where more rows repeat, it is natural that equal ones have different outcomes. */
const MOSTLY_DISTINCT = 0.9;

export default defineRule({
  id: 'quality/conflicting-labels',
  subject: 'dataset',
  roles: ['train', 'validation', 'test'],
  needs: ['target'],
  severity: 'warn',
  confidence: 'medium',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality', 'target'],
  summary: 'Rows that are equal in all features and differ in the target',
  why: 'no model can be right on both, so they cap the score; in data of many values they are mistakes in the labels',
  fix: 'find out which label is right, or add the feature that tells these rows apart',
  messages: {
    conflicting: '{{rows}} rows ({{share|percent}}) have a twin with the same features and another target',
  },
  options: z.strictObject({
    share: z.number().min(0).max(1).default(0.01).describe('Share of such rows from which the finding is a warning'),
    minRows: z.number().int().min(2).default(3).describe('Such rows that a finding needs'),
  }),
  async check({ table, peers, target, inputs, declared, options, report }) {
    if (target.task === 'regression') return skipped('needs a target of classes');
    const column = table.column(target.name)!;
    const apart = [...declared.entity, ...(declared.time ? [declared.time] : [])];
    const found = await repeatsIn({ table, peers, inputs, target: column, apart });
    if (!found) return skipped('needs feature columns');
    const { rows, keys, conflicting, conflictingKeys, columns } = found;
    const distinctShare = keys / Math.max(1, rows);
    const share = conflicting / Math.max(1, rows);
    const evidence = { rows, conflicting, conflictingKeys, share, distinctShare, columns: columns.length };
    if (conflicting < options.minRows) return clean(evidence);
    const features = columns.map((one) => identifier(one.column.name));
    report({
      messageId: 'conflicting',
      data: { rows: conflicting, share },
      columns: [column],
      evidence,
      severity: share >= options.share && distinctShare >= MOSTLY_DISTINCT ? 'warn' : 'info',
      sql: sql`SELECT sum(n) AS conflicting FROM (SELECT count(${column}) AS n FROM ${identifier(table.role)} GROUP BY ${features} HAVING count(DISTINCT ${column}) > 1) AS grouped`,
    });
    return clean(evidence);
  },
});
