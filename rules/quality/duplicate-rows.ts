import { z } from 'zod';
import { clean, defineRule, skipped } from '../../src/check/rule.ts';
import { identifier, sql } from '../../src/engine/sql.ts';
import { repeatsIn } from '../../src/measure/rows/repeats.ts';

export default defineRule({
  id: 'quality/duplicate-rows',
  subject: 'dataset',
  roles: ['train', 'validation', 'test'],
  needs: [],
  severity: 'warn',
  confidence: 'high',
  taxonomy: null,
  since: '0.1.0',
  tags: ['quality'],
  summary: 'Rows that stand more than once in one table',
  why: 'repeated rows weigh more than others in training and in the score, and a random split puts copies on both sides',
  fix: 'remove the repetitions, or find out why the source gives them; keep a weight where they are meant',
  messages: {
    repeated: '{{repeated}} of {{rows}} rows ({{share|percent}}) repeat an earlier row in all features{{and}}',
  },
  options: z.strictObject({
    share: z.number().min(0).max(1).default(0.01).describe('Share of repeated rows from which the finding is a warning'),
    fewValued: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of distinct rows below which repetitions are expected and only informed of'),
  }),
  async check({ table, peers, inputs, declared, options, report }) {
    const target = declared.target && table.column(declared.target.name);
    const apart = [...declared.entity, ...(declared.time ? [declared.time] : [])];
    const found = await repeatsIn({ table, peers, inputs, target, apart });
    if (!found) return skipped('needs feature columns');
    const { rows, keys, repeated, largest, columns } = found;
    const distinctShare = keys / Math.max(1, rows);
    const share = repeated / Math.max(1, rows);
    const evidence = { rows, repeated, share, largestGroup: largest, distinctShare, columns: columns.length };
    if (!repeated) return clean(evidence);
    const named = [...columns.map(({ column }) => identifier(column.name)), ...(target ? [identifier(target.name)] : [])];
    report({
      messageId: 'repeated',
      data: { repeated, rows, share, and: target ? ' and the target' : '' },
      evidence,
      severity: share >= options.share && distinctShare >= options.fewValued ? 'warn' : 'info',
      sql: sql`SELECT sum(n - 1) AS repeated FROM (SELECT count(*) AS n FROM ${identifier(table.role)} GROUP BY ${named}) AS grouped`,
    });
    return clean(evidence);
  },
});
